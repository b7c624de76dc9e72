"""The JSON Schemas of content files, for editors and for validators that are not ours."""

from __future__ import annotations

import json
import re

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from guidance.load.records.fields import Shape
from guidance.load.records.meanings import Values, field_meanings, list_meanings
from guidance.load.records.patterns import pattern_words
from guidance.load.records.registry import KINDS

#: Words of names that a reader would not say so.
_WORDS = {"id": "identifier", "url": "address", "cms": "CMS", "cbd": "CBD", "at": "at", "Cms": "CMS"}


def json_schemas() -> dict[str, str]:
    """A JSON Schema (2020-12) for each kind of record, by file name."""
    return {f"{kind.name}.schema.json": _schema(kind.shape) for kind in KINDS.values()}


def _schema(shape: type[Shape]) -> str:
    made = shape.model_json_schema(schema_generator=_Teacher)
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


class _Teacher(GenerateJsonSchema):
    """Says in the words of the records what to write, and asks for what the loader asks for.

    An absent key is none for the records; in a file nothing is written as null, so no schema offers it.
    """

    _lists: dict[tuple[str, ...], Values]

    def generate(self, schema: CoreSchema, mode: JsonSchemaMode = "validation") -> JsonSchemaValue:
        self._lists = list_meanings(kind.shape for kind in KINDS.values())
        made = super().generate(schema, mode)
        head = {"$schema": self.schema_dialect, "title": made.pop("title"), "description": made.pop("description")}
        return {**head, **made}

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        made = super().model_schema(schema)
        shape: type[Shape] = schema["cls"]
        made["title"] = _title(re.findall(r"[A-Z][a-z]*", shape.__name__.removesuffix("Shape")))
        meanings = field_meanings(shape)
        for name, node in made["properties"].items():
            node.setdefault("title", _title(name.split("_")))
            if meaning := meanings.get(name):
                node["description"] = meaning.text
                _explain(node, meaning.values)
        return made

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        made = super().str_schema(schema)
        if "pattern" in made:
            name, hint = pattern_words(made["pattern"])
            made["patternErrorMessage"] = f"Not {name} ({hint})."
        return made

    def literal_schema(self, schema: core_schema.LiteralSchema) -> JsonSchemaValue:
        made = super().literal_schema(schema)
        _explain(made, self._lists.get(tuple(schema["expected"]), {}))
        return made

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Keys are held to their pattern; a closed list of keys becomes properties, which editors complete."""
        made = super().dict_schema(schema)
        for pattern, values in made.pop("patternProperties", {}).items():
            made["propertyNames"]["pattern"] = pattern
            made["additionalProperties"] = values
        if "enum" in made.get("propertyNames", {}):
            keys, values = made.pop("propertyNames"), made["additionalProperties"]
            said = dict(zip(keys["enum"], keys["enumDescriptions"], strict=True))
            made["properties"] = {
                key: {**values, "title": _title(key.split("-")), "description": text} for key, text in said.items()
            }
            made["additionalProperties"] = False
        return made

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """An editor writes a default into the file, so only those count that an author could have written."""
        made = super().default_schema(schema)
        if not isinstance(made.get("default"), bool):
            made.pop("default", None)
        return made


def _explain(node: JsonSchemaValue, values: Values) -> None:
    """Set the meaning beside each value of a closed list; a ``ValueError`` where list and text do not match."""
    if not values:
        return
    if list(values) != node.get("enum"):
        raise ValueError(f"the text explains {list(values)}, and the list is {node.get('enum')}")
    node["enumDescriptions"] = list(values.values())


def _title(words: list[str]) -> str:
    said = " ".join(_WORDS.get(word, word.lower()) for word in words)
    return said[0].upper() + said[1:]
