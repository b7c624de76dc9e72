"""The search index of the site: a Pagefind for each language, beside all else that a build does.

An index is kept under the digest of what it was made from, and made again only when that has changed.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from guidance import shelf
from guidance.app.printing import workers
from guidance.artifact import Artifact, bundled, unbundled
from guidance.pack import files_below
from guidance.render.site.feed import search_feed
from guidance.render.site.page import SitePage
from guidance.search import build_index, version
from guidance.write import move_folder, remove_folder, write_artifacts


class Index:
    """A search index in the making: a folder of feeds, and one Pagefind a language, two at a time."""

    def __init__(self, kept: Path) -> None:
        """Begin with no language; ``kept`` is the shelf with the indexes of earlier runs."""
        self._kept = kept
        self._folder = tempfile.TemporaryDirectory(prefix="guidance-index-")
        self._fed = tempfile.TemporaryDirectory(prefix="guidance-feed-", dir=_in_memory())
        self._pool = ThreadPoolExecutor(workers())
        self._begun: list[Future[None]] = []

    def feed(self, lang: str, pages: Iterable[SitePage]) -> str:
        """Lay out what the search engine reads of a language, if it has to; returns the digest of it.

        May be called in a process that was forked after the index was begun.
        """
        feed = list(search_feed(pages))
        digest = shelf.digest_of(*(part for page in feed for part in (page.path, page.content)))
        if not self.is_kept(lang, digest):
            write_artifacts(self._feed, feed)
        return digest

    def is_kept(self, lang: str, digest: str) -> bool:
        """Whether an earlier run made the index of what has this digest."""
        return self._held(lang, digest) is not None

    def begin(self, lang: str, digest: str) -> None:
        """Make the index of a language, whose feed is laid out, or take the kept one."""
        self._begun.append(self._pool.submit(self._make, lang, digest))

    def finish(self, output: Path) -> None:
        """Wait for every language and put the index where it is to stand; raises SearchError."""
        with self._folder, self._fed, self._pool:
            for begun in self._begun:
                begun.result()
            move_folder(self._made, output)

    def discard(self) -> None:
        """Leave it: there will be no site."""
        self._pool.shutdown(cancel_futures=True)
        self._folder.cleanup()
        self._fed.cleanup()

    @property
    def _feed(self) -> Path:
        return Path(self._fed.name)

    @property
    def _made(self) -> Path:
        return Path(self._folder.name) / "made"

    def _held(self, lang: str, digest: str) -> bytes | None:
        return shelf.kept(self._kept, f"{lang}.index", _made_from(digest))

    def _make(self, lang: str, digest: str) -> None:
        if held := self._held(lang, digest):
            write_artifacts(self._made / lang, unbundled(held))
            return
        made = self._made / lang
        build_index(self._feed / lang, made)
        files = (Artifact(path, content, "application/octet-stream") for path, content in files_below(made))
        shelf.keep(self._kept, f"{lang}.index", _made_from(digest), bundled(files))
        remove_folder(self._feed / lang)


#: Where Linux keeps files in memory, and how much must be free there before we use it, in bytes.
_MEMORY, _ENOUGH = Path("/dev/shm"), 500_000_000


def _in_memory() -> Path | None:
    """A place for thousands of small files that are read once: a disk takes longer to make and forget them."""
    usable = _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ENOUGH
    return _MEMORY if usable else None


def _made_from(digest: str) -> str:
    """The digest of all that an index is made from: of what was fed, and of the search engine."""
    return shelf.digest_of(version(), digest)


def index_of(pages: Iterable[SitePage], langs: tuple[str, ...], kept: Path) -> Index:
    """The index of pages that are there already."""
    index = Index(kept)
    by_lang: dict[str, list[SitePage]] = {lang: [] for lang in langs}
    for page in pages:
        by_lang[page.lang].append(page)
    for lang, own in by_lang.items():
        index.begin(lang, index.feed(lang, own))
    return index
