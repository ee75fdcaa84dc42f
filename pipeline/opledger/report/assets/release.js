import { h, fill, announce } from "./dom.js";
import { howMany, plainName } from "./words.js";
import { address } from "./route.js";
import { detailOf } from "./store.js";
import { drawn } from "./hooks.js";
import { figureNotes, publisherOf } from "./statement.js";
import { segments } from "./segments.js";
import { toCsv, download } from "./csv.js";
// A release: its text with everything marked that was found in it, and what was left out.

const LAYERS = [
  ["total", "figure: total"], ["part", "figure: part"], ["background", "figure: background"],
  ["operation", "operation"], ["agency", "agency"], ["country", "country"], ["place", "place"], ["date", "date"], ["notice", "notice"],
  ["left-out", "number left out"], ["repeat", "said before"],
];

/** All that is marked, as spans with a layer and words for whoever points at them. */
function spansOf(detail) {
  const figures = detail.figures.map((f) => ({ ...f, layer: f.role, kind_of: "figure", figure: f, words: `${f.said} ${plainName(f.measure)} · ${figureNotes(f)}`, again: Boolean(f.repeat_of) }));
  const mentions = detail.mentions.map((m) => ({ ...m, layer: m.label.toLowerCase(), kind_of: "mention", words: [m.label.toLowerCase(), m.name, m.code, m.roles.join(", ")].filter(Boolean).join(" · "), again: Boolean(m.repeat_of) }));
  const left = (detail.left_out ?? []).map((l) => ({ ...l, layer: "left-out", kind_of: "left", words: `left out: ${plainName(l.reason)}` }));
  const repeats = (detail.repeats ?? []).map(([start, end]) => ({ start, end, layer: "repeat", kind_of: "repeat", words: "said before" }));
  return [...repeats, ...left, ...mentions, ...figures];
}

/** One piece of the text. Figures can be chosen; each is one stop for the keyboard, at its first piece. */
function piece({ text, spans, first }) {
  if (!spans.length) return document.createTextNode(text);
  const layers = [...new Set(spans.map((s) => s.layer))].map((layer) => `on-${layer}`);
  const again = spans.some((s) => s.again) ? ["again"] : [];
  const figure = spans.findLast((s) => s.kind_of === "figure");
  const words = spans.filter((s) => s.kind_of !== "repeat").map((s) => s.words).concat(spans.some((s) => s.kind_of === "repeat") ? ["said before"] : []);
  const mention = spans.findLast((s) => s.kind_of === "mention");
  const stop = figure && first.includes(figure);
  return h("span", {
    class: ["on", ...layers, ...again].join(" "), title: words.join("\n"),
    "data-figure-id": figure?.id, "data-mention-id": mention?.id,
    role: stop ? "button" : null, tabindex: stop ? "0" : null, "aria-label": stop ? `${figure.figure.text ?? text}: ${figure.words}` : null,
  }, text);
}

function legend(detail, body) {
  const spans = spansOf(detail);
  const count = (layer) => spans.filter((s) => s.layer === layer).length;
  const button = ([layer, name]) => {
    const toggle = h("button", { type: "button", class: "key", "aria-pressed": "true", "data-layer": layer, onclick: () => {
      const on = toggle.getAttribute("aria-pressed") !== "true";
      toggle.setAttribute("aria-pressed", String(on));
      body.classList.toggle(`hide-${layer}`, !on);
    } }, h("span", { class: `on on-${layer}` }, name), ` ${count(layer)}`);
    return toggle;
  };
  return h("div", { class: "keys", role: "group", "aria-label": "What is marked; press to hide or show" }, LAYERS.filter(([layer]) => count(layer)).map(button));
}

function outcomeLinks(figure, store) {
  if (!figure.operation || !store.byId.has(figure.operation)) return h("p", { class: "note" }, "It went into no outcome that is shown.");
  if (!figure.outcomes.length) return h("p", { class: "note" }, "It went into no outcome of ", h("a", { href: address("operation", figure.operation) }, store.byId.get(figure.operation).name), ".");
  return h("p", {}, figure.outcomes.map((id, i) => [i ? ", " : "", h("a", { href: address("operation", figure.operation, { outcome: id }) }, i ? `outcome ${i + 1}` : "See the outcome")]), " of ", store.byId.get(figure.operation).name);
}

/** The panel beside the text that tells all of the chosen figure. */
function inspector(store, detail) {
  const element = h("aside", { class: "inspector panel", "aria-label": "The chosen figure" });
  const words = (figure) => detail.text.slice(figure.start, figure.end);
  const reference = (name, id) => {
    const other = detail.figures.find((f) => f.id === id);
    return other ? [h("dt", {}, name), h("dd", {}, h("a", { href: address("release", other.release, { figure: id }) }, words(other)))] : [];
  };
  function show(figure) {
    if (!figure) {
      fill(element, h("p", { class: "note" }, "Choose a figure in the text to see what it counts, and which outcome it went into."));
      return;
    }
    const line = (name, value) => (value ? [h("dt", {}, name), h("dd", {}, value)] : []);
    fill(element, drawn("figure", h("div", { "data-figure-id": figure.id, "data-release-id": figure.release, "data-operation-id": figure.operation },
      h("h2", {}, h("span", { class: "value" }, figure.said), " ", plainName(figure.measure)),
      h("blockquote", {}, h("mark", {}, words(figure))),
      h("dl", { class: "facts" }, line("Role", figure.role), line("Places", figure.places.map((code) => store.overview.countries[code] ?? code).join(", ")), line("Of what", figure.kind), line("Or", figure.alternatives.map(plainName).join(", ")), line("Stated as", plainName(figure.qualifier)), reference("Part of", figure.part_of), reference("Repeats", figure.repeat_of), line("Implicit", figure.implicit && "yes"), line("Rules", figure.rule)),
      outcomeLinks(figure, store)), figure));
  }
  show(null);
  return { element, show };
}

