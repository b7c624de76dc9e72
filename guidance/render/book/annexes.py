"""What stands in the annexes: targets, provisions of instruments, countries, laws, resources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from guidance.model.clause import Clause, Module, Question
from guidance.model.corpus import Corpus
from guidance.model.countries import Answer, Country, Finding
from guidance.model.registers import Framework, Instrument, InstrumentProvision, Law, Target, Term, Theme
from guidance.model.resources import Resource
from guidance.model.standing import Neighbour, Standing, land_neighbours, standings
from guidance.render.view import View

#: The resolutions and decisions on which the guidance rests: printed provision by provision.
CMS_TABLES = ("cms-res-12-26", "cms-res-12-7", "cms-dec-13-113-115", "cms-draft-dec-14-aa-cc")


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A goal or target with the clauses that carry it out and the questions that test it."""

    framework: Framework
    target: Target
    clauses: tuple[Clause, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class ProvisionRow:
    """A provision with the clauses that carry it out."""

    provision: InstrumentProvision
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class CmsTable:
    """An instrument with its operative provisions."""

    instrument: Instrument
    rows: tuple[ProvisionRow, ...]


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """The answers of a country to the questions of one module."""

    module: Module
    rows: tuple[tuple[Question, Answer], ...]


@dataclass(frozen=True, slots=True)
class CountrySection:
    """An assessed country: its answers, how many questions nobody has assessed, and what was found before."""

    country: Country
    answers: tuple[AnswerGroup, ...]
    open_questions: int
    findings: tuple[tuple[Theme, Finding], ...]
    standings: tuple[Standing, ...]
    neighbours: tuple[Country, ...]


def target_rows(view: View) -> tuple[TargetRow, ...]:
    """The goals and targets of every framework."""
    links = view.corpus.links
    return tuple(
        TargetRow(
            framework,
            target,
            _once(clause for clause, _ in links.clauses_of_target.get(label, ())),
            tuple(question for _, question in links.questions_of_target.get(label, ())),
        )
        for label, (framework, target) in view.corpus.targets.items()
    )


def cms_tables(view: View) -> tuple[CmsTable, ...]:
    """The operative provisions of the resolutions and decisions on which the guidance rests."""
    instruments, links = view.corpus.instruments, view.corpus.links
    return tuple(
        CmsTable(
            instruments[id_],
            tuple(
                ProvisionRow(
                    provision,
                    _once(clause for clause, _ in links.clauses_of_provision.get(f"{id_}/{label}", ())),
                )
                for label, provision in instruments[id_].provisions.items()
                if provision.verb
            ),
        )
        for id_ in CMS_TABLES
        if id_ in instruments
    )


def other_instruments(view: View) -> list[Instrument]:
    """The instruments without a table of their own."""
    others = (i for i in view.corpus.instruments.values() if i.id not in CMS_TABLES)
    return view.sorted(others, lambda i: view.words(i.title))


def country_sections(view: View) -> tuple[CountrySection, ...]:
    """The assessed countries in the order of the language."""
    return tuple(_section(view, country) for country in view.countries if country.assessment)


def _section(view: View, country: Country) -> CountrySection:
    corpus = view.corpus
    answers = tuple(group for module in corpus.modules.values() if (group := _answers(corpus, module, country)).rows)
    return CountrySection(
        country,
        answers,
        len(corpus.questions) - sum(len(group.rows) for group in answers),
        tuple((corpus.themes[label], finding) for label, finding in country.findings.items()),
        standings(corpus, country.code),
        tuple(neighbour.country for neighbour in _neighbours(view, country)),
    )


def cited_laws(view: View) -> list[Law]:
    """The laws that clauses give as examples, by country and title."""
    laws = (view.corpus.laws[id_] for id_, uses in view.corpus.links.clauses_of_law.items() if uses)
    return view.sorted(laws, view.law_name)


def resources(view: View) -> list[Resource]:
    """The resources by kind and name, in the order of the language."""
    word = view.labels.word
    named = view.sorted(view.corpus.resources.values(), lambda r: view.words(r.name))
    return view.sorted(named, lambda r: word("resource-kind", r.kind))


def terms(view: View) -> list[Term]:
    """The terms in the order of the language."""
    return view.sorted(view.corpus.terms.values(), lambda term: view.words(term.term))


def _neighbours(view: View, country: Country) -> list[Neighbour]:
    return view.sorted(land_neighbours(view.corpus, country.code), lambda n: view.words(n.country.name))


def _answers(corpus: Corpus, module: Module, country: Country) -> AnswerGroup:
    found = (
        (q, country.answers.get(label)) for id_ in module.clauses for label, q in corpus.clauses[id_].questions.items()
    )
    return AnswerGroup(module, tuple((q, answer) for q, answer in found if answer and answer.value != "not-assessed"))


def _once(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    return tuple({clause.id: clause for clause in clauses}.values())
