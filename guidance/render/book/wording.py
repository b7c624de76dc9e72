"""Wordings that only the book needs: strength and numbers of provisions, names in other languages, the citation."""

from __future__ import annotations

from guidance.model.lang import LANGUAGES, Language
from guidance.model.registers import InstrumentProvision, Number, Term
from guidance.model.text import State
from guidance.render.view import View


def strength(view: View, provision: InstrumentProvision) -> str:
    """How strongly a provision speaks: its duty word if it binds, its operative verb if not."""
    labels = view.labels
    if provision.strength:
        return labels.word("strength", provision.strength)
    if provision.verb:
        return labels.word("verb", provision.verb)
    return labels.gettext("binding") if provision.binding else labels.gettext("not binding")


def numbers(view: View, found: Number) -> list[str]:
    """The old and the new number of a paragraph."""
    _ = view.labels.gettext
    old, new = (left_to_right(view, number) if number else None for number in (found.cop13, found.draft))
    return [
        _("COP13 text: {number}").format(number=old) if old else _("not in the COP13 text"),
        _("draft: {number}").format(number=new) if new else _("not in the draft"),
    ]


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


def left_to_right(view: View, code: str) -> str:
    """A code such as an edition, kept in one piece between marks where the text around runs from right to left."""
    return f"\u200e{code}\u200e" if view.language.direction == "rtl" else code


def edition(view: View) -> str:
    """The edition and its status, for the foot of every page."""
    publication = view.corpus.publication
    status = view.labels.word("publication-status", publication.status)
    return f"{left_to_right(view, publication.edition)} · {status}"


def citation(view: View) -> str:
    """How to cite the book."""
    publication, labels = view.corpus.publication, view.labels
    return labels.gettext("{publication}, edition {edition}, {date} ({status})").format(
        publication=view.words(publication.title),
        edition=left_to_right(view, publication.edition),
        date=labels.date(publication.date),
        status=labels.word("publication-status", publication.status),
    )
