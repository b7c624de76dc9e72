// Makes elements. Whatever people typed goes in as text; only our own markup is ever taken as markup.

/**
 * An element with its attributes and children; properties that begin with "on" are listeners.
 * @param {string} tag
 * @param {Record<string, any>} [attributes] false and null leave an attribute out, true gives it without a value
 * @param {...any} children nodes, texts, lists of them; null and false are left out
 * @returns {any}
 */
export function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "disabled") made[name] = value;
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/**
 * A text of the data: as it is, or marked as English where it has no translation.
 * @param {string | string[]} text
 * @returns {string | HTMLElement}
 */
export function said(text) {
  return Array.isArray(text) ? h("span", { lang: "en", dir: "ltr", class: "other-language" }, text[0]) : text;
}

/**
 * The words of a text of the data, for places that hold no markup.
 * @param {string | string[]} text
 * @returns {string}
 */
export function plain(text) {
  return Array.isArray(text) ? text[0] : text;
}

/**
 * Markup from the data file of this site.
 * @param {string} html
 * @returns {HTMLElement}
 */
export function ours(html) {
  const made = h("div");
  made.innerHTML = html;
  return made;
}

/**
 * A button.
 * @param {string} words
 * @param {(event: Event) => void} act
 * @param {Record<string, any>} [attributes]
 */
export function button(words, act, attributes = {}) {
  return h("button", { type: "button", ...attributes, onclick: act }, words);
}

/**
 * A field under its label, with a hint that belongs to it.
 * @param {string} id
 * @param {string} words
 * @param {HTMLElement} input
 * @param {HTMLElement | null} [hint]
 */
export function labelled(id, words, input, hint = null) {
  input.id = id;
  if (hint) {
    hint.id = `${id}-hint`;
    input.setAttribute("aria-describedby", hint.id);
  }
  return h("div", { class: "wb-field" }, h("label", { for: id }, words), hint, input);
}

/**
 * A part of a view under its heading.
 * @param {string} id of the heading
 * @param {string} title
 * @param {...any} content
 */
export function section(id, title, ...content) {
  return h("section", {}, h("h2", { id }, title), ...content);
}
