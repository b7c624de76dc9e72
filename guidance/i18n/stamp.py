"""Digests of translated units: which are out of date, and the edits that bring them up to date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guidance.diagnostics import Pin, Span
from guidance.model.corpus import Corpus
from guidance.model.text import State

_NUMBER = re.compile(r"[0-9]+(e[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A digest to be written: where it stands, and what it should be."""

    pin: Pin
    digest: str


def stale_stamps(corpus: Corpus, langs: Iterable[str]) -> Iterator[Stamp]:
    """The digests of all stale units of the languages."""
    wanted = set(langs)
    for owned in corpus.texts:
        for lang, translation in owned.text.translations.items():
            if lang in wanted and translation.of != owned.text.digest:
                pin = Pin(translation.pin.path, (*translation.pin.pointer, "of"))
                yield Stamp(pin, owned.text.digest)


def written(digest: str) -> str:
    """A digest as it stands in a file: quoted where editors would read it as a number, such as 475213913e48."""
    return f"'{digest}'" if _NUMBER.fullmatch(digest) else digest


def apply(text: str, edits: Iterable[tuple[Span, str]]) -> str:
    """The text of a file with spans of single lines replaced; everything else stays as its author wrote it."""
    lines = text.split("\n")
    for span, new in sorted(edits, key=lambda edit: edit[0], reverse=True):
        line = lines[span.line - 1]
        lines[span.line - 1] = line[: span.column - 1] + new + line[span.end_column - 1 :]
    return "\n".join(lines)


def status(corpus: Corpus, lang: str) -> Counter[State]:
    """How many units of a language are in which state."""
    return Counter(owned.text.in_language(lang).state for owned in corpus.texts)
