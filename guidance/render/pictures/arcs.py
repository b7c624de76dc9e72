"""What hangs on what: a column of names, and an arc from each to what it needs, with the point of an arrow there."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from guidance.render.pictures.drawing import LINE, Label, picture, text_lines, wrapped

_GAP, _DOT, _STEP, _FIRST = 12, 4, 9, 14


def dependencies(
    id_: str,
    title: str,
    description: str,
    names: Sequence[Label],
    own: int,
    needs: Sequence[tuple[int, int]],
    rtl: bool = False,
) -> Markup:
    """Draw the first ``own`` names with full dots, the rest, which stand elsewhere, with rings.

    A pair of ``needs`` holds the places of a name and of what it needs.
    """
    widest = max((abs(one - other) for one, other in needs), default=1)
    gutter = _FIRST + _STEP * widest + 8
    tops: list[int] = []
    top = 4
    for name in names:
        tops.append(top)
        top += LINE * len(wrapped(name.text, gutter)) + _GAP
    words = [text_lines(name, at, rtl, gutter + 8) for name, at in zip(names, tops, strict=True)]
    middles = [at + LINE // 2 for at in tops]
    side = -1 if rtl else 1
    arcs = [_arc(side, gutter, middles[one], middles[other], abs(one - other)) for one, other in needs]
    dots = [_dot(side * gutter, y, place < own) for place, y in enumerate(middles)]
    graph = Markup("").join([*arcs, *dots])
    placed = Markup('<svg x="100%" overflow="visible">{}</svg>').format(graph) if rtl else graph
    return picture(id_, title, description, top, rtl, [*words, placed])


def _arc(side: int, gutter: int, begin: int, end: int, apart: int) -> Markup:
    """An arc out of the gutter's edge and back; the arrow stands where it arrives."""
    near = side * (gutter - _DOT - 2)
    far = side * (gutter - _DOT - _FIRST - _STEP * apart)
    path = f"M{near} {begin}C{far} {begin} {far} {end} {near} {end}"
    back = near - side * 6
    arrow = f"M{back} {end - 4}L{near} {end}L{back} {end + 4}"
    return Markup('<path class="arc" d="{}{}" fill="none" stroke="currentColor" stroke-width="1.5"/>').format(
        path, arrow
    )


def _dot(x: int, y: int, own: bool) -> Markup:
    fill = "currentColor" if own else "none"
    return Markup('<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="currentColor" stroke-width="1.5"/>').format(
        x, y, _DOT, fill
    )
