"""Carrying a checklist over to this edition of the guidance: by the ids of questions, and by what the ledger names.

A reply notes which wording it answers (``of``). Where the question is worded otherwise now, or where nobody noted it
and the checklist was made for other questions, the reply is carried over and marked to be looked at again. What has
no place stands under ``unplaced`` with the reason, and is tried again by every later run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from guidance.checklists.judge import found
from guidance.diagnostics import Diagnostic, Pin, Pointer
from guidance.model.checklists import FilledChecklist, Reply, Unplaced, question_digest, questions_digest
from guidance.model.corpus import Corpus
from guidance.model.ledger import successor
from guidance.render.labels import Labels, labels


def migrate(checklist: FilledChecklist, corpus: Corpus) -> FilledChecklist:
    """Carry every reply to the question of this edition that it answers; nothing is dropped."""
    return _Migration(checklist, corpus).done()


def noted(checklist: FilledChecklist, corpus: Corpus) -> FilledChecklist:
    """The checklist with the wording noted that each reply answers, where its digest tells."""
    if checklist.digest != questions_digest(corpus):
        return checklist
    replies = {
        q: reply
        if reply.of or q not in corpus.questions
        else replace(reply, of=question_digest(corpus.questions[q][1]))
        for q, reply in checklist.replies.items()
    }
    return replace(checklist, replies=replies)


class _Migration:
    """One checklist on its way."""

    def __init__(self, checklist: FilledChecklist, corpus: Corpus) -> None:
        self._checklist = noted(checklist, corpus)
        self._corpus = corpus
        # Most lines of the ledger name no successor, and every reply without a question asks for one.
        self._ledger = [line for line in corpus.ledger if line.successor]
        self._labels: Labels = labels(checklist.lang)
        self._placed: dict[str, Reply] = {}
        self._unplaced: list[Unplaced] = []

    def done(self) -> FilledChecklist:
        """Replies to questions that still stand come first, then those to questions that were replaced."""
        waiting = [*self._checklist.replies.values(), *(u.reply for u in self._checklist.unplaced)]
        for reply in waiting:
            if reply.question in self._corpus.questions:
                self._place(reply, reply.question)
        for reply in waiting:
            if reply.question not in self._corpus.questions:
                self._follow(reply)
        return replace(
            self._checklist,
            edition=self._corpus.publication.edition,
            digest=questions_digest(self._corpus),
            replies={q: self._placed[q] for q in self._corpus.questions if q in self._placed},
            unplaced=tuple(self._unplaced),
        )

    def _follow(self, reply: Reply) -> None:
        question = next((q for q in self._successors(reply.question) if q in self._corpus.questions), None)
        if question is None:
            self._leave(reply, self._say("unplaced", "gone", edition=self._corpus.publication.edition))
        else:
            self._place(replace(reply, question=question), question, reply)

    def _successors(self, question: str) -> Iterator[str]:
        """What took the place of a question, and of that, and so on; a ledger that goes in circles ends it."""
        seen: set[str] = set()
        while (after := successor(self._ledger, "question", question)) and after not in seen:
            seen.add(after)
            yield after
            question = after

    def _place(self, reply: Reply, question: str, before: Reply | None = None) -> None:
        marked = self._marked(reply, question, before)
        if self._placed.setdefault(question, marked) != marked:
            self._leave(before or reply, self._say("unplaced", "taken", question=question))

    def _marked(self, reply: Reply, question: str, before: Reply | None) -> Reply:
        """The reply under the wording of now, marked if that may not be the one answered; marks that it had stay."""
        digest = question_digest(self._corpus.questions[question][1])
        if before is not None:
            mark = self._say("look-again", "replaced", question=before.question)
        elif not reply.of:
            mark = self._say("look-again", "unknown")
        else:
            mark = "" if reply.of == digest else self._say("look-again", "reworded")
        marks = dict.fromkeys((*reply.look_again.splitlines(), *mark.splitlines()))
        return replace(reply, of=digest, look_again="\n".join(marks))

    def _leave(self, reply: Reply, why: str) -> None:
        self._unplaced.append(Unplaced(reply, why))

    def _say(self, vocabulary: str, key: str, **values: str) -> str:
        return self._labels.word(vocabulary, key).format(**values)


def outcome(before: FilledChecklist, after: FilledChecklist, path: str) -> Iterator[Diagnostic]:
    """What people must know of a migration: the replies to look at again, and those without a place.

    Their places are in the file that was carried over.
    """
    for reply in after.replies.values():
        if reply.look_again:
            pin = Pin(path, ("replies", reply.question), at_key=True)
            yield found("G956", f"{reply.question} is to be looked at again: {reply.look_again}", pin)
    listed = {left.reply.question: index for index, left in reversed(list(enumerate(before.unplaced)))}
    for left in after.unplaced:
        question = left.reply.question
        at: Pointer = ("replies", question) if question in before.replies else ("unplaced", listed[question])
        yield found("G957", f"the reply to {question} has no place: {left.why}", Pin(path, at, at_key=True))
