"""Counts of checklist answers: by module, by target and by clause, for one country or many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from guidance.model.clause import Clause, Question
from guidance.model.comparison import targets_of
from guidance.model.corpus import Corpus
from guidance.model.countries import ANSWER_VALUES, Country

#: How many answers have each value, in the order of the scale; every value is there.
Tally = dict[str, int]


def tally(questions: Iterable[Question], countries: Sequence[Country]) -> Tally:
    """Count the answers of the countries to the questions; a question that nobody answered is not assessed."""
    found = (country.answers.get(question.label) for question in questions for country in countries)
    counts = Counter(answer.value if answer else "not-assessed" for answer in found)
    return {value: counts[value] for value in ANSWER_VALUES}


def by_module(corpus: Corpus, countries: Sequence[Country]) -> dict[str, Tally]:
    """The answers of the countries to the questions of each module."""
    return {
        module.id: tally((q for c in _clauses(corpus, module.clauses) for q in c.questions.values()), countries)
        for module in corpus.modules.values()
    }


def by_target(corpus: Corpus, countries: Sequence[Country]) -> dict[str, Tally]:
    """The answers to the questions that test each target; targets that no question tests are left out."""
    tested = {id_: [q for _, q in corpus.links.questions_of_target.get(id_, ())] for id_ in corpus.targets}
    return {id_: tally(questions, countries) for id_, questions in tested.items() if questions}


def _clauses(corpus: Corpus, ids: Iterable[str]) -> list[Clause]:
    return [clause for id_ in ids if (clause := corpus.clauses[id_]).status != "withdrawn"]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A clause with the counts of its answers, one for each column."""

    clause: Clause
    targets: tuple[str, ...]
    cells: tuple[Tally, ...]


def matrix(corpus: Corpus, columns: Sequence[Sequence[Country]]) -> dict[str, tuple[MatrixRow, ...]]:
    """The rows of each module; a column holds one country, or the countries of a region together."""
    return {
        module.id: tuple(
            MatrixRow(clause, targets_of(clause), tuple(tally(clause.questions.values(), column) for column in columns))
            for clause in _clauses(corpus, module.clauses)
        )
        for module in corpus.modules.values()
    }
