"""Skeletons that an editor inserts, made from a JSON Schema: the required keys, with a blank for each value."""

from __future__ import annotations

from itertools import count
from typing import Any

Node = dict[str, Any]


def add_snippets(schema: Node) -> None:
    """Give a skeleton to the record itself, and to each shape of which an author adds one more to a list or a mapping."""
    shapes: Node = schema.get("$defs", {})
    repeated = {ref for node in (schema, *shapes.values()) for ref in _repeated(node)}
    for name, node in [("", schema), *shapes.items()]:
        if name in repeated or name == "":
            body = _Skeleton(shapes).of(node)
            node["defaultSnippets"] = [
                {"label": f"new: {node['title'].lower()}", "description": node["description"], "body": body}
            ]


def _repeated(node: Node) -> set[str]:
    """The shapes that stand in the lists and mappings of a shape, at any depth of these."""
    found: set[str] = set()
    for inner in [*node.get("properties", {}).values(), node.get("items"), node.get("additionalProperties")]:
        if isinstance(inner, dict):
            found |= _repeated(inner)
    return found
