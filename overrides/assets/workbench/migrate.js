// Carries a checklist over to the questions of this edition, as the command line does; nothing is dropped.

/**
 * The checklist for the present questions.
 * @param {any} state
 * @param {import("./data.js").Guidance} guidance
 * @param {import("./words.js").Words} words
 */
export function migrate(state, guidance, words) {
  const placed = {};
  const unplaced = [];
  const leave = (question, reply, why) => unplaced.push({ question, why, ...reply });
  const place = (question, reply, from) => {
    const found = marked(reply, guidance.questions.get(question), from, words);
    if (placed[question] && JSON.stringify(placed[question]) !== JSON.stringify(found))
      leave(from || question, reply, words.say("taken", { question }));
    else placed[question] = found;
  };
  const waiting = [
    ...Object.entries(state.replies),
    ...state.unplaced.map(({ question, why: _why, ...reply }) => [question, reply]),
  ];
  // Replies to questions that still stand come first, then those to questions that were replaced.
  for (const [question, reply] of waiting) if (guidance.questions.has(question)) place(question, reply, "");
  for (const [question, reply] of waiting) {
    if (guidance.questions.has(question)) continue;
    const after = successor(question, guidance);
    if (after) place(after, reply, question);
    else leave(question, reply, words.say("gone", { edition: guidance.edition }));
  }
  const checklist = { ...state.checklist, edition: guidance.edition, digest: guidance.digest };
  return { ...state, checklist, replies: placed, unplaced };
}

/** What took the place of a question, and of that, and so on. */
function successor(question, guidance) {
  const seen = new Set([question]);
  for (let next = guidance.successors[question]; next && !seen.has(next); next = guidance.successors[next]) {
    if (guidance.questions.has(next)) return next;
    seen.add(next);
  }
  return "";
}

/** The reply under the wording of now, marked if that may not be the one answered; marks that it had stay. */
function marked(reply, question, from, words) {
  let mark = reply.of === question.of ? "" : words.say(reply.of ? "reworded" : "unknown-wording");
  if (from) mark = words.say("replaced", { question: from });
  const marks = new Set([...(reply.look_again ?? "").split("\n"), mark].filter(Boolean));
  return { ...reply, of: question.of, ...(marks.size ? { look_again: [...marks].join("\n") } : {}) };
}
