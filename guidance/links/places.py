"""Where in a file a mistake stands, so that an editor can jump there.

Parsers tell the line of a tag at best. The few places that are reported are looked up in the text of their file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

from guidance.diagnostics import Pin
from guidance.links.tree import Tree

#: Attributes that hold more than the address itself.
_LONGER = ("srcset", "imagesrcset", "style", "content", "ping")
_PAGES = (".html", ".htm")
#: Line, column and width.
_At = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file of the site.

    ``value`` is an address or an id, as the parser read it; in a page it stands in ``attribute`` of a tag that touches
    ``line``, elsewhere on that line. A place without a line is the whole file; ``inside`` says where it is in a file
    that has no lines, such as "page 12".
    """

    path: str
    value: str = ""
    attribute: str = ""
    line: int = 0
    column: int = 0
    inside: str = ""


class Written(NamedTuple):
    """An address in CSS or a script, and where it stands."""

    value: str
    line: int
    column: int


def find_pins(tree: Tree, places: Iterable[Place]) -> dict[Place, Pin]:
    """The places as pins with line, column and width, or of the whole file; every file is read once."""
    by_path: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        by_path[place.path].append(place)
    pins: dict[Place, Pin] = {}
    for path, here in by_path.items():
        name = tree.name(path)
        pins |= {place: Pin(name) for place in here if not place.line}
        lined = [place for place in here if place.line]
        if lined:
            pins |= {place: Pin(name, ("@line", *at)) for place, at in _find(path, _text(tree, path), lined).items()}
    return pins


def _find(path: str, text: str, places: list[Place]) -> dict[Place, _At]:
    found: dict[Place, _At] = {}
    if path.endswith(_PAGES):
        finder = _Finder([place for place in places if place.attribute])
        # The standard parser gives up on some broken declarations.
        with suppress(AssertionError):
            finder.feed(text)
        found = finder.found
    lines = text.split("\n")
    return {place: found.get(place) or _on_line(lines, place) for place in places}


def _text(tree: Tree, path: str) -> str:
    try:
        return tree.read(path).decode("utf-8", "replace")
    except OSError:
        return ""


def _on_line(lines: list[str], place: Place) -> _At:
    """The value on its line, from ``place.column`` on if that is known."""
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    column = line.find(place.value, max(0, place.column - 1)) + 1 or place.column or 1
    return place.line, column, max(1, min(len(place.value), len(line) + 1 - column))


class _Finder(HTMLParser):
    """Looks for the tags that have the values of places in their attributes."""

    def __init__(self, places: Iterable[Place]) -> None:
        super().__init__(convert_charrefs=False)
        self._wanted: dict[str, list[Place]] = defaultdict(list)
        for place in places:
            self._wanted[place.attribute].append(place)
        self.found: dict[Place, _At] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Compare the attributes of a tag."""
        for name, given in attrs:
            for place in self._wanted.get(name, ()):
                holds = given == place.value or (name in _LONGER and place.value in (given or ""))
                if holds and place not in self.found and self._touches(place.line):
                    self.found[place] = self._inside(self.get_starttag_text() or "", place)

    def _touches(self, line: int) -> bool:
        first = self.getpos()[0]
        return first <= line <= first + (self.get_starttag_text() or "").count("\n")

    def _inside(self, tag: str, place: Place) -> _At:
        line, before = self.getpos()
        start, width = _span(tag, place)
        head = tag[:start]
        if "\n" not in head:
            return line, before + start + 1, width
        return line + head.count("\n"), start - head.rfind("\n"), width


def _span(tag: str, place: Place) -> tuple[int, int]:
    """Where the value begins in the text of a tag, and how long it is as written."""
    pattern = rf"""(?<=[\s"'/]){re.escape(place.attribute)}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))"""
    for match in re.finditer(pattern, tag, re.IGNORECASE):
        group = match.lastindex or 0
        written = match[group]
        if unescape(written) == place.value:
            return match.start(group), max(1, len(written))
        if place.value and place.value in written:
            return match.start(group) + written.index(place.value), len(place.value)
    return 0, max(1, len(tag))
