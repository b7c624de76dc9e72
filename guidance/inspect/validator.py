"""A validator that is not ours reads finished files by the rules of PDF/UA and PDF/A; the only door to page-validation.

It is a tool of those who make the guidance, not of those who read it: where it is not installed, the caller is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from guidance.errors import UsageError
from guidance.inspect.rules import Finding

#: What every file of ours claims, whatever else it does.
ALWAYS = "ua1"
_KNOWN = frozenset({"ua1", "1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u"})


@dataclass(frozen=True, slots=True)
class FalsePositive:
    """A mistake of the validator: the end of the name of its rule, why it is one, and what proves it for a file."""

    rule: str
    why: str
    proof: Callable[[bytes], bool]


def lengths_are_true(content: bytes) -> bool:
    """Whether ``endstream`` stands where the length of each stream says; what is written otherwise proves nothing."""
    streams = list(_STREAM.finditer(content))
    for found in streams:
        length = _LENGTH.search(found[1])
        if not length or not _END.match(content, found.end() + int(length[1])):
            return False
    return len(streams) == len(_ENDS.findall(content))


_STREAM = re.compile(rb"\d+ \d+ obj\s*<<((?:[^<>]|<(?!<)|>(?!>)|<<(?:[^<>]|<[^<>]*>)*>>)*)>>\s*stream\r?\n")
_LENGTH = re.compile(rb"/Length (\d+)(?! \d+ R)")
_END = re.compile(rb"\r?\n?endstream\b")
_ENDS = re.compile(rb"endstream\s+endobj\b")

FALSE_POSITIVES = (
    FalsePositive(
        "STREAM-LENGTH-001",
        "A packed stream may end with the byte 0D by chance; with the line end before “endstream” the validator takes "
        "it for a line end of two bytes and counts one byte too few (page-validation 0.11.0).",
        lengths_are_true,
    ),
)


def validate(source: Path, claims: tuple[str, ...]) -> Iterator[Finding]:
    """What the validator finds in a file by PDF/UA-1 and by the parts of PDF/A that the file ``claims`` to keep.

    Raises UsageError where the validator is not installed.
    """
    try:
        import page
    except ImportError as failure:
        raise UsageError(
            "the validator is not installed: make setup SETUP_ARGS=--dev brings it, --no-validator leaves it out"
        ) from failure
    for profile in dict.fromkeys((ALWAYS, *claims)):
        if profile not in _KNOWN:
            yield Finding(f"the file claims to keep “{profile}”, which the validator does not know")
            continue
        for found in page.validate_pdf(str(source), profile=profile).failures:
            if not _is_false(found.rule_id, source):
                yield Finding(f"{found.rule_id}: {found.message}")


def _is_false(rule: str, source: Path) -> bool:
    known = (false for false in FALSE_POSITIVES if rule.endswith(false.rule))
    return any(false.proof(source.read_bytes()) for false in known)
