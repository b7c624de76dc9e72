"""The structure of the book to HTML: one document for each chapter, with the page numbers of a map.

Chapters are documents of their own because each begins on a new page: they are laid out by several processes, and one
that did not change is not laid out again. The numbers of the pages to which they refer are left open until they are
bound into one PDF (``slots``); only the contents and the index carry numbers from the map.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from guidance.model.countries import ANSWER_VALUES
from guidance.model.lang import LANGUAGES, SOURCE
from guidance.render.base import environment
from guidance.render.book import annexes, wording
from guidance.render.book.anchors import anchor_name
from guidance.render.book.content import BookContent
from guidance.render.book.index import build_index
from guidance.render.book.pagemap import PageMap, estimate
from guidance.render.book.writer import BookWriter, chapter_of, provision_anchor
from guidance.render.numbering import number
from guidance.render.wording import colon, edition, numbers, strength

LATIN_FAMILIES = ("Noto Serif", "Noto Naskh Arabic", "Noto Serif CJK SC", "Noto Sans Symbols2")
#: Families in the order in which a text tries them, by language; the others fill in foreign words.
FAMILIES = {
    "ar": ("Noto Naskh Arabic", "Noto Serif", "Noto Serif CJK SC", "Noto Sans Symbols2"),
    "zh": ("Noto Serif CJK SC", "Noto Serif", "Noto Naskh Arabic", "Noto Sans Symbols2"),
}
#: The height of the lines in the style sheet, where it is not that of the other languages.
LINE_HEIGHTS = {"ar": 1.6, "zh": 1.65}
HEADING_FAMILY = "Noto Sans"

#: A chapter as its template sees it: the template, the running head, and what it shows.
Chapter = tuple[str, str, dict[str, Any]]


def write_book(
    content: BookContent, page_map: PageMap, guessed: bool = False, shown: dict[str, None] | None = None
) -> Iterator[str]:
    """The book as HTML documents, in reading order; each is written when it is asked for.

    Of numbers that are ``guessed`` only the length counts: the index, which joins equal ones, waits for others.
    ``shown`` takes in the addresses of the texts that stand in the book.
    """
    known = content.anchors
    writer = BookWriter(content.view, _no_address, inline_notes=True, known=known, page_map=page_map)
    writer.shown = shown if shown is not None else {}
    context = _context(content, writer)
    shell = environment().get_template("print/shell.html.j2")
    heads: list[str] = []
    for place, (template, head, more) in enumerate(_chapters(content)):
        writer.begin_chapter(place)
        heads.append(head)
        if template == "index":
            known_pages = {} if guessed else page_map
            letters = build_index(content.view, writer.places, known, known_pages, lambda at: heads[chapter_of(at)])
            more = {"letters": letters}
        body = environment().get_template(f"print/{template}.html.j2").render(context | more)
        yield shell.render(context, head=head, body=Markup(body))


def guess_pages(content: BookContent) -> PageMap:
    """A page map to begin with when there is none."""
    return estimate(write_book(content, {}), LINE_HEIGHTS.get(content.view.lang, 1.42))


def style_sheet() -> str:
    """The style sheet of every chapter of every language."""
    rules = (files("guidance.render") / "templates" / "print" / "print.css").read_text("utf-8")
    return f"{rules}\n{font_rules()}"


def all_families() -> frozenset[str]:
    """Every font family that a book may use."""
    return frozenset((*LATIN_FAMILIES, HEADING_FAMILY))


def _chapters(content: BookContent) -> Iterator[Chapter]:
    view = content.view
    yield "front", "", {}
    yield "contents", "", {}
    for page in content.pages:
        yield "page", view.words(page.title), {"page": page}
    for part in content.parts:
        yield "part", "", {"part": part}
        for module in part.modules:
            head = view.module_title(module.module)
            yield "module", head, {"module": module}
            for item in module.clauses:
                yield "clause", head, {"item": item, "clause": item.clause}
    for key in ("targets", "instruments", "countries"):
        yield f"annex-{key}", content.heading(key), {}
    for section in content.countries:
        yield "country", content.heading("countries"), {"section": section}
    yield "memberships", content.heading("countries"), {}
    for key in ("laws", "resources"):
        yield f"annex-{key}", content.heading(key), {}
    for key in ("glossary", "checklist", "index"):
        yield key, content.heading(key), {}


def font_rules() -> str:
    """The fonts of each language, for text, headings and page numbers: a foreign word gets those of its own."""
    return "\n".join(_font_rules())


def _font_rules() -> Iterator[str]:
    for lang in LANGUAGES:
        text = FAMILIES.get(lang, LATIN_FAMILIES)
        head = text if lang in FAMILIES else (HEADING_FAMILY, *text)
        digits = head if lang != "zh" else LATIN_FAMILIES
        yield f":lang({lang}) {{ --text: {_chain(text)}; --head: {_chain(head)}; --digits: {_chain(digits)} }}"


def _chain(families: tuple[str, ...]) -> str:
    return ", ".join(f'"{family}"' for family in families)


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
        "languages": LANGUAGES,
        "source": SOURCE,
        "values": ANSWER_VALUES,
        "_": labels.gettext,
        "n": labels.ngettext,
        "word": labels.word,
        "date": labels.date,
        "number": partial(number, view.lang),
        "anchor": anchor_name,
        "provision_anchor": provision_anchor,
        "colon": partial(colon, view),
        "strength": partial(strength, view),
        "numbers": partial(numbers, view),
        "names": partial(wording.names, view),
        "states": wording.states(view),
        "cite": wording.citation(view),
        "edition": edition(view),
        "terms": annexes.terms(view),
        "other_instruments": annexes.other_instruments(view),
        "cited_laws": annexes.cited_laws(view),
        "resources": annexes.resources(view),
    }
