"""The shape of a glossary term."""

from __future__ import annotations

from typing import Literal

from guidance.load.records.fields import Confidence, Flag, Note, Plain, Shape, Slug


class TermSourceShape(Shape):
    """Where an instrument defines or uses a term."""

    instrument: Slug
    """The id of an instrument of the register, such as cms-res-12-26."""
    pinpoint: Note
    """The place in the instrument, such as Article 1 or paragraph 1."""
    kind: Literal["definition", "use", "guidance"]
    """What the instrument does with the term.

    definition: It defines the term.
    use: It uses the term without defining it.
    guidance: It explains the term.
    """
    confidence: Confidence
    """How sure the editors are of the place and of what stands there."""
    note: Note | None = None
    """A remark on the place, such as a difference between languages; it is not translated."""


class TermShape(Shape):
    """A glossary term."""

    id: Slug
    """The permanent id: the name of this file without .yaml, such as stopover-site; it never changes."""
    category: Slug
    """The group of the glossary in which the term stands, such as core-concepts."""
    term: Plain
    """The term in English, in lower case unless it is a name, such as “stopover site”."""
    confidence: Confidence
    """How sure the editors are that this is the term in use."""
    variants: list[Note] = []
    """Other English words in use for the same thing."""
    abbreviation: Note | None = None
    """The abbreviation of the term, such as OECM."""
    definition: Plain
    """What the term means, in our own words."""
    legal_definition_exists: Flag
    """Write true if an instrument defines the term in law, and false if none does."""
    sources: list[TermSourceShape] = []
    """The instruments that define, use or explain the term."""
    related: list[Slug] = []
    """The ids of other terms that the reader should see as well."""
    note: Plain | None = None
    """A remark for readers, such as a difference between instruments."""
