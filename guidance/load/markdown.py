"""The restricted Markdown: text to blocks; the only door to markdown-it-py.

Allowed are paragraphs, lists, emphasis, links, notes ``^[…]``, references ``[[kind:id|words]]`` (a term without a
kind) and placeholders ``{name}``. Everything else is a mistake, never passed through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import markdown_it
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

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

REFERENCE_KINDS = (
    "term",
    "clause",
    "para",
    "module",
    "target",
    "instrument",
    "provision",
    "law",
    "country",
    "resource",
    "page",
)

VERSION = str(markdown_it.__version__)

_REFERENCE = re.compile(r"\[\[(?:(?P<kind>[a-z]+):)?(?P<id>[a-z0-9][a-z0-9_/-]*)(?:\|(?P<words>[^\[\]|]+))?\]\]")
_BLANK = re.compile(r"\{(?P<name>[a-z][a-z0-9_]*)\}")
_SPECIAL = re.compile(r"[*_\[\]{}^\\<>`!#]|\n|^ *(?:[-+] |\d+[.)] )")
#: A text of one line that begins with no sign of a list: a paragraph, and most texts are one.
_IN_LINE = re.compile(r"(?![-+*]|\d+[.)])\S(?:[^\n\t]*\S)?")
_FORBIDDEN = (
    ("G015", re.compile(r"</?[A-Za-z][^>\s]*|<!"), "HTML", "write it in words; text holds no HTML"),
    ("G016", re.compile(r"(?m)^ {0,3}#{1,6} "), "a heading", "give the text a part of its own"),
    ("G016", re.compile(r"!\["), "an image", "images stand in the templates"),
    ("G016", re.compile(r"`"), "code", "use quotation marks"),
    ("G016", re.compile(r"(?m)^ *\|"), "a table", "use a list"),
)


@dataclass(frozen=True, slots=True)
class TextProblem:
    """A mistake in a text: its code, what is wrong, the words meant and what to do."""

    code: str
    message: str
    words: str
    hint: str


@lru_cache(maxsize=100_000)
def parse(text: str) -> tuple[tuple[Block, ...], tuple[TextProblem, ...]]:
    """Blocks of a rich text, and everything in it that the restricted Markdown does not know."""
    if is_plain(text):
        return (Paragraph((Words(text),)),), ()
    problems = list(_forbidden(text))
    if _IN_LINE.fullmatch(text):
        inline = _parser().parseInline(text)[0]
        return (Paragraph(tuple(_inlines(inline.children or [], problems))),), tuple(problems)
    blocks = tuple(_blocks(_parser().parse(text), problems))
    return blocks, tuple(problems)


def is_plain(text: str) -> bool:
    """Whether a text is a paragraph of words and nothing else."""
    return not _SPECIAL.search(text)


def _forbidden(text: str) -> Iterator[TextProblem]:
    for code, pattern, name, hint in _FORBIDDEN:
        if found := pattern.search(text):
            yield TextProblem(code, f"the text holds {name}", found[0].strip(), hint)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["list", "emphasis", "link", "escape", "newline"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.inline.ruler.before("link", "reference", _reference_rule)
    parser.inline.ruler.before("link", "note", _note_rule)
    parser.inline.ruler.before("link", "blank", _blank_rule)
    return parser


def _reference_rule(state: StateInline, silent: bool) -> bool:
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("reference", "", 0)
        token.meta = {"kind": match["kind"] or "term", "id": match["id"], "words": match["words"]}
    state.pos = match.end()
    return True


def _blank_rule(state: StateInline, silent: bool) -> bool:
    match = _BLANK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("blank", "", 0).meta = {"name": match["name"]}
    state.pos = match.end()
    return True


def _note_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("^[", state.pos):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        start, stop = state.pos + 2, state.posMax
        state.push("note_open", "", 1)
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.push("note_close", "", -1)
        state.posMax = stop
    state.pos = end + 1
    return True


def _blocks(tokens: list[Token], problems: list[TextProblem]) -> Iterator[Block]:
    index = 0
    while index < len(tokens):
        token = tokens[index]
        end = _closing(tokens, index)
        inner = tokens[index + 1 : end]
        if token.type == "paragraph_open":
            yield Paragraph(tuple(_inlines(inner[0].children or [], problems)))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            yield List(token.type.startswith("ordered"), tuple(_items(inner, problems)))
        index = end + 1


def _items(tokens: list[Token], problems: list[TextProblem]) -> Iterator[tuple[Block, ...]]:
    index = 0
    while index < len(tokens):
        end = _closing(tokens, index)
        yield tuple(_blocks(tokens[index + 1 : end], problems))
        index = end + 1


def _closing(tokens: list[Token], start: int) -> int:
    depth = 0
    for index in range(start, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index
    return len(tokens) - 1


def _inlines(tokens: list[Token], problems: list[TextProblem]) -> Iterator[Inline]:
    index = 0
    while index < len(tokens):
        token = tokens[index]
        end = _closing(tokens, index) if token.nesting == 1 else index
        yield from _inline(token, tokens[index + 1 : end], problems)
        index = end + 1


def _inline(token: Token, inner: list[Token], problems: list[TextProblem]) -> Iterator[Inline]:
    match token.type:
        case "text":
            if token.content:
                problems += _unread(token.content)
                yield Words(token.content)
        case "softbreak" | "hardbreak":
            yield Words(" ")
        case "em_open" | "strong_open":
            yield Emphasis(tuple(_inlines(inner, problems)), token.type == "strong_open")
        case "link_open":
            url = str(token.attrs.get("href", ""))
            if not url.startswith(SCHEMES):
                problems.append(TextProblem("G017", f'"{url}" is not a web address', url, "write https://…"))
            yield OutsideLink(url, tuple(_inlines(inner, problems)))
        case "note_open":
            yield Footnote(tuple(_inlines(inner, problems)))
        case "reference":
            if token.meta["kind"] not in REFERENCE_KINDS:
                hint = f"kinds: {', '.join(REFERENCE_KINDS)}"
                words = f"[[{token.meta['kind']}:"
                problems.append(TextProblem("G018", f'unknown kind of reference "{token.meta["kind"]}"', words, hint))
            yield Reference(token.meta["kind"], token.meta["id"], token.meta["words"])
        case "blank":
            yield Blank(token.meta["name"])


def _unread(content: str) -> Iterator[TextProblem]:
    """What was meant as a reference or a placeholder but could not be read as one."""
    for mark, hint in (("[[", "write [[kind:id]] or [[term|words]]"), ("{", "write {name} in lower case")):
        if mark in content:
            start = content.index(mark)
            yield TextProblem("G018", f'"{mark}" opens nothing that can be read', content[start : start + 20], hint)
