"""Preview: which pages of the last build still hold after an edit.

A page remembers the texts it shows. When an edit changed words only, every page that shows none of the edited texts is
kept as it is; when it changed anything else (a new link, a new record), all pages are made again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from guidance.model.corpus import Corpus
from guidance.model.skeleton import skeleton
from guidance.model.text import Translation
from guidance.render.site.page import SitePage

#: Pages that hold, by kind and id.
Kept = dict[tuple[str, str], SitePage]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a build was made from, and what it made; ``structure`` is everything but the words."""

    corpus: Corpus
    structure: list[Any]
    books: tuple[str, ...]
    pages: dict[str, SitePage]


def structure(corpus: Corpus) -> list[Any]:
    """Everything in the corpus but the words."""
    return [skeleton(thing) for thing in _things(corpus)]


def kept_pages(last: Snapshot | None, now: Snapshot, lang: str) -> Kept:
    """The pages of a language that still hold; none where nothing can be said."""
    if last is None or last.books != now.books or last.structure != now.structure:
        return {}
    before, after = _texts(last.corpus, lang), _texts(now.corpus, lang)
    changed = {address for address, text in after.items() if before.get(address) != text}
    same = (page for page in last.pages.values() if page.lang == lang and not page.reads & changed)
    return {(page.kind, page.id): page for page in same}


def _texts(corpus: Corpus, lang: str) -> dict[str, tuple[str, Translation | None]]:
    return {o.text.address: (o.text.source, o.text.translations.get(lang)) for o in corpus.texts}


def _things(corpus: Corpus) -> Iterator[Any]:
    yield corpus.publication
    for register in (corpus.modules, corpus.clauses, corpus.frameworks, corpus.instruments):
        yield from register.values()
    registers = (corpus.laws, corpus.countries, corpus.terms, corpus.resources, corpus.pages, corpus.releases)
    for other in registers:
        yield from other.values()
