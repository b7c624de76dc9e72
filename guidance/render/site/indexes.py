"""The pages that list things: one for each kind, the checklist and the search page."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from guidance.model.clause import Clause, Question
from guidance.model.countries import ANSWER_VALUES
from guidance.model.registers import Law
from guidance.render.address import page_path
from guidance.render.site.bodies import doors
from guidance.render.site.downloads import downloads
from guidance.render.site.page import PageMaker, SitePage

Row = tuple[str, str, str]
Group = tuple[str, str, list[Row]]


def index_pages(maker: PageMaker) -> Iterator[tuple[str, Callable[[], SitePage]]]:
    """Every list of the site: its kind and the way to make it."""
    lists: dict[str, Callable[[PageMaker], SitePage]] = {
        "module": _modules,
        "clause": _clauses,
        "target": _targets,
        "instrument": _instruments,
        "law": _laws,
        "country": _countries,
        "term": _terms,
        "resource": _resources,
        "pages": _pages,
        "checklist": checklist_page,
        "search": search_page,
    }
    for kind, make in lists.items():
        yield kind, partial(make, maker)


def _row(kind: str, id_: str, name: str, remark: str = "") -> Row:
    # Lists stand one folder deep, beside the folders of the pages.
    return (f"../{page_path(kind, id_)}", name, remark)


def _list(
    maker: PageMaker,
    kind: str,
    title: str,
    groups: list[Group],
    lead: str = "",
    css: str = "plain",
    beside: tuple[tuple[str, str], ...] = (),
) -> SitePage:
    context: dict[str, Any] = {"title": title, "lead": lead, "groups": groups, "css": css, "closing": ()}
    context["beside"] = [(f"../{page_path(other)}", name) for other, name in beside]
    return maker.make(kind, "", "index", title, context, description=lead or title, group=kind)


def _modules(maker: PageMaker) -> SitePage:
    view = maker.view
    groups: list[Group] = []
    for part in maker.corpus.publication.parts.values():
        rows = [
            _row("module", m.id, view.module_title(m)) for m in maker.corpus.modules.values() if m.part == part.label
        ]
        if rows:
            groups.append((part.label, view.words(part.title), rows))
    return _list(maker, "module", view.labels.gettext("Modules"), groups)


def _clauses(maker: PageMaker) -> SitePage:
    view, corpus = maker.view, maker.corpus
    groups: list[Group] = [
        (m.id, view.module_title(m), [_row("clause", i, view.clause_title(corpus.clauses[i])) for i in m.clauses])
        for m in corpus.modules.values()
    ]
    lead = view.labels.gettext("Text that a drafter can put in a bill, with its options, sources and questions.")
    return _list(maker, "clause", view.labels.gettext("Clauses"), groups, lead)


def _targets(maker: PageMaker) -> SitePage:
    links = maker.corpus.links
    ids = maker.corpus.targets
    context = {
        "clause_counts": {i: len(links.clauses_of_target.get(i, ())) for i in ids},
        "question_counts": {i: len(links.questions_of_target.get(i, ())) for i in ids},
        "law_counts": {i: len(links.laws_of_target.get(i, ())) for i in ids},
    }
    title = maker.view.labels.gettext("Goals and targets")
    return maker.make("target", "", "framework", title, context, group="target")


def _instruments(maker: PageMaker) -> SitePage:
    view = maker.view
    groups: dict[str, list[Row]] = defaultdict(list)
    for instrument in view.sorted(maker.corpus.instruments.values(), lambda i: view.words(i.title)):
        title = view.words(instrument.title)
        short = view.words(instrument.short_title)
        groups[instrument.type].append(_row("instrument", instrument.id, title, "" if short == title else short))
    named = [(type_, view.labels.word("instrument-type", type_), rows) for type_, rows in groups.items()]
    ordered = view.sorted(named, lambda group: group[1])
    return _list(maker, "instrument", view.labels.gettext("Instruments"), ordered)


def _laws(maker: PageMaker) -> SitePage:
    view, corpus = maker.view, maker.corpus
    by_country: dict[str, list[Law]] = defaultdict(list)
    for law in corpus.laws.values():
        by_country[law.jurisdiction.country].append(law)
    groups: list[Group] = []
    for country in view.countries:
        if country.code in by_country:
            groups.append((country.code, view.words(country.name), _law_rows(maker, by_country[country.code])))
    if "int" in by_country:
        groups.append(("int", view.labels.gettext("Treaties"), _law_rows(maker, by_country["int"])))
    lead = view.labels.gettext(
        "National and regional laws that already do some of it. "
        "A country without an entry is not a country without law."
    )
    return _list(maker, "law", view.labels.gettext("Laws"), groups, lead)


def _law_rows(maker: PageMaker, laws: list[Law]) -> list[Row]:
    word = maker.view.labels.word
    return [
        _row("law", x.id, maker.view.words(x.titles.english), f"{word('law-type', x.type)}, {x.year}") for x in laws
    ]


def _countries(maker: PageMaker) -> SitePage:
    view = maker.view
    groups: dict[str, list[Row]] = defaultdict(list)
    for country in view.countries:
        name = view.words(country.name)
        remark = view.labels.gettext("with answers") if country.assessment else ""
        groups[view.initial(name)].append(_row("country", country.code, name, remark))
    lead = view.labels.gettext("Memberships, laws and checklist answers. No country is ranked or scored.")
    listed = [(f"letter-{place}", letter, rows) for place, (letter, rows) in enumerate(groups.items(), 1)]
    _ = view.labels.gettext
    beside = (
        ("compare", _("Compare countries")),
        ("matrix", _("Countries and clauses")),
        ("report", _("Gap reports")),
    )
    return _list(maker, "country", _("Countries"), listed, lead, "columns", beside)


def _terms(maker: PageMaker) -> SitePage:
    view = maker.view
    groups: dict[str, list[Row]] = defaultdict(list)
    for term in view.sorted(maker.corpus.terms.values(), lambda t: view.words(t.term)):
        name = view.words(term.term)
        groups[view.initial(name)].append(_row("term", term.id, name, term.abbreviation or ""))
    listed = [(f"letter-{place}", letter, rows) for place, (letter, rows) in enumerate(groups.items(), 1)]
    return _list(maker, "term", view.labels.gettext("Glossary"), listed, css="columns")


def _resources(maker: PageMaker) -> SitePage:
    view, word = maker.view, maker.view.labels.word
    groups: dict[str, list[Row]] = defaultdict(list)
    for resource in view.sorted(maker.corpus.resources.values(), lambda r: view.words(r.name)):
        row = _row("resource", resource.id, view.words(resource.name), resource.abbreviation or "")
        groups[resource.kind].append(row)
    named = [(kind, word("resource-kind", kind), rows) for kind, rows in groups.items()]
    lead = view.labels.gettext("What helps to carry out a legal duty and is no law itself, with the clauses it serves.")
    ordered = view.sorted(named, lambda group: group[1])
    return _list(maker, "resource", view.labels.gettext("Resources"), ordered, lead)


def _pages(maker: PageMaker) -> SitePage:
    view = maker.view
    rows = [
        (f"../{page_path('page', p.id)}", view.words(p.title), view.words(p.summary))
        for p in maker.corpus.pages.values()
    ]
    _ = view.labels.gettext
    rows += [
        _row(
            "mandate",
            "",
            _("Mandate ledger"),
            _("Each paragraph of the mandate with its clauses, or the reason for none."),
        ),
        _row("statistics", "", _("Statistics"), _("How many words, clauses, questions, mappings and laws there are.")),
        _row("rules", "", _("What the check looks for"), _("Every mistake that the check reports, and why.")),
        _row("link-health", "", _("Health of the links to other websites"), _("What the last check of them found.")),
    ]
    title = view.labels.gettext("About this guidance")
    path = "pages"
    context: dict[str, Any] = {"title": title, "lead": "", "groups": [(path, "", rows)], "css": "plain", "closing": ()}
    context["beside"] = ()
    return maker.make("pages", "", "index", title, context, group="page")


def checklist_page(maker: PageMaker) -> SitePage:
    """All questions, module by module, with the scale."""
    view, corpus = maker.view, maker.corpus
    modules = [
        (m, [(corpus.clauses[i], q) for i in m.clauses for q in corpus.clauses[i].questions.values()])
        for m in corpus.modules.values()
    ]
    ordered = [(m, sorted(rows, key=_core_first)) for m, rows in modules]
    assessed = [country for country in view.countries if country.assessment]
    files = downloads(corpus, view.labels, page_path("checklist")) if maker.downloads else []
    context = {"modules": ordered, "values": ANSWER_VALUES, "assessed": assessed, "blank_files": files}
    return maker.make("checklist", "", "checklist", view.labels.gettext("Checklist"), context, group="checklist")


def _core_first(row: tuple[Clause, Question]) -> bool:
    return not row[1].core


def search_page(maker: PageMaker) -> SitePage:
    """The search page: a form, the words its script needs, and lists for readers without JavaScript."""
    view, _ = maker.view, maker.view.labels.gettext
    words = {
        "searching": _("Searching …"),
        "none": _("Nothing was found for “{query}”."),
        "one": _("One page found."),
        "many": _("{count} pages found."),
        "failed": _("The search index could not be loaded."),
        "english": _("text in English"),
        "clear": _("Clear the choices"),
        "any": _("All"),
    }
    context = {
        "doors": doors(maker),
        "words": json.dumps(words, ensure_ascii=False),
        "facet_labels": json.dumps(_facet_labels(maker), ensure_ascii=False),
    }
    return maker.make("search", "", "search", view.labels.gettext("Search"), context, group="search")


def _facet_labels(maker: PageMaker) -> dict[str, dict[str, Any]]:
    """For each facet its title and the name of each value, in the order readers expect."""
    view, word = maker.view, maker.view.labels.word
    _ = view.labels.gettext
    realms = ("terrestrial", "freshwater", "marine", "air")
    sectors = sorted({s for c in maker.corpus.clauses.values() for s in c.facets.sectors})
    kinds = ["clause", "module", "target", "instrument", "law", "country", "report", "term", "resource"]
    kinds += ["page", "release"]
    targets = {i: view.target_name(*pair) for i, pair in maker.corpus.targets.items()}
    return {
        "kind": {"title": _("Kind"), "values": {k: word("kind", k) for k in kinds}},
        "target": {"title": _("GBF goal or target"), "values": targets},
        "realm": {"title": _("Realm"), "values": {r: word("realm", r) for r in realms}},
        "sector": {
            "title": _("Sector"),
            "values": dict(view.sorted(((s, word("sectors", s)) for s in sectors), lambda x: x[1])),
        },
        "country": {"title": _("Country"), "values": {c.code: view.words(c.name) for c in view.countries}},
    }
