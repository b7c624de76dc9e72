"""Strict YAML: every scalar is the string its author typed; the only door to PyYAML.

Anchors, tags, duplicate keys and empty values are errors. Parsing keeps no positions; ``locate`` composes a file
again when a diagnostic needs its line and column, which only happens for files with mistakes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from guidance.diagnostics import Diagnostic, Pin, Pointer, Related, Span, error, limited
from guidance.load.sources import forbidden_character

Data = dict[str, "Data"] | list["Data"] | str

VERSION = str(yaml.__version__)
_Base = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_MAX_DEPTH = 40
_WIDTH = 120
#: What may be an anchor, an alias, a tag or a deep nesting; only then is the stream of events worth reading.
#: Each pattern begins with what is rare, so that it is found fast.
_SUSPECT = (
    re.compile(r"[&*!](?<![^\s\[{,][&*!])\S"),
    re.compile(r"[-?:][ \t]+(?:[-?:][ \t]+){8}"),
)
_DEEP = " " * 80
_BRACKET = re.compile(r"[\[\]{}]")


#: What a value without quotation marks is when it is empty.
_EMPTY = ("", "~", "null")


class _Loader(_Base):  # type: ignore[misc,valid-type]
    """Resolves no types: every scalar stays a string."""

    def resolve(self, kind: type[Node], value: str, implicit: tuple[bool, bool]) -> str:
        return ""


@dataclass(slots=True)
class _Reading:
    path: str
    problems: list[Diagnostic] = field(default_factory=list)


def parse(path: str, text: str) -> tuple[Data | None, list[Diagnostic]]:
    """Read a document as plain data; nothing and diagnostics if it is not strict YAML."""
    reading = _Reading(path)
    loader = None
    try:
        _forbid_sharing(text, reading)
        if reading.problems:
            return None, reading.problems
        loader = _Loader(text)
        node = loader.get_single_node()
    except yaml.YAMLError as failure:
        return None, [_syntax_error(path, failure)]
    finally:
        if loader is not None:
            loader.dispose()
    if node is None:
        return None, [error("G002", "the file is empty", Pin(path), "write the record or delete the file")]
    data = _data(node, (), reading)
    return (None, limited(reading.problems)) if reading.problems else (data, [])


def dump(data: Data) -> str:
    """Write plain data so that ``parse`` reads the same; a text of several lines stands as a block."""
    written = yaml.dump(data, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return str(written)


class _Writer(_Dumper):  # type: ignore[misc,valid-type]
    """Shares nothing between two places: an alias cannot be read again."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _represent_text(writer: _Writer, text: str) -> Node:
    # For YAML 1.2, which editors read, a digest such as 475213913e48 is a number unless it is quoted.
    style = "|" if "\n" in text else "'" if text[:1].isdigit() else None
    node: Node = writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)
    return node


_Writer.add_representer(str, _represent_text)


def _forbid_sharing(text: str, reading: _Reading) -> None:
    """Report anchors, tags and deep nesting from the event stream, before anything is built from them."""
    suspect = _DEEP in text or any(pattern.search(text) for pattern in _SUSPECT)
    if not suspect and _bracket_depth(text) <= _MAX_DEPTH:
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        found = _forbidden(event, depth)
        if found and event.start_mark:
            code, message = found
            pin = Pin(reading.path, ("@line", event.start_mark.line + 1, event.start_mark.column + 1))
            reading.problems.append(error(code, message, pin, "write the value out"))
            return


def _bracket_depth(text: str) -> int:
    """The deepest nesting that brackets could mean, none where they are few; a deeper one would overflow the stack."""
    if text.count("[") + text.count("{") <= _MAX_DEPTH:
        return 0
    depth = deepest = 0
    for bracket in _BRACKET.findall(text):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _forbidden(event: yaml.Event, depth: int) -> tuple[str, str] | None:
    anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
    if anchor:
        return "G005", f'anchor or alias "{anchor}"'
    if tag:
        return "G006", f'tag "{tag}"'
    return ("G011", "nested too deeply") if depth > _MAX_DEPTH else None


def _data(node: Node, pointer: Pointer, reading: _Reading) -> Data:
    if isinstance(node, ScalarNode):
        return _scalar(node, pointer, reading)
    if isinstance(node, MappingNode):
        return _mapping(node, pointer, reading)
    return [_data(child, (*pointer, index), reading) for index, child in enumerate(node.value)]


def _scalar(node: ScalarNode, pointer: Pointer, reading: _Reading) -> str:
    value = cast(str, node.value)
    if not node.style:
        if value in _EMPTY:
            pin = Pin(reading.path, pointer)
            reading.problems.append(error("G007", "the value is empty", pin, "write a value or delete the key"))
    # Between double quotation marks an escape such as \u202e brings in what the file itself may not hold.
    elif node.style == '"' and (message := forbidden_character(value)):
        reading.problems.append(error("G010", message, Pin(reading.path, pointer), "delete its escape"))
    return value


