// Files out and in: YAML, JSON and Excel, in the form that the command line reads and writes. A script of its own, which
// the page loads when there is an assessment.
import { MEDIA } from "./formats.js";
import { asData, fromData, hidden } from "./model.js";
import { judged } from "./shape.js";
import { readWorkbook } from "./workbook-read.js";
import { writeWorkbook } from "./workbook-write.js";
import { dump, parse } from "./yaml.js";
import { BadArchive, MAX_BYTES } from "./zip.js";

/** The largest text that the command line reads, in bytes. */
const MAX_TEXT = 2_000_000;

/**
 * A checklist as a file.
 * @param {any} state
 * @param {string} format yaml, json or xlsx
 * @param {import("./data.js").Guidance} guidance
 * @param {import("./words.js").Words} words
 * @returns {Promise<{name: string, blob: Blob, changed: string[]}>} with the questions whose words had to be moved
 */
export async function exported(state, format, guidance, words) {
  const { data, changed } = asData(state, guidance.ids);
  const made = {
    yaml: () => dump(data),
    json: () => `${JSON.stringify(data, null, 1)}\n`,
    xlsx: () => writeWorkbook(data, guidance, words),
  };
  return {
    name: `${fileName(state.checklist)}.${format}`,
    blob: new Blob([await made[format]()], { type: MEDIA[format] }),
    changed,
  };
}

function fileName({ edition, country, lang, scope }) {
  return `connectivity-checklist-${edition}-${country}-${lang}${scope === "core" ? "-core" : ""}`;
}

/**
 * Read a file that somebody chose: a checklist, or everything that is wrong with it, each with its place.
 * @param {File} file
 * @param {import("./data.js").Guidance} guidance
 * @returns {Promise<{state?: any, problems: any[]}>} with each problem the key of its words, their values, and its place:
 *   line and column, or sheet and cell
 */
export async function imported(file, guidance) {
  const workbook = /\.xlsx$/i.test(file.name);
  if (file.size > (workbook ? MAX_BYTES : MAX_TEXT)) return { problems: [{ word: "e-large" }] };
  const bytes = new Uint8Array(await file.arrayBuffer());
  return workbook ? fromWorkbook(bytes, guidance) : fromText(bytes);
}

async function fromWorkbook(bytes, guidance) {
  try {
    const { data, problems, place } = await readWorkbook(bytes, guidance);
    const found = problems.map(({ word, values, place: at }) => ({ word, values, ...at }));
    if (!data) return { problems: found };
    const shaped = judged(data);
    // A key that is missing was said of its cell already.
    const more = shaped.problems.filter(({ word }) => word !== "e-missing" || !found.length);
    const all = [...found, ...more.map(({ word, values, pointer }) => ({ word, values, ...place(pointer) }))];
    return all.length ? { problems: all } : { state: fromData(shaped.data), problems: [] };
  } catch (failure) {
    if (failure instanceof BadArchive) return { problems: [{ word: "e-workbook", reason: failure.message }] };
    return { problems: [{ word: "e-workbook" }] };
  }
}

function fromText(bytes) {
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r\n/g, "\n");
  } catch {
    return { problems: [{ word: "e-encoding" }] };
  }
  if (!text.trim()) return { problems: [{ word: "e-empty" }] };
  const at = hidden(text);
  if (at)
    return {
      problems: [{ word: "e-hidden", values: { code: at }, ...placeOf(text, String.fromCodePoint(parseInt(at.slice(2), 16))) }],
    };
  const { data, place, problem } = parse(text);
  if (problem) return { problems: [problem] };
  if (data === null || typeof data !== "object" || Array.isArray(data)) return { problems: [{ word: "e-kind" }] };
  const shaped = judged(data);
  const problems = shaped.problems.map(({ word, values, pointer, atKey }) => ({ word, values, ...place(pointer, atKey) }));
  return problems.length ? { problems } : { state: fromData(shaped.data), problems: [] };
}

function placeOf(text, sign) {
  const before = text.slice(0, text.indexOf(sign));
  return { line: before.split("\n").length, column: before.length - before.lastIndexOf("\n") };
}
