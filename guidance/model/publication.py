"""The publication itself and its prose pages."""

from __future__ import annotations

from dataclasses import dataclass

from guidance.diagnostics import Pin
from guidance.model.release import STRICT, Hold, ReleaseRules
from guidance.model.text import Text


@dataclass(frozen=True, slots=True)
class Part:
    """One of the five parts of the guidance."""

    label: str
    title: Text


@dataclass(frozen=True, slots=True)
class ScaleValue:
    """A value of the answer scale with its anchor sentence."""

    label: Text
    anchor: Text


@dataclass(frozen=True, slots=True)
class Creator:
    """Who is cited as an author."""

    name: str
    kind: str
    identifier: str | None


@dataclass(frozen=True, slots=True)
class Related:
    """Another publication, and what this one is to it in the words of DataCite."""

    url: str
    relation: str


@dataclass(frozen=True, slots=True)
class Publication:
    """Title page, mandate, disclaimers and scale."""

    title: Text
    subtitle: Text
    short_title: Text
    symbol: str | None
    based_on: str
    edition: str
    date: str
    status: str
    status_note: Text
    languages: tuple[str, ...]
    original_language: str
    publisher: Text
    creators: tuple[Creator, ...]
    doi: str | None
    related: tuple[Related, ...]
    release: dict[str, ReleaseRules]
    mandate: Text
    disclaimers: dict[str, Text]
    courtesy_notice: Text
    country_notice: Text
    scale: dict[str, ScaleValue]
    parts: dict[str, Part]
    site_url: str
    contact: str
    licence: str
    pin: Pin

    @property
    def rules(self) -> ReleaseRules:
        """What this edition may go out with."""
        return self.release.get(self.status, STRICT)


@dataclass(frozen=True, slots=True)
class PageSection:
    """A section of a prose page; ``label`` is its permanent anchor."""

    label: str
    heading: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Page:
    """A prose page."""

    id: str
    title: Text
    summary: Text
    order: int
    menu: str
    introduction: Text | None
    sections: dict[str, PageSection]
    holds: tuple[Hold, ...]
    pin: Pin
