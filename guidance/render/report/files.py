"""The gap report as files: what each form is made from, and how. A form is made from plain values alone.

So a file is made anew only when something in it has changed, by a process that need not know the guidance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from guidance.model.gaps import GapReport
from guidance.render.report.blocks import Document
from guidance.render.report.compose import document
from guidance.render.report.tables import Workbook, workbook
from guidance.render.view import View

#: What a file is made from.
Material = Document | Workbook
#: The forms of a report, with their media types.
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def materials(view: View, report: GapReport, forms: Iterable[str]) -> Iterator[tuple[str, Material]]:
    """Each form with all that its file is made from; a change of its ``repr`` is a change of the file."""
    wanted = tuple(forms)
    text = document(view, report) if set(wanted) - {"xlsx"} else None
    for form in wanted:
        yield form, text if text and form != "xlsx" else workbook(view, report)


def report_file(made_from: Material, form: str, fonts: Path) -> bytes:
    """The file of a form; a PDF only in a process that began with ``FONTCONFIG_FILE`` set to the prepared fonts."""
    # Each library is brought in by the form that needs it.
    if isinstance(made_from, Workbook):
        from guidance.render.xlsx.report import report_workbook

        return report_workbook(made_from)
    if form == "docx":
        from guidance.render.docx.writer import word_file

        return word_file(made_from)
    from guidance.render.report.paper import paper

    return paper(made_from, fonts)
