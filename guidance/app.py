"""The hall: the only room that knows two rooms. The command line and the hooks call it and think nothing themselves."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from guidance import books, scaffold
from guidance.check.rules import run
from guidance.config import Settings, read_settings
from guidance.diagnostics import Report, collect
from guidance.i18n import catalog, stamp
from guidance.i18n.stamp import Stamp
from guidance.load.corpus import load, locate, spans
from guidance.load.read import ParseCache
from guidance.load.records.schemas import json_schemas
from guidance.model.corpus import Corpus
from guidance.model.lang import LANGUAGES, SOURCE
from guidance.model.ledger import entries
from guidance.model.text import State
from guidance.preview import Snapshot, kept_pages, structure
from guidance.render.address import book_path
from guidance.render.site.build import site_pages
from guidance.render.site.feed import search_feed
from guidance.render.site.frame import Frame
from guidance.render.site.page import SitePage
from guidance.render.site.root import not_found, problems_body, problems_page, root_artifacts
from guidance.render.site.stage import staged_files
from guidance.render.view import View
from guidance.report import human
from guidance.search import build_index
from guidance.write import copy_file, remove_folder, swap_folder, write_artifacts, write_file

#: What the last load parsed; a preview parses again only what changed.
_PARSED = ParseCache()
#: What the last preview of a project was made from.
_LAST: dict[Path, Snapshot] = {}
#: The pages this process built last, with the digest of their frame; a preview makes again only what changed.
_BUILT: dict[str, tuple[SitePage, str]] = {}


class ContentError(Exception):
    """The content has errors, so nothing can be made of it; the message is the report."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The content with everything that is wrong with it."""

    corpus: Corpus | None
    report: Report
    texts: dict[str, str]

    @property
    def text(self) -> str:
        """The report as a person reads it."""
        return human.render(self.report, self.texts)

    @property
    def sound(self) -> Corpus | None:
        """The corpus if it has no errors."""
        return None if self.report.has_errors else self.corpus


#: What the site being built was made from; the books are made from the same.
_CHECKED: dict[Path, Checked] = {}


def check(settings: Settings) -> Checked:
    """Load the content and apply every rule; all mistakes of all files at once."""
    loaded = load(settings.root, settings.content, _PARSED)
    problems = [*loaded.problems, *(run(loaded.corpus) if loaded.corpus else ())]
    report = collect(locate(problems, loaded.sources))
    return Checked(loaded.corpus, report, {source.path: source.text for source in loaded.sources})


def sound_content(settings: Settings) -> tuple[Corpus, dict[str, str]]:
    """The corpus and the texts of its files; raises ContentError if there are errors."""
    checked = check(settings)
    if checked.sound is None:
        raise ContentError(checked.text)
    return checked.sound, checked.texts


# --- the site


@dataclass
class Site:
    """A site in the making: its pages by the name MkDocs knows them by, or the report of why there are none."""

    settings: Settings
    report: str
    pages: dict[str, SitePage] = field(default_factory=dict)
    frames: dict[str, Frame] = field(default_factory=dict)
    preview: bool = False

    @property
    def broken(self) -> bool:
        """Whether the content has errors, so that there is nothing to show but the report."""
        return not self.pages

    def context(self, page: SitePage) -> dict[str, Any]:
        """What the theme's templates read as ``guidance`` on a page."""
        return self.frames[page.lang].context(page, self.preview)

    def is_changed(self, uri: str) -> bool:
        """Whether a page differs from the one this process built last."""
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
    settings = read_settings(root)
    checked = _CHECKED[root] = check(settings)
    corpus = checked.sound
    site = Site(settings, checked.text, preview=preview)
    if corpus is not None:
        offered = _offered_books(settings, checked.texts, preview)
        now = Snapshot(corpus, structure(corpus) if preview else [], offered, site.pages)
        for lang in settings.langs:
            site.frames[lang] = Frame(View(corpus, lang), settings.langs)
            kept = kept_pages(_LAST.get(root), now, lang) if preview else {}
            site.pages |= {page.src_uri: page for page in site_pages(corpus, lang, offered, kept)}
        _LAST[root] = now
    return site


def _offered_books(settings: Settings, texts: dict[str, str], preview: bool) -> tuple[str, ...]:
    """The languages whose book the site offers; a preview offers only those that happen to be finished."""
    if not settings.books:
        return ()
    if not preview:
        return settings.langs
    missing = books.shelf(settings.root, settings.cache, texts).missing(settings.langs)
    return tuple(lang for lang in settings.langs if lang not in missing)


def finish_site(site: Site, folder: Path) -> None:
    """Add to a built site what belongs to no page: the root, the site map and the search index."""
    if site.broken:
        write_file(folder / "index.html", problems_page(site.report).encode())
        _BUILT.clear()
        return
    if not site.preview or not (folder / "pagefind").is_dir():
        # A preview does this once: site map and search may lag behind the edits, the pages never do.
        corpus = next(iter(site.frames.values())).view.corpus
        write_artifacts(folder, root_artifacts(corpus, site.pages.values(), site.settings.langs))
        index_site(site, folder / "pagefind")
    _BUILT.clear()
    _BUILT.update({uri: (page, site.frames[page.lang].digest(page.group)) for uri, page in site.pages.items()})


