"""The fonts of a book, embedded once for all its chapters: each with the glyphs that any of them uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from guidance.errors import ToldError
from guidance.render.book.part import FontUse

#: Signs that text from right to left turns around (Unicode, Bidi_Mirrored), of those that law is written with.
_TURNED = "()[]{}<>«»‹›≤≥"


class LostFontError(ToldError):
    """A font that a chapter used cannot be found again."""


def embed_fonts(uses: Iterable[FontUse], font_config: Any) -> bytes:
    """A PDF whose catalog has, as ``/Font``, the dictionary of all fonts by the names of the chapters' resources."""
    import pydyf
    from weasyprint import DEFAULT_OPTIONS
    from weasyprint.pdf.fonts import build_fonts_dictionary

    merged: dict[str, Any] = {}
    for use in uses:
        font = merged.get(use.name) or merged.setdefault(use.name, _load(use, font_config))
        for glyph, text in use.texts.items():
            # The second glyph of an Arabic cluster has no text of its own. WeasyPrint would write an empty value for
            # it, which is no valid CMap; a zero-width non-joiner says the same and is valid (PDF/UA-1, 7.21.7).
            font.to_unicode.setdefault(glyph, text.replace("\0", "").replace("\ufeff", "") or "\u200c")
        for glyph, width in use.widths.items():
            font.widths.setdefault(glyph, width)
    for font in merged.values():
        font.to_unicode |= {glyph: sign for glyph, sign in _turned(font) if glyph in font.to_unicode}
    made = pydyf.PDF()
    fonts = build_fonts_dictionary(made, merged, True, True, DEFAULT_OPTIONS | {"pdf_version": "1.7"})
    made.add_object(fonts)
    made.catalog["Font"] = fonts.reference
    return _written(made)


def _turned(font: Any) -> Iterator[tuple[int, str]]:
    """The glyphs of signs that text from right to left turns around, each with the sign that it looks like.

    There a closing bracket is drawn with the glyph of an opening one. The two share that glyph, and readers expect of
    it what it looks like: they turn it around themselves, in Arabic only.
    """
    from weasyprint.text.ffi import ffi, harfbuzz

    _declare()
    found = ffi.new("hb_codepoint_t *")
    for sign in _TURNED:
        if harfbuzz.hb_font_get_nominal_glyph(font.hb_font, ord(sign), found):
            yield found[0], sign


@cache
def _declare() -> None:
    """Make a function of HarfBuzz known that WeasyPrint does not use."""
    from weasyprint.text.ffi import ffi

    ffi.cdef("int hb_font_get_nominal_glyph(hb_font_t *font, hb_codepoint_t unicode, hb_codepoint_t *glyph);")


def note_fonts(fonts: Iterable[Any]) -> tuple[FontUse, ...]:
    """What must be known of the fonts of a chapter to embed them later."""
    return tuple(
        FontUse(f.hash, f.family, int(f.style), int(f.weight), f.font_size, dict(f.widths), dict(f.to_unicode))
        for f in fonts
    )


def _load(use: FontUse, font_config: Any) -> Any:
    from weasyprint.pdf.fonts import Font
    from weasyprint.text.ffi import TO_UNITS, ffi, gobject, pango
    from weasyprint.text.fonts import get_pango_font_key

    wanted = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
    pango.pango_font_description_set_family(wanted, ffi.new("char[]", use.family.encode()))
    pango.pango_font_description_set_style(wanted, use.style)
    pango.pango_font_description_set_weight(wanted, use.weight)
    pango.pango_font_description_set_absolute_size(wanted, int(use.size * TO_UNITS))
    context = ffi.gc(pango.pango_font_map_create_context(font_config.font_map), gobject.g_object_unref)
    loaded = pango.pango_font_map_load_font(font_config.font_map, context, wanted)
    _, description, size = get_pango_font_key(loaded)
    font = Font(loaded, description, size)
    if font.hash != use.name:
        raise LostFontError(f"{use.family}, weight {use.weight}, was found as {font.name.decode()}, not as {use.name}")
    return font


def _written(pdf: Any) -> bytes:
    from io import BytesIO

    out = BytesIO()
    pdf.write(out, b"1.7", False, True)
    return out.getvalue()
