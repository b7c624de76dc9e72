"""Texts as HTML for paper: prose carries paragraph numbers, references carry these and pages, places are remembered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from guidance.model.blocks import Block, Paragraph, Reference
from guidance.model.clause import Clause
from guidance.model.text import State, Text, Unit
from guidance.render.book.anchors import anchor_name
from guidance.render.book.pagemap import PageMap
from guidance.render.book.slots import UNKNOWN, open_count, open_number, paragraph_of, table_of
from guidance.render.book.tables import Table
from guidance.render.html import Writer, paragraph_anchor

#: Kinds of things that the index lists; the other references are not worth a line there.
INDEXED = ("term", "clause", "instrument", "country")


@dataclass
class BookWriter(Writer):
    """Writes the texts of one book; ``known`` are the anchors a reference may lead to.

    ``paragraphs`` are those among them that stand over numbered paragraphs.
    """

    known: frozenset[str] = frozenset()
    paragraphs: frozenset[str] = frozenset()
    page_map: PageMap = field(default_factory=dict)
    #: Whether what is written has pages at all.
    paged: bool = True
    #: Anchors of the places where a thing is named, by kind and id, in reading order.
    places: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    #: Law text shows no page numbers: they are no part of the law.
    in_law: bool = False
    #: The key of the chapter. Places and paragraphs are named after it and counted in it, so that a reference, a
    #: paragraph or a chapter more changes no other chapter.
    chapter: str = ""
    #: The addresses of the texts that stand in the book, in reading order.
    shown: dict[str, None] = field(default_factory=dict)
    _count: int = 0
    _count_of_paragraphs: int = 0
    _paged: set[str] = field(default_factory=set)

    def begin_chapter(self, chapter: str) -> None:
        """Set the chapter that is written next, by its key."""
        self.chapter, self._count, self._count_of_paragraphs = chapter, 0, 0

    def enter(self, clause: Clause | None) -> None:
        """Set the clause whose blanks and paragraphs the next texts speak of."""
        self.clause = clause

    def unit(self, text: Text) -> Unit:
        """The unit that is shown, whose state and place are remembered."""
        self.shown[text.address] = None
        return Writer.unit(self, text)

    def words(self, text: Text | str) -> Markup:
        """A title from the content, or one made by the interface."""
        return escape(text) if isinstance(text, str) else self.text(text)

    def numbered(self, text: Text, anchor: str = "") -> Markup:
        """A rich text whose paragraphs carry the running numbers of the book; the first is that of the ``anchor``."""
        unit = self.unit(text)
        self._paged.clear()
        written: list[Markup] = []
        for block in self.view.corpus.blocks[unit.text]:
            if isinstance(block, Paragraph):
                written.append(self._numbered(block, anchor))
                anchor = ""
            else:
                written.append(self._block(block))
        return self._in_language(unit, Markup("\n").join(written), "div")

    def rich(self, text: Text) -> Markup:
        """A rich text as blocks."""
        self._paged.clear()
        return Writer.rich(self, text)

    def rich_inline(self, text: Text) -> Markup:
        """A rich text of one paragraph without its ``<p>``; as blocks if it has more."""
        self._paged.clear()
        return Writer.rich_inline(self, text)

    def direction(self, text: Text) -> Markup:
        """The language and direction of a block that holds one text, if it is not translated yet."""
        missing = self.view.unit(text).state is State.MISSING
        return Markup(' lang="en" dir="ltr"') if missing else Markup("")

    def law(self, text: Text) -> Markup:
        """Law text: references without page numbers."""
        self.in_law = True
        try:
            return self.rich_inline(text)
        finally:
            self.in_law = False

    def caption(self, table: Table) -> Markup:
        """The number and the title of the table that stands here."""
        name = table_of(table.anchor)
        return self._table(table, open_count(name, self.page(name)))

    def listed(self, table: Table) -> Markup:
        """A table in the list of tables, in the words of its caption."""
        return self._table(table, escape(self.page(table_of(table.anchor))))

    def page(self, name: str) -> str:
        """The page of an anchor, or the number of what is counted under a name, as printed."""
        found = self.page_map.get(name)
        return str(found) if found else UNKNOWN

    def link(self, kind: str, id_: str, label: str, words: Markup | str, paged: bool = True) -> Markup:
        """A reference in a list or a table: ``words, page 57``; only the words for what is not in the book."""
        anchor = self.target(kind, id_, label)
        if anchor is None:
            return escape(words)
        link = self._anchor(anchor, kind, id_, escape(words))
        return self._with_page(link, anchor) if paged else link

    def internal(self, anchor: str, words: Markup | str, paged: bool = True) -> Markup:
        """A reference to a part of a thing, which the index does not list."""
        link = Markup('<a href="#{}">{}</a>').format(anchor, words)
        return self._with_page(link, anchor) if paged else link

    def in_table(self, kind: str, id_: str, words: str) -> Markup:
        """A reference in a cell that holds many: ``6.2 (200)``."""
        anchor = self.target(kind, id_)
        if anchor is None:
            return escape(words)
        link = self._anchor(anchor, kind, id_, escape(words))
        pattern = self.view.labels.gettext("{reference} ({page})")
        return escape(pattern).format(reference=link, page=self._open(anchor)) if self.paged else link

    def target(self, kind: str, id_: str, label: str = "") -> str | None:
        """The anchor in the book that a reference leads to: the thing's own if its part has none."""
        return nearest(self.known, kind, id_, label)

    def place(self, kind: str, id_: str, label: str = "") -> str | None:
        """The anchor in the book over the numbered paragraphs that a reference leads to, if there are any."""
        anchor = self.target(kind, id_, label)
        return anchor if anchor in self.paragraphs else None

    def _item(self, blocks: tuple[Block, ...]) -> Markup:
        # On paper the first words are an element of their own, so that they can be drawn after their marker.
        if not self.paged or not blocks or not isinstance(blocks[0], Paragraph):
            return Writer._item(self, blocks)
        words = Markup('<span class="item">{}</span>').format(self._inlines(blocks[0].children))
        return words + Markup("").join(self._block(block) for block in blocks[1:])

    def _numbered(self, block: Paragraph, anchor: str) -> Markup:
        self._count_of_paragraphs += 1
        name = paragraph_of(anchor or f"{self.chapter}-{self._count_of_paragraphs}")
        # No space between the number and the words: an inline boundary after a space may break the line there.
        return Markup('<p class="numbered"><span class="para-number">{}</span>{}</p>').format(
            open_count(name), self._inlines(block.children)
        )

    def _reference(self, node: Reference) -> Markup:
        words, anchor = self._wording(node)
        if node.kind == "para" and self.clause is not None:
            return Markup('<a href="#clause-{}--{}">{}</a>').format(self.clause.id, anchor, words)
        record, _, label = node.id.partition("/")
        kind = "instrument" if node.kind == "provision" else node.kind
        target = self.target(kind, record, label)
        if target is None:
            return Markup('<span class="reference">{}</span>').format(words)
        link = self._anchor(target, kind, record, words)
        # A page number once in a text is enough; terms stand in alphabetical order at the end of the book.
        if kind == "term" or self.in_law or target in self._paged:
            return link
        self._paged.add(target)
        in_brackets = kind != "clause" or node.words is not None
        if place := self.place(kind, record, label):
            return self._with_paragraph(link, target, place, in_brackets)
        return self._with_page(link, target, in_brackets)

    def _with_page(self, link: Markup, anchor: str, in_brackets: bool = False) -> Markup:
        # All patterns stand here as literals, so that the catalogues find them.
        _ = self.view.labels.gettext
        pattern = _("{reference} (page {number})") if in_brackets else _("{reference}, page {number}")
        return escape(pattern).format(reference=link, number=self._open(anchor))

    def _with_paragraph(self, link: Markup, target: str, place: str, in_brackets: bool = False) -> Markup:
        """A reference that leads to a numbered paragraph: its number is the same in all languages, its page is not."""
        _ = self.view.labels.gettext
        paragraph = self._open(paragraph_of(place))
        if not self._has_page(target):
            bracketed, plain = _("{reference} (paragraph {paragraph})"), _("{reference}, paragraph {paragraph}")
            pattern = bracketed if in_brackets else plain
            return escape(pattern).format(reference=link, paragraph=paragraph)
        pattern = (
            _("{reference} (paragraph {paragraph}, page {number})")
            if in_brackets
            else _("{reference}, paragraph {paragraph}, page {number}")
        )
        return escape(pattern).format(reference=link, paragraph=paragraph, number=self._open(target))

    def _has_page(self, target: str) -> bool:
        """Whether what a reference leads to stands on a page of this document."""
        return self.paged

    def _table(self, table: Table, number: Markup) -> Markup:
        name = self.words(table.name) if table.name else ""
        title = escape(table.pattern).format(name=name, number=table.number)
        pattern = self.view.labels.gettext("Table {number}. {title}")
        return escape(pattern).format(number=number, title=title)

    def _open(self, name: str) -> Markup:
        return open_number(name, self.page(name))

    def _anchor(self, anchor: str, kind: str, id_: str, words: Markup) -> Markup:
        css = Markup(' class="term"') if kind == "term" else Markup("")
        place = Markup(' id="{}"').format(self._place(kind, id_)) if kind in INDEXED else Markup("")
        return Markup('<a href="#{}"{}{}>{}</a>').format(anchor, css, place, words)

    def _place(self, kind: str, id_: str) -> str:
        self._count += 1
        name = f"at-{self.chapter}-{self._count}"
        self.places[kind, id_].append(name)
        return name


def nearest(anchors: Collection[str], kind: str, id_: str, label: str) -> str | None:
    """The anchor among these that a reference leads to: the thing's own if its part has none."""
    names = (anchor_name(kind, id_, label), anchor_name(kind, id_))
    return next((name for name in names if name in anchors), None)


def chapter_of(place: str) -> str:
    """The key of the chapter in which a place stands where a thing is named."""
    return place.removeprefix("at-").rpartition("-")[0]


def provision_anchor(clause_id: str, path: str) -> str:
    """The anchor of a provision of a clause in the book."""
    return anchor_name("clause", clause_id, paragraph_anchor(path))
