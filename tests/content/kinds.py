"""Which kind of record each content file is as the loader sees it, and which schema it names itself."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from guidance.load.cache import ParseCache
from guidance.load.read import read
from guidance.load.records.registry import KINDS
from guidance.load.sources import read_sources

#: What stands in the content folder and is no record, with the reason.
NOT_RECORDS = {
    "schema": "the schemas themselves",
    "assets": "images, which the site copies",
    "ledger.txt": "every id ever published, one a line: it has no keys",
}

#: A page is Markdown: its record is its front matter.
_FRONT = re.compile(r"---\n(?P<front>.*?\n)---\n", re.DOTALL)
_SCHEMA_LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


def content_files(root: Path) -> list[str]:
    """The path of every file that is a record or a page, from the root; only hidden files are passed over."""
    base = root / "content"
    files = (path.relative_to(base) for path in base.rglob("*") if path.is_file() and not path.name.startswith("."))
    return sorted(f"content/{path.as_posix()}" for path in files if path.parts[0] not in NOT_RECORDS)


@cache
def kinds(root: Path) -> dict[str, str]:
    """The kind of each content file, by its path from the root, as the loader decides it; none of files it refuses."""
    reading = read(read_sources(root)[0], (), "content", ParseCache())
    found = {record.path: kind for kind, records in reading.records.items() for record in records.values()}
    names = {kind.shape: kind.name for kind in KINDS.values()}
    return found | {file.path: names[type(file.shape)] for file in reading.translations}


def record_text(path: Path) -> str:
    """The YAML of a content file: the front matter of a page, and the whole of any other."""
    text = path.read_text("utf-8")
    if path.suffix != ".md":
        return text
    front = _FRONT.match(text)
    assert front, f"{path} has no front matter"
    return front["front"]


def named_schema(path: Path) -> Path | None:
    """The schema that the first line of a record names; nothing where it names none."""
    line = _SCHEMA_LINE.match(record_text(path))
    return (path.parent / line[1]).resolve() if line else None
