// The parts of a workbook as XML: sheets with their cells and lists, looks, and what binds them together.
import { placeOf } from "./sheets.js";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const FORMAT = "application/vnd.openxmlformats";
const APPLIED = ["NumberFormat", "Font", "Fill", "Border", "Alignment"].map((what) => `apply${what}="1"`).join(" ");
/** Looks of cells, as the list of styles has them. */
const LOOKS = { plain: 0, text: 1, given: 2, head: 3, label: 4, title: 5 };
const BORDER = '<border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border>';

/**
 * A sheet.
 * @param {[number, boolean?][]} widths of columns in letters, and whether each is hidden
 * @param {(string | [string, string])[][]} rows of texts, each with its look
 * @param {[string, string][]} choices where lists are to choose from, and where they stand
 * @param {{frozen: {row: number, column: number} | null, rightToLeft: boolean}} view
 */
export function sheetXml(widths, rows, choices, { frozen, rightToLeft }) {
  const view = [`<sheetView workbookViewId="0"${rightToLeft ? ' rightToLeft="1"' : ""}>`];
  if (frozen) {
    const corner = placeOf(frozen.row + 1, frozen.column + 1);
    view.push(
      `<pane xSplit="${frozen.column}" ySplit="${frozen.row}" topLeftCell="${corner}" activePane="bottomRight" state="frozen"/>`,
    );
  }
  const columns = widths.map(([width, hidden], place) => {
    const number = place + 1;
    return `<col min="${number}" max="${number}" width="${width}" customWidth="1"${hidden ? ' hidden="1"' : ""}/>`;
  });
  const lists = choices.map(
    ([where, source]) =>
      `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${where}"><formula1>${source}</formula1></dataValidation>`,
  );
  return [
    `${XML}<worksheet xmlns="${MAIN}"><sheetViews>${view.join("")}</sheetView></sheetViews>`,
    columns.length ? `<cols>${columns.join("")}</cols>` : "",
    `<sheetData>${rows.map((row, place) => rowXml(row, place + 1, frozen)).join("")}</sheetData>`,
    lists.length ? `<dataValidations count="${lists.length}">${lists.join("")}</dataValidations>` : "",
    "</worksheet>",
  ].join("");
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
  return text
    .replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign])
    .replace(/[\ufffe\uffff]/g, "");
}

function related(relations) {
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${relations.join("")}</Relationships>`;
}

/**
 * The parts of a workbook by name.
 * @param {{name: string, hidden?: boolean, xml: string}[]} sheets
 * @returns {Record<string, string>}
 */
export function archive(sheets) {
  const numbers = sheets.map((_, place) => place + 1);
  const part = (name, type) => `<Override PartName="${name}" ContentType="${FORMAT}-officedocument.spreadsheetml.${type}+xml"/>`;
  const relation = (id, type, target) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const listed = sheets.map(
    ({ name, hidden }, place) =>
      `<sheet name="${escaped(name)}" sheetId="${place + 1}"${hidden ? ' state="hidden"' : ""} r:id="rId${place + 1}"/>`,
  );
  const types = [
    part("/xl/workbook.xml", "sheet.main"),
    part("/xl/styles.xml", "styles"),
    ...numbers.map((n) => part(`/xl/worksheets/sheet${n}.xml`, "worksheet")),
  ];
  const defaults =
    `<Default Extension="rels" ContentType="${FORMAT}-package.relationships+xml"/>` +
    '<Default Extension="xml" ContentType="application/xml"/>';
  const inner = [
    ...numbers.map((n) => relation(`rId${n}`, "worksheet", `worksheets/sheet${n}.xml`)),
    relation("rIdStyles", "styles", "styles.xml"),
  ];
  return {
    "[Content_Types].xml": `${XML}<Types xmlns="${PACKAGE}/content-types">${defaults}${types.join("")}</Types>`,
    "_rels/.rels": related([relation("rId1", "officeDocument", "xl/workbook.xml")]),
    "xl/workbook.xml": `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${listed.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": related(inner),
    "xl/styles.xml": styles(),
    ...Object.fromEntries(sheets.map(({ xml }, place) => [`xl/worksheets/sheet${place + 1}.xml`, xml])),
  };
}

/** Plain, text to fill in, what is given, heads, labels and titles; text stays text whatever is written. */
function styles() {
  const fonts = ['<font><sz val="11"/></font>', '<font><b/><sz val="11"/></font>', '<font><b/><sz val="16"/></font>'];
  const fill = (colour) => `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/></patternFill></fill>`;
  const fills = [
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
    fill("F4F4F4"),
    fill("D9E5EC"),
  ];
  const look = ([format, font, filled, border]) =>
    `<xf numFmtId="${format}" fontId="${font}" fillId="${filled}" borderId="${border}" xfId="0" ${APPLIED}>` +
    '<alignment vertical="top" wrapText="1"/></xf>';
  const looks = [
    [0, 0, 0, 0],
    [49, 0, 0, 1],
    [0, 0, 2, 1],
    [0, 1, 3, 1],
    [0, 1, 0, 0],
    [0, 2, 0, 0],
  ];
  const counted = (tag, items) => `<${tag} count="${items.length}">${items.join("")}</${tag}>`;
  return [
    `${XML}<styleSheet xmlns="${MAIN}">`,
    counted("fonts", fonts),
    counted("fills", fills),
    counted("borders", ["<border/>", BORDER]),
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    counted("cellXfs", looks.map(look)),
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
    "</styleSheet>",
  ].join("");
}
