"""The shape of a resource: a database, a network, a programme or another thing that helps to carry out a duty."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from guidance.load.records.facets import Realm
from guidance.load.records.fields import Confidence, CountryCode, Date, Label, Note, Plain, Shape, Slug, Url


class NamedInShape(Shape):
    """Where an instrument or a working document names the resource."""

    instrument: Slug
    """The id of an instrument of the register, such as cms-res-12-7."""
    provision: Label | None = None
    """The label of the place in the register of instruments, such as op-20; leave it out where it has none."""
    pinpoint: Note | None = None
    """The place in the instrument where it is no provision of the register, such as preamble or paragraph 10."""
    note: Note | None = None
    """A remark on the place, such as the name that stands there; it is not translated."""


class ResourceShape(Shape):
    """A database, a tool, a network, a programme or another thing outside the law that helps to carry out a duty."""

    id: Slug
    """The permanent id: the name of this file without .yaml, such as movebank; it never changes."""
    name: Plain
    """The name as its keeper writes it, or what it is in English where it has no name of its own."""
    abbreviation: Note | None = None
    """The abbreviation in use, such as EURING; leave it out if the name holds it."""
    kind: Literal[
        "database",
        "tracking-tool",
        "planning-tool",
        "monitoring-scheme",
        "site-network",
        "site-list",
        "transfrontier-area",
        "criteria",
        "guidance",
        "study",
        "programme",
        "funder",
        "initiative",
        "expert-group",
        "process",
    ]
    """What kind of resource it is.

    database: A collection of records that can be searched, such as tracks of animals or laws.
    tracking-tool: A means of following animals on their way.
    planning-tool: An atlas or a map portal that shows sites and movements together.
    monitoring-scheme: Counts or checks that are repeated in the same way.
    site-network: Sites that are chosen and cared for together.
    site-list: A list of sites under threat.
    transfrontier-area: An area across the borders of two or more States.
    criteria: A standard by which important sites are identified.
    guidance: Advice on how to do something.
    study: A report, a review or an assessment of what is known.
    programme: Work with an end and a budget, or a standing programme of an organization.
    funder: A body that gives or lends money.
    initiative: A campaign, a partnership or another joint effort without a budget that the register knows of.
    expert-group: People who advise.
    process: Steps by which States or organizations come to a result.
    """
    steward: Note | None = None
    """Who keeps it, such as BirdLife International; leave it out if no source says so. It is not translated."""
    countries: list[CountryCode] = []
    """The two-letter codes of the States in whose territory it lies, as far as the sources name them."""
    realm: list[Realm] = []
    """Where the links run that it is about; leave it out if it is about no realm in particular."""
    summary: Plain
    """What it is, in our own words."""
    duty: Plain
    """Which legal duty it can serve, and how."""
    clauses: list[Slug]
    """The ids of the clauses whose duty it serves, such as data-sharing."""
    targets: list[Slug] = []
    """The ids of the goals and targets that it serves most, such as gbf-21."""
    funds: Plain | None = None
    """What it can pay for, and for whom, as far as the sources say; for a programme or a funder only."""
    url: Url | None = None
    """The address of its website; leave it out if no source gives one."""
    url_confidence: Annotated[Confidence | None, Field(title="Confidence in the address")] = None
    """How sure the editors are that the address leads there."""
    named_in: list[NamedInShape] = []
    """Where instruments and working documents name it; leave it out if none does."""
    as_at: Date
    """The day, month or year to which the description holds, such as '2023-07'."""
    confidence: Confidence
    """How sure the editors are of what is said; low where little more than the name is known."""
    note: Note | None = None
    """A remark for readers, such as what the source leaves open; it is not translated."""
