"""What the frame of a page shows around its content: languages, navigation, words, footer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from markupsafe import Markup

from guidance import __version__
from guidance.model.lang import LANGUAGES
from guidance.render.address import page_path
from guidance.render.base import short_digest
from guidance.render.site.nav import fragment, place
from guidance.render.site.page import SitePage
from guidance.render.view import View

#: Everything comes from the site itself; WebAssembly is what Pagefind runs on.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; manifest-src 'self'"
)


#: Stands for the address of the page below the root of its language, in what pages have in common.
PATH = "%PATH%"


@dataclass
class Frame:
    """The frame of the pages of one language."""

    view: View
    langs: tuple[str, ...]

    def __post_init__(self) -> None:
        self._fragments: dict[str, str] = {}
        self._parts: dict[tuple[str, str, int], str] = {}
        self._digests: dict[str, str] = {}

    def context(self, page: SitePage, preview: bool) -> dict[str, Any]:
        """What the theme's templates read as ``guidance``."""
        return {
            **self._fixed,
            "page": page,
            "toc": page.toc if len(page.toc) > 1 else (),
            "policy": "" if preview else POLICY,
            "nav": Markup(place(self.fragment(page.group), page)),
            "part": partial(self._part, page),
        }

    def _part(self, page: SitePage, name: str, write: Callable[[dict[str, Any]], str]) -> str:
        """A part of the frame that pages of one kind and depth have in common, written once by a template."""
        key = (name, page.kind, page.path.count("/"))
        if key not in self._parts:
            self._parts[key] = str(write(self._shared(page)))
        return self._parts[key].replace(PATH, page.path)

    def _shared(self, page: SitePage) -> dict[str, Any]:
        root = "../" * page.path.count("/") or "./"
        return {
            **self._fixed,
            "kind": page.kind,
            "home": root,
            "search": f"{root}{page_path('search')}",
            "languages": [self._language(code, root) for code in self.langs],
            "footer": [{"href": root + path, "title": title} for path, title in self._footer],
        }

    def digest(self, group: str) -> str:
        """Changes with everything that the frame shows around the pages of a group."""
        if group not in self._digests:
            self._digests[group] = short_digest(self.fragment(group), self._fixed_digest)
        return self._digests[group]

    def fragment(self, group: str) -> str:
        """The navigation of a group, made once."""
        if group not in self._fragments:
            self._fragments[group] = fragment(self.view, group)
        return self._fragments[group]

    def _language(self, code: str, root: str) -> dict[str, str]:
        language = LANGUAGES[code]
        base = self.view.corpus.publication.site_url
        return {
            "code": code,
            "name": language.name,
            "direction": language.direction,
            "href": f"{root}../{code}/{PATH}",
            "absolute": f"{base}{code}/{PATH}",
        }

    @cached_property
    def _footer(self) -> list[tuple[str, str]]:
        corpus = self.view.corpus
        shown = (p for p in corpus.pages.values() if p.menu == "help")
        return [(page_path("page", p.id), self.view.words(p.title)) for p in shown]

    @cached_property
    def _fixed(self) -> dict[str, Any]:
        view, publication = self.view, self.view.corpus.publication
        _ = view.labels.gettext
        edition = _("Edition {edition}, {date}").format(
            edition=view.left_to_right(publication.edition), date=view.labels.date(publication.date)
        )
        licence = view.left_to_right(publication.licence)
        return {
            "lang": view.lang,
            "version": __version__,
            "site_title": view.words(publication.short_title),
            "publisher": view.words(publication.publisher),
            "status_note": view.words(publication.status_note),
            "edition": edition,
            "legal": _("Guidance, not legal advice. Text: {licence}.").format(licence=licence),
            "words": {
                "languages": _("Languages"),
                "search": _("Search"),
                "theme": _("Dark colours"),
                "menu": _("Menu"),
                "close": _("Close the menu"),
                "navigation": _("Navigation"),
                "toc": _("On this page"),
                "status": _("{label}:").format(label=view.labels.word("publication-status", publication.status)),
            },
        }

    @cached_property
    def _fixed_digest(self) -> str:
        return short_digest(repr(self._fixed), repr(self._footer), repr(self.langs))
