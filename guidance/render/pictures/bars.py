"""Stacked bars: a bar for each label, cut into counts; told apart by pattern, border and figure, not only colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from guidance.render.pictures.drawing import LINE, Label, picture, share, text_lines, wrapped

_BAR, _GAP = 16, 8
#: A part narrower than this share of the width has no room for its figure.
_ROOM_FOR_FIGURE = 0.05
#: The lines of each pattern in a square of 8 pixels; a key without one is plain.
_PATTERNS = {
    "partial": "M-2 2 2 -2M0 8 8 0M6 10 10 6",
    "planned": "M2 2h2v2h-2zM6 6h2v2h-2z",
    "not-applicable": "M0 2h8M0 6h8",
    "unknown": "M4 1v6M1 4h6",
    "secondary": "M-2 2 2 -2M0 8 8 0M6 10 10 6",
}
#: Keys that fill their part altogether.
_SOLID = ("full", "primary")
#: The sign of each key, the same as before its word elsewhere on the site.
SIGNS = {
    "full": "●",
    "partial": "◐",
    "none": "○",
    "planned": "◔",
    "not-applicable": "–",
    "unknown": "?",
    "not-assessed": "·",
    "primary": "●",
    "secondary": "◐",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its label and a count for each key of the picture, in the same order."""

    label: Label
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All counts together."""
        return sum(self.counts)


def stacked_bars(
    id_: str, title: str, description: str, keys: Sequence[str], bars: Sequence[Bar], rtl: bool = False
) -> Markup:
    """Draw bars of one scale, the longest as wide as the picture; ``id_`` is unique on its page."""
    longest = max((bar.total for bar in bars), default=0) or 1
    inside, top = [_definitions(id_, keys)], 0
    for bar in bars:
        inside.append(text_lines(bar.label, top, rtl))
        top += LINE * len(wrapped(bar.label.text)) + 2
        inside += _parts(id_, keys, bar, longest, top, rtl)
        top += _BAR + _GAP
    return picture(id_, title, description, top, rtl, inside)


def one_bar(
    id_: str, words: str, keys: Sequence[str], counts: Sequence[int], longest: int, rtl: bool = False
) -> Markup:
    """Draw the bar of a row of a printed table; ``longest`` is as wide as the column, ``words`` say what it shows."""
    bar = Bar(Label(words), tuple(counts))
    inside = (_definitions(id_, keys), *_parts(id_, keys, bar, longest, 0, rtl))
    return _printed(words, "100%", _BAR, inside)


def printed_swatch(id_: str, words: str, key: str) -> Markup:
    """A small box filled as the parts with this key are, for the head of a printed table."""
    box = _box(id_, key, 'x="1" y="1" width="26" height="12"')
    return _printed(words, "28", 14, (_definitions(id_, (key,)), Markup(box)))


def _printed(words: str, width: str, height: int, inside: Iterable[Markup]) -> Markup:
    """A drawing in a document of its own, where the words are the text that stands for it."""
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="bar" width="{}" height="{}" role="img">'
        "<title>{}</title>{}</svg>"
    ).format(width, height, words, Markup("").join(inside))


def swatch(id_: str, key: str) -> Markup:
    """A small box filled as the parts with this key are, for the legend of the picture ``id_``."""
    boxes = _box(id_, key, 'x="1" y="1" width="26" height="12"')
    return Markup('<svg class="swatch" width="28" height="14" aria-hidden="true">{}</svg>').format(boxes)


def _definitions(id_: str, keys: Sequence[str]) -> Markup:
    made = Markup("").join(
        Markup(
            '<pattern id="{}-{}" width="8" height="8" patternUnits="userSpaceOnUse">'
            '<path d="{}" fill="none" stroke="currentColor" stroke-width="1.5"/></pattern>'
        ).format(id_, key, _PATTERNS[key])
        for key in keys
        if key in _PATTERNS
    )
    return Markup("<defs>{}</defs>").format(made)


def _parts(id_: str, keys: Sequence[str], bar: Bar, longest: int, top: int, rtl: bool) -> Iterator[Markup]:
    begun = 0
    for key, count in zip(keys, bar.counts, strict=True):
        if not count:
            continue
        place, width = share(begun, longest, rtl, count), share(count, longest)
        yield _box(id_, key, f'x="{place}" y="{top}" width="{width}" height="{_BAR}"')
        if count / longest >= _ROOM_FOR_FIGURE:
            yield _figure(count, share(begun + count / 2, longest, rtl), top)
        begun += count


def _figure(count: int, middle: str, top: int) -> Markup:
    """A count in the middle of its part, on a plate that keeps the pattern away from it."""
    width = 8 * len(str(count)) + 4
    return Markup(
        '<svg x="{}" y="{}" overflow="visible"><rect class="plate" x="{}" y="2" width="{}" height="{}" fill="#fff"/>'
        '<text class="figure" y="{}" font-size="12" fill="#000" text-anchor="middle">{}</text></svg>'
    ).format(middle, top, -width / 2, width, _BAR - 4, _BAR - 4, count)


def _box(id_: str, key: str, where: str) -> Markup:
    """A part: its ground, and its pattern over it."""
    solid = "currentColor" if key in _SOLID else "none"
    dashes = ' stroke-dasharray="2 3"' if key == "not-assessed" else ""
    box = f'<rect class="part-{key}" {where} fill="{solid}" stroke="currentColor"{dashes}/>'
    over = f'<rect {where} fill="url(#{id_}-{key})"/>' if key in _PATTERNS else ""
    return Markup(box + over)
