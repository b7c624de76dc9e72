"""The mandate ledger: what each paragraph that the guidance carries out has become, and how its number changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from guidance.model.clause import Clause, Implements
from guidance.model.corpus import Corpus
from guidance.model.registers import Instrument, InstrumentProvision, Number

Mapped = tuple[Clause, Implements]


class LedgerState(StrEnum):
    """What has become of a paragraph."""

    CARRIED_OUT = "carried-out"
    NOT_FOR_LAW = "not-for-law"
    ASKS_NOTHING = "asks-nothing"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A paragraph with the clauses that do what it asks for, and those that only help with it."""

    instrument: Instrument
    provision: InstrumentProvision
    carried_out: tuple[Mapped, ...]
    helped: tuple[Mapped, ...]

    @property
    def ref(self) -> str:
        """The reference to the paragraph, ``<instrument>/<label>``."""
        return f"{self.instrument.id}/{self.provision.label}"

    @property
    def state(self) -> LedgerState:
        """What has become of it."""
        if self.carried_out:
            return LedgerState.CARRIED_OUT
        if self.provision.not_law_because is not None:
            return LedgerState.NOT_FOR_LAW
        return LedgerState.OPEN if self.provision.operative else LedgerState.ASKS_NOTHING


def mandates(corpus: Corpus) -> tuple[Instrument, ...]:
    """The instruments that the guidance is made to carry out: resolutions first, drafts last."""
    order = ("cop-resolution", "cop-decision", "draft-cop-decision")
    found = [i for i in corpus.instruments.values() if i.mandate]
    return tuple(sorted(found, key=lambda i: order.index(i.type) if i.type in order else len(order)))


def ledger(corpus: Corpus, instrument: Instrument) -> tuple[LedgerRow, ...]:
    """Every paragraph of an instrument of the mandate, in its order."""
    return tuple(_row(corpus, instrument, provision) for provision in instrument.provisions.values())


def _row(corpus: Corpus, instrument: Instrument, provision: InstrumentProvision) -> LedgerRow:
    found = corpus.links.clauses_of_provision.get(f"{instrument.id}/{provision.label}", ())
    # Main reasons first; else in the order of the outline.
    mapped = sorted((m for m in found if m[0].status != "withdrawn"), key=lambda m: m[1].strength != "primary")
    carried = tuple(m for m in mapped if m[1].relation == "implements")
    return LedgerRow(instrument, provision, carried, tuple(m for m in mapped if m[1].relation != "implements"))


@dataclass(frozen=True, slots=True)
class ThreatRow:
    """A threat that a paragraph names, with the clauses that answer it."""

    threat: str
    instrument: Instrument
    provision: InstrumentProvision
    clauses: tuple[Clause, ...]


def threat_rows(corpus: Corpus) -> tuple[ThreatRow, ...]:
    """Every threat that an instrument of the mandate names."""
    standing = [clause for clause in corpus.clauses.values() if clause.status != "withdrawn"]
    return tuple(
        ThreatRow(threat, instrument, provision, tuple(c for c in standing if threat in c.facets.threats))
        for instrument in mandates(corpus)
        for provision in instrument.provisions.values()
        for threat in provision.threats
    )


@dataclass(frozen=True, slots=True)
class Move:
    """A paragraph with the number on the other side; none where it is not there."""

    provision: InstrumentProvision
    number: str | None


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number with what stands under it, in the main reading and in the other one; nothing where it is not used."""

    number: str
    main: tuple[Move, ...]
    other: tuple[Move, ...]

    @property
    def two_readings(self) -> bool:
        """Whether the source can be read in two ways here."""
        return self.main != self.other


@dataclass(frozen=True, slots=True)
class Renumbering:
    """The numbers of an instrument in the COP13 text and in the draft, read from either side."""

    instrument: Instrument
    old_to_new: tuple[NumberRow, ...]
    new_to_old: tuple[NumberRow, ...]
    added: tuple[InstrumentProvision, ...]
    removed: tuple[InstrumentProvision, ...]

    @property
    def two_readings(self) -> bool:
        """Whether the source leaves two readings anywhere."""
        return any(row.two_readings for row in (*self.old_to_new, *self.new_to_old))


def renumberings(corpus: Corpus) -> tuple[Renumbering, ...]:
    """The renumbering of every instrument of the mandate that has numbers."""
    made = (_renumbering(instrument) for instrument in mandates(corpus))
    return tuple(renumbering for renumbering in made if renumbering.old_to_new)


def _old(number: Number) -> str | None:
    return number.cop13


def _new(number: Number) -> str | None:
    return number.draft


Side = Callable[[Number], str | None]


def _renumbering(instrument: Instrument) -> Renumbering:
    provisions = [p for p in instrument.provisions.values() if p.number and (p.number.cop13 or p.number.draft)]
    return Renumbering(
        instrument,
        tuple(_rows(provisions, _old, _new)),
        tuple(_rows(provisions, _new, _old)),
        tuple(p for p in provisions if p.number and not p.number.cop13),
        tuple(p for p in provisions if p.number and not p.number.draft),
    )


def _rows(provisions: list[InstrumentProvision], near: Side, far: Side) -> Iterator[NumberRow]:
    """A row for each number of one side, with where it leads on the other."""
    main: dict[str, list[Move]] = {}
    other: dict[str, list[Move]] = {}
    for reading, second in ((main, False), (other, True)):
        for provision in provisions:
            number = provision.other_reading if second and provision.other_reading else provision.number
            if number and (key := near(number)):
                reading.setdefault(key, []).append(Move(provision, far(number)))
    for key in dict.fromkeys([*main, *other]):
        yield NumberRow(key, tuple(main.get(key, ())), tuple(other.get(key, ())))
