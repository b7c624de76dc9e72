"""The JSON Schemas of content files, for editors and for validators that are not ours."""

from __future__ import annotations

import json
from typing import Any

from guidance.load.records.registry import KINDS


def json_schemas() -> dict[str, str]:
    """A JSON Schema (2020-12) for each kind of record, by file name."""
    return {f"{kind.name}.schema.json": _schema(kind.name) for kind in KINDS.values()}


def _schema(name: str) -> str:
    shape = KINDS[name].shape
    made: dict[str, Any] = shape.model_json_schema()
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A {name} of the legislative guidance",
        "description": (shape.__doc__ or "").strip(),
    }
    return json.dumps(_readable({**made, **head}), ensure_ascii=False, indent=1) + "\n"


def _readable(node: Any) -> Any:
    """Drop the titles pydantic makes of key names: editors show the description instead."""
    if isinstance(node, dict):
        kept = {key: _readable(value) for key, value in node.items()}
        if isinstance(kept.get("title"), str) and "type" in kept and kept.get("type") != "object":
            del kept["title"]
        return kept
    if isinstance(node, list):
        return [_readable(item) for item in node]
    return node
