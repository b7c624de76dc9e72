"""Shortcuts in WeasyPrint for text: what Pango need not be asked again; as in ``pdf_speed``, no byte changes."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

#: Where a style, a set of fonts and a font keep what was found for them once.
_BASE, _CONTEXTS, _PIECES = "_guidance_base", "_guidance_contexts", "_guidance_pieces"
#: What features a font is asked for, by properties.
_FEATURES = ("kerning", "variant_ligatures", "variant_position", "variant_caps", "variant_numeric")
_MORE_FEATURES = ("variant_alternates", "variant_east_asian", "feature_settings")
#: A glyph as Pango has it in memory: which it is, its width, how far it is moved to the right and down.
_GLYPH = struct.Struct("=Iiii4x")
#: What ends a line, unless Pango is told that there is one only.
_BREAK = re.compile("[\n\r\u2028\u2029]")

#: The version from which on Pango says the size of a font that was scaled.
_OWN_SIZES = 14802

Glyph = tuple[int, int, int, int]
Draw = Callable[[Any, Any, str, Any, Any], list[Any]]


def apply_text_shortcuts() -> None:
    """Apply every shortcut of this module."""
    _layouts_of_one_context()
    _glyphs_in_one_go()


def _layouts_of_one_context() -> None:
    # Every line of text begins with telling Pango its language and direction, of which a book has a dozen.
    import weasyprint.text.line_break as target

    setup: Callable[[Any, Any], None] = target.Layout.setup

    def quick(self: Any, style: Any) -> None:
        base = style.__dict__.get(_BASE)
        if base is None:
            base = style.__dict__[_BASE] = _base(target, style) if _is_plain(target, style) else ()
        if not base:
            setup(self, style)
            return
        context, self.language, description = base
        self.style, self.first_line_direction = style, 0
        self.layout = target.ffi.gc(target.pango.pango_layout_new(context), target.gobject.g_object_unref)
        target.pango.pango_layout_set_auto_dir(self.layout, False)
        target.pango.pango_layout_set_font_description(self.layout, description)
        self.ascent = self.underline_position = self.strikethrough_position = None

    target.Layout.setup = quick


def _is_plain(target: Any, style: Any) -> bool:
    """Whether a text asks for no lines, for which a font is measured, and for no features of its font."""
    features = target.font_features(*(style[f"font_{name}"] for name in (*_FEATURES, *_MORE_FEATURES)))
    return not features and style["text_decoration_line"] == "none" and style["font_language_override"] == "normal"


def _base(target: Any, style: Any) -> tuple[Any, Any, Any]:
    """The context, the language and the font with which a layout of a style begins."""
    contexts = style.font_config.__dict__.setdefault(_CONTEXTS, {})
    key = (style["direction"], style["lang"])
    if key not in contexts:
        contexts[key] = _context(target, style)
    return (*contexts[key], target.get_font_description(style))


def _context(target: Any, style: Any) -> tuple[Any, Any]:
    pango = target.pango
    context = pango.pango_font_map_create_context(style.font_config.font_map)
    context = target.ffi.gc(context, target.gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, target.PANGO_DIRECTION[style["direction"]])
    if not style["lang"]:
        return context, pango.pango_language_get_default()
    name, _ = target.unicode_to_char_p(style["lang"])
    language = pango.pango_language_from_string(name)
    pango.pango_context_set_language(context, language)
    return context, language


def _glyphs_in_one_go() -> None:
    # Each glyph is read in four steps through the interface to C, and what it becomes is worked out anew, though a font
    # has some hundred and each of them few widths. Before that, Pango is told that a line is one line, and lays it out
    # again.
    import weasyprint.draw.text as target

    draw: Draw = target.draw_first_line
    if target.ffi.sizeof("PangoGlyphInfo") != _GLYPH.size:
        return

    def quick(stream: Any, box: Any, overflow: str, ellipsis: Any, matrix: Any) -> list[Any]:
        layout = box.pango_layout
        cut = overflow == "ellipsis" or ellipsis != "none" or _BREAK.search(layout.text)
        if not cut and box.text.strip() and box.style["font_size"] >= 1:
            line = _Line(target, stream, layout.text)
            if line.read(layout.get_first_line()[0]):
                line.write(matrix)
                return []
        return draw(stream, box, overflow, ellipsis, matrix)

    target.draw_first_line = quick


@dataclass(slots=True)
class _Line:
    """A line of glyphs: what is to be written, or nothing where any of them is not written in the usual way."""

    target: Any
    stream: Any
    text: str
    #: Fonts with their sizes, and the strings before and after them.
    fonts: list[tuple[Any, float]] = field(default_factory=list)
    strings: list[str] = field(default_factory=lambda: [""])

    def read(self, line: Any) -> bool:
        """Read the line of a layout; whether all in it is usual."""
        run, last = line.runs[0], None
        while run != self.target.ffi.NULL:
            item, run = run.data, run.next
            if item.item.analysis.font != last:
                last = item.item.analysis.font
                font, size = self.stream.add_font(last)
                if font.bitmap or font.svg or font.png or font.colr:
                    return False
                self.fonts.append((font, size))
                self.strings.append("")
            if not self._read_run(item, last):
                return False
        return bool(self.target.pango.pango_version() >= _OWN_SIZES)

    def _read_run(self, item: Any, pango_font: Any) -> bool:
        font, size = self.fonts[-1]
        string, count = item.glyphs, item.glyphs.num_glyphs
        glyphs: list[Glyph] = list(_GLYPH.iter_unpack(self.target.ffi.buffer(string.glyphs, count * _GLYPH.size)))
        known = font.__dict__.setdefault(_PIECES, {}).setdefault(size, {})
        for place, glyph in enumerate(glyphs):
            if glyph not in known and not self._learn(known, glyph, item, place, pango_font):
                return False
        whole = f"{self.strings[-1]}<{''.join([known[glyph] for glyph in glyphs])}"
        self.strings[-1] = whole[:-1] if whole[-1] == "<" else f"{whole}>"
        return True

    def _learn(self, known: dict[Glyph, str], glyph: Glyph, item: Any, place: int, pango_font: Any) -> bool:
        """Find out how a glyph is written that was not seen before; whether that is the usual way."""
        (font, size), (id_, width, right, down) = self.fonts[-1], glyph
        pango, unit = self.target.pango, self.target.FROM_UNITS
        if id_ == pango.PANGO_GLYPH_EMPTY:
            known[glyph] = f">{-width / size}<"
            return True
        if id_ & pango.PANGO_GLYPH_UNKNOWN_FLAG or down:
            return False
        if id_ not in font.to_unicode:
            font.to_unicode[id_] = self._letters(item, place)
        if id_ not in font.widths:
            ink, logical = self.stream.ink_rect, self.stream.logical_rect
            pango.pango_font_get_glyph_extents(pango_font, id_, ink, logical)
            font.widths[id_] = round(logical.width * 1000 * unit / size)
        offset = right / size
        kerning = font.widths[id_] + offset - width * 1000 * unit / size
        moved, closer = f">{-offset}<" if offset else "", f">{int(kerning)}<" if kerning else ""
        known[glyph] = f"{moved}{id_:04x}{closer}"
        return True

    def _letters(self, item: Any, place: int) -> str:
        """The letters that a glyph of a run stands for."""
        clusters, length, offset = item.glyphs.log_clusters, item.item.length, item.item.offset
        backwards = item.item.analysis.level % 2
        last = place == 0 if backwards else place == item.glyphs.num_glyphs - 1
        end = length if last else clusters[place - 1 if backwards else place + 1]
        return self.text.encode()[offset + clusters[place] : offset + end].decode()

    def write(self, matrix: Any) -> None:
        """Write what was read."""
        self.stream.set_text_matrix(*matrix.values)
        before, *strings = self.strings
        for (font, size), string in zip(self.fonts, strings, strict=True):
            if before:
                self.stream.show_text(before)
            self.stream.set_font_size(font.hash, size)
            before = string
        self.stream.show_text(before)
