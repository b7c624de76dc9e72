"""What scripts load, where it can be known: modules named by a literal, and source maps.

An address that a script computes is not known here. The search index is: it has its own check.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidance.links.places import Written

#: Names of modules that are addresses begin with a dot or a slash; in a template string nothing may be filled in.
_IMPORT = re.compile(r"""\b(?:import\s*\(?|from)\s*(["'`])(\.{0,2}/[^"'`\s$]+)\1""")
#: It ends a line; a bundle holds these words as text too.
_SOURCE_MAP = re.compile(r"(?://|/\*)[#@] sourceMappingURL=([^\s*\"'`]+)[ \t]*(?:\*/)?[ \t]*$", re.MULTILINE)


def named_in(script: str) -> Iterator[Written]:
    """The modules a script imports by name, and its source map."""
    for match in _IMPORT.finditer(script):
        yield _named(script, match, 2)
    yield from source_maps(script)


def source_maps(text: str) -> Iterator[Written]:
    """The source maps that a script or a style sheet names."""
    for match in _SOURCE_MAP.finditer(text):
        yield _named(text, match, 1)


def _named(text: str, match: re.Match[str], group: int) -> Written:
    start = match.start(group)
    return Written(match[group], text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
