"""The structure of the book to HTML: one document for each chapter, with the page numbers of a map.

Chapters are documents of their own because each begins on a new page: they are laid out by several processes, and one
that did not change is not laid out again. The numbers of the pages to which they refer are left open until they are
bound into one PDF (``slots``); only the contents and the index carry numbers from the map.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from importlib.resources import files
from itertools import islice
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from guidance.model.countries import ANSWER_VALUES
from guidance.model.lang import LANGUAGES, SOURCE
from guidance.render.base import environment
from guidance.render.book import annexes, bars, wording
from guidance.render.book.anchors import anchor_name
from guidance.render.book.content import BookClause, BookContent, BookQuestion
from guidance.render.book.index import Letter, build_index
from guidance.render.book.pagemap import Batch, Draft, PageMap, estimate
from guidance.render.book.slots import as_wide_as
from guidance.render.book.spacing import set_spaces
from guidance.render.book.tables import table_anchor
from guidance.render.book.writer import BookWriter, chapter_of, provision_anchor
from guidance.render.numbering import number
from guidance.render.view import View
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

#: Chapters that show numbers as text: in all others they are open.
_LISTS = ("contents", "index")

#: A chapter as its template sees it: the template, the running head, and what it shows.
Chapter = tuple[str, str, dict[str, Any]]
#: What documents show around their pages and beside their texts that are no chapters of the book.
Frame = Mapping[str, Any]
_BOOK: Frame = MappingProxyType({})


class BookText:
    """The text of a book: each chapter is written once, and given the numbers of a map as often as it is asked for."""

    def __init__(self, content: BookContent) -> None:
        """Begin with nothing written."""
        self.content = content
        #: The addresses of the texts that stand in what was written, in reading order.
        self.shown: dict[str, None] = {}
        self._writer = self._new_writer({})
        self._printer = Printer(content)
        self._written: dict[str, str] = {}
        self._heads: dict[str, str] = {}

    def documents(self, page_map: PageMap, first: int | None = None) -> Iterator[str]:
        """The book, or the ``first`` so many chapters, as HTML documents in reading order.

        Each is written when it is asked for. The index joins equal numbers: without numbers it has none.
        """
        return (self._document(chapter, page_map) for chapter in islice(chapters(self.content), first))

    def batches(self, page_map: PageMap, lists_last: bool, first: int | None = None) -> Iterator[Batch]:
        """The same documents with their places; the lists of numbers, where they come last, as a batch of their own."""
        listed = list(enumerate(islice(chapters(self.content), first)))
        if lists_last:
            yield self._batch([entry for entry in listed if entry[1][0] not in _LISTS], page_map)
            listed = [entry for entry in listed if entry[1][0] in _LISTS]
        yield self._batch(listed, page_map)

    def _batch(self, listed: list[tuple[int, Chapter]], page_map: PageMap) -> Batch:
        return ((place, self._document(chapter, page_map)) for place, chapter in listed)

    def _document(self, chapter: Chapter, page_map: PageMap) -> str:
        key = chapter_key(chapter)
        self._heads[key] = chapter[1]
        if chapter[0] in _LISTS:
            return self._list(key, chapter, page_map)
        if key not in self._written:
            self._writer.begin_chapter(key)
            self._written[key] = self._printer.document(chapter, self._writer)
        return as_wide_as(self._written[key], page_map)

    def _list(self, key: str, chapter: Chapter, page_map: PageMap) -> str:
        """A chapter that is nothing but numbers and what they belong to."""
        template, head, more = chapter
        writer = self._new_writer(page_map)
        writer.begin_chapter(key)
        if template == "index":
            more = {"letters": self._letters(page_map)}
        return self._printer.document((template, head, more), writer)

    def _letters(self, page_map: PageMap) -> tuple[Letter, ...]:
        content, heads = self.content, self._heads
        known, places = content.anchors, self._writer.places
        return build_index(content.view, places, known, page_map, lambda anchor: heads[chapter_of(anchor)])

    def _new_writer(self, page_map: PageMap) -> BookWriter:
        content = self.content
        known, paragraphs = content.anchors, content.numbered
        return BookWriter(
            content.view,
            no_address,
            inline_notes=True,
            known=known,
            paragraphs=paragraphs,
            page_map=page_map,
            shown=self.shown,
        )


def write_book(content: BookContent, page_map: PageMap) -> Iterator[str]:
    """The book as HTML documents with the numbers of a map, for whoever needs it once."""
    return BookText(content).documents(page_map)


class Printer:
    """Writes the chapters of one language; what all of them may show is found once."""

    def __init__(self, content: BookContent) -> None:
        """Find it."""
        self._fixed = _context(content)
        self._spaced = partial(set_spaces, content.view.lang)

    def body(self, chapter: Chapter, writer: BookWriter, instead: Frame = _BOOK) -> Markup:
        """What stands in a chapter; ``instead`` has what is not as in the book."""
        template, _head, more = chapter
        shown = {**self._fixed, **instead, **more, "w": writer}
        return Markup(self._spaced(environment().get_template(f"print/{template}.html.j2").render(shown)))

    def document(self, chapter: Chapter, writer: BookWriter, instead: Frame = _BOOK) -> str:
        """A chapter as an HTML document."""
        shell, body = environment().get_template("print/shell.html.j2"), self.body(chapter, writer, instead)
        return shell.render({**self._fixed, **instead}, head=self._spaced(chapter[1]), body=body)


def frame(view: View) -> dict[str, Any]:
    """What the shell of a document shows around its pages, where nothing else is said: what the book does.

    ``title`` names the document, ``foot`` stands in the foot of its pages, ``css`` are classes of its body; ``rise`` is
    by how many levels its headings rise in the tags; ``extract`` has what only extracts show.
    """
    title, short_title = view.corpus.publication.title, view.corpus.publication.short_title
    return {"title": view.words(title), "foot": view.words(short_title), "css": "", "rise": 0, "extract": None}


def guess_pages(text: BookText, first: int | None = None) -> Draft:
    """A page map to begin with when there is none, of all chapters or of the ``first`` so many."""
    return estimate(text.documents({}, first), LINE_HEIGHTS.get(text.content.view.lang, 1.42))


def style_sheet(*more: str) -> str:
    """The style sheet of every chapter of every language, with the rules of other files of the templates after it."""
    folder = files("guidance.render") / "templates" / "print"
    rules = [(folder / name).read_text("utf-8") for name in ("print.css", *more)]
    return "\n".join((*rules, font_rules()))


def all_families() -> frozenset[str]:
    """Every font family that a book may use."""
    return frozenset((*LATIN_FAMILIES, HEADING_FAMILY))


def chapters(content: BookContent) -> Iterator[Chapter]:
    """The chapters of the book, in reading order."""
    view = content.view
    yield "front", "", {}
    yield "contents", "", {"lines": content.contents}
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
        yield key, content.heading(key), {"asked": asked(content)} if key == "checklist" else {}


def chapter_key(chapter: Chapter) -> str:
    """What a chapter is known by, whatever stands before it in the book."""
    template, _head, more = chapter
    match template:
        case "page":
            return anchor_name("page", more["page"].id)
        case "part" | "module":
            return str(more[template].anchor)
        case "clause":
            return str(more["item"].anchor)
        case "country":
            return anchor_name("country", more["section"].country.code)
        case _:
            return template


def asked(content: BookContent, core: bool = False) -> list[tuple[BookClause, tuple[BookQuestion, ...]]]:
    """The clauses with the questions of the checklist, all or the core ones; clauses without any are left out."""
    rows = ((c, tuple(q for q in c.questions if q.question.core or not core)) for c in content.clauses.values())
    return [(clause, questions) for clause, questions in rows if questions]


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


def no_address(kind: str, id_: str, anchor: str) -> None:
    """The writer of the book knows its anchors itself."""


def _context(content: BookContent) -> dict[str, Any]:
    view, labels = content.view, content.view.labels
    return {
        "book": content,
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
        "table_anchor": table_anchor,
        "provision_anchor": provision_anchor,
        "colon": partial(colon, view),
        "strength": partial(strength, view),
        "numbers": partial(numbers, view),
        "names": partial(wording.names, view),
        "bar": partial(bars.bar, view),
        "bar_said": partial(bars.said, view),
        "bar_key": partial(bars.key, view),
        "states": wording.states(view),
        "cite": wording.citation(view),
        "edition": edition(view),
        **frame(view),
        "terms": annexes.terms(view),
        "other_instruments": annexes.other_instruments(view),
        "cited_laws": annexes.cited_laws(view),
        "resources": annexes.resources(view),
    }
