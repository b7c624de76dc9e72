"""The shape of an international or regional instrument with its provisions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from guidance.load.records.facets import Threat
from guidance.load.records.fields import (
    Confidence,
    Date,
    Flag,
    Integer,
    Label,
    Note,
    Plain,
    Shape,
    Slug,
    Url,
)

InstrumentType = Literal[
    "cop-decision",
    "cop-decision-group",
    "cop-outcomes",
    "cop-resolution",
    "cop-resolution-group",
    "declaration",
    "draft-cop-decision",
    "eu-directive",
    "eu-regulation",
    "guidance",
    "ipbes-decision",
    "iucn-resolution",
    "mou",
    "partnership",
    "programme",
    "protocol",
    "strategic-plan",
    "treaty",
    "unea-resolution",
    "unga-resolution",
    "working-document",
]
"""What kind of instrument it is.

cop-decision: A decision of the Conference of the Parties to a convention.
cop-decision-group: Several decisions of such conferences, kept in one record.
cop-outcomes: What a meeting of a Conference of the Parties decided, as a whole.
cop-resolution: A resolution of the Conference of the Parties to a convention.
cop-resolution-group: Several resolutions of such conferences, kept in one record.
declaration: A declaration of a conference or an assembly.
draft-cop-decision: A draft for the Conference of the Parties; adopted wording may differ.
eu-directive: A directive of the European Union, which member States carry out in their own law.
eu-regulation: A regulation of the European Union, which applies as it stands.
guidance: Guidelines or other guidance of an organization.
ipbes-decision: A decision of the Plenary of IPBES, the platform on biodiversity and ecosystem services.
iucn-resolution: A resolution of the members of IUCN, the International Union for Conservation of Nature.
mou: A memorandum of understanding.
partnership: A voluntary partnership or network.
programme: A programme of work or a voluntary scheme.
protocol: A protocol to a treaty.
strategic-plan: A strategic plan of a convention.
treaty: A convention, an agreement or another treaty.
unea-resolution: A resolution of the United Nations Environment Assembly.
unga-resolution: A resolution of the General Assembly of the United Nations.
working-document: A document for a meeting, which nobody has adopted.
"""


class NumberShape(Shape):
    """The numbers of a paragraph: as printed in the working document, in the COP13 text, in the draft."""

    printed: Annotated[Note | None, Field(title="Number as printed")] = None
    """The number as the working document of 2023 prints it, where old and new digits may run together, as '212'."""
    cop13: Annotated[Note | None, Field(title="Number at COP13")] = None
    """The number in the text adopted at COP13; leave it out for a paragraph that is new in the draft."""
    draft: Annotated[Note | None, Field(title="Number in the draft")] = None
    """The number in the draft for COP14; leave it out for a paragraph that the draft deletes."""
    note: Note | None = None
    """How the numbers were worked out, where this is not plain."""


class ProvisionShape(Shape):
    """A provision of an instrument in our own words."""

    ref: Annotated[Note, Field(title="Reference")]
    """How the provision is cited, such as Article III.5, paragraph 12 or 13.113(a)."""
    summary: Plain
    """What the provision says, in our own words and not in those of the instrument; of a draft, what it proposes."""
    summary_before: Plain | None = None
    """What the provision says without the amendment, in our own words; leave it out where no source shows it."""
    kind: Literal["preamble", "definition", "guidance", "status"] | None = None
    """What the provision is, where it asks for nothing.

    preamble: It stands before the operative part and gives the reasons.
    definition: It says what a word means.
    guidance: It explains or advises.
    status: It reports what happened or where a process stands.
    """
    binding: Flag
    """Write true if it stands in a treaty, a protocol or an act of European Union law in force, and false otherwise."""
    strength: (
        Literal[
            "shall",
            "shall_endeavour",
            "shall_as_far_as_possible",
            "should",
            "may",
            "encourage",
            "acknowledge",
        ]
        | None
    ) = None
    """How strong the words of the duty are, strongest first.

    shall: A plain duty.
    shall_endeavour: A duty to try.
    shall_as_far_as_possible: A duty within what is possible.
    should: An expectation short of a duty.
    may: A power or a permission.
    encourage: An encouragement.
    acknowledge: A recognition that asks for nothing in itself.
    """
    verb: Note | None = None
    """The operative verb of a resolution or decision as it stands there, such as urges or invites."""
    addressees: list[Label] = []
    """Who is asked to act, such as parties, secretariat or range-states."""
    condition: Plain | None = None
    """What the duty is subject to, such as “Subject to the availability of resources”."""
    action: Plain | None = None
    """What is to be done, as a short phrase that begins with a verb."""
    targets: list[Slug] = []
    """The ids of the goals and targets that the provision serves, such as gbf-3."""
    threats: list[Threat] = []
    """The threats that the provision names for Parties to act against; a clause must answer each of them."""
    not_law_because: Plain | None = None
    """Why no clause carries the provision out, in one sentence: who else is to act, or what became of it."""
    number: NumberShape | None = None
    """The old and the new number of a paragraph that a draft renumbers."""
    other_reading: NumberShape | None = None
    """A second way to read the numbers, where the source leaves more than one."""
    change: Literal["kept", "amended", "deleted", "new", "uncertain"] | None = None
    """What the draft for COP14 does with the paragraph.

    kept: It stays as it is.
    amended: Its words change.
    deleted: It is struck.
    new: It is added.
    uncertain: The source does not show it clearly.
    """
    status: Literal["in-force", "proposed"] | None = None
    """Whether the text summarized here was adopted.

    in-force: It was adopted and stands.
    proposed: It was only proposed; never present it as adopted.
    """
    successor: Note | None = None
    """The item of the draft that takes the place of this one, such as 14.CC(a), or what becomes of it."""
    note: Note | None = None
    """A remark of the editors on the source or the reading; it is not translated."""
    url: Url | None = None
    """The address of a page on this provision, where it has one of its own."""
    confidence: Confidence
    """How sure the editors are of the content and the number."""
    confidence_note: Note | None = None
    """What exactly is sure and what is not, such as “Content high; numbering low.”"""


class RevisionShape(Shape):
    """A revision of an instrument."""

    at: Annotated[Note, Field(title="Meeting")]
    """The meeting that revised the instrument, such as COP13."""
    year: Integer
    """The year of that meeting, such as 2020."""
    note: Note | None = None
    """What is known of the revision."""


class InstrumentShape(Shape):
    """An international or regional instrument."""

    id: Slug
    """The permanent id: the name of this file without .yaml, such as cms-res-12-26; it never changes."""
    title: Plain
    """The full official title in English."""
    short_title: Plain
    """The name by which the instrument is cited on pages, such as “Aarhus Convention”."""
    former_title: Note | None = None
    """A title that the instrument had before."""
    type: InstrumentType
    """What kind of instrument it is, such as treaty or cop-resolution."""
    adopted: Date | None = None
    """When it was adopted: a day, a month or a year; leave it out for drafts and for groups of decisions."""
    adopted_note: Note | None = None
    """What is known of the adoption where one date does not say it, such as “electronic vote”."""
    place: Note | None = None
    """Where it was adopted, with the meeting if there was one, such as “Quito, Ecuador (CMS COP11)”."""
    in_force: Date | None = None
    """When it entered into force, for treaties and acts of European Union law."""
    symbol: Note | None = None
    """The document symbol, written as the body that issues it writes it, such as A/RES/73/284."""
    url: Url | None = None
    """The address of the official text, or of the official page if the text has none."""
    url_confidence: Confidence | None = None
    """How sure the editors are that the address leads to the right text."""
    binding: Flag
    """Write true for a treaty, a protocol or an act of European Union law in force, and false for all others."""
    mandate: Flag = False
    """Write true if the guidance is made to carry it out: each of its paragraphs then needs a clause, or a reason."""
    status: Note | None = None
    """What readers must know of its standing, such as “Superseded by the Samarkand plan”."""
    replaces: Note | None = None
    """The name of the instrument whose place it takes."""
    revisions: list[RevisionShape] = []
    """The revisions of the instrument, the oldest first."""
    notes: list[Note] = []
    """Remarks of the editors on the sources and on what was not checked; they are not translated."""
    facts: Note | None = None
    """Figures about the instrument that help the reader, such as the size of the area it covers."""
    companion_documents: list[Note] = []
    """Symbols of documents that belong to it, with a word on what each holds."""
    depositary: Note | None = None
    """The government or organization that keeps the treaty."""
    motion_number: Note | None = None
    """The number of the motion that became an IUCN resolution, such as '086'."""
    as_at: Date
    """When the record was last compared with its sources: a day, a month or a year."""
    confidence: Confidence
    """How sure the editors are of the title, the dates and the symbol."""
    provisions: dict[Label, ProvisionShape] = {}
    """The provisions that bear on connectivity, each under a label that never changes, such as article-iii-5."""
