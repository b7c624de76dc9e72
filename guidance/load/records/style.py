"""The shape of the house style."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from guidance.load.records.fields import Integer, Label, Note, Shape


class PreferredShape(Shape):
    """How something is written here, and the wordings that are mistakes."""

    write: Annotated[Note, Field(description="The wording that stands in every text.")]
    never: Annotated[list[Note], Field(min_length=1, description="Wordings that are mistakes, letter for letter.")]


class StyleShape(Shape):
    """The house style of English texts: the check reports every wording that it calls a mistake."""

    names: Annotated[dict[Label, PreferredShape], Field(description="Names of bodies, instruments and tools.")] = {}
    longest_law: Annotated[
        Integer | None,
        Field(ge=1, description="Words of law in a clause beyond which the check warns; any number if left out."),
    ] = None
    spelling: Annotated[dict[Label, PreferredShape], Field(description="Words, in any case of their letters.")] = {}
