// The columns of a sheet of questions, as the workbooks of the command line have them; their keys stand in the first row.

/** Marks of the sheet that says whose checklist it is, and of the hidden sheet of lists, in their first cell. */
export const ABOUT_MARK = "guidance-about";
export const LISTS_MARK = "guidance-lists";

/** Key, width in letters, and whether it is hidden, given, filled in or chosen. */
export const COLUMNS = [
  ["id", 4, "hidden"],
  ["of", 4, "hidden"],
  ["proof", 4, "hidden"],
  ["clause", 20, "given"],
  ["question", 48, "given"],
  ["core", 10, "given"],
  ["counts", 48, "given"],
  ["value", 22, "choice"],
  ["reasoning", 40, "text"],
  ["practice", 32, "text"],
  ["law", 34, "text"],
  ["pinpoint", 18, "text"],
  ["level", 16, "choice"],
  ["url", 28, "text"],
  ["as_at", 13, "text"],
  ["proof_note", 26, "text"],
  ["note", 26, "text"],
  ["look_again", 26, "text"],
];
/** Only on the sheet of replies that have no place. */
export const WHY = ["why", 30, "text"];

/** Keys of what belongs to a reply as a whole, and of what belongs to one proof, as the file names it. */
export const REPLY_FIELDS = ["value", "reasoning", "practice", "note", "look_again"];
export const PROOF_FIELDS = { law: "law", pinpoint: "pinpoint", level: "level", url: "url", as_at: "as_at", proof_note: "note" };

/**
 * What stands over each column.
 * @param {import("./words.js").Words} words
 */
export function headings(words) {
  const keys = {
    clause: "clause",
    question: "question",
    core: "core",
    counts: "what-counts",
    value: "answer",
    reasoning: "reasons",
    practice: "practice",
    law: "law",
    pinpoint: "pinpoint",
    level: "level",
    url: "url",
    as_at: "as-at",
    proof_note: "proof-note",
    note: "note",
    look_again: "why-look-again",
    why: "why-unplaced",
  };
  return Object.fromEntries(Object.entries(keys).map(([key, word]) => [key, words.say(word)]));
}
