"""The corpus: everything the guidance says, resolved and linked both ways.

Entities hold the ids of what they refer to; the corpus resolves them, and ``Links`` holds every back-link, computed
once. (Objects that hold each other could not be frozen: clauses, questions and countries form cycles.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guidance.diagnostics import Pin
from guidance.model.blocks import Block
from guidance.model.clause import Clause, Example, Implements, Module, Question
from guidance.model.countries import Answer, Country
from guidance.model.health import LinkHealth
from guidance.model.ledger import LedgerLine
from guidance.model.memberships import Membership, Neighbours, TreatyParties
from guidance.model.publication import Page, Publication
from guidance.model.registers import Framework, Indicator, Instrument, InstrumentProvision, Law, Target, Term, Theme
from guidance.model.release import Release
from guidance.model.resources import Resource
from guidance.model.style import Style
from guidance.model.text import Text


@dataclass(frozen=True, slots=True)
class Links:
    """Back-links by id; every tuple is in reading order.

    ``resources_of_provision`` has what an instrument names elsewhere than in a provision under ``<instrument>/``.
    """

    clauses_of_target: dict[str, tuple[tuple[Clause, Implements], ...]]
    clauses_of_provision: dict[str, tuple[tuple[Clause, Implements], ...]]
    clauses_of_law: dict[str, tuple[tuple[Clause, Example], ...]]
    dependants: dict[str, tuple[Clause, ...]]
    questions_of_target: dict[str, tuple[tuple[Clause, Question], ...]]
    provisions_of_target: dict[str, tuple[tuple[Instrument, InstrumentProvision], ...]]
    laws_of_target: dict[str, tuple[tuple[Law, str], ...]]
    laws_of_country: dict[str, tuple[Law, ...]]
    laws_of_theme: dict[str, tuple[Law, ...]]
    answers_to: dict[str, tuple[tuple[Country, Answer], ...]]
    countries_of_law: dict[str, tuple[tuple[Country, str], ...]]
    treaties_of_country: dict[str, tuple[tuple[TreatyParties, Membership], ...]]
    terms_of_instrument: dict[str, tuple[Term, ...]]
    resources_of_clause: dict[str, tuple[Resource, ...]]
    resources_of_target: dict[str, tuple[Resource, ...]]
    resources_of_provision: dict[str, tuple[Resource, ...]]
    resources_of_country: dict[str, tuple[Resource, ...]]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything, by id; every mapping is in reading order.

    ``blocks`` holds the parsed form of every rich text in every language, by the text itself. ``poisoned`` are the
    (kind, id) of records whose file has mistakes: they are not here, and references to them are no mistake.
    ``memberships`` are by the id of the treaty; ``neighbours`` is none where no list of borders is given. ``ledger``
    holds the lines of the ledger, every id ever published; ``style`` is none where no house style is given, ``health``
    where no link to another website was ever checked. ``releases`` begin with the latest edition.
    """

    publication: Publication
    modules: dict[str, Module]
    clauses: dict[str, Clause]
    frameworks: dict[str, Framework]
    instruments: dict[str, Instrument]
    laws: dict[str, Law]
    countries: dict[str, Country]
    memberships: dict[str, TreatyParties]
    neighbours: Neighbours | None
    terms: dict[str, Term]
    resources: dict[str, Resource]
    themes: dict[str, Theme]
    pages: dict[str, Page]
    releases: dict[str, Release]
    questions: dict[str, tuple[Clause, Question]]
    targets: dict[str, tuple[Framework, Target]]
    links: Links
    texts: tuple[OwnedText, ...]
    blocks: dict[str, tuple[Block, ...]]
    poisoned: frozenset[tuple[str, str]]
    ledger: tuple[LedgerLine, ...]
    style: Style | None
    health: LinkHealth | None

    @property
    def folder(self) -> str:
        """The folder of the content, from the project's root."""
        return self.publication.pin.path.rpartition("/")[0]

    def provision(self, ref: str) -> tuple[Instrument, InstrumentProvision]:
        """The instrument and provision of a reference ``<instrument>/<label>``."""
        instrument_id, label = ref.split("/", 1)
        instrument = self.instruments[instrument_id]
        return instrument, instrument.provisions[label]

    def indicator(self, target_id: str, label: str) -> Indicator:
        """An indicator of the framework a target belongs to."""
        return self.targets[target_id][0].indicators[label]

    def rich_texts(self) -> Iterator[OwnedText]:
        """Every text in the restricted Markdown."""
        return (owned for owned in self.texts if owned.text.rich)


@dataclass(frozen=True, slots=True)
class OwnedText:
    """A text unit with the record it stands in; ``kind/id/path`` is its address."""

    kind: str
    id: str
    text: Text

    @property
    def pin(self) -> Pin:
        """Where the source text stands."""
        return self.text.pin
