"""The shape of a national, subnational or regional law with its provisions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from guidance.load.records.fields import (
    Confidence,
    CountryCode,
    Date,
    Flag,
    Integer,
    JurisdictionCode,
    Label,
    LanguageTag,
    Note,
    Plain,
    Shape,
    Slug,
    Url,
)
from guidance.load.records.releases import HoldShape


class LawTitlesShape(Shape):
    """The titles of a law; the original is never translated."""

    original: Note
    """The title in the language of the law, in its own script."""
    language: LanguageTag
    """The code of that language (BCP 47), such as fr or pt-BR."""
    english: Plain
    """The title in English."""
    english_status: Literal["official", "original", "unofficial"]
    """What the English title is.

    official: A translation that the State itself publishes.
    original: The law’s own title, because the law is in English.
    unofficial: A translation by others or by the editors.
    """


class LawJurisdictionShape(Shape):
    """Where a law applies."""

    country: JurisdictionCode
    """The two-letter code of the country in lower case, eu for the European Union, or int for a treaty."""
    level: Literal["national", "subnational", "supranational", "international"]
    """How far the law reaches.

    national: The whole country.
    subnational: A part of the country, such as a state, a province or a region.
    supranational: A union of States that makes law, such as the European Union.
    international: The States that are parties to an agreement.
    """
    code: Annotated[Note | None, Field(title="Code of the subdivision")] = None
    """The code of the state, province or region in ISO 3166-2, such as US-CA; for subnational laws only."""
    name: Note | None = None
    """The name of that state, province or region, such as California."""
    parties: list[CountryCode] = []
    """The two-letter codes of the parties, for a treaty between a few States."""


class LawStatusShape(Shape):
    """The state of a law as known on a day."""

    value: Literal[
        "adopted",
        "enacted",
        "expired",
        "final",
        "in-force",
        "in-use",
        "modified",
        "partly-in-force",
        "superseded",
        "unknown",
    ]
    """The state of the law.

    adopted: An authority or an assembly adopted it; whether it already applies was not settled.
    enacted: The legislature passed it; whether it has begun to apply was not settled.
    expired: Its time has run out.
    final: It can no longer be appealed; for court decisions.
    in-force: It is in force.
    in-use: It is applied without being a law; for programmes, plans and guidelines.
    modified: A court or a later order has changed it.
    partly-in-force: Only some of it is in force.
    superseded: Another text has taken its place.
    unknown: The sources do not settle it.
    """
    as_at: Date
    """The day on which this was known, such as '2026-11-22'."""
    note: Note | None = None
    """What stands behind the state, such as the version that was read; it is not translated."""
    amended: Flag
    """Write true if the law was amended since it was made, and false if it was not."""


class LawProvisionShape(Shape):
    """A provision of a law in our own words; no pinpoint where none could be vouched for."""

    pinpoint: Note | None = None
    """The place in the law, such as Art. 5(2) or § 14; leave it out if you cannot vouch for it."""
    summary: Plain
    """What the provision says, in our own words and not in those of the law."""
    text_read: Flag
    """Write true if this very provision was read in a copy of the law, and false if it was not."""


class LawTargetShape(Shape):
    """A GBF target that a law serves, and how strongly (an editor's judgement)."""

    target: Slug
    """The id of the goal or target, such as gbf-3."""
    strength: Literal["strong", "moderate", "weak"]
    """How much the law does for the target.

    strong: It delivers part of the target.
    moderate: It clearly supports the target.
    weak: It helps indirectly.
    """


class LawSourceShape(Shape):
    """Where a law was found."""

    url: Url
    """The address of the text of the law, or of the best source that was found."""
    kind: Literal["faolex", "official-portal", "official-text", "reliable-secondary"]
    """What kind of source it is.

    faolex: FAOLEX, the database of laws of the Food and Agriculture Organization.
    official-portal: An official website on which the law can be found.
    official-text: The official text of this law itself.
    reliable-secondary: A reliable source that describes the law.
    """
    version_read: Note | None = None
    """The version of the law that was read, by its date or its last amendment."""


class LawShape(Shape):
    """A national, subnational or regional law that bears on connectivity."""

    id: Slug
    """The permanent id: the name of this file without .yaml; it begins with the code of the country, as fr-cenv-tvb."""
    titles: LawTitlesShape
    """The title in the language of the law and in English."""
    jurisdiction: LawJurisdictionShape
    """Where the law applies."""
    region: Literal[
        "african-group",
        "asia-pacific-group",
        "cross-regional",
        "eastern-european-group",
        "grulac",
        "western-european-and-others-group",
    ]
    """The regional group of the United Nations to which the State belongs.

    african-group: The African Group.
    asia-pacific-group: The Asia-Pacific Group.
    cross-regional: States of several groups, as for a treaty or a law of the European Union.
    eastern-european-group: The Eastern European Group.
    grulac: The Latin American and Caribbean Group.
    western-european-and-others-group: The Western European and others Group.
    """
    tradition: Literal["civil-law", "common-law", "international-law", "mixed"]
    """The legal tradition in which the law stands.

    civil-law: Civil law, in which codes and statutes lead.
    common-law: Common law, in which decisions of courts lead beside statutes.
    international-law: International law, and the law of the European Union.
    mixed: More than one tradition.
    """
    type: Literal[
        "act",
        "constitution",
        "court-decision",
        "decree",
        "directive",
        "plan",
        "regulation",
        "standard",
        "treaty",
    ]
    """What kind of text it is.

    act: An act of the legislature, or a code.
    constitution: A constitution.
    court-decision: A decision of a court.
    decree: A decree or an order, usually of a government.
    directive: A directive of the European Union.
    plan: A plan, a strategy or a programme.
    regulation: Rules made under an act, or a regulation of the European Union.
    standard: A standard or technical guidelines.
    treaty: An agreement between States.
    """
    year: Integer
    """The year in which the law was made, or in which the part of interest was added, such as 2010."""
    number: Note | None = None
    """The number or citation of the law as used in its country, such as “Act 28 of 1992”."""
    status: LawStatusShape
    """The state of the law as known on a day."""
    provisions: Annotated[dict[Label, LawProvisionShape], Field(min_length=1)]
    """The provisions that bear on connectivity, each under a label that never changes, such as art-5-3."""
    themes: list[Slug]
    """The ids of the themes that the law deals with, such as spatial-planning."""
    targets: list[LawTargetShape]
    """The goals and targets that the law serves, each with its strength, which is a judgement of the editors."""
    source: LawSourceShape
    """Where the law was found."""
    checked: Date
    """The day on which the record was last checked, such as '2026-11-22'."""
    confidence: Confidence
    """How sure the editors are of the law and of what is said about it."""
    confidence_basis: Note
    """What that rests on, such as “provision text read in a stored copy”."""
    note: Note | None = None
    """A remark of the editors on the law or its sources; it is not translated."""
    holds: list[HoldShape] = []
    """What must be settled before this is published; each hold stops a release until it is taken out."""
