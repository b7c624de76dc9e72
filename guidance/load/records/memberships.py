"""The shapes of what States share: the Parties to a treaty, and the neighbours on land."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from guidance.load.records.fields import Confidence, CountryCode, Date, Note, Shape, Slug, Url


class SourceShape(Shape):
    """Where a list was taken from."""

    title: Note
    """The name of the list, with the body that keeps it."""
    url: Url
    """The address at which it can be read."""
    as_at: Date
    """When it was read or made: a day, a month or a year."""


class PartyShape(Shape):
    """A Party to the treaty."""

    in_force: Date | None = None
    """The day on which the treaty entered into force for it; only the month or the year if no more is sure."""
    confidence: Confidence
    """How sure the editors are of the membership and its date."""
    note: Note | None = None
    """A remark on this Party, such as a declaration about its territory; it is not translated."""


class MembershipShape(Shape):
    """The Parties to a treaty of the register of instruments."""

    id: Slug
    """The id of the treaty in the register of instruments; it is also the name of this file, as aewa for aewa.yaml."""
    family: Literal["cms", "global", "regional"]
    """The group under which pages list the treaty.

    cms: The Convention on Migratory Species and the agreements made under it.
    global: Treaties open to all States.
    regional: Treaties of a region.
    """
    unlisted: Literal["not-a-party", "not-looked-up"]
    """What it means that a country does not stand in this list.

    not-a-party: The list is known to be complete, so the country is no Party.
    not-looked-up: Nothing; the list may have gaps.
    """
    as_at: Date
    """The day, month or year for which the list holds."""
    sources: Annotated[list[SourceShape], Field(min_length=1)]
    """Where the list was taken from."""
    note: Note | None = None
    """How the sources were compared, and what is not sure; it is not translated."""
    parties: dict[CountryCode, PartyShape]
    """The Parties, each under its two-letter code, one a line: ke: {in_force: '1999-05-01', confidence: high}."""


class NeighboursShape(Shape):
    """Which countries of the register have a land border with each other."""

    as_at: Date
    """The day, month or year for which the list holds."""
    sources: Annotated[list[SourceShape], Field(min_length=1)]
    """Where the list was taken from."""
    note: Note | None = None
    """What was left out, and why; it is not translated."""
    borders: dict[CountryCode, list[CountryCode]]
    """The neighbours of each country that has any; a border stands on both sides, as in ke: [tz] and tz: [ke]."""
