"""The registers: frameworks of targets, instruments, laws, terms and themes."""

from __future__ import annotations

from dataclasses import dataclass

from guidance.diagnostics import Pin
from guidance.model.release import Hold
from guidance.model.text import Text


@dataclass(frozen=True, slots=True)
class IndicatorRole:
    """How a framework uses an indicator."""

    type: str
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of the monitoring framework, seen from connectivity."""

    label: str
    code: str | None
    name: Text
    roles: tuple[IndicatorRole, ...]
    relation: str
    why: Text
    framework: str
    current: bool
    custodian: str | None
    note: Text | None
    confidence: str


@dataclass(frozen=True, slots=True)
class Target:
    """A goal or a target; ``label`` is its id, such as ``gbf-3``."""

    label: str
    number: str
    level: str
    name: Text
    name_origin: str | None
    name_confidence: str | None
    alternative_name: Text | None
    summary: Text
    connectivity: str
    connectivity_reason: Text
    url: str
    indicators: tuple[str, ...]
    pin: Pin


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that belongs to a framework."""

    symbol: str
    subject: str
    url: str | None
    confidence: str


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework of targets, such as the GBF."""

    id: str
    name: Text
    name_origin: str | None
    name_confidence: str | None
    abbreviations: tuple[str, ...]
    symbol: str
    adopted: str
    place: str
    legal_nature: Text
    binding: bool | None
    vision_year: int | None
    mission_year: int | None
    url: str
    text_url: str
    heading_sources: str
    explicit_connectivity_note: str
    connectivity_scale: dict[str, Text]
    decisions: tuple[Decision, ...]
    indicator_notes: dict[str, Text]
    targets: dict[str, Target]
    indicators: dict[str, Indicator]
    pin: Pin


@dataclass(frozen=True, slots=True)
class Number:
    """The numbers of a paragraph in the working document, the COP13 text and the draft."""

    printed: str | None
    cop13: str | None
    draft: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class InstrumentProvision:
    """A provision of an instrument in our own words; ``summary_before`` is what it said before a proposed amendment."""

    label: str
    ref: str
    summary: Text
    summary_before: Text | None
    kind: str | None
    binding: bool
    strength: str | None
    verb: str | None
    addressees: tuple[str, ...]
    condition: Text | None
    action: Text | None
    targets: tuple[str, ...]
    threats: tuple[str, ...]
    not_law_because: Text | None
    number: Number | None
    other_reading: Number | None
    change: str | None
    status: str | None
    successor: str | None
    note: str | None
    url: str | None
    confidence: str
    confidence_note: str | None
    pin: Pin

    @property
    def operative(self) -> bool:
        """Whether it asks somebody for something."""
        return self.kind is None


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision of an instrument."""

    at: str
    year: int
    note: str | None


@dataclass(frozen=True, slots=True)
class Instrument:
    """An international or regional instrument."""

    id: str
    title: Text
    short_title: Text
    former_title: str | None
    type: str
    adopted: str | None
    adopted_note: str | None
    place: str | None
    in_force: str | None
    symbol: str | None
    url: str | None
    url_confidence: str | None
    binding: bool
    mandate: bool
    status: str | None
    replaces: str | None
    revisions: tuple[Revision, ...]
    notes: tuple[str, ...]
    facts: str | None
    companion_documents: tuple[str, ...]
    depositary: str | None
    motion_number: str | None
    as_at: str
    confidence: str
    provisions: dict[str, InstrumentProvision]
    pin: Pin


@dataclass(frozen=True, slots=True)
class LawTitles:
    """The titles of a law; the original is never translated."""

    original: str
    language: str
    english: Text
    english_status: str


@dataclass(frozen=True, slots=True)
class LawJurisdiction:
    """Where a law applies."""

    country: str
    level: str
    code: str | None
    name: str | None
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LawStatus:
    """The state of a law as known on a day."""

    value: str
    as_at: str
    note: str | None
    amended: bool


@dataclass(frozen=True, slots=True)
class LawProvision:
    """A provision of a law in our own words; ``pinpoint`` only where it could be vouched for."""

    label: str
    pinpoint: str | None
    summary: Text
    text_read: bool


@dataclass(frozen=True, slots=True)
class LawTarget:
    """A target that a law serves, and how strongly (an editor's judgement)."""

    target: str
    strength: str


@dataclass(frozen=True, slots=True)
class LawSource:
    """Where a law was found."""

    url: str
    kind: str
    version_read: str | None


@dataclass(frozen=True, slots=True)
class Law:
    """A national, subnational or regional law that bears on connectivity."""

    id: str
    titles: LawTitles
    jurisdiction: LawJurisdiction
    region: str
    tradition: str
    type: str
    year: int
    number: str | None
    status: LawStatus
    provisions: dict[str, LawProvision]
    themes: tuple[str, ...]
    targets: tuple[LawTarget, ...]
    source: LawSource
    checked: str
    confidence: str
    confidence_basis: str
    note: str | None
    holds: tuple[Hold, ...]
    pin: Pin


@dataclass(frozen=True, slots=True)
class TermSource:
    """Where an instrument defines or uses a term."""

    instrument: str
    pinpoint: str
    kind: str
    confidence: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary term."""

    id: str
    category: str
    term: Text
    confidence: str
    variants: tuple[str, ...]
    abbreviation: str | None
    definition: Text
    legal_definition_exists: bool
    sources: tuple[TermSource, ...]
    related: tuple[str, ...]
    note: Text | None
    pin: Pin


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the laws register, with the question the first desk review asked."""

    label: str
    title: Text
    question: Text | None
    belongs_to: str | None
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Themes:
    """All themes."""

    themes: dict[str, Theme]
    pin: Pin
