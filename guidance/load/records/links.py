"""The shape of the record that the check of outside links writes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from guidance.load.records.fields import Integer, Note, Shape

#: An address as a server or a text gave it: servers use characters that an author may not, and any length.
Address = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
#: A whole day: states are compared from day to day, so a month or a year would not do.
Day = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]


class LinkStateShape(Shape):
    """What is known of one address."""

    state: Annotated[
        Literal["alive", "moved", "blocked", "slow", "dead"],
        Field(
            description="What was found: it opens; it opens at a new address; its server refuses a program; nothing "
            "came in time; or it does not open."
        ),
    ]
    code: Annotated[Integer | None, Field(description="The status the server answered with.")] = None
    reason: Annotated[Note | None, Field(description="What was found, in words.")] = None
    checked: Annotated[Day, Field(description="The day of the last check.")]
    since: Annotated[Day, Field(description="The first day of the unbroken run of this state.")]
    dead_on: Annotated[
        list[Day], Field(description="The days on which it was found dead since it last answered well.")
    ] = []
    moved_to: Annotated[Address | None, Field(description="The new address that the server names.")] = None
    archived: Annotated[
        Address | None, Field(description="A copy in an archive. May be written by hand; a check keeps it.")
    ] = None


class LinksShape(Shape):
    """The health of the links to other websites, written by the check of outside links."""

    checked: Annotated[Day | None, Field(description="The day of the last check.")] = None
    links: Annotated[
        dict[Address, LinkStateShape], Field(description="Every address of the content, as it is written there.")
    ] = {}
