"""A PDF as plain values: its objects, its tags in reading order, and what is drawn on its pages.

Objects are as the library writes them as JSON: a name is ``/Name``, a reference ``12 0 R``, a text ``u:words`` and a
string of bytes ``b:0a1b``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = Any
Dict = dict[str, Json]
#: A mark on a page: the reference of the page, and the number of the mark (MCID).
MarkOf = tuple[str, int]

_REFERENCE = re.compile(r"\d+ \d+ R")


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of text as it is drawn: the font, by its reference, and the codes of its glyphs."""

    font: str
    codes: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """A page: what is marked on it in the order in which it is drawn, and what is neither marked nor an artifact.

    ``texts`` has the words of the marks that were asked for.
    """

    number: int
    ref: str
    data: Dict
    marks: tuple[int, ...] = ()
    loose: tuple[str, ...] = ()
    texts: Mapping[int, tuple[Shown, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Element:
    """A tag: its kind after the role map, the tag it stands in, and what it holds, in order.

    ``kids`` are references of tags and of objects (``objects`` says which), and marks.
    """

    ref: str
    kind: str
    above: str
    data: Dict
    kids: tuple[str | MarkOf, ...]
    objects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark: its words, how deep it stands (from 1), and its own dictionary."""

    title: str
    level: int
    data: Dict


@dataclass(frozen=True, slots=True)
class Font:
    """A font: its name, whether it is in the file, and the words that its glyphs stand for; None if nothing says so.

    ``glyphs`` are the codes of the glyphs that it was embedded for; a code has ``width`` bytes.
    """

    ref: str
    name: str
    embedded: bool
    words: Mapping[int, str] | None
    glyphs: frozenset[int]
    width: int = 2

    def read(self, codes: bytes) -> list[str]:
        """The letters that each glyph stands for; a glyph without any gives U+FFFD."""
        known = self.words or {}
        numbers = (int.from_bytes(codes[n : n + self.width], "big") for n in range(0, len(codes), self.width))
        return [known.get(number, "\ufffd") for number in numbers]


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished file.

    ``pages`` stand in their order, by their references; ``claims`` are the parts of PDF/A and PDF/UA that its metadata
    names, as ``ua1`` or ``3a``.
    """

    objects: Mapping[str, Json]
    root: Dict
    info: Dict
    title: str
    claims: tuple[str, ...]
    encrypted: bool
    pages: Mapping[str, Page]
    elements: Mapping[str, Element]
    bookmarks: tuple[Bookmark, ...]
    #: What the file says stands above each mark and object, by the key of its page or its own.
    parents: Mapping[int, Json]
    fonts: Mapping[str, Font] = field(default_factory=dict)
    #: Tags that stand in two places, or in themselves.
    twice: tuple[str, ...] = ()

    def at(self, value: Json) -> Json:
        """What a value stands for: the object, if it is a reference."""
        for _ in range(8):
            if not (isinstance(value, str) and _REFERENCE.fullmatch(value)):
                return value
            value = self.objects.get(value)
        return None

    def dictionary(self, value: Json) -> Dict:
        """The dictionary that a value stands for; an empty one if it is none."""
        found = self.at(value)
        return found if isinstance(found, dict) else {}

    def array(self, value: Json) -> list[Json]:
        """The values of an array; one value alone counts as an array of itself, nothing as an empty one."""
        found = self.at(value)
        return found if isinstance(found, list) else [] if found is None else [value]

    def words(self, value: Json) -> str:
        """The words of a text, wherever it stands."""
        return words(self.at(value))

    def annotations(self) -> Iterator[tuple[Page, str, Dict]]:
        """Every annotation with its page and its reference; empty for one that has none."""
        for page in self.pages.values():
            for value in self.array(page.data.get("/Annots")):
                yield page, value if isinstance(value, str) else "", self.dictionary(value)

    def dictionaries(self) -> Iterator[tuple[str, Dict]]:
        """Every dictionary that is no tag, also inside others, with the reference of the object that holds it."""
        for ref, value in self.objects.items():
            if ref in self.elements:
                continue
            waiting = [value]
            while waiting:
                here = waiting.pop()
                if isinstance(here, dict):
                    yield ref, here
                    waiting += (held for held in here.values() if isinstance(held, (dict, list)))
                elif isinstance(here, list):
                    waiting += (held for held in here if isinstance(held, (dict, list)))

    def page_number(self, ref: Json) -> int:
        """The number of a page by its reference; 0 for none."""
        return self.pages[ref].number if isinstance(ref, str) and ref in self.pages else 0

    def page_of(self, element: Element) -> int:
        """The number of the page on which a tag begins; 0 for a tag that is on none."""
        below: Element | None = element
        while below:
            marks = [kid for kid in below.kids if isinstance(kid, tuple)]
            if "/Pg" in below.data or marks:
                return self.page_number(below.data.get("/Pg") or marks[0][0])
            tags = (self.elements.get(kid) for kid in below.kids if isinstance(kid, str))
            below = next((tag for tag in tags if tag), None)
        return 0


def words(value: Json) -> str:
    """The words of a text; empty for anything else."""
    if not isinstance(value, str):
        return ""
    if value.startswith("u:"):
        return value[2:]
    return bytes.fromhex(value[2:]).decode("latin-1") if value.startswith("b:") else ""


def is_reference(value: Json) -> bool:
    """Whether a value is a reference to an object."""
    return isinstance(value, str) and _REFERENCE.fullmatch(value) is not None
