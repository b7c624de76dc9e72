"""What stands in pages, drawings and the site map.

libxml2 reads HTML as browsers do, mends what is broken, and stops at limits (depth, length) instead of using up the
memory. Where it stopped, the rest is unknown, so the file counts as damaged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from sys import intern
from typing import Any, NamedTuple

from lxml import etree

_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_XHTML_LINK = "{http://www.w3.org/1999/xhtml}link"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_REFRESH = re.compile(r"\s*[\d.]*\s*(?:[;,]\s*)?(?:url\s*=\s*)?(.*)", re.IGNORECASE | re.DOTALL)


class Role(Enum):
    """What a page does with an address: offer it to a reader, load it to work, or send what was typed there."""

    LINK = auto()
    LOAD = auto()
    FORM = auto()


#: The attributes that hold addresses; ``href`` and ``data`` depend on their tag.
_ROLES = {
    "href": Role.LINK,
    "xlink:href": Role.LOAD,
    "src": Role.LOAD,
    "srcset": Role.LOAD,
    "imagesrcset": Role.LOAD,
    "poster": Role.LOAD,
    "background": Role.LOAD,
    "action": Role.FORM,
    "formaction": Role.FORM,
    "manifest": Role.LOAD,
    "cite": Role.LINK,
    "longdesc": Role.LINK,
    "ping": Role.LINK,
    "data": Role.LOAD,
}
_LISTS = ("srcset", "imagesrcset", "ping")
_BETWEEN = ", \t\n\r\f"
#: Tags whose ``href`` is loaded with the page: drawings inside it. ``a`` is a link there too.
_LOADING_TAGS = (
    "use",
    "image",
    "feimage",
    "mpath",
    "pattern",
    "lineargradient",
    "radialgradient",
    "textpath",
    "filter",
)
#: The kinds of ``<link>`` that a browser acts on by itself.
_LOADED_RELS = frozenset(
    (
        "stylesheet",
        "icon",
        "apple-touch-icon",
        "apple-touch-icon-precomposed",
        "mask-icon",
        "manifest",
        "preload",
        "modulepreload",
        "prefetch",
        "prerender",
        "preconnect",
        "dns-prefetch",
    )
)
#: What a page tells other programs about its own addresses.
_META = frozenset(
    ("og:url", "og:image", "og:image:url", "og:image:secure_url", "og:audio", "og:video", "twitter:image")
)


class Link(NamedTuple):
    """An address in a file: what for, the attribute it stands in (empty in a text), and the line of its tag."""

    role: Role
    attribute: str
    value: str
    line: int
    hreflang: str = ""
    download: bool = False


class Pair(NamedTuple):
    """How a page or the site map names the page itself (``lang`` is empty) or its version in a language."""

    lang: str
    value: str
    line: int


class Style(NamedTuple):
    """CSS that stands in a page: in an attribute, or from a line on."""

    text: str
    line: int
    attribute: str = ""


@dataclass(frozen=True, slots=True)
class Damage:
    """Why a file cannot be read to its end, and where; line 0 for the whole file."""

    why: str
    line: int = 0
    column: int = 0


@dataclass(slots=True)
class Markup:
    """What a page or a drawing holds: its anchors, ids that stand twice, and what it leads to and loads.

    ``refresh`` is where it sends its reader (an empty value: to itself), ``base`` what its addresses start from.
    """

    ids: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    doubled: dict[str, int] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    refresh: Link | None = None
    base: Link | None = None

    def has(self, anchors: Iterable[str]) -> bool:
        """Whether one of the names is an anchor here."""
        return any(name in self.ids or name in self.names for name in anchors)


class Entry(NamedTuple):
    """A page in the site map: its address, its line, and its versions."""

    address: str
    line: int
    versions: tuple[Pair, ...]


def read_page(data: bytes) -> Markup | Damage:
    """Read a page of HTML; it is damaged if it is not UTF-8, breaks off, or is too deep or long to be read."""
    damage = text_damage(data)
    if damage is None and b"</html>" not in data[-256:].lower():
        damage = Damage("the page breaks off: it does not end with </html>", data.count(b"\n") + 1)
    if damage is not None:
        return damage
    parser = etree.HTMLParser(encoding="utf-8", recover=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.LxmlError as failure:
        return Damage(f"the page cannot be read: {failure}")
    for problem in parser.error_log:
        if problem.level == etree.ErrorLevels.FATAL:
            return Damage(f"the page cannot be read from here on: {problem.message.strip()}", problem.line)
    return _markup(root.iter(etree.Element)) if root is not None else Damage("there is no page in the file")


def read_drawing(data: bytes) -> Markup | Damage:
    """Read an SVG drawing."""
    root = _xml(data)
    return root if isinstance(root, Damage) else _markup(root.iter(etree.Element))


def read_sitemap(data: bytes) -> list[Entry] | Damage:
    """Read a site map."""
    root = _xml(data)
    if isinstance(root, Damage):
        return root
    if root.tag != f"{_SITEMAP}urlset":
        return Damage("this is not a site map: its first tag is not <urlset>", root.sourceline or 1)
    return [_entry(url) for url in root.iter(f"{_SITEMAP}url")]


def xml_damage(data: bytes) -> Damage | None:
    """Why a file is not well-formed XML; none if it is."""
    root = _xml(data)
    return root if isinstance(root, Damage) else None


def text_damage(data: bytes) -> Damage | None:
    """Why a file holds no text: it is empty, or not UTF-8, or holds a NUL."""
    if not data.strip():
        return Damage("the file is empty")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as failure:
        return Damage("the file is not UTF-8 from here on", *_at(data, failure.start))
    return Damage("the file holds a NUL", *_at(data, data.index(b"\0"))) if b"\0" in data else None


def _at(data: bytes, offset: int) -> tuple[int, int]:
    before = data[:offset]
    return before.count(b"\n") + 1, len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1


def _xml(data: bytes) -> Any:
    """The root of an XML document, without entities of its own and without the network, or its damage."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as failure:
        line, column = failure.position
        return Damage(f"the file is not well-formed XML: {failure.msg}", line or 1, column or 1)


