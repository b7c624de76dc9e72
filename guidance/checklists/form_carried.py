"""What travels in the hidden field of a form: everything that the form has no field for (``render.form.carried``).

It came out of a file that somebody sent: only what has the right kind is taken, and the shape of a checklist judges it
like all else. What a checklist leaves out is left out here too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from guidance.load.yaml import Data

_LISTS = ("others", "unplaced", "sign_offs")


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a reply beside its fields: notes on its proofs, by place, and the proofs after these."""

    of: str
    look_again: str
    notes: tuple[str, ...]
    more: list[Data]


@dataclass(frozen=True, slots=True)
class Carried:
    """What is kept of a checklist beside its fields, as the data that its file would hold."""

    replies: dict[str, Kept] = field(default_factory=dict)
    others: dict[str, Data] = field(default_factory=dict)
    unplaced: list[Data] = field(default_factory=list)
    sign_offs: list[Data] = field(default_factory=list)


def carried_of(found: dict[str, Any]) -> Carried | None:
    """What the field of a form holds; nothing if it is not what was written there."""
    replies = found.get("replies")
    lists = [found.get(name) for name in _LISTS]
    if not isinstance(replies, dict) or not all(isinstance(items, list) for items in lists):
        return None
    try:
        others, unplaced, sign_offs = ([*_mappings(items)] for items in lists)
        return Carried(
            {str(question): _kept(kept) for question, kept in replies.items()},
            {str(reply.pop("question")): reply for reply in others},
            [{"why": str(item["why"]), **_filled(item["reply"])} for item in unplaced],
            [_filled(item) for item in sign_offs],
        )
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return None


def _kept(kept: dict[str, Any]) -> Kept:
    notes = tuple(str(note) for note in kept["notes"])
    return Kept(str(kept["of"]), str(kept["look_again"]), notes, [*_mappings(kept["more"])])


def _mappings(items: Any) -> Iterator[dict[str, Any]]:
    for item in items:
        yield _filled(item)


def _filled(item: dict[str, Any]) -> dict[str, Any]:
    """A mapping without what is empty, in the parts of parts too; numbers and the like become text."""
    return {str(key): made for key, value in item.items() if (made := _plain(value))}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return _filled(value)
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return str(value)
