"""G3: every reference in a text leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.check.lookup import hint as hint_for
from guidance.check.rules import Finding, rule
from guidance.check.texts import places
from guidance.diagnostics import Pin, Severity
from guidance.model.blocks import Reference, inlines
from guidance.model.corpus import Corpus

ERROR = Severity.ERROR


@rule(
    "G314",
    ERROR,
    "text refers to nothing",
    fails="""
    # modules/safe-passage.yaml
    introduction: Animals move along a [[corridors|corridor]] at night.
    """,
    passes="""
    # modules/safe-passage.yaml
    introduction: Animals move along a [[corridor]] at night.
    """,
)
def dangling_reference(corpus: Corpus) -> Iterator[Finding]:
    """A text holds a reference such as [[clause:…]] to something that does not exist.

    A translation is only looked at where its references are those of its source: else they are reported as different.
    """
    known = _known_references(corpus)
    for owned in corpus.rich_texts():
        written = list(places(owned.text))
        wrong = {text: list(_dangling(corpus, known, text)) for text, _ in written}
        source = {(node.kind, node.id) for node in wrong[owned.text.source]}
        for text, pin in written:
            for node in wrong[text]:
                if pin == owned.pin or (node.kind, node.id) in source:
                    words = f"[[{node.id}" if node.kind == "term" else f"{node.kind}:{node.id}"
                    place = Pin(pin.path, pin.pointer, words)
                    hint = hint_for(corpus, node.kind, node.id, known[node.kind])
                    yield Finding(f'unknown {node.kind} "{node.id}"', place, hint)


def _dangling(corpus: Corpus, known: dict[str, set[str]], text: str) -> Iterator[Reference]:
    for node in inlines(corpus.blocks.get(text, ())):
        if isinstance(node, Reference) and node.kind in known and node.id not in known[node.kind]:
            owner = node.id.split("/")[0] if node.kind == "provision" else node.id
            kind = "instrument" if node.kind == "provision" else node.kind
            if (kind, owner) not in corpus.poisoned:
                yield node


def _known_references(corpus: Corpus) -> dict[str, set[str]]:
    return {
        "term": set(corpus.terms),
        "clause": set(corpus.clauses),
        "module": set(corpus.modules),
        "target": set(corpus.targets),
        "instrument": set(corpus.instruments),
        "provision": {f"{i.id}/{label}" for i in corpus.instruments.values() for label in i.provisions},
        "law": set(corpus.laws),
        "country": set(corpus.countries),
        "resource": set(corpus.resources),
        "page": set(corpus.pages),
    }