def _entry(url: Any) -> Entry:
    loc = url.find(f"{_SITEMAP}loc")
    links = url.iter(_XHTML_LINK)
    versions = tuple(Pair(x.get("hreflang", ""), x.get("href", ""), x.sourceline or 1) for x in links)
    address = (loc.text or "").strip() if loc is not None else ""
    return Entry(address, (url if loc is None else loc).sourceline or 1, versions)


def _markup(elements: Iterable[Any]) -> Markup:
    made = Markup()
    for element in elements:
        tag = element.tag.rpartition("}")[2].lower()
        attributes = element.items()
        if tag == "style" and element.text:
            made.styles.append(Style(element.text, element.sourceline))
        if tag in ("link", "meta", "base"):
            _head(made, tag, dict(attributes), element.sourceline)
        _add(made, tag, attributes, element)
    return made


def _add(made: Markup, tag: str, attributes: list[tuple[str, str]], element: Any) -> None:
    """Take what any tag tells."""
    for name, value in attributes:
        if name == "id":
            if value in made.ids:
                made.doubled.setdefault(value, element.sourceline)
            made.ids.add(value)
        elif name == "name" and tag == "a":
            made.names.add(value)
        elif name == "style":
            made.styles.append(Style(value, element.sourceline, name))
        elif name in _ROLES or name == _XLINK:
            made.links.extend(_links(tag, name, value, element))


def _links(tag: str, name: str, value: str, element: Any) -> Iterator[Link]:
    if (name == "data" and tag != "object") or (name == "href" and tag in ("link", "base")):
        return
    attribute = "xlink:href" if name == _XLINK else name
    role = _ROLES[attribute]
    if attribute in ("href", "xlink:href"):
        role = Role.LOAD if tag in _LOADING_TAGS else Role.LINK
    line = element.sourceline
    # Pages share most of their addresses: one string for all of them.
    value = intern(value)
    if attribute in _LISTS:
        yield from (Link(role, attribute, address, line) for address in _listed(attribute, value))
    elif tag == "a":
        yield Link(role, attribute, value, line, element.get("hreflang", ""), element.get("download") is not None)
    else:
        yield Link(role, attribute, value, line)


def _listed(attribute: str, value: str) -> Iterator[str]:
    """The addresses of a list: separated by blanks, or candidates with a size each, separated by commas."""
    if attribute == "ping":
        yield from value.split()
        return
    rest = value.lstrip(_BETWEEN)
    while rest:
        address, *after = rest.split(None, 1)
        rest = after[0] if after else ""
        if not address.endswith(","):
            # What follows is the size of the candidate. An address may hold commas, so only a blank ends it.
            rest = rest.partition(",")[2]
        yield address.rstrip(",")
        rest = rest.lstrip(_BETWEEN)


def _head(made: Markup, tag: str, attributes: dict[str, str], line: int) -> None:
    """Take what a tag of the head tells."""
    href = attributes.get("href")
    if tag == "base" and href is not None:
        made.base = made.base or Link(Role.LOAD, "href", href, line)
    elif tag == "link":
        rels = set(attributes.get("rel", "").lower().split())
        if "canonical" in rels:
            made.pairs.append(Pair("", href or "", line))
        elif "alternate" in rels and "hreflang" in attributes:
            made.pairs.append(Pair(attributes["hreflang"], href or "", line))
        elif href is not None:
            made.links.append(Link(Role.LOAD if rels & _LOADED_RELS else Role.LINK, "href", href, line))
    elif attributes.get("http-equiv", "").lower() == "refresh":
        made.refresh = made.refresh or Link(Role.LINK, "content", _refresh(attributes.get("content", "")), line)
    elif attributes.get("property", attributes.get("name", "")).lower() in _META:
        made.links.append(Link(Role.LINK, "content", attributes.get("content", ""), line))


def _refresh(content: str) -> str:
    """Where a refresh leads: ``0; url=../new/``, with or without quotes."""
    match = _REFRESH.match(content)
    written = match[1].strip() if match else ""
    if written[:1] in ("'", '"'):
        return written[1:].partition(written[0])[0]
    return written
