"""Page numbers settle, chapters that did not change are laid out once, and numbers that dance are an error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from guidance.render.book.pagemap import PageMap, UnsettledPagesError, settle


@dataclass(frozen=True)
class Chapter:
    pages: int
    anchors: dict[str, int]


class Layout:
    """A chapter is its name, a colon and a text; a page holds ten characters of the text."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, int]] = []

    def __call__(self, html: str, first: int) -> Chapter:
        name, _, text = html.partition(":")
        self.calls.append((name, first))
        return Chapter(-(-len(text) // 10), {name: 0})


def test_references_forward_and_backward() -> None:
    layout = Layout()

    def write(pages: PageMap) -> Iterator[str]:
        yield f"a:see on page {pages.get('c', 0)}"
        yield "b:nothing"
        yield f"c:see page {pages.get('a', '000')}"

    settled = settle(write, layout, {})
    assert settled.page_map == {"a": 1, "b": 3, "c": 4}
    # c refers back and b to nothing: both were right at once, and only a was laid out again.
    assert layout.calls == [("a", 1), ("b", 3), ("c", 4), ("a", 1)]
    assert settled.passes == 2


def test_a_warm_map_needs_one_pass() -> None:
    layout = Layout()
    settled = settle(lambda pages: iter([f"a:{pages.get('b', '000')}", "b:x"]), layout, {"a": 1, "b": 2})
    assert (settled.passes, len(layout.calls)) == (1, 2)


def test_a_chapter_that_moved_is_laid_out_again() -> None:
    layout = Layout()
    texts = iter([["a:x", "b:x"], ["a:" + "x" * 11, "b:x"], ["a:" + "x" * 11, "b:x"]])
    settled = settle(lambda pages: iter(next(texts)), layout, {})
    assert layout.calls == [("a", 1), ("b", 2), ("a", 1), ("b", 3)]
    assert settled.page_map == {"a": 1, "b": 3}


def test_numbers_that_dance() -> None:
    def write(pages: PageMap) -> Iterator[str]:
        yield "a:" + "x" * (11 if pages.get("b") == 2 else 1)
        yield "b:x"

    with pytest.raises(UnsettledPagesError, match="after 4 passes 1 anchors still change their page: b"):
        settle(write, Layout(), {})
