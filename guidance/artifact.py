"""The foundation of output: what renderers make and the writer writes, and many of them as one file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to be written: a POSIX path below the output folder, its bytes and media type."""

    path: str
    content: bytes
    media_type: str


def bundled(artifacts: Iterable[Artifact]) -> bytes:
    """Artifacts as one file: a line of JSON that lists path, media type and size of each, then their bytes in a row."""
    made = list(artifacts)
    listed = json.dumps([(a.path, a.media_type, len(a.content)) for a in made], separators=(",", ":"))
    return b"".join([listed.encode(), b"\n", *(a.content for a in made)])


def unbundled(content: bytes) -> list[Artifact]:
    """The artifacts of a bundle; raises ValueError for any other bytes."""
    list_, _, rest = content.partition(b"\n")
    made: list[Artifact] = []
    place = 0
    try:
        for path, media_type, size in json.loads(list_):
            made.append(Artifact(str(path), rest[place : place + size], str(media_type)))
            place += size
    except (TypeError, RecursionError) as failure:
        raise ValueError(f"no bundle: {failure}") from None
    if place != len(rest):
        raise ValueError("no bundle: its bytes are not as many as it lists")
    return made
