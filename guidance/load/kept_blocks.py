"""Blocks as plain data and back, so that a text parsed once need not be parsed again.

Words are strings, every other node a list that starts with one letter. What comes back is checked like what the parser
makes: a node of no known form, a kind of reference or an address that the restricted Markdown does not know is no data.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from guidance.load.markdown import REFERENCE_KINDS
from guidance.model.blocks import (
    SCHEMES,
    Blank,
    Block,
    Emphasis,
    Footnote,
    Inline,
    List,
    OutsideLink,
    Paragraph,
    Reference,
    Words,
)


def packed(blocks: tuple[Block, ...]) -> list[Any]:
    """The blocks as data that JSON can hold."""
    return [_packed_block(block) for block in blocks]


def _packed_block(block: Block) -> list[Any]:
    if isinstance(block, Paragraph):
        return ["p", [_packed_inline(child) for child in block.children]]
    return ["l", block.ordered, [packed(item) for item in block.items]]


def _packed_inline(node: Inline) -> Any:
    match node:
        case Words(text):
            return text
        case Reference(kind, id_, words):
            return ["r", kind, id_, words]
        case Blank(name):
            return ["b", name]
        case Emphasis(children, strong):
            return ["e", strong, [_packed_inline(child) for child in children]]
        case OutsideLink(url, children):
            return ["a", url, [_packed_inline(child) for child in children]]
        case Footnote(children):
            return ["n", [_packed_inline(child) for child in children]]


def unpacked(data: Any) -> tuple[Block, ...] | None:
    """The blocks that were packed; none if the data is anything else."""
    try:
        return tuple([_block(item) for item in data])
    except (TypeError, ValueError, KeyError, RecursionError):
        return None


def _block(data: Any) -> Block:
    mark, *rest = data
    if mark == "p":
        (children,) = rest
        return Paragraph(_inlines(children))
    if mark == "l":
        ordered, items = rest
        return List(_is(ordered, bool), tuple([tuple([_block(block) for block in item]) for item in items]))
    raise ValueError(f"no block: {mark}")


def _inlines(data: Any) -> tuple[Inline, ...]:
    return tuple([Words(item) if type(item) is str else _INLINES[item[0]](*item[1:]) for item in data])


def _reference(kind: Any, id_: Any, words: Any) -> Reference:
    if kind not in REFERENCE_KINDS:
        raise ValueError(f"no kind of reference: {kind}")
    return Reference(kind, _is(id_, str), words if words is None else _is(words, str))


def _link(url: Any, children: Any) -> OutsideLink:
    if not _is(url, str).startswith(SCHEMES):
        raise ValueError(f"no web address: {url}")
    return OutsideLink(url, _inlines(children))


def _is(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(f"no {kind.__name__}: {value}")
    return value


_INLINES: dict[str, Callable[..., Inline]] = {
    "r": _reference,
    "b": lambda name: Blank(_is(name, str)),
    "e": lambda strong, children: Emphasis(_inlines(children), _is(strong, bool)),
    "a": _link,
    "n": lambda children: Footnote(_inlines(children)),
}
