import { h, fill, announce } from "./dom.js";
import { howMany, plainName } from "./words.js";
import { address } from "./route.js";
import { blockOf, detailOf } from "./store.js";
import { hook } from "./hooks.js";
import { download } from "./csv.js";
import { Decisions, columnsOf, decidedBefore, harmless, lineWords } from "./decisions.js";
import { reviewForm } from "./review-form.js";
// A reviewer's hand: figures marked right or wrong, corrected or added, operations merged and split, all of it as a file to take away.

/** What is being reviewed: the page's data, the decisions, the figures that are drawn, and the boxes with buttons beside them. */
const review = { store: null, decisions: null, vocabulary: null, figures: new Map(), release: null, boxes: new Set(), marked: null, bar: null };

const MOST_LISTED = 200;
const isReviewing = () => "reviewing" in document.body.dataset;
const button = (words, run, more = {}) => h("button", { type: "button", class: "small", onclick: run, ...more }, words);

/** Draw again, once what is being drawn is in the page. */
function refreshSoon() {
  clearTimeout(review.timer);
  review.timer = setTimeout(refresh, 0);
}

function refresh() {
  for (const box of review.boxes) {
    if (!box.isConnected) review.boxes.delete(box);
    else box.draw();
  }
  for (const span of document.querySelectorAll("#main [data-figure-id]")) {
    const figure = review.figures.get(span.dataset.figureId);
    const said = figure && review.decisions.on(figure);
    const verb = said ? ["wrong", "correct", "right"].find((v) => v in said) ?? "correct" : figure && decidedBefore(figure) ? "right" : "";
    for (const v of ["right", "wrong", "correct"]) span.classList.toggle(`decided-${v}`, v === verb);
  }
  review.bar.draw();
}

/** Figures and lines of what is shown, for the progress. */
function shownFigures() {
  return document.querySelector("#main .release, #main .operation") ? [...review.figures.values()] : [];
}

function progress() {
  const shown = shownFigures();
  const decided = shown.filter((f) => review.decisions.on(f) || decidedBefore(f)).length;
  const all = `${howMany(review.decisions.size, "decision")} in all, of ${howMany(review.store.overview.counts.figures ?? 0, "figure")}`;
  return shown.length ? `${decided} of ${shown.length} reviewed here; ${all}.` : `${all}.`;
}

/* Figures. */

const placeOf = (figure) => ({ start: figure.decide.start, end: figure.decide.end, measure: figure.measure });

/** The other figures of a figure's release that are drawn, as wholes that it can be a part of. */
function wholesFor(release, own) {
  const others = [...review.figures.values()].filter((f) => f.release === release && f.id !== own);
  return others.map((f) => ({ place: placeOf(f), words: `${f.said} ${plainName(f.measure)} (“${harmless(f.decide.text.slice(0, 40))}”)` }));
}

/** The box beside a figure: what was decided, and the buttons to decide. */
function figureBox(figure) {
  const box = h("div", { class: "review", role: "group", "aria-label": "Review of this figure" });
  const { decisions } = review;
  const decide = (verb) => {
    decisions.decide(figure, verb);
    announce(lineWords(decisions.on(figure) ?? { [verb]: {} }));
  };
  box.right = () => decide("right");
  box.wrong = () => decide("wrong");
  box.undo = () => {
    const said = decisions.on(figure);
    if (said) decisions.remove(said);
  };
  box.correct = () => {
    const said = decisions.on(figure);
    const columns = { ...columnsOf(figure), ...said?.as };
    const whole = review.figures.get(figure.part_of);
    const form = reviewForm({
      columns, vocabulary: review.vocabulary, wholes: wholesFor(figure.release, figure.id), whole: columns.part_of === undefined ? whole && placeOf(whole) : columns.part_of,
      title: `What “${harmless(figure.decide.text)}” says`,
      save: (as, why) => {
        decisions.decide(figure, "correct", as, why);
        announce(lineWords(decisions.on(figure)));
        box.draw(true);
      },
      cancel: () => box.draw(true),
    });
    fill(box, form);
    form.querySelector("select").focus();
  };
  box.draw = (focus = false) => {
    if (box.querySelector("form") && !focus) return;
    const said = decisions.on(figure);
    const before = decidedBefore(figure);
    const verb = said ? ["right", "wrong", "correct", "missing"].find((v) => v in said) : "";
    const mark = (words, key, name) => button(words, box[name], { "aria-pressed": String(verb === name), "aria-keyshortcuts": key, title: `key ${key}` });
    const correct = mark("Correct …", "c", "correct");
    fill(box, h("p", { class: "buttons" }, mark("Right", "r", "right"), mark("Wrong", "w", "wrong"), correct, said && button("Undo", box.undo, { title: "key u" })),
      said ? h("p", { class: "decided" }, lineWords(said), said.why && ` – ${harmless(said.why)}`) : before && h("p", { class: "note" }, `Reviewed before: ${before}`));
    if (focus) correct.focus();
  };
  box.draw();
  review.boxes.add(box);
  return box;
}

