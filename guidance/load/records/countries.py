"""The shape of a country: memberships, checklist answers and the findings of the first desk review."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from guidance.load.records.fields import (
    Confidence,
    CountryCode,
    Date,
    Flag,
    Label,
    Note,
    Plain,
    Shape,
    Slug,
)

AnswerValue = Literal["full", "partial", "none", "planned", "not-applicable", "unknown", "not-assessed"]


class CmsMembershipShape(Shape):
    """Membership of CMS with its date."""

    party: Flag
    in_force: Date | None = None
    confidence: Confidence | None = None


class MembershipsShape(Shape):
    """The conventions and unions a country belongs to."""

    cms: CmsMembershipShape
    cbd: Literal["party", "non-party"]
    eu_member: Flag


class EvidenceShape(Shape):
    """A source for an answer: a law of the register, and the provision where one could be named."""

    law: Slug
    provision: Label | None = None
    pinpoint: Note | None = None


class AnswerShape(Shape):
    """An answer to a checklist question."""

    value: AnswerValue
    reasoning: Plain
    practice: Plain | None = None
    evidence: list[EvidenceShape] = []
    confidence: Confidence
    as_at: Date


class FindingShape(Shape):
    """What the first desk review found on a theme; kept beside the answers, never silently converted."""

    value: Literal["in-place", "partial", "absent", "unknown"]
    reasoning: Plain
    evidence: list[EvidenceShape] = []
    confidence: Confidence


class AssessmentShape(Shape):
    """Who assessed the country, how and when."""

    method: Literal["desk-review", "self-assessment"]
    as_at: Date
    verified_by: Note | None = None


class CountryShape(Shape):
    """A country, or the European Union."""

    code: CountryCode
    iso3: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = None
    name: Plain
    region: Literal["africa", "americas", "asia", "europe", "oceania", "none"]
    memberships: MembershipsShape
    note: Note | None = None
    assessment: AssessmentShape | None = None
    answers: dict[Label, AnswerShape] = {}
    findings: dict[Slug, FindingShape] = {}
