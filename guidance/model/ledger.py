"""The ledger: every id ever published. It only grows: an id is never taken away and never given to anything else.

A line holds an entry, ``kind/id`` for a page and ``kind/id#label`` for a permanent place on it. An entry that is gone
names what took its place: ``clause/old-id -> clause/new-id``; its address then leads there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: The id of a release is its edition, such as 2026.1.
_ENTRY = r"[a-z]+/[a-z0-9-]+(?:\.[a-z0-9-]+)?(?:#[a-z0-9_/-]+)?"
_LINE = re.compile(rf"(?P<entry>{_ENTRY})(?: -> (?P<successor>{_ENTRY}))?")


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line of the ledger; ``entry`` is none where the line cannot be read."""

    number: int
    text: str
    entry: str | None
    successor: str | None


def read_lines(lines: Iterable[str]) -> tuple[LedgerLine, ...]:
    """The lines of the ledger, numbered from 1."""
    read = ((number, text, _LINE.fullmatch(text)) for number, text in enumerate(lines, 1))
    return tuple(LedgerLine(n, text, m["entry"] if m else None, m["successor"] if m else None) for n, text, m in read)


def successor(lines: Iterable[LedgerLine], kind: str, id_: str) -> str | None:
    """What took the place of an id that is gone, written as ``kind`` and ``id_`` are; none if the ledger names nothing.

    A provision is ``instrument/label`` and a question its label alone, as in the references to them.
    """
    return next((_id(n.successor) for n in lines if n.successor and n.entry and _is(n.entry, kind, id_)), None)


def _is(entry: str, kind: str, id_: str) -> bool:
    if kind == "question":
        return entry.endswith(f"#question/{id_}")
    return entry == (f"instrument/{id_.replace('/', '#', 1)}" if kind == "provision" else f"{kind}/{id_}")


def _id(entry: str) -> str:
    page, question, label = entry.partition("#question/")
    return label if question else page.partition("/")[2].replace("#", "/", 1)
