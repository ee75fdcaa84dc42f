import { h, fill, announce, settled } from "./dom.js";
import { STATUSES, howMany, measureAndUnit, numeral, period, plainName } from "./words.js";
import { address } from "./route.js";
import { FILTERS, filtered, sorted, tally } from "./filters.js";
import { overTime, totals, yearsOf } from "./totals.js";
import { toCsv, download } from "./csv.js";
import { timelineChart, yearsChart } from "./charts.js";
import { REGION_NAMES, mapChart, mapLegend } from "./map.js";
import { chartPanel } from "./chart-panel.js";
import { pagedTable } from "./table.js";
// The overview: all operations, what they come to, when and where.

/** So many outcomes stand beside an operation; its own view has the rest. */
const CHIPS = 4;
/** So many measures get a small chart. */
const SMALL_CHARTS = 12;

/**
 * The sign and word of a status.
 * @param {string} status
 * @returns {HTMLElement}
 */
export function statusBadge(status) {
  const known = STATUSES[status] ?? { sign: "?", means: "" };
  return h("span", { class: `status ${status}`, title: known.means }, h("span", { class: "sign", "aria-hidden": "true" }, known.sign), " ", status);
}

function chip({ measure, said, status, place, kind }) {
  const more = [place, kind].filter(Boolean).join(", ");
  const sign = status === "single" ? null : h("span", { class: `sign ${status}`, title: status }, STATUSES[status]?.sign ?? "?");
  return h("li", { class: "chip", title: more || null }, sign, h("strong", {}, said), " ", plainName(measure), more && ` (${more.length > 26 ? `${more.slice(0, 25)}…` : more})`);
}

/** The outcomes of an operation that are shown beside it: those of the chosen measure, else wholes before places. */
function chosenOutcomes(operation, measure) {
  const own = measure ? operation.outcomes.filter((o) => o.measure === measure) : operation.outcomes;
  const whole = own.filter((o) => o.place === null);
  return whole.length ? whole : own;
}

function operationRow(operation, measure) {
  const outcomes = chosenOutcomes(operation, measure);
  const rest = outcomes.length - CHIPS;
  const codes = operation.countries.slice(0, 6);
  const link = h("a", { href: address("operation", operation.id), class: operation.named ? "" : "unnamed" }, operation.name);
  return h("tr", { "data-operation-id": operation.id },
    h("th", { scope: "row", class: "name" }, link),
    h("td", { class: "day", "data-name": "When" }, period(operation)),
    h("td", { "data-name": "Countries", title: operation.countryNames.join(", ") }, codes.join(" "), operation.countries.length > 6 && ` +${operation.countries.length - 6}`),
    h("td", { class: "outcomes" }, outcomes.length ? h("ul", { class: "chips" }, outcomes.slice(0, CHIPS).map(chip), rest > 0 && h("li", { class: "more" }, `+${rest}`)) : "–"),
    h("td", { class: "number", "data-name": "Releases" }, operation.releases.length),
    h("td", { class: "number", "data-name": "Conflicts" }, operation.conflicts ? h("span", { class: "status conflict" }, h("span", { class: "sign", "aria-hidden": "true" }, "▲"), ` ${operation.conflicts}`) : "0"),
  );
}

const COLUMNS = [
  { key: "name", name: "Operation" },
  { key: "day", name: "When" },
  { key: "countries", name: "Countries" },
  { key: "outcomes", name: "Outcomes" },
  { key: "releases", name: "Releases", class: "number" },
  { key: "conflicts", name: "Conflicts", class: "number" },
];

/** These columns are first sorted with their largest on top. */
const LARGEST_FIRST = new Set(["day", "countries", "outcomes", "releases", "conflicts"]);

function choice(name, label, options) {
  return h("label", {}, label, h("select", { name }, h("option", { value: "" }, "all"), options.map(([value, text]) => h("option", { value }, text))));
}

function filterForm(store) {
  const { operations, overview } = store;
  const counted = (values, words = (v) => v) => tally(operations, values).map(([value, n]) => [value, `${words(value)} (${numeral(n)})`]);
  const byName = (rows) => rows.sort((a, b) => (a[1] < b[1] ? -1 : 1));
  const years = yearsOf(operations).reverse().map((year) => [year || "none", year || "no date"]);
  return h("form", { id: "filters", role: "search", "aria-label": "Operations", onsubmit: (event) => event.preventDefault() },
    h("label", { class: "wide" }, "Search", h("input", { type: "search", name: "q", placeholder: "name, title, agency, country …", autocomplete: "off" })),
    choice("measure", "Measure", counted((o) => o.measures, plainName)),
    choice("country", "Country", byName(counted((o) => o.countries, (code) => overview.countries[code] ?? code))),
    choice("agency", "Agency", counted((o) => o.agencies)),
    choice("status", "Status", counted((o) => o.statuses)),
    choice("year", "Year", years),
    h("label", { class: "tick" }, h("input", { type: "checkbox", name: "conflicts", value: "yes" }), "conflicts only"),
    h("button", { type: "reset", class: "small" }, "Clear"),
  );
}

