"""What CSS loads: ``url()``, ``src()``, ``image-set()`` and ``@import``; the only door to tinycss2."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import tinycss2

from guidance.links.places import Written

_CALLS = ("url", "src")
#: Functions that take an address as a mere string.
_LISTS = ("image-set", "-webkit-image-set", "image", "cross-fade")


def loaded_by(css: str) -> Iterator[Written]:
    """Every address that a style sheet, or the style of one tag, makes a browser load.

    A broken address comes as an empty one. One that begins with ``#`` is a part of the page itself, and a name space
    only looks like an address.
    """
    waiting: list[tuple[list[Any], bool]] = [(tinycss2.parse_component_value_list(css, skip_comments=True), False)]
    while waiting:
        nodes, strings = waiting.pop()
        before = ""
        for node in nodes:
            yield from _loaded(node, strings or before == "import", before == "namespace")
            if node.type == "function":
                if before != "namespace":
                    waiting.append((node.arguments, node.lower_name in (*_CALLS, *_LISTS)))
            elif node.type in ("{} block", "() block", "[] block"):
                waiting.append((node.content, False))
            before = _rule(node, before)


def _rule(node: Any, before: str) -> str:
    """The at-rule that goes on after a token: a string or an address after its name is its own."""
    if node.type == "at-keyword":
        return str(node.lower_value)
    ends = node.type in ("string", "url", "{} block") or (node.type == "literal" and node.value == ";")
    return "" if ends else before


def _loaded(node: Any, string_loads: bool, name_space: bool) -> Iterator[Written]:
    if name_space:
        return
    if node.type == "url" or (node.type == "string" and string_loads):
        if not node.value.startswith("#"):
            yield Written(node.value, node.source_line, node.source_column)
    elif node.type == "error" and node.kind == "bad-url":
        yield Written("", node.source_line, node.source_column)
