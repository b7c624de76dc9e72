"""The numbers that paragraphs have in the book: counted in its texts, before anything is written or laid out.

Only prose is numbered, and a translation has the paragraphs of its source: the numbers are the same in all languages,
in the book, in its extracts and in the book for screens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guidance.model.blocks import Paragraph
from guidance.model.clause import Clause
from guidance.model.text import Text
from guidance.render.book.anchors import anchor_name
from guidance.render.book.content import BookContent
from guidance.render.book.slots import paragraph_of
from guidance.render.view import View


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """How many numbered paragraphs stand in the book before each chapter, by its anchor.

    ``named`` are the numbers that a reference may give: of the first paragraph under each anchor, by its name.
    """

    before: Mapping[str, int]
    named: Mapping[str, int]


def count_paragraphs(content: BookContent) -> Paragraphs:
    """Count the paragraphs of the book, in reading order."""
    count = 0
    before: dict[str, int] = {}
    named: dict[str, int] = {}
    for chapter, texts in _chapters(content):
        before[chapter] = count
        for anchor, text in texts:
            found = _count(content.view, text)
            if found and anchor:
                named[paragraph_of(anchor)] = count + 1
            count += found
    return Paragraphs(before, named)


#: Numbered texts in reading order, each with the anchor that it stands under; drafting notes have none of their own.
_Texts = list[tuple[str, Text]]


def _chapters(content: BookContent) -> Iterator[tuple[str, _Texts]]:
    for page in content.pages:
        anchor = anchor_name("page", page.id)
        sections = [(anchor_name("page", page.id, label), section.text) for label, section in page.sections.items()]
        yield anchor, [*([(anchor, page.introduction)] if page.introduction else []), *sections]
    for part in content.parts:
        for module in part.modules:
            yield module.anchor, [(module.anchor, module.module.introduction)]
            for item in module.clauses:
                yield item.anchor, [(item.anchor, item.clause.purpose), *(("", note) for note in _notes(item.clause))]


def _notes(clause: Clause) -> Iterator[Text]:
    notes = clause.drafting_notes
    by_setting = (notes.civil_law, notes.common_law, notes.federal, notes.customary)
    yield from (note for note in (*by_setting, notes.other_laws, notes.mistakes, notes.enforcement) if note)


def _count(view: View, text: Text) -> int:
    return sum(isinstance(block, Paragraph) for block in view.corpus.blocks[view.words(text)])
