"""Data files for machines, the same for every language: ids and English texts, in a stable order, with a version.

``version`` grows when a key is taken away or changes its meaning; a new key alone changes nothing for a program.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from guidance.artifact import Artifact
from guidance.model.corpus import Corpus
from guidance.model.mandate import (
    LedgerRow,
    LedgerState,
    Mapped,
    Move,
    NumberRow,
    Renumbering,
    ledger,
    mandates,
    renumberings,
    threat_rows,
)
from guidance.model.registers import Instrument, Number
from guidance.model.statistics import statistics
from guidance.render.address import data_path
from guidance.render.country_data import country_data

VERSION = 1


def data_artifacts(corpus: Corpus) -> Iterator[Artifact]:
    """Every data file."""
    every = {"mandate": mandate_data(corpus), "statistics": statistics_data(corpus), "countries": country_data(corpus)}
    for name, data in every.items():
        head = {"name": name, "version": VERSION, "language": "en", **_edition(corpus)}
        text = json.dumps(head | data, ensure_ascii=False, indent=1, sort_keys=True)
        yield Artifact(data_path(name), f"{text}\n".encode(), "application/json")


def _edition(corpus: Corpus) -> dict[str, Any]:
    publication = corpus.publication
    return {"edition": publication.edition, "date": publication.date, "status": publication.status}


def mandate_data(corpus: Corpus) -> dict[str, Any]:
    """The ledger: every paragraph of the mandate, every threat that it names, and the numbers old and new."""
    rows = {i.id: ledger(corpus, i) for i in mandates(corpus)}
    states = [row.state for found in rows.values() for row in found]
    return {
        "counts": {state.value: states.count(state) for state in LedgerState} | {"provisions": len(states)},
        "instruments": [_instrument(corpus.instruments[id_], found) for id_, found in rows.items()],
        "threats": [
            {
                "threat": row.threat,
                "provision": f"{row.instrument.id}/{row.provision.label}",
                "clauses": [clause.id for clause in row.clauses],
            }
            for row in threat_rows(corpus)
        ],
        "renumbering": [_renumbering(found) for found in renumberings(corpus)],
    }


def _instrument(instrument: Instrument, rows: Iterable[LedgerRow]) -> dict[str, Any]:
    return {
        "id": instrument.id,
        "title": instrument.title.source,
        "symbol": instrument.symbol,
        "url": instrument.url,
        "as_at": instrument.as_at,
        "provisions": [_provision(row) for row in rows],
    }


def _provision(row: LedgerRow) -> dict[str, Any]:
    provision = row.provision
    names = ("summary_before", "action", "condition", "not_law_because")
    texts = {name: getattr(provision, name) for name in names}
    return {
        "id": row.ref,
        "ref": provision.ref,
        "state": row.state.value,
        "operative": provision.operative,
        "kind": provision.kind,
        "verb": provision.verb,
        "addressees": list(provision.addressees),
        "summary": provision.summary.source,
        **{key: text.source if text else None for key, text in texts.items()},
        "status": provision.status,
        "change": provision.change,
        "successor": provision.successor,
        "number": _number(provision.number),
        "other_reading": _number(provision.other_reading),
        "confidence": provision.confidence,
        "carried_out_by": [_mapping(mapped) for mapped in row.carried_out],
        "helped_by": [_mapping(mapped) for mapped in row.helped],
    }


def _number(number: Number | None) -> dict[str, Any] | None:
    return asdict(number) if number else None


def _mapping(mapped: Mapped) -> dict[str, Any]:
    clause, mapping = mapped
    return {
        "clause": clause.id,
        "relation": mapping.relation,
        "strength": mapping.strength,
        "why": mapping.why.source,
    }


def _renumbering(found: Renumbering) -> dict[str, Any]:
    return {
        "instrument": found.instrument.id,
        "two_readings": found.two_readings,
        "old_to_new": [_number_row(row) for row in found.old_to_new],
        "new_to_old": [_number_row(row) for row in found.new_to_old],
        "only_new": [provision.label for provision in found.added],
        "only_old": [provision.label for provision in found.removed],
    }


def _number_row(row: NumberRow) -> dict[str, Any]:
    moves = {"main": row.main, "other": row.other if row.two_readings else None}
    return {
        "number": row.number,
        "two_readings": row.two_readings,
        **{key: None if found is None else [_move(move) for move in found] for key, found in moves.items()},
    }


def _move(move: Move) -> dict[str, Any]:
    return {"provision": move.provision.label, "number": move.number, "change": move.provision.change}


def statistics_data(corpus: Corpus) -> dict[str, Any]:
    """Everything that is counted."""
    found = statistics(corpus)
    return asdict(found) | {"words": found.words}
