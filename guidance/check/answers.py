"""G5: country answers say only what evidence supports."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.check.rules import Finding, rule
from guidance.diagnostics import Pin, Severity
from guidance.model.corpus import Corpus

ERROR = Severity.ERROR


@rule("G510", ERROR, "answer without evidence")
def answer_without_evidence(corpus: Corpus) -> Iterator[Finding]:
    """A positive or negative answer names a law of the register; without evidence the answer is unknown."""
    for country in corpus.countries.values():
        for answer in country.answers.values():
            if answer.value in ("full", "partial", "planned", "none") and not answer.evidence:
                pin = Pin(answer.pin.path, (*answer.pin.pointer, "value"))
                yield Finding(f'the answer "{answer.value}" has no evidence', pin, "add evidence, or answer unknown")


@rule("G511", ERROR, "finding without evidence")
def finding_without_evidence(corpus: Corpus) -> Iterator[Finding]:
    """A finding other than unknown names a law of the register."""
    for country in corpus.countries.values():
        for finding in country.findings.values():
            if finding.value != "unknown" and not finding.evidence:
                pin = Pin(finding.pin.path, (*finding.pin.pointer, "value"))
                yield Finding(f'the finding "{finding.value}" has no evidence', pin, "add evidence, or write unknown")


@rule("G512", ERROR, "answers without an assessment")
def answers_without_assessment(corpus: Corpus) -> Iterator[Finding]:
    """A country with answers or findings says who assessed it, how and when."""
    for country in corpus.countries.values():
        if (country.answers or country.findings) and country.assessment is None:
            yield Finding("the country has answers but no assessment", country.pin, "add assessment: {method, as_at}")


@rule("G513", ERROR, "evidence from another country")
def foreign_evidence(corpus: Corpus) -> Iterator[Finding]:
    """The law cited for a country applies there: its own, the Union's for a member, or a treaty."""
    for country in corpus.countries.values():
        for answer in country.statements():
            for evidence in answer.evidence:
                law = corpus.laws.get(evidence.law)
                allowed = {country.code, "int"} | ({"eu"} if country.memberships.eu_member else set())
                if law and law.jurisdiction.country not in allowed:
                    pin = Pin(evidence.pin.path, (*evidence.pin.pointer, "law"))
                    yield Finding(f'"{law.id}" is not a law of this country', pin, "cite a law that applies there")
