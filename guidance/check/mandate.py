"""G5: the mandate is closed: every paragraph, every threat and every target that rests on connectivity is answered."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.check.rules import Finding, rule
from guidance.check.texts import below
from guidance.diagnostics import Related, Severity
from guidance.model.corpus import Corpus
from guidance.model.mandate import LedgerState, ledger, mandates, threat_rows

ERROR = Severity.ERROR


def _whole(corpus: Corpus) -> bool:
    """Whether every clause could be read: else nobody knows what the one with the mistake carries out."""
    return not any(kind == "clause" for kind, _ in corpus.poisoned)


@rule(
    "G508",
    ERROR,
    "paragraph of the mandate left open",
    fails="""
    # instruments/sample-decision.yaml = instruments/sample-convention.yaml
    id: sample-decision
    type: cop-decision
    # in_force:
    binding: false
    mandate: true
    provisions:
      item-1: {ref: paragraph 1, summary: Parties look for ways., binding: false, verb: invited, confidence: high}
    """,
    passes="""
    # instruments/sample-decision.yaml = instruments/sample-convention.yaml
    id: sample-decision
    type: cop-decision
    # in_force:
    binding: false
    mandate: true
    provisions:
      item-1: {ref: paragraph 1, summary: The Secretariat reports., binding: false, verb: requests, confidence: high,
               not_law_because: A task of the Secretariat.}
    """,
)
def open_paragraph(corpus: Corpus) -> Iterator[Finding]:
    """A clause does what a paragraph of the mandate asks for, or the paragraph says why it is not for national law.

    A clause that only supports or enables does not do it; a paragraph that the draft strikes says what became of it.
    """
    hint = "map it in a clause with relation: implements, or say not_law_because: whose task it is"
    for instrument in mandates(corpus) if _whole(corpus) else ():
        for row in ledger(corpus, instrument):
            if row.state is LedgerState.OPEN:
                message = f'no clause implements "{row.ref}", and nothing says why not'
                yield Finding(message, row.provision.pin, hint)


@rule(
    "G509",
    ERROR,
    "paragraph both carried out and not for law",
    fails="""
    # instruments/sample-convention.yaml
    mandate: true
    provisions:
      article-3: {ref: Article 3, summary: Parties keep ways open., binding: true, confidence: high,
                  not_law_because: Parties know best.}
    """,
    passes="""
    # instruments/sample-convention.yaml
    mandate: true
    provisions:
      article-3: {ref: Article 3, summary: Parties keep ways open., binding: true, confidence: high}
    """,
)
def contradicted_paragraph(corpus: Corpus) -> Iterator[Finding]:
    """What a clause carries out can be done by law; then the reason why it cannot is wrong, or the mapping is."""
    for instrument in corpus.instruments.values():
        for row in ledger(corpus, instrument):
            if row.provision.not_law_because is not None and row.carried_out:
                clause, mapping = row.carried_out[0]
                related = (Related(f'"{clause.id}" implements it', below(mapping.pin, "provision")),)
                hint = "delete the reason, or let the clause support the paragraph"
                yield Finding(f'a clause implements "{row.ref}"', row.provision.not_law_because.pin, hint, related)


@rule(
    "G523",
    ERROR,
    "threat that no clause answers",
    fails="""
    # instruments/sample-convention.yaml
    mandate: true
    provisions:
      article-3: {ref: Article 3, summary: Parties keep ways open., binding: true, confidence: high,
                  threats: [barriers]}
    """,
    passes="""
    # instruments/sample-convention.yaml
    mandate: true
    provisions:
      article-3: {ref: Article 3, summary: Parties keep ways open., binding: true, confidence: high,
                  threats: [barriers]}
    # clauses/night-corridors.yaml
    facets:
      {aim: [maintain], realm: [terrestrial], sectors: [nature-conservation], threats: [barriers], channel: [law],
       level: [statute]}
    """,
)
def unanswered_threat(corpus: Corpus) -> Iterator[Finding]:
    """Parties are to act against each threat that the mandate names, so some clause says that it answers it."""
    for row in threat_rows(corpus) if _whole(corpus) else ():
        if not row.clauses:
            place = below(row.provision.pin, "threats", row.provision.threats.index(row.threat))
            hint = "add it to the facet “threats” of the clause that answers it"
            yield Finding(f'no clause answers the threat "{row.threat}"', place, hint)


@rule(
    "G524",
    ERROR,
    "target without a clause of its own",
    fails="""
    # clauses/night-corridors.yaml
    implements:
      - {target: gbf-3, relation: implements, strength: secondary, why: A corridor connects protected areas.}
      - {provision: sample-convention/article-3, relation: implements, strength: primary, why: The article asks for it.}
    # clauses/quiet-rivers.yaml
    implements:
      - {target: gbf-3, relation: implements, strength: secondary, why: A corridor connects protected areas.}
      - {provision: sample-convention/article-3, relation: implements, strength: primary, why: The article asks for it.}
    """,
    passes="""
    # clauses/night-corridors.yaml
    implements:
      - {target: gbf-3, relation: implements, strength: secondary, why: A corridor connects protected areas.}
      - {provision: sample-convention/article-3, relation: implements, strength: primary, why: The article asks for it.}
    """,
)
def target_without_clause(corpus: Corpus) -> Iterator[Finding]:
    """A target that rests on connectivity (explicit or strong) is the main reason for at least one clause."""
    for _, target in corpus.targets.values() if _whole(corpus) else ():
        found = corpus.links.clauses_of_target.get(target.label, ())
        primary = any(c.status != "withdrawn" and m.strength == "primary" for c, m in found)
        if target.connectivity in ("explicit", "strong") and not primary:
            hint = "mark the mapping of the clause that serves it most with strength: primary"
            message = f'no clause has "{target.label}" as a main reason, and its link is {target.connectivity}'
            yield Finding(message, below(target.pin, "connectivity"), hint)


@rule(
    "G529",
    ERROR,
    "earlier summary of a paragraph that no draft amends",
    fails="""
    # instruments/sample-convention.yaml
    provisions:
      article-3: {ref: Article 3, summary: Parties keep ways open., summary_before: Parties open ways., binding: true,
                  confidence: high}
    """,
    passes="""
    # instruments/sample-convention.yaml
    provisions:
      article-3: {ref: Article 3, summary: Parties keep ways open., summary_before: Parties open ways., binding: true,
                  change: amended, status: proposed, confidence: high}
    """,
)
def earlier_summary(corpus: Corpus) -> Iterator[Finding]:
    """What a paragraph said before is shown beside what a draft proposes; without an amendment it has no place."""
    for instrument in corpus.instruments.values():
        for provision in instrument.provisions.values():
            if provision.summary_before and provision.change != "amended":
                hint = "write change: amended, or delete summary_before"
                yield Finding("no amendment of this paragraph is on record", provision.summary_before.pin, hint)
