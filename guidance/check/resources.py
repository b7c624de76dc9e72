"""G5: a resource helps somebody to do a duty, and says no more of itself than it can hold."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.check.rules import Finding, rule
from guidance.check.texts import below
from guidance.diagnostics import Pin, Related, Severity
from guidance.model.corpus import Corpus
from guidance.model.resources import PAYING

ERROR = Severity.ERROR


@rule(
    "G530",
    ERROR,
    "resource that serves no clause",
    fails="""
    # resources/track-store.yaml
    clauses: []
    """,
    passes="""
    # resources/track-store.yaml
    clauses: [night-corridors]
    """,
)
def serves_no_clause(corpus: Corpus) -> Iterator[Finding]:
    """The register is no list of links: a resource stands in it because a clause has a duty that it helps to do."""
    for resource in corpus.resources.values():
        if not resource.clauses:
            hint = "name the clause whose duty it serves, or leave the resource out"
            yield Finding("the resource serves no clause", below(resource.pin, "clauses"), hint)


@rule(
    "G531",
    ERROR,
    "money and kind of a resource do not fit",
    fails="""
    # resources/track-store.yaml
    funds: Tags for bats.
    """,
    passes="""
    # resources/track-store.yaml
    kind: programme
    funds: Tags for bats.
    """,
)
def money_and_kind(corpus: Corpus) -> Iterator[Finding]:
    """Countries are shown who may pay for a reform: a funder says for what, and what is no programme pays for none."""
    for resource in corpus.resources.values():
        if resource.funds and resource.kind not in PAYING:
            hint = f"delete it, or write kind: {' or '.join(PAYING)}"
            yield Finding(f'"{resource.kind}" is no kind that pays for anything', below(resource.pin, "funds"), hint)
        elif resource.kind == "funder" and not resource.funds:
            hint = "add funds: what it can pay for, and for whom"
            yield Finding("the funder does not say what it funds", below(resource.pin, "kind"), hint)


@rule(
    "G532",
    ERROR,
    "area across borders in one State",
    fails="""
    # resources/track-store.yaml
    kind: transfrontier-area
    countries: [xx]
    """,
    passes="""
    # resources/track-store.yaml
    kind: transfrontier-area
    countries: [xx, yy]
    """,
)
def one_state(corpus: Corpus) -> Iterator[Finding]:
    """A transfrontier area lies in two or more States; where the sources do not name them all, it names none."""
    for resource in corpus.resources.values():
        if resource.kind == "transfrontier-area" and len(resource.countries) == 1:
            yield Finding("the area lies in one State", below(resource.pin, "countries"), "name them all, or none")


@rule(
    "G533",
    ERROR,
    "address of a resource that nobody vouches for",
    fails="""
    # resources/track-store.yaml
    url: https://tracks.example/
    """,
    passes="""
    # resources/track-store.yaml
    url: https://tracks.example/
    url_confidence: low
    """,
)
def confidence_of_address(corpus: Corpus) -> Iterator[Finding]:
    """Websites move: an address stands with the confidence that it leads there, and no confidence without it."""
    for resource in corpus.resources.values():
        if resource.url and not resource.url_confidence:
            hint = "add url_confidence, such as low where nobody opened it"
            yield Finding("nobody says how sure the address is", below(resource.pin, "url"), hint)
        elif resource.url_confidence and not resource.url:
            yield Finding("there is no address to be sure of", below(resource.pin, "url_confidence"), "delete it")


@rule(
    "G534",
    ERROR,
    "resource named twice",
    fails="""
    # resources/tracks.yaml = resources/track-store.yaml
    id: tracks
    """,
    passes="""
    # resources/tracks.yaml = resources/track-store.yaml
    id: tracks
    name: Tracks
    """,
)
def named_twice(corpus: Corpus) -> Iterator[Finding]:
    """A name or an abbreviation belongs to one resource: else one thing stands in the register twice."""
    first: dict[str, tuple[str, Pin]] = {}
    for resource in corpus.resources.values():
        names = [(resource.name.source, below(resource.pin, "name"))]
        names += [(resource.abbreviation, below(resource.pin, "abbreviation"))] if resource.abbreviation else []
        for name, pin in names:
            owner, known = first.setdefault(name.casefold(), (resource.id, pin))
            if owner != resource.id:
                related = (Related("named here", known),)
                yield Finding(f'"{name}" is the name of "{owner}"', pin, "join the two, or choose", related)
