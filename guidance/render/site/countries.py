"""The page of a country: memberships, answers mapped to targets, gaps, findings, laws."""

from __future__ import annotations

from typing import Any

from guidance.model.clause import Clause, Module, Question
from guidance.model.countries import ANSWER_VALUES, Answer, Country
from guidance.model.gaps import published_report
from guidance.model.registers import Law
from guidance.model.standing import land_neighbours, standings
from guidance.render.address import page_path
from guidance.render.site.downloads import downloads
from guidance.render.site.page import PageMaker, SitePage
from guidance.render.site.pictures import country_picture


def country_page(maker: PageMaker, country: Country) -> SitePage:
    """The page of a country: memberships, answers mapped to targets, gaps, findings, laws."""
    corpus, links = maker.corpus, maker.corpus.links
    context: dict[str, Any] = {
        "country": country,
        "values": ANSWER_VALUES,
        "laws": links.laws_of_country.get(country.code, ()),
        "shared_laws": _shared_laws(maker, country),
        "resources": links.resources_of_country.get(country.code, ()),
        "standings": standings(corpus, country.code),
        **_neighbours(maker, country),
    }
    context |= _files(maker, country)
    if country.assessment:
        report = published_report(corpus, country)
        context |= {
            "checklist": _checklist(maker, country),
            "gap_report": report,
            "findings": [(corpus.themes[label], finding) for label, finding in country.findings.items()],
            "picture": country_picture(maker, country),
        }
    name = maker.view.words(country.name)
    return maker.make(
        "country",
        country.code,
        "country",
        name,
        context,
        description=maker.view.labels.gettext("{country}: memberships, laws and checklist").format(country=name),
        group=f"country/{country.region}",
        source=country.pin.path,
        facets={"country": (country.code,)},
    )


def _neighbours(maker: PageMaker, country: Country) -> dict[str, Any]:
    """The neighbours in the order of the language, and what the page of comparison is asked for."""
    view = maker.view
    found = view.sorted(land_neighbours(maker.corpus, country.code), lambda n: view.words(n.country.name))
    codes = ",".join([country.code, *(neighbour.country.code for neighbour in found)])
    return {"neighbours": found, "compare": codes}


def _files(maker: PageMaker, country: Country) -> dict[str, Any]:
    """The checklists to fill in: blank ones, and those with the published answers."""
    if not maker.downloads:
        return {"blank_files": [], "filled_files": []}
    labels, path = maker.view.labels, page_path("country", country.code)
    blank, filled = downloads(maker.corpus, labels, path), downloads(maker.corpus, labels, path, country)
    return {"blank_files": blank, "filled_files": filled}


def _shared_laws(maker: PageMaker, country: Country) -> list[Law]:
    links = maker.corpus.links
    union = links.laws_of_country.get("eu", ()) if country.eu_member else ()
    treaties = [law for law in links.laws_of_country.get("int", ()) if country.code in law.jurisdiction.parties]
    return [*union, *treaties]


Row = tuple[Question, Answer | None]


def _checklist(maker: PageMaker, country: Country) -> list[tuple[Module, list[tuple[Clause, list[Row]]]]]:
    corpus = maker.corpus
    result = []
    for module in corpus.modules.values():
        clauses = [corpus.clauses[id_] for id_ in module.clauses]
        rows = [(c, [(q, country.answers.get(label)) for label, q in c.questions.items()]) for c in clauses]
        result.append((module, rows))
    return result
