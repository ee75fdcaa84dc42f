// Addresses within the page: everything that is shown has one, so that it can be kept and sent.
//   #/?q=...&measure=...      the overview, filtered
//   #/operation/ID            an operation
//   #/release/ID?figure=ID    a release, one figure chosen

/**
 * What an address asks for.
 * @param {string} hash
 * @returns {{view: string, id: string, query: URLSearchParams}}
 */
export function readAddress(hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [view, ...rest] = path.split("/");
  const known = view === "operation" || view === "release";
  let id = rest.join("/");
  try {
    id = decodeURIComponent(id);
  } catch {
    // An address that somebody mistyped: no such thing will be found.
  }
  return { view: known ? view : "overview", id: known ? id : "", query: new URLSearchParams(query) };
}

/**
 * The address of a view.
 * @param {string} view
 * @param {string} [id]
 * @param {Object<string, string>} [query]
 * @returns {string}
 */
export function address(view, id = "", query = {}) {
  const kept = new URLSearchParams(Object.entries(query).filter(([, value]) => value));
  const path = view === "overview" ? "#/" : `#/${view}/${encodeURIComponent(id)}`;
  return kept.size ? `${path}?${kept}` : path;
}
