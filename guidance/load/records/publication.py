"""The shapes of the publication record, of a prose page and of a translation file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from guidance.load.records.countries import AnswerValue
from guidance.load.records.fields import (
    Confidence,
    Date,
    Integer,
    Label,
    Note,
    Plain,
    Rich,
    Shape,
    Slug,
    Url,
)

LanguageCode = Literal["ar", "zh", "en", "fr", "ru", "es"]


class PartShape(Shape):
    """One of the five parts of the guidance."""

    title: Plain


class ScaleValueShape(Shape):
    """A value of the answer scale with its anchor sentence."""

    label: Plain
    anchor: Plain


class PublicationShape(Shape):
    """Title page, mandate, disclaimers and scale: what every page and export carries."""

    title: Plain
    subtitle: Plain
    short_title: Plain
    symbol: Note | None = None
    based_on: Note
    edition: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}\.[0-9]+(-draft)?$")]
    date: Date
    status: Literal["draft", "consultation", "final"]
    status_note: Plain
    languages: Annotated[list[LanguageCode], Field(min_length=1)]
    original_language: LanguageCode
    publisher: Plain
    mandate: Rich
    disclaimers: Annotated[dict[Label, Rich], Field(min_length=1)]
    courtesy_notice: Plain
    country_notice: Plain
    scale: dict[AnswerValue, ScaleValueShape]
    parts: dict[Label, PartShape]
    site_url: Url
    contact: Note
    licence: Note


class PageFrontShape(Shape):
    """The front matter of a prose page."""

    id: Slug
    title: Plain
    summary: Plain
    order: Integer
    menu: Literal["start", "help"]


class AuthorshipShape(Shape):
    """Who answers for a translation."""

    status: Literal["courtesy", "reviewed", "official"]
    reviewer: Note | None = None
    reviewed: Date | None = None


class UnitShape(Shape):
    """A translated unit: the digest of the source it was made from, and the text."""

    of: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]
    text: Annotated[str, StringConstraints(min_length=1, max_length=20000)]
    origin: Annotated[
        Literal["official", "usual", "translation"] | None,
        Field(description="Whether the wording is the framework's or the treaty's own."),
    ] = None
    confidence: Confidence | None = None
    variants: list[Note] = []
    note: Note | None = None


class TranslationShape(Shape):
    """The units of one record in one language."""

    translation: AuthorshipShape
    units: dict[str, UnitShape]


class RegisterTranslationShape(Shape):
    """The units of all records of a register in one language, by record id."""

    translation: AuthorshipShape
    records: dict[Slug, dict[str, UnitShape]]