hook("figure", (element, figure) => {
  if (!figure.decide) return;
  if (!review.figures.has(figure.id)) review.figures.set(figure.id, figure);
  const box = figureBox(figure);
  element.review = box;
  element.append(box);
  refreshSoon();
});

/* Releases. */

hook("release", (element, release) => {
  review.figures.clear();
  for (const figure of release.figures) review.figures.set(figure.id, figure);
  review.release = release;
  review.marked = null;
  refreshSoon();
});

/** The characters of a release that the reader has marked, in code points of the text as it is; null where none are. */
function markedSpan() {
  const text = document.querySelector("#main .release .text");
  const selection = getSelection();
  if (!text || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(text);
  before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString();
  if (!words.trim()) return null;
  const start = before.toString().length + (words.length - words.trimStart().length);
  const first = [...review.release.text.slice(0, start)].length;
  const length = [...words.trim()].length;
  const quote = [...(review.release.raw ?? review.release.text)].slice(first, first + length).join("");
  return { release: review.release.id, sha256: review.release.sha256, start: first, end: first + length, text: quote };
}

document.addEventListener("selectionchange", () => {
  const span = isReviewing() && markedSpan();
  if (!span) return;
  review.marked = span;
  review.bar.draw();
});

function addMissing(slot) {
  const { marked, decisions, vocabulary } = review;
  const number = marked.text.match(/\d[\d,.]*/)?.[0].replace(/[,.]$/, "").replaceAll(",", "") ?? "";
  const close = () => {
    fill(slot);
    review.bar.draw();
  };
  const form = reviewForm({
    columns: { measure: Object.keys(vocabulary.measures)[0], unit: "", value: number }, vocabulary, wholes: wholesFor(marked.release, ""), whole: null,
    title: `What “${harmless(marked.text)}” says`,
    save: ({ measure, ...columns }, why) => {
      decisions.add({ ...marked, measure }, columns, why);
      announce(`Added: ${harmless(marked.text)}`);
      review.marked = null;
      close();
    },
    cancel: close,
  });
  fill(slot, form);
  form.querySelector("select").focus();
}

/* Operations. */

const referenceOf = (operation) => (operation.named ? operation.name : operation.releases[0]);

/** Operations by what a reader types to choose one: the name, with the id where several share it. */
function operationsByName(operations) {
  const count = new Map();
  for (const o of operations) count.set(o.name, (count.get(o.name) ?? 0) + 1);
  return new Map(operations.map((o) => [count.get(o.name) > 1 ? `${o.name} (${o.id})` : o.name, o]));
}

function mergeForm(operation, say) {
  const list = h("datalist", { id: "review-operations" });
  const input = h("input", { type: "text", id: "review-same", list: "review-operations", autocomplete: "off" });
  let names = null;
  input.addEventListener("focus", () => {
    if (names) return;
    names = operationsByName(review.store.operations.filter((o) => o.id !== operation.id));
    fill(list, [...names.keys()].map((name) => h("option", { value: name })));
  });
  const merge = () => {
    const other = names?.get(input.value.trim());
    if (!other) return say("Choose an operation from the list.");
    review.decisions.judge("same", [[referenceOf(operation), referenceOf(other)]], "");
    input.value = "";
    return say(`Marked as one operation with “${other.name}”.`);
  };
  return h("p", { class: "field" }, h("label", { for: "review-same" }, "The same operation as"), input, list, button("Merge", merge));
}

function splitForm(operation, say) {
  if (operation.releases.length < 2) return null;
  const { releases } = review.store.overview;
  const select = h("select", { id: "review-split" }, operation.releases.map((id) => h("option", { value: id }, releases[id]?.title ?? id)));
  const split = () => {
    const own = select.value;
    review.decisions.judge("different", operation.releases.filter((id) => id !== own).map((id) => [own, id]), "");
    return say("Marked as a release on another operation.");
  };
  return h("p", { class: "field" }, h("label", { for: "review-split" }, "Not on this operation"), select, button("Split off", split));
}

hook("operation", (element, operation) => {
  review.figures.clear();
  review.release = null;
  detailOf("operations", operation.id).then((detail) => {
    if (element.isConnected) for (const figure of Object.values(detail?.figures ?? {})) review.figures.set(figure.id, figure);
    refreshSoon();
  });
  const said = h("p", { class: "note", role: "status" });
  const list = h("ul", { class: "decided" });
  const say = (words) => { said.textContent = words; };
  const box = h("section", { class: "review panel", "aria-label": "Review of this operation" }, mergeForm(operation, say), splitForm(operation, say), said, list);
  const own = new Set([operation.name, ...operation.releases]);
  box.draw = () => fill(list, review.decisions.judgements().filter((line) => (line.same ?? line.different).some((x) => own.has(x))).map((line) => h("li", {}, lineWords(line), " ", button("Undo", () => review.decisions.remove(line)))));
  box.draw();
  review.boxes.add(box);
  element.append(box);
  refreshSoon();
});

/* The bar at the top, with what concerns all. */

function decisionList() {
  const { decisions, store } = review;
  const item = (line) => {
    const verb = ["right", "wrong", "correct", "missing"].find((v) => v in line);
    const named = verb && line[verb];
    const words = named && `“${harmless(named.text)}”`;
    const link = named && (Object.hasOwn(store.overview.releases, named.release) ? h("a", { href: address("release", named.release) }, words) : words);
    return h("li", {}, link, link && " ", lineWords(line), " ", button("Undo", () => decisions.remove(line), { "aria-label": `Undo: ${words ?? ""} ${lineWords(line)}` }));
  };
  const rest = decisions.lines.length - MOST_LISTED;
  return [...decisions.lines.slice(-MOST_LISTED).map(item), rest > 0 && h("li", { class: "note" }, `and ${rest} more`)];
}

function importButton(say) {
  const input = h("input", { type: "file", accept: ".jsonl,.json,.txt", class: "unseen", tabindex: "-1", "aria-label": "File of decisions" });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    const fault = review.decisions.import(await file.text());
    say(fault ? `${file.name}, ${fault}. Nothing was taken from it.` : `${file.name} was read: ${howMany(review.decisions.lines.length, "decision")}.`);
    input.value = "";
  });
  return [button("Import …", () => input.click()), input];
}