function head(id, release, detail) {
  const copy = release.duplicate_of && h("p", { class: "notice" }, "Repeats the release ", h("a", { href: address("release", release.duplicate_of) }, release.duplicate_of), "; it adds nothing to the outcomes.");
  const bad = release.status !== "ok" && h("p", { class: "notice" }, `${release.status}${release.error ? `: ${release.error}` : ""}`);
  const line = [publisherOf(release), release.day, release.path].filter(Boolean).join(" · ");
  const element = h("header", { class: "head", "data-release-id": id }, h("h1", { tabindex: "-1" }, release.title), h("p", { class: "note" }, line), copy, bad);
  return drawn("release", element, { id, ...release, ...detail });
}

/** Figures and what was left out, as lists under the text. */
function lists(id, detail) {
  const words = (span) => detail.text.slice(span.start, span.end).replace(/\s+/g, " ");
  const figures = h("ul", { class: "found" }, detail.figures.map((f) => h("li", { "data-figure-id": f.id }, h("a", { href: address("release", id, { figure: f.id }) }, words(f)), h("span", {}, h("strong", {}, f.said), " ", plainName(f.measure)), h("span", { class: "note" }, figureNotes(f)))));
  const around = (l) => `… ${detail.text.slice(Math.max(0, l.start - 30), l.end + 30).replace(/\s+/g, " ")} …`;
  const left = detail.left_out && h("section", { class: "panel" }, h("h2", {}, `${howMany(detail.left_out.length, "number")} left out`), detail.left_out.length ? h("ul", { class: "found" }, detail.left_out.map((l) => h("li", {}, h("strong", {}, words(l)), h("span", {}, plainName(l.reason)), h("span", { class: "note" }, around(l))))) : h("p", { class: "none" }, "Every number is a figure."));
  const rows = () => detail.figures.map((f) => [f.id, f.start, f.end, words(f), f.measure, f.low, f.high, f.qualifier, f.unit, f.role, f.places.join(" "), f.kind, f.rule]);
  const save = h("button", { type: "button", class: "small", "aria-label": "Figures of this release: download as CSV", onclick: () => download(`${id}.csv`, toCsv(["figure_id", "start_utf16", "end_utf16", "text", "measure", "low", "high", "qualifier", "unit", "role", "places", "kind", "rule"], rows())) }, "CSV");
  return [h("section", { class: "panel" }, h("div", { class: "panel-head" }, h("h2", {}, howMany(detail.figures.length, "figure")), h("div", { class: "buttons" }, save)), figures), left];
}

/**
 * The view of a release.
 * @param {Object} store what main.js read
 * @param {string} id
 * @param {URLSearchParams} query `figure` names the chosen one
 * @returns {Promise<?HTMLElement>} null where there is no such release
 */
export async function releaseView(store, id, query) {
  const release = Object.hasOwn(store.overview.releases, id) ? store.overview.releases[id] : null;
  const detail = release && (await detailOf("releases", id));
  if (!detail) return null;
  const body = h("div", { class: `text panel${release.duplicate_of ? " copy" : ""}`, tabindex: "0", role: "group", "aria-label": "Text of the release. Arrow keys go from figure to figure." });
  fill(body, detail.text ? segments(detail.text, spansOf(detail)).map(piece) : h("p", { class: "none" }, "This page holds no text of this release."));
  const beside = inspector(store, detail);
  const stops = [...body.querySelectorAll("[role=button]")];

  function choose(figureId, { focus = false } = {}) {
    const figure = detail.figures.find((f) => f.id === figureId) ?? null;
    for (const span of body.querySelectorAll(".chosen")) span.classList.remove("chosen");
    for (const span of body.querySelectorAll("[data-figure-id]")) if (figure && span.dataset.figureId === figure.id) span.classList.add("chosen");
    beside.show(figure);
    if (figure) announce(`${figure.said} ${plainName(figure.measure)}, ${figureNotes(figure)}`);
    history.replaceState(null, "", address("release", id, { figure: figure?.id ?? "" }));
    const stop = stops.find((s) => s.dataset.figureId === figure?.id);
    if (focus && stop) stop.focus();
    return stop;
  }
  body.addEventListener("click", (event) => {
    const span = event.target.closest("[data-figure-id]");
    if (span && !getSelection().toString()) choose(span.dataset.figureId);
  });
  body.addEventListener("keydown", (event) => {
    const at = stops.indexOf(document.activeElement);
    const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (way && stops.length && (at >= 0 || event.key === "ArrowRight")) {
      const next = stops[Math.min(stops.length - 1, Math.max(0, at < 0 ? 0 : at + way))];
      choose(next.dataset.figureId, { focus: true });
    } else if ((event.key === "Enter" || event.key === " ") && at >= 0) choose(stops[at].dataset.figureId);
    else if (event.key === "Escape" && body.querySelector(".chosen")) {
      choose("");
      event.stopPropagation();
    } else return;
    event.preventDefault();
  });
  const wanted = query.get("figure");
  const chosen = wanted ? choose(wanted) : null;
  const element = h("div", { class: "release" }, head(id, release, detail), legend(detail, body), h("div", { class: "reading" }, body, beside.element), lists(id, detail));
  element.target = chosen;
  return element;
}
