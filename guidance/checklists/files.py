"""The file of a filled checklist: YAML or JSON to a checklist or diagnostics, and back; what is empty is left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import cast

from guidance.diagnostics import Diagnostic, Pin, error
from guidance.load import yaml
from guidance.load.records.checklists import ChecklistShape, ReplyShape
from guidance.load.records.registry import CHECKLIST, validate
from guidance.load.sources import Source
from guidance.model.checklists import Conflict, FilledChecklist, Proof, Reply, Unplaced, Version
from guidance.model.countries import SignOff

_HEAD = ("country", "lang", "edition", "digest", "scope", "filled_by")
_REPLY = ("value", "reasoning", "practice", "proofs", "note", "of", "look_again")
_PROOF = ("law", "pinpoint", "level", "url", "as_at", "note")
_SIGN_OFF = ("name", "role", "date", "edition")
#: A character beyond the first 65,536 as JSON may write it, in two halves that YAML does not put together.
_HALVES = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


def is_json(path: PurePath) -> bool:
    """Whether a file of this name is JSON; all others are YAML."""
    return path.suffix.lower() == ".json"


def readable(source: Source) -> Source:
    """The source as the strict YAML parser reads it: JSON is YAML, but for characters that it may write in halves."""
    return Source(source.path, _HALVES.sub(_whole, source.text)) if is_json(PurePath(source.path)) else source


def _whole(halves: re.Match[str]) -> str:
    high, low = int(halves[2], 16), int(halves[3], 16)
    return f"{halves[1]}\\U{0x10000 + (high - 0xD800) * 0x400 + (low - 0xDC00):08x}"


def parse(source: Source) -> tuple[FilledChecklist | None, list[Diagnostic]]:
    """Read a ``readable`` source; a checklist, or every mistake in its shape at once."""
    data, problems = yaml.parse(source.path, source.text)
    if data is None:
        return None, problems
    return from_data(data, source.path)


def from_data(data: object, path: str) -> tuple[FilledChecklist | None, list[Diagnostic]]:
    """The checklist that plain data hold, as ``as_data`` makes them; diagnostics lead to the keys of the data."""
    if not isinstance(data, dict):
        return None, [error("G103", "the file: expected keys and values", Pin(path), "write checklist: and replies:")]
    shape, problems = validate(CHECKLIST, data, path)
    return (None, problems) if shape is None else (_checklist(cast(ChecklistShape, shape)), [])


def _checklist(shape: ChecklistShape) -> FilledChecklist:
    head = shape.checklist
    return FilledChecklist(
        country=head.country,
        lang=head.lang,
        edition=head.edition,
        digest=head.digest,
        scope=head.scope,
        filled_by=head.filled_by or "",
        replies={q: reply for q, written in shape.replies.items() if not (reply := _reply(q, written)).empty},
        sign_offs=tuple(SignOff(s.name, s.role, s.date, s.edition) for s in shape.sign_offs),
        conflicts=tuple(
            Conflict(c.question, tuple(Version(tuple(v.sources), _reply(c.question, v)) for v in c.versions))
            for c in shape.conflicts
        ),
        unplaced=tuple(Unplaced(_reply(u.question, u), u.why) for u in shape.unplaced),
    )


def _reply(question: str, shape: ReplyShape) -> Reply:
    return Reply(
        question=question,
        value=shape.value or "",
        reasoning=shape.reasoning or "",
        practice=shape.practice or "",
        proofs=tuple(
            Proof(p.law, p.pinpoint or "", p.level or "", p.url or "", p.as_at or "", p.note or "")
            for p in shape.proofs
        ),
        note=shape.note or "",
        of=shape.of or "",
        look_again=shape.look_again or "",
    )


def as_data(checklist: FilledChecklist, order: Iterable[str] = ()) -> dict[str, yaml.Data]:
    """The checklist as plain data: replies in the order of the questions given, those to other questions after them."""
    ordered = dict.fromkeys((*(q for q in order if q in checklist.replies), *checklist.replies))
    data: dict[str, yaml.Data] = {
        "checklist": _filled(checklist, _HEAD),
        "replies": {q: _reply_data(reply) for q in ordered if not (reply := checklist.replies[q]).empty},
        "sign_offs": [_filled(sign_off, _SIGN_OFF) for sign_off in checklist.sign_offs],
        "conflicts": [
            {
                "question": conflict.question,
                "versions": [{"sources": list(v.sources), **_reply_data(v.reply)} for v in conflict.versions],
            }
            for conflict in checklist.conflicts
        ],
        "unplaced": [{"question": u.reply.question, "why": u.why, **_reply_data(u.reply)} for u in checklist.unplaced],
    }
    return {key: value for key, value in data.items() if value}


def _reply_data(reply: Reply) -> dict[str, yaml.Data]:
    data = _filled(reply, _REPLY)
    if reply.proofs:
        data["proofs"] = [_filled(proof, _PROOF) for proof in reply.proofs]
    return data


def _filled(thing: object, names: Iterable[str]) -> dict[str, yaml.Data]:
    return {name: value for name in names if (value := getattr(thing, name))}


def written(checklist: FilledChecklist, order: Iterable[str] = (), as_json: bool = False) -> str:
    """The text of the file; ``order`` names the questions as they follow each other in the guidance."""
    data = as_data(checklist, order)
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n" if as_json else yaml.dump(data)
