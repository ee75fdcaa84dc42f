import { h } from "./dom.js";
import { chart } from "./charts.js";
import { numeral, shortNumeral } from "./words.js";
// Parts stacked against their total.

const HUES = ["var(--blue)", "var(--sky)", "var(--green)", "var(--orange)", "var(--purple)", "var(--grey)"];

/**
 * The parts of each total, largest first, without those that repeat another.
 * @param {Object[]} figures of one operation
 * @param {Set<string>} totals ids of the figures that are divided
 * @returns {Map<string, Object[]>} by total
 */
export function partsOf(figures, totals) {
  const found = new Map();
  for (const figure of figures) {
    if (!totals.has(figure.part_of) || figure.repeat_of || figure.low === null) continue;
    if (!found.has(figure.part_of)) found.set(figure.part_of, []);
    found.get(figure.part_of).push(figure);
  }
  for (const own of found.values()) own.sort((a, b) => b.low - a.low);
  return found;
}

/** What tells a part from the others: its place, its kind, or its words. */
export const partName = (figure) => [figure.places.join(" "), figure.kind].filter(Boolean).join(", ") || figure.said;

/**
 * One stack, and a line where the total stands.
 * @param {{low: ?number, high: ?number, said: string}} total
 * @param {Object[]} parts
 * @returns {?Node}
 */
export function partsChart(total, parts) {
  const Plot = globalThis.OpledgerPlot;
  if (!parts.length) return null;
  let at = 0;
  const rows = parts.map((figure, i) => ({ name: partName(figure), said: figure.said, from: at, to: (at += figure.low), fill: HUES[i % HUES.length] }));
  const whole = total.low ?? total.high;
  const told = rows.map((r) => `${r.name} ${r.said}`).join(", ");
  const sum = whole === null || whole === undefined ? numeral(at) : `${numeral(at)} of ${total.said}`;
  const most = Math.max(at, whole ?? 0) * 1.06;
  return h("div", { class: "parts" },
    chart(`Parts come to ${sum}: ${told}.`, {
      width: 560,
      height: 62,
      marginLeft: 8,
      marginRight: 20,
      marginTop: 4,
      marginBottom: 24,
      x: { domain: [0, most || 1], label: null, ticks: 5, tickFormat: shortNumeral },
      y: { axis: null },
      marks: [
        Plot.barX(rows, { x1: "from", x2: "to", fill: "fill", stroke: "var(--paper)" }),
        whole ? Plot.ruleX([whole], { stroke: "var(--ink)", strokeWidth: 2, strokeDasharray: "4,2" }) : null,
        Plot.tip(rows, Plot.pointerX({ x: (r) => (r.from + r.to) / 2, title: (r) => `${r.name}\n${r.said}`, fill: "var(--paper)", stroke: "var(--line)" })),
      ],
    }),
    h("ul", { class: "legend" }, rows.slice(0, 12).map((r, i) => h("li", {}, h("span", { class: `swatch hue-${i % HUES.length}` }), `${r.name} `, h("strong", {}, r.said))), rows.length > 12 && h("li", {}, `and ${rows.length - 12} more`)),
    h("p", { class: "note" }, `Parts come to ${sum}${whole ? ", the dashed line" : ""}.${whole && at > whole && total.high !== null ? " Some of them overlap, or a number is wrong." : ""}`));
}
