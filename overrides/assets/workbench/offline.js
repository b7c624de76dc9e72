// Work without a connection: a worker that keeps the page, and links that lead somewhere in a site on a disk.

/**
 * Let the browser keep this page. A newer version is offered and not forced on anybody.
 * @param {string} address of the worker
 * @param {{ready: () => void, newer: (load: () => void) => void}} tell
 */
export async function keepOffline(address, tell) {
  if (!("serviceWorker" in navigator) || !location.protocol.startsWith("http")) return;
  const first = !navigator.serviceWorker.controller;
  try {
    // Its scope is this page alone.
    const kept = await navigator.serviceWorker.register(address, { scope: "./", updateViaCache: "none" });
    const offer = (worker) =>
      tell.newer(() => {
        navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
        worker.postMessage("take-over");
      });
    const watch = (worker) =>
      worker?.addEventListener("statechange", () => {
        if (worker.state === "installed" && navigator.serviceWorker.controller) offer(worker);
        else if (worker.state === "activated" && first) tell.ready();
      });
    if (!first) tell.ready();
    if (kept.waiting && !first) offer(kept.waiting);
    watch(kept.installing);
    kept.addEventListener("updatefound", () => watch(kept.installing));
    // The browser looks for a newer version when it likes; without a connection there is none to be found.
    if (!first) kept.update().catch(() => {});
  } catch (failure) {
    // The page works as before, with a connection.
    console.warn(failure);
  }
}

/**
 * On a disk nobody finds the page of a folder: name it.
 * @param {Document} page
 */
export function linksForDisk(page) {
  if (location.protocol !== "file:") return;
  for (const link of page.querySelectorAll("a[href]")) {
    if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }
}

/**
 * The links to the other languages lead to the same assessment.
 * @param {Document} page
 */
export function keepPlaceInLanguages(page) {
  if (location.hash && !location.hash.startsWith("#/")) return;
  for (const link of page.querySelectorAll(".g-languages a")) link.hash = location.hash;
}
