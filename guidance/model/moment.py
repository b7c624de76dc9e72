"""The moment that a file says it was made: that of the edition, never that of the clock."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from guidance.errors import UsageError

_VARIABLE = "SOURCE_DATE_EPOCH"


def source_date() -> datetime | None:
    """What ``SOURCE_DATE_EPOCH`` says, in Greenwich; nothing where it is not set, UsageError where it is no moment.

    https://reproducible-builds.org/specs/source-date-epoch/: whole seconds since 1970.
    """
    said = os.environ.get(_VARIABLE, "")
    if not said:
        return None
    try:
        if said.isascii() and said.isdigit():
            return datetime.fromtimestamp(int(said), UTC)
    except (ValueError, OverflowError, OSError):
        pass
    raise UsageError(f"{_VARIABLE} is {said!r}: write whole seconds since 1970")


def moment_written(edition_date: str) -> datetime:
    """The moment that stands in a file: ``SOURCE_DATE_EPOCH`` where it is set, else midnight of the edition's day."""
    return source_date() or datetime.fromisoformat(edition_date).replace(tzinfo=UTC)


def date_written(edition_date: str) -> str:
    """The same as W3C writes it: the day of the edition, or day and time where ``SOURCE_DATE_EPOCH`` says them."""
    moment = source_date()
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else edition_date