function tiles(operations) {
  const releases = new Set(operations.flatMap((o) => o.releases));
  const conflicts = operations.filter((o) => o.conflicts).length;
  const countries = new Set(operations.flatMap((o) => o.countries));
  const tile = (n, words) => h("div", { class: "tile" }, h("dd", {}, numeral(n)), h("dt", {}, words));
  const outcomes = operations.reduce((sum, o) => sum + o.outcomes.length, 0);
  return [tile(operations.length, "operations"), tile(releases.size, "releases"), tile(outcomes, "outcomes"), tile(countries.size, "countries"), tile(conflicts, "with conflicts")];
}

function totalsTable(lines, years) {
  const number = (words, more = "") => h("td", { class: `number ${more}` }, words);
  const names = [["Measure", ""], ["All", "number"], ["Operations", "number"], ...years.map((year) => [year || "no date", "number"])];
  const head = h("tr", {}, names.map(([name, kind]) => h("th", { scope: "col", class: kind }, name)));
  const row = (line) => h("tr", {}, h("th", { scope: "row" }, measureAndUnit(line.measure, line.unit)), number(numeral(line.total), "all"), number(numeral(line.operations)), years.map((year) => number(line.years.has(year) ? numeral(line.years.get(year)) : "")));
  return h("div", { class: "scroll tall", tabindex: "0", role: "group", "aria-label": "Totals by measure and year" },
    h("table", { class: "plain" }, h("caption", { class: "unseen" }, "Totals by measure and year"), h("thead", {}, head), h("tbody", {}, lines.map(row))));
}

/** Releases that no operation has: nothing was counted in them, or they could not be read. */
function otherReleases(store) {
  const taken = new Set(store.operations.flatMap((o) => o.releases));
  const others = store.overview.hidden ? [] : Object.entries(store.overview.releases).filter(([id]) => !taken.has(id));
  if (!others.length) return null;
  const list = h("ul", { class: "releases" });
  const draw = () => fill(list, others.map(([id, r]) => h("li", {}, h("a", { href: address("release", id) }, r.title), r.status !== "ok" && ` (${r.status})`)));
  return h("details", { class: "panel", ontoggle: draw }, h("summary", {}, `${howMany(others.length, "release")} in no operation`), list);
}

function notices(store) {
  const { hidden } = store.overview;
  const rejected = Object.values(store.overview.releases).filter((release) => release.status === "rejected");
  return [
    hidden ? h("p", { class: "notice" }, `${howMany(hidden, "more operation")} ${hidden === 1 ? "is" : "are"} in the tables and not on this page.`) : null,
    rejected.length ? h("details", { class: "notice" }, h("summary", {}, `${howMany(rejected.length, "release")} rejected`), h("ul", {}, rejected.map((r) => h("li", {}, `${r.path}: ${r.error ?? ""}`)))) : null,
  ];
}

/**
 * The overview's elements and what keeps them up to date. It is made once; going back to it finds it as it was left.
 * @param {Object} store what main.js read
 * @returns {{element: HTMLElement, show: function(URLSearchParams): void, state: function(): string}}
 */
