// The cells of a workbook as texts. Formulas are not computed, and nothing but cells, names and dates is looked at.
import { BadArchive, unzip } from "./zip.js";

const MAX_SHEETS = 100;
const MAX_ROWS = 5_000;
const MAX_COLUMNS = 64;
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/** A declaration of a document type is the way to entities that grow; no workbook has one. */
const DECLARES = /<!\s*(?:DOCTYPE|ENTITY)/i;
const INVISIBLE = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const DAY = 86_400_000;

/**
 * A cell with its text; kind is text, formula or error.
 * @typedef {{place: string, text: string, kind: string}} Cell
 * @typedef {{name: string, rows: Map<number, Map<number, Cell>>}} Sheet
 */

/**
 * The sheets of a workbook in order; throws BadArchive.
 * @param {Uint8Array} bytes
 * @returns {Promise<Sheet[]>}
 */
export async function readSheets(bytes) {
  const parts = unzip(bytes);
  const book = await xml(parts, "xl/workbook.xml");
  const targets = new Map(
    all(await xml(parts, "xl/_rels/workbook.xml.rels"), "Relationship").map((one) => [
      one.getAttribute("Id"),
      one.getAttribute("Target"),
    ]),
  );
  const shared = parts.has("xl/sharedStrings.xml") ? all(await xml(parts, "xl/sharedStrings.xml"), "si").map(written) : [];
  const dates = parts.has("xl/styles.xml") ? dateStyles(await xml(parts, "xl/styles.xml")) : [];
  const since1904 = ["1", "true"].includes(all(book, "workbookPr")[0]?.getAttribute("date1904") ?? "");
  const listed = all(book, "sheet");
  if (listed.length > MAX_SHEETS) throw new BadArchive("too many sheets");
  const sheets = [];
  for (const one of listed) {
    const target = targets.get(one.getAttributeNS(RELATIONS, "id")) ?? "";
    const path = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
    if (!parts.has(path)) continue;
    const rows = readRows(await xml(parts, path), { shared, dates, since1904 });
    sheets.push({ name: one.getAttribute("name") ?? "", rows });
  }
  return sheets;
}

async function xml(parts, name) {
  const part = parts.get(name);
  if (!part) throw new BadArchive(`no ${name}`);
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await part());
  } catch (failure) {
    throw failure instanceof BadArchive ? failure : new BadArchive("a part that is not UTF-8");
  }
  if (DECLARES.test(text)) throw new BadArchive("a part that declares a document type");
  const made = new DOMParser().parseFromString(text, "application/xml");
  if (made.getElementsByTagName("parsererror").length) throw new BadArchive(`a broken ${name}`);
  return made;
}

function all(node, name) {
  return [...node.getElementsByTagNameNS("*", name)];
}

/** The text of a string, without the help for pronouncing it. */
function written(node) {
  return all(node, "t")
    .filter((one) => one.parentElement?.localName !== "rPh")
    .map((one) => one.textContent)
    .join("");
}

/** For each style of cells whether it shows a number as a date. */
function dateStyles(styles) {
  const codes = new Map(all(styles, "numFmt").map((one) => [one.getAttribute("numFmtId"), one.getAttribute("formatCode") ?? ""]));
  const formats = [...(all(styles, "cellXfs")[0]?.children ?? [])];
  return formats.map((one) => {
    const id = one.getAttribute("numFmtId") ?? "0";
    const code = (codes.get(id) ?? "").replace(/"[^"]*"|\[[^\]]*\]|\\./g, "");
    return (Number(id) >= 14 && Number(id) <= 22) || /[dmy]/i.test(code);
  });
}

function readRows(sheet, book) {
  const rows = new Map();
  let number = 0;
  for (const row of all(sheet, "row")) {
    number = Number(row.getAttribute("r")) || number + 1;
    const cells = new Map();
    let column = 0;
    for (const cell of row.children) {
      const place = cell.getAttribute("r") ?? "";
      column = place ? columnOf(place) : column + 1;
      const found = column <= MAX_COLUMNS ? readCell(cell, placeOf(number, column), book) : null;
      if (found) cells.set(column, found);
    }
    if (cells.size && number > MAX_ROWS) throw new BadArchive("something far below the last row");
    if (cells.size) rows.set(number, cells);
  }
  return rows;
}

function readCell(cell, place, book) {
  const type = cell.getAttribute("t") ?? "n";
  const value = all(cell, "v")[0]?.textContent ?? "";
  if (all(cell, "f").length) return { place, text: value, kind: "formula" };
  if (type === "e") return { place, text: value, kind: "error" };
  const text = tidy(type === "n" ? number(value, cell, book) : words(type, value, cell, book));
  return text ? { place, text, kind: "text" } : null;
}

function words(type, value, cell, book) {
  if (type === "s") return book.shared[Number(value)] ?? "";
  if (type === "inlineStr") return written(cell);
  return type === "b" ? (value === "1" ? "TRUE" : "FALSE") : value;
}

/** Lines end in one way, and marks that nobody sees are left out. */
function tidy(text) {
  return text.replaceAll("_x000D_\n", "\n").replace(/\r\n?/g, "\n").replace(INVISIBLE, "").trim();
}

/** A number as a person sees it: a day where the cell shows one. */
function number(value, cell, book) {
  const found = Number(value);
  if (value === "" || !Number.isFinite(found)) return value;
  if (!book.dates[Number(cell.getAttribute("s") ?? 0)]) return String(found);
  // Days are counted from the last one of 1899, as if 1900 had been a leap year.
  const first = book.since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  return new Date(first + Math.round(found * DAY))
    .toISOString()
    .replace(/T00:00:00\.000Z$/, "")
    .replace(/\.000Z$/, "");
}

function columnOf(place) {
  return [...place.replace(/\d+$/, "")].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0);
}

/**
 * The name of a cell, such as F12, for numbers from 1.
 * @param {number} row
 * @param {number} column
 */
export function placeOf(row, column) {
  let letters = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${row}`;
}
