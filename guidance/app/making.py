"""The pages of every language, made by as many processes as there are cores, and their search index beside them.

A language knows nothing of the others, and an index needs the pages only: while MkDocs still puts pages into their
frames, the index is made.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from guidance.app.printing import workers
from guidance.app.reporting import catalogue
from guidance.diagnostics import Code
from guidance.model.corpus import Corpus
from guidance.render.site.build import site_pages
from guidance.render.site.feed import search_feed
from guidance.render.site.page import SitePage
from guidance.search import build_index
from guidance.write import move_folder, write_artifacts


class Index:
    """A search index in the making: a folder of feeds, and one Pagefind a language, two at a time."""

    def __init__(self) -> None:
        """Begin with no language."""
        self._folder = tempfile.TemporaryDirectory(prefix="guidance-index-")
        self._pool = ThreadPoolExecutor(workers())
        self._begun: list[Future[None]] = []

    @property
    def feed(self) -> Path:
        """Where the feeds stand, a folder a language."""
        return Path(self._folder.name) / "feed"

    def begin(self, lang: str) -> None:
        """Index the feed of a language."""
        self._begun.append(self._pool.submit(build_index, self.feed / lang, self._made / lang))

    def finish(self, output: Path) -> None:
        """Wait for every language and put the index where it is to stand; raises SearchError."""
        with self._folder, self._pool:
            for begun in self._begun:
                begun.result()
            move_folder(self._made, output)

    @property
    def _made(self) -> Path:
        return Path(self._folder.name) / "made"


def index_of(pages: Iterable[SitePage], langs: tuple[str, ...]) -> Index:
    """The index of pages that are there already."""
    index = Index()
    write_artifacts(index.feed, search_feed(pages))
    for lang in langs:
        index.begin(lang)
    return index


def made_pages(corpus: Corpus, langs: tuple[str, ...], offered: tuple[str, ...], index: Index) -> Iterator[SitePage]:
    """Every page of every language, in that order; the index is begun on the way."""
    codes = tuple(catalogue().values())
    with _processes(len(langs), (corpus, offered, codes, index.feed)) as pool:
        for lang, pages in zip(langs, pool.map(_made, langs) if pool else map(_made, langs), strict=True):
            index.begin(lang)
            yield from pages


_Shared = tuple[Corpus, tuple[str, ...], tuple[Code, ...], Path]
#: What a forked process knows from its parent.
_SHARED: list[_Shared] = []


@contextmanager
def _processes(languages: int, shared: _Shared) -> Iterator[ProcessPoolExecutor | None]:
    """Processes that have the corpus already; none where they would have to be given a copy of it, or for one core."""
    _SHARED[:] = [shared]
    try:
        if sys.platform != "linux" or min(workers(), languages) < 2:
            yield None
            return
        with ProcessPoolExecutor(workers(), get_context("fork")) as pool:
            yield pool
    finally:
        _SHARED.clear()


def _made(lang: str) -> list[SitePage]:
    [(corpus, offered, codes, feed)] = _SHARED
    pages = site_pages(corpus, lang, offered, codes)
    write_artifacts(feed, search_feed(pages))
    return pages
