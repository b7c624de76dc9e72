"""The text of a book is written once and given its numbers: the same as if it were written with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from guidance.model.corpus import Corpus
from guidance.render.book import html as pages
from guidance.render.book.content import BookContent
from guidance.render.book.html import BookText, Printer, chapter_key, chapters, no_address
from guidance.render.book.index import build_index
from guidance.render.book.pagemap import PageMap, number_counted
from guidance.render.book.slots import counted
from guidance.render.book.writer import BookWriter, chapter_of
from guidance.render.view import View


def _written_with(content: BookContent, page_map: PageMap) -> Iterator[str]:
    """Every chapter by one writer that knows the numbers."""
    known, heads, printer = content.anchors, dict[str, str](), Printer(content)
    writer = BookWriter(
        content.view,
        no_address,
        inline_notes=True,
        known=known,
        paragraphs=content.numbered,
        page_map=page_map,
    )
    for template, head, more in chapters(content):
        key = chapter_key((template, head, more))
        writer.begin_chapter(key)
        heads[key] = head
        if template == "index":
            letters = build_index(content.view, writer.places, known, page_map, lambda at: heads[chapter_of(at)])
            more = {"letters": letters}
        yield printer.document((template, head, more), writer)


def _map(content: BookContent, documents: list[str]) -> dict[str, int]:
    """Pages of one, two, three and four digits, and the numbers of what is counted."""
    anchors = {name: (7, 38, 204, 1011)[place % 4] + place % 5 for place, name in enumerate(sorted(content.anchors))}
    return anchors | number_counted(name for html in documents for name in counted(html))


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_numbers_are_set_as_if_they_had_been_written(corpus: Corpus, lang: str) -> None:
    content = BookContent(View(corpus, lang))
    text = BookText(content)
    page_map = _map(content, list(text.documents({})))
    shown = list(text.shown)
    # A second map after the first: nothing of the first is left.
    again = list(text.documents({name: number + 900 for name, number in page_map.items()}))
    assert list(text.documents(page_map)) == list(_written_with(content, page_map)) != again
    assert list(text.shown) == shown


def test_a_chapter_is_written_once(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    make = Printer.document

    def counting(self: Printer, chapter: pages.Chapter, *more: Any) -> str:
        written.append(chapter_key(chapter))
        return make(self, chapter, *more)

    monkeypatch.setattr(Printer, "document", counting)
    text = BookText(BookContent(View(corpus, "en")))
    first = list(text.documents({}))
    assert len(written) == len(first) == len(set(written))
    list(text.documents({"index": 12}))
    assert set(written[len(first) :]) == {"contents", "index"}


def test_lists_of_numbers_can_be_written_when_the_rest_is(corpus: Corpus) -> None:
    text = BookText(BookContent(View(corpus, "en")))
    whole = list(text.documents({}))
    assert [html for batch in text.batches({}, lists_last=False) for _, html in batch] == whole
    first, last = (dict(batch) for batch in text.batches({}, lists_last=True))
    assert last.keys() == {1, len(whole) - 1}
    assert [html for _, html in sorted((first | last).items())] == whole
    # Of a book cut short nothing else is written.
    few = [dict(batch) for batch in text.batches({}, lists_last=True, first=3)]
    assert [batch.keys() for batch in few] == [{0, 2}, {1}]
