// One assessment from above: whose it is, how far it is, what nobody has decided, who signs.
import { button, h, labelled, said, section } from "./dom.js";
import { DATE_PATTERN } from "./model.js";
import { counted, nextOpen } from "./progress.js";
import { conflicts, unplaced } from "./view-replies.js";

/** @param {import("./app.js").App} app */
export function overview(app) {
  const { words, guidance, session } = app;
  const { state } = session;
  const asked = guidance.asked(state);
  const open = nextOpen(asked, state);
  const gaps = counted(asked, state).gaps;
  const ways = [
    open
      ? h("a", { class: "wb-way wb-primary", href: app.at("q", open.id) }, words.say("continue"))
      : h("span", {}, words.say("nothing-open")),
    h("a", { class: "wb-way", href: app.at("m", "all") }, words.say("full-set")),
    h("a", { class: "wb-way", href: app.at("gaps") }, words.count("n-gaps", gaps)),
    h("a", { class: "wb-way", href: app.at("print") }, words.say("print-view")),
  ];
  return [
    app.heading(app.title),
    state.checklist.digest === guidance.digest ? null : carryOver(app),
    h("p", { class: "wb-ways" }, ways),
    ...conflicts(app),
    byModule(app),
    byTarget(app, asked),
    whose(app),
    ...unplaced(app),
  ];
}

function carryOver(app) {
  const { words, session } = app;
  return h(
    "div",
    { class: "notice" },
    h("p", {}, words.say("other-edition", { edition: session.state.checklist.edition })),
    h(
      "p",
      {},
      button(words.say("carry-over"), () => app.assessments.carryOver(), { disabled: !session.writes }),
    ),
  );
}

function byModule(app) {
  const { words, guidance, session } = app;
  const rows = guidance.modules.map((module) => {
    const found = counted(guidance.asked(session.state, module.questions), session.state);
    if (!found.count) return null;
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, h("a", { href: app.at("m", module.id) }, said(module.title))),
      h(
        "td",
        {},
        words.say("answers-of", { answered: words.number(found.answered), count: words.number(found.count) }),
        h("progress", { max: found.count, value: found.answered, "aria-hidden": "true" }),
      ),
      h("td", {}, found.gaps ? words.number(found.gaps) : "–"),
    );
  });
  return section(
    "wb-by-module",
    words.say("by-module"),
    h("p", { class: "meta" }, words.say("no-score")),
    table(
      "wb-by-module",
      ["module", "answered", "gaps"].map((key) => words.say(key)),
      rows,
    ),
  );
}

function byTarget(app, asked) {
  const { words, guidance, session } = app;
  const rows = Object.entries(guidance.targets).map(([id, target]) => {
    const found = counted(
      asked.filter((question) => question.targets.includes(id)),
      session.state,
    );
    if (!found.count) return null;
    const counts = guidance.values
      .filter((value) => value !== "not-assessed")
      .map((value) => h("td", {}, found.values[value] ? words.number(found.values[value]) : "–"));
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, h("a", { href: target.address }, target.name)),
      h("td", {}, words.say("answers-of", { answered: words.number(found.answered), count: words.number(found.count) })),
      counts,
    );
  });
  const heads = [
    words.say("target"),
    words.say("answered"),
    ...guidance.values.filter((value) => value !== "not-assessed").map((value) => said(guidance.label(value))),
  ];
  return section("wb-by-target", words.say("by-target"), table("wb-by-target", heads, rows));
}

function table(label, heads, rows) {
  const top = h(
    "thead",
    {},
    h(
      "tr",
      {},
      heads.map((head) => h("th", { scope: "col" }, head)),
    ),
  );
  return h(
    "div",
    { class: "table-scroll", role: "region", "aria-labelledby": label, tabindex: "0" },
    h("table", { class: "counts wrap" }, top, h("tbody", {}, rows)),
  );
}

function whose(app) {
  const { words, guidance, session } = app;
  const head = session.state.checklist;
  const set = (field, typed) => (event) => session.change([{ at: "checklist", field, value: event.target.value }], { typed });
  const options = Object.entries(guidance.countries).map(([code, name]) => h("option", { value: code }, name));
  if (!(head.country in guidance.countries)) options.unshift(h("option", { value: head.country }, head.country));
  const country = h("select", { onchange: set("country", false) }, options);
  country.value = head.country;
  const scopes = [
    ["core", "core-only"],
    ["full", "full-set"],
  ].map(([value, word]) => h("option", { value }, words.say(word)));
  const scope = h(
    "select",
    {
      onchange: (event) => {
        set("scope", false)(event);
        app.render();
      },
    },
    scopes,
  );
  scope.value = head.scope ?? "full";
  const by = h("input", {
    type: "text",
    maxlength: 4000,
    dir: "auto",
    value: head.filled_by ?? "",
    oninput: set("filled_by", true),
  });
  return section(
    "wb-whose",
    words.say("whose"),
    h(
      "div",
      { class: "wb-form" },
      labelled("wb-country", words.say("country"), country),
      labelled("wb-scope", words.say("questions"), scope),
      labelled("wb-by", words.say("filled-by"), by),
    ),
    signOffs(app),
  );
}

function signOffs(app) {
  const { words, session } = app;
  const { sign_offs: signed } = session.state;
  const put = (value, typed = false) => session.change([{ at: "", field: "sign_offs", value }], { typed });
  const fields = signed.map((one, index) => {
    const field = (name) => {
      const hint = name === "date" ? h("p", { class: "wb-wrong" }) : null;
      const check = (value) => {
        if (hint) hint.textContent = value && !DATE_PATTERN.test(value) ? words.say("day-wrong") : "";
      };
      const type = (event) => {
        check(event.target.value.trim());
        put(
          session.state.sign_offs.map((other, place) => (place === index ? { ...other, [name]: event.target.value } : other)),
          true,
        );
      };
      const input = h("input", { type: "text", maxlength: 4000, dir: "auto", value: one[name] ?? "", oninput: type });
      check(one[name] ?? "");
      return labelled(`wb-sign-${index}-${name}`, words.say(name), input, hint);
    };
    const drop = () => {
      put(session.state.sign_offs.filter((_, place) => place !== index));
      app.render();
    };
    return h(
      "fieldset",
      { class: "wb-proof" },
      h("legend", {}, `${words.say("sign-offs")} ${words.number(index + 1)}`),
      field("name"),
      field("role"),
      field("date"),
      field("edition"),
      button(words.say("remove"), drop),
    );
  });
  const add = () => {
    put([...signed, { name: "", role: "", date: "", edition: session.state.checklist.edition }]);
    app.render(`wb-sign-${signed.length}-name`);
  };
  return h("div", {}, h("h3", {}, words.say("sign-offs")), fields, h("p", {}, button(words.say("add-sign-off"), add)));
}
