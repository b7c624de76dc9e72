"""G5: what is said about a country's law says no more than its evidence does."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.check.rules import Finding, rule
from guidance.check.texts import below
from guidance.diagnostics import Pin, Severity
from guidance.model.corpus import Corpus
from guidance.model.countries import Answer, Country, Evidence
from guidance.model.countries import Finding as DeskFinding

ERROR = Severity.ERROR
WARNING = Severity.WARNING

#: Answers and findings that claim something about the law.
CLAIMS = ("full", "partial", "planned", "none", "in-place", "absent")
#: Those that claim that the law does something now.
POSITIVE = ("full", "partial", "in-place")
_LEVELS = ("none", "low", "medium", "high")

Statement = Answer | DeskFinding


def _statements(corpus: Corpus) -> Iterator[tuple[Country, Statement]]:
    for country in corpus.countries.values():
        yield from ((country, statement) for statement in country.statements())


def _cited(corpus: Corpus) -> Iterator[tuple[Country, Statement, Evidence]]:
    for country, statement in _statements(corpus):
        yield from ((country, statement, evidence) for evidence in statement.evidence)


@rule(
    "G510",
    ERROR,
    "answer without evidence",
    fails="""
    # countries/xx.yaml
    answers:
      night-corridor-power:
        value: full
        reasoning: The Act names the Minister.
        evidence: []
        confidence: high
        as_at: '2026-11-01'
    """,
    passes="""
    # countries/xx.yaml
    answers:
      night-corridor-power:
        value: full
        reasoning: The Act names the Minister.
        evidence: [{law: xx-wildlife-act, provision: s-5}]
        confidence: high
        as_at: '2026-11-01'
    """,
)
def answer_without_evidence(corpus: Corpus) -> Iterator[Finding]:
    """A positive or negative answer names a law of the register; without evidence the answer is unknown."""
    for country in corpus.countries.values():
        for answer in country.answers.values():
            if answer.value in ("full", "partial", "planned", "none") and not answer.evidence:
                message = f'the answer "{answer.value}" has no evidence'
                yield Finding(message, below(answer.pin, "value"), "add evidence, or answer unknown")


@rule(
    "G511",
    ERROR,
    "finding without evidence",
    fails="""
    # countries/xx.yaml
    findings:
      designation: {value: in-place, reasoning: Section 5., evidence: [], confidence: low}
    """,
    passes="""
    # countries/xx.yaml
    findings:
      designation: {value: unknown, reasoning: Section 5., evidence: [], confidence: none}
    """,
)
def finding_without_evidence(corpus: Corpus) -> Iterator[Finding]:
    """A finding other than unknown names a law of the register."""
    for country in corpus.countries.values():
        for finding in country.findings.values():
            if finding.value != "unknown" and not finding.evidence:
                message = f'the finding "{finding.value}" has no evidence'
                yield Finding(message, below(finding.pin, "value"), "add evidence, or write unknown")


@rule(
    "G512",
    ERROR,
    "answers without an assessment",
    fails="""
    # countries/xx.yaml
    # assessment: (left out)
    """,
    passes="""
    # countries/xx.yaml
    assessment: {method: desk-review, as_at: '2026-11-01'}
    """,
)
def answers_without_assessment(corpus: Corpus) -> Iterator[Finding]:
    """A country with answers or findings says who assessed it, how and when."""
    for country in corpus.countries.values():
        if (country.answers or country.findings) and country.assessment is None:
            yield Finding("the country has answers but no assessment", country.pin, "add assessment: {method, as_at}")


@rule(
    "G513",
    ERROR,
    "evidence from another country",
    fails="""
    # countries/yy.yaml
    assessment: {method: desk-review, as_at: '2026-11-01'}
    findings:
      designation:
        {value: partial, reasoning: Section 5., evidence: [{law: xx-wildlife-act, provision: s-5}], confidence: low}
    """,
    passes="""
    # countries/yy.yaml
    assessment: {method: desk-review, as_at: '2026-11-01'}
    findings:
      designation: {value: unknown, reasoning: Nobody has looked., confidence: none}
    """,
)
def foreign_evidence(corpus: Corpus) -> Iterator[Finding]:
    """The law cited for a country applies there: its own, the Union's for a member, or a treaty."""
    for country, _, evidence in _cited(corpus):
        law = corpus.laws.get(evidence.law)
        allowed = {country.code, "int"} | ({"eu"} if country.eu_member else set())
        if law and law.jurisdiction.country not in allowed:
            pin = below(evidence.pin, "law")
            yield Finding(f'"{law.id}" is not a law of this country', pin, "cite a law that applies there")


