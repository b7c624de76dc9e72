"""Checklists that people fill: what a ministry knows of its country's law, before anybody publishes it.

A filled checklist is a private draft and no content file: it holds the words of those who filled it, in one language,
for one edition of the questions. What is published stands in ``content/countries/``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

#: Kinds of law that a proof may be, from the highest; none where nobody said.
LEVELS = ("constitution", "statute", "regulation", "policy", "court", "custom")
#: How much of the checklist is asked.
SCOPES = ("core", "full")


@dataclass(frozen=True, slots=True)
class Proof:
    """A source for a reply, as the person wrote it; ``law`` may be the id of a law of the register or any title."""

    law: str
    pinpoint: str = ""
    level: str = ""
    url: str = ""
    as_at: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply to the question ``question``: a value of the answer scale (empty: not looked at yet) and its grounds."""

    question: str
    value: str = ""
    #: Why the value is this one; for not-applicable, why the question cannot arise.
    reasoning: str = ""
    #: What is known of how the law is applied.
    practice: str = ""
    proofs: tuple[Proof, ...] = ()
    note: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was written at all."""
        return self == Reply(self.question)


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who stands behind a checklist: name, role, day, and the edition that was signed."""

    name: str
    role: str
    date: str
    edition: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A reply that fits no question of this edition any more, with the reason; nothing is ever dropped."""

    reply: Reply
    why: str


@dataclass(frozen=True, slots=True)
class FilledChecklist:
    """The replies of one country, or of one ministry of it, to the questions of one edition."""

    country: str
    lang: str
    edition: str
    #: Names the questions as they were worded; see ``questions_digest``.
    digest: str
    scope: str = "full"
    #: Who filled it, such as a ministry; empty where nobody said.
    filled_by: str = ""
    replies: dict[str, Reply] = field(default_factory=dict)
    sign_offs: tuple[SignOff, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
