// The keyboard: "/" searches, arrows go through the rows of operations, Escape goes back.

const TYPING = new Set(["INPUT", "SELECT", "TEXTAREA"]);

function moved(way) {
  const links = [...document.querySelectorAll("#operations tbody th a")];
  const at = links.indexOf(document.activeElement);
  const next = links[at < 0 ? (way > 0 ? 0 : -1) : at + way];
  if (next) next.focus();
  return Boolean(next) && (at >= 0 || document.activeElement === next);
}

/**
 * Listen to the keyboard.
 * @param {{search: function(): void, back: function(): void, view: function(): string}} actions
 */
export function listenToKeys({ search, back, view }) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = TYPING.has(event.target.tagName);
    if (event.key === "/" && !typing) search();
    else if (event.key === "Escape" && typing && event.target.type === "search" && event.target.value) return;
    else if (event.key === "Escape" && typing) event.target.blur();
    else if (event.key === "Escape" && view() !== "overview") back();
    else if (event.key === "ArrowDown" && event.target.name === "q") moved(1);
    else if (/^Arrow(Up|Down)$/.test(event.key) && event.target.closest?.("#operations tbody")) moved(event.key === "ArrowDown" ? 1 : -1);
    else return;
    event.preventDefault();
  });
}
