"""Texts of an extract as HTML: what it does not hold leads to the website, in the language of the reader."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from guidance.model.text import Text
from guidance.render.address import SHORT_FOLDERS, page_path, short_path
from guidance.render.book.anchors import anchor_name
from guidance.render.book.writer import BookWriter, nearest


@dataclass
class ExtractWriter(BookWriter):
    """Writes the texts of an extract, and remembers what they name.

    ``known`` are the anchors of what the extract holds: references to these carry page numbers as in the book. All
    others have words that say what they lead to, and the address of the website.
    """

    #: The anchors of the whole book: a reference to a thing that stands elsewhere gives its paragraph there.
    of_book: frozenset[str] = frozenset()
    #: Whether the parts of a clause, such as its alternatives, stand beside its model text.
    whole_clauses: bool = True
    #: The things that are named and stand elsewhere, by kind and id, in reading order.
    named: dict[tuple[str, str], None] = field(default_factory=dict)

    @property
    def site(self) -> str:
        """The address of the website in the language of the extract."""
        return f"{self.view.corpus.publication.site_url}{self.view.lang}/"

    def address_of(self, kind: str, id_: str, label: str = "") -> str:
        """The address of a thing on the website."""
        return f"{self.site}{page_path(kind, id_)}" + (f"#{label}" if label else "")

    @property
    def root(self) -> Markup:
        """The address of the website, as it is typed."""
        return Markup('<span dir="ltr">{}</span>').format(
            self.view.left_to_right(self.view.corpus.publication.site_url.partition("://")[2])
        )

    def address_below(self, kind: str, id_: str) -> Markup:
        """The address of a thing below that of the website, as it is typed: the short link, if it has one."""
        short = kind in SHORT_FOLDERS
        path = short_path(kind, id_) if short else f"{self.view.lang}/{page_path(kind, id_)}"
        address = self.view.corpus.publication.site_url + path
        return Markup('<a href="{}" dir="ltr">{}</a>').format(address, self.view.left_to_right(path))

    def target(self, kind: str, id_: str, label: str = "") -> str:
        """The anchor in the extract that a reference leads to, or an address of the website."""
        found = BookWriter.target(self, kind, id_, label)
        if found is None:
            self.named[kind, id_] = None
        return found or self.address_of(kind, id_, label)

    def place(self, kind: str, id_: str, label: str = "") -> str | None:
        """The anchor in the book, wherever the thing stands: paragraphs have the same numbers everywhere."""
        anchor = nearest(self.of_book, kind, id_, label)
        return anchor if anchor in self.paragraphs else None

    def listed_name(self, kind: str, id_: str) -> Markup:
        """The name of a thing that was named, with the paragraph of the book where it begins."""
        name, place = self.words(self.text_of(kind, id_)), self.place(kind, id_)
        return self._with_paragraph(name, "", place, in_brackets=kind != "clause") if place else name

    def internal(self, anchor: str, words: Markup | str, paged: bool = True) -> Markup:
        """A reference to a part of a clause; without a page number, for it is near or on the website."""
        record, _, label = anchor.partition("--")
        is_near = self.whole_clauses and self.clause is not None and record == anchor_name("clause", self.clause.id)
        if is_near or anchor in self.known:
            return BookWriter.internal(self, anchor, words, paged and not is_near)
        kind, _, id_ = record.partition("-")
        return Markup('<a href="{}">{}</a>').format(self.address_of(kind, id_, label), words)

    def text_of(self, kind: str, id_: str) -> Text | str:
        """The name of a thing that was named, as lists show it."""
        corpus, view = self.view.corpus, self.view
        match kind:
            case "clause":
                return view.clause_reference(corpus.clauses[id_])
            case "module":
                return view.module_title(corpus.modules[id_])
            case "target":
                return view.target_title(*corpus.targets[id_])
            case "instrument":
                return corpus.instruments[id_].title
            case "law":
                return corpus.laws[id_].titles.english
            case "country":
                return corpus.countries[id_].name
            case "resource":
                return corpus.resources[id_].name
            case "term":
                return corpus.terms[id_].term
            case _:
                return corpus.pages[id_].title

    def _with_page(self, link: Markup, anchor: str, in_brackets: bool = False) -> Markup:
        return BookWriter._with_page(self, link, anchor, in_brackets) if self._has_page(anchor) else link

    def _has_page(self, target: str) -> bool:
        return target in self.known

    def _anchor(self, anchor: str, kind: str, id_: str, words: Markup) -> Markup:
        if anchor in self.known:
            return Markup('<a href="#{}">{}</a>').format(anchor, words)
        css = Markup(' class="term"') if kind == "term" else Markup("")
        return Markup('<a href="{}"{}>{}</a>').format(anchor, css, words)
