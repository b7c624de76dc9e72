"""A chapter that is laid out and written, ready to be bound: everything about it but the place where it will stand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Place(NamedTuple):
    """A box on a page of the chapter by its corner at the top left, or a point.

    Pages are counted from 0, points in PDF's units from the bottom left.
    """

    page: int
    x: float
    y: float
    width: float = 0
    height: float = 0


class Bookmark(NamedTuple):
    """A heading as it stands in the outline."""

    level: int
    title: str
    place: Place
    is_open: bool


@dataclass(frozen=True, slots=True)
class FontUse:
    """A font as the chapter uses it: the name of its resource, how to find it, and the glyphs with widths and texts."""

    name: str
    family: str
    style: int
    weight: int
    size: float
    widths: Mapping[int, int]
    texts: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter as a tagged PDF without its fonts, whose numbers are open and whose links may lead outside."""

    pdf: bytes
    pages: int
    places: Mapping[str, Place]
    links: frozenset[str]
    bookmarks: tuple[Bookmark, ...]
    fonts: tuple[FontUse, ...]
    #: The names of the numbers of what is counted through the book, in reading order (``slots``).
    counted: tuple[str, ...] = ()

    @property
    def anchors(self) -> Mapping[str, int]:
        """The page of each anchor, counted from 0."""
        return {name: place.page for name, place in self.places.items()}


def store(part: Part) -> bytes:
    """A part as bytes to keep: a line of JSON, then the PDF."""
    fonts = [
        (use.name, use.family, use.style, use.weight, use.size, list(use.widths.items()), list(use.texts.items()))
        for use in part.fonts
    ]
    known = (part.pages, list(part.places.items()), sorted(part.links), part.bookmarks, fonts, part.counted)
    return json.dumps(known).encode("ascii") + b"\n" + part.pdf


def restore(kept: bytes) -> Part:
    """The part that was stored."""
    line, _, pdf = kept.partition(b"\n")
    pages, places, links, bookmarks, fonts, counted = json.loads(line)
    return Part(
        pdf,
        pages,
        {name: Place(*place) for name, place in places},
        frozenset(links),
        tuple(Bookmark(level, title, Place(*place), is_open) for level, title, place, is_open in bookmarks),
        tuple(
            FontUse(name, family, style, weight, size, dict(widths), dict(texts))
            for name, family, style, weight, size, widths, texts in fonts
        ),
        tuple(counted),
    )
