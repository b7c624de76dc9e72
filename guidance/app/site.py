"""The site: every page from the content, what belongs to no page, and the finished folder in the place of the last."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from guidance import books, shelf
from guidance.app import exporting, extracting, gaps, printing
from guidance.app.bundling import archive, edition_data
from guidance.app.checking import Checked, judged, loaded, sound_content, whole
from guidance.app.indexing import Index, index_of
from guidance.app.locking import locked
from guidance.app.making import Order, begun, made_from
from guidance.app.printing import workers
from guidance.app.released import add_releases, damaged, known_releases
from guidance.app.reporting import catalogue
from guidance.app.workbench import add_workbench
from guidance.config import Settings, read_settings
from guidance.diagnostics import collect
from guidance.garbage import no_collection
from guidance.load.corpus import Loaded, locate
from guidance.load.sources import Source
from guidance.model.corpus import Corpus
from guidance.preview import Comparison, Snapshot, snapshot
from guidance.render.address import book_path
from guidance.render.site.build import site_pages
from guidance.render.site.frame import Frame
from guidance.render.site.page import SitePage
from guidance.render.site.root import not_found, problems_body, problems_page, root_artifacts
from guidance.render.site.stage import staged_files
from guidance.render.view import View
from guidance.write import copy_file, remove_folder, swap_folder, write_artifacts, write_file

#: What the last preview of a project was made from.
_LAST: dict[Path, Snapshot] = {}
#: The pages this process built last, with the digest of their frame; a preview makes again only what changed.
_BUILT: dict[str, tuple[SitePage, str]] = {}
#: What the site being built was made from; the books are made from the same.
_CHECKED: dict[Path, Checked] = {}


@dataclass
class Site:
    """A site in the making: its pages by the name MkDocs knows them by, or the report of why there are none."""

    settings: Settings
    report: str
    pages: dict[str, SitePage] = field(default_factory=dict)
    frames: dict[str, Frame] = field(default_factory=dict)
    preview: bool = False
    #: The search index, where it was begun with the pages.
    index: Index | None = None

    @property
    def broken(self) -> bool:
        """Whether the content has errors, so that there is nothing to show but the report."""
        return not self.pages

    def context(self, page: SitePage) -> dict[str, Any]:
        """What the theme's templates read as ``guidance`` on a page."""
        return self.frames[page.lang].context(page, self.preview)

    def to_write(self, dirty: bool) -> dict[str, SitePage]:
        """The pages to put into their frames: all, or those that differ from what this process built last."""
        return {uri: page for uri, page in self.pages.items() if not dirty or self._is_changed(uri)}

    def _is_changed(self, uri: str) -> bool:
        page = self.pages[uri]
        known, frame = _BUILT.get(uri, (None, ""))
        if known is None or frame != self.frames[page.lang].digest(page.group):
            return True
        return known is not page and known.digest != page.digest

    def not_found(self) -> dict[str, Any]:
        """What the page for unknown addresses shows."""
        body = problems_body(self.report) if self.broken else not_found(self.settings.langs)
        return {"not_found": body}


def open_site(root: Path, preview: bool = False) -> Site:
    """Load the content and make every page of every language asked for; a broken site if it has errors."""
    with no_collection():
        site = _opened(root, preview)
        if not preview:
            # MkDocs need not search all this for garbage either. In a preview, which goes on, garbage of the pages
            # before would be kept for good.
            gc.freeze()
        return site


def _opened(root: Path, preview: bool) -> Site:
    settings = read_settings(root)
    found = loaded(settings)
    if preview:
        return _previewed(settings, judged(settings, found))
    return _built(settings, found)


def _built(settings: Settings, found: Loaded) -> Site:
    """A site whose pages are begun before the content is checked: most content is in order."""
    corpus = whole(found)
    if corpus is None:
        return Site(settings, _checked(settings, found).text)
    corpus = known_releases(settings, corpus)
    offered = settings.langs if settings.books else ()
    index = Index(_kept(settings))
    order = Order(corpus, settings.langs, offered, made_from(found, corpus, offered), _kept(settings), index)
    with begun(order) as pages:
        checked = _checked(settings, found)
        site = Site(settings, checked.text)
        if checked.sound is not None:
            site.index = index
            site.frames |= {lang: Frame(View(checked.sound, lang), settings.langs) for lang in settings.langs}
            site.pages |= {page.src_uri: page for page in pages}
    if site.broken:
        index.discard()
    return site


def _previewed(settings: Settings, checked: Checked) -> Site:
    """A site of which the pages that an edit touched are made again."""
    if checked.sound is not None:
        checked = replace(checked, corpus=known_releases(settings, checked.sound))
    site, corpus = Site(settings, checked.text, preview=True), checked.sound
    _CHECKED[settings.root] = checked
    if corpus is not None:
        now = snapshot(corpus, _finished_downloads(settings, corpus), site.pages)
        site.frames |= {lang: Frame(View(corpus, lang), settings.langs) for lang in settings.langs}
        site.pages |= {page.src_uri: page for page in _remade_pages(settings, now, _LAST.get(settings.root))}
        _LAST[settings.root] = now
    return site