function reviewBar() {
  const { decisions } = review;
  const told = h("p", { class: "note", role: "status" });
  const say = (words) => { told.textContent = words; };
  const count = h("p", { id: "progress" });
  const who = h("input", { type: "text", id: "review-who", value: decisions.who, autocomplete: "off", onchange: () => decisions.setName(who.value.trim()) });
  const slot = h("div", { class: "slot" });
  const add = button("Add a missing figure …", () => addMissing(slot));
  const save = button("Export decisions", () => download("decisions.jsonl", decisions.text(), "application/x-ndjson"));
  const list = h("ul", { class: "decided" });
  const summary = h("summary", {});
  const all = h("details", {}, summary, list);
  all.addEventListener("toggle", () => bar.draw());
  const memory = h("p", { class: "memory" }, "This browser keeps nothing for this page: export your decisions before you close it.");
  const bar = h("section", { id: "review", class: "review", "aria-label": "Review" },
    h("div", { class: "panel-head" }, count, h("div", { class: "buttons" }, h("label", { for: "review-who" }, "Your name"), who, add, importButton(say), save)), told, memory, slot, all,
    h("p", { class: "note" }, "Keys: j and k go from figure to figure, r right, w wrong, c correct, u undo. The tables follow when you run opledger extract --decisions decisions.jsonl."));
  bar.draw = () => {
    count.textContent = progress();
    memory.hidden = Boolean(decisions.storage);
    const here = review.release && document.querySelector("#main .release .text");
    add.hidden = !here;
    add.disabled = !review.marked;
    add.title = review.marked ? harmless(review.marked.text) : "Mark its characters in the text first";
    save.disabled = !decisions.lines.length && !decisions.others.length;
    all.hidden = !decisions.lines.length;
    summary.textContent = howMany(decisions.lines.length, "decision");
    if (all.open) fill(list, decisionList());
  };
  return bar;
}

