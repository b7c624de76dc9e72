"""What earlier runs found out, so that a run does again only what changed.

Three stores: the records of this process, for a preview; the parsed data of earlier runs on disk, one JSON file a part
of the content, each document with the digest of the text it was parsed from; and the keys of texts that were in order.
Parsed data is not trusted: it goes through the same checks of shape as data just parsed. A file that cannot be read, or
that another version of this program wrote, is as good as none.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from guidance.load import yaml

_FOLDER = "parsed"
_IN_ORDER = "in-order.json"
#: A part is written again when it misses more documents than this: writing costs more than parsing a few.
_TOLERATED = 3


@dataclass(slots=True)
class _Part:
    """The documents of one part of the content, by path: the digest of the text, and the data."""

    documents: dict[str, list[Any]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    missed: int = 0


class ParseCache:
    """Parsed documents by path and text; ``folder`` is where earlier runs left theirs (none: memory only)."""

    def __init__(self, folder: Path | None = None) -> None:
        """Start empty; parts are read when a document of theirs is asked for."""
        self._records: dict[str, tuple[str, object]] = {}
        self._folder = folder / _FOLDER if folder else None
        self._parts: dict[str, _Part] = {}

    def record(self, path: str, text: str) -> object | None:
        """The checked record of a text, if this process made it before."""
        known = self._records.get(path)
        return known[1] if known and known[0] == text else None

    def keep_record(self, path: str, text: str, value: object) -> None:
        """Store a checked record."""
        self._records[path] = (text, value)

    def data(self, path: str, text: str) -> Any | None:
        """The data of a text, if an earlier run parsed it without a mistake."""
        if self._folder is None:
            return None
        part = self._part(path)
        known = part.documents.get(path)
        if isinstance(known, list) and len(known) == 2 and known[0] == _digest(text):
            part.used.add(path)
            return known[1]
        part.missed += 1
        return None

    def keep_data(self, path: str, text: str, data: Any) -> None:
        """Store parsed data."""
        if self._folder is not None:
            part = self._part(path)
            part.documents[path] = [_digest(text), data]
            part.used.add(path)

    def changed_files(self, whole: bool) -> dict[Path, bytes]:
        """The files to write after a run; after a ``whole`` one, what was not asked for is dropped."""
        if self._folder is None:
            return {}
        made: dict[Path, bytes] = {}
        for name, part in self._parts.items():
            gone = whole and len(part.used) < len(part.documents)
            if part.missed > _TOLERATED or gone:
                kept = {p: part.documents[p] for p in sorted(part.used if whole else part.documents)}
                stored = {"parser": _parser(), "documents": kept}
                made[self._folder / f"{name}.json"] = json.dumps(stored, ensure_ascii=False).encode()
                part.missed = 0
        return made

    def _part(self, path: str) -> _Part:
        steps = path.split("/")
        name = f"{steps[1]}-{steps[2]}" if steps[1:2] == ["translations"] else "records"
        if name not in self._parts:
            self._parts[name] = _Part(_stored(self._folder, name))
        return self._parts[name]


def _stored(folder: Path | None, name: str) -> dict[str, list[Any]]:
    """The documents that earlier runs left, if they were parsed by this very parser."""
    try:
        stored = json.loads((folder / f"{name}.json").read_bytes()) if folder else {}
    except (OSError, ValueError, RecursionError):
        return {}
    fits = isinstance(stored, dict) and stored.get("parser") == _parser()
    documents = stored.get("documents") if fits else None
    return documents if isinstance(documents, dict) else {}


@cache
def _parser() -> str:
    """Names the parser: another version of it may read the same text differently."""
    return _digest(Path(yaml.__file__).read_text("utf-8") + yaml.VERSION)


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
