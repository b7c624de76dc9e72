// A checklist as a workbook in the layout of the command line, which reads it back, as Excel and LibreOffice do.
import { ABOUT_MARK, COLUMNS, LISTS_MARK, PROOF_FIELDS, REPLY_FIELDS, WHY, headings } from "./columns.js";
import { plain } from "./dom.js";
import { isEmpty } from "./model.js";
import { placeOf } from "./sheets.js";
import { archive, sheetXml } from "./workbook-xml.js";
import { zip } from "./zip.js";

const SPARE_SIGN_OFFS = 4;
const SPARE_ROWS = 40;

/**
 * The bytes of a workbook.
 * @param {any} data the checklist as a file holds it, without conflicts
 * @param {import("./data.js").Guidance} guidance
 * @param {import("./words.js").Words} words
 * @returns {Promise<Uint8Array>}
 */
export async function writeWorkbook(data, guidance, words) {
  const book = new Book(data, guidance, words);
  const sheets = [book.about(), ...book.modules(), ...book.unplaced(), book.lists()];
  return zip(archive(sheets));
}

class Book {
  constructor(data, guidance, words) {
    this.data = data;
    this.guidance = guidance;
    this.words = words;
    this.rightToLeft = words.lang === "ar";
    this.names = new Set();
    this.values = guidance.scale.map((one) => [plain(one.label), one.value]);
    this.levels = Object.entries(guidance.levels).map(([code, label]) => [label, code]);
    this.countries = Object.entries(guidance.countries).map(([code, label]) => [label, code]);
  }

  about() {
    const { checklist } = this.data;
    const say = (key) => this.words.say(key);
    const rows = [
      [ABOUT_MARK, "", [say("checklist"), "title"]],
      ["", [say("edition"), "label"], checklist.edition],
      ["", [say("digest"), "label"], checklist.digest],
      ["country", [say("country"), "label"], [this.guidance.countries[checklist.country] ?? checklist.country, "text"]],
      ["filled_by", [say("filled-by"), "label"], [checklist.filled_by ?? "", "text"]],
      ["", [say("answer"), "label"]],
      ...this.guidance.scale.map((one) => ["", [plain(one.label), "label"], [plain(one.anchor), "given"]]),
      ["", [say("sign-offs"), "label"], ...["name", "role", "date", "edition"].map((key) => [say(key), "head"])],
    ];
    const signed = [...(this.data.sign_offs ?? []), ...Array.from({ length: SPARE_SIGN_OFFS }, () => ({}))];
    for (const one of signed)
      rows.push(["sign-off", "", ...["name", "role", "date", "edition"].map((key) => [one[key] ?? "", "text"])]);
    const choices = [["C4", `lists!$J$2:$J$${this.countries.length + 1}`]];
    return {
      name: this.named(say("sheet-about")),
      xml: this.sheet([[4, true], [26], [70], [30], [16], [22]], rows, choices, null),
    };
  }

  modules() {
    return this.guidance.modules.flatMap((module) => {
      const asked = this.guidance.asked({ replies: {}, ...this.data }, module.questions);
      const rows = asked.flatMap((question) => this.questionRows(question));
      return rows.length ? [this.questions(plain(module.title), COLUMNS, rows)] : [];
    });
  }

  /** Replies to questions of another edition, in the sheet of their own that the command line gives them. */
  unplaced() {
    const others = Object.entries(this.data.replies ?? {}).filter(([id]) => !this.guidance.questions.has(id));
    const all = [...others.map(([question, reply]) => ({ question, why: "", ...reply })), ...(this.data.unplaced ?? [])];
    const rows = all.flatMap((one) => replyRows(one, one.question, this).map((cells) => ({ ...cells, why: one.why })));
    return rows.length ? [this.questions(this.words.say("unplaced"), [...COLUMNS, WHY], rows)] : [];
  }

