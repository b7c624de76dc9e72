// What an assessment has found: the gaps with the clause for each, and the whole of it for paper.
import { button, h, said } from "./dom.js";
import { isShown } from "./progress.js";
import { languageName } from "./view-list.js";
import { replyText } from "./view-replies.js";

/** @param {import("./app.js").App} app */
export function gapsView(app) {
  const { words, guidance, session } = app;
  const { state } = session;
  const gaps = guidance.asked(state).filter((question) => isShown(question, state, "gaps"));
  const open = guidance.asked(state).filter((question) => isShown(question, state, "open")).length;
  const items = gaps.map((question) =>
    h(
      "li",
      {},
      h(
        "p",
        { class: "card-title" },
        h("a", { href: app.at("q", question.id) }, said(question.text)),
        " ",
        h(
          "span",
          { class: `answer answer-${state.replies[question.id].value}` },
          said(guidance.label(state.replies[question.id].value)),
        ),
      ),
      h(
        "p",
        {},
        words.say("clause-to-adopt"),
        " ",
        h("a", { href: `../clauses/${question.clause}/` }, said(guidance.clauses[question.clause].title)),
      ),
    ),
  );
  return [
    app.heading(words.say("gaps")),
    h("p", {}, words.count("n-gaps", gaps.length), ". ", words.count("n-open", open), "."),
    gaps.length ? h("ul", { class: "cards" }, items) : h("p", {}, words.say("no-gaps")),
  ];
}

/** @param {import("./app.js").App} app */
export function printView(app) {
  const { words, guidance, session } = app;
  const { state } = session;
  const head = state.checklist;
  const fact = (word, text) => (text ? h("div", {}, h("dt", {}, words.say(word)), h("dd", { dir: "auto" }, text)) : null);
  const facts = h(
    "dl",
    { class: "facets" },
    fact("country", guidance.countries[head.country] ?? head.country),
    fact("filled-by", head.filled_by),
    fact("language", languageName(head.lang)),
    fact("edition", head.edition),
    fact("questions", words.say(head.scope === "core" ? "core-only" : "full-set")),
  );
  const modules = guidance.modules.map((module) => {
    const asked = guidance.asked(state, module.questions);
    if (!asked.length) return null;
    const items = asked.map((question) =>
      h("section", { class: "wb-printed" }, h("h4", {}, said(question.text)), replyText(app, state.replies[question.id] ?? {})),
    );
    return h("section", {}, h("h3", {}, said(module.title)), items);
  });
  const signed = state.sign_offs.map((one) =>
    h("li", {}, h("bdi", {}, [one.name, one.role, one.date, one.edition].filter(Boolean).join(" · "))),
  );
  return [
    app.heading(app.title),
    h(
      "p",
      { class: "wb-screen" },
      button(words.say("print"), () => window.print(), { class: "wb-primary" }),
    ),
    facts,
    modules,
    signed.length ? h("section", {}, h("h3", {}, words.say("sign-offs")), h("ul", {}, signed)) : null,
  ];
}
