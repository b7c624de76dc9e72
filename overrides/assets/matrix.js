// The filters of the matrix: rows and columns of the table on the page are hidden; the address keeps the choice.
const form = document.getElementById("matrix");
const table = document.getElementById("matrix-table");
const status = document.getElementById("matrix-status");
const words = JSON.parse(form.dataset.words);
const numbers = new Intl.NumberFormat(document.documentElement.lang === "ar" ? "ar-u-nu-latn" : document.documentElement.lang);
const heads = [...table.querySelectorAll("thead th[data-id]")];
const spans = [...table.querySelectorAll("thead th[scope=colgroup]")];
const groups = [...table.tBodies].map((body) => ({
  body,
  head: body.querySelector("tr.module th"),
  rows: [...body.rows].slice(1).map((row) => ({ row, cells: [...row.cells].slice(1) })),
}));
const fields = [...form.querySelectorAll("select")];
const choice = () => Object.fromEntries(fields.map((field) => [field.name, field.value]));

function apply() {
  const { c, module, target, value } = choice();
  const open = heads.map((head) => !c || head.dataset.id === c || head.dataset.region === c);
  heads.forEach((head, place) => { head.hidden = !open[place]; });
  for (const span of spans) {
    const count = heads.filter((head, place) => open[place] && head.dataset.region === span.dataset.region).length;
    span.hidden = !count;
    if (count) span.colSpan = count;
  }
  const columns = open.filter(Boolean).length;
  let shown = 0;
  for (const { body, head, rows } of groups) {
    let some = false;
    for (const { row, cells } of rows) {
      cells.forEach((cell, place) => { cell.hidden = !open[place]; });
      const fits = (!module || body.dataset.module === module)
        && (!target || row.dataset.targets.split(" ").includes(target))
        && (!value || cells.some((cell, place) => open[place] && cell.dataset.v.split(" ").includes(value)));
      row.hidden = !fits;
      some ||= fits;
      shown += fits;
    }
    head.colSpan = columns + 1;
    body.hidden = !some;
  }
  status.textContent = words.shown.replace("{rows}", numbers.format(shown)).replace("{columns}", numbers.format(columns));
}

function keep() {
  const url = new URL(location.href);
  url.search = new URLSearchParams(Object.entries(choice()).filter(([, value]) => value));
  history.replaceState(null, "", url);
}

const wanted = new URLSearchParams(location.search);
for (const field of fields) {
  const value = wanted.get(field.name);
  if (value && [...field.options].some((option) => option.value === value)) field.value = value;
  field.addEventListener("change", () => { apply(); keep(); });
}
// On a narrow screen one country is read at a time, until the reader says otherwise.
if (!wanted.has("c") && !wanted.size && matchMedia("(max-width: 40em)").matches && heads.length) form.elements.c.value = heads[0].dataset.id;
form.addEventListener("submit", (event) => event.preventDefault());
document.getElementById("matrix-clear").addEventListener("click", () => {
  for (const field of fields) field.value = "";
  apply();
  keep();
});
form.hidden = false;
apply();
