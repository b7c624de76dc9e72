// The workbench begins: data, store, and the view that the address names.
import { App } from "./app.js";
import { Guidance, load } from "./data.js";
import { keepOffline, keepPlaceInLanguages, linksForDisk } from "./offline.js";
import { openStore } from "./store.js";
import { Words } from "./words.js";

async function begin(root) {
  const [data, store] = await Promise.all([load(root.dataset.data), openStore()]);
  const words = new Words(data.words, data.language);
  const app = new App(root, new Guidance(data), words, store);
  const route = async (first = false) => {
    keepPlaceInLanguages(document);
    linksForDisk(document);
    await app.route(first);
  };
  addEventListener("hashchange", () => {
    // Other places of the page, such as the one that the link past the navigation leads to, are no views.
    if (location.hash === "" || location.hash.startsWith("#/")) route();
  });
  keepWhatIsTyped(app);
  await route(true);
  root.setAttribute("aria-busy", "false");
  keepOffline(root.dataset.worker, {
    ready: () => app.frame.sayOffline(),
    newer: (loadNewer) => app.offerNewer(loadNewer),
  });
}

/** Nothing may be lost when the page is left, hidden or killed. */
function keepWhatIsTyped(app) {
  const keep = () => app.session?.save(true);
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep();
  });
  // A page that comes back as it was has given its assessment back.
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  addEventListener("beforeunload", (event) => {
    if (app.session?.unsaved && app.session.status === "save-failed") event.preventDefault();
  });
  document.addEventListener("change", async (event) => {
    if (!app.session?.writes || !event.target.closest?.(".wb-view")) return;
    await app.session.save();
    if (app.session?.status === "saved") app.announce(app.words.say("saved"));
  });
  document.addEventListener("keydown", (event) => {
    const kind = stepOf(event);
    if (!kind || !app.session) return;
    event.preventDefault();
    app.step(kind);
  });
}

/** What the keys ask for; in a field they are the browser's own. */
function stepOf(event) {
  const field = event.target.closest("input:not([type=radio], [type=checkbox]), textarea");
  if (field || event.altKey || !(event.ctrlKey || event.metaKey)) return "";
  const key = event.key.toLowerCase();
  if (key === "y" || (key === "z" && event.shiftKey)) return "redo";
  return key === "z" ? "undo" : "";
}

const root = document.getElementById("workbench");
if (root) {
  begin(root).catch((failure) => {
    console.error(failure);
    root.setAttribute("aria-busy", "false");
    root.querySelector(".wb-loading")?.setAttribute("hidden", "");
    root.querySelector(".wb-failed")?.removeAttribute("hidden");
  });
}
