"""A revision as data: every change by id, path and language, with texts, digests and numbers."""

from __future__ import annotations

import json
from typing import Any

from guidance.model.revision import RecordChange, Renumbered, Revision, UnitChange


def data(revision: Revision) -> bytes:
    """The revision as JSON, UTF-8, indented; the same revision gives the same bytes."""
    made = {
        "from": revision.old_edition,
        "to": revision.new_edition,
        "languages": list(revision.langs),
        "counts": {
            "records": {str(change): count for change, count in sorted(revision.records_by().items())},
            "in": {lang: {str(c): n for c, n in sorted(revision.counts(lang).items())} for lang in revision.langs},
        },
        "records": [_record(record) for record in revision.records],
        "concordance": [_row(row) for row in revision.concordance],
        "not_compared": [{"kind": kind, "id": id_} for kind, id_ in revision.unread],
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def _record(record: RecordChange) -> dict[str, Any]:
    return {
        "kind": record.kind,
        "id": record.id,
        "old_id": record.old_id,
        "change": record.change,
        "successor": record.successor,
        "texts": [_unit(unit) for unit in record.units],
        "values": [
            {"path": value.path, "change": value.change, "old": list(value.old), "new": list(value.new)}
            for value in record.values
        ],
        "places": [
            {
                "path": shift.path,
                "old_path": shift.old_path,
                "change": "moved" if shift.moved else "renumbered",
                "old": list(shift.old),
                "new": list(shift.new),
            }
            for shift in record.shifts
        ],
    }


def _unit(unit: UnitChange) -> dict[str, Any]:
    old_digest, new_digest = unit.digests
    sides = {
        name: {"text": side.text, "language": side.lang, "state": side.state, "digest": digest} if side else None
        for name, side, digest in (("old", unit.old, old_digest), ("new", unit.new, new_digest))
    }
    return {"path": unit.path, "language": unit.lang, "change": unit.change, **sides}


def _row(row: Renumbered) -> dict[str, Any]:
    old, new = (list(place) if place else None for place in (row.old, row.new))
    return {"clause": row.clause, "path": row.path, "old": old, "new": new}
