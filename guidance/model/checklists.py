"""Checklists that people fill: what a ministry knows of its country's law, before anybody publishes it.

A filled checklist is a private draft and no content file: it holds the words of those who filled it, in one language,
for one edition of the questions. What is published stands in ``content/countries/``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256

from guidance.model.clause import Question
from guidance.model.corpus import Corpus
from guidance.model.countries import SignOff
from guidance.model.once import once

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
    #: Which wording of the question was answered; see ``question_digest``. Empty where nobody noted it.
    of: str = ""
    #: Why somebody should look at the reply again, such as a question that was worded anew; empty if nobody needs to.
    look_again: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was written at all."""
        return replace(self, of="") == Reply(self.question)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A reply that fits no question of this edition any more, with the reason; nothing is ever dropped."""

    reply: Reply
    why: str


@dataclass(frozen=True, slots=True)
class Version:
    """One of the replies that contradict each other, with the names of the files that it came from."""

    sources: tuple[str, ...]
    reply: Reply


@dataclass(frozen=True, slots=True)
class Conflict:
    """Replies to one question that contradict each other; the question has no reply until somebody decides."""

    question: str
    versions: tuple[Version, ...]


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
    conflicts: tuple[Conflict, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()


def question_digest(question: Question) -> str:
    """Names a question as it is worded: a change of its text, its help or what decides a value changes the digest."""
    anchors = question.anchors
    texts = (question.text, question.help, anchors.full, anchors.partial, anchors.none)
    return _digest(text.digest if text else "" for text in texts)


@once
def questions_digest(corpus: Corpus) -> str:
    """Names the questions of an edition by their ids and their English wording, in whatever order they stand."""
    questions = sorted((label, question_digest(question)) for label, (_, question) in corpus.questions.items())
    return _digest(f"{label} {digest}" for label, digest in questions)


def _digest(lines: Iterable[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()[:12]