  questionRows(question) {
    const reply = this.data.replies?.[question.id] ?? {};
    const [first, ...others] = replyRows(isEmpty(reply) ? { of: question.of } : reply, question.id, this);
    const counts = Object.entries(question.anchors).map(
      ([value, anchor]) => `${plain(this.guidance.label(value))}: ${plain(anchor)}`,
    );
    const given = {
      clause: plain(this.guidance.clauses[question.clause].title),
      question: [question.text, question.help].filter(Boolean).map(plain).join("\n"),
      core: question.core ? "●" : "",
      counts: counts.join("\n"),
    };
    return [{ ...first, ...given }, ...others];
  }

  questions(title, columns, rows) {
    const heads = headings(this.words);
    const kinds = columns.map(([, , kind]) => ({ hidden: "plain", given: "given" })[kind] ?? "text");
    const cells = rows.map((row) => columns.map(([key], place) => [row[key] ?? "", kinds[place]]));
    const last = rows.length + 2 + SPARE_ROWS;
    const letter = (key) => placeOf(1, columns.findIndex(([name]) => name === key) + 1).slice(0, -1);
    const choices = [
      [`${letter("value")}3:${letter("value")}${last}`, `lists!$D$2:$D$${this.values.length + 1}`],
      [`${letter("level")}3:${letter("level")}${last}`, `lists!$G$2:$G$${this.levels.length + 1}`],
    ];
    const widths = columns.map(([, width, kind]) => [width, kind === "hidden"]);
    const top = [columns.map(([key]) => key), columns.map(([key]) => [heads[key] ?? "", "head"])];
    return { name: this.named(title), xml: this.sheet(widths, [...top, ...cells], choices, { row: 2, column: 5 }) };
  }

  lists() {
    const { checklist } = this.data;
    const facts = [[LISTS_MARK, "1"], ...["edition", "digest", "lang", "scope"].map((key) => [key, checklist[key] ?? ""])];
    const height = Math.max(facts.length, this.countries.length + 1);
    const at = (pairs, row) => pairs[row - 1] ?? ["", ""];
    const rows = Array.from({ length: height }, (_, row) => {
      const [value, level, country] = [this.values, this.levels, this.countries].map((pairs) => at(pairs, row));
      return [...(facts[row] ?? ["", ""]), "", ...value, "", ...level, "", ...country];
    });
    return { name: "lists", hidden: true, xml: this.sheet([], rows, [], null) };
  }

  /** A name that a sheet may have and no other has. */
  named(title) {
    const base = title.replace(/[[\]:*?/\\]/g, " ").replace(/^[ ']+|[ ']+$/g, "");
    const short = base.length <= 31 ? base : `${base.slice(0, 30).trimEnd()}…`;
    let name = short;
    for (let next = 2; this.names.has(name); next += 1) name = `${short.slice(0, 27)} ${next}`;
    this.names.add(name);
    return name;
  }

  sheet(widths, rows, choices, frozen) {
    return sheetXml(widths, rows, choices, { frozen, rightToLeft: this.rightToLeft });
  }
}

/** The rows of a reply, at least one; the hidden number of a proof tells a copied row from a second proof. */
function replyRows(reply, id, book) {
  const proofs = reply.proofs?.length ? reply.proofs : [{}];
  const word = (pairs, code) => pairs.find(([, known]) => known === code)?.[0] ?? code ?? "";
  return proofs.map((proof, index) => {
    const cells = { id, of: reply.of ?? "", proof: String(index + 1) };
    if (index === 0) for (const key of REPLY_FIELDS) cells[key] = reply[key] ?? "";
    for (const [key, name] of Object.entries(PROOF_FIELDS)) cells[key] = proof[name] ?? "";
    cells.value = word(book.values, cells.value);
    cells.level = word(book.levels, cells.level);
    const title = book.guidance.lawTitles.get(cells.law);
    return title ? { ...cells, law: `${title} (${cells.law})` } : cells;
  });
}
