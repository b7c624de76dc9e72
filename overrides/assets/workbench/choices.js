// What people chose in a workbook, as codes, and how texts are compared.

/** Columns of the hidden sheet that hold words, each with its codes in the column after it. */
const LISTS = { values: 4, levels: 7, countries: 10 };

/**
 * A text as it is compared.
 * @param {string} text
 */
export function folded(text) {
  return text.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean).join(" ");
}

/**
 * The text of a cell, empty where there is none.
 * @param {import("./sheets.js").Sheet} sheet
 * @param {number} row
 * @param {number} column
 */
export function text(sheet, row, column) {
  return sheet.rows.get(row)?.get(column)?.text ?? "";
}

/**
 * Codes by their words: those of the page's language, those of the workbook's own lists in its language, and themselves.
 * @param {import("./data.js").Guidance} guidance
 * @param {import("./sheets.js").Sheet} lists the hidden sheet
 * @returns {Record<string, Map<string, string>>} for values, levels and countries
 */
export function choicesOf(guidance, lists) {
  const found = {
    values: guidance.scale.map((one) => [[one.label].flat()[0], one.value]),
    levels: Object.entries(guidance.levels).map(([code, words]) => [words, code]),
    countries: Object.entries(guidance.countries).map(([code, words]) => [words, code]),
  };
  return Object.fromEntries(Object.entries(found).map(([name, pairs]) => [name, coded(pairs, lists, LISTS[name])]));
}

function coded(pairs, lists, column) {
  const known = pairs.map(([, code]) => code);
  const own = [...lists.rows.keys()].map((row) => [text(lists, row, column), text(lists, row, column + 1)]);
  const all = [...pairs, ...own.filter(([, code]) => known.includes(code)), ...known.map((code) => [code, code])];
  return new Map(all.map(([words, code]) => [folded(words), code]));
}
