"""Shortcuts in WeasyPrint that save a part of the time and change no byte of what it makes.

Each takes the common case, which gives what the library would give after a longer way, and leaves every other case to
it. They are bound to the version in ``pdf_patches``; a test makes the same pages with and without them.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO, StringIO
from types import SimpleNamespace
from typing import Any

from guidance.render.pdf_boxes import apply_box_shortcuts
from guidance.render.pdf_source import quick_tree
from guidance.render.pdf_text import apply_text_shortcuts

#: Where a style keeps what was found for it once; a copy of a style begins without.
_FONT, _STRUT = "_guidance_font", "_guidance_strut"


def apply_shortcuts() -> None:
    """Apply every shortcut."""
    with _libraries_by_their_files():
        import weasyprint  # noqa: F401
    _plain_documents()
    _values_that_are_not_set()
    _lengths_in_pixels()
    _fonts_once_a_style()
    _lines_once()
    apply_box_shortcuts()
    apply_text_shortcuts()


@contextmanager
def _libraries_by_their_files() -> Iterator[None]:
    # Each of seven libraries is asked for by the names of other systems first, and for each such name two programs are
    # run that list the libraries of this one. On Linux the name of its file, which is asked for after these, is enough.
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _plain_documents() -> None:
    # The parser of the library is written in Python and mends what browsers mend; ours have nothing to mend.
    import weasyprint as target

    parse: Callable[..., Any] = target.tinyhtml5.parse

    def quick(document: Any, **options: Any) -> Any:
        text = document.read()
        if not isinstance(text, str):
            return parse(BytesIO(text), **options)
        tree = quick_tree(text)
        return parse(StringIO(text), **options) if tree is None else tree

    target.tinyhtml5 = SimpleNamespace(parse=quick)


def _values_that_are_not_set() -> None:
    # Of some hundred properties of an element a style sheet sets a few. What is not set is the value of the parent or
    # the initial one; the library asks a dozen other questions first, half a million times for a hundred pages.
    import weasyprint.css as target
    from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
    from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

    special = {"float", "display", "position", "page", "direction"}
    plain = {key for key in INITIAL_VALUES if key not in special and not key.startswith("text_decoration_")}
    inherited = plain & set(INHERITED)
    initial = {key: INITIAL_VALUES[key] for key in plain - inherited - set(INITIAL_NOT_COMPUTED)}
    logical = {
        key: {direction: find(block="ttb", inline=direction) for direction in ("ltr", "rtl")}
        for key, find in PHYSICAL_FUNCTIONS.items()
    }
    missing: Callable[[Any, str], Any] = target.ComputedStyle.__missing__

    def quick(self: Any, key: str) -> Any:
        cascaded = self.cascaded
        if key in cascaded or (key in logical and logical[key][self["direction"]] in cascaded):
            return missing(self, key)
        if key in initial:
            value = self[key] = initial[key]
        elif key in inherited and self.parent_style is not None:
            value = self[key] = self.parent_style[key]
        else:
            value = missing(self, key)
        return value

    target.ComputedStyle.__missing__ = quick


def _lengths_in_pixels() -> None:
    # Four lengths of five are in pixels already: there is nothing to resolve.
    import weasyprint.layout.inline
    import weasyprint.layout.percent as target
    import weasyprint.layout.table
    from weasyprint.css.properties import Dimension

    resolve: Callable[[Any, str, Any], None] = target.resolve_one_percentage

    def resolve_one(box: Any, name: str, refer_to: Any) -> None:
        value = box.style[name]
        if value.__class__ is Dimension and value.unit == "px":
            setattr(box, name, value.value)
        else:
            resolve(box, name, refer_to)

    for module in (target, weasyprint.layout.inline, weasyprint.layout.table):
        module.resolve_one_percentage = resolve_one


def _fonts_once_a_style() -> None:
    # Every line of text describes its font anew, and every inline box asks how high a line of its font is by a key of
    # fourteen properties. Elements share styles: what was found for one is kept with it.
    import weasyprint.text.line_break as target
    from weasyprint.layout import inline

    describe: Callable[[Any], Any] = target.get_font_description
    measure: Callable[[Any], Any] = target.strut

    def get_font_description(style: Any) -> Any:
        known = style.__dict__.get(_FONT)
        if known is None:
            known = style.__dict__[_FONT] = describe(style)
        return known

    def strut(style: Any) -> Any:
        known = style.__dict__.get(_STRUT)
        if known is None:
            known = style.__dict__[_STRUT] = measure(style)
        return known

    target.get_font_description = get_font_description
    target.strut = inline.strut = strut


def _lines_once() -> None:
    # A line is laid out to find where it ends, thrown away, and laid out once more when it is drawn. A chapter has few
    # lines enough to keep them all.
    import weasyprint.text.line_break as target

    again: Callable[[Any, Any], None] = target.Layout.reactivate

    def reactivate(self: Any, style: Any) -> None:
        # Spaces of a justified line are still those of a line that is not.
        if self.justification_spacing or self.style is not style:
            again(self, style)

    target.Layout.reactivate = reactivate
    target.Layout.deactivate = lambda self: None
