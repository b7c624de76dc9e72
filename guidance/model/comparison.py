"""Answers of several countries to the same questions, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guidance.model.clause import Clause, Question
from guidance.model.corpus import Corpus
from guidance.model.countries import Answer, Country

#: Values that say nothing about the law: they differ from no other.
_OPEN = ("unknown", "not-assessed")


@dataclass(frozen=True, slots=True)
class CompareRow:
    """A question with the answer of each country, in the order of the countries; none where nobody answered."""

    clause: Clause
    question: Question
    answers: tuple[Answer | None, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """The value of each country."""
        return tuple(answer.value if answer else "not-assessed" for answer in self.answers)

    @property
    def differs(self) -> bool:
        """Whether two countries are known to answer differently."""
        return len(set(self.values) - set(_OPEN)) > 1


def compared(corpus: Corpus, countries: Sequence[Country], core_only: bool) -> Iterator[CompareRow]:
    """The questions of the checklist, or its core, in the order of the outline."""
    for clause in corpus.clauses.values():
        for label, question in clause.questions.items():
            if (question.core or not core_only) and clause.status != "withdrawn":
                yield CompareRow(clause, question, tuple(country.answers.get(label) for country in countries))
