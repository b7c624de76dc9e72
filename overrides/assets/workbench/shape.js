// The shape of the file of a checklist, as strict as the command line reads it; every mistake at once, by its place.
import { DATE_PATTERN, URL_PATTERN } from "./model.js";

const LABEL = /^[a-z0-9]+([-_][a-z0-9]+)*$/;
const DIGEST = /^[0-9a-f]{12}$/;
const EDITION = /^[0-9]{4}\.[0-9]+(-draft)?$/;
export const LANGS = ["ar", "zh", "en", "fr", "ru", "es"];
const VALUES = ["full", "partial", "none", "planned", "not-applicable", "unknown", "not-assessed"];
export const LEVELS = ["constitution", "statute", "regulation", "policy", "court", "custom"];

const text = (max, pattern = null) => ({ kind: "text", max, pattern });
const choice = (...values) => ({ kind: "text", max: 100, values });
const list = (of, least = 0) => ({ kind: "list", of, least });
const map = (of) => ({ kind: "map", of });
const shape = (keys, required = []) => ({ kind: "shape", keys, required });

const NOTE = text(4000);
const WORDS = text(20000);
const DATE = text(10, DATE_PATTERN);
const ID = text(80, LABEL);
const PROOF_SHAPE = shape(
  { law: NOTE, pinpoint: NOTE, level: choice(...LEVELS), url: text(2000, URL_PATTERN), as_at: DATE, note: WORDS },
  ["law"],
);
const REPLY_KEYS = {
  value: choice(...VALUES),
  reasoning: WORDS,
  practice: WORDS,
  proofs: list(PROOF_SHAPE),
  note: WORDS,
  of: text(12, DIGEST),
  look_again: WORDS,
};
const HEAD_SHAPE = shape(
  {
    country: text(2, /^[a-z]{2}$/),
    lang: choice(...LANGS),
    edition: text(40, EDITION),
    digest: text(12, DIGEST),
    scope: choice("core", "full"),
    filled_by: NOTE,
  },
  ["country", "lang", "edition", "digest"],
);
const VERSION_SHAPE = shape({ ...REPLY_KEYS, sources: list(NOTE, 1) }, ["sources"]);
const CHECKLIST = shape(
  {
    checklist: HEAD_SHAPE,
    replies: map(shape(REPLY_KEYS)),
    sign_offs: list(
      shape({ name: NOTE, role: NOTE, date: DATE, edition: text(40, EDITION) }, ["name", "role", "date", "edition"]),
    ),
    conflicts: list(shape({ question: ID, versions: list(VERSION_SHAPE, 2) }, ["question", "versions"])),
    unplaced: list(shape({ ...REPLY_KEYS, question: ID, why: WORDS }, ["question", "why"])),
  },
  ["checklist"],
);

/**
 * A mistake: the key of its words, the values for them, and the keys that lead to its place.
 * @typedef {{word: string, values?: Record<string, string>, pointer: (string | number)[], atKey?: boolean}} Problem
 */

/**
 * The data without spaces around texts, and everything that is wrong with them.
 * @param {unknown} data
 * @returns {{data: any, problems: Problem[]}}
 */
export function judged(data) {
  const problems = [];
  return { data: read(CHECKLIST, data, [], problems), problems };
}

function read(type, value, pointer, problems) {
  if (type.kind === "text") return readText(type, value, pointer, problems);
  if (type.kind === "list") {
    if (!Array.isArray(value)) return wrong("e-list", pointer, problems);
    if (value.length < type.least) wrong("e-value", pointer, problems, { key: last(pointer) });
    return value.map((item, index) => read(type.of, item, [...pointer, index], problems));
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) return wrong("e-mapping", pointer, problems);
  return type.kind === "map" ? readMap(type, value, pointer, problems) : readShape(type, value, pointer, problems);
}

function readText(type, value, pointer, problems) {
  if (typeof value !== "string") return wrong("e-text", pointer, problems);
  const found = value.trim();
  if (!found) return wrong("e-blank", pointer, problems);
  if (type.values ? !type.values.includes(found) : type.pattern && !type.pattern.test(found)) {
    return wrong("e-value", pointer, problems, { key: last(pointer) });
  }
  return [...found].length > type.max ? wrong("e-long", pointer, problems) : found;
}

function readMap(type, value, pointer, problems) {
  const found = Object.create(null);
  for (const [key, item] of Object.entries(value)) {
    if (!LABEL.test(key) || key.length > 80)
      problems.push({ word: "e-key", values: { key }, pointer: [...pointer, key], atKey: true });
    else found[key] = read(type.of, item, [...pointer, key], problems);
  }
  return { ...found };
}

function readShape(type, value, pointer, problems) {
  const found = {};
  for (const key of type.required) if (!Object.hasOwn(value, key)) wrong("e-missing", pointer, problems, { key });
  for (const [key, item] of Object.entries(value)) {
    if (!Object.hasOwn(type.keys, key))
      problems.push({ word: "e-key", values: { key }, pointer: [...pointer, key], atKey: true });
    else found[key] = read(type.keys[key], item, [...pointer, key], problems);
  }
  return found;
}

function last(pointer) {
  return String(pointer.findLast((step) => typeof step === "string") ?? "");
}

function wrong(word, pointer, problems, values = {}) {
  problems.push({ word, values, pointer });
  return undefined;
}
