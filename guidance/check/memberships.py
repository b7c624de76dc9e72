"""G5: what States share: Parties bound by a treaty that exists, and borders that have two sides."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.check.rules import Finding, rule
from guidance.check.texts import below
from guidance.diagnostics import Severity
from guidance.model.corpus import Corpus

ERROR = Severity.ERROR


@rule(
    "G521",
    ERROR,
    "membership at a time that cannot be",
    fails="""
    # memberships/sample-convention.yaml
    parties:
      xx: {in_force: '1981-01-01', confidence: high}
    """,
    passes="""
    # memberships/sample-convention.yaml
    parties:
      xx: {in_force: '1983-11-01', confidence: high}
    """,
)
def membership_dates(corpus: Corpus) -> Iterator[Finding]:
    """A treaty binds a Party neither before the treaty itself is in force nor after the day of the list."""
    for treaty in corpus.memberships.values():
        instrument = corpus.instruments.get(treaty.id)
        begin = (instrument.in_force if instrument else None) or ""
        for party in treaty.parties.values():
            when = party.in_force or ""
            pin = below(treaty.pin, "parties", party.label, "in_force")
            if when and when < begin[: len(when)]:
                yield Finding(f"{when} is before the treaty entered into force, {begin}", pin, "correct one of the two")
            if when[: len(treaty.as_at)] > treaty.as_at[: len(when)]:
                yield Finding(f"{when} is after the day of this list, {treaty.as_at}", pin, "correct one of the two")


@rule(
    "G526",
    ERROR,
    "border with one side",
    fails="""
    # neighbours.yaml
    borders:
      xx: [yy]
    """,
    passes="""
    # neighbours.yaml
    borders:
      xx: [yy]
      yy: [xx]
    """,
)
def border_with_one_side(corpus: Corpus) -> Iterator[Finding]:
    """A land border stands under both countries, and no country borders on itself."""
    if corpus.neighbours is None:
        return
    borders = corpus.neighbours.borders
    for code, others in borders.items():
        for i, other in enumerate(others):
            pin = below(corpus.neighbours.pin, "borders", code, i)
            if other == code:
                yield Finding(f'"{code}" borders on itself', pin, "delete it")
            elif code not in borders.get(other, ()):
                yield Finding(f'"{other}" does not list "{code}"', pin, f"add {code} under {other}, or delete it here")
