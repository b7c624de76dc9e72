// The search page: Pagefind's engine behind a form that works with the keyboard and a screen reader.
const box = document.getElementById("search");
const form = document.querySelector(".search-form");
const field = document.getElementById("search-q");
const list = document.getElementById("search-results");
const status = document.getElementById("search-status");
const more = document.getElementById("search-more");
const facetBox = document.getElementById("search-facets");
const narrow = document.getElementById("search-narrow");
const words = JSON.parse(box.dataset.words);
const facets = JSON.parse(box.dataset.labels);
const lang = document.documentElement.lang;
const siteRoot = new URL("../../", location.href);
const PAGE = 10;
const HAN = /[\u3400-\u9fff]/;

let engine;
let found = [];
let shown = 0;
let turn = 0;

const load = () => (engine ??= import(new URL(`pagefind/${lang}/pagefind.js`, siteRoot)).then(async (module) => {
  await module.options({ baseUrl: `${siteRoot.pathname}${lang}/`, excerptLength: 28 });
  await module.init();
  return module;
}));

// The Chinese index holds single characters. One run from Han to Han is asked for as a phrase, which the search knows as
// a whole query only; the parts of a longer query are asked for as they are. French elisions hide the word.
const PHRASE = /^[\u3400-\u9fff](?:[\p{L}\p{N}]*[\u3400-\u9fff])?$/u;
const MARKS = /[\s\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\u2018-\u201d]+/g;
function prepare(text) {
  if (lang === "zh") {
    const apart = text.replace(/[\u3400-\u9fff]/g, " $& ").replace(MARKS, " ").trim();
    return PHRASE.test(text) ? `"${apart}"` : apart;
  }
  if (lang === "fr") return text.replace(/(^|\s)(?:[ldjmtnsc]|qu|lorsqu|puisqu)['’](?=\p{L})/giu, "$1");
  return text;
}

// The Chinese index has spaces that the pages have not, each with a mark of its own.
const unspace = (html) => html.replace(/ ?((?:<\/?mark>)*)\u2060/g, "$1");

function chosen() {
  const filters = {};
  for (const select of facetBox.querySelectorAll("select")) if (select.value) filters[select.name] = select.value;
  return filters;
}

function say(pattern, values = {}) {
  status.textContent = pattern.replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

async function run() {
  const query = field.value.trim();
  const filters = chosen();
  const mine = ++turn;
  const url = new URL(location.href);
  url.search = new URLSearchParams({ ...(query && { q: query }), ...filters });
  history.replaceState(null, "", url);
  if (!query && !Object.keys(filters).length) { list.replaceChildren(); more.hidden = true; status.textContent = ""; return; }
  say(words.searching);
  let result;
  try {
    result = await (await load()).search(query ? prepare(query) : null, { filters });
  } catch (failure) {
    console.error(failure);
    say(words.failed);
    return;
  }
  if (mine !== turn) return;
  found = result.results;
  shown = 0;
  list.replaceChildren();
  const count = new Intl.NumberFormat(lang === "ar" ? "ar-u-nu-latn" : lang).format(found.length);
  if (!found.length) say(words.none, { query });
  else say(found.length === 1 ? words.one : words.many, { count });
  await showMore(mine);
}

async function showMore(mine = turn) {
  const next = await Promise.all(found.slice(shown, shown + PAGE).map((entry) => entry.data()));
  if (mine !== turn) return;
  shown += next.length;
  list.append(...next.map(item));
  more.hidden = shown >= found.length;
}

function item(data) {
  const entry = document.createElement("li");
  const link = document.createElement("a");
  link.href = data.url;
  link.textContent = unspace(data.meta.title ?? data.url);
  const title = document.createElement("p");
  title.className = "card-title";
  title.append(link);
  const meta = document.createElement("p");
  meta.className = "meta";
  meta.textContent = [facets.kind.values[data.meta.kind], data.meta.english && words.english].filter(Boolean).join(" · ");
  const excerpt = document.createElement("p");
  // Pagefind escapes the text and adds <mark> only.
  excerpt.innerHTML = unspace(data.excerpt);
  entry.append(title, meta, excerpt);
  return entry;
}

function buildFacets(wanted) {
  for (const [name, facet] of Object.entries(facets)) {
    const id = `facet-${name}`;
    const label = Object.assign(document.createElement("label"), { htmlFor: id, textContent: facet.title });
    const select = Object.assign(document.createElement("select"), { id, name });
    select.append(new Option(words.any, ""));
    for (const [value, text] of Object.entries(facet.values)) select.append(new Option(text, value));
    select.value = wanted.get(name) ?? "";
    select.addEventListener("change", run);
    facetBox.append(label, select);
  }
  const clear = Object.assign(document.createElement("button"), { type: "button", textContent: words.clear });
  clear.addEventListener("click", () => {
    for (const select of facetBox.querySelectorAll("select")) select.value = "";
    run();
  });
  facetBox.append(clear);
}

const wanted = new URLSearchParams(location.search);
field.value = wanted.get("q") ?? "";
buildFacets(wanted);
// On a phone the results come first: what narrows them is open where there is room, or where something is chosen.
const room = matchMedia("(min-width: 48em)");
const unfold = () => { narrow.open = room.matches || Object.keys(chosen()).length > 0; };
room.addEventListener("change", unfold);
unfold();
box.hidden = false;
let waiting;
field.addEventListener("focus", load, { once: true });
field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(run, HAN.test(field.value) ? 120 : 180); });
form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); run(); });
more.addEventListener("click", () => showMore());
if (wanted.size) run(); else field.focus();
