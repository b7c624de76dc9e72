"""The shapes of the registers: targets, instruments, laws, terms and themes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from guidance.load.records.fields import (
    Confidence,
    Connectivity,
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

NameOrigin = Literal["official", "usual", "translation"]


class IndicatorRoleShape(Shape):
    """How a framework uses an indicator: its type, and for which goals or targets."""

    type: Literal["headline", "binary", "component", "complementary", "component or complementary"]
    of: Annotated[list[Slug], Field(min_length=1)]


class IndicatorShape(Shape):
    """An indicator of the monitoring framework, seen from connectivity."""

    code: Annotated[Note | None, Field(description="The code in the decision; none for earlier lists.")] = None
    name: Plain
    roles: list[IndicatorRoleShape]
    relation: Literal["direct", "proxy", "enabling", "none"]
    why: Plain
    framework: Note
    current: Annotated[Flag, Field(description="Stands in the lists in force.")] = True
    custodian: Note | None = None
    note: Plain | None = None
    confidence: Confidence


class TargetShape(Shape):
    """A goal or target."""

    number: Note
    level: Literal["goal", "target"]
    name: Plain
    name_origin: Annotated[NameOrigin | None, Field(description="Whose wording the name is.")] = None
    name_confidence: Confidence | None = None
    alternative_name: Plain | None = None
    summary: Plain
    connectivity: Connectivity
    connectivity_reason: Plain
    url: Url
    indicators: list[Label] = []


class DecisionShape(Shape):
    """A decision that belongs to a framework."""

    symbol: Note
    subject: Note
    url: Url | None = None
    confidence: Confidence


class FrameworkShape(Shape):
    """A framework of targets, such as the GBF."""

    id: Slug
    name: Plain
    name_origin: Annotated[NameOrigin | None, Field(description="Whose wording the name is.")] = None
    name_confidence: Confidence | None = None
    abbreviations: list[Note]
    symbol: Note
    adopted: Date
    place: Note
    legal_nature: Plain
    binding: Annotated[Flag | None, Field(description="Whether the framework binds in law.")] = None
    vision_year: Annotated[Integer | None, Field(description="The year of the vision and the goals.")] = None
    mission_year: Annotated[Integer | None, Field(description="The year of the mission and the targets.")] = None
    url: Url
    text_url: Url
    heading_sources: Note
    explicit_connectivity_note: Note
    connectivity_scale: dict[Connectivity, Plain]
    decisions: list[DecisionShape]
    indicator_notes: dict[Label, Plain]
    targets: Annotated[dict[Slug, TargetShape], Field(min_length=1)]
    indicators: dict[Label, IndicatorShape]


class NumberShape(Shape):
    """The numbers of a paragraph: as printed in the working document, in the COP13 text, in the draft."""

    printed: Note | None = None
    cop13: Note | None = None
    draft: Note | None = None
    note: Note | None = None


class ProvisionShape(Shape):
    """A provision of an instrument in our own words."""

    ref: Note
    summary: Plain
    kind: Literal["definition", "guidance", "status"] | None = None
    binding: Flag
    strength: (
        Literal[
            "shall",
            "shall_endeavour",
            "shall_as_far_as_possible",
            "should",
            "may",
            "encourage",
            "acknowledge",
        ]
        | None
    ) = None
    verb: Annotated[Note | None, Field(description="The operative verb of a resolution or decision.")] = None
    addressees: list[Label] = []
    condition: Annotated[Plain | None, Field(description="What the duty is subject to.")] = None
    action: Annotated[Plain | None, Field(description="What is to be done, as a short phrase.")] = None
    targets: list[Slug] = []
    number: NumberShape | None = None
    other_reading: Annotated[NumberShape | None, Field(description="A second reading of the numbers.")] = None
    change: Literal["kept", "amended", "deleted", "new", "uncertain"] | None = None
    status: Annotated[Literal["in-force", "proposed"] | None, Field(description="Of the amended text.")] = None
    successor: Note | None = None
    note: Note | None = None
    url: Url | None = None
    confidence: Confidence
    confidence_note: Note | None = None


class RevisionShape(Shape):
    """A revision of an instrument."""

    at: Note
    year: Integer
    note: Note | None = None


InstrumentType = Literal[
    "cop-decision",
    "cop-decision-group",
    "cop-outcomes",
    "cop-resolution",
    "cop-resolution-group",
    "declaration",
    "draft-cop-decision",
    "eu-directive",
    "eu-regulation",
    "guidance",
    "ipbes-decision",
    "iucn-resolution",
    "mou",
    "partnership",
    "programme",
    "protocol",
    "strategic-plan",
    "treaty",
    "unea-resolution",
    "unga-resolution",
    "working-document",
]


class InstrumentShape(Shape):
    """An international or regional instrument."""

    id: Slug
    title: Plain
    short_title: Plain
    former_title: Note | None = None
    type: InstrumentType
    adopted: Annotated[Date | None, Field(description="None for drafts and for groups of decisions.")] = None
    adopted_note: Annotated[
        Note | None, Field(description="What is known of the adoption where one date does not say it.")
    ] = None
    place: Note | None = None
    in_force: Date | None = None
    symbol: Note | None = None
    url: Url | None = None
    url_confidence: Confidence | None = None
    binding: Flag
    status: Note | None = None
    replaces: Note | None = None
    revisions: list[RevisionShape] = []
    notes: list[Note] = []
    facts: Note | None = None
    companion_documents: list[Note] = []
    depositary: Note | None = None
    motion_number: Note | None = None
    as_at: Date
    confidence: Confidence
    provisions: dict[Label, ProvisionShape] = {}


class LawTitlesShape(Shape):
    """The titles of a law; the original is never translated."""

    original: Note
    language: LanguageTag
    english: Plain
    english_status: Literal["official", "original", "unofficial"]


class LawJurisdictionShape(Shape):
    """Where a law applies."""

    country: JurisdictionCode
    level: Literal["national", "subnational", "supranational", "international"]
    code: Annotated[Note | None, Field(description="ISO 3166-2 code of the subdivision.")] = None
    name: Note | None = None
    parties: list[CountryCode] = []


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
    as_at: Date
    note: Note | None = None
    amended: Flag


class LawProvisionShape(Shape):
    """A provision of a law in our own words; no pinpoint where none could be vouched for."""

    pinpoint: Note | None = None
    summary: Plain
    text_read: Annotated[Flag, Field(description="This very provision was read in a copy of the law.")]


class LawTargetShape(Shape):
    """A GBF target that a law serves, and how strongly (an editor's judgement)."""

    target: Slug
    strength: Literal["strong", "moderate", "weak"]


class LawSourceShape(Shape):
    """Where a law was found."""

    url: Url
    kind: Literal["faolex", "official-portal", "official-text", "reliable-secondary"]
    version_read: Note | None = None


class LawShape(Shape):
    """A national, subnational or regional law that bears on connectivity."""

    id: Slug
    titles: LawTitlesShape
    jurisdiction: LawJurisdictionShape
    region: Literal[
        "african-group",
        "asia-pacific-group",
        "cross-regional",
        "eastern-european-group",
        "grulac",
        "western-european-and-others-group",
    ]
    tradition: Literal["civil-law", "common-law", "international-law", "mixed"]
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
    year: Integer
    number: Note | None = None
    status: LawStatusShape
    provisions: Annotated[dict[Label, LawProvisionShape], Field(min_length=1)]
    themes: list[Slug]
    targets: list[LawTargetShape]
    source: LawSourceShape
    checked: Date
    confidence: Confidence
    confidence_basis: Note
    note: Note | None = None


class TermSourceShape(Shape):
    """Where an instrument defines or uses a term."""

    instrument: Slug
    pinpoint: Note
    kind: Literal["definition", "use", "guidance"]
    confidence: Confidence
    note: Note | None = None


class TermShape(Shape):
    """A glossary term."""

    id: Slug
    category: Slug
    term: Plain
    confidence: Confidence
    variants: list[Note] = []
    abbreviation: Note | None = None
    definition: Plain
    legal_definition_exists: Flag
    sources: list[TermSourceShape] = []
    related: list[Slug] = []
    note: Plain | None = None


class ThemeShape(Shape):
    """A theme of the laws register, with the question the first desk review asked."""

    title: Plain
    question: Plain | None = None
    belongs_to: Slug | None = None
    targets: list[Slug] = []


class ThemesShape(Shape):
    """All themes."""

    themes: dict[Slug, ThemeShape]
