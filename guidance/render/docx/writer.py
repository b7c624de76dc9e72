"""A document of plain blocks as a Word file: real headings, lists and tables, its language and its direction set.

The same document gives the same bytes: dates come from the edition, and the parts of the package carry none.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Mm

from guidance.model.lang import LANGUAGES
from guidance.render.docx.package import link_to, packed, set_properties
from guidance.render.docx.styles import element, set_language, set_styles
from guidance.render.docx.tracked import Tracker
from guidance.render.report.blocks import Block, Document, Fold, Heading, Items, Line, Paragraph, Run, Table
from guidance.render.report.paper import web_address

#: The room between the margins.
_WIDTH = 170
#: What follows the direction among the properties of a paragraph, whose order is fixed.
_AFTER_DIRECTION = ("w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr", "w:pPrChange")
_LOOKS = {"": "Normal", "notice": "Notice", "meta": "Meta", "label": "Label"}


def word_file(document: Document) -> bytes:
    """The Word file (.docx) of a document."""
    file = docx.Document()
    set_styles(file, document.lang)
    set_properties(file, document)
    writer = _Writer(file, document)
    for block in document.blocks:
        writer.add(block)
    writer.frame(document.head, document.foot)
    return packed(file)


class _Writer:
    """Adds to the file by its elements: the objects of the library look every style up anew, which takes seconds."""

    def __init__(self, file: Any, document: Document) -> None:
        self._file, self._lang, self._address = file, document.lang, partial(web_address, document.base)
        #: What closes the body: the properties of its last section.
        self._end = file.element.body.find(qn("w:sectPr"))
        self._styles = {style.name: style.style_id for style in file.styles}
        self._links: dict[str, str] = {}
        self._tracker = Tracker(document.author, document.date)
        self._rtl = LANGUAGES[document.lang].direction == "rtl"

    def add(self, block: Block) -> None:
        """Add a block to the end."""
        match block:
            case Heading(level, _anchor, line):
                self._write(self._paragraph(f"Heading {level}"), line)
            case Paragraph(line, look):
                self._write(self._paragraph(_LOOKS[look]), line)
            case Items():
                self._list(block)
            case Table():
                self._table(block)
            case Fold(label, lines, whole):
                folded = lines if whole else ((Run(f"[{label}]"),),)
                for line in folded:
                    self._write(self._paragraph("Normal" if whole else "Meta"), line)

    def frame(self, head: str, foot: str) -> None:
        """What stands over and under every page; the number of the page is a field."""
        section = self._file.sections[0]
        self._write(section.header.paragraphs[0]._p, (Run(head),))
        below = section.footer.paragraphs[0]._p
        self._write(below, (Run(f"{foot} · "),))
        field = element("w:fldSimple", instr="PAGE")
        number = below.add_r()
        number.text = "1"
        field.append(number)
        below.append(field)

    def _paragraph(self, style: str) -> Any:
        # The library looks for the place of each paragraph among all others: in a long file that takes minutes.
        made = element("w:p")
        self._end.addprevious(made)
        made.style = self._styles[style]
        return made

    # --- lists

    def _list(self, items: Items) -> None:
        number = self._new_numbering() if items.ordered else None
        for line in items.items:
            paragraph = self._paragraph("List Number" if items.ordered else "List Bullet")
            if number is not None:
                properties = paragraph.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_ilvl().val = 0
                properties.get_or_add_numId().val = number
            self._write(paragraph, line)

    def _new_numbering(self) -> int:
        """A numbering that begins with one: all lists of a style would be counted through."""
        numbering = self._file.part.numbering_part.element
        style = self._file.styles["List Number"].element
        known = numbering.num_having_numId(style.pPr.numPr.numId.val)
        made = numbering.add_num(known.abstractNumId.val)
        made.add_lvlOverride(ilvl=0).add_startOverride(1)
        found: int = made.numId
        return found

    # --- tables

    def _table(self, table: Table) -> None:
        made = self._file.add_table(rows=1 + len(table.rows), cols=len(table.head), style="Table Grid")
        made.autofit = False
        if self._rtl:
            made._tbl.tblPr.insert_element_before(element("w:bidiVisual"), "w:tblW", "w:jc", "w:tblLayout", "w:tblLook")
        widths = [Mm(_WIDTH * width / sum(table.widths)) for width in table.widths]
        for column, width in zip(made._tbl.tblGrid.gridCol_lst, widths, strict=True):
            column.w = width
        heads = tuple((Run(name, strong=True),) for name in table.head)
        for place, (row, cells) in enumerate(zip(made._tbl.tr_lst, (heads, *table.rows), strict=True)):
            self._row(row, cells, widths, head=place == 0)
        self._paragraph("Meta")

    def _row(self, row: Any, cells: tuple[Line, ...], widths: list[Any], head: bool) -> None:
        properties = row.get_or_add_trPr()
        properties.append(element("w:cantSplit"))
        if head:
            properties.append(element("w:tblHeader"))
        for cell, line, width in zip(row.tc_lst, cells, widths, strict=True):
            cell.width = width
            paragraph = cell.p_lst[0]
            paragraph.style = self._styles["Cell"]
            self._write(paragraph, line)
            if head:
                cell.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill="E4EBEF"))

    # --- text

    def _write(self, paragraph: Any, line: Line) -> None:
        self._set_direction(paragraph, line)
        for run in line:
            made = paragraph.add_r()
            made.text = run.text
            properties = made.get_or_add_rPr()
            if run.to:
                made.style = self._styles["Hyperlink"]
                link = element("w:hyperlink")
                link.set(qn("r:id"), self._link(self._address(run)))
                made.addprevious(link)
                link.append(made)
            if run.strong:
                properties.append(element("w:b"))
                properties.append(element("w:bCs"))
            self._set_language(properties, run.lang or self._lang)
            if run.mark:
                self._tracker.track(made, run.mark)
        if line and len({run.mark for run in line}) == 1 and line[0].mark:
            self._tracker.track_paragraph(paragraph, line[0].mark)

    def _set_direction(self, paragraph: Any, line: Line) -> None:
        """A paragraph that is wholly in another language runs the way of that language."""
        langs = {run.lang for run in line}
        rtl = len(langs) == 1 and LANGUAGES[langs.pop() or self._lang].direction == "rtl"
        if line and rtl != self._rtl and all(run.lang for run in line):
            properties = paragraph.get_or_add_pPr()
            properties.insert_element_before(element("w:bidi", val=str(int(rtl))), *_AFTER_DIRECTION)

    def _link(self, url: str) -> str:
        if url not in self._links:
            self._links[url] = link_to(self._file, url)
        return self._links[url]

    def _set_language(self, properties: Any, lang: str) -> None:
        if LANGUAGES[lang].direction == "rtl":
            properties.append(element("w:rtl"))
        if lang != self._lang:
            set_language(properties, lang)
