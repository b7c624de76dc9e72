"""The manifest of a book, read from bytes that nobody vouches for; and lists of checksums."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from guidance.model.edition import MANIFEST_VERSION
from guidance.model.lang import LANGUAGES

_EDITION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,40}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SUM = re.compile(r"(?P<sha256>[0-9a-f]{64}) [ *](?P<name>.+)")


class BadManifest(ValueError):
    """A manifest that is none, in words."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a book says it was made from: size and SHA-256 of its data by name, number and SHA-256 of its pages.

    ``shown`` lists the units of the texts that its pages show; ``program`` is the SHA-256 of what made it.
    """

    edition: str
    date: str
    status: str
    lang: str
    files: Mapping[str, tuple[int, str]]
    pages: int
    digest: str
    program: str
    shown: tuple[str, ...]


def read_manifest(content: bytes) -> Manifest:
    """The manifest in a file; raises BadManifest."""
    try:
        said = json.loads(content)
        version = said["version"]
    except (ValueError, TypeError, KeyError, RecursionError) as failure:
        raise BadManifest("it is no manifest in JSON") from failure
    if version != MANIFEST_VERSION:
        raise BadManifest(f"it has version {version!r:.20}; this program knows version {MANIFEST_VERSION}")
    try:
        return _manifest(said)
    except (TypeError, KeyError, AttributeError, ValueError) as failure:
        raise BadManifest(f"something in it is missing, or not what it should be: {failure!s:.80}") from failure


def _manifest(said: Mapping[str, Any]) -> Manifest:
    files = {str(name): (int(file["size"]), _like(_SHA256, file["sha256"])) for name, file in said["files"].items()}
    shown = tuple(f"{file}#{path}" for file, paths in said["shown"].items() for path in paths)
    if said["language"] not in LANGUAGES:
        raise ValueError("language")
    return Manifest(
        edition=_like(_EDITION, said["edition"]),
        date=_like(_DATE, said["date"]),
        status=str(said["status"])[:40],
        lang=said["language"],
        files=files,
        pages=int(said["pages"]["count"]),
        digest=_like(_SHA256, said["pages"]["sha256"]),
        program=_like(_SHA256, said["program"]["sha256"]),
        shown=shown,
    )


def _like(pattern: re.Pattern[str], value: object) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ValueError(repr(value))
    return value


def read_sums(text: str) -> dict[str, str]:
    """Digests by the names of files, from lines as sha256sum writes them; raises ValueError for any other line."""
    found: dict[str, str] = {}
    for line in filter(str.strip, text.splitlines()):
        match = _SUM.fullmatch(line.strip())
        if match is None:
            raise ValueError(f"{line!r:.60} is no line of checksums")
        found[PurePosixPath(match["name"].replace("\\", "/")).name] = match["sha256"]
    return found
