"""What a validator that is not ours says of a PDF, without the one mistake that it makes.

A packed stream may end with the byte 0D by chance. With the line end before ``endstream`` the validator takes it for a
line end of two bytes, and says that /Length is one too many (STREAM-LENGTH-001, page-validation 0.11.0). That it is
wrong is proved for each file: ``endstream`` stands where the length says, for every stream.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

_STREAM = re.compile(rb"obj\s*<<(?:[^<>]|<(?!<)|>(?!>)|<<(?:[^<>]|<[^<>]*>)*>>)*>>\s*stream\r?\n")
_LENGTH = re.compile(rb"/Length (\d+)(?! \d+ R)")
_END = re.compile(rb"\r?\n?endstream\b")


def failures(path: Path, *profiles: str) -> list[str]:
    """What is wrong with a file by profiles such as ua1, 2a and 3a."""
    page = pytest.importorskip("page")
    found = [failure for profile in profiles for failure in page.validate_pdf(str(path), profile=profile).failures]
    true = lengths_are_true(path.read_bytes())
    return [f"{f.rule_id}: {f.message}" for f in found if not (true and f.rule_id.endswith("STREAM-LENGTH-001"))]


def lengths_are_true(content: bytes) -> bool:
    """Whether each stream of a file is as long as it says."""
    streams = list(_STREAM.finditer(content))
    lengths = [_LENGTH.search(found[0]) for found in streams]
    return len(streams) > 1 and all(
        length is not None and _END.match(content, found.end() + int(length[1])) is not None
        for found, length in zip(streams, lengths, strict=True)
    )
