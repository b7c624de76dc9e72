// One question: what is asked and what counts, the answer, its reasons and proofs, and all that helps to find them.
import { button, h, labelled, ours, said } from "./dom.js";
import { nextOpen } from "./progress.js";
import { proofFields } from "./view-proofs.js";

/** Values that say something of the law, and so name it. */
const CLAIMS = ["full", "partial", "planned", "none"];

/**
 * @param {import("./app.js").App} app
 * @param {string} id
 */
export function questionView(app, id) {
  const { guidance } = app;
  const question = guidance.questions.get(id);
  if (!question) return [app.heading(id)];
  const module = guidance.moduleOf.get(id);
  return [
    where(app, question, module),
    app.heading(said(question.text)),
    notices(app, question),
    question.help ? h("p", {}, said(question.help)) : null,
    answer(app, question),
    help(app, question),
    ways(app, question),
  ];
}

function where(app, question, module) {
  const { words, guidance, session } = app;
  const asked = guidance.asked(session.state, module.questions);
  const number = asked.findIndex(({ id }) => id === question.id) + 1;
  const place = words.say("question-of", { number: words.number(number), count: words.number(asked.length) });
  return h(
    "p",
    { class: "meta wb-where" },
    h("a", { href: app.at("m", module.id) }, said(module.title)),
    ` · ${number ? place : words.say("all")}`,
    question.core ? [" ", h("span", { class: "badge core" }, words.say("core"))] : null,
  );
}

function notices(app, question) {
  const { words, session } = app;
  const reply = session.state.replies[question.id] ?? {};
  const found = [];
  const at = `replies/${question.id}`;
  if (reply.look_again) {
    const looked = () => {
      session.change(
        [
          { at, field: "look_again", value: undefined },
          { at, field: "of", value: question.of },
        ],
        { question: question.id },
      );
      app.render();
    };
    found.push(
      h(
        "div",
        { class: "notice" },
        h("p", {}, h("strong", {}, words.say("look-again")), " ", h("span", { dir: "auto" }, reply.look_again)),
        button(words.say("looked"), looked, { disabled: !session.writes }),
      ),
    );
  }
  if (session.state.conflicts.some((one) => one.question === question.id)) {
    found.push(h("p", { class: "notice" }, h("a", { href: app.at("") }, words.say("conflicts"))));
  }
  return found;
}

function answer(app, question) {
  const { words, session } = app;
  const at = `replies/${question.id}`;
  const reply = () => session.state.replies[question.id] ?? {};
  const put = (field, value, typed = true) => {
    const change = [{ at, field, value: value === "" || value?.length === 0 ? undefined : value }];
    // Which wording is answered is noted with the first word.
    if (!reply().of) change.push({ at, field: "of", value: question.of });
    session.change(change, { question: question.id, typed });
  };
  const hints = { reasons: h("p", { class: "wb-wrong" }), evidence: h("p", { class: "wb-wrong" }) };
  const area = (field, word, hint) => {
    const type = (event) => {
      put(field, event.target.value);
      check();
    };
    return labelled(
      `wb-${field}`,
      words.say(word),
      h("textarea", {
        rows: 3,
        maxlength: 20000,
        dir: "auto",
        lang: session.state.checklist.lang,
        value: reply()[field] ?? "",
        oninput: type,
      }),
      hint ?? null,
    );
  };
  const reasons = area("reasoning", "reasons", hints.reasons);
  const check = () => {
    const { value, reasoning, proofs } = reply();
    const needed = value === "not-applicable" && !reasoning?.trim();
    hints.reasons.textContent = needed ? words.say("reasons-na") : "";
    reasons.querySelector("textarea").setAttribute("aria-invalid", String(needed));
    reasons.querySelector("textarea").required = value === "not-applicable";
    hints.evidence.textContent = CLAIMS.includes(value) && !proofs?.length ? words.say("evidence-missing") : "";
  };
  const parts = [
    scale(app, question, reply, (value) => {
      put("value", value, false);
      check();
    }),
    reasons,
    area("practice", "practice"),
    proofFields(
      app,
      question,
      reply,
      (proofs, typed) => {
        put("proofs", proofs, typed);
        check();
      },
      hints.evidence,
    ),
    area("note", "note"),
  ];
  check();
  return h("div", { class: "wb-answer" }, parts);
}

function scale(app, question, reply, choose) {
  const { words, guidance } = app;
  const radios = guidance.values.map((value) => {
    const input = h("input", {
      type: "radio",
      name: "wb-value",
      value,
      id: `wb-value-${value}`,
      "aria-describedby": `wb-anchor-${value}`,
      checked: reply().value === value,
      onchange: () => choose(value),
    });
    return h(
      "div",
      { class: `wb-choice wb-choice-${value}` },
      input,
      h(
        "div",
        {},
        h("label", { for: input.id }, h("span", { class: `answer answer-${value}` }, said(guidance.label(value)))),
        h("span", { class: "wb-anchor", id: `wb-anchor-${value}` }, said(guidance.anchor(question, value))),
      ),
    );
  });
  const clear = () => {
    for (const input of fieldset.querySelectorAll("input")) input.checked = false;
    choose("");
  };
  const fieldset = h(
    "fieldset",
    { class: "wb-scale" },
    h("legend", {}, words.say("answer")),
    radios,
    button(words.say("clear-answer"), clear),
  );
  return fieldset;
}

function help(app, question) {
  const { words, guidance } = app;
  const clause = guidance.clauses[question.clause];
  const source = (one) => h("li", {}, h("a", { href: one.address }, one.name), ` (${one.how})`, h("br"), said(one.why));
  const example = (one) => h("li", {}, h("a", { href: one.address }, one.name), h("br"), said(one.note));
  const targets = question.targets.map((id, place) => [
    place ? " · " : "",
    h("a", { href: guidance.targets[id].address }, guidance.targets[id].name),
  ]);
  return h(
    "details",
    { class: "wb-help" },
    h("summary", {}, words.say("help-at-hand")),
    h("h3", {}, said(clause.title)),
    ours(clause.purpose_html),
    h("p", {}, h("a", { href: `../clauses/${question.clause}/#q-${question.id}` }, words.say("open-clause"))),
    h("p", {}, h("strong", {}, words.say("targets")), " ", targets),
    h("h4", {}, words.say("sources")),
    h("ul", {}, clause.sources.map(source)),
    h("h4", {}, words.say("examples")),
    clause.examples.length ? h("ul", {}, clause.examples.map(example)) : h("p", {}, said(clause.no_example ?? "–")),
  );
}

function ways(app, question) {
  const { words, guidance, session } = app;
  const asked = guidance.modules.flatMap((module) => guidance.asked(session.state, module.questions));
  const at = asked.findIndex(({ id }) => id === question.id);
  const way = (to, word) => (to ? h("a", { class: "wb-way", href: app.at("q", to.id) }, words.say(word)) : null);
  const onward = button(
    words.say("continue"),
    () => {
      // What is open is known only when it is asked for.
      const open = nextOpen(asked, session.state, question.id);
      if (open) app.go(app.at("q", open.id));
      else app.announce(words.say("nothing-open"));
    },
    { class: "wb-primary" },
  );
  return h(
    "nav",
    { class: "wb-ways", "aria-label": words.say("questions") },
    way(asked[at - 1], "previous"),
    way(asked[at + 1], "next"),
    onward,
  );
}
