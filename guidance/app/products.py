"""Every product of the publication that is a file of its own beside the pages: one list, whoever makes them.

The list says what an edition consists of: builds make it, the site offers it, and a release packs it. It is computed
from the content and the settings alone, so it is the same whether or not the files are there yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from guidance import books, extracts
from guidance.app import exporting, extracting, gaps, printing
from guidance.app.bundling import archive
from guidance.config import Settings
from guidance.model.corpus import Corpus
from guidance.render.address import book_path, epub_path, report_path
from guidance.render.epub.book import MEDIA_TYPE
from guidance.render.report.files import MEDIA_TYPES
from guidance.render.site.downloads import checklist_path, offered

PDF, EPUB = MEDIA_TYPES["pdf"], MEDIA_TYPE
Done = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file of the publication.

    ``path`` is its POSIX path below the root of the site, the same for ever for an edition; ``kind`` names its maker in
    ``MAKERS``; ``subject`` is the id of what it is about, such as a country, and empty for the whole guidance; ``kept``
    is where the maker keeps it, which is there once it has been made.
    """

    path: str
    kind: str
    subject: str
    lang: str
    media_type: str
    kept: Path


def published_files(settings: Settings, corpus: Corpus) -> tuple[PublishedFile, ...]:
    """All products of the languages asked for, by kind."""
    return (
        *_books(settings, corpus),
        *_epubs(settings, corpus),
        *_reports(settings, corpus),
        *_checklists(settings, corpus),
        *_extracts(settings, corpus),
    )


def _make_extracts(kind: str, settings: Settings, corpus: Corpus, done: Done) -> None:
    extracting.for_site(settings, corpus, (kind,)).make(done)


#: Who makes the files of a kind that are not up to date, and tells ``done`` of each.
MAKERS: dict[str, Callable[[Settings, Corpus, Done], object]] = {
    "book": lambda settings, corpus, done: printing.make_books(settings, done),
    "epub": printing.make_epubs,
    "report": lambda settings, corpus, done: gaps.for_site(settings, corpus).make(done),
    "checklist": lambda settings, corpus, done: exporting.for_site(settings, corpus).write(done),
    **{kind: partial(_make_extracts, kind) for kind in extracts.KINDS},
}


def make_files(
    settings: Settings, corpus: Corpus, kinds: Iterable[str] = tuple(MAKERS), done: Done = lambda name: None
) -> None:
    """Make the files of these kinds that are not up to date."""
    for kind in kinds:
        MAKERS[kind](settings, corpus, done)


def _books(settings: Settings, corpus: Corpus) -> Iterator[PublishedFile]:
    shelf = books.shelf(settings.root, settings.cache, archive(settings, corpus))
    for lang in settings.langs:
        yield PublishedFile(book_path(corpus.publication.edition, lang), "book", "", lang, PDF, shelf.path(lang))


def _epubs(settings: Settings, corpus: Corpus) -> Iterator[PublishedFile]:
    for lang in settings.langs:
        path = epub_path(corpus.publication.edition, lang)
        yield PublishedFile(path, "epub", "", lang, EPUB, settings.root / settings.cache / printing.EPUBS / path)


def _reports(settings: Settings, corpus: Corpus) -> Iterator[PublishedFile]:
    kept = gaps.folder(settings)
    for country in corpus.countries.values():
        for lang in settings.langs if country.assessment else ():
            for form, media_type in MEDIA_TYPES.items():
                path = report_path(corpus.publication.edition, country.code, lang, form)
                yield PublishedFile(path, "report", country.code, lang, media_type, kept / path)


def _checklists(settings: Settings, corpus: Corpus) -> Iterator[PublishedFile]:
    kept = exporting.site_folder(settings)
    for lang in settings.langs:
        for country, scope, formats in offered(corpus):
            for form in formats:
                path = checklist_path(corpus, country, lang, scope, form)
                subject, at = country.code if country else "", kept / PurePosixPath(path).name
                yield PublishedFile(path, "checklist", subject, lang, MEDIA_TYPES[form], at)


def _extracts(settings: Settings, corpus: Corpus) -> Iterator[PublishedFile]:
    kept = extracting.folder(settings)
    for wish in extracts.wishes(corpus, settings.langs):
        path = extracts.path(corpus, wish)
        yield PublishedFile(path, wish.kind, wish.id, wish.lang, PDF, kept / path)
