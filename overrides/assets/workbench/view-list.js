// The list of assessments in this browser, and the ways to a new one.
import { button, h, labelled } from "./dom.js";
import { FORMATS } from "./formats.js";

/**
 * @param {import("./app.js").App} app
 * @returns {Promise<any[]>}
 */
export async function listView(app) {
  const wanted = new URLSearchParams(location.search).get("country") ?? "";
  const begin = beginForm(app, wanted in app.guidance.countries ? wanted : "");
  const list = await listSection(app);
  return wanted ? [begin, list, importForm(app)] : [list, begin, importForm(app)];
}

/**
 * The assessments that there are.
 * @param {import("./app.js").App} app
 */
export async function listSection(app) {
  const { words } = app;
  const rows = (await app.store.list()).map((one) => item(app, one));
  const listed = rows.length ? h("ul", { class: "cards wb-list" }, rows) : h("p", {}, words.say("none-yet"));
  const only = h("p", { class: "meta" }, words.say("only-here"));
  const heading = app.heading(words.say("assessments"));
  return h("section", { id: "wb-assessments", "aria-labelledby": "wb-heading" }, heading, only, listed);
}

function item(app, one) {
  const { words, guidance } = app;
  const total = Math.max(guidance.asked({ checklist: one, replies: {} }).length, one.answered);
  const facts = [
    languageName(one.lang),
    words.say(one.scope === "core" ? "core-only" : "full-set"),
    one.filled_by,
    `${words.say("answered")}: ${words.say("answers-of", { answered: words.number(one.answered), count: words.number(total) })}`,
    `${words.say("last-change")}: ${words.moment(one.changed)}`,
  ];
  const name = titleOf(app, one);
  const titled = (word) => ({ "aria-label": `${words.say(word)}: ${name}` });
  const rename = renameForm(app, one);
  return h(
    "li",
    {},
    h("p", { class: "card-title" }, h("a", { href: `#/a/${one.id}`, dir: "auto" }, name)),
    h(
      "p",
      { class: "meta" },
      facts.filter(Boolean).map((fact, place) => [place ? " · " : "", h("bdi", {}, fact)]),
    ),
    h(
      "p",
      { class: "wb-actions" },
      button(
        words.say("rename"),
        () => {
          rename.hidden = !rename.hidden;
          if (!rename.hidden) rename.querySelector("input").focus();
        },
        titled("rename"),
      ),
      button(words.say("duplicate"), () => app.assessments.duplicate(one.id), titled("duplicate")),
      FORMATS.map((format) =>
        button(format.toUpperCase(), () => app.assessments.exportStored(one.id, format), {
          "aria-label": `${words.say("export-as", { format: format.toUpperCase() })}: ${name}`,
        }),
      ),
      button(words.say("delete"), () => app.assessments.remove(one), titled("delete")),
    ),
    rename,
  );
}

function renameForm(app, one) {
  const { words } = app;
  const input = h("input", { type: "text", maxlength: 200, value: one.name, dir: "auto" });
  const submit = async (event) => {
    event.preventDefault();
    await app.assessments.alter(one.id, { name: input.value.trim() });
  };
  const form = h(
    "form",
    { class: "wb-form", onsubmit: submit },
    labelled(`wb-rename-${one.id}`, words.say("name"), input),
    h("button", {}, words.say("rename")),
  );
  form.hidden = true;
  return form;
}

/** The name that a person gave, or what tells an assessment from others. */
export function titleOf(app, one) {
  return one.name || [app.guidance.countries[one.country] ?? one.country, one.filled_by].filter(Boolean).join(" – ");
}

/**
 * A language in its own words.
 * @param {string} lang
 */
export function languageName(lang) {
  return document.querySelector(`.g-languages a[lang="${lang}"]`)?.textContent ?? lang;
}

function beginForm(app, wanted) {
  const { words, guidance } = app;
  const options = Object.entries(guidance.countries).map(([code, name]) => h("option", { value: code }, name));
  const country = h(
    "select",
    { required: true, name: "country" },
    h("option", { value: "" }, words.say("choose-country")),
    options,
  );
  country.value = wanted;
  const by = h("input", { type: "text", name: "filled_by", maxlength: 4000, dir: "auto", autocomplete: "organization" });
  const published = h("input", { type: "checkbox", id: "wb-published", name: "published" });
  const offer = h("p", { class: "wb-check" }, published, " ", h("label", { for: "wb-published" }, words.say("from-published")));
  const offerIfAny = () => {
    offer.hidden = !(country.value in guidance.published);
  };
  country.addEventListener("change", offerIfAny);
  offerIfAny();
  const scope = (value, word, checked) =>
    h(
      "label",
      { class: "wb-choice" },
      h("input", { type: "radio", name: "scope", value, checked }),
      h("span", {}, words.say(word)),
    );
  const submit = (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    app.assessments.begin({
      country: country.value,
      scope: String(form.get("scope")),
      filled_by: by.value.trim(),
      published: !offer.hidden && published.checked,
    });
  };
  return h(
    "section",
    { "aria-labelledby": "wb-new" },
    h("h2", { id: "wb-new" }, words.say("new")),
    h(
      "form",
      { class: "wb-form", onsubmit: submit },
      labelled("wb-country", words.say("country"), country),
      h(
        "fieldset",
        {},
        h("legend", {}, words.say("questions")),
        scope("core", "core-only", true),
        scope("full", "full-set", false),
      ),
      labelled("wb-by", words.say("filled-by"), by),
      offer,
      h("button", {}, words.say("begin")),
    ),
  );
}

function importForm(app) {
  const { words } = app;
  const input = h("input", { type: "file", multiple: true, accept: ".yaml,.yml,.json,.xlsx" });
  input.addEventListener("change", async () => {
    await app.assessments.importFiles([...input.files]);
    input.value = "";
  });
  return h(
    "section",
    { "aria-labelledby": "wb-in" },
    h("h2", { id: "wb-in" }, words.say("import")),
    labelled("wb-import", words.say("import-hint"), input),
  );
}
