"""What hangs on what: a column of names, and an arc from each to what it needs, with the point of an arrow there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from guidance.render.pictures.drawing import LINE, Label, picture, text_lines, wrapped

_GAP, _DOT, _STEP, _FIRST = 12, 4, 9, 14


@dataclass(frozen=True, slots=True)
class Node:
    """A name of the picture, and what is said under it, if anything."""

    name: Label
    aside: str = ""


def dependencies(
    id_: str, title: str, description: str, nodes: Sequence[Node], needs: Sequence[tuple[int, int]], rtl: bool = False
) -> Markup:
    """Draw the nodes under each other; a pair of ``needs`` holds the places of a node and of one that it needs."""
    widest = max((abs(one - other) for one, other in needs), default=1)
    gutter = _FIRST + _STEP * widest + 8
    words: list[Markup] = []
    middles: list[int] = []
    top = 4
    for node in nodes:
        middles.append(top + LINE // 2)
        for label, css in ((node.name, ""), (Label(node.aside), "aside")):
            if label.text:
                words.append(text_lines(label, top, rtl, gutter + 8, css))
                top += LINE * len(wrapped(label.text, gutter + 8))
        top += _GAP
    side = -1 if rtl else 1
    arcs = [_arc(side, gutter, middles[one], middles[other], abs(one - other)) for one, other in needs]
    dots = [_dot(side * gutter, y) for y in middles]
    graph = Markup("").join([*arcs, *dots])
    placed = Markup('<svg x="100%" overflow="visible">{}</svg>').format(graph) if rtl else graph
    return picture(id_, title, description, top, rtl, [*words, placed])


def _arc(side: int, gutter: int, begin: int, end: int, apart: int) -> Markup:
    """An arc out of the gutter's edge and back; the arrow stands where it arrives."""
    near = side * (gutter - _DOT - 2)
    far = side * (gutter - _DOT - _FIRST - _STEP * apart)
    # It leaves below the middle of its dot and arrives above it, so that both ends of a pair can be told apart.
    lean = 3 if end > begin else -3
    path = f"M{near} {begin + lean}C{far} {begin} {far} {end} {near} {end - lean}"
    back = near - side * 6
    arrow = f"M{back} {end - lean - 4}L{near} {end - lean}L{back} {end - lean + 4}"
    return Markup('<path class="arc" d="{}{}" fill="none" stroke="currentColor" stroke-width="1.5"/>').format(
        path, arrow
    )


def _dot(x: int, y: int) -> Markup:
    return Markup('<circle cx="{}" cy="{}" r="{}" fill="currentColor"/>').format(x, y, _DOT)