@rule(
    "G514",
    ERROR,
    "not applicable, and no reason why",
    fails="""
    # countries/xx.yaml
    answers:
      night-corridor-power:
        value: not-applicable
        reasoning: Not applicable.
        evidence: []
        confidence: high
        as_at: '2026-11-01'
    """,
    passes="""
    # countries/xx.yaml
    answers:
      night-corridor-power:
        value: not-applicable
        reasoning: The country has no coast and no river that reaches the sea.
        evidence: []
        confidence: high
        as_at: '2026-11-01'
    """,
)
def not_applicable_reason(corpus: Corpus) -> Iterator[Finding]:
    """A question does not arise because of a fact, such as having no coast; the reasoning names that fact."""
    for _, statement in _statements(corpus):
        if statement.value == "not-applicable" and len(statement.reasoning.source.split()) < 4:
            hint = "say which fact of the country keeps the question from arising"
            yield Finding("no reason why the question does not arise", statement.reasoning.pin, hint)


@rule(
    "G515",
    ERROR,
    "confidence above that of the evidence",
    fails="""
    # laws/xx/xx-wildlife-act.yaml
    confidence: medium
    # countries/xx.yaml
    findings: {}
    """,
    passes="""
    # laws/xx/xx-wildlife-act.yaml
    confidence: high
    # countries/xx.yaml
    findings: {}
    """,
)
def confidence_of_evidence(corpus: Corpus) -> Iterator[Finding]:
    """What is said about a law is not surer than the record of the law itself."""
    for _, statement in _statements(corpus):
        laws = [corpus.laws[e.law] for e in statement.evidence if e.law in corpus.laws]
        if statement.value in CLAIMS and laws and len(laws) == len(statement.evidence):
            best = max((law.confidence for law in laws), key=_LEVELS.index)
            if _LEVELS.index(statement.confidence) > _LEVELS.index(best):
                message = f"the confidence is {statement.confidence}, that of the evidence is {best}"
                yield Finding(message, below(statement.pin, "confidence"), f"write {best}, or give better evidence")


@rule(
    "G516",
    ERROR,
    "unknown, and yet evidence",
    fails="""
    # countries/xx.yaml
    answers:
      night-corridor-power:
        value: unknown
        reasoning: Nobody has looked.
        evidence: [{law: xx-wildlife-act, provision: s-5}]
        confidence: high
        as_at: '2026-11-01'
    """,
    passes="""
    # countries/xx.yaml
    answers:
      night-corridor-power:
        value: unknown
        reasoning: Nobody has looked.
        evidence: []
        confidence: none
        as_at: '2026-11-01'
    """,
)
def unknown_with_evidence(corpus: Corpus) -> Iterator[Finding]:
    """Where evidence is given something is known; an answer that is unknown or was never asked for has none."""
    for _, statement in _statements(corpus):
        if statement.value in ("unknown", "not-assessed") and statement.evidence:
            hint = "answer what the evidence shows, or take it out"
            yield Finding(f'"{statement.value}" beside evidence', below(statement.pin, "value"), hint)


