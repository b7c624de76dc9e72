"""What is wrong with a filled checklist beyond its shape: slips, open conflicts, and what somebody has to look at."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.checklists.codes import SEVERITIES
from guidance.diagnostics import MOST, Diagnostic, Pin, Pointer, Related, did_you_mean
from guidance.model.checklists import FilledChecklist, Reply, questions_digest
from guidance.model.corpus import Corpus

#: Values that say something of the law, and so name it.
_CLAIMS = ("full", "partial", "planned", "none")


def judge(checklist: FilledChecklist, corpus: Corpus, path: str) -> Iterator[Diagnostic]:
    """Everything that is wrong with the checklist in the file ``path``."""
    if checklist.country not in corpus.countries:
        hint = did_you_mean(checklist.country, corpus.countries)
        yield found("G958", f'there is no country "{checklist.country}"', Pin(path, ("checklist", "country")), hint)
    same = checklist.digest == questions_digest(corpus)
    if not same:
        now = corpus.publication.edition
        message = f"the questions have changed since it was made (for edition {checklist.edition}; this one is {now})"
        hint = f"run: guidance checklist migrate {path} --out NEW.yaml"
        yield found("G952", message, Pin(path, ("checklist", "digest")), hint)
    for question, reply in checklist.replies.items():
        yield from _of_reply(reply, path, ("replies", question))
    strange = [question for question in checklist.replies if question not in corpus.questions] if same else []
    for index, question in enumerate(strange):
        # Words are compared with words: a file with a hundred thousand slips would take hours.
        hint = did_you_mean(question, corpus.questions) if index < MOST else None
        yield found("G953", f'there is no question "{question}"', Pin(path, ("replies", question), at_key=True), hint)
    yield from open_conflicts(checklist, path)
    for index, left in enumerate(checklist.unplaced):
        message = f"the reply to {left.reply.question} has no place: {left.why}"
        yield found("G957", message, Pin(path, ("unplaced", index, "question")))


def open_conflicts(checklist: FilledChecklist, path: str) -> Iterator[Diagnostic]:
    """The questions on which nobody has decided yet; a question that has a reply too is not decided either."""
    known: set[str] = set()
    for index, conflict in enumerate(checklist.conflicts):
        pin = Pin(path, ("conflicts", index, "question"))
        said = "; ".join(f"{summary(v.reply)} ({', '.join(v.sources)})" for v in conflict.versions)
        if conflict.question in known:
            yield found("G951", f"{conflict.question}: listed twice", pin, "make one entry of the two")
        elif conflict.question in checklist.replies:
            other = Related("its reply", Pin(path, ("replies", conflict.question), at_key=True))
            message = f"{conflict.question}: it has a reply, and the conflict is still listed: {said}"
            yield found("G951", message, pin, "if the reply is the decision, delete this entry", (other,))
        else:
            hint = "put the right reply under replies, and delete this entry"
            yield found("G951", f"{conflict.question}: nobody has decided: {said}", pin, hint)
        known.add(conflict.question)


def summary(reply: Reply) -> str:
    """A reply in a word: its value."""
    return reply.value or "no value"


def _of_reply(reply: Reply, path: str, at: Pointer) -> Iterator[Diagnostic]:
    pin = Pin(path, (*at, "value"), at_key=not reply.value)
    if not reply.value:
        yield found("G954", "the reply has no value", pin, "write value: …")
    elif reply.value in _CLAIMS and not reply.proofs:
        yield found("G954", f'the reply "{reply.value}" names no source', pin, "add proofs:, or answer unknown")
    elif reply.value == "not-applicable" and not reply.reasoning:
        yield found("G954", "nothing says why the question cannot arise", pin, "add reasoning: …")
    if reply.look_again:
        yield found("G956", f"to be looked at again: {reply.look_again}", Pin(path, (*at, "look_again")))


def found(code: str, message: str, pin: Pin, hint: str | None = None, related: tuple[Related, ...] = ()) -> Diagnostic:
    """A diagnostic of one of the codes of checklists."""
    return Diagnostic(code, SEVERITIES[code], message, pin, hint, related)
