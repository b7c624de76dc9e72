"""The page of a country: memberships, answers mapped to targets, gaps, findings, laws."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Any

from guidance.model.clause import Clause, Module, Question
from guidance.model.countries import ANSWER_VALUES, Answer, Country
from guidance.model.registers import Law
from guidance.model.resources import Resource
from guidance.render.site.page import PageMaker, SitePage
from guidance.render.site.resources import payers

#: Answers that show a gap; unknown and not assessed show none.
GAP_VALUES = ("none", "partial", "planned")
_MAX_PRECEDENTS = 4


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
