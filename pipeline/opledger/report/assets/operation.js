import { h, fill } from "./dom.js";
import { howMany, numeral, period, plainName } from "./words.js";
import { address } from "./route.js";
import { detailOf } from "./store.js";
import { drawn } from "./hooks.js";
import { statusBadge } from "./overview.js";
import { intervalChart } from "./intervals.js";
import { partsChart, partsOf } from "./parts.js";
import { publisherOf, statementCard, withReleases } from "./statement.js";
import { toCsv, download } from "./csv.js";
// An operation: its outcomes, each with the statements behind it.

function facts(operation) {
  const line = (name, words) => (words ? [h("dt", {}, name), h("dd", {}, words)] : []);
  return h("dl", { class: "facts" },
    line("When", period(operation)),
    line("Countries", operation.countryNames.join(", ")),
    line("Agencies", operation.agencies.join(", ")),
    line("Also called", operation.aliases.filter((alias) => alias !== operation.name).join(", ")));
}

/** Why releases stand together here: a link of the table of links, in words. */
function linkWords(link, releases) {
  const other = link.through && releases[link.through]?.title;
  const sure = `${Math.round(link.confidence * 100)} %`;
  return `${link.linked ? "linked" : "not linked"} by ${link.basis}${other ? ` with “${other}”` : ""}, ${sure}: ${link.reasons.join("; ")}`;
}

function releaseList(operation, links, releases) {
  const items = operation.releases.map((id) => {
    const release = releases[id];
    const why = links.filter((link) => link.release === id).map((link) => h("p", { class: "note" }, linkWords(link, releases)));
    const copy = release?.duplicate_of ? h("span", { class: "tag" }, "repeats another release") : null;
    return h("li", { "data-release-id": id }, h("a", { href: address("release", id) }, release?.title ?? id), h("span", { class: "note" }, ` ${publisherOf(release)}${release?.day ? `, ${release.day}` : ""} `), copy, why);
  });
  return h("section", { class: "panel" }, h("h2", {}, howMany(operation.releases.length, "release")), h("ol", { class: "releases" }, items));
}

/** Statements as the chart of intervals takes them; the same words of one release count once. */
function forChart(figures, against, releases) {
  return figures.filter((f) => !f.repeat_of).map((f) => ({ label: publisherOf(releases[f.release]) === "unknown publisher" ? releases[f.release]?.title ?? f.release : publisherOf(releases[f.release]), said: f.said, low: f.low, high: f.high, against }));
}

function stacks(outcome, supporting, conflicting, detail, releases) {
  const figures = Object.values(detail.figures);
  if (outcome.status === "summed") return [partsChart(outcome, supporting.filter((f) => f.low !== null))];
  const found = partsOf(figures.filter((f) => !releases[f.release]?.duplicate_of && f.measure === outcome.measure && f.unit === outcome.unit), new Set([...supporting, ...conflicting].filter((f) => f.role === "total").map((f) => f.id)));
  return [...found].map(([id, parts]) => {
    const total = detail.figures[id];
    const heading = found.size > 1 && h("p", { class: "note" }, `Parts of ${total.said} in “${releases[total.release]?.title ?? total.release}”`);
    return h("div", {}, heading, partsChart(total, parts));
  });
}

