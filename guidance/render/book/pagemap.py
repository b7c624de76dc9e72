"""Numbers: lay the book out, read where its anchors stand, write it again with these numbers, until they stay."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, Protocol, TypeVar

from guidance.render.book.slots import counted, kind_of

MAX_PASSES = 5
_SHOWN = 5
#: How many letters fill a page of lines as high as those of English; the end of a block costs as much as some letters,
#: and so does the end of a chapter. Roughly: of a first guess only the number of digits matters.
_PAGE, _BLOCK, _LINE, _CHAPTER = 3085, 40, 1.42, 0.85
_BLOCKS = re.compile(r"<(?:p|li|h\d|tr)\b")
_ID = re.compile(r'<[^<>]*?\bid="([^"]+)"')
_TAG = re.compile(r"<[^>]+>|\s+")
_WIDE = re.compile("[\u2e80-\uffff]")

#: The page of every anchor, and the number of all that is counted, by their names (``slots``).
PageMap = Mapping[str, int]


class LaidOut(Protocol):
    """A chapter after layout; ``anchors`` has the page of each anchor, counted from 0 within the chapter."""

    @property
    def pages(self) -> int:
        """How many pages the chapter fills."""

    @property
    def anchors(self) -> Mapping[str, int]:
        """Where its anchors stand."""

    @property
    def counted(self) -> Sequence[str]:
        """The names of the numbers of what is counted in it, in reading order."""


L = TypeVar("L", bound=LaidOut)
#: Is told of a chapter that is laid out, with its place among the others.
Learn = Callable[[int, LaidOut], None]
#: Chapters as they are written, each with its place among all of the book.
Batch = Iterable[tuple[int, str]]
#: Lays out chapters as they are written, in whatever order, and may tell of each at once; one that it knows already
#: costs nothing. The result has them by their places.
LayOut = Callable[[Batch, Learn], Mapping[int, L]]


class UnsettledPagesError(Exception):
    """The page numbers kept moving; the message names some anchors that did."""


@dataclass(frozen=True, slots=True)
class Settled(Generic[L]):
    """A layout whose page numbers are its real ones."""

    chapters: Sequence[L]
    page_map: dict[str, int]
    passes: int


@dataclass(frozen=True, slots=True)
class _Guess:
    pages: int
    anchors: Mapping[str, int]
    counted: Sequence[str]


class Draft(Mapping[str, int]):
    """Numbers that are guessed, and become right while chapters are laid out.

    What is written after the chapters before it were laid out has their real pages, and knows better where those after
    it will stand: few chapters must be laid out again because a number has more digits than was thought.
    """

    def __init__(self, chapters: Iterable[LaidOut]) -> None:
        """Begin with what is thought of each chapter."""
        self._pages: list[int] = []
        self._places: dict[str, tuple[int, int]] = {}
        listed: list[str] = []
        for place, chapter in enumerate(chapters):
            self._pages.append(chapter.pages)
            for anchor, page in chapter.anchors.items():
                self._places.setdefault(anchor, (place, page))
            listed += chapter.counted
        self._counted = number_counted(listed)
        self._firsts = self._number()

    def learn(self, place: int, chapter: LaidOut) -> None:
        """Take over how many pages a chapter fills, and where its anchors stand."""
        self._pages[place] = chapter.pages
        self._places |= {anchor: (place, page) for anchor, page in chapter.anchors.items()}
        self._firsts = self._number()

    def _number(self) -> list[int]:
        return list(accumulate(self._pages, initial=1))

    def __getitem__(self, name: str) -> int:
        if name in self._counted:
            return self._counted[name]
        place, page = self._places[name]
        return self._firsts[place] + page

    def __iter__(self) -> Iterator[str]:
        return iter(self._places.keys() | self._counted.keys())

    def __len__(self) -> int:
        return len(self._places) + len(self._counted)


def settle(write: Callable[[PageMap], Iterable[Batch]], lay_out: LayOut[L], start: PageMap) -> Settled[L]:
    """Write and lay out until the numbers written are the numbers found; a good start saves passes.

    A batch of chapters is written when those before it are laid out. Of a ``Draft`` nobody knows what it said when a
    chapter was written: after it there is another pass.
    """
    known, moved = start, [""]
    for passes in range(1, MAX_PASSES + 1):
        draft = known if isinstance(known, Draft) else None
        made: dict[int, L] = {}
        for batch in write(known):
            made |= lay_out(batch, draft.learn if draft else _forget)
        chapters = [made[place] for place in sorted(made)]
        found = number_pages(chapters)
        if draft is None and found == known:
            return Settled(chapters, found, passes)
        moved = sorted(name for name in found.keys() | known.keys() if found.get(name) != known.get(name))
        known = found
    shown = ", ".join(moved[:_SHOWN])
    raise UnsettledPagesError(f"after {MAX_PASSES} passes {len(moved)} anchors still change their page: {shown} …")


def _forget(place: int, chapter: LaidOut) -> None:
    """Numbers that were found need not be corrected while chapters are laid out."""


def number_pages(chapters: Sequence[LaidOut]) -> dict[str, int]:
    """The page of every anchor, and the number of all else that is counted, from 1 through all chapters."""
    firsts = accumulate((chapter.pages for chapter in chapters), initial=1)
    found: dict[str, int] = {}
    for first, chapter in zip(firsts, chapters, strict=False):
        for anchor, page in chapter.anchors.items():
            found.setdefault(anchor, first + page)
    return found | number_counted(name for chapter in chapters for name in chapter.counted)


def number_counted(names: Iterable[str]) -> dict[str, int]:
    """The number of all that is counted, each kind for itself, from 1 in the order of the names."""
    so_far: Counter[str] = Counter()
    found: dict[str, int] = {}
    for name in names:
        so_far[kind_of(name)] += 1
        found[name] = so_far[kind_of(name)]
    return found


def estimate(chapters: Iterable[str], line_height: float = _LINE) -> Draft:
    """Where the anchors would stand if every page held as much text as any other."""
    return Draft(_guess(html[html.index("<body") :], _PAGE * _LINE / line_height) for html in chapters)


def _guess(body: str, room: float) -> _Guess:
    anchors: dict[str, int] = {}
    filled, done = 0.0, 0
    for found in _ID.finditer(body):
        filled, done = filled + _fill(body[done : found.start()]), found.start()
        anchors.setdefault(found[1], int(filled / room))
    filled += _fill(body[done:])
    return _Guess(max(1, int(filled / room + _CHAPTER)), anchors, counted(body))


def _fill(html: str) -> int:
    text = _TAG.sub("", html)
    return len(text) + len(_WIDE.findall(text)) + _BLOCK * len(_BLOCKS.findall(html))
