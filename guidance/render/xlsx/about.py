"""The first sheet: whose checklist it is, how it is filled, what the answers mean, what it does not say, who signed."""

from __future__ import annotations

from typing import Any

from guidance.model.blocks import Words, inlines
from guidance.model.checklists import FilledChecklist
from guidance.model.countries import SignOff
from guidance.model.lang import SOURCE
from guidance.model.text import State, Text
from guidance.render.view import View
from guidance.render.xlsx.columns import ABOUT_MARK
from guidance.render.xlsx.formats import Formats
from guidance.render.xlsx.heights import row_height
from guidance.render.xlsx.lists import Lists
from guidance.render.xlsx.questions import asked, sheet_name

#: Empty rows for those who sign.
_SPARE_SIGN_OFFS = 4
_WIDTHS = (4, 26, 96, 30, 16, 22)


class _Sheet:
    """Rows of the first sheet, from the top down; the hidden first column holds keys of what is read back."""

    def __init__(self, book: Any, formats: Formats, view: View) -> None:
        """Add the sheet to a workbook."""
        self.sheet = book.add_worksheet(sheet_name(view.labels.gettext("Instructions")))
        self._formats = formats
        self._row = 0
        if view.language.direction == "rtl":
            self.sheet.right_to_left()
        for place, width in enumerate(_WIDTHS):
            self.sheet.set_column(place, place, width, None, {"hidden": place == 0})
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)

    def add(self, *cells: str, look: str = "prose", key: str = "", lang: str = "") -> int:
        """A row: the first cell a label if there are more, the last ones set as asked; returns its place from 0."""
        if key:
            self.sheet.write_string(self._row, 0, key)
        first = 1 if len(cells) > 1 else 2
        for place, text in enumerate(cells, first):
            chosen = self._formats("label") if place == 1 else self._formats(look, lang)
            if text:
                self.sheet.write_string(self._row, place, text, chosen)
            else:
                self.sheet.write_blank(self._row, place, None, chosen)
        texts = zip(cells, _WIDTHS[first:], strict=False)
        large = look == "title"
        self.sheet.set_row(self._row, row_height(((t, w // 2 if large else w) for t, w in texts), 22 if large else 15))
        self._row += 1
        return self._row - 1

    def heading(self, text: str) -> None:
        """A heading, with a free row before it."""
        self._row += 1
        self.sheet.write_string(self._row, 1, text, self._formats("heading"))
        self.sheet.write_blank(self._row, 2, None, self._formats("heading"))
        self._row += 1


def write_about(
    book: Any, formats: Formats, view: View, lists: Lists, checklist: FilledChecklist, desk_review: bool
) -> None:
    """Write the first sheet."""
    sheet = _Sheet(book, formats, view)
    _whose(sheet, view, lists, checklist)
    _how(sheet, view, checklist, desk_review)
    publication = view.corpus.publication
    sheet.heading(view.labels.gettext("Answers"))
    for value, words in lists.values.items():
        anchor = publication.scale[value].anchor
        sheet.add(words, view.words(anchor), lang=view.unit(anchor).lang)
    sheet.heading(view.labels.gettext("Disclaimers"))
    for text in (publication.status_note, *publication.disclaimers.values()):
        sheet.add(_plain(view, text), lang=view.unit(text).lang)
    _sign_offs(sheet, view, checklist)


def _whose(sheet: _Sheet, view: View, lists: Lists, checklist: FilledChecklist) -> None:
    _ = view.labels.gettext
    publication = view.corpus.publication
    sheet.add(view.words(publication.title), look="title", key=ABOUT_MARK, lang=view.unit(publication.title).lang)
    sheet.add(_("Checklist"), look="title")
    sheet.add(_("Edition"), checklist.edition)
    sheet.add(_("Digest of the questions"), checklist.digest)
    row = sheet.add(_("Country"), lists.countries.get(checklist.country, checklist.country), look="text", key="country")
    rule = {
        "validate": "list",
        "source": lists.range("countries"),
        "error_message": _("Choose a value from the list."),
    }
    sheet.sheet.data_validation(row, 2, row, 2, rule)
    sheet.add(_("Filled by (such as a ministry)"), checklist.filled_by, look="text", key="filled_by")


def _how(sheet: _Sheet, view: View, checklist: FilledChecklist, desk_review: bool) -> None:
    _ = view.labels.gettext
    sheet.heading(_("How to fill this workbook"))
    if desk_review:
        sheet.add(
            _(
                "The replies in this workbook are the published answers of a desk review by the editors. "
                "They are a draft for the country: confirm, correct or delete each of them."
            ),
            look="label",
        )
    if checklist.scope == "core":
        sheet.add(_("This workbook asks the core questions only."))
    for text in _steps(view):
        sheet.add(text)
    for text in _states(view, checklist):
        sheet.add(text)


def _steps(view: View) -> tuple[str, ...]:
    _ = view.labels.gettext
    return (
        _("Each sheet holds the questions of one module. Choose an answer from the list and write down the reasons."),
        _("Name the law under its own title, the article and, if there is one, an address where it can be read."),
        _("For a second proof, insert a row below the question and fill only the columns of the proof."),
        _("Leave a question empty if nobody has looked at it."),
        _("Write values and no formulas. Rows may be sorted and moved; hidden columns say what each row belongs to."),
    )


def _states(view: View, checklist: FilledChecklist) -> list[str]:
    """What a reader has to know about the translation of the questions."""
    if view.lang == SOURCE:
        return []
    _ = view.labels.gettext
    units = {view.unit(question.text).state for _m, rows in asked(view.corpus, checklist) for _c, question in rows}
    told = {
        State.MISSING: _("Questions that have no translation yet are shown in English."),
        State.STALE: _("Some questions were translated from an older English text."),
    }
    return [text for state, text in told.items() if state in units]


def _plain(view: View, text: Text) -> str:
    """A rich text without its markup."""
    words = view.words(text)
    if not text.rich:
        return words
    return "".join(node.text for node in inlines(view.corpus.blocks[words]) if isinstance(node, Words))


def _sign_offs(sheet: _Sheet, view: View, checklist: FilledChecklist) -> None:
    _ = view.labels.gettext
    sheet.heading(_("Who signs"))
    sheet.add("", _("Name"), _("Role"), _("Date"), _("Edition"), look="head-fill")
    for signed in (*checklist.sign_offs, *(SignOff("", "", "", "") for _n in range(_SPARE_SIGN_OFFS))):
        sheet.add("", signed.name, signed.role, signed.date, signed.edition, look="text", key="sign-off")