function outcomeCard(outcome, detail, store, ids, open) {
  const { releases } = store.overview;
  const given = (ids) => ids.map((id) => detail.figures[id]).filter(Boolean);
  const supporting = given(outcome.supporting);
  const conflicting = given(outcome.conflicting);
  const where = [outcome.place && (store.overview.countries[outcome.place] ?? outcome.place), outcome.kind].filter(Boolean).join(", ");
  const body = h("div", { class: "basis" });
  const number = supporting.length + conflicting.length;
  const more = h("details", { open }, h("summary", {}, `${howMany(number, "statement")}`), body);
  const draw = () => {
    if (!more.open || body.childNodes.length) return;
    const lines = [...forChart(supporting, false, releases), ...forChart(conflicting, true, releases)];
    fill(body, intervalChart(outcome, lines), stacks(outcome, supporting, conflicting, detail, releases),
      h("ul", { class: "statements" }, supporting.map((f) => statementCard(f, releases[f.release], false)), conflicting.map((f) => statementCard(f, releases[f.release], true))));
  };
  more.addEventListener("toggle", draw);
  draw();
  const card = h("article", { class: "outcome", "data-outcome-id": outcome.id, id: `outcome-${outcome.id}` },
    h("h3", {}, h("span", { class: "value" }, outcome.said), " ", plainName(outcome.measure), where && h("span", { class: "kind" }, ` – ${where}`)),
    h("p", { class: "why" }, statusBadge(outcome.status), outcome.implicit && h("span", { class: "tag" }, "implicit"), " ", withReleases(outcome.why, ids, releases)),
    more);
  return drawn("outcome", card, outcome);
}

function conflictList(detail, ids, releases) {
  if (!detail.conflicts.length) return null;
  const item = (conflict) => h("li", { "data-conflict-id": conflict.id }, h("span", { class: "status conflict" }, h("span", { class: "sign", "aria-hidden": "true" }, "▲"), ` ${plainName(conflict.kind)}`), `, ${plainName(conflict.measure)}${conflict.difference === null ? "" : ` (by ${numeral(conflict.difference)})`}: `, withReleases(conflict.why, ids, releases));
  return h("section", { class: "panel conflicts" }, h("h2", {}, howMany(detail.conflicts.length, "conflict")), h("ul", {}, detail.conflicts.map(item)));
}

/** Statements as rows, to be taken away. */
function statementRows(detail, releases) {
  return detail.outcomes.flatMap((o) => [...o.supporting.map((id) => [id, "supports"]), ...o.conflicting.map((id) => [id, "clashes"])].filter(([id]) => detail.figures[id]).map(([id, stance]) => {
    const f = detail.figures[id];
    return [o.id, o.measure, o.place, o.kind, o.said, o.status, stance, id, f.release, releases[f.release]?.publisher, releases[f.release]?.day, f.low, f.high, f.unit, f.sentence.join("")];
  }));
}
const STATEMENT_COLUMNS = ["outcome_id", "measure", "place", "kind", "outcome", "status", "stance", "figure_id", "release_id", "publisher", "published", "low", "high", "unit", "sentence"];

/** So many outcomes are opened at once; with more, only those in conflict are. */
const OPENED = 8;

/**
 * The view of an operation.
 * @param {Object} store what main.js read
 * @param {string} id
 * @param {URLSearchParams} query `outcome` names the one to go to
 * @returns {Promise<?HTMLElement>} null where there is no such operation
 */
export async function operationView(store, id, query) {
  const operation = store.byId.get(id);
  const detail = operation && (await detailOf("operations", id));
  if (!detail) return null;
  const { releases } = store.overview;
  const chosen = query.get("outcome");
  const save = h("button", { type: "button", class: "small", "aria-label": "Statements of this operation: download as CSV", onclick: () => download(`${id}.csv`, toCsv(STATEMENT_COLUMNS, statementRows(detail, releases))) }, "CSV");
  const head = drawn("operation", h("header", { class: "head", "data-operation-id": id }, h("h1", { tabindex: "-1" }, operation.name), facts(operation)), operation);
  const few = detail.outcomes.length <= OPENED;
  const cards = detail.outcomes.map((o) => outcomeCard(o, detail, store, operation.releases, few || o.status === "conflict" || o.id === chosen));
  const element = h("div", { class: "operation" }, head, conflictList(detail, operation.releases, releases),
    h("section", { class: "panel" }, h("div", { class: "panel-head" }, h("h2", {}, howMany(detail.outcomes.length, "outcome")), h("div", { class: "buttons" }, save)), cards.length ? cards : h("p", { class: "none" }, "No outcome: nothing is counted of this operation.")),
    releaseList(operation, detail.links, releases));
  const target = cards.find((card) => card.dataset.outcomeId === chosen);
  if (target) target.classList.add("chosen");
  element.target = target;
  return element;
}