@rule(
    "G517",
    ERROR,
    "evidence from a law that has ended",
    fails="""
    # laws/xx/xx-wildlife-act.yaml
    status: {value: expired, as_at: '2026-11-01', amended: false}
    # clauses/night-corridors.yaml
    examples: []
    no_example_yet: The register holds no law on night corridors yet.
    # clauses/quiet-rivers.yaml
    examples: []
    no_example_yet: The register holds no law on quiet rivers yet.
    """,
    passes="""
    # laws/xx/xx-wildlife-act.yaml
    status: {value: in-force, as_at: '2026-11-01', amended: false}
    """,
)
def ended_evidence(corpus: Corpus) -> Iterator[Finding]:
    """That the law provides something is not shown by a law that expired or was superseded."""
    for _, statement, evidence in _cited(corpus):
        law = corpus.laws.get(evidence.law)
        others = [e for e in statement.evidence if e.law != evidence.law]
        if law and law.status.value in ("expired", "superseded") and statement.value in POSITIVE and not others:
            pin = below(evidence.pin, "law")
            yield Finding(f'"{law.id}" is {law.status.value}', pin, "cite the law that stands now")


@rule(
    "G518",
    ERROR,
    "as-at date in the future",
    fails="""
    # countries/xx.yaml
    answers:
      night-corridor-power:
        value: full
        reasoning: The Act names the Minister.
        evidence: [{law: xx-wildlife-act, provision: s-5}]
        confidence: high
        as_at: '2031-01-01'
    """,
    passes="""
    # countries/xx.yaml
    answers:
      night-corridor-power:
        value: full
        reasoning: The Act names the Minister.
        evidence: [{law: xx-wildlife-act, provision: s-5}]
        confidence: high
        as_at: '2026-11-01'
    """,
)
def future_date(corpus: Corpus) -> Iterator[Finding]:
    """Nothing was looked up after the date of the edition; the clock plays no part in this."""
    today = corpus.publication.date
    for pin, value in _as_at(corpus):
        if value > today[: len(value)]:
            yield Finding(f"{value} is after the date of the edition, {today}", pin, "correct one of the two")


@rule(
    "G519",
    WARNING,
    "as-at date too old",
    fails="""
    # countries/xx.yaml
    answers:
      night-corridor-power:
        value: full
        reasoning: The Act names the Minister.
        evidence: [{law: xx-wildlife-act, provision: s-5}]
        confidence: high
        as_at: '2022-01-01'
    """,
    passes="""
    # countries/xx.yaml
    answers:
      night-corridor-power:
        value: full
        reasoning: The Act names the Minister.
        evidence: [{law: xx-wildlife-act, provision: s-5}]
        confidence: high
        as_at: '2026-11-01'
    """,
)
def old_date(corpus: Corpus) -> Iterator[Finding]:
    """What was looked up long before the edition is looked up again: laws after three years, treaties after five.

    The Conference of the Parties meets every three years; instruments do not change between its meetings.
    """
    date = corpus.publication.date
    for pin, value in _as_at(corpus):
        years = 5 if "/instruments/" in pin.path or "/memberships/" in pin.path else 3
        limit = f"{int(date[:4]) - years}{date[4:]}"
        # A year or a month counts to its end.
        if value < limit[: len(value)]:
            yield Finding(f"{value} is more than {years} years before the edition", pin, "look it up again")


def _as_at(corpus: Corpus) -> Iterator[tuple[Pin, str]]:
    for country in corpus.countries.values():
        if country.assessment:
            yield below(country.pin, "assessment", "as_at"), country.assessment.as_at
            signed = enumerate(country.assessment.sign_offs)
            yield from ((below(country.pin, "assessment", "sign_offs", i, "date"), s.date) for i, s in signed)
        yield from ((below(a.pin, "as_at"), a.as_at) for a in country.answers.values())
        yield from ((below(c.pin, "date"), c.date) for c in country.comments.values())
    for law in corpus.laws.values():
        yield below(law.pin, "checked"), law.checked
        yield below(law.pin, "status", "as_at"), law.status.as_at
    for instrument in corpus.instruments.values():
        yield below(instrument.pin, "as_at"), instrument.as_at
    yield from ((below(treaty.pin, "as_at"), treaty.as_at) for treaty in corpus.memberships.values())
    if corpus.neighbours:
        yield below(corpus.neighbours.pin, "as_at"), corpus.neighbours.as_at
    for module in corpus.modules.values():
        yield from ((below(module.pin, "links", link.label, "as_at"), link.as_at) for link in module.links.values())
