"""The shapes of the publication record, of a prose page and of a translation file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from guidance.load.records.countries import AnswerValue
from guidance.load.records.fields import (
    Confidence,
    Date,
    Edition,
    Integer,
    Label,
    LanguageCode,
    NameOrigin,
    Note,
    Plain,
    Rich,
    Shape,
    Slug,
    Url,
)
from guidance.load.records.releases import Doi, HoldShape, PublicationStatus, ReleaseRulesShape


class PartShape(Shape):
    """One of the five parts of the guidance."""

    title: Plain
    """The name of the part, such as “Regulating pressures”."""


class ScaleValueShape(Shape):
    """A value of the answer scale with its anchor sentence."""

    label: Plain
    """The words that stand for the value on pages and in books, such as “Partly provided for”."""
    anchor: Plain
    """The sentence that says when this value is the right answer, whatever the question."""


class CreatorShape(Shape):
    """Who is cited as the author of the publication."""

    name: Note
    """The name as it is cited: an office, a body, or a person as “Family name, Given name”."""
    kind: Literal["organizational", "personal"]
    """Whether it is a body or a person.

    organizational: A body, an office or a group.
    personal: A person.
    """
    identifier: Url | None = None
    """The address of an ORCID or ROR record; leave it out where there is none."""


class RelatedShape(Shape):
    """Another publication that this one stands in a relation to, for library catalogues."""

    url: Url
    """Its address; that of its DOI, https://doi.org/…, where it has one."""
    relation: Literal["IsDerivedFrom", "IsSupplementTo", "IsVersionOf", "References", "Continues", "IsPartOf"]
    """What this publication is to the other, in the words of DataCite.

    IsDerivedFrom: This one was made from the other.
    IsSupplementTo: This one adds to the other.
    IsVersionOf: This one is a version of the other.
    References: This one rests on the other as a source.
    Continues: This one goes on where the other ends.
    IsPartOf: This one is a part of the other.
    """


class PublicationShape(Shape):
    """Title page, mandate, disclaimers and scale: what every page and export carries."""

    title: Plain
    """The title of the publication, as on the title page."""
    subtitle: Plain
    """The line below the title, which says what the publication holds and for whom."""
    short_title: Plain
    """A shorter title for the head of each page of the site."""
    symbol: Note | None = None
    """The document symbol of the publication, such as UNEP/CMS/COP14/Doc.18.2; leave it out until one is assigned."""
    based_on: Note
    """The symbol of the working document on which the publication rests."""
    edition: Edition
    """The edition: the year, a stop and a number within the year, with -draft until final, as in '2026.1-draft'."""
    date: Date
    """The date of the edition, such as '2026-11-23'; nothing in the content is dated later."""
    status: PublicationStatus
    """How far the edition has come: draft, consultation or final."""
    status_note: Plain
    """One sentence on the status that stands on every page and in every export."""
    languages: Annotated[list[LanguageCode], Field(min_length=1)]
    """The codes of the languages in which the publication appears, in the order of the language bar."""
    original_language: LanguageCode
    """The code of the language in which the texts are written first."""
    publisher: Plain
    """Who publishes the publication, as on the title page."""
    creators: list[CreatorShape] = []
    """Who is cited as the author, in that order; without any it is the publisher."""
    doi: Doi | None = None
    """The DOI of this edition, such as 10.5555/12345; leave it out until one is assigned."""
    related: list[RelatedShape] = []
    """Other publications, for library catalogues."""
    release: dict[PublicationStatus, ReleaseRulesShape] = {}
    """What an edition may go out with, for each status; for a status that is not named nothing unfinished may."""
    mandate: Rich
    """Why the publication exists: the decisions that ask for it, with references to their provisions."""
    disclaimers: Annotated[dict[Label, Rich], Field(min_length=1)]
    """What the publication does not say or promise, each disclaimer under a label such as not-legal-advice."""
    courtesy_notice: Plain
    """The sentence that stands on every translated page until a named reviewer has signed it."""
    country_notice: Plain
    """The sentence that stands on the page of every country."""
    scale: dict[AnswerValue, ScaleValueShape]
    """The answer scale: for each value the words that readers see and its anchor sentence."""
    parts: dict[Label, PartShape]
    """The parts of the guidance in their order, each under the label that the modules name."""
    site_url: Annotated[Url, Field(title="Address of the site")]
    """The address at which the site is published, with https:// and a slash at its end."""
    contact: Note
    """The e-mail address to which readers report mistakes."""
    licence: Note
    """The short name of the licence of texts and data, such as CC-BY-4.0."""


class PageFrontShape(Shape):
    """The front matter of a prose page."""

    id: Slug
    """The permanent id: the name of this file without .md, such as how-to-read; it never changes."""
    title: Plain
    """The title of the page, which stands above its text and in the menu."""
    summary: Plain
    """What the page holds, in one sentence."""
    order: Integer
    """The place of the page in its menu, a whole number that no other page of the menu has."""
    menu: Literal["start", "help"]
    """The menu in which the page stands.

    start: The pages with which a reader starts.
    help: The pages about the publication and its use.
    """
    holds: list[HoldShape] = []
    """What must be settled before this is published; each hold stops a release until it is taken out."""


class AuthorshipShape(Shape):
    """Who answers for a translation."""

    status: Literal["courtesy", "reviewed", "official"]
    """What the translation is worth.

    courtesy: An unofficial courtesy translation that nobody has signed yet.
    reviewed: A named reviewer has read and signed it.
    official: The publisher has issued it as an official version.
    """
    reviewer: Note | None = None
    """The name of the person who signed the translation; leave it out for a courtesy translation."""
    reviewed: Date | None = None
    """The day on which the reviewer signed, such as '2026-11-22'."""


class UnitShape(Shape):
    """A translated unit: the digest of the source it was made from, and the text."""

    of: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$"), Field(title="Digest of the source")]
    """Twelve signs that stand for the English text as it was when translated; the program writes them."""
    text: Annotated[str, StringConstraints(min_length=1, max_length=20000)]
    """The translation; it keeps every {placeholder} and the ids in [[references]] as they stand in the English text."""
    origin: NameOrigin | None = None
    """Whose wording the translation is, for names and titles that a framework or a treaty has in this language."""
    confidence: Confidence | None = None
    """How sure the translator is of the wording."""
    variants: list[Note] = []
    """Other wordings that are used for the same thing in this language, for terms of the glossary."""
    note: Note | None = None
    """A remark for other translators and for the reviewer; it is not shown to readers."""


class TranslationShape(Shape):
    """The units of one record in one language."""

    translation: AuthorshipShape
    """Who answers for the translation."""
    units: dict[str, UnitShape]
    """The translated texts, each under the route of keys to the English text, such as provisions/duty/text."""


class RegisterTranslationShape(Shape):
    """The units of all records of a register in one language, by record id."""

    translation: AuthorshipShape
    """Who answers for the translation."""
    records: dict[Slug, dict[str, UnitShape]]
    """The translated texts: first the id of a record, then the key of the English text, such as term or name."""
