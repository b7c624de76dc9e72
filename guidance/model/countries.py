"""Countries with their checklist answers and findings, and what they say of them."""

from __future__ import annotations

from dataclasses import dataclass

from guidance.diagnostics import Pin
from guidance.model.text import Text

#: The answer scale in the order it is printed.
ANSWER_VALUES = ("full", "partial", "none", "planned", "not-applicable", "unknown", "not-assessed")


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
class SignOff:
    """Who stands behind answers: name, role, day, and the edition that was signed."""

    name: str
    role: str
    date: str
    edition: str


@dataclass(frozen=True, slots=True)
class Comment:
    """What the country says, in its own words and language ``lang``, of an answer, a finding or the whole page."""

    label: str
    by: str
    role: str
    date: str
    question: str | None
    theme: str | None
    lang: str
    text: str
    english: Text | None
    url: str | None
    pin: Pin


@dataclass(frozen=True, slots=True)
class Assessment:
    """Who assessed the country, how and when; who of the country stands behind it, if anybody does."""

    method: str
    as_at: str
    sign_offs: tuple[SignOff, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """A country, or the European Union."""

    code: str
    iso3: str | None
    name: Text
    region: str
    eu_member: bool
    note: str | None
    assessment: Assessment | None
    answers: dict[str, Answer]
    findings: dict[str, Finding]
    comments: dict[str, Comment]
    pin: Pin

    def statements(self) -> tuple[Answer | Finding, ...]:
        """Everything said about the country's law: answers, then findings."""
        return (*self.answers.values(), *self.findings.values())

    def comments_on(self, *, question: str | None = None, theme: str | None = None) -> tuple[Comment, ...]:
        """What the country says of an answer or of a finding, the oldest first; without either, of the whole page."""
        found = (c for c in self.comments.values() if (c.question, c.theme) == (question, theme))
        return tuple(sorted(found, key=lambda comment: (comment.date, comment.label)))
