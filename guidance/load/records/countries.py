"""The shape of a country: checklist answers, findings of the first desk review, and what the country says of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from guidance.load.records.fields import (
    Confidence,
    CountryCode,
    Date,
    Edition,
    Flag,
    Label,
    Note,
    Plain,
    Shape,
    Slug,
    Url,
)

AnswerValue = Literal["full", "partial", "none", "planned", "not-applicable", "unknown", "not-assessed"]
"""The answer scale.

full: A provision in force does all that the question asks, and the evidence names it.
partial: A provision in force does some of what the question asks, or only for some areas, species or authorities.
none: The law was examined, and the evidence shows that no provision in force does what the question asks.
planned: Nothing is in force yet, but a bill or a draft that can be cited would do what the question asks.
not-applicable: The question cannot arise in this country, for a reason that is given, such as having no coast.
unknown: The sources consulted do not settle the point; this never means “no”.
not-assessed: Nobody has examined the question for this country yet.
"""


class EvidenceShape(Shape):
    """A source for an answer: a law of the register, and the provision where one could be named."""

    law: Slug
    """The id of a law of the register that applies in the country, such as fr-cenv-tvb."""
    provision: Label | None = None
    """The label of a provision in the law’s file, such as art-9-1-2; it is better than a pinpoint."""
    pinpoint: Note | None = None
    """The place in the law where no single provision of the register fits, such as Art. 45(2) or §§ 4302, 4303."""


class AnswerShape(Shape):
    """An answer to a checklist question."""

    value: AnswerValue
    """The answer on the scale; unless evidence says otherwise it is unknown."""
    reasoning: Plain
    """Why the answer is this one, in one to three sentences about the law as written."""
    practice: Plain | None = None
    """What is known of how the law is applied, kept apart from the answer."""
    evidence: list[EvidenceShape] = []
    """The laws on which the answer rests; full, partial and none need at least one, unknown has none."""
    confidence: Confidence
    """How sure the editors are of the answer; never surer than they are of the laws it rests on."""
    as_at: Date
    """The day on which the law was looked at, such as '2026-11-22'."""


class FindingShape(Shape):
    """What the first desk review found on a theme; kept beside the answers, never silently converted."""

    value: Literal["in-place", "partial", "absent", "unknown"]
    """What the review found.

    in-place: The law provides for the theme.
    partial: The law provides for some of the theme.
    absent: Evidence shows that the law does not provide for the theme.
    unknown: The sources used do not settle the point; this never means “absent”.
    """
    reasoning: Plain
    """Why the finding is this one, in one or two sentences."""
    evidence: list[EvidenceShape] = []
    """The laws on which the finding rests; every finding other than unknown needs one."""
    confidence: Confidence
    """How sure the editors are of the finding."""


class SignOffShape(Shape):
    """Somebody of the country who stands behind the answers."""

    name: Note
    """The name of the person or the authority, as they want it published."""
    role: Note
    """The function in which they signed, such as CMS national focal point."""
    date: Date
    """The day on which they signed, such as '2026-11-22'."""
    edition: Edition
    """The edition of the guidance whose questions were answered, such as '2026.1'."""


class CommentShape(Shape):
    """What the country says about an answer, a finding or the whole page, in its own words: its right of reply."""

    by: Note
    """The authority of the country that comments, as it names itself."""
    role: Note
    """The function in which it comments, such as CMS national focal point."""
    date: Date
    """The day of the comment, such as '2026-11-22'."""
    question: Label | None = None
    """The id of the question whose answer the comment is about."""
    theme: Slug | None = None
    """The id of the theme whose finding the comment is about; without question and theme it is about the whole."""
    lang: Literal["ar", "zh", "en", "fr", "ru", "es"] = "en"
    """The language in which the country wrote: ar, zh, en, fr, ru or es."""
    text: Annotated[str, StringConstraints(min_length=1, max_length=4000)]
    """The words of the country, unchanged and in its own language; pages in every language show them as they are."""
    english: Plain | None = None
    """A courtesy translation by the editors, for a comment that was not written in English."""
    url: Url | None = None
    """The address of the document that holds the comment, if it was published."""


class AssessmentShape(Shape):
    """Who assessed the country, how and when."""

    method: Literal["desk-review", "self-assessment"]
    """Who did the assessment.

    desk-review: The editors, from documents.
    self-assessment: The country itself.
    """
    as_at: Date
    """The day on which the assessment was made, such as '2026-11-22'."""
    sign_offs: list[SignOffShape] = []
    """Who of the country stands behind the answers; leave it out until somebody does."""


class CountryShape(Shape):
    """A country, or the European Union."""

    code: CountryCode
    """The two-letter code of ISO 3166-1 in lower case, or eu; it is also the name of this file, as cr for cr.yaml."""
    iso3: Annotated[Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None, Field(title="ISO code")] = None
    """The three-letter code of ISO 3166-1 in capitals, such as CRI; the European Union has none."""
    name: Plain
    """The short name of the country as the United Nations use it, such as Costa Rica."""
    region: Literal["africa", "americas", "asia", "europe", "oceania", "none"]
    """The region under which the country is listed.

    africa: Africa.
    americas: The Americas and the Caribbean.
    asia: Asia.
    europe: Europe.
    oceania: Oceania.
    none: No region fits.
    """
    eu_member: Annotated[Flag, Field(title="Member of the European Union")] = False
    """Write true if the country is a member State of the European Union; treaties stand in content/memberships/."""
    note: Note | None = None
    """A remark on the memberships or the region, such as a date that could not be confirmed; it is not translated."""
    assessment: AssessmentShape | None = None
    """Who assessed the country, how and when; needed as soon as there are answers or findings."""
    answers: dict[Label, AnswerShape] = {}
    """Answers to checklist questions, each under the id of its question, such as corridor-designation-power."""
    findings: dict[Slug, FindingShape] = {}
    """What the first desk review found, each under the id of a theme, such as spatial-planning."""
    comments: dict[Label, CommentShape] = {}
    """What the country says of this, each under an id that never changes, such as 2027-ministry-of-environment."""
