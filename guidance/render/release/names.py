"""What a record is called in the words of a language, from ``kind/id`` alone."""

from __future__ import annotations

from collections.abc import Container

from guidance.model.lang import SOURCE
from guidance.model.text import Text
from guidance.render.view import View


def record_name(view: View, record: str) -> tuple[str, str]:
    """The name of a record such as ``clause/corridor-designation``, and the language it is in.

    A record that this edition does not have goes by its id.
    """
    kind, _, id_ = record.partition("/")
    text = _title(view, kind, id_)
    if text is None:
        return id_, SOURCE
    unit = view.unit(text)
    if kind == "clause" and id_ in view.clause_numbers:
        return f"{view.clause_numbers[id_]} {unit.text}", unit.lang
    if kind == "module":
        return f"{view.corpus.modules[id_].order}. {unit.text}", unit.lang
    return unit.text, unit.lang


def _title(view: View, kind: str, id_: str) -> Text | None:
    corpus = view.corpus
    match kind:
        case "module" if id_ in corpus.modules:
            return corpus.modules[id_].title
        case "clause" if id_ in corpus.clauses:
            return corpus.clauses[id_].title
        case "framework" if id_ in corpus.frameworks:
            return corpus.frameworks[id_].name
        case "instrument" | "membership" if id_ in corpus.instruments:
            return corpus.instruments[id_].short_title
        case "law" if id_ in corpus.laws:
            return corpus.laws[id_].titles.english
        case "country" if id_ in corpus.countries:
            return corpus.countries[id_].name
        case "term" if id_ in corpus.terms:
            return corpus.terms[id_].term
        case "resource" if id_ in corpus.resources:
            return corpus.resources[id_].name
        case "page" if id_ in corpus.pages:
            return corpus.pages[id_].title
        case "publication":
            return corpus.publication.title
    return None


def has_page(view: View, record: str) -> bool:
    """Whether a record has a page of its own in this edition."""
    kind, _, id_ = record.partition("/")
    corpus = view.corpus
    held: dict[str, Container[str]] = {
        "module": corpus.modules,
        "clause": corpus.clauses,
        "instrument": corpus.instruments,
        "law": corpus.laws,
        "country": corpus.countries,
        "term": corpus.terms,
        "resource": corpus.resources,
        "page": corpus.pages,
    }
    return id_ in held.get(kind, ())
