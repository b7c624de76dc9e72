// An assessment in the parts that are stored one by one, and the summary that the list shows.
import { blank, isAnswered, isEmpty } from "./model.js";

/** The lists of a checklist that are kept together. */
export const LISTS = ["sign_offs", "conflicts", "unplaced"];

/**
 * A summary of an assessment that is new.
 * @param {any} state
 * @param {string} name
 */
export function summaryOf(state, name) {
  const now = Date.now();
  const id =
    crypto.randomUUID?.() ??
    [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return refreshed({ id, name, created: now, version: 0, deleted: 0 }, state, now);
}

/**
 * A summary as the checklist is now.
 * @param {any} summary
 * @param {any} state
 * @param {number} now
 */
export function refreshed(summary, state, now) {
  const { country, lang, scope, edition, filled_by: by = "" } = state.checklist;
  const answered = Object.values(state.replies).filter(isAnswered).length;
  return { ...summary, country, lang, scope, edition, filled_by: by, answered, changed: now };
}

/**
 * The parts of a checklist as they are stored.
 * @param {any} state
 */
export function partsOf(state) {
  const lists = Object.fromEntries(LISTS.map((key) => [key, state[key]]));
  const replies = Object.entries(state.replies).map(([id, value]) => ({ at: `replies/${id}`, value }));
  return [{ at: "", value: lists }, { at: "checklist", value: state.checklist }, ...replies];
}

/**
 * The checklist that stored parts make.
 * @param {{at: string, value: any}[]} parts
 */
export function stateOf(parts) {
  const state = blank({});
  for (const { at, value } of parts) {
    if (at === "") Object.assign(state, value);
    else if (at === "checklist") state.checklist = value;
    else if (!isEmpty(value)) state.replies[at.slice("replies/".length)] = value;
  }
  return state;
}
