"""G5: what a clause is said to implement, and the real law it is shown with."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.check.rules import Finding, rule
from guidance.check.texts import below
from guidance.diagnostics import Severity
from guidance.model.corpus import Corpus

ERROR = Severity.ERROR


@rule(
    "G501",
    ERROR,
    "mapping without exactly one end",
    fails="""
    # clauses/night-corridors.yaml
    implements:
      - {target: gbf-3, provision: sample-convention/article-3, relation: implements, strength: primary, why: Both ask.}
    """,
    passes="""
    # clauses/night-corridors.yaml
    implements:
      - {target: gbf-3, relation: implements, strength: primary, why: A corridor connects protected areas.}
      - {provision: sample-convention/article-3, relation: implements, strength: primary, why: The article asks for it.}
    """,
)
def mapping_end(corpus: Corpus) -> Iterator[Finding]:
    """A clause implements a target or a provision: exactly one of them in each entry, and none twice."""
    for clause in corpus.clauses.values():
        seen: set[str] = set()
        for mapping in clause.implements:
            end = mapping.target or mapping.provision
            if (mapping.target is None) == (mapping.provision is None):
                yield Finding("name a target or a provision, one of the two", mapping.pin)
            elif end in seen:
                yield Finding(f'"{end}" is mapped twice', mapping.pin, "join the two entries")
            seen.add(end or "")


@rule(
    "G502",
    ERROR,
    "example given twice",
    fails="""
    # clauses/night-corridors.yaml
    examples:
      - {law: xx-wildlife-act, provision: s-5, note: Worth copying for its time limit.}
      - {law: xx-wildlife-act, provision: s-5, note: Worth copying for its map.}
    """,
    passes="""
    # clauses/night-corridors.yaml
    examples:
      - {law: xx-wildlife-act, provision: s-5, note: Worth copying for its time limit and its map.}
    """,
)
def duplicate_example(corpus: Corpus) -> Iterator[Finding]:
    """A provision of a law is given as an example once in a clause."""
    for clause in corpus.clauses.values():
        seen: set[tuple[str, str | None]] = set()
        for example in clause.examples:
            if (example.law, example.provision) in seen:
                yield Finding(f'"{example.law}" is given twice', example.pin, "join the two notes")
            seen.add((example.law, example.provision))


@rule(
    "G503",
    ERROR,
    "example that nobody vouches for",
    fails="""
    # laws/xx/xx-wildlife-act.yaml
    confidence: low
    # countries/xx.yaml
    answers: {}
    findings: {}
    """,
    passes="""
    # laws/xx/xx-wildlife-act.yaml
    confidence: medium
    # countries/xx.yaml
    answers: {}
    findings: {}
    """,
)
def uncertain_example(corpus: Corpus) -> Iterator[Finding]:
    """A law whose record has low confidence is not given as an example before a legal check."""
    for clause in corpus.clauses.values():
        for example in clause.examples:
            law = corpus.laws.get(example.law)
            if law and law.confidence == "low":
                pin = below(example.pin, "law")
                yield Finding(f'the record of "{law.id}" has low confidence', pin, "leave it out until it is checked")


@rule(
    "G504",
    Severity.WARNING,
    "clause that carries out no duty of its own",
    fails="""
    # clauses/night-corridors.yaml
    implements:
      - {target: gbf-3, relation: supports, strength: secondary, why: A corridor connects protected areas.}
    """,
    passes="""
    # clauses/night-corridors.yaml
    implements:
      - {target: gbf-3, relation: implements, strength: primary, why: A corridor connects protected areas.}
    """,
)
def primary_mapping(corpus: Corpus) -> Iterator[Finding]:
    """A clause carries out some target or provision more than any other clause does, and says which."""
    for clause in corpus.clauses.values():
        if clause.status != "withdrawn" and not any(m.strength == "primary" for m in clause.implements):
            hint = "mark the duty that the clause carries out with strength: primary"
            yield Finding("no mapping of the clause is primary", below(clause.pin, "implements"), hint)


@rule(
    "G525",
    ERROR,
    "main reason that is not carried out",
    fails="""
    # clauses/night-corridors.yaml
    implements:
      - {target: gbf-3, relation: supports, strength: primary, why: A corridor connects protected areas.}
    """,
    passes="""
    # clauses/night-corridors.yaml
    implements:
      - {target: gbf-3, relation: implements, strength: primary, why: A corridor connects protected areas.}
    """,
)
def primary_is_carried_out(corpus: Corpus) -> Iterator[Finding]:
    """What a clause carries out above all, it carries out: to support or to enable is never its main reason."""
    for clause in corpus.clauses.values():
        for mapping in clause.implements:
            if mapping.strength == "primary" and mapping.relation != "implements":
                message = f'"{mapping.target or mapping.provision}" is primary, but only {mapping.relation}'
                yield Finding(message, below(mapping.pin, "strength"), "write secondary, or relation: implements")


@rule(
    "G505",
    ERROR,
    "mapping to a deleted provision",
    fails="""
    # clauses/night-corridors.yaml
    implements:
      - {provision: sample-convention/article-9, relation: implements, strength: primary, why: The article asks for it.}
    """,
    passes="""
    # clauses/night-corridors.yaml
    implements:
      - {provision: sample-convention/article-3, relation: implements, strength: primary, why: The article asks for it.}
    """,
)
def deleted_provision(corpus: Corpus) -> Iterator[Finding]:
    """A provision that the draft deletes asks for nothing any more; a clause rests on one that stays."""
    for clause in corpus.clauses.values():
        for mapping in clause.implements:
            instrument_id, _, label = (mapping.provision or "").partition("/")
            instrument = corpus.instruments.get(instrument_id)
            provision = instrument.provisions.get(label) if instrument else None
            if provision and provision.change == "deleted":
                hint = (
                    f"map to its successor: {provision.successor}" if provision.successor else "map to one that stays"
                )
                yield Finding(f'"{mapping.provision}" is deleted in the draft', below(mapping.pin, "provision"), hint)


@rule(
    "G506",
    ERROR,
    "example from a law that has ended",
    fails="""
    # laws/xx/xx-wildlife-act.yaml
    status: {value: expired, as_at: '2026-11-01', amended: false}
    # countries/xx.yaml
    answers: {}
    findings: {}
    """,
    passes="""
    # laws/xx/xx-wildlife-act.yaml
    status: {value: in-force, as_at: '2026-11-01', amended: false}
    """,
)
def ended_example(corpus: Corpus) -> Iterator[Finding]:
    """A law that expired or was superseded is not shown as law that already does it."""
    for clause in corpus.clauses.values():
        for example in clause.examples:
            law = corpus.laws.get(example.law)
            if law and law.status.value in ("expired", "superseded"):
                message = f'"{law.id}" is {law.status.value}'
                yield Finding(message, below(example.pin, "law"), "cite the law that stands now")


@rule(
    "G507",
    ERROR,
    "target and indicator disagree",
    fails="""
    # targets/gbf.yaml
    targets:
      gbf-3:
        {number: '3', level: target, name: Conserve well, summary: Conserve connected areas., connectivity: explicit,
         connectivity_reason: It says so., url: 'https://framework.example/3', indicators: [area]}
    indicators:
      area:
        {name: Area, roles: [{type: headline, of: [gbf-2]}], relation: proxy, why: It counts., framework: sample,
         confidence: high}
    """,
    passes="""
    # targets/gbf.yaml
    targets:
      gbf-3:
        {number: '3', level: target, name: Conserve well, summary: Conserve connected areas., connectivity: explicit,
         connectivity_reason: It says so., url: 'https://framework.example/3', indicators: [area]}
    indicators:
      area:
        {name: Area, roles: [{type: headline, of: [gbf-3]}], relation: proxy, why: It counts., framework: sample,
         confidence: high}
    """,
)
def indicator_roles(corpus: Corpus) -> Iterator[Finding]:
    """An indicator says for which targets it is used; a target lists only indicators that say so."""
    for framework, target in corpus.targets.values():
        for i, label in enumerate(target.indicators):
            indicator = framework.indicators.get(label)
            if indicator and not any(target.label in role.of for role in indicator.roles):
                message = f'the indicator "{label}" does not say that it is used for "{target.label}"'
                yield Finding(message, below(target.pin, "indicators", i), "correct its roles, or this list")
