"""The foundation of output: what renderers make and the writer writes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to be written: a POSIX path below the output folder, its bytes and media type."""

    path: str
    content: bytes
    media_type: str
