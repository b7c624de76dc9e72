// Replies that are read and not written: those that contradict each other, and those without a place.
import { button, h, said, section } from "./dom.js";
import { REPLY } from "./model.js";

/**
 * Replies that contradict each other, one of which is to be kept.
 * @param {import("./app.js").App} app
 */
export function conflicts(app) {
  const { words, guidance, session } = app;
  const all = session.state.conflicts;
  if (!all.length) return [];
  const items = all.map((conflict, index) => {
    const question = guidance.questions.get(conflict.question);
    const versions = conflict.versions.map(({ sources, ...reply }) => {
      const keep = () => {
        const at = `replies/${conflict.question}`;
        session.change(
          [
            ...REPLY.map((field) => ({ at, field, value: reply[field] })),
            { at: "", field: "conflicts", value: all.filter((_, place) => place !== index) },
          ],
          { question: conflict.question },
        );
        app.render();
      };
      return h(
        "div",
        { class: "wb-version" },
        h("p", { class: "meta" }, words.say("from-files", { files: sources.join(", ") })),
        replyText(app, reply),
        button(words.say("choose-reply"), keep, { disabled: !session.writes }),
      );
    });
    return h("li", {}, h("p", { class: "card-title" }, question ? said(question.text) : conflict.question), versions);
  });
  return [section("wb-conflicts", words.say("conflicts"), h("ul", { class: "cards" }, items))];
}

/**
 * Replies to questions that this edition does not ask.
 * @param {import("./app.js").App} app
 */
export function unplaced(app) {
  const { words, guidance, session } = app;
  const strange = Object.entries(session.state.replies)
    .filter(([id]) => !guidance.questions.has(id))
    .map(([question, reply]) => ({ question, ...reply }));
  const all = [...strange, ...session.state.unplaced];
  if (!all.length) return [];
  const items = all.map((one) =>
    h(
      "li",
      {},
      h("p", { class: "card-title" }, h("code", {}, one.question)),
      one.why ? h("p", { class: "meta" }, `${words.say("why-unplaced")}: ${one.why}`) : null,
      replyText(app, one),
    ),
  );
  return [section("wb-unplaced", words.say("unplaced"), h("ul", { class: "cards" }, items))];
}

/**
 * A reply as text, for reading.
 * @param {import("./app.js").App} app
 * @param {any} reply
 */
export function replyText(app, reply) {
  const { words, guidance } = app;
  const line = (word, text) =>
    text ? h("p", { class: "wb-said" }, h("strong", {}, words.say(word)), " ", h("span", { dir: "auto" }, text)) : null;
  const proofs = (reply.proofs ?? []).map((proof) => {
    const law = guidance.lawTitles.get(proof.law) ?? proof.law;
    const parts = [law, proof.pinpoint, guidance.levels[proof.level], proof.as_at, proof.url, proof.note].filter(Boolean);
    return h(
      "li",
      {},
      parts.map((part, place) => [place ? " · " : "", h("bdi", {}, part)]),
    );
  });
  return h(
    "div",
    { class: "wb-reply" },
    h(
      "p",
      {},
      reply.value
        ? h("span", { class: `answer answer-${reply.value}` }, said(guidance.label(reply.value)))
        : h("span", { class: "answer answer-not-assessed" }, words.say("no-answer")),
    ),
    line("reasons", reply.reasoning),
    line("practice", reply.practice),
    proofs.length ? h("div", {}, h("p", { class: "meta" }, words.say("evidence")), h("ul", {}, proofs)) : null,
    line("note", reply.note),
    line("look-again", reply.look_again),
  );
}
