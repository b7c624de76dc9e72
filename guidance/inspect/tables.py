"""Tables: every cell is told with its headers."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.inspect.facts import Dict, Element, Pdf
from guidance.inspect.rules import Finding, Wanted, rule

_CELLS = ("TH", "TD")
#: Columns that one cell may take: more is a mistake.
_MOST_COLUMNS = 1000


@rule("G757", "table whose headers are not told", "mark header cells with their scope")
def headers(pdf: Pdf, wanted: Wanted) -> Iterator[Finding]:
    """In a table a screen reader says the headers of a cell with it; it finds them by their scope or by their IDs."""
    known = {str(element.data["/ID"]) for element in pdf.elements.values() if "/ID" in element.data}
    tables: dict[str, Element] = {}
    with_headers: set[str] = set()
    for element in pdf.elements.values():
        if element.kind == "Table":
            tables[element.ref] = element
        elif element.kind == "TH":
            with_headers.add(_table_of(pdf, element))
            if not any(a.get("/Scope") in ("/Row", "/Column", "/Both") for a in _attributes(pdf, element)):
                yield Finding("a header cell does not say whether it heads a row or a column", pdf.page_of(element))
        elif element.kind == "TD":
            names = (str(name) for a in _attributes(pdf, element) for name in pdf.array(a.get("/Headers")))
            if any(name not in known for name in names):
                yield Finding("a cell names a header that is not there", pdf.page_of(element))
    for ref, table in tables.items():
        if ref not in with_headers:
            yield Finding("a table has no header cell", pdf.page_of(table))


@rule("G758", "table whose rows are not equally long", "give every row the same number of cells")
def regular(pdf: Pdf, wanted: Wanted) -> Iterator[Finding]:
    """Where a row has a cell too many or too few, the cells after it are told under the wrong headers."""
    rows: dict[str, list[Element]] = {}
    for element in pdf.elements.values():
        if element.kind == "TR":
            rows.setdefault(_table_of(pdf, element), []).append(element)
    for table, found in rows.items():
        widths = _widths(pdf, found)
        if len(set(widths)) > 1 and table in pdf.elements:
            counts = ", ".join(map(str, sorted(set(widths))))
            yield Finding(f"a table has rows of {counts} cells", pdf.page_of(pdf.elements[table]))


def _widths(pdf: Pdf, rows: list[Element]) -> list[int]:
    """How many columns each row covers, with the cells that reach into it from the rows above."""
    reaching: list[tuple[int, int]] = []
    widths: list[int] = []
    for row in rows:
        from_above = sum(columns for columns, _ in reaching)
        reaching = [(columns, left - 1) for columns, left in reaching if left > 1]
        width = from_above
        for kid in row.kids:
            cell = pdf.elements.get(kid) if isinstance(kid, str) else None
            if cell and cell.kind in _CELLS:
                columns, deep = _span(pdf, cell, "/ColSpan"), _span(pdf, cell, "/RowSpan")
                width += columns
                reaching += [(columns, deep - 1)] if deep > 1 else []
        widths.append(width)
    return widths


def _span(pdf: Pdf, cell: Element, name: str) -> int:
    found = next((a[name] for a in _attributes(pdf, cell) if isinstance(a.get(name), int)), 1)
    return max(1, min(int(found), _MOST_COLUMNS))


def _attributes(pdf: Pdf, element: Element) -> list[Dict]:
    return [pdf.dictionary(value) for value in pdf.array(element.data.get("/A"))] if "/A" in element.data else []


def _table_of(pdf: Pdf, element: Element) -> str:
    """The reference of the table that a row or cell stands in; empty for none."""
    above = pdf.elements.get(element.above)
    while above and above.kind != "Table":
        above = pdf.elements.get(above.above)
    return above.ref if above else ""
