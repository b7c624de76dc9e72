// What is answered, what is open, and where the gaps are: counts, never a score.
import { GAPS } from "./data.js";
import { isAnswered } from "./model.js";

/** What a reader may choose to see. */
export const SHOWN = ["all", "open", "gaps", "core"];

/**
 * Whether a question belongs to what is shown.
 * @param {any} question
 * @param {any} state
 * @param {string} shown
 */
export function isShown(question, state, shown) {
  const reply = state.replies[question.id];
  if (shown === "open") return !isAnswered(reply);
  if (shown === "gaps") return GAPS.includes(reply?.value);
  return shown !== "core" || question.core;
}

/**
 * Counts over some questions: how many there are, are answered, show a gap, and have each value.
 * @param {any[]} questions
 * @param {any} state
 */
export function counted(questions, state) {
  const values = {};
  for (const { id } of questions) {
    const value = state.replies[id]?.value || "not-assessed";
    values[value] = (values[value] ?? 0) + 1;
  }
  const answered = questions.length - (values["not-assessed"] ?? 0);
  return { count: questions.length, answered, gaps: GAPS.reduce((sum, value) => sum + (values[value] ?? 0), 0), values };
}

/**
 * The first open question after one, going round to the beginning; null if none is open.
 * @param {any[]} questions
 * @param {any} state
 * @param {string} [after]
 */
export function nextOpen(questions, state, after = "") {
  const at = questions.findIndex(({ id }) => id === after) + 1;
  const round = [...questions.slice(at), ...questions.slice(0, at)];
  return round.find((question) => question.id !== after && isShown(question, state, "open")) ?? null;
}
