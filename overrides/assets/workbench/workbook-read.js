// A filled workbook as the data of a checklist: by hidden keys, so that rows may be moved, copied and inserted.
import { choicesOf, folded, text } from "./choices.js";
import { ABOUT_MARK, COLUMNS, LISTS_MARK, PROOF_FIELDS, REPLY_FIELDS, WHY } from "./columns.js";
import { placeOf, readSheets } from "./sheets.js";

const KEYS = new Set([...COLUMNS, WHY].map(([key]) => key));
const LOOK_FOR_KEYS = 10;
const LAW_ID = /\(([a-z0-9]+(?:-[a-z0-9]+)+)\)$/;
const SIGN_OFF = ["name", "role", "date", "edition"];

/**
 * The data of a workbook, and everything that is wrong with it by sheet and cell; throws BadArchive.
 * @param {Uint8Array} bytes
 * @param {import("./data.js").Guidance} guidance
 */
export async function readWorkbook(bytes, guidance) {
  return new Reading(await readSheets(bytes), guidance).read();
}

class Reading {
  constructor(sheets, guidance) {
    this.sheets = sheets;
    this.guidance = guidance;
    this.problems = [];
    this.places = new Map();
    this.entries = new Map();
    this.unplaced = [];
  }

  read() {
    const lists = this.sheets.find((sheet) => text(sheet, 1, 1) === LISTS_MARK);
    if (!lists) {
      this.wrong("e-no-lists");
      return { data: null, problems: this.problems, place: () => null };
    }
    const about = this.sheets.find((sheet) => [...sheet.rows.keys()].some((row) => text(sheet, row, 1) === ABOUT_MARK));
    this.choices = choicesOf(this.guidance, lists);
    const data = { checklist: this.facts(lists), replies: {}, sign_offs: [], unplaced: [] };
    if (about) this.readAbout(about, data);
    if (!data.checklist.country) this.wrong("e-no-country", about ? { sheet: about.name, cell: "C1" } : null);
    for (const sheet of this.sheets) if (sheet !== lists && sheet !== about) this.readRows(sheet);
    for (const [id, entry] of this.entries) {
      if (Object.keys(entry.fields).length || entry.proofs.length) data.replies[id] = this.reply(entry, ["replies", id]);
    }
    this.unplaced.forEach((entry, index) =>
      data.unplaced.push({ question: entry.id, why: entry.why, ...this.reply(entry, ["unplaced", index]) }),
    );
    for (const key of ["sign_offs", "unplaced"]) if (!data[key].length) delete data[key];
    return { data, problems: this.problems, place: (pointer) => this.place(pointer) };
  }

  facts(lists) {
    const head = {};
    for (const row of lists.rows.keys()) {
      const key = text(lists, row, 1);
      if (["lang", "edition", "digest", "scope"].includes(key) && text(lists, row, 2)) {
        head[key] = text(lists, row, 2);
        this.places.set(["checklist", key].join("\0"), { sheet: lists.name, cell: placeOf(row, 2) });
      }
    }
    return head;
  }

  readAbout(about, data) {
    for (const row of about.rows.keys()) {
      const key = text(about, row, 1);
      const found = this.cell(about, row, 3);
      if (key === "country" && found) data.checklist.country = this.chosen("countries", found, about, row, 3);
      if (key === "filled_by" && found) data.checklist.filled_by = found;
      if (["country", "filled_by"].includes(key))
        this.places.set(`checklist\0${key}`, { sheet: about.name, cell: placeOf(row, 3) });
      if (key === "sign-off") this.readSignOff(about, row, data);
    }
  }

  readSignOff(about, row, data) {
    const texts = SIGN_OFF.map((name, index) => [name, this.cell(about, row, 3 + index)]).filter(([, found]) => found);
    if (!texts.length) return;
    SIGN_OFF.forEach((name, index) =>
      this.places.set(["sign_offs", data.sign_offs.length, name].join("\0"), {
        sheet: about.name,
        cell: placeOf(row, 3 + index),
      }),
    );
    this.places.set(["sign_offs", data.sign_offs.length].join("\0"), { sheet: about.name, cell: placeOf(row, 3) });
    data.sign_offs.push(Object.fromEntries(texts));
  }

  readRows(sheet) {
    const [top, columns] = this.columns(sheet);
    if (!columns) return;
    let above = null;
    for (const number of [...sheet.rows.keys()].sort((a, b) => a - b)) {
      if (number <= top || (number === top + 1 && !sheet.rows.get(number).has(columns.get("id")))) continue;
      const row = this.row(sheet, number, columns);
      const entry = this.entry(row, above);
      if (!entry) continue;
      this.add(entry, row);
      above = { number, entry };
    }
  }

  /** The key row and the column of each key; those of an untouched sheet if only the key row was deleted. */
  columns(sheet) {
    for (const number of [...sheet.rows.keys()].sort((a, b) => a - b).slice(0, LOOK_FOR_KEYS)) {
      const keys = new Map(
        [...sheet.rows.get(number)].filter(([, cell]) => KEYS.has(cell.text)).map(([column, cell]) => [cell.text, column]),
      );
      if (keys.has("id") && keys.has("value")) return [number, keys];
    }
    const asks = [...sheet.rows.keys()].some((row) => this.guidance.questions.has(text(sheet, row, 1)));
    return asks ? [0, new Map(COLUMNS.map(([key], index) => [key, index + 1]))] : [0, null];
  }

