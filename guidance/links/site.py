"""The check of a built site: every address in every file, followed to its end; nothing is skipped.

Addresses of other sites are not asked here: that needs the network, and has a check of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from guidance.diagnostics import Diagnostic, Pin, error
from guidance.links.addresses import Resolver
from guidance.links.contents import check_book, check_markup, check_text
from guidance.links.findings import Findings, Target
from guidance.links.follow import Follower
from guidance.links.languages import Languages
from guidance.links.places import Place
from guidance.links.published import check_published
from guidance.links.reading import read_contents
from guidance.links.redirects import check_redirects
from guidance.links.search_index import check_search
from guidance.links.sitemap import check_sitemap
from guidance.links.tree import INDEX, Tree, read_tree


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What is wrong with a site, and how much of it was looked at.

    ``links`` are the addresses that were followed, ``anchors`` those of them that name a place in a page, ``pairs`` the
    addresses by which pages and the site map name language versions.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    pages: int = 0
    links: int = 0
    anchors: int = 0
    pdf_links: int = 0
    pairs: int = 0
    downloads: int = 0


def check_site(
    folder: Path,
    site_url: str,
    langs: tuple[str, ...],
    published: Mapping[str, str],
    released: frozenset[str] = frozenset(),
) -> SiteReport:
    """Check the site in a folder, which is published at ``site_url`` in ``langs``.

    ``published`` maps what was ever published to its address below the root of every language, with its anchor;
    ``released`` are the paths of the files of releases. They were checked when they went out and nobody can mend them,
    so nothing in them is followed; a copy of the site may lack the whole folder of a release.
    """
    tree = read_tree(folder)
    if not tree.files:
        return SiteReport((error("G801", "there is no site in this folder", Pin(tree.name("")), "build it first"),))
    return _Check(tree, site_url, langs, released).run(published)


class _Check:
    """The checks of one site, in the order in which one can explain another."""

    def __init__(self, tree: Tree, site_url: str, langs: tuple[str, ...], released: frozenset[str]) -> None:
        self._tree, self._langs = tree, langs
        absent = frozenset(lang for lang in langs if not tree.has_pages(lang))
        self._present = tuple(lang for lang in langs if lang not in absent)
        self._findings = Findings(langs, absent)
        for lang in sorted(absent):
            place = Place(f"{lang}/{INDEX}")
            self._findings.add("G803", Target("language", lang), f"there is no page in {lang}", place)
        self._site = read_contents(tree, self._findings, released)
        self._resolver = Resolver(tree, site_url)
        markup = self._site.pages | self._site.drawings
        elsewhere = frozenset(path for path in released if path.rpartition("/")[0] not in tree.folders)
        self._follower = Follower(tree, self._resolver, self._findings, markup, self._site.books, elsewhere)

    def run(self, published: Mapping[str, str]) -> SiteReport:
        """Run every check."""
        site, follower, findings = self._site, self._follower, self._findings
        if INDEX not in self._tree.files:
            findings.add_missing("G801", "", "the site has no first page: {} is missing", Place(INDEX))
        for path, markup in (*site.pages.items(), *site.drawings.items()):
            check_markup(path, markup, follower, findings)
        for path, text in site.texts.items():
            check_text(path, text, follower, findings)
        check_redirects(site.pages, follower, findings)
        languages = Languages(self._resolver, findings, self._langs)
        languages.check_pages(site.pages)
        languages.check_complete(site.pages, site.damaged)
        check_sitemap(self._tree, languages, site.pages, follower, findings)
        for lang in self._present:
            check_search(self._tree, lang, follower, findings)
        for path, book in site.books.items():
            check_book(path, book, follower, findings)
        check_published(published, self._present, site.pages, self._resolver, findings)
        return SiteReport(
            diagnostics=tuple(findings.diagnostics(self._tree)),
            pages=len(site.pages),
            links=follower.links,
            anchors=follower.anchors,
            pdf_links=sum(book.count for book in site.books.values()),
            pairs=languages.pairs,
            downloads=site.downloads,
        )
