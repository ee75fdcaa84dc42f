import { h } from "./dom.js";
import { chart } from "./charts.js";
import { numeral, shortNumeral } from "./words.js";
// Statements as intervals on one line: which agree with what was taken, and which clash.

/**
 * The bounds of a chart over intervals that may be open.
 * @param {Array<{low: ?number, high: ?number}>} intervals
 * @returns {[number, number]}
 */
export function spread(intervals) {
  const ends = intervals.flatMap(({ low, high }) => [low, high]).filter((n) => n !== null && n !== undefined);
  const least = Math.min(...ends);
  const most = Math.max(...ends);
  const room = (most - least || Math.abs(most) || 1) * 0.12;
  return [least >= 0 ? Math.max(0, least - room) : least - room, most + room];
}

/**
 * Statements of one outcome, one line each, the outcome's own interval behind them.
 * @param {{low: ?number, high: ?number, said: string, unit: string}} outcome
 * @param {Array<{label: string, said: string, low: ?number, high: ?number, against: boolean}>} statements
 * @returns {?Node} null where there is nothing to compare
 */
export function intervalChart(outcome, statements) {
  const Plot = globalThis.OpledgerPlot;
  const bounded = statements.filter((s) => s.low !== null || s.high !== null);
  if (bounded.length < 2) return null;
  const [from, to] = spread([outcome, ...bounded]);
  const rows = bounded.map((s, i) => ({
    ...s,
    line: String(i),
    x1: s.low ?? from,
    x2: s.high ?? to,
    colour: s.against ? "var(--vermillion)" : "var(--blue)",
    sign: s.low === null ? "◀" : s.high === null ? "▶" : "",
  }));
  const points = rows.flatMap((r) => [r.low, r.high].filter((n) => n !== null).map((x) => ({ ...r, x })));
  const open = rows.filter((r) => r.sign).map((r) => ({ ...r, x: r.low === null ? from : to }));
  const told = rows.map((r) => `${r.label}: ${r.said}${r.against ? ", clashes" : ""}`).join("; ");
  return h("div", { class: "intervals" }, chart(`Taken: ${outcome.said}. ${told}.`, {
    width: 560,
    height: 34 + 20 * rows.length,
    marginLeft: 150,
    marginRight: 20,
    marginTop: 6,
    marginBottom: 24,
    x: { domain: [from, to], label: null, ticks: 5, grid: true, tickFormat: (n) => (to - from < 5 || to < 10_000 ? numeral(n) : shortNumeral(n)) },
    y: { type: "band", domain: rows.map((r) => r.line), label: null, axis: "left", tickSize: 0, tickFormat: (line) => short(rows[Number(line)].label) },
    marks: [
      Plot.rect([outcome], { x1: (o) => o.low ?? from, x2: (o) => o.high ?? to, fill: "var(--taken)", stroke: "var(--green)", strokeWidth: 1, inset: -1 }),
      Plot.ruleY(rows, { y: "line", x1: "x1", x2: "x2", stroke: "colour", strokeWidth: 3 }),
      Plot.dot(points, { x: "x", y: "line", fill: "colour", r: 4.5, symbol: (r) => (r.against ? "triangle" : "circle") }),
      Plot.text(open, { x: "x", y: "line", text: "sign", fill: "colour" }),
    ],
  }));
}

const short = (label) => (label.length > 22 ? `${label.slice(0, 21)}…` : label);
