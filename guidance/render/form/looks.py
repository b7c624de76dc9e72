"""How texts look in fields: set by the same press as the form, so that letters join and every script has its glyphs.

A viewer that shows a form need not set anything; it does so only when somebody types. A text too long for its box is
set smaller, down to a size that can just be read; the rest of a longer one is seen when the field is opened.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from math import ceil

import pikepdf
from markupsafe import escape
from pikepdf import Array, Name, Object

from guidance.model.lang import LANGUAGES
from guidance.render.book.html import font_rules
from guidance.render.book.part import Part
from guidance.render.pdf import Press

#: Points: the largest and smallest letters, the space around them, and the height of the sheet that they are set on.
_LARGEST, _SMALLEST, _STEP, _EDGE, _SHEET = 8.5, 4.0, 0.75, 2.0, 3000.0
_LINE = 1.3
#: Stands for a letter that no font has; the value of the field keeps it.
_NO_GLYPH = "□"
#: Beginnings and ends of marked content: an appearance has no tags of its own.
_MARKS = re.compile(rb"/\w+\s<<[^<>]*>>\sBDC\b|\bEMC\b")


@dataclass(frozen=True, slots=True)
class Box:
    """A text to be shown in a field, and the size of the field in points."""

    text: str
    width: float
    height: float
    code: bool = False
    size: float = _LARGEST


def looks(into: pikepdf.Pdf, lang: str, boxes: Sequence[Box], press: Press, glyphs: Collection[int]) -> list[Object]:
    """The appearance of each box, as objects of a PDF; ``glyphs`` are the characters that the fonts have."""
    if not boxes:
        return []
    drawable = [replace(box, text=_drawable(box, glyphs)) for box in boxes]
    # Many proofs name one law or one day: what looks the same is set once.
    shown = [_fitted(box) for box in dict.fromkeys(drawable)]
    part = press.make(_document(lang, shown))
    while smaller := _too_high(shown, part):
        shown = [replace(box, size=box.size - _STEP) if place in smaller else box for place, box in enumerate(shown)]
        part = press.make(_document(lang, shown))
    made = pikepdf.open(BytesIO(press.bind([part], {})))
    # One dictionary serves all pages.
    resources = into.copy_foreign(made.make_indirect(made.pages[0].obj.Resources))
    contents = (page.obj.Contents.read_bytes() for page in made.pages)
    found = {
        replace(box, size=_LARGEST): _look(into, box, content, resources)
        for box, content in zip(shown, contents, strict=True)
    }
    return [found[box] for box in drawable]


def look_style() -> str:
    """The style sheet of the sheets that texts are set on: the fonts of each language."""
    return font_rules()


def _look(into: pikepdf.Pdf, box: Box, content: bytes, resources: Object) -> Object:
    edges = [0, round(_SHEET - box.height, 2), round(box.width, 2), _SHEET]
    ground = b"q 1 g %.2f %.2f %.2f %.2f re f Q\n" % (0, edges[1], box.width, box.height)
    whole = b"".join((ground, b"/Tx BMC\nq\n", _MARKS.sub(b"", content), b"\nQ\nEMC"))
    return into.make_stream(whole, Type=Name.XObject, Subtype=Name.Form, BBox=Array(edges), Resources=resources)


def _drawable(box: Box, glyphs: Collection[int]) -> str:
    """The text with a sign for each letter that cannot be drawn, and without what would never be seen."""
    most = 40 + ceil(box.width * box.height / 4)
    return "".join(_drawn(char, glyphs) for char in box.text[:most])


def _drawn(char: str, glyphs: Collection[int]) -> str:
    if char in "\n\t " or ord(char) in glyphs:
        return char
    # Marks of format, joiners and selectors of variants have no glyphs and need none.
    return "" if unicodedata.category(char) in ("Cf", "Mn") else _NO_GLYPH


def _fitted(box: Box) -> Box:
    """The box with letters of about the size that fits."""
    ems = [sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.6 for c in p) for p in box.text.split("\n")]
    size = _LARGEST
    while size > _SMALLEST:
        lines = sum(max(1, ceil(em * size / (box.width - 2 * _EDGE))) for em in ems)
        if lines * size * _LINE <= box.height - _EDGE:
            break
        size -= _STEP
    return replace(box, size=size)


def _too_high(boxes: Sequence[Box], part: Part) -> set[int]:
    """The places of the boxes whose text runs over, and can still be made smaller."""
    heights = (part.places[f"v{place}"].height for place in range(len(boxes)))
    return {
        place
        for place, (box, height) in enumerate(zip(boxes, heights, strict=True))
        if height > box.height - _EDGE and box.size > _SMALLEST
    }


def _document(lang: str, boxes: Sequence[Box]) -> str:
    """A sheet for each box, as wide as the box."""
    widths = list(dict.fromkeys(round(box.width, 2) for box in boxes))
    rules = "".join(
        f"@page w{place} {{ size: {width}pt {_SHEET:.0f}pt; margin: {_EDGE / 2}pt {_EDGE}pt }}"
        f".w{place} {{ page: w{place} }}"
        for place, width in enumerate(widths)
    )
    shown = "".join(
        f'<p id="v{place}" class="look w{widths.index(round(box.width, 2))}" dir="{_direction(box, lang)}" '
        f'style="font-size: {box.size}pt">{escape(box.text)}</p>'
        for place, box in enumerate(boxes)
    )
    style = (
        "body { margin: 0 }"
        f".look {{ break-before: page; white-space: pre-wrap; overflow-wrap: anywhere; hyphens: none; margin: 0; "
        f"line-height: {_LINE}; font-family: var(--head) }}"
    )
    return (
        f'<!doctype html><html lang="{lang}" dir="ltr"><head><title>values</title><style>{rules}{style}</style></head>'
        f"<body>{shown}</body></html>"
    )


def _direction(box: Box, lang: str) -> str:
    """The direction of the first letter that has one; that of the language for a text without any."""
    if box.code:
        return "ltr"
    found = (unicodedata.bidirectional(char) for char in box.text)
    first = next((kind for kind in found if kind in ("L", "R", "AL")), "")
    if not first:
        return LANGUAGES[lang].direction
    return "ltr" if first == "L" else "rtl"
