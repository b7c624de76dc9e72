"""The shape of a filled checklist: no content file, but read as strictly, for its replies may become content."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from guidance.load.records.countries import AnswerValue, SignOffShape
from guidance.load.records.fields import CountryCode, Date, Edition, Label, Note, Shape, Url

#: The name of a wording; another pattern than that of translations, because nobody stamps it.
_Digest = Annotated[str, StringConstraints(pattern=r"^(?:[0-9a-f]{12})$")]
#: What people write of their law in their own words: no text unit, it is never translated.
_Words = Annotated[str, StringConstraints(min_length=1, max_length=20000)]


class ChecklistHeadShape(Shape):
    """What the checklist is about: the country, and the questions that were asked."""

    country: CountryCode
    """The two-letter code of the country in lower case, such as cr."""
    lang: Literal["ar", "zh", "en", "fr", "ru", "es"]
    """The language in which it was filled: ar, zh, en, fr, ru or es."""
    edition: Edition
    """The edition of the guidance whose questions were answered, such as '2026.1'."""
    digest: _Digest
    """Twelve signs that stand for the questions as they were worded; the program writes them."""
    scope: Literal["core", "full"] = "full"
    """How much was asked.

    core: The core questions only.
    full: All questions.
    """
    filled_by: Note | None = None
    """Who filled it, such as a ministry."""


class ProofShape(Shape):
    """A source for a reply."""

    law: Note
    """The id of a law of the register, or the title of any law."""
    pinpoint: Note | None = None
    """The place in the law, such as Art. 45(2)."""
    level: Literal["constitution", "statute", "regulation", "policy", "court", "custom"] | None = None
    """What kind of law it is, from the highest.

    constitution: The constitution.
    statute: A law made by parliament.
    regulation: A regulation, decree or order made under a law.
    policy: A policy, strategy or plan.
    court: A decision of a court.
    custom: Customary law.
    """
    url: Url | None = None
    """Where the law can be read."""
    as_at: Date | None = None
    """The day on which the law was looked at, such as '2026-11-22'."""
    note: _Words | None = None
    """A remark on the source."""


class ReplyShape(Shape):
    """A reply to a question; whatever nobody has written yet is left out."""

    value: AnswerValue | None = None
    """The answer on the scale."""
    reasoning: _Words | None = None
    """Why the answer is this one; for not-applicable, why the question cannot arise."""
    practice: _Words | None = None
    """What is known of how the law is applied."""
    proofs: list[ProofShape] = []
    """The laws on which the answer rests."""
    note: _Words | None = None
    """A remark for those who work on the checklist."""
    of: _Digest | None = None
    """Twelve signs that stand for the wording of the question that was answered; the program writes them."""
    look_again: _Words | None = None
    """Why somebody should look at the reply again; whoever has looked deletes this line."""


class VersionShape(ReplyShape):
    """One of the replies that contradict each other."""

    sources: Annotated[list[Note], Field(min_length=1)]
    """The names of the files that the reply came from."""


class ConflictShape(Shape):
    """Replies to one question that contradict each other: put the right one under replies, and delete this entry."""

    question: Label
    """The id of the question."""
    versions: Annotated[list[VersionShape], Field(min_length=2)]
    """The replies with their sources."""


class UnplacedShape(ReplyShape):
    """A reply that no question of this edition asks for."""

    question: Label
    """The id of the question that was answered."""
    why: _Words
    """Why the reply has no place."""


class ChecklistShape(Shape):
    """A filled checklist."""

    checklist: ChecklistHeadShape
    """What the checklist is about."""
    replies: dict[Label, ReplyShape] = {}
    """The replies, each under the id of its question, such as corridor-designation-power."""
    sign_offs: list[SignOffShape] = []
    """Who stands behind the checklist."""
    conflicts: list[ConflictShape] = []
    """Replies of several checklists that contradict each other, until somebody decides."""
    unplaced: list[UnplacedShape] = []
    """Replies that no question of this edition asks for; a later edition may."""
