"""What States share: the treaties they are Parties to, and their borders on land."""

from __future__ import annotations

from dataclasses import dataclass

from guidance.diagnostics import Pin

#: The groups in which treaties are listed, in their order.
FAMILIES = ("cms", "global", "regional")


@dataclass(frozen=True, slots=True)
class ListSource:
    """Where a list was taken from."""

    title: str
    url: str
    as_at: str


@dataclass(frozen=True, slots=True)
class Membership:
    """The membership of the country ``label``."""

    label: str
    in_force: str | None
    confidence: str
    note: str | None


@dataclass(frozen=True, slots=True)
class TreatyParties:
    """The Parties to the instrument ``id``, by country.

    ``unlisted`` says what is known of a country that is not listed: ``not-a-party`` or ``not-looked-up``.
    """

    id: str
    family: str
    unlisted: str
    as_at: str
    sources: tuple[ListSource, ...]
    note: str | None
    parties: dict[str, Membership]
    pin: Pin

    def status(self, country: str) -> str:
        """``party``, ``not-a-party`` or ``not-looked-up``."""
        return "party" if country in self.parties else self.unlisted


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The neighbours on land of each country that has any, as the sources list them."""

    as_at: str
    sources: tuple[ListSource, ...]
    note: str | None
    borders: dict[str, tuple[str, ...]]
    pin: Pin
