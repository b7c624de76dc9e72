"""Ids that one record names and another must have: what every rule about references does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guidance.check.rules import Finding
from guidance.check.texts import below
from guidance.diagnostics import Pin, did_you_mean
from guidance.model.corpus import Corpus
from guidance.model.ledger import successor


def unknown(corpus: Corpus, kind: str, known: Iterable[str], uses: Iterable[tuple[str, Pin]]) -> Iterator[Finding]:
    """Findings for the uses whose id is not known; silent where the file of that id is itself broken."""
    names = set(known)
    for id_, pin in uses:
        if id_ not in names and (kind, id_) not in corpus.poisoned:
            yield Finding(f'unknown {kind} "{id_}"', pin, hint(corpus, kind, id_, names))


def hint(corpus: Corpus, kind: str, id_: str, known: Iterable[str]) -> str | None:
    """The successor that the ledger names, else a name much like it."""
    new = successor(corpus.ledger, kind, id_)
    return f'it was renamed: write "{new}"' if new else did_you_mean(id_, known)


def each(pin: Pin, name: str, ids: Iterable[str]) -> Iterator[tuple[str, Pin]]:
    """The ids of a list with their places."""
    return ((id_, below(pin, name, i)) for i, id_ in enumerate(ids))


def key(pin: Pin) -> Pin:
    """The key that leads to a place, where the key itself is the id."""
    return Pin(pin.path, pin.pointer, at_key=True)
