"""The books, for paper and for screens: made where they are not up to date."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePosixPath

from guidance import books, epubs, shelf
from guidance.app.bundling import archive, edition_data
from guidance.app.checking import sound_content, unjudged_content
from guidance.config import Settings
from guidance.model.corpus import Corpus
from guidance.render.address import book_path, epub_path
from guidance.render.pdf_archive import without_files
from guidance.write import copy_file, write_file

#: Below the folder of the cache: the books for screens.
EPUBS = "epubs"


def workers() -> int:
    """How many processes lay out the chapters of the books."""
    return min(2, os.cpu_count() or 1)


def make_books(settings: Settings, done: Callable[[str], None] = lambda lang: None) -> dict[str, Path]:
    """Make the books that are not up to date; returns all books of the languages asked for."""
    return _made(settings, *unjudged_content(settings), done)


def _made(
    settings: Settings, corpus: Corpus, sound: Callable[[], Corpus], done: Callable[[str], None]
) -> dict[str, Path]:
    content = archive(settings, corpus)
    shelf = books.shelf(settings.root, settings.cache, content)
    missing = shelf.missing(settings.langs)
    for lang in settings.langs:
        if lang not in missing:
            done(lang)
    if missing:
        books.make_books(shelf, sound, partial(edition_data, content=content), missing, workers(), done)
    else:
        sound()
    return {lang: shelf.path(lang) for lang in settings.langs}


def export_books(settings: Settings, out: Path, done: Callable[[str], None], with_data: bool = True) -> list[Path]:
    """Make the books and put them into a folder under their own names: with the data inside, or without (PDF/A-2a)."""
    corpus, sound = unjudged_content(settings)
    edition, made = corpus.publication.edition, _made(settings, corpus, sound, done)
    if with_data:
        return [copy_file(path, out / Path(book_path(edition, lang)).name) for lang, path in made.items()]
    names = {lang: out / Path(book_path(edition, lang, with_data=False)).name for lang in made}
    for lang, path in made.items():
        write_file(names[lang], without_files(path))
    return list(names.values())


def make_epubs(settings: Settings, corpus: Corpus, done: Callable[[str], None] = lambda name: None) -> list[Path]:
    """Make the books for screens that are not up to date; returns all of the languages asked for."""
    wanted = epubs.products(corpus, archive(settings, corpus), settings.langs)
    kept = settings.root / settings.cache / EPUBS
    with tempfile.TemporaryDirectory(prefix="guidance-epub-") as stored:
        hands = epubs.workers(workers(), corpus, Path(stored))
        shelf.make_all(kept, wanted, hands, lambda product: done(PurePosixPath(product.path).name))
    return [kept / product.path for product in wanted]


def export_epubs(settings: Settings, out: Path, done: Callable[[str], None]) -> list[Path]:
    """Make the books for screens and copy them to a folder under their own names."""
    corpus, _ = sound_content(settings)
    return [copy_file(path, out / path.name) for path in make_epubs(settings, corpus, done)]


def has_epub(settings: Settings, corpus: Corpus, lang: str) -> bool:
    """Whether the book for screens in a language is there, be it up to date or not."""
    return (settings.root / settings.cache / EPUBS / epub_path(corpus.publication.edition, lang)).is_file()


def add_epubs(settings: Settings, corpus: Corpus, site: Path, make: bool) -> None:
    """Put the books for screens beside the pages; unless they are to be made, those that happen to be there, once."""
    if make:
        make_epubs(settings, corpus)
        wanted = epubs.products(corpus, archive(settings, corpus), settings.langs)
        shelf.forget_others(settings.root / settings.cache / EPUBS, wanted)
    for lang in settings.langs:
        path = epub_path(corpus.publication.edition, lang)
        kept = settings.root / settings.cache / EPUBS / path
        if kept.is_file() and (make or not (site / path).is_file()):
            copy_file(kept, site / path)
