"""The books for screens as files: which there are to make, and how a worker makes each from the corpus."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path

from guidance.model.corpus import Corpus
from guidance.parcel import unwrapped, wrapped
from guidance.render.address import epub_path
from guidance.render.epub.book import epub_book
from guidance.render.view import View
from guidance.shelf import Product, Workers, digest_of
from guidance.write import write_file


def products(corpus: Corpus, content: bytes, langs: Iterable[str]) -> list[Product]:
    """The book of each language; ``content`` is the archive of the content, which changes with every byte in it."""
    edition = corpus.publication.edition
    return [Product(epub_path(edition, lang), digest_of(lang, content), partial(_epub, lang)) for lang in langs]


def workers(count: int, corpus: Corpus, folder: Path) -> Workers:
    """So many workers; the corpus is put into a folder that must stay until they are done."""
    stored = folder / "corpus.pickle"
    write_file(stored, wrapped(corpus))
    return Workers(count, partial(_begin, str(stored)))


#: Where a worker finds the corpus.
_stored: Path


def _begin(stored: str) -> None:
    global _stored
    _stored = Path(stored)


@cache
def _corpus() -> Corpus:
    found: Corpus = unwrapped(_stored.read_bytes())
    return found


def _epub(lang: str) -> bytes:
    return epub_book(View(_corpus(), lang))
