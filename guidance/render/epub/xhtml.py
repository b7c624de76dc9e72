"""HTML of the templates to XHTML: the same elements, well-formed, without the styles that belong to paper.

The number of a provision, which on paper is the marker of its list item, becomes a word; cells of tables learn the
head of their column, so that a narrow screen can show a row as a list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser

_VOID = frozenset(("br", "col", "hr", "img", "meta", "link", "wbr"))
#: Elements that hold nothing a reader of a screen needs.
_LEFT_OUT = frozenset(("colgroup",))
_MARKER = re.compile(r"list-style-type:'(.*?)\\00a0 '")

Attributes = list[tuple[str, str | None]]


class NotWellFormedError(Exception):
    """A template leaves an element open or closes one that is not."""


class _Reader(HTMLParser):
    """Reads the body of a chapter; ``written`` is its XHTML, ``ids`` are its anchors in reading order."""

    def __init__(self, first: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self.ids: list[str] = []
        self._first = dict(first)
        self._open: list[str] = []
        self._left_out = 0
        self._heads: list[list[str]] = []
        self._cell = 0

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag in _LEFT_OUT:
            self._left_out += tag not in _VOID
            return
        if self._left_out:
            return
        self._note_table(tag)
        found = {name: value or "" for name, value in attrs}
        marker = _MARKER.search(found.pop("style", ""))
        if "id" in found:
            self.ids.append(found["id"])
        if "lang" in found:
            found["xml:lang"] = found["lang"]
        if self._first and tag == "section":
            found |= self._first
            self._first = {}
        if self._in_body_cell(tag) and self._cell <= len(self._heads[-1]):
            found["data-label"] = " ".join(self._heads[-1][self._cell - 1].split())
        self.written.append(_tag(tag, found))
        if tag not in _VOID:
            self._open.append(tag)
        if marker:
            self.written.append(f'<span class="number">{escape(marker[1])}</span> ')

    def handle_endtag(self, tag: str) -> None:
        if tag in _LEFT_OUT:
            self._left_out -= 1
            return
        if self._left_out or tag in _VOID:
            return
        if not self._open or self._open.pop() != tag:
            raise NotWellFormedError(f"</{tag}> closes nothing, in the {len(self.ids)}th anchor ({self.ids[-1:]})")
        if tag == "table":
            self._heads.pop()
        self.written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._left_out:
            return
        if "thead" in self._open and "th" in self._open:
            self._heads[-1][-1] += data
        self.written.append(escape(data, quote=False))

    def close(self) -> None:
        super().close()
        if self._open:
            raise NotWellFormedError(f"<{self._open[-1]}> is not closed")

    def _note_table(self, tag: str) -> None:
        if tag == "table":
            self._heads.append([])
        elif tag == "tr":
            self._cell = 0
        elif tag in ("th", "td"):
            self._cell += 1
            if "thead" in self._open:
                self._heads[-1].append("")

    def _in_body_cell(self, tag: str) -> bool:
        return tag in ("th", "td") and "tbody" in self._open


def to_xhtml(body: str, first: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The XHTML of a body and its anchors; its first section gets the attributes in ``first``."""
    reader = _Reader(first)
    reader.feed(body)
    reader.close()
    return "".join(reader.written), tuple(reader.ids)


_LINK = re.compile(r'(<a href=")#([^"]+)"')


def resolve(xhtml: str, file: str, files: Mapping[str, str]) -> str:
    """The XHTML of ``file`` whose links lead to where their anchors stand; raises KeyError for a lost anchor."""

    def link(found: re.Match[str]) -> str:
        there = files[found[2]]
        return f'{found[1]}{"" if there == file else there}#{found[2]}"'

    return _LINK.sub(link, xhtml)


def _tag(tag: str, attributes: Mapping[str, str]) -> str:
    inner = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{inner}/>" if tag in _VOID else f"<{tag}{inner}>"
