"""Extracts: parts of the book that stand alone on paper. The sheet of a clause, a module, the short form of it all.

They are written from the structure and the templates of the book. A clause is written once, for its sheet and for its
module: what it names leads to the website, and where a document holds it after all, the link is turned when the
chapters are bound. Paragraphs keep the numbers that they have in the book of the same edition.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from markupsafe import Markup, escape

from guidance.model.lang import SOURCE
from guidance.render.address import short_path
from guidance.render.book.content import BookClause, BookContent, BookModule, Line
from guidance.render.book.extract_writer import ExtractWriter
from guidance.render.book.html import Chapter, Printer, asked, no_address, style_sheet
from guidance.render.book.paragraphs import Paragraphs, count_paragraphs
from guidance.render.book.slots import HERE, LAST, counted, open_number, referred, table_of
from guidance.render.view import View

#: The notices of the publication that a sheet of paper must carry wherever it is taken.
NOTICES = ("not-legal-advice", "status-of-text", "courtesy-translation")
#: The kinds of things whose names a sheet explains by an address; terms it explains by their definitions.
ADDRESSED = ("clause", "module", "target", "instrument", "law", "resource", "page")
#: The levels by which the headings of a chapter rise, where its first heading is no longer below others.
_RISE = {"clause": 2, "module": 1}


@dataclass(frozen=True, slots=True)
class Extract:
    """An extract: its kind (``clause``, ``module``, ``short``), its id, its language and its chapters in HTML.

    ``near`` pairs addresses of the website with the anchors of the same things in these chapters. ``numbers`` are those
    that paragraphs and tables have in the book, by their names.
    """

    kind: str
    id: str
    lang: str
    documents: tuple[str, ...]
    near: tuple[tuple[str, str], ...] = ()
    numbers: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Pieces:
    """What the templates of an extract show that those of the book do not."""

    view: View
    #: How many digits the number of the last page is likely to have.
    digits: int = 2

    @property
    def counter(self) -> Markup:
        """Which page of how many: it runs in the foot of every page. The numbers stand close to the word between."""
        pattern = escape(self.view.labels.gettext("{page} of {pages}"))
        before, after = ("left", "right") if self.view.language.direction == "rtl" else ("right", "left")
        room = "0" * self.digits
        page, pages = open_number(f"{HERE}-{before}", room), open_number(f"{LAST}-{after}", room)
        return Markup('<p class="page-counter">{}</p>').format(pattern.format(page=page, pages=pages))

    def short_link(self, kind: str, id_: str) -> Markup:
        """The short link of a clause or module, as it is typed."""
        address = self.view.corpus.publication.site_url + short_path(kind, id_)
        typed = self.view.left_to_right(address.partition("://")[2])
        return Markup('<a href="{}" dir="ltr">{}</a>').format(address, typed)


class Extracts:
    """Writes the extracts of one language."""

    def __init__(self, view: View) -> None:
        """Find what all of them share."""
        self._content, self._view = BookContent(view), view
        self._printer = Printer(self._content)
        self._pieces = Pieces(view)
        self._clauses: dict[str, tuple[str, ExtractWriter]] = {}

    def sheet(self, id_: str) -> Extract:
        """The sheet of a clause."""
        item = self._content.clauses[id_]
        document, writer = self._clause(item)
        title = self._view.clause_title(item.clause)
        about = self._about(title, "clause", id_, self._modules[item.module.id], [writer])
        numbers = dict(self._numbers(item.anchor, document))
        return self._extract("clause", id_, (document, about), numbers)

    def module(self, id_: str) -> Extract:
        """A module with its clauses."""
        module = self._modules[id_]
        known = frozenset((module.anchor, *(clause.anchor for clause in module.clauses)))
        writer = self._writer(known, module.anchor)
        title = self._view.module_title(module.module)
        opening = self._document(("module", self._head(module), {"module": module}), writer, title)
        clauses = [self._clause(item) for item in module.clauses]
        about = self._about(title, "module", id_, module, [writer, *(writer for _, writer in clauses)])
        documents = (opening, *(document for document, _ in clauses), about)
        anchors = (module.anchor, *(item.anchor for item in module.clauses))
        numbers = dict(chain(*map(self._numbers, anchors, documents)))
        return self._extract("module", id_, documents, numbers, tuple(self._near(writer, module)))

    def short(self) -> Extract:
        """The short form: each module in five minutes, the model text of its clauses, and the core checklist."""
        title = self._view.labels.gettext("Short form")
        pieces = Pieces(self._view, digits=3)
        lines = tuple(self._lines())
        known = frozenset(line.anchor for line in lines)
        writer = self._writer(known, "")
        writer.whole_clauses = False
        core = asked(self._content, core=True)
        chapters: list[Chapter] = [("front", "", {}), ("contents", "", {"lines": lines})]
        for module in self._modules.values():
            chapters.append(("short-module", self._view.module_title(module.module), {"module": module}))
        chapters.append(("checklist", self._content.heading("checklist"), {"asked": core}))
        return self._extract("short", "", tuple(self._document(c, writer, title, pieces) for c in chapters), {})

    def _extract(
        self,
        kind: str,
        id_: str,
        documents: tuple[str, ...],
        numbers: dict[str, int],
        near: tuple[tuple[str, str], ...] = (),
    ) -> Extract:
        """An extract with the numbers of all that it counts, and of all paragraphs of the book that it refers to."""
        names = sorted({name for html in documents for name in referred(html)})
        numbers = {name: self._paragraphs.named[name] for name in names if name in self._paragraphs.named} | numbers
        return Extract(kind, id_, self._view.lang, documents, near, tuple(numbers.items()))

    @cached_property
    def _modules(self) -> dict[str, BookModule]:
        return {module.module.id: module for part in self._content.parts for module in part.modules}

    @cached_property
    def _paragraphs(self) -> Paragraphs:
        """The numbers that paragraphs have in the book."""
        return count_paragraphs(self._content)

    def _clause(self, item: BookClause) -> tuple[str, ExtractWriter]:
        if item.clause.id not in self._clauses:
            writer = self._writer(frozenset(), item.anchor)
            chapter = ("clause", self._head(self._modules[item.module.id]), {"item": item, "clause": item.clause})
            title = self._view.clause_title(item.clause)
            self._clauses[item.clause.id] = self._document(chapter, writer, title), writer
        return self._clauses[item.clause.id]

    def _about(self, title: str, kind: str, id_: str, module: BookModule, writers: list[ExtractWriter]) -> str:
        """The page at the end: whose text this is, what readers must know, and where its references lead."""
        own = {(kind, id_)}
        if kind == "module":
            own |= {("clause", clause) for clause in module.module.clauses}
        named = [thing for thing in dict.fromkeys(t for w in writers for t in w.named) if thing not in own]
        writer = self._writer(frozenset(), "")
        notices = [key for key in NOTICES if key != "courtesy-translation" or self._view.lang != SOURCE]
        texts = self._view.corpus.publication.disclaimers
        more = {
            "about": (kind, id_),
            "about_title": title,
            "notices": [texts[key] for key in notices if key in texts],
            "terms": [self._view.corpus.terms[name] for sort, name in named if sort == "term"],
            "named": [(sort, name) for kind_ in ADDRESSED for sort, name in named if sort == kind_],
        }
        return self._document(("extract-end", self._head(module), more), writer, title)

    def _document(self, chapter: Chapter, writer: ExtractWriter, title: str, pieces: Pieces | None = None) -> str:
        frame = {
            "extract_title": title,
            "title": f"{title} – {self._view.words(self._view.corpus.publication.title)}",
            "foot": self._view.words(self._view.corpus.publication.short_title),
            "css": "extract",
            "rise": _RISE.get(chapter[0], 0),
            "extract": pieces or self._pieces,
        }
        return self._printer.document(chapter, writer, frame)

    @cached_property
    def _tables(self) -> dict[str, int]:
        """The numbers that tables have in the book."""
        return {table_of(anchor): number for number, anchor in enumerate(self._content.tables, 1)}

    def _numbers(self, anchor: str, document: str) -> Iterator[tuple[str, int]]:
        """The numbers in the book of all that is counted in a chapter."""
        count = self._paragraphs.before[anchor]
        for name in counted(document):
            if name in self._tables:
                yield name, self._tables[name]
            else:
                count += 1
                yield name, count

    def _writer(self, known: frozenset[str], anchor: str) -> ExtractWriter:
        writer = ExtractWriter(
            self._view,
            no_address,
            inline_notes=True,
            known=known,
            paragraphs=self._content.numbered,
            page_map={**self._tables, **self._paragraphs.named},
            of_book=self._content.anchors,
        )
        writer.begin_chapter(anchor)
        return writer

    def _head(self, module: BookModule) -> str:
        pattern = self._view.labels.gettext("{name}: {title}")
        short_title = self._view.words(self._view.corpus.publication.short_title)
        return pattern.format(name=short_title, title=self._view.module_title(module.module))

    def _near(self, writer: ExtractWriter, module: BookModule) -> Iterator[tuple[str, str]]:
        yield writer.address_of("module", module.module.id), module.anchor
        for item in module.clauses:
            yield writer.address_of("clause", item.clause.id), item.anchor

    def _lines(self) -> Iterator[Line]:
        """The contents of the short form: those of the book that it holds."""
        modules = {module.anchor for module in self._modules.values()}
        clauses = {clause.anchor for clause in self._content.clauses.values()}
        for line in self._content.contents:
            if line.anchor in modules:
                yield Line(1, line.anchor, line.number, line.title)
            elif line.anchor in clauses or line.anchor == self._content.annexes["checklist"].anchor:
                yield line


def extract_style() -> str:
    """The style sheet of every extract: that of the book, and what is different on loose sheets."""
    return style_sheet("extract.css")
