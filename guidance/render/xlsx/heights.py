"""How high a row must be: programs that show a workbook do not all fit rows to wrapped text when they open it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from math import ceil

_LINE, _MOST = 15.0, 409.0


def row_height(cells: Iterable[tuple[str, int]], line: float = _LINE) -> float:
    """The height in points for texts in columns of so many letters; no row can be higher than a program shows."""
    lines = max((_lines(text, width) for text, width in cells), default=1)
    return min(_MOST, line * lines + 1)


def _lines(text: str, width: int) -> int:
    """Lines of a text that is wrapped between words, with some room because letters are of different widths."""
    room = max(1, int(width * 0.92))
    return sum(max(1, ceil(_columns(paragraph) / room)) for paragraph in text.split("\n"))


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(
        2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text if not unicodedata.combining(char)
    )
