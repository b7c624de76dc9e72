"""What a record is called in the words of a language, from ``kind/id`` alone."""

from __future__ import annotations

from collections.abc import Callable, Container

from guidance.render.view import View


def record_name(view: View, record: str) -> str:
    """The name of a record such as ``clause/corridor-designation``; its id if this edition does not have it."""
    kind, _, id_ = record.partition("/")
    corpus, words = view.corpus, view.words
    names: dict[str, Callable[[], str]] = {
        "module": lambda: view.module_title(corpus.modules[id_]),
        "clause": lambda: view.clause_title(corpus.clauses[id_]),
        "framework": lambda: words(corpus.frameworks[id_].name),
        "instrument": lambda: words(corpus.instruments[id_].short_title),
        "law": lambda: view.law_name(corpus.laws[id_]),
        "country": lambda: words(corpus.countries[id_].name),
        "membership": lambda: words(corpus.instruments[id_].short_title),
        "term": lambda: words(corpus.terms[id_].term),
        "resource": lambda: words(corpus.resources[id_].name),
        "page": lambda: words(corpus.pages[id_].title),
        "publication": lambda: words(corpus.publication.title),
    }
    try:
        return names[kind]()
    except KeyError:
        return id_


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
