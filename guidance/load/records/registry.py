"""Which file holds which kind of record, and the checking of its shape."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from guidance.diagnostics import MOST, Diagnostic, Pin, Pointer, did_you_mean, error, more
from guidance.load.records.checklists import ChecklistShape
from guidance.load.records.clause import ClauseShape, ModuleShape
from guidance.load.records.countries import CountryShape
from guidance.load.records.fields import Shape
from guidance.load.records.frameworks import FrameworkShape, ThemesShape
from guidance.load.records.instruments import InstrumentShape
from guidance.load.records.laws import LawShape
from guidance.load.records.links import LinksShape
from guidance.load.records.memberships import MembershipShape, NeighboursShape
from guidance.load.records.patterns import pattern_words
from guidance.load.records.publication import (
    PageFrontShape,
    PublicationShape,
    RegisterTranslationShape,
    TranslationShape,
)
from guidance.load.records.releases import ReleaseShape
from guidance.load.records.resources import ResourceShape
from guidance.load.records.style import StyleShape
from guidance.load.records.terms import TermShape


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its shape, its folder (none for a single file), and how it is translated."""

    name: str
    shape: type[Shape]
    folder: str | None
    one_file_translation: bool = False


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("publication", PublicationShape, None),
        Kind("themes", ThemesShape, None),
        Kind("style", StyleShape, None),
        Kind("neighbours", NeighboursShape, None),
        Kind("links", LinksShape, None),
        Kind("module", ModuleShape, "modules"),
        Kind("clause", ClauseShape, "clauses"),
        Kind("framework", FrameworkShape, "targets"),
        Kind("instrument", InstrumentShape, "instruments", one_file_translation=True),
        Kind("law", LawShape, "laws", one_file_translation=True),
        Kind("country", CountryShape, "countries", one_file_translation=True),
        Kind("membership", MembershipShape, "memberships"),
        Kind("term", TermShape, "terms", one_file_translation=True),
        Kind("resource", ResourceShape, "resources", one_file_translation=True),
        Kind("page", PageFrontShape, "pages"),
        Kind("release", ReleaseShape, "releases", one_file_translation=True),
        Kind("translation", TranslationShape, None),
        Kind("register-translation", RegisterTranslationShape, None),
    )
}
#: A filled checklist is no content: it stands in no folder of it, and has the shape of a record all the same.
CHECKLIST = Kind("checklist", ChecklistShape, None)
FOLDERS: dict[str, Kind] = {kind.folder: kind for kind in KINDS.values() if kind.folder}


def validate(kind: Kind, data: object, path: str) -> tuple[Shape | None, list[Diagnostic]]:
    """Check data against the shape of its kind; every mistake of the file at once."""
    try:
        return kind.shape.model_validate(data), []
    except ValidationError as failure:
        details = failure.errors(include_url=False, include_context=True)
        # Words are compared with words below: a file with a hundred thousand mistakes would take hours.
        shown = details[:MOST]
        misspelt = _misspelt(shown)
        problems = [_diagnostic(kind.shape, d, path) for d in shown if (d["type"], d["loc"]) not in misspelt]
        return None, problems if len(details) <= MOST else [*problems, more(problems[-1], len(details) - MOST)]


def _misspelt(details: list[ErrorDetails]) -> set[tuple[str, tuple[int | str, ...]]]:
    """Missing keys that stand there with a slip in their name: the unknown key says it all."""
    found: set[tuple[str, tuple[int | str, ...]]] = set()
    for detail in details:
        if detail["type"] == "extra_forbidden":
            beside = [
                str(d["loc"][-1]) for d in details if d["type"] == "missing" and d["loc"][:-1] == detail["loc"][:-1]
            ]
            if near := get_close_matches(str(detail["loc"][-1]), beside, n=1):
                found.add(("missing", (*detail["loc"][:-1], near[0])))
    return found


