"""Prose pages: front matter in YAML, then sections of restricted Markdown headed ``## Heading {#key}``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from guidance.diagnostics import Diagnostic, Pin, error
from guidance.load.sources import Source

_HEADING = re.compile(r"^## +(?P<heading>.+?) *\{#(?P<key>[a-z0-9]+(?:-[a-z0-9]+)*)\} *$")
_FENCE = "---"


@dataclass(frozen=True, slots=True)
class Section:
    """A section as written; ``line`` is the 1-based line of its heading."""

    key: str
    heading: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class PageSource:
    """A page cut into its front matter, introduction and sections."""

    front: str
    introduction: str
    introduction_line: int
    sections: tuple[Section, ...]


def split_page(source: Source) -> tuple[PageSource | None, list[Diagnostic]]:
    """Cut a page; nothing and diagnostics if its structure is wrong."""
    lines = source.text.split("\n")
    if lines[0].strip() != _FENCE or _FENCE not in (line.strip() for line in lines[1:]):
        message = "the page has no front matter between two lines of ---"
        return None, [error("G012", message, _at(source, 1), "begin with ---, id:, title: …, ---")]
    end = next(i for i, line in enumerate(lines[1:], 1) if line.strip() == _FENCE)
    problems: list[Diagnostic] = []
    sections: list[Section] = []
    starts = [i for i in range(end + 1, len(lines)) if lines[i].startswith("#")]
    for start, stop in pairwise([*starts, len(lines)]):
        match = _HEADING.match(lines[start])
        if match is None:
            message = "a heading of a page is written ## Heading {#key}"
            problems.append(error("G013", message, _at(source, start + 1), "use two hashes and a key in ASCII"))
            continue
        if match["key"] in {section.key for section in sections}:
            message = f'the key "{match["key"]}" stands twice in the page'
            problems.append(error("G004", message, _at(source, start + 1), "choose another key"))
        body = "\n".join(lines[start + 1 : stop]).strip()
        if not body:
            problems.append(error("G007", f'the section "{match["key"]}" is empty', _at(source, start + 1)))
        sections.append(Section(match["key"], match["heading"], body, start + 1))
    first = starts[0] if starts else len(lines)
    introduction = "\n".join(lines[end + 1 : first]).strip()
    page = PageSource("\n".join(lines[1:end]), introduction, end + 2, tuple(sections))
    return (None, problems) if problems else (page, [])


def _at(source: Source, line: int) -> Pin:
    return Pin(source.path, ("@line", line, 1))
