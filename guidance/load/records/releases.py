"""The shapes of holds, of the rules for a release, and of the record of one."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from guidance.load.records.fields import Date, Edition, Integer, Label, LanguageCode, Note, Plain, Shape, Slug

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Doi = Annotated[str, StringConstraints(pattern=r"^10\.[0-9]{4,9}/\S+$", max_length=200)]
#: The name of a file of a release: ASCII, in no folder, and nothing that a server or a shell would read otherwise.
FileName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$", max_length=120)]
#: A record by its kind and id, such as clause/corridor-designation.
RecordName = Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]

PublicationStatus = Literal["draft", "consultation", "final"]
"""How far the edition has come.

draft: The editors still work on it.
consultation: It is open for comments.
final: It is final.
"""

Tolerance = Literal["none", "allowed-as-marked"]
"""Whether an edition may go out with something unfinished.

none: It may not.
allowed-as-marked: It may, because each page and file says so where the reader meets it.
"""


class HoldShape(Shape):
    """A statement that the record must not be published before something is settled."""

    reason: Note
    """What has to be settled, in a sentence that an editor can act on; it is not translated."""
    since: Date
    """The day on which the hold was put, such as '2026-11-23'."""
    by: Note
    """Who put it: a person or an office that can be asked."""


class LanguageRulesShape(Shape):
    """What one language may lack, where that is not what the others may."""

    stale: Tolerance | None = None
    """Whether texts may be older than their English source in this language."""
    missing: Tolerance | None = None
    """Whether texts may be shown in English for want of a translation into this language."""


class ReleaseRulesShape(Shape):
    """What an edition of a status may go out with; what is left out is “none”."""

    holds: Tolerance = "none"
    """Whether records with a hold may be published."""
    stale: Tolerance = "none"
    """Whether translations may be older than their English source."""
    missing: Tolerance = "none"
    """Whether texts may be shown in English for want of a translation."""
    unchecked_links: Tolerance = "none"
    """Whether the edition may go out before any link to another website was checked."""
    languages: dict[LanguageCode, LanguageRulesShape] = {}
    """Exceptions for single languages, each under the code of the language."""


class ReleasedFileShape(Shape):
    """A file of a release."""

    kind: Label
    """What the file is, such as book or checklist."""
    subject: Slug | None = None
    """The id of what it is about, such as a country; left out where it is about the whole guidance."""
    lang: LanguageCode | None = None
    """The language of the file; left out where it is of all languages."""
    size: Integer
    """Its size in bytes."""
    sha256: Sha256
    """Its SHA-256 checksum."""


class RecordChangesShape(Shape):
    """The records that differ from the edition before."""

    since: Edition
    """The edition that this one was compared with."""
    added: list[RecordName] = []
    """New records, by kind and id."""
    changed: list[RecordName] = []
    """Records with a text that is not the same, in any language."""
    withdrawn: list[RecordName] = []
    """Records that are gone, or withdrawn."""
    moved: dict[RecordName, RecordName] = {}
    """Records with another id: the old one, then the new one."""


class WithdrawalShape(Shape):
    """Why an edition must no longer be used."""

    since: Date
    """The day from which it must not be used."""
    reason: Plain
    """The reason, in one sentence for readers."""


class ReleaseShape(Shape):
    """An edition that went out; the command “guidance release” writes this record, and people commit it."""

    id: Edition
    """The edition, which is the name of this file without .yaml."""
    date: Date
    """The date of the edition."""
    status: PublicationStatus
    """How far the edition had come: draft, consultation or final."""
    content: Sha256
    """The checksum of all content files that it was made from."""
    doi: Doi | None = None
    """The DOI of the edition; left out where none was assigned."""
    changes: RecordChangesShape | None = None
    """What changed since the edition before; left out for the first edition."""
    withdrawn: WithdrawalShape | None = None
    """Written by hand if the edition must no longer be used; its files stay where they are."""
    replaced_by: Edition | None = None
    """Written by hand: the edition to use in its place."""
    files: Annotated[dict[FileName, ReleasedFileShape], Field(min_length=1)]
    """Every file of the release, by its name."""
