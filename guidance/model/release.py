"""Releases: what an edition must keep to before it goes out, and what went out."""

from __future__ import annotations

from dataclasses import dataclass

from guidance.diagnostics import Pin
from guidance.model.text import Text

#: The value of a rule that lets something pass because the reader is told of it.
ALLOWED = "allowed-as-marked"


@dataclass(frozen=True, slots=True)
class Hold:
    """A statement of the editors that a record must not be published before something is settled."""

    reason: str
    since: str
    by: str
    pin: Pin


@dataclass(frozen=True, slots=True)
class LanguageRules:
    """What one language may lack, where that is not what the others may."""

    stale: str | None
    missing: str | None


@dataclass(frozen=True, slots=True)
class ReleaseRules:
    """What an edition of one status may go out with; each rule is ``none`` or ``ALLOWED``."""

    holds: str
    stale: str
    missing: str
    unchecked_links: str
    languages: dict[str, LanguageRules]

    def allows(self, what: str, lang: str = "") -> bool:
        """Whether ``holds``, ``stale``, ``missing`` or ``unchecked_links`` may be there, in a language."""
        own = getattr(self.languages.get(lang), what, None) if lang else None
        return bool((own or getattr(self, what)) == ALLOWED)


#: The rules of an edition whose status the publication says nothing about: the strictest.
STRICT = ReleaseRules("none", "none", "none", "none", {})


@dataclass(frozen=True, slots=True)
class ReleasedFile:
    """A file of a release; ``label`` is its name, ``lang`` is none for a file of all languages."""

    label: str
    kind: str
    subject: str | None
    lang: str | None
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class RecordChanges:
    """The records (``kind/id``) that are new, changed, withdrawn or moved since the edition ``since``.

    ``moved`` maps the old id to the new one.
    """

    since: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    withdrawn: tuple[str, ...]
    moved: dict[str, str]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Why an edition must no longer be used, and since when."""

    since: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Release:
    """An edition that went out: what it was made from, and every file of it."""

    id: str
    date: str
    status: str
    content: str
    doi: str | None
    changes: RecordChanges | None
    withdrawn: Withdrawal | None
    replaced_by: str | None
    files: dict[str, ReleasedFile]
    pin: Pin


def edition_order(edition: str) -> tuple[int, int, bool]:
    """A key that puts editions in the order in which they come: a draft before its final edition."""
    number, _, draft = edition.partition("-")
    year, _, place = number.partition(".")
    return int(year), int(place), not draft
