"""Blocks of rich text to HTML, for the site and the books alike.

Half a page is written here: pieces are put together as plain text, which costs a tenth of ``Markup.format``. What goes
into a piece is escaped there and then, or is ``Markup`` already.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from markupsafe import Markup, escape

from guidance.model.blocks import (
    SCHEMES,
    Blank,
    Block,
    Emphasis,
    Footnote,
    Inline,
    OutsideLink,
    Paragraph,
    Reference,
    Words,
)
from guidance.model.clause import Clause
from guidance.model.text import State, Text, Unit
from guidance.render.view import View

#: Makes the address of a thing from its kind, id and anchor; none where the output has no place for it.
Address = Callable[[str, str, str], str | None]


@dataclass(slots=True)
class Seen:
    """Which states of translation a page shows."""

    units: int = 0
    missing: int = 0
    stale: list[str] = field(default_factory=list)
    translated: int = 0

    def add(self, unit: Unit, name: str) -> None:
        """Count a unit that is shown."""
        self.units += 1
        if unit.state is State.MISSING:
            self.missing += 1
        elif unit.state is State.STALE:
            self.stale.append(name)
        elif unit.state is State.CURRENT:
            self.translated += 1


@dataclass(slots=True)
class Writer:
    """Writes texts of one language as HTML for one page; remembers which states it showed."""

    view: View
    address: Address
    seen: Seen = field(default_factory=Seen)
    clause: Clause | None = None
    notes: list[Markup] = field(default_factory=list)
    inline_notes: bool = False
    elsewhere: bool = False

    def of(self, clause: Clause) -> Writer:
        """A writer for the words of a clause on a page that is not the clause's own."""
        return replace(self, clause=clause, elsewhere=True)

    def text(self, text: Text) -> Markup:
        """A text on one line."""
        unit = self.unit(text)
        return self._in_language(unit, escape(unit.text), "span")

    def plain(self, text: Text) -> str:
        """A text without any markup, for titles and attributes."""
        return self.unit(text).text

    def rich(self, text: Text) -> Markup:
        """A rich text as blocks."""
        unit = self.unit(text)
        return self._in_language(unit, self.blocks(self.view.corpus.blocks[unit.text]), "div")

    def rich_inline(self, text: Text) -> Markup:
        """A rich text of one paragraph without its ``<p>``; as blocks if it has more."""
        unit = self.unit(text)
        blocks = self.view.corpus.blocks[unit.text]
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            return self._in_language(unit, self._inlines(blocks[0].children), "span")
        return self._in_language(unit, self.blocks(blocks), "div")

    def blocks(self, blocks: tuple[Block, ...]) -> Markup:
        """Blocks as HTML."""
        return Markup("\n".join([self._block(block) for block in blocks]))

    def unit(self, text: Text) -> Unit:
        """The unit that is shown, whose state is remembered."""
        unit = self.view.unit(text)
        self.seen.add(unit, text.path)
        return unit

    def _in_language(self, unit: Unit, html: Markup, tag: str) -> Markup:
        if unit.state is not State.MISSING:
            return html
        return Markup(f'<{tag} lang="{unit.lang}" dir="ltr" class="other-language">{html}</{tag}>')

    def _block(self, block: Block) -> Markup:
        if isinstance(block, Paragraph):
            return Markup(f"<p>{self._inlines(block.children)}</p>")
        tag = "ol" if block.ordered else "ul"
        items = "\n".join([f"<li>{self._item(item)}</li>" for item in block.items])
        return Markup(f"<{tag}>\n{items}\n</{tag}>")

    def _item(self, blocks: tuple[Block, ...]) -> Markup:
        # A list item that is one paragraph holds its words directly: <li><p> breaks the tags of the PDF.
        if blocks and isinstance(blocks[0], Paragraph):
            rest = "".join([self._block(block) for block in blocks[1:]])
            return Markup(f"{self._inlines(blocks[0].children)}{rest}")
        return self.blocks(blocks)

    def _inlines(self, nodes: tuple[Inline, ...]) -> Markup:
        return Markup("".join([self._inline(node) for node in nodes]))

    def _inline(self, node: Inline) -> Markup:
        match node:
            case Words(text):
                return escape(text)
            case Emphasis(children, strong):
                tag = "strong" if strong else "em"
                return Markup(f"<{tag}>{self._inlines(children)}</{tag}>")
            case OutsideLink(url, children):
                words = self._inlines(children)
                # The loader lets no other through; whatever comes another way is not followed either.
                if not url.startswith(SCHEMES):
                    return words
                return Markup(f'<a href="{escape(url)}" rel="external">{words}</a>')
            case Blank(name):
                return self._blank(name)
            case Footnote(children):
                return self._note(children)
            case Reference():
                return self._reference(node)

    def _blank(self, name: str) -> Markup:
        placeholder = self.clause.placeholders.get(name) if self.clause else None
        if placeholder is None:
            return Markup(f'<span class="blank">[{escape(name.replace("_", " "))}]</span>')
        words = self.text(placeholder.default) if placeholder.default else escape(name.replace("_", " "))
        return Markup(f'<span class="blank" data-name="{escape(name)}">[{words}]</span>')

    def _note(self, children: tuple[Inline, ...]) -> Markup:
        words = self._inlines(children)
        if self.inline_notes:
            return Markup(f'<span class="footnote">{words}</span>')
        self.notes.append(words)
        number = len(self.notes)
        return Markup(f'<sup id="note-ref-{number}"><a href="#note-{number}" class="note-ref">{number}</a></sup>')

    def _reference(self, node: Reference) -> Markup:
        words, anchor = self._wording(node)
        if node.kind == "para" and self.clause is not None:
            there = self.address("clause", self.clause.id, anchor) if self.elsewhere else f"#{anchor}"
            return Markup(f'<a href="{escape(there)}">{words}</a>')
        record, _, label = node.id.partition("/")
        kind = "instrument" if node.kind == "provision" else node.kind
        address = self.address(kind, record, label)
        if address is None:
            return Markup(f'<span class="reference">{words}</span>')
        css = ' class="term"' if node.kind == "term" else ""
        return Markup(f'<a href="{escape(address)}"{css}>{words}</a>')

    def _wording(self, node: Reference) -> tuple[Markup, str]:
        """The words of a reference, and the anchor of a paragraph."""
        is_paragraph = node.kind == "para" and self.clause is not None
        return escape(self.reference_words(node)), paragraph_anchor(node.id) if is_paragraph else ""

    def reference_words(self, node: Reference) -> str:
        """The words of a reference without its link."""
        if node.kind == "para" and self.clause is not None:
            return self.view.paragraph_reference(self.clause, node.id)
        return node.words or self._name(node)

    def _name(self, node: Reference) -> str:
        view, corpus = self.view, self.view.corpus
        match node.kind:
            case "term":
                return view.words(corpus.terms[node.id].term)
            case "clause":
                return view.clause_reference(corpus.clauses[node.id])
            case "module":
                return view.module_title(corpus.modules[node.id])
            case "target":
                return view.target_name(*corpus.targets[node.id])
            case "instrument":
                return view.words(corpus.instruments[node.id].short_title)
            case "provision":
                return view.provision_name(*corpus.provision(node.id))
            case "law":
                return view.words(corpus.laws[node.id].titles.english)
            case "country":
                return view.words(corpus.countries[node.id].name)
            case "resource":
                return view.words(corpus.resources[node.id].name)
            case _:
                return view.words(corpus.pages[node.id].title)


def paragraph_anchor(path: str) -> str:
    """The permanent anchor of a provision of a clause: its labels, joined."""
    return "p-" + path.replace("/", "-")
