// Which operations are shown, and in which order.

export const FILTERS = ["q", "measure", "country", "agency", "status", "year", "conflicts"];

/**
 * Make the operations ready to be filtered: what is searched, and what is asked of them often.
 * @param {Object[]} operations as packed
 * @param {Object<string, Object>} releases
 * @param {Object<string, string>} countries names by code
 * @param {function(Array): Object} readOutcome
 * @returns {Object[]}
 */
export function prepare(operations, releases, countries, readOutcome) {
  return operations.map((operation, order) => {
    const outcomes = operation.outcomes.map(readOutcome);
    const titles = operation.releases.flatMap((id) => (releases[id] ? [releases[id].title, releases[id].publisher ?? ""] : []));
    const names = operation.countries.map((code) => countries[code] ?? code);
    const words = [operation.name, operation.id, ...operation.aliases, ...titles, ...operation.agencies, ...names, ...operation.countries];
    return {
      ...operation,
      order,
      outcomes,
      year: operation.day ? operation.day.slice(0, 4) : "",
      countryNames: names,
      measures: new Set(outcomes.map((o) => o.measure)),
      statuses: new Set(outcomes.map((o) => o.status)),
      searched: words.join("\n").toLowerCase(),
    };
  });
}

/**
 * The operations that all filters let through.
 * @param {Object[]} operations prepared
 * @param {Object<string, string>} wanted by name of FILTERS; empty for no wish
 * @returns {Object[]}
 */
export function filtered(operations, wanted) {
  const words = (wanted.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return operations.filter(
    (o) =>
      (!wanted.measure || o.measures.has(wanted.measure)) &&
      (!wanted.country || o.countries.includes(wanted.country)) &&
      (!wanted.agency || o.agencies.includes(wanted.agency)) &&
      (!wanted.status || o.statuses.has(wanted.status)) &&
      (!wanted.year || (wanted.year === "none" ? !o.year : o.year === wanted.year)) &&
      (!wanted.conflicts || o.conflicts > 0) &&
      words.every((word) => o.searched.includes(word)),
  );
}

/** What each column is sorted by; a missing value comes last, whichever the direction. */
const SORTED_BY = {
  name: (o) => o.name.toLowerCase(),
  day: (o) => o.day || null,
  countries: (o) => o.countries.length,
  releases: (o) => o.releases.length,
  conflicts: (o) => o.conflicts,
  outcomes: (o, measure) => {
    if (!measure) return o.outcomes.length;
    const lows = o.outcomes.filter((x) => x.measure === measure && x.place === null).map((x) => x.low ?? x.high ?? 0);
    return lows.length ? Math.max(...lows) : null;
  },
};

/**
 * The same operations in another order; equal ones stay in the order of the tables.
 * @param {Object[]} operations prepared, in the order of the tables
 * @param {string} column a key of SORTED_BY; any other changes nothing
 * @param {boolean} descending
 * @param {string} [measure] the measure whose values count for the column of outcomes
 * @returns {Object[]}
 */
export function sorted(operations, column, descending, measure = "") {
  const by = SORTED_BY[column];
  if (!by) return operations;
  const keyed = operations.map((operation) => ({ operation, key: by(operation, measure) }));
  const way = descending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.operation.order - b.operation.order;
    if (a.key === b.key) return a.operation.order - b.operation.order;
    return a.key < b.key ? -way : way;
  });
  return keyed.map(({ operation }) => operation);
}

/**
 * Values of a filter with how many operations have each, most frequent first.
 * @param {Object[]} operations prepared
 * @param {function(Object): Iterable<string>} values
 * @returns {Array<[string, number]>}
 */
export function tally(operations, values) {
  const counts = new Map();
  for (const operation of operations) {
    for (const value of new Set(values(operation))) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
