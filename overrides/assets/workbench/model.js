// A filled checklist as its file holds it: the same keys, the same order, and what is empty left out.

/** Keys in the order of the file. */
export const HEAD = ["country", "lang", "edition", "digest", "scope", "filled_by"];
export const REPLY = ["value", "reasoning", "practice", "proofs", "note", "of", "look_again"];
export const PROOF = ["law", "pinpoint", "level", "url", "as_at", "note"];
export const SIGN_OFF = ["name", "role", "date", "edition"];

/** Controls, marks of direction and signs without width: no file of a checklist may hold them. */
const HIDDEN =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffd\u{e0000}-\u{e007f}]/gu;
export const URL_PATTERN = /^https?:\/\/[^\s<>"{}|\\^\x60]+$/;
export const DATE_PATTERN = /^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$/;

/**
 * What people typed or pasted, without what nobody sees.
 * @param {string} text
 */
export function clean(text) {
  return text.replace(/\r\n?|[\u2028\u2029]/g, "\n").replace(HIDDEN, "");
}

/**
 * The first character of a text that no checklist may hold, as U+XXXX; empty if there is none.
 * @param {string} text
 */
export function hidden(text) {
  const found = text.match(HIDDEN) ?? text.match(/[\u2028\u2029]/);
  return found ? `U+${found[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}` : "";
}

/**
 * A checklist that nobody has filled yet.
 * @param {Record<string, string>} head
 */
export function blank(head) {
  return { checklist: { ...head }, replies: {}, sign_offs: [], conflicts: [], unplaced: [] };
}

/**
 * Whether a reply says anything; which wording it answers is nothing that anybody wrote.
 * @param {any} reply
 */
export function isEmpty(reply) {
  return !reply || REPLY.every((key) => key === "of" || !reply[key] || !reply[key].length);
}

/**
 * Whether a question has an answer; "not assessed" says that nobody has looked.
 * @param {any} reply
 */
export function isAnswered(reply) {
  return Boolean(reply?.value) && reply.value !== "not-assessed";
}

/**
 * The checklist as a file holds it, and what had to be changed for that, by question.
 * @param {any} state
 * @param {string[]} order ids of questions as they follow each other
 * @returns {{data: any, changed: string[]}}
 */
export function asData(state, order) {
  const changed = [];
  const ids = [...order.filter((id) => id in state.replies), ...Object.keys(state.replies).filter((id) => !order.includes(id))];
  const replies = {};
  for (const id of ids) if (!isEmpty(state.replies[id])) replies[id] = replyData(state.replies[id], id, changed);
  const signed = state.sign_offs.map((one) => filled(one, SIGN_OFF)).filter((one) => Object.keys(one).length);
  const whole = signed.filter((one) => SIGN_OFF.every((key) => one[key]) && DATE_PATTERN.test(one.date));
  if (whole.length < signed.length) changed.push("sign_offs");
  const data = {
    checklist: filled(state.checklist, HEAD),
    replies,
    sign_offs: whole,
    conflicts: state.conflicts.map((conflict) => ({
      question: conflict.question,
      versions: conflict.versions.map((one) => ({ sources: one.sources, ...replyData(one, conflict.question, changed) })),
    })),
    unplaced: state.unplaced.map((one) => ({ question: one.question, why: one.why, ...replyData(one, one.question, changed) })),
  };
  for (const key of Object.keys(data)) if (!Object.keys(data[key]).length) delete data[key];
  return { data, changed: [...new Set(changed)] };
}

function replyData(reply, id, changed) {
  const data = filled(reply, REPLY);
  const proofs = (reply.proofs ?? []).map((proof) => proofData(proof, id, changed)).filter(Boolean);
  delete data.proofs;
  // Keys keep their order whatever was written first.
  return Object.fromEntries(
    REPLY.flatMap((key) => {
      if (key === "proofs") return proofs.length ? [["proofs", proofs]] : [];
      return key in data ? [[key, data[key]]] : [];
    }),
  );
}

/** A proof without a law, or with an address or date of no known form, keeps every word in its note. */
function proofData(proof, id, changed) {
  const data = filled(proof, PROOF);
  if (!Object.keys(data).length) return null;
  const loose = [];
  for (const [key, pattern] of [
    ["url", URL_PATTERN],
    ["as_at", DATE_PATTERN],
  ]) {
    if (data[key] && !pattern.test(data[key])) {
      loose.push(data[key]);
      delete data[key];
    }
  }
  if (loose.length) data.note = [data.note, ...loose].filter(Boolean).join("\n");
  if (loose.length || !data.law) changed.push(id);
  data.law ??= "?";
  return filled(data, PROOF);
}

function filled(thing, keys) {
  const found = {};
  for (const key of keys) {
    const value = typeof thing[key] === "string" ? clean(thing[key]).trim() : thing[key];
    if (value && value.length) found[key] = value;
  }
  return found;
}

/**
 * The checklist that the data of a sound file hold; empty replies are nobody's.
 * @param {any} data
 */
export function fromData(data) {
  const replies = Object.entries(data.replies ?? {}).filter(([, reply]) => !isEmpty(reply));
  return {
    checklist: { scope: "full", ...data.checklist },
    replies: Object.fromEntries(replies),
    sign_offs: data.sign_offs ?? [],
    conflicts: data.conflicts ?? [],
    unplaced: data.unplaced ?? [],
  };
}