def index_site(site: Site, output: Path) -> None:
    """Make the search index of each language of a site, two at a time."""
    with tempfile.TemporaryDirectory(prefix="guidance-feed-") as feed, ThreadPoolExecutor(workers()) as pool:
        write_artifacts(Path(feed), search_feed(list(site.pages.values())))
        remove_folder(output)
        list(pool.map(lambda lang: build_index(Path(feed) / lang, output / lang), site.settings.langs))


def add_books(root: Path, folder: Path, preview: bool) -> None:
    """Put the books next to the pages, making those that are not up to date (a preview makes none)."""
    settings = read_settings(root)
    checked = _CHECKED.get(root)
    if checked is None or checked.sound is None or not settings.books:
        return
    shelf = books.shelf(settings.root, settings.cache, checked.texts)
    if not preview:
        books.make_books(shelf, checked.sound, shelf.missing(settings.langs), workers())
    for lang in settings.langs:
        if shelf.path(lang).is_file():
            copy_file(shelf.path(lang), folder / book_path(checked.sound.publication.edition, lang))


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
        count += write_artifacts(out, staged_files(site_pages(corpus, lang, ())))
    return count


# --- the books


def workers() -> int:
    """How many books are made at a time."""
    return min(2, os.cpu_count() or 1)


def make_books(settings: Settings, done: Callable[[str], None] = lambda lang: None) -> dict[str, Path]:
    """Make the books that are not up to date; returns all books of the languages asked for."""
    corpus, texts = sound_content(settings)
    shelf = books.shelf(settings.root, settings.cache, texts)
    missing = shelf.missing(settings.langs)
    for lang in settings.langs:
        if lang not in missing:
            done(lang)
    if missing:
        books.make_books(shelf, corpus, missing, workers(), done)
    return {lang: shelf.path(lang) for lang in settings.langs}


def export_books(settings: Settings, out: Path, done: Callable[[str], None]) -> list[Path]:
    """Make the books and copy them to a folder under their own names."""
    corpus, _ = sound_content(settings)
    made = make_books(settings, done)
    return [
        copy_file(path, out / Path(book_path(corpus.publication.edition, lang)).name) for lang, path in made.items()
    ]


# --- the desk


def schema_files(settings: Settings) -> dict[Path, str]:
    """The JSON Schemas by the path they stand at."""
    folder = settings.root / settings.content / "schema"
    return {folder / name: text for name, text in json_schemas().items()}


def write_schemas(settings: Settings) -> int:
    """Write the JSON Schemas; returns how many."""
    for path, text in schema_files(settings).items():
        write_file(path, text.encode())
    return len(json_schemas())


def stale_schemas(settings: Settings) -> list[str]:
    """Names of the schemas that are not what the records say."""
    files = schema_files(settings).items()
    return [path.name for path, text in files if not path.is_file() or path.read_text("utf-8") != text]


def extend_ledger(settings: Settings) -> int:
    """Add every id that is not in the ledger yet; returns how many."""
    corpus, _ = sound_content(settings)
    new = [entry for entry in entries(corpus) if entry not in set(corpus.ledger)]
    lines = "".join(f"{entry}\n" for entry in (*corpus.ledger, *new))
    write_file(settings.root / settings.content / "ledger.txt", lines.encode())
    return len(new)


def stamp_translations(settings: Settings) -> list[Stamp]:
    """Mark every stale unit of the languages asked for as current; returns what was marked."""
    loaded = load(settings.root, settings.content, _PARSED)
    if loaded.corpus is None:
        raise ContentError(check(settings).text)
    stamps = list(stamp.stale_stamps(loaded.corpus, settings.langs))
    places = spans([s.pin for s in stamps], loaded.sources)
    by_path: dict[str, list[tuple[Any, str]]] = {}
    for found, span in zip(stamps, places, strict=True):
        by_path.setdefault(found.pin.path, []).append((span, found.digest))
    texts = {source.path: source.text for source in loaded.sources}
    for path, edits in by_path.items():
        write_file(settings.root / path, stamp.apply(texts[path], edits).encode())
    return stamps


def translation_status(settings: Settings) -> dict[str, Counter[State]]:
    """For each language of translation, how many units are in which state."""
    corpus, _ = sound_content(settings)
    return {lang: stamp.status(corpus, lang) for lang in settings.langs if lang != SOURCE}


def update_catalogues() -> dict[str, int]:
    """Bring the catalogues of interface strings up to date; returns how many strings each lacks."""
    for lang in LANGUAGES:
        write_file(catalog.labels_folder() / f"{lang}.po", catalog.updated(lang))
    return {lang: len(catalog.untranslated(lang)) for lang in LANGUAGES}


def new_file(settings: Settings, kind: str, id_: str, option: str) -> list[Path]:
    """Scaffold a clause, a page or a translation that passes the check; returns the files written."""
    corpus, texts = sound_content(settings)
    made = scaffold.scaffold(corpus, texts, settings.content, kind, id_, option)
    for path, text in made.items():
        write_file(settings.root / path, text.encode())
    return [settings.root / path for path in made]
