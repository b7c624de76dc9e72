"""HTML read by libxml2, where it reads what the press would: in a tenth of the time.

A document is taken only if libxml2 found nothing to mend in it, and it holds nothing that HTML5 reads in its own way.
Every other one is left to the parser of the press.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, TreeBuilder

from lxml import etree

#: Drawings and formulas have a namespace of their own in HTML5, and templates a document; a comment is an element. Some
#: younger elements have no end.
_FOREIGN = re.compile(
    r"<(?:!--|(?:svg|math|template|noscript|plaintext|frameset|select|wbr|source|track)\b)", re.IGNORECASE
)
#: libxml2 knows no element that is younger than HTML 4, and reads it as any other.
_HARMLESS = etree.ErrorTypes.HTML_UNKNOWN_TAG
#: Elements without an end.
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"})
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
#: What ends a paragraph in HTML5 wherever it stands in it.
_BLOCKS = _HEADINGS | {
    *("address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "li", "listing", "main", "menu"),
    *("nav", "ol", "p", "pre", "search", "section", "summary", "table", "ul", "xmp"),
}
#: What else HTML5 lets stand in an element only here: the rest it moves, or puts something around it.
_INSIDE = {
    "html": frozenset(("head", "body")),
    "table": frozenset(("caption", "colgroup", "thead", "tbody", "tfoot")),
    "colgroup": frozenset(("col",)),
    **dict.fromkeys(("thead", "tbody", "tfoot"), frozenset(("tr",))),
    "tr": frozenset(("td", "th")),
}
#: What does not stand in itself: the second ends the first.
_NEVER_TWICE = ("a", "button", "nobr", "option")


def quick_tree(html: str) -> Element | None:
    """The elements of a document as the press would read them; nothing if that cannot be told."""
    if _FOREIGN.search(html) or not html.startswith("<!doctype html>"):
        return None
    target = _Target()
    parser = etree.HTMLParser(target=target, encoding="utf-8")
    try:
        parser.feed(html.encode())
        root: Element | None = parser.close()
    except (etree.LxmlError, UnicodeEncodeError, AssertionError):
        return None
    if root is None or any(entry.type != _HARMLESS for entry in parser.feed_error_log):
        return None
    if not (_is_ended(root, html) and _is_plain(root)):
        return None
    return _as_html5(root, html[len(html.rstrip()) :])


class _Target:
    """Builds elements of the standard library, as the press expects them."""

    def __init__(self) -> None:
        self._builder = TreeBuilder()
        self.data, self.end, self.close = self._builder.data, self._builder.end, self._builder.close

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        self._builder.start(tag, dict(attributes))


def _is_ended(root: Element, html: str) -> bool:
    """Whether each element ends where it says so."""
    return html.count("</") == sum(one.tag not in _VOID for one in root.iter())


def _is_plain(root: Element) -> bool:
    """Whether each element stands where HTML5 leaves it."""
    if [child.tag for child in root] != ["head", "body"]:
        return False
    for tag, inside in _INSIDE.items():
        for one in root.iter(tag):
            said = (one.text, *(child.tail for child in one))
            if any(child.tag not in inside for child in one) or any(text and not text.isspace() for text in said):
                return False
    if any(one is not paragraph and one.tag in _BLOCKS for paragraph in root.iter("p") for one in paragraph.iter()):
        return False
    if any(
        one is not outer and one.tag == tag for tag in _NEVER_TWICE for outer in root.iter(tag) for one in outer.iter()
    ):
        return False
    return not any(child.tag in _HEADINGS for level in _HEADINGS for one in root.iter(level) for child in one)


def _as_html5(root: Element, end: str) -> Element:
    """The spaces around head and body, and at the ``end`` of the document, where HTML5 has them."""
    body = root[1]
    root.text, after, body.tail = None, (body.tail or "") + end, None
    if len(body):
        body[-1].tail = (body[-1].tail or "") + after
    else:
        body.text = (body.text or "") + after
    return root
