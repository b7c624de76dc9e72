"""What leads where in a PDF: bookmarks, links and the places they name; the only door to pikepdf."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf

from guidance.unpacking import BOOK, opened

#: Actions that follow each other; a longer row is a circle.
_MAX_ACTIONS = 20
#: What pikepdf raises, or our walk does, where an object of a damaged file is not what it must be.
_BROKEN = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError)


class Jump(NamedTuple):
    """A link or bookmark that leads nowhere: where it stands, the name it leads to, if any, and why it is broken."""

    where: str
    name: str
    why: str


class Outside(NamedTuple):
    """A link to a web address, and where it stands."""

    where: str
    value: str


@dataclass(frozen=True, slots=True)
class Book:
    """A PDF: how many pages it has, the places that can be named, and where its links and bookmarks lead.

    ``count`` is the number of links and bookmarks, sound or not.
    """

    pages: int
    names: frozenset[str]
    broken: tuple[Jump, ...]
    outside: tuple[Outside, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that is no PDF that can be opened, and why."""

    why: str


def read_book(path: Path) -> Book | Unreadable:
    """Read a PDF; a file that a viewer would have to mend before it can show it counts as damaged."""
    try:
        with opened(path, BOOK) as pdf:
            return _Reading(pdf).book()
    except pikepdf.PasswordError:
        return Unreadable("a password is needed to open it")
    except OSError as failure:
        return Unreadable(failure.strerror or str(failure))
    except _BROKEN as failure:
        return Unreadable(str(failure).replace(str(path), path.name))


class _Reading:
    """Walks an open PDF."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._pages = {page.obj.objgen for page in pdf.pages}
        self._names = dict(_named(pdf))
        self._broken: list[Jump] = []
        self._outside: list[Outside] = []
        self._count = 0

    def book(self) -> Book:
        for where, item in (*_annotations(self._pdf), *_bookmarks(self._pdf)):
            self._count += 1
            self._follow(where, item)
        self._open(self._pdf.Root.get("/OpenAction"))
        names = frozenset(name for name in self._names if not self._place_fault(self._names[name]))
        return Book(len(self._pages), names, tuple(self._broken), tuple(self._outside), self._count)

    def _open(self, opening: Any) -> None:
        """Follow what happens when the book is opened: an action, a destination, or nothing."""
        if isinstance(opening, pikepdf.Dictionary):
            self._act("opening", opening)
        elif opening is not None:
            self._jump("opening", opening)

    def _follow(self, where: str, item: Any) -> None:
        destination, action = item.get("/Dest"), item.get("/A")
        if destination is not None:
            self._jump(where, destination)
        elif action is not None:
            self._act(where, action)
        else:
            self._broken.append(Jump(where, "", "it has no destination"))

    def _act(self, where: str, action: Any) -> None:
        """Follow an action and those after it."""
        for _ in range(_MAX_ACTIONS):
            kind = str(action.get("/S", ""))
            if kind == "/GoTo":
                self._jump(where, action.get("/D"))
            elif kind == "/URI":
                self._outside.append(Outside(where, str(action.get("/URI", ""))))
            elif kind != "/Named":
                self._broken.append(Jump(where, "", f"it starts {kind.strip('/') or 'an action without a kind'}"))
            action = action.get("/Next")
            if not isinstance(action, pikepdf.Dictionary):
                return

    def _jump(self, where: str, destination: Any) -> None:
        if isinstance(destination, pikepdf.String | pikepdf.Name | str):
            name = str(destination).removeprefix("/") if isinstance(destination, pikepdf.Name) else str(destination)
            if name not in self._names:
                self._broken.append(Jump(where, name, "no place in the book has this name"))
                return
            fault = self._place_fault(self._names[name])
        else:
            name, fault = "", self._place_fault(destination)
        if fault:
            self._broken.append(Jump(where, name, fault))

    def _place_fault(self, place: Any) -> str:
        """Why an explicit destination leads nowhere; empty if it leads to a page."""
        if isinstance(place, pikepdf.Dictionary):
            place = place.get("/D")
        if not isinstance(place, pikepdf.Array) or len(place) == 0:
            return "it is not a destination"
        page = place[0]
        if isinstance(page, int):
            return "" if 0 <= page < len(self._pages) else f"there is no page {page + 1}"
        return "" if getattr(page, "objgen", None) in self._pages else "its page is not in the book"


def _named(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    """The named destinations, of the name tree and of the older dictionary."""
    names = pdf.Root.get("/Names")
    tree = names.get("/Dests") if names is not None else None
    if tree is not None:
        yield from ((str(name), place) for name, place in pikepdf.NameTree(tree).items())
    older = pdf.Root.get("/Dests")
    if older is not None:
        yield from ((name.removeprefix("/"), place) for name, place in older.items())


def _annotations(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    """The links, with the pages they stand on, counted from 1."""
    for number, page in enumerate(pdf.pages, start=1):
        for annotation in page.obj.get("/Annots", ()):
            if isinstance(annotation, pikepdf.Dictionary) and annotation.get("/Subtype") == "/Link":
                yield f"page {number}", annotation


def _bookmarks(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    """The bookmarks that lead somewhere or have nothing below them; each once, whatever the chain of a damaged file."""
    outlines = pdf.Root.get("/Outlines")
    waiting = [outlines.get("/First")] if outlines is not None else []
    seen: set[Any] = set()
    while waiting:
        item = waiting.pop()
        if not isinstance(item, pikepdf.Dictionary) or item.objgen in seen:
            continue
        seen.add(item.objgen)
        waiting += [item.get("/Next"), item.get("/First")]
        if "/Dest" in item or "/A" in item or "/First" not in item:
            yield f'the bookmark "{item.get("/Title", "")}"', item
