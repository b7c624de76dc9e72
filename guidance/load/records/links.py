"""The shape of the record that the check of outside links writes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from guidance.load.records.fields import Integer, Note, Shape

#: An address as a server or a text gave it: servers use characters that an author may not, and any length.
Address = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
#: A whole day: states are compared from day to day, so a month or a year would not do.
Day = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]


class LinkStateShape(Shape):
    """What is known of one address."""

    state: Literal["alive", "moved", "blocked", "slow", "dead"]
    """What was found when the address was last asked.

    alive: It opens.
    moved: It opens at a new address.
    blocked: Its server refuses a program.
    slow: Nothing came in time.
    dead: It does not open.
    """
    code: Integer | None = None
    """The status the server answered with."""
    reason: Note | None = None
    """What was found, in words."""
    checked: Day
    """The day of the last check."""
    since: Day
    """The first day of the unbroken run of this state."""
    dead_on: list[Day] = []
    """The days on which it was found dead since it last answered well."""
    moved_to: Address | None = None
    """The new address that the server names."""
    archived: Address | None = None
    """A copy in an archive. May be written by hand; a check keeps it."""


class LinksShape(Shape):
    """The health of the links to other websites, written by the check of outside links."""

    checked: Day | None = None
    """The day of the last check."""
    links: dict[Address, LinkStateShape] = {}
    """Every address of the content, as it is written there."""
