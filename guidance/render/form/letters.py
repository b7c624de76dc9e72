"""The font that viewers write into fields with: the letters of Latin and Cyrillic in one small embedded font.

Viewers take glyphs for what it lacks from the machine, as they do for Arabic and Chinese: a font of theirs that joins
letters is better than one of ours that a viewer does not know how to join, and Chinese would make each file huge.
"""

from __future__ import annotations

from guidance.render.book.html import HEADING_FAMILY
from guidance.render.pdf import Press
from guidance.render.pdf_fonts import embed_fonts

_RANGES = ((0x20, 0x7F), (0xA1, 0x180), (0x400, 0x460), (0x490, 0x4C0), (0x2010, 0x2015), (0x2018, 0x201F))
_SINGLE = "…•€№™≤≥−‹›"
#: Letters stand alone, so that no two make one glyph.
_PAGE = (
    '<!doctype html><html lang="en"><head><title>letters</title></head><body>'
    '<p style="font-family: &quot;{family}&quot;; font-kerning: none; font-variant-ligatures: none">{letters}</p>'
    "</body></html>"
)


def form_font(press: Press) -> bytes:
    """A PDF whose catalog has the font as the only entry of ``/Font``."""
    codes = [code for first, last in _RANGES for code in range(first, last) if code != 0xAD]
    letters = " ".join(f"&#{code};" for code in (*codes, *map(ord, _SINGLE)))
    part = press.make(_PAGE.format(family=HEADING_FAMILY, letters=letters))
    return embed_fonts((font for font in part.fonts if font.family == HEADING_FAMILY), press.font_config)
