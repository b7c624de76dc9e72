"""The corpus as the pages of a site, in one language."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.model.corpus import Corpus
from guidance.render.site import bodies
from guidance.render.site.indexes import index_pages
from guidance.render.site.page import PageMaker, SitePage
from guidance.render.view import View


def site_pages(corpus: Corpus, lang: str, books: tuple[str, ...]) -> list[SitePage]:
    """Every page of a language, in reading order; ``books`` are the languages whose book the home page offers."""
    return list(_pages(PageMaker(View(corpus, lang)), books))


def _pages(maker: PageMaker, books: tuple[str, ...]) -> Iterator[SitePage]:
    corpus = maker.corpus
    yield from (bodies.prose_page(maker, page, books) for page in corpus.pages.values())
    yield from index_pages(maker)
    yield from (bodies.module_page(maker, module) for module in corpus.modules.values())
    yield from (bodies.clause_page(maker, clause) for clause in corpus.clauses.values())
    yield from (bodies.target_page(maker, *pair) for pair in corpus.targets.values())
    yield from (bodies.instrument_page(maker, instrument) for instrument in corpus.instruments.values())
    yield from (bodies.law_page(maker, law) for law in corpus.laws.values())
    yield from (bodies.country_page(maker, country) for country in corpus.countries.values())
    yield from (bodies.term_page(maker, term) for term in corpus.terms.values())
