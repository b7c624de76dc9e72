// The proofs of an answer: as many as there are, each with its law, place, kind, address, date and note.
import { button, h, labelled } from "./dom.js";
import { DATE_PATTERN, URL_PATTERN } from "./model.js";

/**
 * The fields of the proofs of a reply.
 * @param {import("./app.js").App} app
 * @param {any} question
 * @param {() => any} reply
 * @param {(proofs: any[], typed: boolean) => void} put
 * @param {HTMLElement} hint what is missing, as the caller knows it
 */
export function proofFields(app, question, reply, put, hint) {
  const { words, session } = app;
  const laws = app.guidance.laws[session.state.checklist.country] ?? [];
  const known = new Map(laws.map(([id, title, url]) => [`${title} (${id})`, { id, url }]));
  const options = h(
    "datalist",
    { id: "wb-laws" },
    [...known.keys()].map((value) => h("option", { value })),
  );
  const box = h("fieldset", { class: "wb-proofs" });
  const context = { app, known, put, proofs: () => reply().proofs ?? [], draw };
  const legend = h("legend", {}, words.say("evidence"));

  /** @param {number} [focus] the proof to go to */
  function draw(focus = -1) {
    const proofs = context.proofs();
    const add = button(
      words.say("add-evidence"),
      () => {
        put([...proofs, {}], false);
        draw(proofs.length);
      },
      { id: "wb-add-proof" },
    );
    box.replaceChildren(legend, hint, options, ...proofs.map((proof, index) => proofField(context, proof, index)), add);
    if (focus >= 0) box.querySelector(proofs.length > focus ? `#wb-proof-${focus}-law` : "#wb-add-proof")?.focus();
  }
  draw();
  return box;
}

function proofField(context, proof, index) {
  const { app, known, put, proofs, draw } = context;
  const { words, guidance } = app;
  const id = (name) => `wb-proof-${index}-${name}`;
  const set = (change) =>
    put(
      proofs().map((other, place) => (place === index ? pruned({ ...other, ...change }) : other)),
      true,
    );
  const judge = { law: h("p", { class: "meta" }), url: h("p", { class: "wb-wrong" }), as_at: h("p", { class: "wb-wrong" }) };
  const check = () => {
    const now = proofs()[index] ?? {};
    const title = guidance.lawTitles.get(now.law);
    const others = Object.keys(now).some((key) => key !== "law");
    judge.law.textContent = title
      ? words.say("in-register", { title })
      : others && !now.law?.trim()
        ? words.say("law-missing")
        : words.say("law-hint");
    judge.url.textContent = now.url && !URL_PATTERN.test(now.url.trim()) ? words.say("url-wrong") : "";
    judge.as_at.textContent = now.as_at && !DATE_PATTERN.test(now.as_at.trim()) ? words.say("date-wrong") : "";
  };
  const field = (name, word, attributes = {}) => {
    const type = (event) => {
      set({ [name]: event.target.value });
      check();
    };
    const input = h("input", {
      type: "text",
      maxlength: 4000,
      dir: "auto",
      value: proof[name] ?? "",
      oninput: type,
      ...attributes,
    });
    return labelled(id(name), words.say(word), input, judge[name] ?? null);
  };
  const takeLaw = (event) => {
    // A law of the register is named by its id; where it can be read is known.
    const found = known.get(event.target.value);
    set(found ? { law: found.id, url: proofs()[index]?.url || found.url } : { law: event.target.value });
    if (found && !fields.querySelector(`#${id("url")}`).value) fields.querySelector(`#${id("url")}`).value = found.url;
    check();
  };
  const shownLaw = [...known].find(([, law]) => law.id === proof.law)?.[0] ?? proof.law ?? "";
  const level = h(
    "select",
    { onchange: (event) => set({ level: event.target.value }) },
    h("option", { value: "" }, words.say("not-said")),
    Object.entries(guidance.levels).map(([code, label]) => h("option", { value: code }, label)),
  );
  level.value = proof.level ?? "";
  const drop = () => {
    put(
      proofs().filter((_, place) => place !== index),
      false,
    );
    draw(index);
  };
  const note = h("textarea", {
    rows: 2,
    maxlength: 20000,
    dir: "auto",
    value: proof.note ?? "",
    oninput: (event) => {
      set({ note: event.target.value });
      check();
    },
  });
  const number = words.number(index + 1);
  const fields = h(
    "fieldset",
    { class: "wb-proof" },
    h("legend", {}, words.say("evidence-number", { number })),
    field("law", "law", { list: "wb-laws", value: shownLaw, oninput: takeLaw }),
    field("pinpoint", "pinpoint"),
    labelled(id("level"), words.say("level"), level),
    field("url", "url", { dir: "ltr", inputmode: "url" }),
    field("as_at", "as-at", { dir: "ltr" }),
    labelled(id("note"), words.say("proof-note"), note),
    button(words.say("remove-evidence", { number }), drop),
  );
  check();
  return fields;
}

function pruned(proof) {
  return Object.fromEntries(Object.entries(proof).filter(([, value]) => value !== ""));
}
