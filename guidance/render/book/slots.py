"""Open numbers: of pages, paragraphs and tables, left open when a chapter is laid out, filled in when a book is bound.

The digits of our fonts are equally wide. So a chapter need only know how many digits a number has, not which: it is
laid out once, wherever it and what it refers to will stand, and kept as long as its own text stays the same.

A number has a name. That of a page is the anchor it is the page of; that of a paragraph or a table is the thing's name
with its kind, such as ``clause-corridor-designation@paragraph``. What is counted bears its own number, and the numbers
run through the book in reading order: they are right by construction.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

#: The class of the elements whose text is an open number. ``data-to`` names the number of something else,
#: ``data-counts`` that of the thing counted here.
SLOT_CLASS = "open-number"
TO, COUNTS = "data-to", "data-counts"
#: Name the page itself and the last page, for the numbers in its foot. ``@here-left`` stands at the left of its room,
#: ``@here-right`` at the right, ``@here`` in the middle.
HERE, LAST = "@here", "@last"
#: Stands where a number will stand that is not known yet; as wide as the numbers of most of the book.
UNKNOWN = "000"

_DIGITS = 10
_GLYPH = 4
#: Which share of the room that a number does not need stands before it.
_SHARES = {b"=": 0, b"l": 0, b"c": 0.5, b"r": 1}
_TO, _COUNTS = re.compile(rf'{TO}="([^"]+)"'), re.compile(rf'{COUNTS}="([^"]+)"')
_OPEN_WORDS = re.compile("\0([^\0]+)\0")
#: The numbers that stand in a line; that of a paragraph stands beside it, in a room of its own.
_SLOT = re.compile(rf'(<span class="{SLOT_CLASS}" (?:{TO}="|{COUNTS}="(?=[^"]+@table"))([^"]+)">)(0+)<')
_ANY_SLOT = re.compile(rf'<span class="{SLOT_CLASS}" (?:{TO}|{COUNTS})="([^"]+)">0+</span>')
_IN_CONTENTS = re.compile(r'(<a href="#([^"]+)" )data-page="(\d+)"')
_OPEN = re.compile(rb"<open:([^:>]+):(\d+)([=clr]):(\d+):([0-9a-f]{40})>")


class OpenNumberError(Exception):
    """A number does not fit where it should stand."""


@dataclass(frozen=True, slots=True)
class Slot:
    """An open number in the content of a page: its digits as glyphs of its font, hexadecimal, each ``advance`` wide.

    ``fit`` says where a number stands that is shorter or longer than the ``places`` left for it: ``l`` at their left,
    ``r`` at their right, ``c`` in their middle; ``=`` allows none.
    """

    name: str
    places: int
    fit: str
    advance: int
    glyphs: str

    def write(self) -> bytes:
        """Write it in the place of a string of glyphs."""
        if len(self.glyphs) != _DIGITS * _GLYPH:
            raise OpenNumberError(f"ten digits are not ten glyphs: {self.glyphs}")
        return f"<open:{self.name}:{self.places}{self.fit}:{self.advance}:{self.glyphs}>".encode("ascii")


def paragraph_of(name: str) -> str:
    """The name of the number of a paragraph: the first under a heading has the heading's anchor."""
    return f"{name}@paragraph"


def table_of(anchor: str) -> str:
    """The name of the number of a table."""
    return f"{anchor}@table"


def as_wide_as(html: str, numbers: Mapping[str, int]) -> str:
    """A chapter whose open numbers have as many digits, and whose contents the pages, that ``numbers`` says."""
    html = _SLOT.sub(lambda m: f"{m[1]}{'0' * len(str(numbers[m[2]])) if m[2] in numbers else m[3]}<", html)
    return _IN_CONTENTS.sub(lambda m: f'{m[1]}data-page="{numbers.get(m[2], m[3])}"', html)


def fill_html(html: str, numbers: Mapping[str, int]) -> str:
    """Fill in the numbers in a chapter that is no page, in the place of their elements."""
    return _ANY_SLOT.sub(lambda found: str(numbers[found[1]]), html)


def kind_of(name: str) -> str:
    """What is counted under a name, such as ``paragraph``; empty for the page of an anchor."""
    return name.partition("@")[2]


def open_number(name: str, known: str) -> Markup:
    """An open number that refers to something, as wide as the one given."""
    return Markup('<span class="{}" data-to="{}">{}</span>').format(SLOT_CLASS, name, "0" * len(known))


def open_count(name: str, known: str = UNKNOWN) -> Markup:
    """The open number of the thing that stands here, as wide as the one given."""
    return Markup('<span class="{}" data-counts="{}">{}</span>').format(SLOT_CLASS, name, "0" * len(known))


def referred(html: str) -> frozenset[str]:
    """The names of the numbers to which a chapter refers."""
    return frozenset(_TO.findall(html))


def counted(html: str) -> list[str]:
    """The names of the numbers of what is counted in a chapter, in reading order."""
    return _COUNTS.findall(html)


def open_words(name: str) -> str:
    """An open number in the title of a bookmark."""
    return f"\0{name}\0"


def fill_words(title: str, numbers: Mapping[str, int]) -> str:
    """Fill in the numbers in the title of a bookmark."""
    return _OPEN_WORDS.sub(lambda found: str(numbers[found[1]]), title)


def fill(content: bytes, numbers: Mapping[str, int], here: int, last: int) -> bytes:
    """Fill in the numbers in the content of the page ``here`` of a document that ends with the page ``last``."""
    foot = {HERE: here, LAST: last}

    def number(found: re.Match[bytes]) -> bytes:
        name, places, fit, advance, glyphs = found[1].decode("ascii"), int(found[2]), found[3], int(found[4]), found[5]
        digits = str(foot[name] if name in foot else numbers[name])
        if fit == b"=" and len(digits) != places:
            raise OpenNumberError(f"{places} digits were left for {name}, which is {digits}")
        # A number that is wider or narrower than its room begins so much to the left or right.
        moved = int((len(digits) - places) * advance * _SHARES[fit])
        drawn = b"".join(glyphs[_GLYPH * int(digit) : _GLYPH * (int(digit) + 1)] for digit in digits)
        return (b"%d" % moved if moved else b"") + b"<" + drawn + b">"

    return _OPEN.sub(number, content)
