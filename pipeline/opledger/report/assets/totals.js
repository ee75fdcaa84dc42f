// Sums over operations. Lower bounds are added up, as the tables do for parts: what is at least so.

/**
 * What an operation comes to, by measure and unit. A whole goes before its places; where no whole is stated, places are added up.
 * A whole without a kind goes before the kinds counted apart.
 * @param {Object[]} outcomes of one operation
 * @returns {Map<string, {measure: string, unit: string, sum: number}>} by `measure unit`
 */
export function wholes(outcomes) {
  const groups = new Map();
  for (const outcome of outcomes) {
    const key = `${outcome.measure} ${outcome.unit}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(outcome);
  }
  const result = new Map();
  for (const [key, own] of groups) {
    const whole = own.filter((o) => o.place === null);
    const placed = whole.length ? whole : own;
    const bare = placed.filter((o) => o.kind === null);
    const counted = (bare.length ? bare : placed).filter((o) => o.low !== null);
    if (!counted.length) continue;
    result.set(key, { measure: own[0].measure, unit: own[0].unit, sum: counted.reduce((sum, o) => sum + o.low, 0) });
  }
  return result;
}

/**
 * Sums by measure and unit, and by year within.
 * @param {Object[]} operations prepared
 * @returns {Array<{key: string, measure: string, unit: string, total: number, operations: number, years: Map<string, number>}>}
 *   those that most operations have first
 */
export function totals(operations) {
  const lines = new Map();
  for (const operation of operations) {
    operation.wholes ??= wholes(operation.outcomes);
    for (const [key, { measure, unit, sum }] of operation.wholes) {
      if (!lines.has(key)) lines.set(key, { key, measure, unit, total: 0, operations: 0, years: new Map() });
      const line = lines.get(key);
      line.total += sum;
      line.operations += 1;
      line.years.set(operation.year, (line.years.get(operation.year) ?? 0) + sum);
    }
  }
  return [...lines.values()].sort((a, b) => b.operations - a.operations || (a.key < b.key ? -1 : 1));
}

/**
 * The years of the operations, in order; the empty one for those without a date last.
 * @param {Object[]} operations prepared
 * @returns {string[]}
 */
export function yearsOf(operations) {
  const years = [...new Set(operations.map((o) => o.year))].sort();
  return years[0] === "" ? [...years.slice(1), ""] : years;
}

/**
 * How many operations fall into each stretch of time, with and without conflicts.
 * @param {Object[]} operations prepared
 * @returns {{step: "month"|"year", rows: Array<{from: string, agreed: number, conflicts: number}>}}
 */
export function overTime(operations) {
  const dated = operations.filter((o) => o.day);
  const years = yearsOf(dated);
  const step = years.length && Number(years.at(-1)) - Number(years[0]) > 4 ? "year" : "month";
  const rows = new Map();
  for (const { day, conflicts } of dated) {
    const from = step === "year" ? `${day.slice(0, 4)}-01-01` : `${day.slice(0, 7).padEnd(7, "-01")}-01`;
    if (!rows.has(from)) rows.set(from, { from, agreed: 0, conflicts: 0 });
    rows.get(from)[conflicts ? "conflicts" : "agreed"] += 1;
  }
  return { step, rows: [...rows.values()].sort((a, b) => (a.from < b.from ? -1 : 1)) };
}
