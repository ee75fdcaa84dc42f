import { h, fill } from "./dom.js";
import { numeral } from "./words.js";
// A table in pages, with heads that sort it.

export const PAGE = 25;

/**
 * A table whose heads are buttons.
 * @param {{caption: string, columns: Array<{key: string, name: string, class?: string}>, row: function(Object): HTMLElement, onsort: function(string): void}} options
 * @returns {{element: HTMLElement, update: function(Object[], string, boolean): void, page: function(number): void}}
 */
export function pagedTable({ caption, columns, row, onsort }) {
  let rows = [];
  let first = 0;
  const heads = columns.map(({ key, name, class: kind }) => {
    const sign = h("span", { class: "way", "aria-hidden": "true" });
    const button = h("button", { type: "button", "data-sort": key, onclick: () => onsort(key) }, name, sign);
    return { key, sign, cell: h("th", { scope: "col", class: kind }, button) };
  });
  const body = h("tbody", {});
  const where = h("span", { class: "where" });
  const back = h("button", { type: "button", class: "small", onclick: () => page(first - PAGE) }, "Previous");
  const on = h("button", { type: "button", class: "small", onclick: () => page(first + PAGE) }, "Next");
  const pager = h("nav", { class: "pager", "aria-label": `${caption}: pages` }, back, where, on);
  const table = h("table", { class: "wide" }, h("caption", { class: "unseen" }, caption), h("thead", {}, h("tr", {}, heads.map((head) => head.cell))), body);
  const element = h("div", { class: "paged" }, h("div", { class: "scroll" }, table), pager);

  function page(start) {
    first = Math.max(0, Math.min(start, Math.max(0, rows.length - 1)));
    first -= first % PAGE;
    const last = Math.min(first + PAGE, rows.length);
    fill(body, rows.slice(first, last).map(row));
    where.textContent = rows.length ? `${numeral(first + 1)}–${numeral(last)} of ${numeral(rows.length)}` : "nothing fits";
    back.disabled = first === 0;
    on.disabled = last >= rows.length;
    pager.hidden = rows.length <= PAGE && rows.length > 0;
  }
  function update(next, column, descending) {
    rows = next;
    for (const { key, sign, cell } of heads) {
      const mine = key === column;
      if (mine) cell.setAttribute("aria-sort", descending ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
      sign.textContent = mine ? (descending ? "▼" : "▲") : "";
    }
    page(0);
  }
  return { element, update, page };
}
