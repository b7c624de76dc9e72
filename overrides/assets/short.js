// Goes on from a short link to the page in the first of the reader's languages that there is; else the list stays.
const links = new Map([...document.querySelectorAll("a[hreflang]")].map((link) => [link.hreflang, link.href]));
const wanted = (navigator.languages ?? [navigator.language]).map((tag) => tag.toLowerCase().split("-")[0]);
const found = wanted.find((language) => links.has(language));
// The short link itself leaves no trace in the history: “back” would only lead here again.
if (found) location.replace(links.get(found));
