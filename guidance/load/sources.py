"""Find and read content files. Nothing in them is trusted: sizes, links, names and characters are checked first."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from guidance.diagnostics import Diagnostic, Pin, error
from guidance.load.select import ALL, Selection

#: The largest content file we read, in bytes; a whole register in one language is a third of it.
MAX_BYTES = 2_000_000

#: Characters that hide or reorder text: controls, bidirectional controls (UAX #9), separators, spaces without width,
#: marks of byte order and of language, and the sign that something was lost in a conversion.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd"
    "\U000e0000-\U000e007f]"
)

_SINGLE = ("publication.yaml", "themes.yaml", "links.yaml", "style.yaml", "neighbours.yaml")
_SKIPPED = ("schema", "assets")
_LEDGER = "ledger.txt"
_SUFFIXES = {"pages": ".md"}


@dataclass(frozen=True, slots=True)
class Source:
    """A content file: its path from the project's root, in POSIX form, and its text."""

    path: str
    text: str


def read_sources(
    root: Path, content: str = "content", selection: Selection = ALL
) -> tuple[tuple[Source, ...], list[Diagnostic]]:
    """Read the content files under ``root/content`` that are asked for, sorted by path."""
    base = root / content
    if not base.is_dir():
        return (), [error("G000", f"there is no folder {content}/", Pin(content))]
    problems: list[Diagnostic] = []
    sources: list[Source] = []
    for found in sorted(_entries(str(base)), key=lambda entry: entry.path):
        name = printable(f"{content}/{found.inside}")
        if selection.reads(name, content):
            source = _misplaced(found, name) or _read(found, name, base)
            if isinstance(source, Source):
                sources.append(source)
            else:
                problems.append(source)
    return tuple(sources), problems


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file, or a folder that is not gone into: its path, its path inside the content folder in POSIX form."""

    path: str
    inside: str
    linked: bool = False
    folder: bool = False
    #: Why a folder cannot be listed.
    failure: OSError | None = None


def _entries(folder: str, inside: str = "") -> Iterator[_Entry]:
    """Every file below the folder, every linked folder, which is never followed, and every one that is closed to us."""
    try:
        entries = list(os.scandir(folder))
    except OSError as failure:
        yield _Entry(folder, inside.rstrip("/"), failure=failure)
        return
    for entry in entries:
        here = f"{inside}{entry.name}"
        if entry.name.startswith(".") or (not inside and entry.name == _LEDGER):
            continue
        linked = entry.is_symlink()
        # A link may lead to itself.
        is_folder = Path(entry.path).is_dir() if linked else entry.is_dir()
        if linked or not is_folder:
            yield _Entry(entry.path, here, linked, is_folder)
        elif here not in _SKIPPED:
            yield from _entries(entry.path, f"{here}/")


def printable(path: str) -> str:
    """A path as it can be printed: bytes that are not text, and controls, are escaped."""
    if path.isprintable():
        return path
    name = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in name)


def _misplaced(found: _Entry, name: str) -> Diagnostic | None:
    """What no kind of content file is called, or where none stands."""
    pin = Pin(name)
    if found.failure:
        return _unreadable(name, found.failure)
    if found.folder:
        return error("G008", "a linked folder", pin, "put the folder itself here")
    parts = found.inside.split("/")
    wanted = _SUFFIXES.get(parts[0], ".yaml")
    if PurePosixPath(parts[-1]).suffix != wanted:
        return error("G014", f"a content file here is named <id>{wanted}", pin, "rename it, or move it elsewhere")
    if len(parts) == 1 and parts[0] not in _SINGLE:
        return error("G014", "no kind of record lives in this place", pin, f"here stand only {', '.join(_SINGLE)}")
    return None


def _read(found: _Entry, name: str, base: Path) -> Source | Diagnostic:
    file = Path(found.path)
    try:
        if found.linked and not file.resolve().is_relative_to(base.resolve()):
            return error("G008", "a link that leads out of the content folder", Pin(name), "put the file itself here")
    except (OSError, RuntimeError) as failure:
        return _unreadable(name, failure)
    return read_file(file, name)


def read_file(file: Path, name: str) -> Source | Diagnostic:
    """Read a file as text, content or what somebody sent; ``name`` is what its diagnostics call it."""
    pin = Pin(name)
    try:
        about = file.stat()
        if not stat.S_ISREG(about.st_mode):
            return error("G019", "this is not a file that can be read", pin, "put a file here, or delete it")
        if about.st_size > MAX_BYTES:
            return error("G009", f"the file is larger than {MAX_BYTES:,} bytes", pin, "split it")
        raw = file.read_bytes()
    except (OSError, RuntimeError) as failure:
        return _unreadable(name, failure)
    return _decoded(name, raw)


def _unreadable(name: str, failure: Exception) -> Diagnostic:
    reason = getattr(failure, "strerror", None) or "a link that leads to itself"
    return error("G019", f"the file cannot be read: {reason}", Pin(name), "mend it on disk, then run this again")


def _decoded(name: str, raw: bytes) -> Source | Diagnostic:
    pin = Pin(name)
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError as failure:
        before = failure.object[: failure.start]
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        at = Pin(name, ("@line", before.count(b"\n") + 1, column))
        return error("G001", "the file is not UTF-8 from here on", at, "save the file as UTF-8")
    if not text.strip():
        return error("G002", "the file is empty", pin, "write the record or delete the file")
    if found := _FORBIDDEN.search(text):
        return _forbidden(name, text, found)
    return Source(name, text)


def _forbidden(name: str, text: str, found: re.Match[str]) -> Diagnostic:
    line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
    return error("G010", _described(found[0]), Pin(name, ("@line", line, column)), "delete it")


def forbidden_character(text: str) -> str | None:
    """What is wrong with a text that holds an invisible or forbidden character; nothing for any other text."""
    found = _FORBIDDEN.search(text)
    return _described(found[0]) if found else None


def _described(char: str) -> str:
    character = unicodedata.name(char, "control character")
    return f"an invisible or forbidden character: U+{ord(char):04X} {character}"


def read_ledger(root: Path, content: str) -> tuple[tuple[str, ...], list[Diagnostic]]:
    """The lines of the ledger, none where there is no ledger yet; under the same guards as every content file."""
    path = root / content / _LEDGER
    if not (path.exists() or path.is_symlink()) or not path.parent.is_dir():
        return (), []
    found = _read(_Entry(str(path), _LEDGER, path.is_symlink()), f"{content}/{_LEDGER}", root / content)
    if isinstance(found, Source):
        return tuple(found.text.rstrip("\n").split("\n")), []
    return (), [found]