  row(sheet, number, columns) {
    const texts = {};
    for (const [key, column] of columns) {
      if (["clause", "core", "counts"].includes(key)) continue;
      let found = key === "question" ? text(sheet, number, column) : this.cell(sheet, number, column);
      if (found && key === "value") found = this.chosen("values", found, sheet, number, column);
      if (found && key === "level") found = this.chosen("levels", found, sheet, number, column);
      if (found && key === "law") found = this.law(found);
      if (found) texts[key] = found;
    }
    const place = (key) => ({ sheet: sheet.name, cell: placeOf(number, columns.get(key) ?? columns.get("value")) });
    return { number, texts, place };
  }

  law(found) {
    const id = found.match(LAW_ID)?.[1];
    return id && this.guidance.lawTitles.has(id) ? id : found;
  }

  /** The entry that a row belongs to: by its id, by its question, or as a further proof of the row above. */
  entry(row, above) {
    let id = row.texts.id ?? "";
    if (!this.guidance.questions.has(id)) {
      const asked = folded((row.texts.question ?? "").split("\n")[0]);
      const known = [...this.guidance.questions.values()].find((one) => asked && folded([one.text].flat()[0]) === asked);
      id = known?.id ?? id;
    }
    if (id && row.texts.why) return this.unplacedEntry(id, row, above);
    if (id) {
      if (!this.entries.has(id)) this.entries.set(id, made(id, row));
      return this.entries.get(id);
    }
    const has = (keys) => keys.some((key) => row.texts[key]);
    if (!has([...REPLY_FIELDS, ...Object.keys(PROOF_FIELDS)])) return null;
    if (above && above.number === row.number - 1 && !has(REPLY_FIELDS)) return above.entry;
    this.wrong("e-no-question", row.place("value"));
    return null;
  }

  unplacedEntry(id, row, above) {
    const same = above && above.entry.id === id && above.entry.why === row.texts.why;
    if ((row.texts.proof ?? "1") !== "1" && same) return above.entry;
    this.unplaced.push({ ...made(id, row), why: row.texts.why });
    return this.unplaced.at(-1);
  }

  add(entry, row) {
    entry.of ||= row.texts.of ?? "";
    for (const name of REPLY_FIELDS) {
      const found = row.texts[name];
      if (!found) continue;
      if (entry.fields[name] && entry.fields[name].text !== found) this.wrong("e-two", row.place(name), { question: entry.id });
      entry.fields[name] ??= { text: found, place: row.place(name) };
    }
    const fields = Object.entries(PROOF_FIELDS)
      .filter(([key]) => row.texts[key])
      .map(([key, name]) => [name, row.texts[key], row.place(key)]);
    const name = JSON.stringify([row.texts.proof ?? "", ...fields.map(([key, found]) => [key, found])]);
    // A row that was copied says the same once more; two proofs that are alike have numbers of their own.
    if (!fields.length || entry.seen.has(name)) return;
    entry.seen.add(name);
    entry.proofs.push({ fields, law: row.place("law") });
  }

  reply(entry, pointer) {
    const data = {};
    this.places.set(pointer.join("\0"), entry.place);
    for (const [name, found] of Object.entries(entry.fields)) {
      data[name] = found.text;
      this.places.set([...pointer, name].join("\0"), found.place);
    }
    for (const proof of entry.proofs) {
      if (!proof.fields.some(([name]) => name === "law")) {
        this.wrong("e-no-law", proof.law);
        continue;
      }
      data.proofs ??= [];
      for (const [name, , place] of proof.fields)
        this.places.set([...pointer, "proofs", data.proofs.length, name].join("\0"), place);
      data.proofs.push(Object.fromEntries(proof.fields.map(([name, found]) => [name, found])));
    }
    if (entry.of) data.of = entry.of;
    return data;
  }

  /** The cell that a key came from, or that of the nearest key above it. */
  place(pointer) {
    for (let length = pointer.length; length > 0; length -= 1) {
      const found = this.places.get(pointer.slice(0, length).join("\0"));
      if (found) return found;
    }
    return null;
  }

  chosen(name, found, sheet, row, column) {
    const code = this.choices[name].get(folded(found));
    if (!code) this.wrong("e-choice", { sheet: sheet.name, cell: placeOf(row, column) }, { text: found.slice(0, 60) });
    return code ?? "";
  }

  cell(sheet, row, column) {
    const cell = sheet.rows.get(row)?.get(column);
    if (!cell) return "";
    if (cell.kind === "text") return cell.text;
    this.wrong("e-formula", { sheet: sheet.name, cell: cell.place });
    return "";
  }

  wrong(word, place = null, values = {}) {
    this.problems.push({ word, values, place });
  }
}

function made(id, row) {
  return { id, place: row.place("value"), of: "", fields: {}, proofs: [], seen: new Set() };
}
