import { h } from "./dom.js";
import { howMany, measureAndUnit, numeral, shortNumeral } from "./words.js";
// The charts, drawn by Observable Plot as SVG. Colours are variables of the style sheet, so that they follow the theme.

const Plot = globalThis.OpledgerPlot;

/** Options that all charts share. The class is the one that the page's policy knows the library's style by. */
const SHARED = {
  className: "opledger-plot",
  style: { background: "transparent", color: "var(--ink)", overflow: "visible", fontSize: "12px", fontFamily: "inherit" },
};

/**
 * A chart as an image with a text that stands for it; its insides are nothing to those who do not see it.
 * @param {string} label what it shows, in words
 * @param {Object} options of Plot.plot
 * @returns {HTMLElement} around the SVG
 */
export function chart(label, options) {
  const svg = Plot.plot({ ...SHARED, ...options });
  svg.setAttribute("aria-hidden", "true");
  return h("div", { class: "chart", role: "img", "aria-label": label }, svg);
}

/**
 * Operations over time.
 * @param {{step: string, rows: Object[]}} data of overTime
 * @param {number} width
 * @returns {Node}
 */
export function timelineChart({ step, rows }, width) {
  if (!rows.length) return h("p", { class: "none" }, "No operation here has a date.");
  const parts = rows.flatMap(({ from, agreed, conflicts }) => [
    { from: new Date(from), n: agreed, state: "no conflict" },
    { from: new Date(from), n: conflicts, state: "with conflicts" },
  ]);
  const words = ({ from, agreed, conflicts }) =>
    `${from.slice(0, step === "year" ? 4 : 7)}\n${howMany(agreed + conflicts, "operation")}\n${numeral(conflicts)} with conflicts`;
  const wholes = rows.map((row) => ({ from: new Date(row.from), n: row.agreed + row.conflicts, words: words(row) }));
  return chart(`Operations by ${step}, from ${rows[0].from.slice(0, 7)} to ${rows.at(-1).from.slice(0, 7)}.`, {
    width,
    height: 230,
    marginLeft: 36,
    marginRight: 8,
    x: { type: "utc", label: null },
    y: { label: null, grid: true, ticks: 4, tickFormat: (n) => (Number.isInteger(n) ? numeral(n) : "") },
    color: { domain: ["no conflict", "with conflicts"], range: ["var(--blue)", "var(--vermillion)"] },
    marks: [
      Plot.rectY(parts, { x: "from", interval: step, y: "n", fill: "state", insetLeft: 0.5, insetRight: 0.5 }),
      Plot.ruleY([0]),
      Plot.tip(wholes, Plot.pointerX({ x: "from", y: "n", title: "words", fill: "var(--paper)", stroke: "var(--line)" })),
    ],
  });
}

/** The years with those between them, so that equal steps are equal times; unless a stray year would make them too many. */
function everyYear(years) {
  const [first, last] = [Number(years[0]), Number(years.at(-1))];
  if (!(last - first < 40)) return years;
  return Array.from({ length: last - first + 1 }, (_, i) => String(first + i));
}

/**
 * One measure over the years, small enough to stand beside others.
 * @param {Object} line of totals
 * @param {string[]} years
 * @param {number} width
 * @returns {Node}
 */
export function yearsChart(line, years, width) {
  const rows = everyYear(years.filter(Boolean)).map((year) => ({ year, sum: line.years.get(year) ?? 0 }));
  const told = rows.filter((row) => row.sum).map((row) => `${row.year}: ${numeral(row.sum)}`);
  const every = Math.ceil(rows.length / Math.max(2, Math.floor(width / 52)));
  return chart(`${measureAndUnit(line.measure, line.unit)}: ${told.join(", ") || "no year is known"}.`, {
    width,
    height: 120,
    marginLeft: 42,
    marginRight: 4,
    marginTop: 10,
    marginBottom: 22,
    x: { type: "band", label: null, domain: rows.map((r) => r.year), ticks: rows.map((r) => r.year).filter((_, i) => i % every === 0), tickSize: 0, padding: 0.15 },
    y: { label: null, ticks: 3, grid: true, tickFormat: shortNumeral },
    marks: [
      Plot.barY(rows, { x: "year", y: "sum", fill: "var(--blue)" }),
      Plot.ruleY([0]),
      Plot.tip(rows, Plot.pointerX({ x: "year", y: "sum", title: (r) => `${r.year}\n${numeral(r.sum)}`, fill: "var(--paper)", stroke: "var(--line)" })),
    ],
  });
}
