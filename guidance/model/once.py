"""What is worked out of a corpus once, however many rules and pages ask for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from guidance.model.corpus import Corpus

T = TypeVar("T")


def once(make: Callable[[Corpus], T]) -> Callable[[Corpus], T]:
    """A function of a corpus that remembers its result for the corpus it was asked about last."""
    known: list[tuple[Corpus, T]] = []

    def remembered(corpus: Corpus) -> T:
        if not known or known[0][0] is not corpus:
            known[:] = [(corpus, make(corpus))]
        return known[0][1]

    return remembered
