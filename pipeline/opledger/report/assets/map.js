import { h } from "./dom.js";
import { howMany, numeral } from "./words.js";
import { chart } from "./charts.js";
// Where operations took place: countries shaded by how many operations they took part in.

const REGIONS = {
  World: [[-168, -55], [178, 78]],
  Europe: [[-12, 34], [42, 66]],
  Americas: [[-128, -54], [-32, 58]],
  Africa: [[-20, -36], [54, 38]],
  "Asia and Oceania": [[36, -46], [178, 55]],
};

export const REGION_NAMES = Object.keys(REGIONS);

/** How dark a country is: one of five steps, so that they can be told apart, and read off the legend. */
export const STEPS = 5;

/**
 * Lower bounds of the steps for counts up to `most`.
 * @param {number} most
 * @returns {number[]}
 */
export function stepBounds(most) {
  const bounds = [1];
  for (let i = 1; i < STEPS; i++) bounds.push(Math.round(Math.exp((Math.log(Math.max(most, 1)) * i) / STEPS)));
  return [...new Set(bounds)].sort((a, b) => a - b);
}

/** @param {number[]} bounds @param {number} n @returns {string} the colour of a count */
export function stepColour(bounds, n) {
  const step = bounds.filter((bound) => n >= bound).length;
  return step ? `var(--step-${Math.round((step * STEPS) / bounds.length)})` : "var(--land)";
}

/** The frame of a region as points along its edge; Plot fits them into the chart. */
function frameOf(region) {
  const [[west, south], [east, north]] = REGIONS[region];
  const widest = Math.max(south, Math.min(north, 0));
  const [middle, lines] = [(west + east) / 2, [south, widest, north]];
  return { type: "MultiPoint", coordinates: lines.flatMap((line) => [west, middle, east].map((at) => [at, line])) };
}

/**
 * The map.
 * @param {Object} world outlines and points, as packed
 * @param {Map<string, number>} counts operations by country
 * @param {Object<string, string>} names of countries
 * @param {string} region one of REGION_NAMES
 * @param {number} width
 * @param {function(string): void} choose called with the code of a country that is clicked
 * @returns {Node}
 */
export function mapChart(world, counts, names, region, width, choose) {
  const Plot = globalThis.OpledgerPlot;
  const bounds = stepBounds(Math.max(1, ...counts.values()));
  const shapes = Plot.feature(world.topology, world.topology.objects.countries).features.filter((shape) => shape.id !== "ATA");
  const small = [...counts].filter(([code]) => world.points[code]).map(([code, n]) => ({ code, n, at: world.points[code] }));
  const words = (code) => `${names[code] ?? code}\n${howMany(counts.get(code) ?? 0, "operation")}`;
  const top = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 5).map(([code, n]) => `${names[code] ?? code} ${numeral(n)}`);
  const known = shapes.filter((shape) => counts.has(shape.id));
  const image = chart(`Operations by country. Most: ${top.join(", ") || "none"}.`, {
    width,
    height: Math.min(330, Math.max(210, width * 0.5)),
    margin: 2,
    projection: { type: region === "World" ? "equal-earth" : "mercator", domain: frameOf(region), clip: true },
    marks: [
      Plot.geo(shapes, { fill: (s) => stepColour(bounds, counts.get(s.id) ?? 0), stroke: "var(--paper)", strokeWidth: 0.5, ariaLabel: (s) => names[s.id] ?? s.id }),
      Plot.dot(small, { x: (p) => p.at[0], y: (p) => p.at[1], r: 4, fill: (p) => stepColour(bounds, p.n), stroke: "var(--ink)", strokeWidth: 0.6 }),
      Plot.tip(known, Plot.pointer(Plot.centroid({ title: (s) => words(s.id), fill: "var(--paper)", stroke: "var(--line)", maxRadius: 30 }))),
      Plot.tip(small, Plot.pointer({ x: (p) => p.at[0], y: (p) => p.at[1], title: (p) => words(p.code), fill: "var(--paper)", stroke: "var(--line)", maxRadius: 8 })),
    ],
  });
  const svg = image.firstElementChild;
  svg.addEventListener("click", () => {
    const value = svg.value;
    const code = value && (value.code ?? value.id);
    if (code && counts.has(code)) choose(code);
  });
  return image;
}

/**
 * What the shades mean.
 * @param {Map<string, number>} counts
 * @returns {HTMLElement}
 */
export function mapLegend(counts) {
  const bounds = stepBounds(Math.max(1, ...counts.values()));
  const steps = bounds.map((bound, i) => {
    const swatch = h("span", { class: `swatch step-${Math.round(((i + 1) * STEPS) / bounds.length)}`, "aria-hidden": "true" });
    const next = bounds[i + 1];
    return h("li", {}, swatch, next === undefined ? `${numeral(bound)}+` : next - 1 > bound ? `${numeral(bound)}–${numeral(next - 1)}` : numeral(bound));
  });
  return h("ul", { class: "legend" }, steps);
}
