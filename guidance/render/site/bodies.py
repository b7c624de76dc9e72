"""The pages of single things: a module, a clause, a target, an instrument, a law, a country, a term, a prose page."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby
from typing import Any

from guidance.model.clause import Clause, Module, Question
from guidance.model.countries import ANSWER_VALUES, Answer, Country
from guidance.model.lang import LANGUAGES, SOURCE
from guidance.model.publication import Page
from guidance.model.registers import Framework, Indicator, Instrument, Law, Target, Term
from guidance.model.resources import Resource
from guidance.model.text import State
from guidance.render.address import book_path
from guidance.render.site.page import PageMaker, SitePage
from guidance.render.site.resources import payers

#: Answers that show a gap; unknown and not assessed show none.
GAP_VALUES = ("none", "partial", "planned")
_MAX_PRECEDENTS = 4


def module_page(maker: PageMaker, module: Module) -> SitePage:
    """The page of a module."""
    clauses = [maker.corpus.clauses[id_] for id_ in module.clauses]
    targets = {c.id: [m.target for m in c.implements if m.target] for c in clauses}
    return maker.make(
        "module",
        module.id,
        "module",
        maker.view.module_title(module),
        {"module": module, "clauses": clauses, "clause_targets": targets},
        description=maker.view.words(module.summary),
        group=f"module/{module.id}",
        source=module.pin.path,
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
            "answers": {q: corpus.links.answers_to.get(q, ()) for q in clause.questions},
        },
        description=maker.view.words(clause.purpose),
        group=f"module/{clause.module}",
        source=clause.pin.path,
        facets={
            "target": tuple(sorted(targets)),
            "realm": clause.facets.realm,
            "sector": clause.facets.sectors,
        },
    )


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
    named = {x: links.resources_of_provision.get(f"{instrument.id}/{x}", ()) for x in ("", *instrument.provisions)}
    return maker.make(
        "instrument",
        instrument.id,
        "instrument",
        maker.view.words(instrument.title),
        {"instrument": instrument, "mappings": mappings, "terms": list(terms.values()), "resources": named},
        description=maker.view.words(instrument.title),
        group="instrument",
        source=instrument.pin.path,
        facets={"target": tuple(sorted({t for p in instrument.provisions.values() for t in p.targets}))},
    )


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
    edition = maker.corpus.publication.edition
    return maker.make(
        "page",
        page.id,
        "page",
        maker.view.words(page.title),
        {
            "page": page,
            "books": [(LANGUAGES[lang], f"../{book_path(edition, lang)}") for lang in books],
            "doors": doors(maker),
        },
        description=maker.view.words(page.summary),
        group="page",
        source=page.pin.path,
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


def country_page(maker: PageMaker, country: Country) -> SitePage:
    """The page of a country: memberships, answers mapped to targets, gaps, findings, laws."""
    corpus, links = maker.corpus, maker.corpus.links
    context: dict[str, Any] = {
        "country": country,
        "values": ANSWER_VALUES,
        "laws": links.laws_of_country.get(country.code, ()),
        "shared_laws": _shared_laws(maker, country),
        "resources": links.resources_of_country.get(country.code, ()),
    }
    if country.assessment:
        answered = [a for a in country.answers.values() if a.value not in ("unknown", "not-assessed")]
        context |= {
            "checklist": _checklist(maker, country),
            "rollup": _rollup(maker, country),
            "gaps": _gaps(maker, country),
            "open_questions": len(corpus.questions) - len(answered),
            "findings": [(corpus.themes[label], finding) for label, finding in country.findings.items()],
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


def _shared_laws(maker: PageMaker, country: Country) -> list[Law]:
    links = maker.corpus.links
    union = links.laws_of_country.get("eu", ()) if country.memberships.eu_member else ()
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


def _rollup(maker: PageMaker, country: Country) -> list[tuple[str, Counter[str], int]]:
    """Counts of values for each target, with the number of questions as the denominator."""
    rows: list[tuple[str, Counter[str], int]] = []
    for id_ in maker.corpus.targets:
        questions = maker.corpus.links.questions_of_target.get(id_, ())
        if questions:
            answers = (country.answers.get(q.label) for _, q in questions)
            counts = Counter(a.value if a else "not-assessed" for a in answers)
            rows.append((id_, counts, len(questions)))
    return rows


Gap = tuple[Clause, Question, Answer, list[tuple[Law, str | None]], list[Resource]]


def _gaps(maker: PageMaker, country: Country) -> list[Gap]:
    found: list[Gap] = []
    for clause, question in maker.corpus.questions.values():
        answer = country.answers.get(question.label)
        if answer and answer.value in GAP_VALUES:
            found.append((clause, question, answer, _precedents(maker, clause, country), payers(maker, clause)))
    return found


def _precedents(maker: PageMaker, clause: Clause, country: Country) -> list[tuple[Law, str | None]]:
    """Examples of the clause from elsewhere: laws of the same tradition first, then of the same group."""
    laws = maker.corpus.laws
    own = [law for law in laws.values() if law.jurisdiction.country == country.code]
    traditions, groups = {law.tradition for law in own}, {law.region for law in own}
    examples = [(laws[e.law], e.provision) for e in clause.examples]
    elsewhere = [(law, label) for law, label in examples if law.jurisdiction.country != country.code]
    ranked = sorted(elsewhere, key=lambda x: (x[0].tradition not in traditions, x[0].region not in groups))
    return [next(items) for _, items in groupby(ranked, key=lambda x: x[0].id)][:_MAX_PRECEDENTS]
