"""Wordings that the site and the books share: how strongly a provision speaks, its numbers, labels."""

from __future__ import annotations

from markupsafe import Markup, escape

from guidance.model.registers import InstrumentProvision, Number
from guidance.render.view import View


def colon(view: View, label: str) -> Markup:
    """A label with its colon, as the language sets it."""
    return Markup(escape(view.labels.gettext("{label}:"))).format(label=label)


def file_size(view: View, size: int) -> str:
    """The size of a file, given in bytes, as readers know it."""
    _, number = view.labels.gettext, view.labels.decimal
    if size >= 1_000_000:
        return _("{size} MB").format(size=number(size / 1_000_000))
    return _("{size} kB").format(size=number(max(size / 1_000, 0.1)))


def strength(view: View, provision: InstrumentProvision) -> str:
    """How strongly a provision speaks: its duty word if it binds, its operative verb if not."""
    labels = view.labels
    if provision.strength:
        return labels.word("strength", provision.strength)
    if provision.verb:
        return labels.word("verb", provision.verb)
    return labels.gettext("binding") if provision.binding else labels.gettext("not binding")


def numbers(view: View, found: Number) -> list[str]:
    """The old and the new number of a paragraph."""
    _ = view.labels.gettext
    old, new = (view.left_to_right(number) if number else None for number in (found.cop13, found.draft))
    return [
        _("COP13 text: {number}").format(number=old) if old else _("not in the COP13 text"),
        _("draft: {number}").format(number=new) if new else _("not in the draft"),
    ]


def all_numbers(view: View, found: Number) -> Markup:
    """The old and the new number of a paragraph, the number as printed, and the remark on it, which is in English."""
    parts = numbers(view, found)
    if found.printed:
        printed = view.left_to_right(found.printed)
        parts.append(view.labels.gettext("printed as: {number}").format(number=printed))
    remark = Markup('<span lang="en" dir="ltr">{}</span>').format(found.note) if found.note else None
    return Markup(" · ").join([*parts, *([remark] if remark else [])])


def edition(view: View) -> str:
    """The edition and its status, for the foot of every page."""
    publication = view.corpus.publication
    status = view.labels.word("publication-status", publication.status)
    return f"{view.left_to_right(publication.edition)} · {status}"
