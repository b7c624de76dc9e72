"""A document of plain blocks: what a page, a PDF and a Word file can all show alike.

Every text is ready: in one language, without markup, with the language of its own where that is another one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one look; ``lang`` is empty for the language of the document.

    ``to`` is a thing of the guidance (kind, id, anchor), ``value`` an answer of the scale that the words stand for.
    ``mark`` is ``ins`` for what was inserted and ``del`` for what was deleted, where two editions are compared.
    """

    text: str
    lang: str = ""
    strong: bool = False
    to: tuple[str, str, str] | None = None
    value: str = ""
    mark: str = ""


#: A line of text.
Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4; its anchor is ASCII and unique in the document."""

    kind: ClassVar[str] = "heading"
    level: int
    anchor: str
    line: Line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``look`` is empty, ``notice``, ``meta``, or ``label`` for one that introduces what follows it."""

    kind: ClassVar[str] = "paragraph"
    line: Line
    look: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list; ``ordered`` if its order matters."""

    kind: ClassVar[str] = "items"
    items: tuple[Line, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the first cell of a row is its head; ``widths`` are shares of the whole, ``label`` its anchor's name.

    ``counts`` says that all columns but the first hold numbers.
    """

    kind: ClassVar[str] = "table"
    label: str
    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[int, ...]
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Fold:
    """Lines that did not change: shown on demand on a screen, named by ``label`` alone on paper.

    ``whole`` says that they stand between changes of one text, which a Word file shows in full.
    """

    kind: ClassVar[str] = "fold"
    label: str
    lines: tuple[Line, ...]
    whole: bool = False


Block = Heading | Paragraph | Items | Table | Fold


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document with what its file says of itself; ``head`` stands over and ``foot`` under every page.

    ``base`` is the address of the language's pages, to which links lead; ``date`` is that of the edition.
    """

    lang: str
    title: str
    author: str
    subject: str
    head: str
    foot: str
    date: str
    base: str
    blocks: tuple[Block, ...]
