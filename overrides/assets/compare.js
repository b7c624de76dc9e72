// The page of comparisons: a table for the countries that the reader chose, from one data file of the language.
const form = document.getElementById("compare");
const adding = document.getElementById("compare-add");
const chosenList = document.getElementById("compare-chosen");
const tables = document.getElementById("compare-tables");
const status = document.getElementById("compare-status");
const words = JSON.parse(form.dataset.words);
const lang = document.documentElement.lang;
const numbers = new Intl.NumberFormat(lang === "ar" ? "ar-u-nu-latn" : lang);
const filters = [...form.querySelectorAll("[name]")];
const ready = [...tables.childNodes];
const MOST = 40;

let chosen = [];
let loading;
let turn = 0;
let shown = [];

const load = () => (loading ??= fetch(form.dataset.source).then((answer) => {
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  return answer.json();
}));

const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, key) => values[key]);

function element(tag, options = {}, ...children) {
  const { colspan, ...rest } = options;
  const made = Object.assign(document.createElement(tag), rest);
  if (colspan) made.colSpan = colspan;
  made.append(...children.filter((child) => child !== null));
  return made;
}

function named(text) {
  return text.lang ? element("span", { lang: text.lang, dir: "ltr", className: "other-language" }, text.text) : text.text;
}

const link = (path, ...inside) => (path ? element("a", { href: `../${path}` }, ...inside) : element("span", {}, ...inside));

function state() {
  const now = { core: false, diff: false, module: "", target: "" };
  for (const field of filters) now[field.name] = field.type === "checkbox" ? field.checked : field.value;
  return now;
}

// Filters are for rows that have the property: a membership belongs to no module, a finding to no core.
function fits(row, valued, differs, now) {
  if (now.diff && !(valued && differs)) return false;
  if (now.core && row.section === "answers" && !row.core) return false;
  if (now.module && ["answers", "clauses"].includes(row.section) && row.module !== now.module) return false;
  if (now.target && !["memberships", "areas"].includes(row.section) && !(row.targets ?? []).includes(now.target)) return false;
  return true;
}

function cellOf(data, code, row) {
  return data.cells[code][`${row.section}/${row.key}`] ?? { value: data.defaults[row.section] };
}

function differing(data, cells) {
  const known = cells.map((cell) => cell.value).filter((value) => value && !data.open.includes(value));
  return new Set(known).size > 1;
}

function rowsOf(data, section, now) {
  const rows = data.rows.filter((row) => row.section === section.id).map((row) => {
    const cells = chosen.map((code) => cellOf(data, code, row));
    return { row, cells, differs: section.valued && differing(data, cells) };
  });
  return rows
    .filter(({ row, cells }) => section.valued ? !row.shared || cells.some((cell) => data.inside.includes(cell.value)) : cells.some((cell) => cell.laws))
    .filter(({ row, differs }) => fits(row, section.valued, differs, now));
}

const rowName = (row) => (row.section === "targets" ? `${row.before}${words.comma}` : row.before ? `${row.before}${row.name ? " " : ""}` : "");

function valueOf(data, section, cell) {
  if (section.valued) {
    const value = cell.value ?? "not-assessed";
    const sign = element("span", { className: `answer answer-${data.like[value] ?? value}` }, data.values[section.id][value]);
    const parts = [cell.path ? element("a", { href: `../${cell.path}`, className: "answer-link" }, sign) : sign];
    if (cell.note) parts.push(element("br"), element("span", { className: "meta" }, cell.note));
    return parts;
  }
  if (!cell.laws) {
    const dash = element("span", {}, "–");
    dash.ariaHidden = "true";
    return [dash, element("span", { className: "sr" }, words.nothing)];
  }
  return [element("ul", { className: "plain" }, ...cell.laws.map((use) => {
    const law = data.laws[use.id];
    const item = element("li", {}, link(law.path + (use.provision ? `#${use.provision}` : ""), named(law.name)));
    if (use.note) item.append(" ", element("span", { className: "meta" }, `(${use.note})`));
    return item;
  }))];
}

function bodyOf(data, section, { row, cells, differs }) {
  const name = element("div", {}, link(row.path, rowName(row), row.name ? named(row.name) : ""));
  if (row.core) name.append(" ", element("span", { className: "badge core" }, words.core));
  if (differs) name.append(" ", element("span", { className: "badge difference" }, words.difference));
  const head = element("tr", {}, element("th", { scope: "rowgroup", colspan: cells.length }, name));
  const values = element("tr", {}, ...cells.map((cell) => element("td", {}, ...valueOf(data, section, cell))));
  return element("tbody", { className: differs ? "differs" : "" }, head, values);
}

function tableOf(data, section, rows) {
  const heads = chosen.map((code) => element("th", { scope: "col" }, link(data.countries[code].path, named(data.countries[code].name))));
  const table = element("table", { className: "compare" }, element("thead", {}, element("tr", {}, ...heads)), ...rows.map((row) => bodyOf(data, section, row)));
  const region = element("div", { className: "table-scroll sheet", tabIndex: 0 }, table);
  region.setAttribute("role", "region");
  region.setAttribute("aria-labelledby", `part-${section.id}`);
  return region;
}

