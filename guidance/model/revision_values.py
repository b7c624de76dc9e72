"""The values of a record that are no texts, each under a stable path, so that two editions can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from guidance.diagnostics import Pin
from guidance.model.text import Text

#: A value as its file has it: one word, or several where a list may stand.
Value = tuple[str, ...]

#: Names and places of things, and the order of clauses, which is told by their places.
_SKIPPED = frozenset({"id", "label", "pin", "order"})
_ORDERS = {"Module": frozenset({"clauses"})}


def values(record: Any) -> Iterator[tuple[str, Value]]:
    """Every value of a record that is no text, as (path, value); none of a record that is not there.

    A path follows the keys of the file, as those of texts do (``questions/corridor-power/core``). The entry of a list
    goes by what it refers to, never by its place; two entries of one name are told apart by ``~2``.
    """
    yield from _below(record, "")


def _below(thing: Any, path: str) -> Iterator[tuple[str, Value]]:
    if isinstance(thing, dict):
        for key, value in thing.items():
            yield from _below(value, _join(path, str(key)))
    elif isinstance(thing, tuple):
        yield from _list(thing, path)
    elif isinstance(thing, bool):
        yield path, (str(thing).lower(),)
    elif isinstance(thing, str | int):
        yield path, (str(thing),)
    elif thing is not None and not isinstance(thing, Text | Pin):
        for name in _names(type(thing)):
            yield from _below(getattr(thing, name), _join(path, name))


def _list(things: tuple[Any, ...], path: str) -> Iterator[tuple[str, Value]]:
    words = tuple(str(thing) for thing in things if not is_dataclass(thing))
    if words:
        yield path, words
    seen: dict[str, int] = {}
    for thing in things:
        if is_dataclass(thing) and not isinstance(thing, Text):
            key = entry_key(thing)
            seen[key] = seen.get(key, 0) + 1
            yield from _below(thing, _join(path, key if seen[key] == 1 else f"{key}~{seen[key]}"))


def entry_key(thing: Any) -> str:
    """What an entry refers to: the steps of its texts say it, or else its first word does."""
    held = [getattr(thing, part.name) for part in fields(thing)]
    text = next((value for value in held if isinstance(value, Text)), None)
    if text is not None:
        return "/".join(text.path.split("/")[1:-1])
    return next((value for value in held if isinstance(value, str)), "")


_NAMES: dict[type, tuple[str, ...]] = {}


def _names(kind: type) -> tuple[str, ...]:
    """The names of the fields of a record that are compared."""
    if kind not in _NAMES:
        skipped = _SKIPPED | _ORDERS.get(kind.__name__, frozenset())
        _NAMES[kind] = tuple(part.name for part in fields(kind) if part.name not in skipped)
    return _NAMES[kind]


def _join(path: str, step: str) -> str:
    return f"{path}/{step}" if path else step
