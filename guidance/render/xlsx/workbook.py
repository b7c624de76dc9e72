"""A filled checklist, or one to be filled, as a workbook; the same checklist gives the same bytes.

What is written here ``guidance.checklists.workbook`` reads back: every text of the checklist stands in a cell.
"""

from __future__ import annotations

from dataclasses import fields
from io import BytesIO

import xlsxwriter

from guidance.artifact import Artifact
from guidance.errors import ToldError
from guidance.model.checklists import FilledChecklist, Proof, Reply
from guidance.model.corpus import Corpus
from guidance.model.moment import moment_written
from guidance.render.address import checklist_name
from guidance.render.view import View
from guidance.render.xlsx.about import write_about
from guidance.render.xlsx.columns import MAX_TEXT
from guidance.render.xlsx.formats import Formats
from guidance.render.xlsx.lists import lists, write_lists
from guidance.render.xlsx.questions import write_modules, write_unplaced

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Text stays text: nothing is taken for a formula, a link or a number.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


class WorkbookError(ToldError):
    """A checklist that no workbook can hold."""


def workbook(corpus: Corpus, checklist: FilledChecklist, desk_review: bool = False) -> Artifact:
    """The workbook of a checklist in its language; ``desk_review`` says that its replies are the published answers.

    Raises WorkbookError for a reply longer than a cell, and for conflicts, which are decided before they are written.
    """
    _refuse(checklist)
    view = View(corpus, checklist.lang)
    content = BytesIO()
    book = xlsxwriter.Workbook(content, OPTIONS)
    title = f"{view.words(corpus.publication.short_title)}: {view.labels.gettext('Checklist')}"
    made = moment_written(corpus.publication.date).replace(tzinfo=None)
    book.set_properties({"title": title, "created": made, "comments": f"{checklist.edition} {checklist.digest}"})
    formats, choices = Formats(book, checklist.lang), lists(view)
    write_about(book, formats, view, choices, checklist, desk_review)
    write_modules(book, formats, view, choices, checklist)
    write_unplaced(book, formats, view, choices, checklist)
    write_lists(book, choices, checklist)
    book.close()
    name = checklist_name(checklist.edition, checklist.country, checklist.lang, checklist.scope, "xlsx")
    return Artifact(name, content.getvalue(), MEDIA_TYPE)


def _refuse(checklist: FilledChecklist) -> None:
    if checklist.conflicts:
        names = ", ".join(conflict.question for conflict in checklist.conflicts)
        raise WorkbookError(f"decide these conflicts before a workbook is made: {names}")
    for reply in (*checklist.replies.values(), *(item.reply for item in checklist.unplaced)):
        for name, text in (*_texts(reply), *(found for proof in reply.proofs for found in _texts(proof))):
            # A cell counts in UTF-16 units.
            if len(text.encode("utf-16-le", "surrogatepass")) > 2 * MAX_TEXT:
                raise WorkbookError(f"{reply.question}: the {name} is longer than a cell can be ({MAX_TEXT:,} letters)")


def _texts(found: Reply | Proof) -> list[tuple[str, str]]:
    values = ((field.name, getattr(found, field.name)) for field in fields(found))
    return [(name, value) for name, value in values if isinstance(value, str)]
