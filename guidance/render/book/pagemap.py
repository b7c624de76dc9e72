"""Page numbers: lay the book out, read where its anchors stand, write it again with these numbers, until they stay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

MAX_PASSES = 4
_SHOWN = 5

PageMap = Mapping[str, int]


class LaidOut(Protocol):
    """A chapter after layout; ``anchors`` has the page of each anchor, counted from 0 within the chapter."""

    @property
    def pages(self) -> int:
        """How many pages the chapter fills."""

    @property
    def anchors(self) -> Mapping[str, int]:
        """Where its anchors stand."""


L = TypeVar("L", bound=LaidOut)
#: Lays out a chapter that begins on a page, counted from 1.
LayOut = Callable[[str, int], L]


class UnsettledPagesError(Exception):
    """The page numbers kept moving; the message names some anchors that did."""


@dataclass(frozen=True, slots=True)
class Settled(Generic[L]):
    """A layout whose printed page numbers are its real ones."""

    chapters: tuple[L, ...]
    page_map: dict[str, int]
    passes: int


@dataclass(slots=True)
class _Done(Generic[L]):
    html: str
    first: int
    laid_out: L


def settle(write: Callable[[PageMap], Iterable[str]], lay_out: LayOut[L], start: PageMap) -> Settled[L]:
    """Write and lay out until the numbers printed are the numbers found; a good start saves passes.

    Chapters are written one by one from a map that grows as they are laid out: a reference backwards has its number
    in the first pass. A chapter that neither changed nor moved keeps its layout.
    """
    known, moved = dict(start), [""]
    done: list[_Done[L]] = []
    for passes in range(1, MAX_PASSES + 1):
        growing = dict(known)
        found = _pass(write(growing), lay_out, done, growing)
        if found == known:
            return Settled(tuple(chapter.laid_out for chapter in done), found, passes)
        moved = sorted(name for name in found.keys() | known.keys() if found.get(name) != known.get(name))
        known = found
    shown = ", ".join(moved[:_SHOWN])
    raise UnsettledPagesError(f"after {MAX_PASSES} passes {len(moved)} anchors still change their page: {shown} …")


def _pass(chapters: Iterable[str], lay_out: LayOut[L], done: list[_Done[L]], growing: dict[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    first = 1
    for place, html in enumerate(chapters):
        if place == len(done):
            done.append(_Done(html, first, lay_out(html, first)))
        elif (done[place].html, done[place].first) != (html, first):
            done[place] = _Done(html, first, lay_out(html, first))
        chapter = done[place].laid_out
        for anchor, page in chapter.anchors.items():
            found.setdefault(anchor, first + page)
        growing.update(found)
        first += chapter.pages
    return found
