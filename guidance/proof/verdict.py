"""What was found out about a book, one statement at a time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """Whether a statement holds; one that could not be checked neither holds nor fails."""

    HOLDS = "ok"
    FAILS = "error"
    OPEN = "not checked"


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that should be true of a book: whether it is, in words; with a code and what to do where it is not."""

    outcome: Outcome
    text: str
    code: str = ""
    hint: str = ""


def holds(text: str) -> Statement:
    """A statement that holds."""
    return Statement(Outcome.HOLDS, text)


def fails(code: str, text: str, hint: str = "") -> Statement:
    """A statement that does not hold."""
    return Statement(Outcome.FAILS, text, code, hint)


def unchecked(text: str, hint: str = "") -> Statement:
    """What could not be checked, and why."""
    return Statement(Outcome.OPEN, text, hint=hint)