def _mapping(node: MappingNode, pointer: Pointer, reading: _Reading) -> dict[str, Data]:
    result: dict[str, Data] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, ScalarNode):
            reading.problems.append(error("G003", "a key must be a word", Pin(reading.path, pointer)))
            continue
        key = cast(str, key_node.value)
        if key_node.style == '"' and (message := forbidden_character(key)):
            at_key = Pin(reading.path, (*pointer, key), at_key=True)
            reading.problems.append(error("G010", message, at_key, "delete its escape"))
        if key in result:
            mark = key_node.start_mark
            reading.problems.append(
                error(
                    "G004",
                    f'the key "{key}" is written twice',
                    Pin(reading.path, ("@line", mark.line + 1, mark.column + 1, len(key))),
                    "delete one of the two",
                    (Related("first written here", Pin(reading.path, (*pointer, key), at_key=True)),),
                )
            )
            continue
        result[key] = _data(value_node, (*pointer, key), reading)
    return result


def _syntax_error(path: str, failure: yaml.YAMLError) -> Diagnostic:
    mark = getattr(failure, "problem_mark", None) or getattr(failure, "context_mark", None)
    problem = getattr(failure, "problem", None) or str(failure)
    context = getattr(failure, "context", None)
    message = f"the YAML cannot be read: {problem}" + (f" ({context})" if context else "")
    pin = Pin(path, ("@line", mark.line + 1, mark.column + 1)) if mark else Pin(path)
    return error("G003", message, pin, _syntax_hint(problem))


def _syntax_hint(problem: str) -> str:
    if "tab" in problem or "\\t" in problem:
        return "indent with spaces"
    if "mapping values are not allowed" in problem:
        return 'put text that holds ": " between quotation marks, or use a block (>-)'
    return "check the indentation and the quotation marks of this line and the one before"


class Locator:
    """Finds the span of a pin in one file; composes the file once."""

    def __init__(self, path: str, text: str, front: tuple[str, int] | None = None) -> None:
        """``front`` is the YAML of a page, and the number of lines before it; without it the whole text is YAML."""
        self._path = path
        self._lines = text.split("\n")
        document, self._offset = front or (text, 0)
        self._root: Node | None = None
        try:
            # What the parser refused for its nesting would overflow the stack of the composer here too.
            reading = _Reading(path)
            _forbid_sharing(document, reading)
            if not reading.problems:
                self._root = yaml.compose(document, Loader=_Loader)
        except yaml.YAMLError:
            pass

    def span(self, pin: Pin) -> Span:
        """The concrete place of a pin; the nearest parent where the pointer leads nowhere."""
        if pin.pointer and pin.pointer[0] == "@line":
            return self._at_line(pin)
        key, node = self._walk(pin.pointer)
        if node is None:
            return Span(self._path, 1, 1, 1, 1)
        if pin.words and isinstance(node, ScalarNode) and (found := self._find_in(node, pin.words)):
            return found
        chosen = key if key is not None and (pin.at_key or not isinstance(node, ScalarNode)) else node
        return self._node_span(chosen)

    def _at_line(self, pin: Pin) -> Span:
        line, column = int(pin.pointer[1]), int(pin.pointer[2])
        if pin.words and (found := self._find(pin.words, line - 1, column - 1, len(self._lines) - 1)):
            return found
        width = int(pin.pointer[3]) if len(pin.pointer) > 3 else 1
        return Span(self._path, line, column, line, column + width)

    def _walk(self, pointer: Pointer) -> tuple[Node | None, Node | None]:
        key: Node | None = None
        node = self._root
        for step in pointer:
            found = _child(node, step)
            if found is None:
                break
            key, node = found
        return key, node

    def _node_span(self, node: Node) -> Span:
        start, end = node.start_mark, node.end_mark
        line = start.line + self._offset
        end_column = end.column
        # YAML ends lines at characters that no content file holds; a text from elsewhere may have fewer lines here.
        if end.line > start.line and line < len(self._lines):
            end_column = len(self._lines[line].rstrip())
        return Span(self._path, line + 1, start.column + 1, line + 1, max(end_column, start.column + 1) + 1)

    def _find_in(self, node: ScalarNode, words: str) -> Span | None:
        first, last = node.start_mark.line + self._offset, node.end_mark.line + self._offset
        return self._find(words, first, node.start_mark.column, min(last, len(self._lines) - 1))

    def _find(self, words: str, first: int, column: int, last: int) -> Span | None:
        """Where words stand between two lines (from 0); a text may break its lines anywhere between its words."""
        text = "\n".join(self._lines[first : last + 1])
        pattern = r"\s+".join(re.escape(word) for word in words.split())
        found = re.compile(pattern).search(text, column) if pattern else None
        if found is None:
            return None
        start, start_column = self._place(text, found.start())
        end, end_column = self._place(text, found.end())
        return Span(self._path, first + start + 1, start_column, first + end + 1, end_column)

    def _place(self, text: str, index: int) -> tuple[int, int]:
        """Lines before an index, and its column from 1."""
        return text.count("\n", 0, index), index - text.rfind("\n", 0, index)


def _child(node: Node | None, step: str | int) -> tuple[Node | None, Node] | None:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key, value
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None
