// Values as people write them. What a figure or an outcome says ("about 40") is put into words before it gets here.

export const STATUSES = {
  single: { sign: "○", means: "one statement" },
  repeated: { sign: "◎", means: "the same value again from the same source" },
  corroborated: { sign: "●", means: "different sources agree" },
  refined: { sign: "◐", means: "a rounded statement and a sharper one agree" },
  conflict: { sign: "▲", means: "statements cannot all be true" },
  updated: { sign: "↻", means: "a later statement replaces an earlier one" },
  summed: { sign: "Σ", means: "added up from parts; no total is stated" },
};

/** @param {string} id @returns {string} `victims_safeguarded` as `victims safeguarded` */
export const plainName = (id) => id.replaceAll("_", " ");

/**
 * A number with thousands parted by commas.
 * @param {number|null} value
 * @returns {string}
 */
export function numeral(value) {
  return value === null || value === undefined ? "?" : value.toLocaleString("en", { maximumFractionDigits: 2 });
}

/**
 * A number in few letters, for charts.
 * @param {number} value
 * @returns {string}
 */
export const shortNumeral = (value) =>
  value.toLocaleString("en", { notation: "compact", maximumFractionDigits: 1 });

/**
 * How many of something.
 * @param {number} n
 * @param {string} one
 * @param {string} [many]
 * @returns {string}
 */
export const howMany = (n, one, many = `${one}s`) => `${numeral(n)} ${n === 1 ? one : many}`;

const PLAIN_UNITS = new Set([
  "person", "search", "check", "case", "notice", "group", "site", "account", "item", "file", "seizure", "country",
  "location", "agency", "officer",
]);

/**
 * What is counted, with its unit where the measure's name does not tell it.
 * @param {string} measure
 * @param {string} unit
 * @returns {string}
 */
export const measureAndUnit = (measure, unit) =>
  PLAIN_UNITS.has(unit) ? plainName(measure) : `${plainName(measure)}, ${unit}`;

/**
 * When an operation took place.
 * @param {{start: ?string, end: ?string, day: ?string}} operation
 * @returns {string}
 */
export function period(operation) {
  const { start, end, day } = operation;
  if (start && end && start !== end) return `${start} – ${end}`;
  return start || end || day || "";
}
