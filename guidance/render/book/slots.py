"""Page numbers of references: left open when a chapter is laid out, filled in when the book is bound.

The digits of our fonts are equally wide. So a chapter need only know how many digits a page number has, not which: it
is laid out once, wherever it and what it refers to will stand, and kept as long as its own text stays the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

#: The class of the elements whose text is an open page number; ``data-to`` names the anchor whose page it is.
SLOT_CLASS = "page-number"
#: Name the page itself and the last page, for the numbers in its foot. ``@here-left`` stands at the left of its room,
#: ``@here-right`` at the right, ``@here`` in the middle.
HERE, LAST = "@here", "@last"
_SHARES = {"": 0.5, "left": 0, "right": 1}

_DIGITS = 10
_GLYPH = 4
_OPEN_WORDS = re.compile("\0([^\0]+)\0")
_SLOT = re.compile(rf'(<span class="{SLOT_CLASS}" data-to="([^"]+)">)(0+)<')
_IN_CONTENTS = re.compile(r'(<a href="#([^"]+)" )data-page="(\d+)"')
_OPEN = re.compile(rb"<page:([^:>]+):(\d+):(\d+):([0-9a-f]{40})>")


class OpenPageError(Exception):
    """A page number does not fit where it should stand."""


@dataclass(frozen=True, slots=True)
class Slot:
    """An open number in the content of a page: its digits as glyphs of its font, hexadecimal, each ``advance`` wide."""

    anchor: str
    places: int
    advance: int
    glyphs: str

    def write(self) -> bytes:
        """Write it in the place of a string of glyphs."""
        if len(self.glyphs) != _DIGITS * _GLYPH:
            raise OpenPageError(f"ten digits are not ten glyphs: {self.glyphs}")
        return f"<page:{self.anchor}:{self.places}:{self.advance}:{self.glyphs}>".encode("ascii")


def open_page(anchor: str, page: str) -> Markup:
    """An open page number, as wide as the one given."""
    return Markup('<span class="{}" data-to="{}">{}</span>').format(SLOT_CLASS, anchor, "0" * len(page))


def open_words(anchor: str) -> str:
    """An open page number in the title of a bookmark."""
    return f"\0{anchor}\0"


def as_wide_as(html: str, pages: Mapping[str, int]) -> str:
    """A chapter whose open page numbers have as many digits, and whose contents the numbers, that ``pages`` says."""
    html = _SLOT.sub(lambda m: f"{m[1]}{'0' * len(str(pages[m[2]])) if m[2] in pages else m[3]}<", html)
    return _IN_CONTENTS.sub(lambda m: f'{m[1]}data-page="{pages.get(m[2], m[3])}"', html)


def fill_words(title: str, pages: Mapping[str, int]) -> str:
    """Fill in the page numbers in the title of a bookmark."""
    return _OPEN_WORDS.sub(lambda found: str(pages[found[1]]), title)


def fill(content: bytes, pages: Mapping[str, int], here: int, last: int) -> bytes:
    """Fill in the page numbers in the content of the page ``here`` of a document that ends with the page ``last``."""
    foot = {HERE: here, LAST: last}

    def number(found: re.Match[bytes]) -> bytes:
        anchor, places, advance, glyphs = found[1].decode("ascii"), int(found[2]), int(found[3]), found[4]
        name, _, side = anchor.partition("-")
        page = str(foot[name] if name in foot else pages[anchor])
        if name not in foot and len(page) != places:
            raise OpenPageError(f"{places} digits were left for the page of {anchor}, which is {page}")
        digits = b"".join(glyphs[_GLYPH * int(digit) : _GLYPH * (int(digit) + 1)] for digit in page)
        # A number in the foot that is wider or narrower than its room begins so much to the left or right.
        moved = int((len(page) - places) * advance * _SHARES[side]) if name in foot else 0
        return (b"%d" % moved if moved else b"") + b"<" + digits + b">"

    return _OPEN.sub(number, content)
