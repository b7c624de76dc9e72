"""A gap report as a workbook: plain tables with heads that stay in view; the same report gives the same bytes."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import xlsxwriter

from guidance.model.lang import LANGUAGES
from guidance.model.moment import moment_written
from guidance.render.report.tables import Sheet, Workbook
from guidance.render.xlsx.formats import Formats
from guidance.render.xlsx.heights import row_height
from guidance.render.xlsx.questions import sheet_name
from guidance.render.xlsx.workbook import OPTIONS

#: Text over a table may run over columns that are not its own: so many letters fit on a line of a printed page.
_LEAD_WIDTH = 90


def report_workbook(report: Workbook) -> bytes:
    """The workbook of a report."""
    content = BytesIO()
    book = xlsxwriter.Workbook(content, OPTIONS)
    properties = {"title": report.title, "subject": report.subject, "author": report.author}
    book.set_properties({**properties, "created": moment_written(report.date).replace(tzinfo=None)})
    formats = Formats(book, report.lang)
    for sheet in report.sheets:
        _write(book, formats, report, sheet)
    book.close()
    return content.getvalue()


def _write(book: Any, formats: Formats, report: Workbook, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet_name(sheet.name))
    if LANGUAGES[report.lang].direction == "rtl":
        page.right_to_left()
    for place, width in enumerate(sheet.widths):
        page.set_column(place, place, width)
    top = _lead(page, formats, sheet)
    for place, name in enumerate(sheet.head):
        page.write_string(top, place, name, formats("head"))
    page.set_row(top, row_height((name, width - 2) for name, width in zip(sheet.head, sheet.widths, strict=True)))
    for row, cells in enumerate(sheet.rows, top + 1):
        _row(page, formats, row, cells)
        texts = [(cell[0], width) for cell, width in zip(cells, sheet.widths, strict=True) if not isinstance(cell, int)]
        page.set_row(row, row_height(texts))
    page.freeze_panes(top + 1, sheet.frozen)
    if sheet.rows:
        page.autofilter(top, 0, top + len(sheet.rows), len(sheet.head) - 1)
    _print(page, report, top)


def _lead(page: Any, formats: Formats, sheet: Sheet) -> int:
    """The lines over the table and a free one; returns the row that follows."""
    last = len(sheet.widths) - 1
    room = min(_LEAD_WIDTH, sum(sheet.widths))
    for row, text in enumerate(sheet.lead):
        look = formats("title" if row == 0 else "label" if row == 1 else "prose")
        # A long line would widen or cut its column: it is given all columns that are printed beside each other.
        columns = next((n for n in range(last + 1) if sum(sheet.widths[: n + 1]) >= room), last)
        if columns:
            page.merge_range(row, 0, row, columns, "", look)
        page.write_string(row, 0, text, look)
        page.set_row(row, row_height([(text, room // 2 if row == 0 else room)], 22 if row == 0 else 15))
    return len(sheet.lead) + 1


def _row(page: Any, formats: Formats, row: int, cells: tuple[int | tuple[str, str], ...]) -> None:
    for place, cell in enumerate(cells):
        if isinstance(cell, int):
            page.write_number(row, place, cell, formats("count"))
        elif cell[0]:
            page.write_string(row, place, cell[0], formats("given", cell[1]))
        else:
            page.write_blank(row, place, None, formats("given"))


def _print(page: Any, report: Workbook, top: int) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    page.set_footer(f"&L{report.foot.replace('&', '&&')}&R&P / &N")
