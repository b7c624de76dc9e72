"""Codes and English remarks in Arabic text: each stays in one piece, and takes nothing of what follows into it."""

from __future__ import annotations

from guidance.model.corpus import Corpus
from guidance.render.redline.parts import part
from guidance.render.site.frame import Frame
from guidance.render.view import View
from guidance.render.wording import all_numbers

#: A mark from left to right before a code; one after it, and one from right to left, which ends it.
BEGIN, END = "\u200e", "\u200e\u200f"


def test_a_date_does_not_join_the_edition_before_it(corpus: Corpus) -> None:
    edition = corpus.publication.edition
    shown = Frame(View(corpus, "ar"), ("ar",))._fixed
    assert f"{BEGIN}{edition}{END}، " in shown["edition"]
    assert f"{BEGIN}{corpus.publication.licence}{END}." in shown["legal"]
    assert View(corpus, "fr").left_to_right(edition) == edition


def test_a_remark_on_numbers_is_marked_as_english(corpus: Corpus) -> None:
    found = next(
        provision.number
        for instrument in corpus.instruments.values()
        for provision in instrument.provisions.values()
        if provision.number and provision.number.note
    )
    assert found.note and f'<span lang="en" dir="ltr">{found.note}</span>' in all_numbers(View(corpus, "ar"), found)


def test_a_section_of_a_page_is_called_by_its_heading(corpus: Corpus) -> None:
    view, page = View(corpus, "ar"), corpus.pages["data-and-reuse"]
    assert part(view, page, "files/text").name == view.words(page.sections["files"].heading)
    assert part(view, page, "summary").name == view.labels.word("part", "summary")
