"""The published answers of a country as a checklist that the country can go on with."""

from __future__ import annotations

from guidance.model.checklists import FilledChecklist, Proof, Reply, question_digest, questions_digest
from guidance.model.corpus import Corpus
from guidance.model.countries import Answer, Country, Evidence

#: Kinds of law of the register that tell the kind of a proof; of the others somebody has to say it.
_LEVELS = {
    "constitution": "constitution",
    "act": "statute",
    "decree": "regulation",
    "regulation": "regulation",
    "plan": "policy",
    "court-decision": "court",
}


def blank(corpus: Corpus, lang: str, scope: str, country: str = "") -> FilledChecklist:
    """A checklist that nobody has filled yet."""
    return FilledChecklist(country, lang, corpus.publication.edition, questions_digest(corpus), scope)


def published(corpus: Corpus, country: Country, lang: str, scope: str) -> FilledChecklist:
    """The checklist of a country with its published answers; of the core questions only, if only those are asked."""
    checklist = blank(corpus, lang, scope, country.code)
    for label, answer in country.answers.items():
        known = corpus.questions.get(label)
        if known and (scope == "full" or known[1].core):
            checklist.replies[label] = _reply(corpus, answer, lang, question_digest(known[1]))
    return checklist


def _reply(corpus: Corpus, answer: Answer, lang: str, of: str) -> Reply:
    return Reply(
        answer.label,
        answer.value,
        answer.reasoning.in_language(lang).text,
        answer.practice.in_language(lang).text if answer.practice else "",
        tuple(_proof(corpus, evidence, answer.as_at) for evidence in answer.evidence if evidence.law in corpus.laws),
        of=of,
    )


def _proof(corpus: Corpus, evidence: Evidence, as_at: str) -> Proof:
    law = corpus.laws[evidence.law]
    provision = law.provisions.get(evidence.provision or "")
    pinpoint = (provision.pinpoint if provision else None) or evidence.pinpoint or ""
    return Proof(law.id, pinpoint, _LEVELS.get(law.type, ""), law.source.url, as_at)
