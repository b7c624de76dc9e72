"""Opens a PDF that somebody sent and takes out what can be verified; the only door to pikepdf for reading books.

Nothing in the file is trusted: how much it may unpack to is limited, and however damaged it is, it is refused in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Object, Stream

from guidance.fingerprint import UnsoundPdf, pages_digest
from guidance.unpacking import BOOK, opened, why

#: What a book may have: pages, and files inside.
MAX_PAGES, MAX_FILES = 5_000, 20
#: What a page may unfold into, and how deep: a table of bars has some hundred drawings, two deep.
_MOST, _DEEPEST = 50_000, 10
#: The operator that draws another drawing, wherever its letters stand: what is counted too often does no harm.
_DRAW = b"Do"
_REFUSED = "its pages use drawings within drawings, more of them than any book of ours"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that is no PDF that can be opened, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF: how many pages it has, their digest, the files inside by their names, and which are there twice."""

    title: str
    creator: str
    pages: int
    digest: str
    files: dict[str, bytes]
    twice: tuple[str, ...]


def read_document(path: Path) -> Document | Unreadable:
    """Read a PDF; one that has to be mended before it can be shown counts as damaged."""
    try:
        with path.open("rb") as file:
            if b"%PDF-" not in file.read(1024):
                return Unreadable("it is no PDF")
        with opened(path, BOOK) as pdf:
            return _document(pdf)
    except UnsoundPdf as failure:
        return Unreadable(str(failure))
    except Exception as failure:  # a damaged file fails anywhere in the library, with any exception
        return Unreadable(why(failure))


def _document(pdf: pikepdf.Pdf) -> Document:
    if len(pdf.pages) > MAX_PAGES:
        raise UnsoundPdf("it has more pages than any book")
    drawings = _Drawings()
    for page in pdf.pages:
        drawings.check(page.obj)
    found = list(_files(pdf))
    files = dict(found)
    twice = tuple(name for name in files if sum(name == other for other, _ in found) > 1)
    said = pdf.docinfo
    title, creator = (str(said.get(key, ""))[:200] for key in ("/Title", "/Creator"))
    return Document(title, creator, len(pdf.pages), pages_digest(pdf, BOOK.whole), files, twice)


def _files(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bytes]]:
    """The files inside, with their names."""
    tree = pdf.Root.get("/Names", Dictionary()).get("/EmbeddedFiles")
    if tree is None:
        return
    for number, (_, held) in enumerate(pikepdf.NameTree(tree).items()):
        if number >= MAX_FILES:
            raise UnsoundPdf("it has more files inside than any book")
        name, stream = held.get("/UF", held.get("/F")), held.get("/EF", Dictionary()).get("/F")
        if isinstance(stream, Stream):
            yield str(name), stream.read_bytes()


class _Drawings:
    """Counts what pages unfold into: drawings may use drawings, and a few bytes can keep a viewer busy for ever.

    A drawing that several use is read once.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], int] = {}
        self._open: list[tuple[int, int]] = []

    def check(self, page: Object) -> None:
        """Raise UnsoundPdf for a page that unfolds into more than any of ours, or without end."""
        if self._of(page, page.get("/Contents")) > _MOST:
            raise UnsoundPdf(_REFUSED)

    def _of(self, owner: Object, content: Object | None) -> int:
        """At most so many drawings: every one that is used may be the largest of those that can be."""
        inside = [thing for thing in _forms(owner) if isinstance(thing, Stream)]
        if not inside:
            return 0
        parts = content if isinstance(content, Array) else [content]
        used = sum(part.read_bytes().count(_DRAW) for part in parts if isinstance(part, Stream))
        return used * (1 + max(map(self._inside, inside)))

    def _inside(self, drawing: Stream) -> int:
        key = drawing.objgen
        if key not in self._known:
            if key in self._open or len(self._open) > _DEEPEST:
                raise UnsoundPdf(_REFUSED)
            self._open.append(key)
            self._known[key] = min(self._of(drawing, drawing), _MOST)
            self._open.pop()
        return self._known[key]


def _forms(owner: Object) -> list[Object]:
    found = owner.get("/Resources", Dictionary()).get("/XObject", Dictionary())
    return [thing for thing in found.as_dict().values() if thing.get("/Subtype") == "/Form"]
