// Building elements. Text from outside reaches the page through here alone, as text nodes: nothing is ever parsed as HTML.

/**
 * An element with attributes and children.
 * @param {string} tag
 * @param {Object<string, *>} [attributes] names as in HTML; `on...` takes a listener; null and false leave an attribute out
 * @param {...*} children nodes, texts, numbers, or lists of them; null and false are left out
 * @returns {HTMLElement}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

/**
 * Replace all that an element holds.
 * @param {Element} element
 * @param {...*} children nodes or texts
 */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== false && child !== undefined));
}

/**
 * Say something to those who hear the page.
 * @param {string} text
 */
export function announce(text) {
  document.getElementById("announce").textContent = text;
}

/**
 * A function that runs once, when its last call is `wait` milliseconds ago.
 * @param {Function} run
 * @param {number} wait
 * @returns {Function}
 */
export function settled(run, wait) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...values), wait);
  };
}
