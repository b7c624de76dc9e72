"""One page of the site, and the making of it from a template."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from guidance.model.corpus import Corpus
from guidance.model.lang import LANGUAGES, SOURCE
from guidance.model.release import Hold
from guidance.render.address import SHORT_FOLDERS, entry_address, page_path, relative_addresses, short_path
from guidance.render.base import environment, short_digest
from guidance.render.html import Writer
from guidance.render.numbering import number
from guidance.render.view import View
from guidance.render.wording import all_numbers, colon, strength

_DESCRIPTION_LENGTH = 160
#: What a page reads, beside texts, that shows figures counted from all of them.
COUNTS = "#counts"


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A line of a page's own contents."""

    level: int
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page with ready HTML; ``path`` is below the root of its language, ``group`` the place in the navigation.

    The HTML is held in UTF-8: that takes half the memory of a text as soon as there is one curly quotation mark.
    """

    lang: str
    kind: str
    id: str
    path: str
    title: str
    description: str
    encoded: bytes
    toc: tuple[TocEntry, ...]
    group: str
    source: str
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    in_english: bool = False
    #: The addresses of the texts the page shows, and ``COUNTS``.
    reads: frozenset[str] = frozenset()

    @property
    def html(self) -> str:
        """The HTML of the page's own part, without its frame."""
        return self.encoded.decode()

    @property
    def url(self) -> str:
        """The path below the root of the site."""
        return f"{self.lang}/{self.path}"

    @property
    def src_uri(self) -> str:
        """The name under which MkDocs knows the page."""
        return f"{self.url}index.md"

    @property
    def digest(self) -> str:
        """Changes with everything the page itself shows."""
        return short_digest(self.title, self.description, self.html, self.group, *(t.title for t in self.toc))


@dataclass
class PageMaker:
    """Makes the pages of one language."""

    view: View
    #: Whether the site has the files that are offered beside pages.
    downloads: bool = False

    @property
    def corpus(self) -> Corpus:
        """The corpus of the view."""
        return self.view.corpus

    def make(
        self,
        kind: str,
        id_: str,
        template: str,
        title: str,
        context: dict[str, Any],
        *,
        description: str = "",
        group: str = "",
        source: str = "content/publication.yaml",
        facets: dict[str, tuple[str, ...]] | None = None,
        holds: tuple[Hold, ...] = (),
    ) -> SitePage:
        """Render a page from its template and what the template asks for; its holds stand below the title."""
        path = page_path(kind, id_)
        address = relative_addresses(path)
        writer = Writer(self.view, address, clause=context.get("clause"))
        toc: list[tuple[int, str, object]] = []
        common = self._common(kind, id_, path, title, writer, toc)
        body = environment().get_template(f"site/{template}.html.j2").render(common | context | {"address": address})
        body = _with_notice(body, self._notice(writer) + self._holds(holds, common))
        entries = tuple(TocEntry(level, anchor, escape(text).striptags()) for level, anchor, text in toc)
        reads = frozenset(self.view.reads)
        self.view.reads.clear()
        return SitePage(
            self.view.lang,
            kind,
            id_,
            path,
            title,
            _shorten(description) or title,
            _with_old_anchors(body, self._moved(path)).encode(),
            entries,
            group or kind,
            source,
            facets or {},
            writer.seen.missing > writer.seen.units // 2,
            reads,
        )

    def _holds(self, holds: tuple[Hold, ...], common: dict[str, Any]) -> str:
        if not holds:
            return ""
        return str(environment().get_template("shared/holds.html.j2").render(common | {"holds": holds}))

    def _moved(self, path: str) -> list[tuple[str, str]]:
        """The anchors this page once had, each with the one in its place; empty where that is on another page."""
        return [(old, new if target == path else "") for (own, old), (target, new) in self._moves if own == path]

    @cached_property
    def _moves(self) -> list[tuple[tuple[str, str], tuple[str, str]]]:
        moved = (line for line in self.corpus.ledger if line.entry and line.successor and "#" in line.entry)
        return [(entry_address(line.entry or ""), entry_address(line.successor or "")) for line in moved]

    def _common(
        self, kind: str, id_: str, path: str, title: str, writer: Writer, toc: list[tuple[int, str, object]]
    ) -> dict[str, Any]:
        view, labels, publication = self.view, self.view.labels, self.corpus.publication
        permalink = f"{publication.site_url}{view.lang}/{path}"
        return {
            "w": writer,
            "v": view,
            "corpus": self.corpus,
            "languages": LANGUAGES,
            "toc": toc,
            "_": labels.gettext,
            "n": labels.ngettext,
            "word": labels.word,
            "date": labels.date,
            "colon": partial(colon, view),
            "number": partial(number, view.lang),
            "strength": partial(strength, view),
            "numbers": partial(all_numbers, view),
            "notes": lambda: writer.notes,
            "permalink": permalink,
            "short_link": publication.site_url + short_path(kind, id_) if kind in SHORT_FOLDERS and id_ else "",
            "cite": self._cite(title),
            "report": self._report(f"{kind}/{id_}" if id_ else kind),
        }

    def _cite(self, title: str) -> str:
        publication, labels = self.corpus.publication, self.view.labels
        pattern = labels.gettext("“{title}”, in: {publication}, edition {edition}, {date} ({status})")
        return pattern.format(
            title=title,
            publication=self.view.words(publication.title),
            edition=self.view.left_to_right(publication.edition),
            date=labels.date(publication.date),
            status=labels.word("publication-status", publication.status),
        )

    def _report(self, thing: str) -> str:
        publication = self.corpus.publication
        subject = f"[{thing}] [{self.view.lang}] [{publication.edition}]"
        return f"mailto:{publication.contact}?subject={quote(subject)}"

    def _notice(self, writer: Writer) -> str:
        seen, lang = writer.seen, self.view.lang
        if lang == SOURCE or not (seen.translated or seen.missing or seen.stale):
            return ""
        courtesy = self.view.words(self.corpus.publication.courtesy_notice) if seen.translated or seen.stale else ""
        template: Callable[..., str] = environment().get_template("site/notice.html.j2").render
        return template(courtesy=courtesy, missing=seen.missing, stale=seen.stale, n=self.view.labels.ngettext)


def _with_old_anchors(body: str, moved: list[tuple[str, str]]) -> str:
    """The page with the anchors it once had: inside what took their place, else under the title."""
    for old, new in moved:
        mark = Markup('<span id="{}"></span>').format(old)
        place = re.search(rf'<[a-z0-9]+ [^>]*\bid="{re.escape(new or "top")}"[^>]*>', body)
        if place:
            body = body[: place.end()] + str(mark) + body[place.end() :]
    return body


def _with_notice(body: str, notice: str) -> str:
    """A page with a notice below its title."""
    return body.replace("</h1>", f"</h1>\n{notice}", 1) if notice else body


def _shorten(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) <= _DESCRIPTION_LENGTH:
        return flat
    cut = flat[:_DESCRIPTION_LENGTH].rsplit(" ", 1)[0]
    return f"{cut} …"
