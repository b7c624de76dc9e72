"""The pages of every language, made by as many processes as there are cores, or kept from an earlier run.

A language knows nothing of the others, so each is made by one process. They begin as soon as the content is loaded: it
is checked meanwhile, and what they make of content with errors is thrown away. An index needs the pages only: while
MkDocs still puts pages into their frames, it is made.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import takewhile
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path

from guidance import shelf
from guidance.app.indexing import Index
from guidance.app.printing import workers
from guidance.app.reporting import catalogue
from guidance.diagnostics import Code
from guidance.load.corpus import Loaded
from guidance.model.corpus import Corpus
from guidance.render.site.build import each_page
from guidance.render.site.kept import packed, unpacked
from guidance.render.site.page import SitePage


@dataclass(frozen=True, slots=True)
class Order:
    """The pages that are wanted: of this corpus, in these languages; ``offered`` are those whose files are offered.

    ``made_from`` names all that they are made from, ``kept`` is the shelf with the pages of earlier runs.
    """

    corpus: Corpus
    langs: tuple[str, ...]
    offered: tuple[str, ...]
    made_from: str
    kept: Path
    index: Index
    #: Set when nobody waits for the pages any more; every process sees it.
    left: Event = field(default_factory=get_context("fork" if sys.platform == "linux" else None).Event)


def made_from(found: Loaded, corpus: Corpus, offered: tuple[str, ...]) -> str:
    """The digest of all that the pages are made from: program, libraries, every content file, ledger and settings.

    ``corpus`` is what was loaded, or that without the edition which is on its way out.
    """
    texts = (part for source in found.sources for part in (source.path, source.text))
    ledger = (line.text for line in corpus.ledger)
    libraries = (f"{name} {version(name)}" for name in _LIBRARIES)
    return shelf.digest_of(*libraries, *offered, "releases", *corpus.releases, "ledger", *ledger, "content", *texts)


#: What shapes a page beside our own program: how a text is read, escaped, sorted and dated.
_LIBRARIES = ("jinja2", "markupsafe", "babel", "pyuca", "pypinyin", "markdown-it-py", "pyyaml")


@contextmanager
def begun(order: Order) -> Iterator[Iterator[SitePage]]:
    """Begin to make the pages that are not kept; yields every page of every language, in that order.

    The index of each language is begun on the way. Who leaves without asking for pages leaves what was begun.
    """
    held = {lang: pages for lang in order.langs if (pages := _held(order, lang)) is not None}
    missing = [lang for lang in order.langs if lang not in held]
    with _processes(len(missing), order) as submit:
        waiting = {lang: submit(lang) for lang in missing}
        yield _pages(order, held, waiting)


def _pages(
    order: Order, held: dict[str, tuple[list[SitePage], str]], waiting: dict[str, Callable[[], bytes]]
) -> Iterator[SitePage]:
    for lang in order.langs:
        if lang in held:
            pages, feed = held[lang]
            if not order.index.is_kept(lang, feed):
                order.index.feed(lang, pages)
        else:
            content = waiting[lang]()
            pages, feed = unpacked(content)
            shelf.keep(order.kept, _name(lang), _digest(order, lang), content)
        order.index.begin(lang, feed)
        yield from pages


def _held(order: Order, lang: str) -> tuple[list[SitePage], str] | None:
    content = shelf.kept(order.kept, _name(lang), _digest(order, lang))
    return unpacked(content) if content is not None else None


def _name(lang: str) -> str:
    return f"{lang}.pages"


def _digest(order: Order, lang: str) -> str:
    return shelf.digest_of(order.made_from, lang)


#: What a forked process knows from its parent.
_SHARED: list[tuple[Order, tuple[Code, ...]]] = []


@contextmanager
def _processes(languages: int, order: Order) -> Iterator[Callable[[str], Callable[[], bytes]]]:
    """Processes that have the corpus already; none where they would have to be given a copy of it, or for one core."""
    _SHARED[:] = [(order, tuple(catalogue().values()))]
    try:
        if sys.platform != "linux" or min(workers(), languages) < 2:
            yield lambda lang: lambda: _made(lang)
            return
        with ProcessPoolExecutor(workers(), get_context("fork")) as pool:
            try:
                yield lambda lang: pool.submit(_made, lang).result
            finally:
                order.left.set()
                pool.shutdown(cancel_futures=True)
    finally:
        _SHARED.clear()


def _made(lang: str) -> bytes:
    """The pages of a language, packed; nothing if nobody waits for them any more."""
    [(order, codes)] = _SHARED
    pages = each_page(order.corpus, lang, order.offered, codes)
    made = list(takewhile(lambda page: not order.left.is_set(), pages))
    return b"" if order.left.is_set() else packed(made, order.index.feed(lang, made))
