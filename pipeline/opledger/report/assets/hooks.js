// Where further modules join in: they name a place, and are called with its element and what it shows.

/**
 * Places: `operation` (the head of an operation's view), `outcome` (one outcome of it), `figure` (a statement beside its outcome, or the
 * chosen figure of a release), `release` (the head of a release's view), `toolbar` (the buttons at the top of the page).
 */
const hooked = { operation: [], outcome: [], figure: [], release: [], toolbar: [] };

/**
 * Call a function whenever a place is drawn.
 * @param {string} place
 * @param {function(HTMLElement, Object): void} run takes the element, and the record that it shows
 */
export function hook(place, run) {
  hooked[place].push(run);
}

/**
 * Call what is hooked into a place.
 * @param {string} place
 * @param {HTMLElement} element
 * @param {Object} record
 * @returns {HTMLElement} the element
 */
export function drawn(place, element, record) {
  for (const run of hooked[place]) run(element, record);
  return element;
}
