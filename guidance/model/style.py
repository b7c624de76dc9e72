"""The house style: names that are written in one way, and words that are often spelled otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from guidance.diagnostics import Pin


@dataclass(frozen=True, slots=True)
class Preferred:
    """How something is written here, and the wordings that are mistakes."""

    label: str
    write: str
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """The house style of English texts; ``longest_law`` is the most words of law that a clause has."""

    longest_law: int | None
    names: dict[str, Preferred]
    spelling: dict[str, Preferred]
    pin: Pin
