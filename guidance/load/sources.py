"""Find and read content files. Nothing in them is trusted: sizes, links, names and characters are checked first."""

from __future__ import annotations

import os
import re
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
    for path in sorted(_files(base)):
        name = _name(path, root)
        if selection.reads(name, content):
            found = _misplaced(path, name, base) or _read(path, name, base)
            if isinstance(found, Source):
                sources.append(found)
            else:
                problems.append(found)
    return tuple(sources), problems


def _files(base: Path) -> Iterator[str]:
    """Every file below the folder, and every linked folder, which is never followed."""
    for folder, folders, files in os.walk(base):
        at_top = Path(folder) == base
        linked = [name for name in folders if (Path(folder) / name).is_symlink()]
        folders[:] = [f for f in folders if f not in linked and not (f.startswith(".") or (at_top and f in _SKIPPED))]
        names = (name for name in files if not name.startswith(".") and not (at_top and name == _LEDGER))
        yield from (os.path.join(folder, name) for name in (*linked, *names))  # noqa: PTH118 - thousands of files


def _name(path: str, root: Path) -> str:
    """The path from the project's root as it can be printed."""
    return printable(os.path.relpath(path, root).replace(os.sep, "/"))


def printable(path: str) -> str:
    """A path as it can be printed: bytes that are not text, and controls, are escaped."""
    name = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in name)


def _misplaced(path: str, name: str, base: Path) -> Diagnostic | None:
    """What no kind of content file is called, or where none stands."""
    pin = Pin(name)
    if Path(path).is_dir():
        return error("G008", "a linked folder", pin, "put the folder itself here")
    parts = PurePosixPath(os.path.relpath(path, base).replace(os.sep, "/")).parts
    wanted = _SUFFIXES.get(parts[0], ".yaml")
    if PurePosixPath(parts[-1]).suffix != wanted:
        return error("G014", f"a content file here is named <id>{wanted}", pin, "rename it, or move it elsewhere")
    if len(parts) == 1 and parts[0] not in _SINGLE:
        return error("G014", "no kind of record lives in this place", pin, f"here stand only {', '.join(_SINGLE)}")
    return None


def _read(path: str, name: str, base: Path) -> Source | Diagnostic:
    file = Path(path)
    try:
        if file.is_symlink() and not file.resolve().is_relative_to(base.resolve()):
            return error("G008", "a link that leads out of the content folder", Pin(name), "put the file itself here")
    except (OSError, RuntimeError) as failure:
        return _unreadable(name, failure)
    return read_file(file, name)


def read_file(file: Path, name: str) -> Source | Diagnostic:
    """Read a file as text, content or what somebody sent; ``name`` is what its diagnostics call it."""
    pin = Pin(name)
    try:
        if not file.is_file():
            return error("G019", "this is not a file that can be read", pin, "put a file here, or delete it")
        if file.stat().st_size > MAX_BYTES:
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
    found = _read(str(path), f"{content}/{_LEDGER}", root / content)
    if isinstance(found, Source):
        return tuple(found.text.rstrip("\n").split("\n")), []
    return (), [found]