def _kept(settings: Settings) -> Path:
    """The shelf with the pages and indexes of earlier runs."""
    return settings.root / settings.cache / "site"


def _checked(settings: Settings, found: Loaded) -> Checked:
    """The content, and the files of releases that the site would carry."""
    checked = _CHECKED[settings.root] = _with_releases(settings, judged(settings, found))
    return checked


def _with_releases(settings: Settings, checked: Checked) -> Checked:
    if checked.sound is None:
        return checked
    corpus = known_releases(settings, checked.sound)
    problems = list(damaged(settings, corpus)) if settings.books and not settings.releasing else []
    if not problems:
        return replace(checked, corpus=corpus)
    sources = tuple(Source(path, text) for path, text in checked.texts.items())
    report = collect([*checked.report.diagnostics, *locate(problems, sources)])
    return Checked(corpus, report, checked.texts)


def _remade_pages(settings: Settings, now: Snapshot, last: Snapshot | None) -> Iterator[SitePage]:
    """The pages of a preview: those that an edit touched are made again."""
    codes, compared = tuple(catalogue().values()), Comparison(last, now)
    for lang in settings.langs:
        yield from site_pages(now.corpus, lang, now.books, codes, compared.kept_pages(lang))


def _finished_downloads(settings: Settings, corpus: Corpus) -> tuple[str, ...]:
    """The languages whose books, extracts and checklists a preview offers: those that are finished."""
    if not settings.books:
        return ()
    missing = books.shelf(settings.root, settings.cache, archive(settings, corpus)).missing(settings.langs)
    finished = (lang for lang in settings.langs if lang not in missing)
    return tuple(
        lang
        for lang in finished
        if exporting.has_checklists(settings, corpus, lang)
        and extracting.has_extracts(settings, corpus, lang)
        and printing.has_epub(settings, corpus, lang)
    )


def finish_site(site: Site, folder: Path) -> None:
    """Add to a built site what belongs to no page: the root, the site map, the workbench and the search index."""
    if site.broken:
        write_file(folder / "index.html", problems_page(site.report).encode())
        _BUILT.clear()
        return
    if not site.preview or not (folder / "pagefind").is_dir():
        # A preview does this once: site map and search may lag behind the edits, the pages never do.
        corpus = next(iter(site.frames.values())).view.corpus
        write_artifacts(folder, root_artifacts(corpus, site.pages.values(), site.settings.langs))
        add_workbench(corpus, site.settings.root, folder, site.settings.langs)
        index = site.index or index_of(site.pages.values(), site.settings.langs, _kept(site.settings))
        index.finish(folder / "pagefind")
        shelf.tidy(_kept(site.settings))
    _BUILT.clear()
    _BUILT.update({uri: (page, site.frames[page.lang].digest(page.group)) for uri, page in site.pages.items()})


def add_files(root: Path, folder: Path, preview: bool) -> None:
    """Put books, reports and checklists next to the pages, making those not up to date (a preview makes none)."""
    settings = read_settings(root)
    checked = _CHECKED.get(root)
    if checked is None or checked.sound is None or not settings.books:
        return
    # A preview only reads what is finished.
    with nullcontext() if preview else locked(settings, partial(print, file=sys.stderr)):
        _add_files(settings, checked.sound, folder, preview)


def _add_files(settings: Settings, corpus: Corpus, folder: Path, preview: bool) -> None:
    content = archive(settings, corpus)
    finished = books.shelf(settings.root, settings.cache, content)
    if not preview and (missing := finished.missing(settings.langs)):
        books.make_books(finished, lambda: corpus, partial(edition_data, content=content), missing, workers())
    for lang in settings.langs:
        if finished.path(lang).is_file():
            copy_file(finished.path(lang), folder / book_path(corpus.publication.edition, lang))
    gaps.add_reports(settings, corpus, folder, make=not preview)
    exporting.add_to_site(settings, corpus, folder, preview)
    printing.add_epubs(settings, corpus, folder, make=not preview)
    extracting.add_to_site(settings, corpus, folder, make=not preview)
    if not preview and not settings.releasing:
        add_releases(settings, corpus, folder)


def publish(new: Path, site: Path) -> None:
    """Put a finished site in the place of the last one."""
    swap_folder(new, site)


def discard(new: Path) -> None:
    """Remove what a failed build left."""
    remove_folder(new)


def stage(settings: Settings, out: Path) -> int:
    """Write the pages as files for another engine; returns how many."""
    corpus, _ = sound_content(settings)
    count = 0
    for lang in settings.langs:
        count += write_artifacts(out, staged_files(site_pages(corpus, lang, (), tuple(catalogue().values()))))
    return count
