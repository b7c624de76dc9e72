"""What a checklist holds and a form has no field for: it travels in a hidden field, so that nothing is lost.

Nothing that stands in a field is repeated here: who deletes a text from a form has deleted it.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from guidance.model.checklists import FilledChecklist
from guidance.render.form.fields import PROOFS, SIGN_OFFS
from guidance.render.labels import Labels
from guidance.render.xlsx.columns import headings


def carried(checklist: FilledChecklist, asked: Collection[str]) -> str:
    """The hidden text, JSON; ``asked`` are the questions that the form has fields for."""
    replies: dict[str, Any] = {}
    for question, reply in checklist.replies.items():
        if question in asked and not reply.empty:
            notes = [proof.note for proof in reply.proofs[:PROOFS]]
            more = [asdict(proof) for proof in reply.proofs[PROOFS:]]
            replies[question] = {"of": reply.of, "look_again": reply.look_again, "notes": notes, "more": more}
    data = {
        "replies": replies,
        "others": [asdict(reply) for question, reply in checklist.replies.items() if question not in asked],
        "unplaced": [{"why": item.why, "reply": asdict(item.reply)} for item in checklist.unplaced],
        "sign_offs": [asdict(signed) for signed in checklist.sign_offs[SIGN_OFFS:]],
    }
    return json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def remark(labels: Labels, checklist: FilledChecklist, asked: Collection[str]) -> str:
    """What the form says about what it carries; empty if that is nothing that anybody wrote."""
    _ = labels.gettext
    heads = headings(labels)
    replies = [reply for question, reply in checklist.replies.items() if question in asked]
    others = sum(question not in asked and not reply.empty for question, reply in checklist.replies.items())
    counts = {
        heads["law"]: sum(len(reply.proofs[PROOFS:]) for reply in replies),
        heads["proof_note"]: sum(bool(proof.note) for reply in replies for proof in reply.proofs[:PROOFS]),
        heads["look_again"]: sum(bool(reply.look_again) for reply in replies),
        _("Replies without a place"): others + len(checklist.unplaced),
        _("Who signs"): len(checklist.sign_offs[SIGN_OFFS:]),
    }
    pattern = _("{name}: {title}")
    things = [pattern.format(name=name, title=labels.number(count)) for name, count in counts.items() if count]
    if not things:
        return ""
    return _("This file also holds what the form has no room for, and gives it back: {things}.").format(
        things="; ".join(things)
    )
