// The questions of a module as a list, with their answers, and what of it is shown.
import { h, labelled, plain, said } from "./dom.js";
import { isShown } from "./progress.js";

/**
 * The questions of a module, or of all of them, as a list with their answers.
 * @param {import("./app.js").App} app
 * @param {string} id of the module, or "all"
 * @param {string} shown what the reader chose to see
 */
export function moduleView(app, id, shown) {
  const { words, guidance, session } = app;
  const modules = guidance.modules.filter((module) => id === "all" || module.id === id);
  const select = h(
    "select",
    { onchange: (event) => app.go(`${app.at("m", id)}?show=${event.target.value}`) },
    [
      ["all", "all"],
      ["open", "still-open"],
      ["gaps", "gaps"],
      ["core", "core-only"],
    ].map(([value, word]) => h("option", { value }, words.say(word))),
  );
  select.value = shown;
  const groups = modules.map((module) => {
    const questions = guidance
      .asked(session.state, module.questions)
      .filter((question) => isShown(question, session.state, shown));
    if (!questions.length) return null;
    const items = questions.map((question) => {
      const value = session.state.replies[question.id]?.value;
      const state = value
        ? h("span", { class: `answer answer-${value}` }, said(guidance.label(value)))
        : h("span", { class: "answer answer-not-assessed" }, words.say("no-answer"));
      return h(
        "li",
        {},
        h(
          "p",
          { class: "card-title" },
          h("a", { href: app.at("q", question.id) }, said(question.text)),
          question.core ? [" ", h("span", { class: "badge core" }, words.say("core"))] : null,
        ),
        h("p", { class: "meta" }, state),
      );
    });
    return h("section", {}, id === "all" ? h("h3", {}, said(module.title)) : null, h("ol", { class: "cards" }, items));
  });
  const title = id === "all" ? words.say("full-set") : modules[0] ? plain(modules[0].title) : id;
  return [
    app.heading(title),
    labelled("wb-show", words.say("show"), select),
    groups.some(Boolean) ? groups : h("p", {}, words.say("nothing-here")),
  ];
}