hook("toolbar", async (toolbar, store) => {
  review.store = store;
  review.decisions = new Decisions(store.overview.name);
  review.bar = reviewBar();
  const toggle = button("Review", () => {
    const on = !isReviewing();
    if (on) {
      document.body.dataset.reviewing = "";
      document.getElementById("top").after(review.bar);
    } else {
      delete document.body.dataset.reviewing;
      review.bar.remove();
    }
    toggle.setAttribute("aria-pressed", String(on));
    refresh();
  }, { "aria-pressed": "false", disabled: true });
  toolbar.prepend(toggle);
  review.decisions.onChange(refresh);
  addEventListener("hashchange", refreshSoon);
  addEventListener("beforeunload", (event) => {
    if (!review.decisions.storage && review.decisions.lines.length) event.preventDefault();
  });
  review.vocabulary = await blockOf("vocabulary");
  toggle.disabled = !review.vocabulary;
});

/* The keyboard. */

/** The box of the figure that is chosen in a release, or that has the focus in an operation. */
function chosenBox() {
  const inspected = document.querySelector("#main .inspector [data-figure-id]");
  return (inspected ?? document.activeElement?.closest?.(".statement"))?.review ?? null;
}

/** Go to the next or the previous figure of a release, or statement of an operation. */
function goOn(way) {
  const cards = [...document.querySelectorAll("#main .operation .statement")].filter((card) => card.checkVisibility());
  if (cards.length) {
    const at = cards.indexOf(document.activeElement?.closest?.(".statement"));
    const next = cards[at < 0 ? 0 : Math.min(cards.length - 1, Math.max(0, at + way))];
    next.querySelector(".review button").focus();
    next.scrollIntoView({ block: "nearest" });
    return;
  }
  const figures = document.querySelector("#main .release") ? review.release?.figures ?? [] : [];
  if (!figures.length) return;
  const at = figures.findIndex((f) => f.id === document.querySelector("#main .inspector [data-figure-id]")?.dataset.figureId);
  const next = figures[at < 0 ? 0 : Math.min(figures.length - 1, Math.max(0, at + way))];
  const stop = [...document.querySelectorAll("#main .text [role=button]")].find((s) => s.dataset.figureId === next.id);
  if (!stop) {
    location.hash = address("release", next.release, { figure: next.id });
    return;
  }
  getSelection().removeAllRanges();
  stop.click();
  stop.focus();
  stop.scrollIntoView({ block: "nearest" });
}

const REVIEW_KEYS = {
  j: () => goOn(1),
  k: () => goOn(-1),
  r: () => chosenBox()?.right(),
  w: () => chosenBox()?.wrong(),
  c: () => chosenBox()?.correct(),
  u: () => chosenBox()?.undo(),
};

document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (!isReviewing() || typing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(REVIEW_KEYS, event.key)) return;
  REVIEW_KEYS[event.key]();
  event.preventDefault();
});
