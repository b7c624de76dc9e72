"""A checked and signed draft as the published answers of its country, and what keeps a draft from that.

A draft is private and a published answer is public: nothing goes from one to the other but through here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from guidance.checklists.judge import found, judge
from guidance.checklists.published import published
from guidance.diagnostics import Diagnostic, Pin, Severity, did_you_mean
from guidance.load.yaml import Data
from guidance.model.checklists import FilledChecklist, Proof, Reply
from guidance.model.corpus import Corpus
from guidance.model.countries import Country
from guidance.model.lang import SOURCE
from guidance.model.registers import Law

#: Values that say something of the law, and so name it.
_CLAIMS = ("full", "partial", "planned", "none")
_CONFIDENCE = ("none", "low", "medium", "high")


def hindrances(checklist: FilledChecklist, corpus: Corpus, path: str) -> Iterator[Diagnostic]:
    """Everything that keeps the draft in the file ``path`` from being published; each is an error (G960 or its own)."""
    for problem in judge(checklist, corpus, path):
        if problem.severity is not Severity.NOTE or problem.code == "G956":
            yield replace(problem, severity=Severity.ERROR)
    country = corpus.countries.get(checklist.country)
    if country is None:
        return
    yield from _of_the_whole(checklist, corpus, country, path)
    for question, reply in checklist.replies.items():
        if question in corpus.questions and reply.value not in ("", "not-assessed"):
            yield from _of_reply(reply, corpus, country, path)


def _of_the_whole(checklist: FilledChecklist, corpus: Corpus, country: Country, path: str) -> Iterator[Diagnostic]:
    if checklist.lang != SOURCE:
        hint = "translate the replies into English and write lang: en; the draft stays as it is in your files"
        message = "published answers are written in English and translated from it"
        yield found("G960", message, Pin(path, ("checklist", "lang")), hint)
    if not checklist.sign_offs:
        hint = "let the focal point add sign_offs: with name, role, date and edition"
        yield found("G960", "nobody of the country has signed the draft", Pin(path, ("checklist",), at_key=True), hint)
    edition = corpus.publication.edition
    for index, signed in enumerate(checklist.sign_offs):
        if signed.edition != edition:
            message = f"{signed.name} has signed edition {signed.edition}; this one is {edition}"
            hint = "have the draft signed again as it is now"
            yield found("G960", message, Pin(path, ("sign_offs", index, "edition")), hint)
    silent = [label for label in country.answers if label not in checklist.replies and label in corpus.questions]
    if silent:
        message = f"published answers without a reply in the draft: {len(silent)}, such as {silent[0]}"
        start = f"guidance export checklist --country {country.code}"
        hint = f"begin from {start}, or reply to them: unknown is a reply too"
        yield found("G960", message, Pin(path, ("replies",), at_key=True), hint)


def _of_reply(reply: Reply, corpus: Corpus, country: Country, path: str) -> Iterator[Diagnostic]:
    at = ("replies", reply.question)
    if not reply.reasoning:
        pin = Pin(path, (*at, "value"))
        yield found("G960", "nothing says why the answer is this one", pin, "add reasoning: …")
    if reply.value not in _CLAIMS and reply.proofs:
        message = f'"{reply.value}" beside a source'
        yield found("G960", message, Pin(path, (*at, "proofs")), "reply what the source shows, or take it out")
    allowed = {country.code, "int"} | ({"eu"} if country.eu_member else set())
    for index, proof in enumerate(reply.proofs):
        law, pin = corpus.laws.get(proof.law), Pin(path, (*at, "proofs", index, "law"))
        if law is None:
            yield found("G960", f'"{proof.law[:80]}" is no law of the register', pin, _register(proof, corpus, country))
        elif law.jurisdiction.country not in allowed:
            yield found("G960", f'"{law.id}" is not a law of this country', pin, "name a law that applies there")


def _register(proof: Proof, corpus: Corpus, country: Country) -> str:
    """How the law that a proof names comes into the register, or the id that it has there."""
    own = {law.titles.english.source: law.id for law in corpus.links.laws_of_country.get(country.code, ())}
    if proof.law in own:
        return f"write {own[proof.law]}"
    near = did_you_mean(proof.law, [*own.values()])
    url = proof.url or "https://…"
    run = f"run: guidance new law {country.code}-NAME --country {country.code} --url {url}, and write its id here"
    return f"{near}; or {run}" if near else run


def assessment(checklist: FilledChecklist) -> dict[str, Data]:
    """Who assessed the country, how and when, as its file holds it."""
    signed: list[Data] = [
        {"name": s.name, "role": s.role, "date": s.date, "edition": s.edition} for s in checklist.sign_offs
    ]
    return {"method": "self-assessment", "as_at": _last_day(checklist), "sign_offs": signed}


def answers(checklist: FilledChecklist, corpus: Corpus, old: Mapping[str, Data]) -> dict[str, Data]:
    """The answers as the file of the country holds them, in the order of the questions; what nobody assessed is left
    out. ``old`` are those that stand there; a reply that repeats one leaves it as it is."""
    last = _last_day(checklist)
    known = published(corpus, corpus.countries[checklist.country], SOURCE, "full").replies
    made: dict[str, Data] = {}
    for question in corpus.questions:
        reply = checklist.replies.get(question)
        if reply and reply.value not in ("", "not-assessed"):
            same = question in old and question in known and _gist(reply) == _gist(known[question])
            made[question] = old[question] if same else _answer(reply, corpus, last)
    return made


def _gist(reply: Reply) -> tuple[object, ...]:
    """What a reply says, without what only those see who work on the draft."""
    proofs = tuple((proof.law, proof.pinpoint, proof.as_at) for proof in reply.proofs)
    return reply.value, _line(reply.reasoning), _line(reply.practice), proofs


def _last_day(checklist: FilledChecklist) -> str:
    return max(signed.date for signed in checklist.sign_offs)


def _answer(reply: Reply, corpus: Corpus, last: str) -> dict[str, Data]:
    laws = [corpus.laws[proof.law] for proof in reply.proofs]
    evidence: list[Data] = [_evidence(proof, law) for proof, law in zip(reply.proofs, laws, strict=True)]
    made: dict[str, Data] = {"value": reply.value, "reasoning": _line(reply.reasoning)}
    if reply.practice:
        made["practice"] = _line(reply.practice)
    made["evidence"] = evidence
    made["confidence"] = _confidence(reply.value, laws)
    made["as_at"] = max((proof.as_at for proof in reply.proofs if proof.as_at), default=last)
    return made


def _evidence(proof: Proof, law: Law) -> dict[str, Data]:
    """The provision of the register that stands at the pinpoint, else the pinpoint itself."""
    label = next((key for key, p in law.provisions.items() if p.pinpoint and p.pinpoint == proof.pinpoint), None)
    if label:
        return {"law": law.id, "provision": label}
    return {"law": law.id, "pinpoint": proof.pinpoint} if proof.pinpoint else {"law": law.id}


def _confidence(value: str, laws: list[Law]) -> str:
    """No answer is surer than the records of the laws that it names; one that names none claims nothing of a law."""
    if value in ("unknown", "not-assessed"):
        return "none"
    return max((law.confidence for law in laws), key=_CONFIDENCE.index, default="medium")


def _line(text: str) -> str:
    """A text on one line, as text units are."""
    return " ".join(text.split())
