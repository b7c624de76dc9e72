// Keeps the page of the workbench in one language for work without a connection. The build writes KEPT before this:
// for each language a version, which is a digest of its files, and their paths below the root of the site.
const ROOT = new URL("./", self.location.href);
const LANG = new URL(self.registration.scope).pathname.split("/").at(-3);
const { version, files } = KEPT[LANG] ?? { version: "none", files: [] };
const OURS = `workbench-${LANG}-`;
const CACHE = OURS + version;
const PATHS = new Set(files);

self.addEventListener("install", (event) => {
  const requests = files.map((path) => new Request(new URL(path, ROOT), { cache: "no-cache" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)));
});

self.addEventListener("activate", (event) => {
  const old = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== CACHE).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(old());
});

self.addEventListener("message", (event) => {
  if (event.data === "take-over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const path = url.pathname.slice(ROOT.pathname.length).replace(/index\.html$/, "");
  if (event.request.method !== "GET" || url.origin !== ROOT.origin || !PATHS.has(path)) return;
  const answer = async () => {
    const kept = await (await caches.open(CACHE)).match(new URL(path, ROOT).href);
    return kept ?? fetch(event.request);
  };
  event.respondWith(answer());
});
