"""The structure of the book to one HTML document, with the page numbers of a map."""

from __future__ import annotations

from functools import partial
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from guidance.model.countries import ANSWER_VALUES
from guidance.model.lang import LANGUAGES, SOURCE
from guidance.model.registers import InstrumentProvision, Number, Term
from guidance.model.text import State
from guidance.render.base import environment
from guidance.render.book import annexes
from guidance.render.book.anchors import anchor_name
from guidance.render.book.content import BookContent
from guidance.render.book.index import build_index
from guidance.render.book.pagemap import PageMap
from guidance.render.book.writer import BookWriter, provision_anchor
from guidance.render.numbering import number
from guidance.render.view import View

#: Families in the order in which a book tries them, by language; the rest of the list fills in foreign words.
FAMILIES = {
    "ar": ("Noto Naskh Arabic", "Noto Serif", "Noto Serif CJK SC", "Noto Sans Symbols2"),
    "zh": ("Noto Serif CJK SC", "Noto Serif", "Noto Naskh Arabic", "Noto Sans Symbols2"),
}
LATIN_FAMILIES = ("Noto Serif", "Noto Naskh Arabic", "Noto Serif CJK SC", "Noto Sans Symbols2")
HEADING_FAMILY = "Noto Sans"


def write_book(content: BookContent, page_map: PageMap) -> str:
    """The whole book as HTML."""
    view = content.view
    writer = BookWriter(view, _no_address, inline_notes=True, known=content.anchors, page_map=page_map)
    context = _context(content, writer)

    def render(name: str, **more: Any) -> Markup:
        return Markup(environment().get_template(f"print/{name}.html.j2").render(context | more))

    # The body comes first: the imprint says whether texts are untranslated, and the index lists what was named.
    body = Markup("\n").join(render(name) for name in ("pages", "parts", "annexes", "glossary", "checklist"))
    letters = build_index(view, writer.places, content.anchors, page_map)
    closing = render("index", letters=letters)
    return render("book", body=body, closing=closing, css=Markup(style_sheet()), families=_families())


def style_sheet() -> str:
    """The style sheet of the books."""
    return (files("guidance.render") / "templates" / "print" / "print.css").read_text("utf-8")


def all_families() -> frozenset[str]:
    """Every font family that a book may use."""
    return frozenset((*LATIN_FAMILIES, HEADING_FAMILY))


def _families() -> dict[str, str]:
    chains = {lang: FAMILIES.get(lang, LATIN_FAMILIES) for lang in LANGUAGES}
    return {lang: ", ".join(f'"{family}"' for family in chain) for lang, chain in chains.items()}


def _no_address(kind: str, id_: str, anchor: str) -> None:
    """The writer of the book knows its anchors itself."""


def _context(content: BookContent, writer: BookWriter) -> dict[str, Any]:
    view, labels = content.view, content.view.labels
    return {
        "book": content,
        "w": writer,
        "v": view,
        "corpus": view.corpus,
        "publication": view.corpus.publication,
        "_": labels.gettext,
        "n": labels.ngettext,
        "word": labels.word,
        "date": labels.date,
        "number": partial(number, view.lang),
        "values": ANSWER_VALUES,
        "anchor": anchor_name,
        "provision_anchor": provision_anchor,
        "strength": partial(strength, view),
        "numbers": partial(numbers, view),
        "names": partial(names, view),
        "terms": annexes.terms(view),
        "other_instruments": annexes.other_instruments(view),
        "cited_laws": annexes.cited_laws(view),
        "cite": citation(view),
        "source": SOURCE,
    }


def strength(view: View, provision: InstrumentProvision) -> str:
    """How strongly a provision speaks: its duty word if it binds, its operative verb if not."""
    labels = view.labels
    if provision.strength:
        return labels.word("strength", provision.strength)
    if provision.verb:
        return labels.word("verb", provision.verb)
    return labels.gettext("binding") if provision.binding else labels.gettext("not binding")


def numbers(view: View, found: Number) -> list[str]:
    """The numbers of a paragraph in the texts that have it."""
    _ = view.labels.gettext
    return [
        _("COP13 text: {number}").format(number=found.cop13) if found.cop13 else _("not in the COP13 text"),
        _("draft: {number}").format(number=found.draft) if found.draft else _("not in the draft"),
    ]


def names(view: View, term: Term) -> list[tuple[str, str, str]]:
    """A term in the other languages: code, direction and name."""
    found = []
    for code, language in LANGUAGES.items():
        unit = term.term.in_language(code)
        if code != view.lang and unit.state is not State.MISSING:
            found.append((code, language.direction, unit.text))
    return found


def citation(view: View) -> str:
    """How to cite the book."""
    publication, labels = view.corpus.publication, view.labels
    return labels.gettext("{publication}, edition {edition}, {date} ({status})").format(
        publication=view.words(publication.title),
        edition=publication.edition,
        date=labels.date(publication.date),
        status=labels.word("publication-status", publication.status),
    )
