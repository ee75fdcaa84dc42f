import { h, fill } from "./dom.js";
import { blockOf, readOutcome } from "./store.js";
import { address, readAddress } from "./route.js";
import { prepare } from "./filters.js";
import { drawn } from "./hooks.js";
import { overviewView } from "./overview.js";
import { operationView } from "./operation.js";
import { releaseView } from "./release.js";
import { listenToKeys } from "./keys.js";
// The page opens, and goes from view to view.

const THEMES = ["auto", "light", "dark"];

/** The theme that the reader chose; it is kept where the browser lets pages from disk keep anything. */
function themeButton() {
  let theme = "auto";
  try {
    theme = localStorage.getItem("opledger-theme") ?? "auto";
  } catch {
    // Nothing can be kept: the system's theme, each time.
  }
  const button = h("button", { type: "button", class: "small", onclick: () => set(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]) });
  function set(next) {
    theme = THEMES.includes(next) ? next : "auto";
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    button.textContent = `Theme: ${theme}`;
    try {
      localStorage.setItem("opledger-theme", theme);
    } catch {
      // As above.
    }
  }
  set(theme);
  return button;
}

/** What every view reads. */
async function readStore() {
  const [overview, world] = await Promise.all([blockOf("overview"), blockOf("world")]);
  const operations = prepare(overview.operations, overview.releases, overview.countries, readOutcome);
  return { overview, world, operations, byId: new Map(operations.map((o) => [o.id, o])) };
}

function missing(view, id) {
  return h("div", {}, h("h1", { tabindex: "-1" }, "Nothing here"), h("p", {}, `This page holds no ${view} “${id}”. `), h("p", {}, h("a", { href: "#/" }, "To the overview")));
}

async function start() {
  const main = document.getElementById("main");
  const store = await readStore();
  const { name, counts } = store.overview;
  const overview = overviewView(store);
  let current = { view: "", id: "" };
  let left = "#/";

  async function show() {
    if (location.hash === "#main") {
      history.replaceState(null, "", current.view === "overview" ? overview.state() : address(current.view, current.id));
      main.focus();
      return;
    }
    const wanted = readAddress(location.hash);
    if (current.view === "overview") left = overview.state();
    const opening = current.view === "";
    current = wanted;
    if (wanted.view === "overview") {
      fill(main, overview.element);
      overview.show(wanted.query);
      document.title = `${name} – opledger`;
    } else {
      const draw = wanted.view === "operation" ? operationView : releaseView;
      const element = (await draw(store, wanted.id, wanted.query)) ?? missing(wanted.view, wanted.id);
      if (current !== wanted) return;
      const back = h("nav", { class: "back", "aria-label": "Back" }, h("a", { href: left }, "← All operations"));
      fill(main, back, element);
      document.title = `${element.querySelector("h1").textContent} – ${name} – opledger`;
      if (element.target) element.target.scrollIntoView({ block: "center" });
      else scrollTo(0, 0);
      document.body.dataset.ready = location.hash;
    }
    if (!opening) main.querySelector("h1").focus({ preventScroll: true });
    document.body.dataset.view = wanted.view;
  }

  document.getElementById("name").textContent = name;
  document.getElementById("about").textContent = `${Object.entries(counts).map(([table, n]) => `${n.toLocaleString("en")} ${table}`).join(", ")}. Made by opledger; this page loads nothing and sends nothing. Keys: / to search, arrows through operations or figures, Enter to open, Escape to go back.`;
  const toolbar = document.getElementById("toolbar");
  toolbar.append(themeButton());
  drawn("toolbar", toolbar, store);
  listenToKeys({
    view: () => current.view,
    back: () => { location.hash = left; },
    search: () => {
      if (current.view !== "overview") location.hash = left;
      setTimeout(() => { const field = document.querySelector("#filters [name=q]"); field.focus(); field.select(); }, 0);
    },
  });
  addEventListener("hashchange", show);
  if (!location.hash && store.overview.start) history.replaceState(null, "", store.overview.start);
  await show();
  document.body.dataset.opened = String(Math.round(performance.now()));
}

start().catch((error) => {
  document.getElementById("main").textContent = `This page could not open its data: ${error.message}. It needs a browser of 2023 or later.`;
  throw error;
});
