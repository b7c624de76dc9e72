"""Wordings that only the book needs: names in other languages, states of translation, the citation."""

from __future__ import annotations

from guidance.model.lang import LANGUAGES, Language
from guidance.model.registers import Term
from guidance.model.text import State
from guidance.render.view import View


def names(view: View, term: Term) -> list[tuple[Language, str]]:
    """A term in the other languages that have it."""
    others = ((language, term.term.in_language(code)) for code, language in LANGUAGES.items())
    return [
        (language, unit.text)
        for language, unit in others
        if language.code != view.lang and unit.state is not State.MISSING
    ]


def states(view: View) -> frozenset[State]:
    """The states of translation that the texts of the corpus have in this language."""
    return frozenset(view.unit(owned.text).state for owned in view.corpus.texts)


def citation(view: View) -> str:
    """How to cite the book."""
    publication, labels = view.corpus.publication, view.labels
    return labels.gettext("{publication}, edition {edition}, {date} ({status})").format(
        publication=view.words(publication.title),
        edition=view.left_to_right(publication.edition),
        date=labels.date(publication.date),
        status=labels.word("publication-status", publication.status),
    )
