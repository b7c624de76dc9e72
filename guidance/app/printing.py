"""The books: made where they are not up to date."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from guidance import books
from guidance.app.bundling import archive, edition_data
from guidance.app.checking import sound_content
from guidance.config import Settings
from guidance.render.address import book_path
from guidance.render.pdf_archive import without_files
from guidance.write import copy_file, write_file


def workers() -> int:
    """How many processes lay out the chapters of the books."""
    return min(2, os.cpu_count() or 1)


def make_books(settings: Settings, done: Callable[[str], None] = lambda lang: None) -> dict[str, Path]:
    """Make the books that are not up to date; returns all books of the languages asked for."""
    corpus, _ = sound_content(settings)
    content = archive(settings, corpus)
    shelf = books.shelf(settings.root, settings.cache, content)
    missing = shelf.missing(settings.langs)
    for lang in settings.langs:
        if lang not in missing:
            done(lang)
    if missing:
        books.make_books(shelf, corpus, edition_data(corpus, content), missing, workers(), done)
    return {lang: shelf.path(lang) for lang in settings.langs}


def export_books(settings: Settings, out: Path, done: Callable[[str], None], with_data: bool = True) -> list[Path]:
    """Make the books and put them into a folder under their own names: with the data inside, or without (PDF/A-2a)."""
    corpus, _ = sound_content(settings)
    edition, made = corpus.publication.edition, make_books(settings, done)
    if with_data:
        return [copy_file(path, out / Path(book_path(edition, lang)).name) for lang, path in made.items()]
    names = {lang: out / Path(book_path(edition, lang, with_data=False)).name for lang in made}
    for lang, path in made.items():
        write_file(names[lang], without_files(path))
    return list(names.values())
