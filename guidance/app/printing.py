"""The books: made where they are not up to date."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from guidance import books
from guidance.app.checking import sound_content
from guidance.config import Settings
from guidance.render.address import book_path
from guidance.write import copy_file


def workers() -> int:
    """How many processes lay out the chapters of the books."""
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
