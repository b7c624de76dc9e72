"""Follow an address to its end: to a file, and in the file to the anchor, page or place that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from guidance.diagnostics import did_you_mean
from guidance.links.addresses import Address, Kind, Resolver, anchors_of
from guidance.links.downloads import is_download
from guidance.links.findings import Findings, Target
from guidance.links.pages import Markup
from guidance.links.pdf import Book
from guidance.links.places import Place
from guidance.links.tree import Tree, address_of

#: An address may be as long as a page; a message shows so much of it.
_SHOWN = 200
#: What a link into a PDF may ask of the viewer (RFC 8118 and the parameters it names).
_PARAMETERS = "page|nameddest|zoom|view|viewrect|search|comment|pagemode|toolbar|navpanes|highlight|fdf|ef"
_NUMBER = re.compile(r"[0-9]{1,9}")
_PARAMETER = re.compile(rf"({_PARAMETERS})=(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Use:
    """What somebody does with an address: the codes of their mistake, and how a message begins.

    What a page ``loads`` must not come from another site; what it ``offers`` to a reader may be a download.
    """

    code: str
    anchor_code: str
    says: str
    loads: bool = False
    offers: bool = False


LINK = Use("G801", "G802", "a link leads to", offers=True)
ABSOLUTE = Use("G810", "G810", "an absolute link leads to", offers=True)
LOAD = Use("G809", "G809", "a page loads", loads=True)
FORM = Use("G809", "G809", "a form is sent to", loads=True)
REDIRECT = Use("G806", "G806", "a redirect leads to")
BOOK_LINK = Use("G804", "G804", "a book leads to", offers=True)


class Follower:
    """Follows addresses in one site and adds what leads nowhere to the findings.

    ``markup`` and ``books`` are by path; a file that is in neither but is a page or a book is damaged, and nothing is
    said about what leads into it. ``elsewhere`` are paths of the site that this copy of it may lack. ``links`` and
    ``anchors`` count what was followed.
    """

    def __init__(
        self,
        tree: Tree,
        resolver: Resolver,
        findings: Findings,
        markup: Mapping[str, Markup],
        books: Mapping[str, Book],
        elsewhere: frozenset[str] = frozenset(),
    ) -> None:
        """Take a site as it was read."""
        self._elsewhere = elsewhere
        self._tree, self.resolver, self._findings = tree, resolver, findings
        self._markup, self._books = markup, books
        self.links = self.anchors = 0

    def follow(self, use: Use, base: str, raw: str, place: Place) -> Address:
        """Follow an address written in the file ``base``, and say where it leads."""
        self.links += 1
        address = self.resolver.resolve(base, raw)
        if address.absolute and use is LINK:
            use = ABSOLUTE
        if address.kind is Kind.FILE:
            if address.fragment:
                self.anchors += 1
                self._anchor(use, address, place)
        elif address.kind is Kind.MISSING and address.path not in self._elsewhere:
            self._missing(use, address, place)
        elif address.kind is Kind.WRONG:
            self._findings.add(use.code, Target("wrong", raw), f'the address "{_short(raw)}" {address.why}', place)
        elif use.loads and address.kind is Kind.OTHER_SITE:
            message = f"{use.says} {_short(raw)}, on another site"
            self._findings.add(use.code, Target("elsewhere", raw), message, place, hint="keep the file in this site")
        return address

    def _missing(self, use: Use, address: Address, place: Place) -> None:
        code = "G805" if use.offers and is_download(address.path) else use.code
        message = f"{use.says} {{}}, which does not exist"
        self._findings.add_missing(code, address.path, message, place, lambda: self._near(address.path))

    def _near(self, path: str) -> str:
        """What may have been meant: the same name in other letters, or a name like it in the same folder."""
        for wanted in (path, f"{path}index.html"):
            other = self._tree.by_small_letters.get(wanted.lower())
            if other:
                return f"letters count: it is {address_of(other)}"
        folder, _, name = path.rstrip("/").rpartition("/")
        return _meant(name, self._tree.beside(folder))

    def _anchor(self, use: Use, address: Address, place: Place) -> None:
        anchors = anchors_of(address.fragment)
        markup, book = self._markup.get(address.path), self._books.get(address.path)
        if markup is not None and anchors and not markup.has(anchors):
            ids = markup.ids
            message = f'{use.says} {{}}, which has no anchor "{anchors[-1]}"'
            page = address_of(address.path)
            self._findings.add_anchor(
                use.anchor_code, page, anchors[-1], message, place, lambda: _meant(anchors[-1], ids)
            )
        elif book is not None:
            fault = _book_fault(book, address.fragment)
            if fault:
                message = f"{use.says} {{}}, where {fault}"
                self._findings.add_anchor("G804", address.path, address.fragment, message, place)


def _meant(name: str, known: Iterable[str]) -> str:
    return did_you_mean(name, sorted(known)) or ""


def _short(raw: str) -> str:
    return raw if len(raw) <= _SHOWN else f"{raw[:_SHOWN]}…"


def _book_fault(book: Book, fragment: str) -> str:
    """Why a fragment names no place in a PDF: a page (``page=12``), a named place (``nameddest=x`` or only ``x``)."""
    for part in fragment.split("&"):
        match = _PARAMETER.fullmatch(part)
        name, value = (match[1], unquote(match[2])) if match else ("nameddest", unquote(part))
        if name == "page" and not (_NUMBER.fullmatch(value) and 1 <= int(value) <= book.pages):
            return f"there is no page {value} (it has {book.pages})"
        if name == "nameddest" and value not in book.names:
            return f'no place is named "{value}"'
    return ""
