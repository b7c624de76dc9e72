"""Opens a PDF that somebody sent and takes out what can be verified; the only door to pikepdf for reading books.

Nothing in the file is trusted: how much it may unpack to is limited, and however damaged it is, it is refused in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Stream

from guidance.fingerprint import UnsoundPdf, pages_digest
from guidance.unpacking import BOOK, opened, why

#: What a book may have: pages, and files inside.
MAX_PAGES, MAX_FILES = 5_000, 20


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
    for page in pdf.pages:
        drawn = page.obj.get("/Resources", Dictionary()).get("/XObject", Dictionary())
        if any(thing.get("/Subtype") == "/Form" for thing in drawn.as_dict().values()):
            # Drawings within drawings can be made to take for ever; our pages have none.
            raise UnsoundPdf("its pages use drawings within drawings, as no book of ours does")
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
