"""The digest of the pages of a PDF: computed alike by the program that binds a book and by the one that verifies it.

It covers what readers and their programs get: boxes, drawing, fonts, links and notes on each page, and the tags with
their texts and languages. It does not cover how the file is packed, numbered or compressed, nor the files inside it:
so it can stand in one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

import pikepdf
from pikepdf import Array, Dictionary, Object, Stream

#: The number of an object says only where it stands in the file.
_NUMBER = re.compile(rb"\b\d+ \d+ R\b")
_PAIR = re.compile(rb"\b(\d+) (\d+) R\b")
#: What an element is written with, as the library writes it.
_STRING = re.compile(rb"\((?:[^\\()]|\\.)*\)|(?<!<)<[0-9a-fA-F]*>", re.DOTALL)
_DICTIONARY = re.compile(rb"<<[^<>]*>>")
_KIDS = re.compile(rb"/K (\[[^\]]*\]|\d+ \d+ R)")
#: How a stream is packed.
_PACKING = frozenset(("/Length", "/Filter", "/DecodeParms"))
#: Of a damaged file: things within things, and elements of its structure.
_DEEPEST, _MOST_ELEMENTS = 60, 2_000_000
_BOXES = ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox")
_VERSION = b"pages 1\0"


class UnsoundPdf(ValueError):
    """What no PDF of ours is like: nested without end, or with more in it than any book."""


def pages_digest(pdf: pikepdf.Pdf, most_bytes: int = 1 << 40) -> str:
    """SHA-256 over the pages and the tags, in hexadecimal digits; raises UnsoundPdf, or what pikepdf raises.

    A file that somebody sent may unpack to so many bytes at most.
    """
    made = sha256(_VERSION)
    things = _Things(most_bytes)
    for page in pdf.pages:
        for piece in _page(page.obj, things):
            made.update(b"%d:" % len(piece))
            made.update(piece)
    made.update(str(pdf.Root.get("/Lang", "")).encode())
    if "/StructTreeRoot" in pdf.Root:
        for element in _elements(pdf):
            made.update(element)
    return made.hexdigest()


def _page(page: Object, things: _Things) -> Iterator[bytes]:
    for box in _BOXES:
        yield page[box].unparse() if box in page else b""
    contents = page.get("/Contents")
    yield b"\n".join(map(things.content, contents if isinstance(contents, Array) else [contents]))
    for annotation in page.get("/Annots", ()):
        yield _bare(annotation)
    yield things.digest(page.get("/Resources", Dictionary()))


def _bare(thing: Object) -> bytes:
    """A thing as it is written, without the numbers of others."""
    return _NUMBER.sub(b"R", _written(thing))


def _elements(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    """The elements of the structure as they are written, parents first.

    They are followed by their numbers: of each thing that is taken out of another the library notes where it was, and
    keeps the note; in a long book that is 25 MB.
    """
    waiting = [_numbers(_written(pdf.Root.StructTreeRoot))]
    count = 0
    while waiting:
        if not waiting[-1]:
            waiting.pop()
            continue
        element = _written(pdf.get_object(waiting[-1].pop()))
        count += 1
        if count > _MOST_ELEMENTS or len(waiting) > _DEEPEST:
            raise UnsoundPdf("its structure has more elements than any book, or nests them without end")
        yield _NUMBER.sub(b"R", element)
        waiting.append(_numbers(element))


def _numbers(element: bytes) -> list[tuple[int, int]]:
    """The numbers of the kids that are elements, the last first; those in a dictionary stand on a page."""
    kids = _KIDS.search(_DICTIONARY.sub(b"", _STRING.sub(b"()", element)[2:]))
    return [(int(number), int(version)) for number, version in reversed(_PAIR.findall(kids[1]))] if kids else []


def _written(thing: Object) -> bytes:
    return thing.unparse(resolved=True)


class _Things:
    """Digests of what pages share, such as fonts; each is read once."""

    def __init__(self, most_bytes: int) -> None:
        self._known: dict[tuple[int, int], bytes] = {}
        self._left = most_bytes

    def content(self, stream: object) -> bytes:
        """What a stream unpacks to; nothing for anything else."""
        content = stream.read_bytes() if isinstance(stream, Stream) else b""
        self._left -= len(content)
        if self._left < 0:
            raise UnsoundPdf("it unpacks to more than any book")
        return content

    def digest(self, thing: object, depth: int = 0) -> bytes:
        """The digest of a thing with all that it holds."""
        if depth > _DEEPEST:
            raise UnsoundPdf("its objects are nested without end")
        if not isinstance(thing, Array | Dictionary | Stream):
            return thing.unparse() if isinstance(thing, Object) else repr(thing).encode()
        number = thing.objgen
        if number in self._known:
            return self._known[number]
        if number != (0, 0):
            # Stands for itself within itself.
            self._known[number] = b"above"
        made = sha256()
        for piece in self._pieces(thing, depth):
            made.update(b"%d:" % len(piece))
            made.update(piece)
        if number != (0, 0):
            self._known[number] = made.digest()
        return made.digest()

    def _pieces(self, thing: Object, depth: int) -> Iterator[bytes]:
        if isinstance(thing, Array):
            for one in thing:
                yield self.digest(one, depth + 1)
            return
        for key in sorted(thing.keys()):
            if key not in _PACKING:
                yield key.encode("utf-8", "surrogateescape")
                yield self.digest(thing[key], depth + 1)
        if isinstance(thing, Stream):
            yield self.content(thing)
