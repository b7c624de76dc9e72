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
  addEventListener("hashchange", () => route());
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
    if (
      !(event.ctrlKey || event.metaKey) ||
      event.altKey ||
      event.target.closest("input:not([type=radio], [type=checkbox]), textarea")
    )
      return;
    const kind =
      event.key.toLowerCase() === "y" || (event.key.toLowerCase() === "z" && event.shiftKey)
        ? "redo"
        : event.key.toLowerCase() === "z"
          ? "undo"
          : "";
    if (!kind || !app.session) return;
    event.preventDefault();
    app.step(kind);
  });
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
