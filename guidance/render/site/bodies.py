"""The pages of single things: a module, a clause, a target, an instrument, a law, a term, a prose page."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from guidance.model.clause import Clause, Module
from guidance.model.countries import Country
from guidance.model.lang import LANGUAGES, SOURCE
from guidance.model.memberships import Membership, TreatyParties
from guidance.model.publication import Page
from guidance.model.registers import Framework, Indicator, Instrument, Law, Target, Term
from guidance.model.text import State
from guidance.render.address import page_path
from guidance.render.redline.amendments import amendments
from guidance.render.site.downloads import Download, book_files, extract_files
from guidance.render.site.page import PageMaker, SitePage
from guidance.render.site.pictures import module_picture


def module_page(maker: PageMaker, module: Module) -> SitePage:
    """The page of a module."""
    clauses = [maker.corpus.clauses[id_] for id_ in module.clauses]
    targets = {c.id: [m.target for m in c.implements if m.target] for c in clauses}
    return maker.make(
        "module",
        module.id,
        "module",
        maker.view.module_title(module),
        {
            "module": module,
            "clauses": clauses,
            "clause_targets": targets,
            "picture": module_picture(maker, module),
            "files": _files(maker, "module", module.id),
        },
        description=maker.view.words(module.summary),
        group=f"module/{module.id}",
        source=module.pin.path,
        holds=module.holds,
        facets={"target": tuple(sorted({t for ids in targets.values() for t in ids}))},
    )


def clause_page(maker: PageMaker, clause: Clause) -> SitePage:
    """The page of a clause."""
    corpus = maker.corpus
    varied = defaultdict(list)
    for alternative in clause.alternatives.values():
        varied[alternative.at].append(alternative)
    targets = {m.target for m in clause.implements if m.target}
    for question in clause.questions.values():
        targets.update(question.targets)
    return maker.make(
        "clause",
        clause.id,
        "clause",
        maker.view.clause_title(clause),
        {
            "clause": clause,
            "module": corpus.modules[clause.module],
            "varied": varied,
            "dependants": corpus.links.dependants.get(clause.id, ()),
            "resources": corpus.links.resources_of_clause.get(clause.id, ()),
            "files": _files(maker, "clause", clause.id),
            "answers": {q: corpus.links.answers_to.get(q, ()) for q in clause.questions},
        },
        description=maker.view.words(clause.purpose),
        group=f"module/{clause.module}",
        source=clause.pin.path,
        holds=clause.holds,
        facets={
            "target": tuple(sorted(targets)),
            "realm": clause.facets.realm,
            "sector": clause.facets.sectors,
        },
    )


def _files(maker: PageMaker, kind: str, id_: str) -> list[Download]:
    if not maker.downloads:
        return []
    return extract_files(maker.corpus, maker.view.labels, page_path(kind, id_), kind, id_)


def target_page(maker: PageMaker, framework: Framework, target: Target) -> SitePage:
    """The page of a goal or target."""
    links, view = maker.corpus.links, maker.view
    by_strength: dict[str, list[Law]] = {"strong": [], "moderate": [], "weak": []}
    for law, strength in links.laws_of_target.get(target.label, ()):
        by_strength[strength].append(law)
    translation = view.unit(target.name).translation
    return maker.make(
        "target",
        target.label,
        "target",
        view.target_title(framework, target),
        {
            "framework": framework,
            "target": target,
            "mappings": links.clauses_of_target.get(target.label, ()),
            "questions": links.questions_of_target.get(target.label, ()),
            "laws": [(s, view.sorted(laws, view.law_name)) for s, laws in by_strength.items() if laws],
            "provisions": links.provisions_of_target.get(target.label, ()),
            "resources": links.resources_of_target.get(target.label, ()),
            "indicators": _indicators(framework, target),
            "name_origin": translation.origin if translation else target.name_origin,
            "name_confidence": translation.confidence if translation else target.name_confidence,
        },
        description=view.words(target.summary),
        group="target",
        source=target.pin.path,
        facets={"target": (target.label,)},
    )


def _indicators(framework: Framework, target: Target) -> list[tuple[Indicator, list[str]]]:
    """The indicators of a target: those it lists, and those that name it in a role."""
    found: list[tuple[Indicator, list[str]]] = []
    for label, indicator in framework.indicators.items():
        types = [role.type for role in indicator.roles if target.label in role.of]
        if types or label in target.indicators:
            found.append((indicator, types))
    return found


def instrument_page(maker: PageMaker, instrument: Instrument) -> SitePage:
    """The page of an instrument with all its provisions."""
    links = maker.corpus.links
    mappings = {
        label: links.clauses_of_provision.get(f"{instrument.id}/{label}", ()) for label in instrument.provisions
    }
    terms = {term.id: term for term in links.terms_of_instrument.get(instrument.id, ())}
    treaty = maker.corpus.memberships.get(instrument.id)
    named = {x: links.resources_of_provision.get(f"{instrument.id}/{x}", ()) for x in ("", *instrument.provisions)}
    return maker.make(
        "instrument",
        instrument.id,
        "instrument",
        maker.view.words(instrument.title),
        {
            "instrument": instrument,
            "mappings": mappings,
            "terms": list(terms.values()),
            "resources": named,
            "treaty": treaty,
            "parties": _parties(maker, treaty) if treaty else [],
            "amendments": amendments(maker.view, instrument),
        },
        description=maker.view.words(instrument.title),
        group="instrument",
        source=instrument.pin.path,
        facets={"target": tuple(sorted({t for p in instrument.provisions.values() for t in p.targets}))},
    )


def _parties(maker: PageMaker, treaty: TreatyParties) -> list[tuple[Country, Membership]]:
    found = ((maker.corpus.countries[code], party) for code, party in treaty.parties.items())
    return maker.view.sorted(found, lambda pair: maker.view.words(pair[0].name))


def law_page(maker: PageMaker, law: Law) -> SitePage:
    """The page of a law."""
    links = maker.corpus.links
    cited: Counter[str] = Counter(country.code for country, _ in links.countries_of_law.get(law.id, ()))
    return maker.make(
        "law",
        law.id,
        "law",
        maker.view.law_name(law),
        {
            "law": law,
            "examples": links.clauses_of_law.get(law.id, ()),
            "cited": [(maker.corpus.countries[code], count) for code, count in cited.items()],
        },
        description=" ".join(maker.view.words(p.summary) for p in law.provisions.values()),
        group=f"law/{law.jurisdiction.country}",
        source=law.pin.path,
        holds=law.holds,
        facets={
            "target": tuple(t.target for t in law.targets),
            "country": (law.jurisdiction.country,) if law.jurisdiction.country != "int" else (),
        },
    )


def term_page(maker: PageMaker, term: Term) -> SitePage:
    """The page of a glossary term."""
    return maker.make(
        "term",
        term.id,
        "term",
        maker.view.words(term.term),
        {"term": term, "names": list(_names(term))},
        description=maker.view.words(term.definition),
        group="term",
        source=term.pin.path,
    )


def _names(term: Term) -> list[tuple[Any, str, str, str | None]]:
    rows: list[tuple[Any, str, str, str | None]] = []
    for code, language in LANGUAGES.items():
        unit = term.term.in_language(code)
        if code == SOURCE:
            rows.append((language, unit.text, ", ".join(term.variants), term.confidence))
        elif unit.state is not State.MISSING and unit.translation:
            joined = ("، " if code == "ar" else "、" if code == "zh" else ", ").join(unit.translation.variants)
            rows.append((language, unit.text, joined, unit.translation.confidence))
    return rows


def prose_page(maker: PageMaker, page: Page, books: tuple[str, ...]) -> SitePage:
    """A prose page; the home page also lists modules, registers and books."""
    path, offers_books = page_path("page", page.id), page.id in ("home", "about")
    return maker.make(
        "page",
        page.id,
        "page",
        maker.view.words(page.title),
        {
            "page": page,
            "books": [(LANGUAGES[lang], book_files(maker.corpus, maker.view.labels, path, lang)) for lang in books]
            if offers_books
            else [],
            "doors": doors(maker),
        },
        description=maker.view.words(page.summary),
        group="page",
        source=page.pin.path,
        holds=page.holds,
    )


def doors(maker: PageMaker) -> list[tuple[str, str]]:
    """The lists a reader can enter by: kind and title."""
    _ = maker.view.labels.gettext
    return [
        ("clause", _("Clauses")),
        ("checklist", _("Checklist")),
        ("target", _("Goals and targets")),
        ("instrument", _("Instruments")),
        ("law", _("Laws")),
        ("country", _("Countries")),
        ("term", _("Glossary")),
        ("resource", _("Resources")),
    ]
