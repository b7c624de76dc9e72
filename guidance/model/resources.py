"""The register of resources: what helps to carry out a duty and is no law."""

from __future__ import annotations

from dataclasses import dataclass

from guidance.diagnostics import Pin
from guidance.model.text import Text

#: The kinds whose resources may pay for work, if they say for what.
PAYING = ("programme", "funder")


@dataclass(frozen=True, slots=True)
class NamedIn:
    """Where an instrument names a resource: a provision of the register by its label, or a place elsewhere in it."""

    instrument: str
    provision: str | None
    pinpoint: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Resource:
    """A database, a network, a programme or another thing outside the law that helps to carry out a duty."""

    id: str
    name: Text
    abbreviation: str | None
    kind: str
    steward: str | None
    countries: tuple[str, ...]
    realm: tuple[str, ...]
    summary: Text
    duty: Text
    clauses: tuple[str, ...]
    targets: tuple[str, ...]
    funds: Text | None
    url: str | None
    url_confidence: str | None
    named_in: tuple[NamedIn, ...]
    as_at: str
    confidence: str
    note: str | None
    pin: Pin
