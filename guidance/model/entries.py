"""What the ledger has to hold: every id that there is now."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.model.corpus import Corpus


def entries(corpus: Corpus) -> Iterator[str]:
    """Every id there is now: ``kind/id`` for a page, ``kind/id#label`` for a permanent place on it."""
    for module in corpus.modules.values():
        yield f"module/{module.id}"
    for clause in corpus.clauses.values():
        yield f"clause/{clause.id}"
        yield from (f"clause/{clause.id}#provision/{path}" for path, _ in clause.walk())
        for label, alternative in clause.alternatives.items():
            yield f"clause/{clause.id}#alternative/{label}"
            yield from (f"clause/{clause.id}#alternative/{label}/{choice}" for choice in alternative.choices)
        yield from (f"clause/{clause.id}#question/{label}" for label in clause.questions)
    yield from (f"target/{label}" for label in corpus.targets)
    for instrument in corpus.instruments.values():
        yield f"instrument/{instrument.id}"
        yield from (f"instrument/{instrument.id}#{label}" for label in instrument.provisions)
    for law in corpus.laws.values():
        yield f"law/{law.id}"
        yield from (f"law/{law.id}#{label}" for label in law.provisions)
    yield from (f"country/{code}" for code in corpus.countries)
    yield from (f"term/{id_}" for id_ in corpus.terms)
    yield from (f"resource/{id_}" for id_ in corpus.resources)
    for page in corpus.pages.values():
        yield f"page/{page.id}"
        yield from (f"page/{page.id}#{label}" for label in page.sections)
    yield from (f"release/{id_}" for id_ in corpus.releases)
