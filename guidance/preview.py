"""Preview: which pages of the last build still hold after an edit.

A page remembers the texts it shows. When an edit changed words only, every page that shows none of the edited texts is
kept as it is; when it changed anything else (a new link, a new record), all pages are made again. What no edit touched
is the same object in both corpora, so a comparison looks at little else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from guidance.model.corpus import Corpus
from guidance.model.skeleton import skeleton
from guidance.model.statistics import Statistics, statistics
from guidance.model.text import Text
from guidance.render.site.page import COUNTS, SitePage

#: Pages that hold, by kind and id.
Kept = dict[tuple[str, str], SitePage]
#: A text before and after an edit; none before where there was none.
Edit = tuple[Text | None, Text]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a build was made from, and what it made; ``pages`` is filled while they are made."""

    corpus: Corpus
    counts: Statistics
    texts: dict[str, Text]
    books: tuple[str, ...]
    pages: dict[str, SitePage]


def snapshot(corpus: Corpus, books: tuple[str, ...], pages: dict[str, SitePage]) -> Snapshot:
    """What a build with these languages of books is made from."""
    texts = {owned.text.address: owned.text for owned in corpus.texts}
    return Snapshot(corpus, statistics(corpus), texts, books, pages)


class Comparison:
    """What differs between the last build and this one."""

    def __init__(self, last: Snapshot | None, now: Snapshot) -> None:
        """Compare them once for all languages."""
        self._pages = last.pages.values() if last else ()
        self._recounted = last is None or last.counts != now.counts
        self._edits: dict[str, Edit] | None = None
        if last is not None and last.books == now.books and _same_structure(last.corpus, now.corpus):
            self._edits = {a: (last.texts.get(a), t) for a, t in now.texts.items() if last.texts.get(a) is not t}

    def kept_pages(self, lang: str) -> Kept:
        """The pages of a language that still hold; none where nothing can be said."""
        if self._edits is None:
            return {}
        changed = {address for address, edit in self._edits.items() if _differs(edit, lang)}
        if self._recounted:
            changed.add(COUNTS)
        same = (page for page in self._pages if page.lang == lang and page.reads.isdisjoint(changed))
        return {(page.kind, page.id): page for page in same}


def _differs(edit: Edit, lang: str) -> bool:
    before, after = edit
    if before is None or before.source != after.source:
        return True
    return before.translations.get(lang) != after.translations.get(lang)


def _same_structure(last: Corpus, now: Corpus) -> bool:
    """Whether two corpora differ in their words only."""
    before, after = list(_things(last)), list(_things(now))
    if len(before) != len(after):
        return False
    return all(a is b or skeleton(a) == skeleton(b) for a, b in zip(before, after, strict=True))


def _things(corpus: Corpus) -> Iterator[Any]:
    yield corpus.publication
    for register in (corpus.modules, corpus.clauses, corpus.frameworks, corpus.instruments):
        yield from register.values()
    registers = (corpus.laws, corpus.countries, corpus.terms, corpus.resources, corpus.pages, corpus.releases)
    for other in registers:
        yield from other.values()
