"""Page numbers settle, chapters that did not change are laid out once, and numbers that dance are an error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pytest

from guidance.render.book.pagemap import (
    Batch,
    Draft,
    Learn,
    PageMap,
    UnsettledPagesError,
    estimate,
    number_pages,
    settle,
)


@dataclass(frozen=True)
class Chapter:
    pages: int
    anchors: dict[str, int]
    counted: tuple[str, ...] = ()


class Layout:
    """A chapter is its name, a colon and a text; a page holds ten characters of the text."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.made: dict[str, Chapter] = {}

    def __call__(self, chapters: Batch, learn: Learn) -> dict[int, Chapter]:
        made = {}
        for place, html in chapters:
            made[place] = self.made.get(html) or self.lay_out(html)
            learn(place, made[place])
        return made

    def lay_out(self, html: str) -> Chapter:
        name, _, text = html.partition(":")
        self.calls.append(name)
        return self.made.setdefault(html, Chapter(-(-len(text) // 10), {name: 0}))


def together(documents: Iterable[str]) -> list[Batch]:
    """All chapters of a book as one batch."""
    return [enumerate(documents)]


def test_references_forward_and_backward() -> None:
    layout = Layout()

    def write(pages: PageMap) -> Iterator[str]:
        yield f"a:see on page {pages.get('c', 0)}"
        yield "b:nothing"
        yield "c:see page 000"

    settled = settle(lambda pages: together(write(pages)), layout, {})
    assert settled.page_map == {"a": 1, "b": 3, "c": 4}
    # The page of c stands in a; in c a number was left open.
    assert layout.calls == ["a", "b", "c", "a"]
    assert settled.passes == 2


def test_a_warm_map_needs_one_pass() -> None:
    layout = Layout()
    settled = settle(lambda pages: together([f"a:{pages.get('b', '000')}", "b:x"]), layout, {"a": 1, "b": 2})
    assert (settled.passes, len(layout.calls)) == (1, 2)


def test_a_chapter_that_only_moved_is_not_laid_out_again() -> None:
    layout = Layout()
    texts = iter([["a:x", "b:x"], ["a:" + "x" * 11, "b:x"], ["a:" + "x" * 11, "b:x"]])
    settled = settle(lambda pages: together(next(texts)), layout, {})
    assert layout.calls == ["a", "b", "a"]
    assert settled.page_map == {"a": 1, "b": 3}


def test_a_draft_becomes_right_while_chapters_are_laid_out() -> None:
    """It says that each chapter has a page; b has three, which is known when c is written, and wrong in a."""
    layout = Layout()
    start = Draft(Chapter(1, {name: 0}) for name in "abcd")
    assert start == {"a": 1, "b": 2, "c": 3, "d": 4}

    def write(pages: PageMap) -> Iterator[str]:
        yield f"a:d {pages['d']}"
        yield "b:" + "x" * 25
        yield f"c:b {pages['b']} d {pages['d']}"
        yield f"d:c {pages['c']} {pages.get('gone', 0)}"

    settled = settle(lambda pages: together(write(pages)), layout, start)
    assert settled.page_map == {"a": 1, "b": 2, "c": 5, "d": 6} and start == settled.page_map
    assert layout.calls == ["a", "b", "c", "d", "a"] and settled.passes == 2
    assert "gone" not in start and len(start) == 4


def test_a_batch_is_written_when_those_before_it_are_laid_out() -> None:
    """The contents stand first and are written last: with a draft they are right at once."""
    layout = Layout()

    def write(pages: PageMap) -> Iterator[Batch]:
        yield ((place, f"{name}:{'x' * 25}") for place, name in ((1, "b"), (2, "c")))
        yield ((place, f"a:c {pages['c']}") for place in (0,))

    settled = settle(write, layout, Draft(Chapter(1, {name: 0}) for name in "abc"))
    assert settled.page_map == {"a": 1, "b": 2, "c": 5}
    assert layout.calls == ["b", "c", "a"] and settled.passes == 2


def test_a_draft_that_was_right_is_proved_by_a_second_pass() -> None:
    layout = Layout()
    start = Draft(Chapter(1, {name: 0}) for name in "ab")
    settled = settle(lambda pages: together([f"a:{pages['b']}", "b:x"]), layout, start)
    assert (settled.passes, layout.calls) == (2, ["a", "b"])


def test_numbers_that_dance() -> None:
    def write(pages: PageMap) -> Iterator[str]:
        yield "a:" + "x" * (11 if pages.get("b") == 2 else 1)
        yield "b:x"

    with pytest.raises(UnsettledPagesError, match="after 5 passes 1 anchors still change their page: b"):
        settle(lambda pages: together(write(pages)), Layout(), {})


def test_a_guess_counts_text_not_tags() -> None:
    page = "".join(f'<p id="{name}" class="long-name">{"letters " * 320}</p>' for name in "abc")
    assert estimate([f"<body>{page}</body>", '<body><p id="d">x</p></body>']) == {"a": 1, "b": 1, "c": 2, "d": 4}
    # Chinese letters are twice as wide.
    assert estimate(['<body><p id="a">' + "字" * 3200 + '</p><p id="b">x</p></body>'])["b"] == 3


def test_paragraphs_and_tables_are_numbered_through_the_book() -> None:
    first = Chapter(2, {"clause-a": 0}, ("clause-a@paragraph", "table-a@table", "clause-a-2@paragraph"))
    second = Chapter(1, {"clause-b": 0}, ("clause-b@paragraph", "table-b@table"))
    assert number_pages([first, second]) == {
        "clause-a": 1,
        "clause-b": 3,
        "clause-a@paragraph": 1,
        "clause-a-2@paragraph": 2,
        "clause-b@paragraph": 3,
        "table-a@table": 1,
        "table-b@table": 2,
    }


def test_an_estimate_numbers_what_will_be_counted() -> None:
    chapter = '<body><p id="a"><span data-counts="a@paragraph">000</span>A</p></body>'
    assert estimate([chapter, chapter.replace('"a', '"b')])["b@paragraph"] == 2
