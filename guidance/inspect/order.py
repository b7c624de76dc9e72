"""The words of a file as a screen reader says them: in the order of its tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from unicodedata import bidirectional

from guidance.inspect.facts import Element, MarkOf, Pdf

_FIGURE = "Figure"
_PAIRS = "()[]{}<>«»‹›"
_MIRROR = {_PAIRS[n]: _PAIRS[n ^ 1] for n in range(len(_PAIRS))}


def marks(pdf: Pdf, top: Element) -> Iterator[tuple[Element, MarkOf]]:
    """The marks of a tag and of all below it, in order, with the tag that each hangs on."""
    waiting: list[tuple[Element, Iterator[str | MarkOf]]] = [(top, iter(top.kids))]
    while waiting:
        element, kids = waiting[-1]
        kid = next(kids, None)
        if kid is None:
            waiting.pop()
        elif isinstance(kid, tuple):
            yield element, kid
        elif kid in pdf.elements and pdf.elements[kid].above == element.ref:
            waiting.append((pdf.elements[kid], iter(pdf.elements[kid].kids)))


def spoken(pdf: Pdf, top: Element) -> str:
    """The words of a tag and of all below it; of a mark whose words were not read, none.

    Of a figure the text that stands for it is said, and not what is drawn in it.
    """
    said: list[str] = []
    figure = ""
    for element, (page, number) in marks(pdf, top):
        if element.kind == _FIGURE and "/Alt" in element.data:
            said += [pdf.words(element.data["/Alt"])] if figure != element.ref else []
            figure = element.ref
        elif "/ActualText" in element.data:
            said.append(pdf.words(element.data["/ActualText"]))
        elif page in pdf.pages:
            shown = pdf.pages[page].texts.get(number, ())
            said.append(
                read([g for text in shown if text.font in pdf.fonts for g in pdf.fonts[text.font].read(text.codes)])
            )
    return " ".join(" ".join(said).split())


def read(glyphs: Sequence[str]) -> str:
    """The letters of glyphs that are drawn from left to right, in the order in which they are read.

    In a line from right to left the last glyph is read first, but what it holds of numbers and Latin words is not
    turned around. This is not the whole algorithm of Unicode: brackets at the end of a Latin word may go astray.
    """
    if not any(_turns(glyph) for glyph in glyphs):
        return "".join(glyphs)
    found: list[str] = []
    for kept, run in groupby(reversed(glyphs), lambda glyph: not _turns(glyph)):
        some = list(run)
        found += _run(some) if kept else some
    return "".join(found)


def _run(glyphs: list[str]) -> list[str]:
    """A run without letters from right to left: what stands around its letters and digits is turned, they are not."""
    solid = [place for place, glyph in enumerate(glyphs) if any(letter.isalnum() for letter in glyph)]
    if not solid:
        return [_MIRROR.get(glyph, glyph) for glyph in glyphs]
    first, last = solid[0], solid[-1] + 1
    before, after = ([_MIRROR.get(glyph, glyph) for glyph in part] for part in (glyphs[:first], glyphs[last:]))
    return [*before, *reversed(glyphs[first:last]), *after]


def _turns(glyph: str) -> bool:
    return any(bidirectional(letter) in ("R", "AL") for letter in glyph)


def whole_text(pdf: Pdf) -> str:
    """All words in reading order; the file must have been read with ``all_texts``."""
    tops = (element for element in pdf.elements.values() if element.above not in pdf.elements)
    return " ".join(spoken(pdf, top) for top in tops)
