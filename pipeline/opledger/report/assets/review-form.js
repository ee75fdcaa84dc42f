import { h, fill } from "./dom.js";
import { plainName } from "./words.js";
// The form in which a reviewer says what a figure is.

const BOUNDS = { range: ["low", "high"], vague: ["low"] };
const BOUND_NAMES = { value: "Value", low: "At least", high: "At most" };

let forms = 0;

/** A field with its label. */
function field(name, label, control, hint = "") {
  const id = `review-${forms}-${name}`;
  control.id = id;
  control.name = name;
  return h("p", { class: "field", "data-field": name }, h("label", { for: id }, label), control, hint && h("span", { class: "note" }, hint));
}

const optionsOf = (values, chosen, words = plainName) => h("select", {}, values.map((value) => h("option", { value, selected: value === chosen }, words(value))));
const line = (value) => h("input", { type: "text", value: value ?? "", autocomplete: "off", spellcheck: "false" });

/** A number as people type it ("1,200"); NaN where it is none. */
function numberIn(text) {
  const plain = text.trim().replace(/(\d),(?=\d{3}\b)/g, "$1").replace(/\s/g, "");
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : NaN;
}

/** The units that a measure can be kept in; null where any currency will do. */
function unitsOf(vocabulary, measure, unit) {
  const units = vocabulary.measures[measure] ?? [unit];
  return units.includes("currency") ? null : units;
}

/** The numbers of the form, or what is wrong with them. */
function numbersOf(data, qualifier) {
  const numbers = {};
  for (const name of BOUNDS[qualifier] ?? ["value"]) {
    numbers[name] = numberIn(data.get(name));
    if (Number.isNaN(numbers[name])) return { fault: `${BOUND_NAMES[name]} must be a number of 0 or more.` };
  }
  return qualifier === "range" && numbers.low >= numbers.high ? { fault: "A range needs two numbers, the smaller one first." } : { numbers };
}

/** What the form says, or what is wrong with it. */
function columnsIn(form, before, vocabulary) {
  const data = new FormData(form);
  const qualifier = data.get("qualifier");
  const { numbers, fault } = numbersOf(data, qualifier);
  if (fault) return { fault };
  const places = data.get("places").toUpperCase().split(/[\s,;]+/).filter(Boolean);
  const odd = places.find((code) => !/^[A-Z]{3}$/.test(code));
  if (odd) return { fault: `“${odd}” is no country code of three letters, such as PRT.` };
  const measure = data.get("measure");
  const unit = data.get("unit").trim();
  const units = unitsOf(vocabulary, measure, before.unit);
  if (units ? !units.includes(unit) && unit !== before.unit : !/^[A-Z]{3}$/.test(unit)) return { fault: `${plainName(measure)} is kept in ${units ? units.join(" or ") : "a currency, such as EUR"}.` };
  const text = (name) => data.get(name).trim() || null;
  const alternatives = measure === before.measure ? before.alternatives ?? [] : [];
  const columns = { measure, alternatives, qualifier, unit, role: data.get("role"), places, ...numbers, object: text("object"), substance: text("substance") };
  const whole = data.get("part_of");
  if (whole !== form.dataset.whole) columns.part_of = whole ? JSON.parse(whole) : null;
  return { columns };
}

/**
 * A form for the columns of a figure.
 * @param {Object} given
 * @param {Object} given.columns what stands there at first
 * @param {Object} given.vocabulary measures with their units, qualifiers, roles
 * @param {Array<{place: Object, words: string}>} given.wholes figures that it can be a part of
 * @param {?Object} given.whole the place of the figure that it is a part of
 * @param {string} given.title
 * @param {function(Object, string): void} given.save takes the columns, and why
 * @param {function(): void} given.cancel
 * @returns {HTMLFormElement}
 */
export function reviewForm({ columns, vocabulary, wholes, whole, title, save, cancel }) {
  forms += 1;
  const measure = optionsOf(Object.keys(vocabulary.measures), columns.measure);
  const qualifier = optionsOf(vocabulary.qualifiers, columns.qualifier ?? "exact");
  const unit = line(columns.unit);
  const list = h("datalist", { id: `review-units-${forms}` });
  unit.setAttribute("list", list.id);
  const chosenWhole = whole ? JSON.stringify(whole) : "";
  const partOf = h("select", {}, h("option", { value: "" }, "no other"), wholes.map((w) => h("option", { value: JSON.stringify(w.place), selected: JSON.stringify(w.place) === chosenWhole }, w.words)));
  const fault = h("p", { class: "fault", role: "alert" });
  const numbers = h("div", { class: "fields" }, Object.keys(BOUND_NAMES).map((name) => {
    const control = line(columns[name]);
    control.inputMode = "decimal";
    return field(name, BOUND_NAMES[name], control);
  }));
  const form = h("form", { class: "review-form", "aria-label": title, novalidate: true },
    h("p", { class: "note" }, title),
    h("div", { class: "fields" }, field("measure", "Measure", measure), field("qualifier", "Stated as", qualifier)), numbers,
    h("div", { class: "fields" }, field("unit", "Unit", unit), field("role", "Role", optionsOf(vocabulary.roles, columns.role ?? "total")), field("places", "Places", line((columns.places ?? []).join(" ")), "codes such as PRT")),
    h("div", { class: "fields" }, field("object", "What is counted", line(columns.object)), field("substance", "Substance", line(columns.substance)), field("part_of", "Part of", partOf)),
    field("why", "Why", line("")), list, fault,
    h("p", { class: "buttons" }, h("button", { type: "submit", class: "small" }, "Save"), h("button", { type: "button", class: "small", onclick: cancel }, "Cancel")));
  form.dataset.whole = chosenWhole;
  const shape = () => {
    const shown = BOUNDS[qualifier.value] ?? ["value"];
    for (const name of Object.keys(BOUND_NAMES)) numbers.querySelector(`[data-field="${name}"]`).hidden = !shown.includes(name);
    const units = unitsOf(vocabulary, measure.value, columns.unit);
    fill(list, (units ?? ["EUR", "USD", "GBP"]).map((value) => h("option", { value })));
    const money = /^[A-Z]{3}$/.test(unit.value);
    if (units ? !units.includes(unit.value) && (money || measure.value !== columns.measure) : !money) unit.value = units ? units[0] : "";
  };
  measure.addEventListener("change", shape);
  qualifier.addEventListener("change", shape);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = columnsIn(form, columns, vocabulary);
    fault.textContent = said.fault ?? "";
    if (said.columns) save(said.columns, new FormData(form).get("why").trim());
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    cancel();
  });
  shape();
  return form;
}
