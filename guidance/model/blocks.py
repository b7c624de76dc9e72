"""The nodes of the restricted Markdown: what every renderer understands of a rich text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

#: How an address of another website may start.
SCHEMES = ("https://", "http://", "mailto:")


@dataclass(frozen=True, slots=True)
class Words:
    """A run of plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasized words; ``strong`` for strong emphasis."""

    children: tuple[Inline, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class OutsideLink:
    """A link to another website."""

    url: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference inside the guidance: ``kind`` is term, clause, para, module, target, provision, law …"""

    kind: str
    id: str
    words: str | None


@dataclass(frozen=True, slots=True)
class Blank:
    """A placeholder that the drafter fills."""

    name: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of the page."""

    children: tuple[Inline, ...]


Inline = Words | Emphasis | OutsideLink | Reference | Blank | Footnote


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class List:
    """A bulleted or numbered list; each item is a tuple of blocks."""

    ordered: bool
    items: tuple[tuple[Block, ...], ...]


Block = Paragraph | List


def inlines(blocks: tuple[Block, ...]) -> Iterator[Inline]:
    """Every inline node of the blocks, in reading order, parents first."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _descend(block.children)
        else:
            for item in block.items:
                yield from inlines(item)


def _descend(children: tuple[Inline, ...]) -> Iterator[Inline]:
    for child in children:
        yield child
        if isinstance(child, Emphasis | OutsideLink | Footnote):
            yield from _descend(child.children)
