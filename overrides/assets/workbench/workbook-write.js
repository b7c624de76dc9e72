// A checklist as a workbook in the layout of the command line, which reads it back, as Excel and LibreOffice do.
import { ABOUT_MARK, COLUMNS, LISTS_MARK, PROOF_FIELDS, REPLY_FIELDS, WHY, headings } from "./columns.js";
import { plain } from "./dom.js";
import { isEmpty } from "./model.js";
import { placeOf } from "./sheets.js";
import { zip } from "./zip.js";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const SPARE_SIGN_OFFS = 4;
const SPARE_ROWS = 40;
/** Looks of cells, as the list of styles has them. */
const LOOKS = { plain: 0, text: 1, given: 2, head: 3, label: 4, title: 5 };
const BORDER = '<border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border>';

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
    for (const one of signed) rows.push(["sign-off", "", ...["name", "role", "date", "edition"].map((key) => [one[key] ?? "", "text"])]);
    const choices = [["C4", `lists!$J$2:$J$${this.countries.length + 1}`]];
    return { name: this.named(say("sheet-about")), xml: this.sheet([[4, true], [26], [70], [30], [16], [22]], rows, choices, null) };
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
    const counts = Object.entries(question.anchors).map(([value, anchor]) => `${plain(this.guidance.label(value))}: ${plain(anchor)}`);
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
    const view = [`<sheetView workbookViewId="0"${this.rightToLeft ? ' rightToLeft="1"' : ""}>`];
    if (frozen) view.push(`<pane xSplit="${frozen.column}" ySplit="${frozen.row}" topLeftCell="${placeOf(frozen.row + 1, frozen.column + 1)}" activePane="bottomRight" state="frozen"/>`);
    const columns = widths.map(([width, hidden], place) => `<col min="${place + 1}" max="${place + 1}" width="${width}" customWidth="1"${hidden ? ' hidden="1"' : ""}/>`);
    const lists = choices.map(([where, source]) => `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${where}"><formula1>${source}</formula1></dataValidation>`);
    return [
      `${XML}<worksheet xmlns="${MAIN}"><sheetViews>${view.join("")}</sheetView></sheetViews>`,
      columns.length ? `<cols>${columns.join("")}</cols>` : "",
      `<sheetData>${rows.map((row, place) => rowXml(row, place + 1, frozen)).join("")}</sheetData>`,
      lists.length ? `<dataValidations count="${lists.length}">${lists.join("")}</dataValidations>` : "",
      "</worksheet>",
    ].join("");
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

function rowXml(cells, number, frozen) {
  const made = cells.map((cell, place) => {
    const [text, look] = Array.isArray(cell) ? cell : [cell, "plain"];
    const head = `<c r="${placeOf(number, place + 1)}" s="${LOOKS[look]}"`;
    if (!text) return look === "plain" ? "" : `${head}/>`;
    return `${head} t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
  });
  const hidden = frozen && number === 1 ? ' hidden="1"' : "";
  return `<row r="${number}"${hidden}>${made.join("")}</row>`;
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]).replace(/[\ufffe\uffff]/g, "");
}

function archive(sheets) {
  const numbers = sheets.map((_, place) => place + 1);
  const part = (name, type) => `<Override PartName="${name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
  const relation = (id, type, target) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const listed = sheets.map(({ name, hidden }, place) => `<sheet name="${escaped(name)}" sheetId="${place + 1}"${hidden ? ' state="hidden"' : ""} r:id="rId${place + 1}"/>`);
  const types = [part("/xl/workbook.xml", "sheet.main"), part("/xl/styles.xml", "styles"), ...numbers.map((n) => part(`/xl/worksheets/sheet${n}.xml`, "worksheet"))];
  const defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>';
  const inner = [...numbers.map((n) => relation(`rId${n}`, "worksheet", `worksheets/sheet${n}.xml`)), relation("rIdStyles", "styles", "styles.xml")];
  return {
    "[Content_Types].xml": `${XML}<Types xmlns="${PACKAGE}/content-types">${defaults}${types.join("")}</Types>`,
    "_rels/.rels": `${XML}<Relationships xmlns="${PACKAGE}/relationships">${relation("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>`,
    "xl/workbook.xml": `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${listed.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${XML}<Relationships xmlns="${PACKAGE}/relationships">${inner.join("")}</Relationships>`,
    "xl/styles.xml": styles(),
    ...Object.fromEntries(sheets.map(({ xml }, place) => [`xl/worksheets/sheet${place + 1}.xml`, xml])),
  };
}

/** Plain, text to fill in, what is given, heads, labels and titles; text stays text whatever is written. */
function styles() {
  const fonts = ['<font><sz val="11"/></font>', '<font><b/><sz val="11"/></font>', '<font><b/><sz val="16"/></font>'];
  const fill = (colour) => `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/></patternFill></fill>`;
  const fills = ['<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>', fill("F4F4F4"), fill("D9E5EC")];
  const look = ([format, font, filled, border]) => `<xf numFmtId="${format}" fontId="${font}" fillId="${filled}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>`;
  const looks = [[0, 0, 0, 0], [49, 0, 0, 1], [0, 0, 2, 1], [0, 1, 3, 1], [0, 1, 0, 0], [0, 2, 0, 0]];
  const counted = (tag, items) => `<${tag} count="${items.length}">${items.join("")}</${tag}>`;
  return [
    `${XML}<styleSheet xmlns="${MAIN}">`, counted("fonts", fonts), counted("fills", fills),
    counted("borders", ["<border/>", BORDER]), '<cellStyleXfs count="1"><xf/></cellStyleXfs>', counted("cellXfs", looks.map(look)), "</styleSheet>",
  ].join("");
}
