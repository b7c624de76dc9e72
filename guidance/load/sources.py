"""Find and read content files."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from guidance.diagnostics import Diagnostic, Pin, error

#: The largest content file we read, in bytes; the whole corpus of 2026 is smaller.
MAX_BYTES = 2_000_000

#: Characters that hide or reorder text: C0/C1 controls, bidirectional overrides and isolates, byte-order marks.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")

_PATTERNS = ("publication.yaml", "themes.yaml", "*/**/*.yaml", "pages/*.md")
_SKIPPED = ("schema", "assets")
_LEDGER = "ledger.txt"


@dataclass(frozen=True, slots=True)
class Source:
    """A content file: its path from the project's root, in POSIX form, and its text."""

    path: str
    text: str


def read_sources(root: Path, content: str = "content") -> tuple[tuple[Source, ...], list[Diagnostic]]:
    """Read every content file under ``root/content``, sorted by path."""
    base = root / content
    problems: list[Diagnostic] = []
    sources: list[Source] = []
    if not base.is_dir():
        return (), [error("G000", f"there is no folder {content}/", Pin(content))]
    paths = {path for pattern in _PATTERNS for path in base.glob(pattern)}
    for path in sorted(paths):
        if path.relative_to(base).parts[0] in _SKIPPED:
            continue
        found = _read(path, path.relative_to(root).as_posix(), base)
        if isinstance(found, Source):
            sources.append(found)
        else:
            problems.append(found)
    return tuple(sources), problems


def _read(path: Path, name: str, base: Path) -> Source | Diagnostic:
    pin = Pin(name)
    if not path.resolve().is_relative_to(base.resolve()):
        return error("G008", "the file is a link that leads out of the content folder", pin, "put the file itself here")
    if not path.is_file():
        return error("G000", "this is not a file", pin)
    if path.stat().st_size > MAX_BYTES:
        return error("G009", f"the file is larger than {MAX_BYTES:,} bytes", pin, "split it")
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as failure:
        line = failure.object[: failure.start].count(b"\n") + 1
        return error("G001", f"line {line} is not UTF-8", pin, "save the file as UTF-8")
    return _check_text(Source(name, text.removeprefix("\ufeff").replace("\r\n", "\n")))


def _check_text(source: Source) -> Source | Diagnostic:
    pin = Pin(source.path)
    if not source.text.strip():
        return error("G002", "the file is empty", pin, "write the record or delete the file")
    if found := _FORBIDDEN.search(source.text):
        character = unicodedata.name(found[0], f"control character U+{ord(found[0]):04X}")
        line = source.text.count("\n", 0, found.start()) + 1
        return error("G010", f"line {line} holds an invisible or forbidden character ({character})", pin, "delete it")
    return source


def read_ledger(root: Path, content: str) -> tuple[str, ...]:
    """The lines of the ledger; none where there is no ledger yet."""
    path = root / content / _LEDGER
    return tuple(path.read_text("utf-8").split()) if path.is_file() else ()
