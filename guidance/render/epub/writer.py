"""Texts of the book for screens: references give paragraphs but no pages, footnotes stand at the end of a chapter."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from guidance.model.blocks import Inline
from guidance.render.book.writer import BookWriter


@dataclass
class EpubWriter(BookWriter):
    """Writes the texts of one book; a link names the anchor alone, in whatever file it stands."""

    paged: bool = False

    def begin_chapter(self, chapter: str) -> None:
        """Set the chapter that is written next; it begins without footnotes."""
        BookWriter.begin_chapter(self, chapter)
        self.notes.clear()

    def footnotes(self) -> Markup:
        """The footnotes of the chapter so far."""
        return Markup("\n").join(
            Markup(
                '<aside id="note-{0}-{1}" class="footnote" epub:type="footnote" role="doc-footnote">{2}</aside>'
            ).format(self.chapter, number, words)
            for number, words in enumerate(self.notes, 1)
        )

    def _note(self, children: tuple[Inline, ...]) -> Markup:
        self.notes.append(self._inlines(children))
        return Markup('<a href="#note-{0}-{1}" class="note" epub:type="noteref" role="doc-noteref">{1}</a>').format(
            self.chapter, len(self.notes)
        )

    def _with_page(self, link: Markup, anchor: str, in_brackets: bool = False) -> Markup:
        return link

    def _anchor(self, anchor: str, kind: str, id_: str, words: Markup) -> Markup:
        css = Markup(' class="term"') if kind == "term" else Markup("")
        return Markup('<a href="#{}"{}>{}</a>').format(anchor, css, words)
