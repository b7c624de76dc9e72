"""Model clauses and the modules they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guidance.diagnostics import Pin
from guidance.model.release import Hold
from guidance.model.text import Text


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A blank that the drafter fills."""

    label: str
    hint: Text
    default: Text | None


@dataclass(frozen=True, slots=True)
class Provision:
    """A paragraph of a clause; its number is computed, its label is permanent."""

    label: str
    heading: Text | None
    text: Text
    children: dict[str, Provision]


@dataclass(frozen=True, slots=True)
class Choice:
    """One wording of an alternative."""

    label: str
    title: Text
    text: Text
    note: Text
    stringency: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """A set of wordings for the provision at ``at`` (labels joined by ``/``)."""

    label: str
    title: Text
    at: str
    mode: str
    how_many: str
    note: Text
    choices: dict[str, Choice]
    pin: Pin


@dataclass(frozen=True, slots=True)
class DraftingNotes:
    """Notes for the drafter, by setting."""

    civil_law: Text
    common_law: Text
    federal: Text
    customary: Text | None
    other_laws: Text
    mistakes: Text
    enforcement: Text


@dataclass(frozen=True, slots=True)
class Implements:
    """What a clause carries out: a target or a provision ``<instrument>/<label>``, exactly one of them."""

    target: str | None
    provision: str | None
    relation: str
    strength: str
    why: Text
    pin: Pin


@dataclass(frozen=True, slots=True)
class Facets:
    """How readers find a clause."""

    aim: tuple[str, ...]
    realm: tuple[str, ...]
    sectors: tuple[str, ...]
    threats: tuple[str, ...]
    channel: tuple[str, ...]
    level: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A provision of real law, with what is worth copying and what is not."""

    law: str
    provision: str | None
    note: Text
    pin: Pin


@dataclass(frozen=True, slots=True)
class Anchors:
    """What must be true of the law for the values that the question decides."""

    full: Text
    partial: Text
    none: Text


@dataclass(frozen=True, slots=True)
class Question:
    """A checklist question; ``label`` is unique in the whole guidance."""

    label: str
    core: bool
    text: Text
    help: Text | None
    anchors: Anchors
    targets: tuple[str, ...]
    pin: Pin


@dataclass(frozen=True, slots=True)
class Clause:
    """A model clause with its typed parts."""

    id: str
    module: str
    status: str
    replaced_by: str | None
    holds: tuple[Hold, ...]
    title: Text
    purpose: Text
    placeholders: dict[str, Placeholder]
    provisions: dict[str, Provision]
    alternatives: dict[str, Alternative]
    no_alternatives: Text | None
    drafting_notes: DraftingNotes
    implements: tuple[Implements, ...]
    depends_on: tuple[str, ...]
    facets: Facets
    examples: tuple[Example, ...]
    no_example_yet: Text | None
    questions: dict[str, Question]
    pin: Pin

    def walk(self) -> Iterator[tuple[str, Provision]]:
        """Every provision with its path (``b/i``), parents first."""
        yield from _walk(self.provisions, "")


def _walk(provisions: dict[str, Provision], prefix: str) -> Iterator[tuple[str, Provision]]:
    for label, provision in provisions.items():
        yield prefix + label, provision
        yield from _walk(provision.children, f"{prefix}{label}/")


@dataclass(frozen=True, slots=True)
class Link:
    """An outside source worth opening."""

    label: str
    title: Text
    url: str
    note: Text | None
    as_at: str


@dataclass(frozen=True, slots=True)
class Module:
    """A module: an introduction, a five-minute summary and clauses in reading order."""

    id: str
    part: str
    order: int
    title: Text
    summary: Text
    introduction: Text
    clauses: tuple[str, ...]
    instruments: tuple[str, ...]
    links: dict[str, Link]
    holds: tuple[Hold, ...]
    pin: Pin