def _diagnostic(shape: type[Shape], detail: ErrorDetails, path: str) -> Diagnostic:
    loc: Pointer = tuple(step for step in detail["loc"] if step != "[key]")
    kind, value = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        known = _keys_at(shape, loc[:-1])
        hint = did_you_mean(str(loc[-1]), known) or f"known keys: {', '.join(known)}"
        return error("G101", f'unknown key "{_short(str(loc[-1]))}"', Pin(path, loc, at_key=True), hint)
    if kind == "missing":
        return error("G102", f'the key "{loc[-1]}" is missing', Pin(path, loc[:-1], at_key=True), f"add {loc[-1]}: …")
    pin = Pin(path, loc, at_key="[key]" in detail["loc"])
    if kind == "literal_error":
        allowed = _allowed(shape, loc)
        hint = did_you_mean(str(value), allowed) or f"write one of: {', '.join(allowed)}"
        return error("G104", f'"{_short(str(value))}" is not a value of {_name(loc)}', pin, hint)
    if kind == "string_pattern_mismatch":
        name, hint = pattern_words(str(detail.get("ctx", {}).get("pattern", "")))
        return error("G105", f'"{_short(value)}" is not {name}', pin, _foreign_letter(str(value)) or hint)
    message = f"{_name(loc)}: {_plain(detail)}"
    return error("G103", message, pin)


def _foreign_letter(value: str) -> str | None:
    """Names the first letter of an id that only looks like a Latin one."""
    for char in value if value.isprintable() and len(value) < 200 else "":
        if char.isalpha() and not char.isascii():
            return f'"{char}" is {unicodedata.name(char, "no letter that is known")}: type it anew in ASCII'
    return None


def _plain(detail: ErrorDetails) -> str:
    expected = {
        "bool_type": "expected true or false",
        "int_type": "expected a whole number",
        "string_type": "expected text",
        "dict_type": "expected keys and values",
        "model_type": "expected keys and values",
        "list_type": "expected a list",
    }.get(detail["type"])
    if expected is None:
        message = detail["msg"]
        return message[0].lower() + message[1:]
    return f"{expected}, found {_described(detail['input'])}"


def _described(value: object) -> str:
    if isinstance(value, dict):
        return "keys and values"
    if isinstance(value, list):
        return "a list"
    return f'"{_short(value)}"'


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _name(loc: Pointer) -> str:
    return ".".join(str(step) for step in loc) or "the file"


def _keys_at(shape: type[Shape], loc: Pointer) -> list[str]:
    found = _annotation_at(shape, loc)
    return list(found.model_fields) if isinstance(found, type) and issubclass(found, Shape) else []


def _allowed(shape: type[Shape], loc: Pointer) -> list[str]:
    values = list(_literals(_annotation_at(shape, loc)))
    if not values and loc:
        # The mistake is in a key of a mapping whose keys are a closed list.
        parent = _unwrap(_annotation_at(shape, loc[:-1]))
        if get_origin(parent) is dict:
            values = list(_literals(get_args(parent)[0]))
    return values


def _literals(annotation: Any) -> Iterator[str]:
    annotation = _unwrap(annotation)
    if get_origin(annotation) is Literal:
        yield from (str(value) for value in get_args(annotation))


def _annotation_at(shape: Any, loc: Pointer) -> Any:
    current: Any = shape
    for step in loc:
        current = _unwrap(current)
        if isinstance(current, type) and issubclass(current, Shape):
            field = current.model_fields.get(str(step))
            current = field.annotation if field else None
        elif get_origin(current) is dict:
            current = get_args(current)[1]
        elif get_origin(current) is list:
            current = get_args(current)[0]
        else:
            return None
    return _unwrap(current)


def _unwrap(annotation: Any) -> Any:
    """Take ``Annotated`` and ``| None`` off a type."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, UnionType):
            inner = [arg for arg in get_args(annotation) if arg is not type(None)]
            annotation = inner[0]
        else:
            return annotation
