"""What earlier runs found out, so that a run does again only what changed.

Three stores: the records of this process and what it made of them, for a preview; what earlier runs parsed, on disk,
two JSON files a part of the content: its documents, each with the digest of the text it was parsed from, and the blocks
of its rich texts, by the digest of the text; and the keys of texts that were in order. What was parsed is not trusted:
it goes through the same checks of shape as data just parsed. A file that cannot be read, or that another version of
this program wrote, is as good as none.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from guidance.load import kept_blocks, markdown, yaml
from guidance.load.kept_blocks import packed, unpacked
from guidance.model.blocks import Block

_FOLDER = "parsed"
_BLOCKS = "-blocks"
_IN_ORDER = "in-order.json"
#: A part is written again when it misses more entries than this: writing costs more than parsing a few.
_TOLERATED = 3


@dataclass(slots=True)
class _Part:
    """What is known of one part of the content: entries by key, those that were of use, and how many were missing."""

    entries: dict[str, Any] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    missed: int = 0

    def get(self, key: str) -> Any | None:
        """What is known under a key."""
        if key in self.entries:
            self.used.add(key)
            return self.entries[key]
        self.missed += 1
        return None

    def put(self, key: str, value: Any) -> None:
        """Store what was found out."""
        self.entries[key] = value
        self.used.add(key)

    def worth_writing(self, whole: bool) -> bool:
        """Whether much was missing, or, after a ``whole`` run, something is of no use any more."""
        return self.missed > _TOLERATED or (whole and len(self.used) < len(self.entries))


class ParseCache:
    """What was parsed, by place and text; ``folder`` is where earlier runs left theirs (none: memory only)."""

    def __init__(self, folder: Path | None = None) -> None:
        """Start empty; parts are read when something of theirs is asked for."""
        self._records: dict[str, tuple[str, object]] = {}
        self._made: dict[tuple[str, str], object] = {}
        self._folder = folder / _FOLDER if folder else None
        self._parts: dict[str, _Part] = {}

    def record(self, path: str, text: str) -> object | None:
        """The checked record of a text, if this process made it before."""
        known = self._records.get(path)
        return known[1] if known and known[0] == text else None

    def keep_record(self, path: str, text: str, value: object) -> None:
        """Store a checked record."""
        self._records[path] = (text, value)

    def made(self, kind: str, id_: str) -> object | None:
        """What this process made last of the record of a kind and id."""
        return self._made.get((kind, id_))

    def keep_made(self, kind: str, id_: str, value: object) -> None:
        """Store what was made of a record."""
        self._made[kind, id_] = value

    def data(self, path: str, text: str) -> Any | None:
        """The data of a file, if an earlier run parsed it without a mistake."""
        return self._part(path, "").get(f"{path} {_digest(text)}") if self._folder else None

    def keep_data(self, path: str, text: str, data: Any) -> None:
        """Store the data of a file."""
        if self._folder:
            self._part(path, "").put(f"{path} {_digest(text)}", data)

    def blocks(self, path: str, text: str) -> tuple[Block, ...] | None:
        """The blocks of a rich text of a file, if an earlier run parsed it without a mistake."""
        known = self._part(path, _BLOCKS).get(_digest(text)) if self._folder else None
        return None if known is None else unpacked(known)

    def keep_blocks(self, path: str, text: str, blocks: tuple[Block, ...]) -> None:
        """Store the blocks of a rich text."""
        if self._folder:
            self._part(path, _BLOCKS).put(_digest(text), packed(blocks))

    def changed_files(self, whole: bool) -> dict[Path, bytes]:
        """The files to write after a run; after a ``whole`` one, what was not asked for is dropped."""
        made: dict[Path, bytes] = {}
        for name, part in self._parts.items():
            if self._folder and part.worth_writing(whole):
                kept = {key: part.entries[key] for key in sorted(part.used if whole else part.entries)}
                stored = {"parser": _parser(), "entries": kept}
                made[self._folder / f"{name}.json"] = json.dumps(stored, ensure_ascii=False).encode()
                part.missed = 0
        return made

    def _part(self, path: str, suffix: str) -> _Part:
        steps = path.split("/")
        name = (f"{steps[1]}-{steps[2]}" if steps[1:2] == ["translations"] else "records") + suffix
        if name not in self._parts:
            self._parts[name] = _Part(_stored(self._folder, name))
        return self._parts[name]


def _stored(folder: Path | None, name: str) -> dict[str, Any]:
    """What earlier runs left, if it was parsed by these very parsers."""
    try:
        stored = json.loads((folder / f"{name}.json").read_bytes()) if folder else {}
    except (OSError, ValueError, RecursionError):
        return {}
    fits = isinstance(stored, dict) and stored.get("parser") == _parser()
    entries = stored.get("entries") if fits else None
    return entries if isinstance(entries, dict) else {}


@cache
def _parser() -> str:
    """Names the parsers: another version of them may read the same text differently."""
    code = [Path(module.__file__ or "").read_text("utf-8") for module in (yaml, markdown, kept_blocks)]
    return _digest("".join((*code, yaml.VERSION, markdown.VERSION)))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@cache
def program() -> str:
    """Names the program by its own code: another version of a rule may judge the same text differently."""
    folder = Path(yaml.__file__).parents[1]
    code = sorted((*folder.glob("check/*.py"), *folder.glob("model/*.py"), *folder.glob("load/markdown.py")))
    return sha256(b"".join(path.read_bytes() for path in code)).hexdigest()


def texts_in_order(folder: Path, judged_by: str) -> frozenset[str]:
    """The keys of the texts that an earlier run, judging by the same program and glossary, found in order."""
    try:
        stored = json.loads((folder / _IN_ORDER).read_bytes())
    except (OSError, ValueError, RecursionError):
        return frozenset()
    if not isinstance(stored, dict) or stored.get("judged_by") != program() + judged_by:
        return frozenset()
    keys = stored.get("keys")
    return frozenset(key for key in keys if isinstance(key, str)) if isinstance(keys, list) else frozenset()


def file_of_texts_in_order(folder: Path, judged_by: str, keys: frozenset[str]) -> tuple[Path, bytes]:
    """The file that ``texts_in_order`` reads, and what to write there."""
    stored = {"judged_by": program() + judged_by, "keys": sorted(keys)}
    return folder / _IN_ORDER, json.dumps(stored).encode()
