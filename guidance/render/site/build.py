"""The corpus as the pages of a site, in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType

from guidance.diagnostics import Code
from guidance.model.corpus import Corpus
from guidance.render.site import bodies
from guidance.render.site.comparison import compare_page
from guidance.render.site.countries import country_page
from guidance.render.site.indexes import index_pages
from guidance.render.site.matrix import matrix_pages
from guidance.render.site.overview import mandate_page, statistics_page
from guidance.render.site.page import PageMaker, SitePage
from guidance.render.site.releases import release_page, releases_page
from guidance.render.site.reports import report_page, reports_page
from guidance.render.site.resources import resource_page
from guidance.render.site.upkeep import link_health_page, rules_page
from guidance.render.site.workbench import workbench_page
from guidance.render.view import View

Kept = Mapping[tuple[str, str], SitePage]


def site_pages(
    corpus: Corpus, lang: str, books: tuple[str, ...], codes: tuple[Code, ...], kept: Kept = MappingProxyType({})
) -> list[SitePage]:
    """Every page of a language, in reading order.

    ``books`` are the languages whose book, reports and checklists are offered as files; ``codes`` are those of the
    check; ``kept`` are pages that need not be made again.
    """
    return list(each_page(corpus, lang, books, codes, kept))


def each_page(
    corpus: Corpus, lang: str, books: tuple[str, ...], codes: tuple[Code, ...], kept: Kept = MappingProxyType({})
) -> Iterator[SitePage]:
    """The same pages, each made when it is asked for."""
    maker = PageMaker(View(corpus, lang), lang in books)
    return (kept.get((kind, id_)) or make() for kind, id_, make in _pages(maker, books, codes))


Making = tuple[str, str, Callable[[], SitePage]]


def _pages(maker: PageMaker, books: tuple[str, ...], codes: tuple[Code, ...]) -> Iterator[Making]:
    """Every page as its kind, its id and the way to make it."""
    corpus = maker.corpus
    for page in corpus.pages.values():
        yield "page", page.id, partial(bodies.prose_page, maker, page, books)
    for kind, make in index_pages(maker):
        yield kind, "", make
    yield "workbench", "", partial(workbench_page, maker)
    yield "mandate", "", partial(mandate_page, maker)
    yield "statistics", "", partial(statistics_page, maker)
    yield "report", "", partial(reports_page, maker)
    yield "rules", "", partial(rules_page, maker, codes)
    yield "link-health", "", partial(link_health_page, maker)
    yield "release", "", partial(releases_page, maker)
    for release in corpus.releases.values():
        yield "release", release.id, partial(release_page, maker, release)
    yield "compare", "", partial(compare_page, maker)
    for region, make in matrix_pages(maker):
        yield "matrix", region, make
    for module in corpus.modules.values():
        yield "module", module.id, partial(bodies.module_page, maker, module)
    for clause in corpus.clauses.values():
        yield "clause", clause.id, partial(bodies.clause_page, maker, clause)
    for framework, target in corpus.targets.values():
        yield "target", target.label, partial(bodies.target_page, maker, framework, target)
    for instrument in corpus.instruments.values():
        yield "instrument", instrument.id, partial(bodies.instrument_page, maker, instrument)
    for law in corpus.laws.values():
        yield "law", law.id, partial(bodies.law_page, maker, law)
    for country in corpus.countries.values():
        yield "country", country.code, partial(country_page, maker, country)
        if country.assessment:
            yield "report", country.code, partial(report_page, maker, country, maker.view.lang in books)
    for term in corpus.terms.values():
        yield "term", term.id, partial(bodies.term_page, maker, term)
    for resource in corpus.resources.values():
        yield "resource", resource.id, partial(resource_page, maker, resource)