async function show() {
  const mine = ++turn;
  const now = state();
  const csv = document.getElementById("compare-csv");
  csv.disabled = !chosen.length;
  if (!chosen.length) {
    tables.replaceChildren(...ready);
    status.textContent = words.choose;
    return;
  }
  status.textContent = words.loading;
  let data;
  try {
    data = await load();
  } catch (failure) {
    console.error(failure);
    loading = undefined;
    if (mine === turn) status.textContent = words.failed;
    return;
  }
  if (mine !== turn) return;
  chosen = chosen.filter((code) => Object.hasOwn(data.countries, code));
  const assessed = chosen.some((code) => data.countries[code].assessed);
  shown = [];
  const parts = [];
  for (const section of data.sections) {
    const asked = ["findings", "answers"].includes(section.id);
    const rows = asked && !assessed ? [] : rowsOf(data, section, now);
    if (!rows.length && !(asked && !assessed && !now.diff)) continue;
    shown.push({ section, rows });
    parts.push(element("h2", { id: `part-${section.id}` }, section.title));
    const note = rows.length ? section.note : words.unassessed;
    if (note) parts.push(element("p", { className: "meta" }, note));
    if (rows.length) parts.push(tableOf(data, section, rows));
  }
  tables.replaceChildren(...parts);
  const rows = shown.flatMap((part) => part.rows);
  const said = fill(words.shown, {
    countries: numbers.format(chosen.length),
    rows: numbers.format(rows.length),
    differences: numbers.format(rows.filter((row) => row.differs).length),
  });
  status.textContent = chosen.length > 1 ? said : `${said} ${words.more}`;
}

function keep() {
  const now = state();
  // Commas stay as they are, so that an address can be read and dictated.
  const parts = chosen.length ? [`c=${chosen.join(",")}`] : [];
  for (const name of ["core", "diff"]) if (now[name]) parts.push(`${name}=1`);
  for (const name of ["module", "target"]) if (now[name]) parts.push(`${name}=${encodeURIComponent(now[name])}`);
  const url = new URL(location.href);
  url.search = parts.join("&");
  history.replaceState(null, "", url);
}

const names = new Map([...adding.options].map((option) => [option.value, option.textContent]));

function list() {
  chosenList.replaceChildren(...chosen.map((code) => {
    const button = element("button", { type: "button" }, names.get(code), " ×");
    button.ariaLabel = fill(words.remove, { country: names.get(code) });
    button.addEventListener("click", () => {
      const place = chosen.indexOf(code);
      choose(chosen.filter((other) => other !== code));
      // The focus stays in the list, or goes back to where countries are added.
      (chosenList.querySelectorAll("button")[Math.min(place, chosen.length - 1)] ?? adding).focus();
    });
    return element("li", {}, button);
  }));
}

function choose(codes) {
  const wanted = [...new Set(codes)].filter((code) => names.has(code) && code && !code.startsWith("area:"));
  chosen = wanted.slice(0, MOST);
  list();
  keep();
  return show();
}

async function add() {
  const value = adding.value;
  if (!value) { adding.focus(); return; }
  let codes = [value];
  if (value.startsWith("area:")) {
    try {
      codes = (await load()).areas[value.slice("area:".length)];
    } catch (failure) {
      console.error(failure);
      loading = undefined;
      status.textContent = words.failed;
      return;
    }
  }
  adding.value = "";
  const whole = new Set([...chosen, ...codes]);
  await choose([...whole]);
  if (whole.size > MOST) status.textContent += ` ${fill(words.full, { count: numbers.format(MOST) })}`;
}

const textOf = (nodes) => element("div", {}, ...nodes).textContent;

function csvOf(data) {
  // A spreadsheet takes a cell that begins like this for a formula.
  const harmless = (cell) => String(cell).replace(/^(?=[=+\-@\t\r])/, "'");
  const quoted = (cell) => `"${harmless(cell).replaceAll('"', '""')}"`;
  const lawsOf = (cell) => (cell.laws ?? []).map((use) => data.laws[use.id].name.text).join("; ");
  const head = [words.section, words.row, words.core, words.difference, ...chosen.map((code) => data.countries[code].name.text)];
  const lines = shown.flatMap(({ section, rows }) => rows.map(({ row, cells, differs }) => [
    section.title,
    rowName(row) + (row.name?.text ?? ""),
    row.core ? words.yes : "",
    differs ? words.yes : "",
    ...cells.map((cell) => (section.valued ? textOf(valueOf(data, section, { ...cell, note: undefined })) : lawsOf(cell))),
  ]));
  return [head, ...lines].map((line) => line.map(quoted).join(",")).join("\r\n");
}

async function download() {
  if (!chosen.length) return;
  // The mark at the beginning tells spreadsheets that the file is UTF-8.
  const file = new Blob(["\ufeff", csvOf(await load()), "\r\n"], { type: "text/csv;charset=utf-8" });
  const address = URL.createObjectURL(file);
  element("a", { href: address, download: `comparison-${chosen.join("-")}-${lang}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

const wanted = new URLSearchParams(location.search);
for (const field of filters) {
  const value = wanted.get(field.name);
  if (field.type === "checkbox") field.checked = value === "1";
  else if (value && [...field.options].some((option) => option.value === value)) field.value = value;
  field.addEventListener("change", () => { keep(); show(); });
}
form.addEventListener("submit", (event) => { event.preventDefault(); add(); });
document.getElementById("compare-csv").addEventListener("click", download);
document.getElementById("compare-clear").addEventListener("click", () => {
  form.reset();
  choose([]);
  adding.focus();
});
form.hidden = false;
choose((wanted.get("c") ?? "").toLowerCase().split(","));
