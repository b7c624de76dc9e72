"""Joining the checklists of several ministries: what agrees becomes one reply, what does not is left to people.

Two replies agree if they have the same value and no text that both have written differs; their proofs are put
together. A bare ``not-assessed`` says that nobody looked, and so contradicts no reply of somebody who did. Everything
else is a conflict: every version is kept with the names of its files, and the question has no reply until somebody
decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from guidance.checklists.judge import found, summary
from guidance.diagnostics import Diagnostic, Pin, Related
from guidance.model.checklists import Conflict, FilledChecklist, Reply, Version

#: The texts of a reply that must not differ, as people call them.
_TEXTS = {"reasoning": "reasoning", "practice": "practice", "note": "note", "of": "the wording that they answer"}


@dataclass(frozen=True, slots=True)
class Part:
    """A checklist to be joined; ``name`` is what the joined one calls its file, ``path`` what diagnostics call it."""

    name: str
    path: str
    checklist: FilledChecklist

    def pin(self, question: str) -> Pin | None:
        """Where the file replies to a question; none if it does not."""
        if question in self.checklist.replies:
            return Pin(self.path, ("replies", question), at_key=True)
        listed = (i for i, conflict in enumerate(self.checklist.conflicts) if conflict.question == question)
        return next((Pin(self.path, ("conflicts", i, "question")) for i in listed), None)


#: What must be the same in checklists that are joined, with what to do where it is not.
_SHARED = {
    "country": "a checklist is about one country",
    "lang": "translate it first: the texts of a checklist are in one language",
    "digest": "bring both to this edition first: guidance checklist migrate FILE --out FILE",
}


def obstacles(parts: Sequence[Part]) -> Iterator[Diagnostic]:
    """Why checklists cannot be joined, each compared with the first."""
    first = parts[0]
    for part in parts[1:]:
        for name, hint in _SHARED.items():
            wanted, here = getattr(first.checklist, name), getattr(part.checklist, name)
            if wanted != here:
                related = (Related(f'here it is "{wanted}"', Pin(first.path, ("checklist", name))),)
                yield found("G955", f'another {name}: "{here}"', Pin(part.path, ("checklist", name)), hint, related)


def merge(parts: Sequence[Part], order: Iterable[str]) -> FilledChecklist:
    """Join checklists of one country, language and set of questions; ``order`` names the questions in their order.

    Sign-offs are left out, for whoever signed a part has not signed the whole; ``remarks`` says so.
    """
    gathered: dict[str, list[Version]] = {question: [] for question in order}
    for part in parts:
        for question, version in _versions(part):
            gathered.setdefault(question, []).append(version)
    settled = [_settled(question, versions) for question, versions in gathered.items() if versions]
    first = parts[0].checklist
    return replace(
        first,
        scope="full" if any(part.checklist.scope == "full" for part in parts) else first.scope,
        filled_by="; ".join(dict.fromkeys(part.checklist.filled_by for part in parts if part.checklist.filled_by)),
        replies={one.question: one for one in settled if isinstance(one, Reply)},
        sign_offs=(),
        conflicts=tuple(one for one in settled if isinstance(one, Conflict)),
        unplaced=tuple(dict.fromkeys(u for part in parts for u in part.checklist.unplaced)),
    )


def remarks(parts: Sequence[Part], merged: FilledChecklist) -> Iterator[Diagnostic]:
    """The conflicts with the places of all versions, and the sign-offs that were left out."""
    for conflict in merged.conflicts:
        said = "; ".join(f"{summary(v.reply)} ({', '.join(v.sources)})" for v in conflict.versions)
        first, *others = (pin for part in parts if (pin := part.pin(conflict.question)))
        related = tuple(Related("another reply", pin) for pin in others)
        yield found("G951", f"{conflict.question}: {said}{_differing(conflict)}", first, None, related)
    for part in parts:
        for index, sign_off in enumerate(part.checklist.sign_offs):
            message = f"{sign_off.name} ({sign_off.role}) has signed this part and not the whole"
            yield found("G959", message, Pin(part.path, ("sign_offs", index)), "have the joined checklist signed")


def _differing(conflict: Conflict) -> str:
    """Which texts differ, where the values do not."""
    if len({version.reply.value for version in conflict.versions}) > 1:
        return ""
    names = [said for n, said in _TEXTS.items() if len({getattr(v.reply, n) for v in conflict.versions} - {""}) > 1]
    return f"; they differ in {', '.join(names)}"


def _versions(part: Part) -> Iterator[tuple[str, Version]]:
    """What a file says on each question; a conflict that nobody decided goes on with the sources that it has."""
    for question, reply in part.checklist.replies.items():
        yield question, Version((part.name,), reply)
    for conflict in part.checklist.conflicts:
        yield from ((conflict.question, version) for version in conflict.versions)


def _settled(question: str, versions: Sequence[Version]) -> Reply | Conflict:
    """One reply if all agree, each with each; otherwise every version, those together that are the same."""
    said = [version for version in versions if not _says_nothing(version.reply)] or versions
    if all(_agree(one.reply, other.reply) for index, one in enumerate(said) for other in said[:index]):
        return reduce(_together, (version.reply for version in said))
    sources: dict[Reply, dict[str, None]] = {}
    for version in said:
        sources.setdefault(version.reply, {}).update(dict.fromkeys(version.sources))
    return Conflict(question, tuple(Version(tuple(names), reply) for reply, names in sources.items()))


def _says_nothing(reply: Reply) -> bool:
    """Whether nobody looked into the question, in as many words."""
    return replace(reply, of="", look_again="") in (Reply(reply.question), Reply(reply.question, "not-assessed"))


def _agree(one: Reply, other: Reply) -> bool:
    pairs = ((getattr(one, name), getattr(other, name)) for name in _TEXTS)
    return one.value == other.value and all(not a or not b or a == b for a, b in pairs)


def _together(one: Reply, other: Reply) -> Reply:
    texts = {name: getattr(one, name) or getattr(other, name) for name in _TEXTS}
    marks = dict.fromkeys(mark for mark in (one.look_again, other.look_again) if mark)
    proofs = tuple(dict.fromkeys((*one.proofs, *other.proofs)))
    return replace(one, **texts, proofs=proofs, look_again="\n".join(marks))