export function overviewView(store) {
  const { overview, operations, world } = store;
  const view = { column: "", descending: false, region: "World", shown: operations };
  const form = filterForm(store);
  const count = h("output", { id: "count", for: "filters" });
  const tileRow = h("dl", { class: "tiles" });
  const regions = h("label", { class: "inline" }, h("span", { class: "unseen" }, "Part of the world"), h("select", { id: "region", onchange: (event) => { view.region = event.target.value; drawMap(); } }, REGION_NAMES.map((name) => h("option", { value: name }, name))));
  const timeline = chartPanel({ id: "timeline", title: "Over time" });
  const map = chartPanel({ id: "map", title: "Where", controls: [regions] });
  const sums = chartPanel({ id: "totals", numbered: false, title: "Totals by measure and year", note: "Lowest values that the statements support, added up over operations; an operation counts in the year of its end, or of its first release. Units and currencies stay apart." });
  const table = pagedTable({ caption: "Operations", columns: COLUMNS, row: (o) => operationRow(o, form.elements.measure.value), onsort: sortBy });
  const all = h("button", { type: "button", class: "small", "aria-label": "Outcomes of these operations: download as CSV", onclick: saveOutcomes }, "CSV");
  const element = h("div", { class: "overview" },
    h("h1", { class: "unseen", tabindex: "-1" }, `Overview of ${overview.name}`),
    notices(store), form, tileRow,
    h("div", { class: "two" }, timeline.element, map.element),
    h("section", { class: "panel", id: "operations" }, h("div", { class: "panel-head" }, h("h2", {}, "Operations"), h("div", { class: "buttons" }, count, all)), table.element),
    sums.element, otherReleases(store));

  function wanted() {
    return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  }
  function sortBy(column) {
    view.descending = view.column === column ? !view.descending : LARGEST_FIRST.has(column);
    view.column = column;
    list();
    keep();
    announce(`sorted by ${column}, ${view.descending ? "descending" : "ascending"}`);
  }
  function list() {
    const measure = form.elements.measure.value;
    view.shown = sorted(filtered(operations, wanted()), view.column, view.descending, measure);
    table.update(view.shown, view.column, view.descending);
    count.textContent = `${numeral(view.shown.length)} of ${numeral(operations.length)}`;
  }
  function drawTiles() {
    fill(tileRow, tiles(view.shown));
  }
  function keep() {
    history.replaceState(null, "", state());
  }
  function state() {
    const sort = view.column && `${view.descending ? "-" : ""}${view.column}`;
    return address("overview", "", { ...wanted(), sort });
  }
  function drawMap() {
    const counts = new Map(tally(view.shown, (o) => o.countries));
    const rows = [...counts].map(([code, n]) => [code, overview.countries[code] ?? code, n]);
    const pick = (code) => { form.elements.country.value = code; changed(); };
    map.update({ draw: (width) => mapChart(world, counts, overview.countries, view.region, width, pick), under: mapLegend(counts), columns: ["code", "country", "operations"], rows });
  }
  function drawTimeline() {
    const times = overTime(view.shown);
    const legend = h("ul", { class: "legend" }, h("li", {}, h("span", { class: "swatch blue" }), "no conflict"), h("li", {}, h("span", { class: "swatch vermillion" }), "with conflicts"));
    timeline.update({ draw: (width) => timelineChart(times, width), under: legend, columns: ["from", "without conflicts", "with conflicts"], rows: times.rows.map((r) => [r.from, r.agreed, r.conflicts]) });
  }
  function drawTotals() {
    const lines = totals(view.shown);
    const years = yearsOf(view.shown);
    const cells = lines.map((l) => [l.measure, l.unit, ...years.map((y) => l.years.get(y) ?? null), l.total, l.operations]);
    const dated = years.some(Boolean);
    sums.update({
      draw: () => totalsTable(lines, years),
      under: dated ? h("div", { class: "multiples" }, lines.slice(0, SMALL_CHARTS).map((line) => h("figure", {}, h("figcaption", {}, measureAndUnit(line.measure, line.unit)), yearsChart(line, years, 240)))) : null,
      columns: ["measure", "unit", ...years.map((y) => y || "no date"), "all", "operations"], rows: cells,
    });
  }
  // The table comes first, then one chart a frame, so that typing goes on in between.
  const drawCharts = settled(() => {
    const steps = [drawTiles, drawTimeline, drawMap, drawTotals];
    const next = () => { if (steps.length && element.isConnected) { steps.shift()(); requestAnimationFrame(next); } };
    next();
  }, 60);
  function changed() {
    list();
    keep();
    drawCharts();
  }
  function saveOutcomes() {
    const rows = view.shown.flatMap((o) => o.outcomes.map((x) => [o.id, o.name, o.day, x.measure, x.place, x.kind, x.low, x.high, x.unit, x.status]));
    download("outcomes.csv", toCsv(["operation_id", "name", "day", "measure", "place", "kind", "low", "high", "unit", "status"], rows));
  }
  function show(query) {
    for (const name of FILTERS) {
      const field = form.elements[name];
      if (field.type === "checkbox") field.checked = query.get(name) === field.value;
      else field.value = query.get(name) ?? "";
    }
    const sort = query.get("sort") ?? "";
    view.column = sort.replace(/^-/, "");
    view.descending = sort.startsWith("-");
    list();
    drawTiles();
    drawCharts();
  }
  form.addEventListener("input", changed);
  form.addEventListener("reset", () => setTimeout(changed, 0));
  let width = 0;
  new ResizeObserver(() => {
    if (element.isConnected && element.clientWidth !== width) { width = element.clientWidth; drawCharts(); }
  }).observe(element);
  return { element, show, state };
}
