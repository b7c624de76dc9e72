"""What every picture shares: its frame with title and description, lines of text, and sides that mirror.

A drawing has no fixed width: lengths along the reading direction are a share of the width, or pixels from the side
where reading begins, so that words keep their size on any screen. Colours come from the style sheet of the page; the
attributes written here are what remains without one, in black and white.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

#: The height of a line of text, the size of its letters and where they stand in it, in pixels.
LINE, _SIZE, _BASE = 18, 14, 14
#: What fits on a narrow screen beside the margins, in widths of a square character.
_LINE_WIDTH = 21.0
#: The width of a character against that of a square one; joined letters are narrower.
_WIDE, _NARROW, _JOINED = 1.0, 0.53, 0.45


@dataclass(frozen=True, slots=True)
class Label:
    """Words of a picture; ``lang`` is given where they are not in the language of the page."""

    text: str
    lang: str | None = None


def picture(id_: str, title: str, description: str, height: int, rtl: bool, inside: Iterable[Markup]) -> Markup:
    """A drawing that is one image to a screen reader, with a name and a description."""
    head = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="drawing" width="100%" height="{height}" role="img" '
        'direction="{direction}" aria-labelledby="{id}-title {id}-desc"><title id="{id}-title">{title}</title>'
        '<desc id="{id}-desc">{description}</desc>'
    ).format(height=height, direction="rtl" if rtl else "ltr", id=id_, title=title, description=description)
    return head + Markup("\n").join(inside) + Markup("</svg>")


def share(part: float, whole: float, rtl: bool = False, length: float = 0) -> str:
    """Where a box begins that lies ``part`` of ``whole`` from the side where reading begins, and is ``length`` wide.

    A length itself is its share from the left.
    """
    percent = 100 * ((whole - part - length) if rtl else part) / whole
    return f"{percent:.2f}".rstrip("0").rstrip(".") + "%"


def text_lines(label: Label, top: int, rtl: bool, indent: int = 0, css: str = "") -> Markup:
    """Words from the side where reading begins, ``indent`` pixels in; ``top`` is the top of the first line."""
    marked = Markup(' lang="{}"').format(label.lang) if label.lang else Markup("")
    marked += Markup(' class="{}"').format(css) if css else Markup("")
    spans = Markup("").join(
        Markup('<tspan x="{}" y="{}">{}</tspan>').format(-indent if rtl else indent, top + LINE * place + _BASE, line)
        for place, line in enumerate(wrapped(label.text, indent))
    )
    words = Markup('<text font-size="{}" fill="currentColor"{}>{}</text>').format(_SIZE, marked, spans)
    # Pixels from the far side can only be counted inside a frame that begins there.
    return Markup('<svg x="100%" overflow="visible">{}</svg>').format(words) if rtl else words


def wrapped(text: str, indent: int = 0) -> list[str]:
    """The lines of a text that is to be read on a narrow screen."""
    room = _LINE_WIDTH - indent / _SIZE
    lines, line, used = [], "", 0.0
    for piece in _pieces(text):
        width = sum(_width(char) for char in piece)
        if line and used + width > room:
            lines.append(line.rstrip())
            line, used = "", 0.0
        line += piece
        used += width
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _width(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WF":
        return _WIDE
    return _JOINED if unicodedata.bidirectional(char) == "AL" else _NARROW


def _pieces(text: str) -> list[str]:
    """Where a line may end: after a space, and after each square character."""
    pieces = [""]
    for char in text:
        pieces[-1] += char
        if char == " " or unicodedata.east_asian_width(char) in "WF":
            pieces.append("")
    return [piece for piece in pieces if piece]
