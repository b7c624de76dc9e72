"""Countries with their memberships, checklist answers and findings."""

from __future__ import annotations

from dataclasses import dataclass

from guidance.diagnostics import Pin
from guidance.model.text import Text

#: The answer scale in the order it is printed.
ANSWER_VALUES = ("full", "partial", "none", "planned", "not-applicable", "unknown", "not-assessed")


@dataclass(frozen=True, slots=True)
class CmsMembership:
    """Membership of CMS with its date."""

    party: bool
    in_force: str | None
    confidence: str | None


@dataclass(frozen=True, slots=True)
class Memberships:
    """The conventions and unions a country belongs to."""

    cms: CmsMembership
    cbd: str
    eu_member: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """A source for an answer."""

    law: str
    provision: str | None
    pinpoint: str | None
    pin: Pin


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to the checklist question ``label``."""

    label: str
    value: str
    reasoning: Text
    practice: Text | None
    evidence: tuple[Evidence, ...]
    confidence: str
    as_at: str
    pin: Pin


@dataclass(frozen=True, slots=True)
class Finding:
    """What the first desk review found on the theme ``label``."""

    label: str
    value: str
    reasoning: Text
    evidence: tuple[Evidence, ...]
    confidence: str
    pin: Pin


@dataclass(frozen=True, slots=True)
class Assessment:
    """Who assessed the country, how and when."""

    method: str
    as_at: str
    verified_by: str | None


@dataclass(frozen=True, slots=True)
class Country:
    """A country, or the European Union."""

    code: str
    iso3: str | None
    name: Text
    region: str
    memberships: Memberships
    note: str | None
    assessment: Assessment | None
    answers: dict[str, Answer]
    findings: dict[str, Finding]
    pin: Pin

    def statements(self) -> tuple[Answer | Finding, ...]:
        """Everything said about the country's law: answers, then findings."""
        return (*self.answers.values(), *self.findings.values())
