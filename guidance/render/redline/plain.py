"""Rich texts as plain lines, one for each paragraph and item, in the words that a reader of their edition saw."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.model.blocks import Blank, Block, Emphasis, Footnote, Inline, OutsideLink, Paragraph, Reference, Words
from guidance.model.clause import Clause
from guidance.render.html import Writer
from guidance.render.view import View


def lines(view: View, text: str, rich: bool, clause: Clause | None = None) -> tuple[str, ...]:
    """The lines of a text of the view's corpus; ``clause`` is the one it stands in, whose blanks are named."""
    if not rich:
        return (" ".join(text.split()),)
    writer = Writer(view, lambda kind, id_, anchor: None, clause=clause)
    return tuple(_of_blocks(view.corpus.blocks[text], writer))


def marked(text: str) -> tuple[str, ...]:
    """The lines of a text as its author typed them, where two texts differ in nothing that is printed."""
    return tuple(" ".join(line.split()) for line in text.split("\n") if line.strip())


def _of_blocks(blocks: tuple[Block, ...], writer: Writer, indent: str = "") -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield indent + _words(block.children, writer)
            continue
        for number, item in enumerate(block.items, 1):
            first, *rest = tuple(_of_blocks(item, writer)) or ("",)
            yield f"{indent}{f'{number}.' if block.ordered else '•'} {first}"
            yield from (f"{indent}\N{EM SPACE}{line}" for line in rest)


def _words(nodes: tuple[Inline, ...], writer: Writer) -> str:
    return "".join(_word(node, writer) for node in nodes)


def _word(node: Inline, writer: Writer) -> str:
    match node:
        case Words(text):
            return " ".join(text.split("\n"))
        case Emphasis(children, _):
            return _words(children, writer)
        case OutsideLink(url, children):
            return f"{_words(children, writer)} <{url}>"
        case Blank(name):
            return f"[{_blank(name, writer)}]"
        case Footnote(children):
            return f" ({_words(children, writer)})"
        case Reference():
            return _reference(node, writer)


def _blank(name: str, writer: Writer) -> str:
    found = writer.clause.placeholders.get(name) if writer.clause else None
    return writer.plain(found.default) if found and found.default else name.replace("_", " ")


def _reference(node: Reference, writer: Writer) -> str:
    try:
        return writer.reference_words(node)
    except KeyError:
        # It leads to a record that could not be read on this side.
        return node.id
