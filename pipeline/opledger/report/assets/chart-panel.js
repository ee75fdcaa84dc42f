import { h, fill } from "./dom.js";
import { toCsv, download } from "./csv.js";
// A chart in its frame: a heading, a note, the numbers behind it as a table, and the same as a file.

/**
 * A table of plain cells.
 * @param {string} caption
 * @param {string[]} columns
 * @param {Array<Array<*>>} rows
 * @returns {HTMLElement}
 */
export function plainTable(caption, columns, rows) {
  const cell = (value, i) => (i === 0 ? h("th", { scope: "row" }, value) : h("td", { class: typeof value === "number" ? "number" : null }, typeof value === "number" ? value.toLocaleString("en") : value));
  return h("table", { class: "plain" },
    h("caption", { class: "unseen" }, caption),
    h("thead", {}, h("tr", {}, columns.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, rows.map((row) => h("tr", {}, row.map(cell)))),
  );
}

/**
 * The frame. Its chart is drawn by `update`.
 * @param {{id: string, title: string, note?: string, controls?: Node[], numbered?: boolean}} options with `numbered` false
 *   what is drawn is a table already
 * @returns {{element: HTMLElement, update: function({draw: function(number): Node, columns: string[], rows: Array, note?: Node}): void}}
 */
export function chartPanel({ id, title, note = "", controls = [], numbered = true }) {
  let current = { columns: [], rows: [] };
  const canvas = h("div", { class: "canvas" });
  const extra = h("div", { class: "under" });
  const numbers = h("div", { class: "numbers scroll", hidden: true, id: `${id}-numbers`, tabindex: "0", role: "group", "aria-label": `${title}: numbers` });
  const shown = h("button", { type: "button", class: "small", "aria-expanded": "false", "aria-controls": numbers.id, onclick: toggle }, "Numbers");
  const file = h("button", { type: "button", class: "small", "aria-label": `${title}: download as CSV`, onclick: () => download(`${id}.csv`, toCsv(current.columns, current.rows)) }, "CSV");
  const head = h("div", { class: "panel-head" }, h("h2", {}, title), h("div", { class: "buttons" }, controls, numbered && shown, file));
  const element = h("section", { class: "panel", id }, head, note && h("p", { class: "note" }, note), canvas, extra, numbers);

  function table() {
    fill(numbers, numbers.hidden ? null : plainTable(title, current.columns, current.rows));
  }
  function toggle() {
    numbers.hidden = !numbers.hidden;
    shown.setAttribute("aria-expanded", String(!numbers.hidden));
    table();
  }
  function update(next) {
    current = next;
    fill(canvas, next.draw(Math.max(260, canvas.clientWidth || 600)));
    fill(extra, next.under ?? null);
    table();
  }
  return { element, update };
}
