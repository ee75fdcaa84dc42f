// The data that lies packed in the page.

/**
 * The plain value of a packed block.
 * @param {string} text compressed JSON in base64
 * @returns {Promise<*>}
 */
export async function unpack(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

const opened = new Map();

/**
 * A block by name; it is unpacked once.
 * @param {string} name
 * @returns {Promise<*>}
 */
export function blockOf(name) {
  if (!opened.has(name)) {
    const element = document.getElementById(`data-${name}`);
    opened.set(name, element ? unpack(element.textContent) : Promise.resolve(null));
  }
  return opened.get(name);
}

/**
 * The details of one operation or release, or null where the page holds none.
 * @param {"operations"|"releases"} kind
 * @param {string} id
 * @returns {Promise<?Object>}
 */
export async function detailOf(kind, id) {
  const places = (await blockOf("places"))[kind];
  if (!Object.hasOwn(places, id)) return null;
  return (await blockOf(`${kind}-${places[id]}`))[id];
}

/**
 * An outcome of the overview, which lies there as a bare list.
 * @param {Array} values
 * @returns {Object}
 */
export function readOutcome([measure, unit, low, high, said, status, place, kind]) {
  return { measure, unit, low, high, said, status, place, kind };
}
