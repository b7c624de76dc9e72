"""The redline of two editions as a document of plain blocks, in one language: numbers first, then what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from guidance.model.lang import SOURCE
from guidance.model.revision import KINDS, Change, RecordChange, Revision
from guidance.render.redline.concordance import tables
from guidance.render.redline.record import record_blocks
from guidance.render.report.blocks import Block, Document, Heading, Items, Paragraph, Run, Table
from guidance.render.view import View
from guidance.render.wording import edition

_COUNTED = (Change.ADDED, Change.CHANGED, Change.WITHDRAWN, Change.MOVED, Change.RENUMBERED)


@dataclass(frozen=True, slots=True)
class Compared:
    """What a redline is made of: both editions in one language, what they are called, and what changed."""

    old: View
    new: View
    old_name: str
    new_name: str
    revision: Revision

    @property
    def shown(self) -> list[RecordChange]:
        """The records of which something changed for readers of the language."""
        return [record for record in self.revision.records if _is_shown(record, self.new.lang)]


def document(pair: Compared) -> Document:
    """The redline as a document."""
    view, _ = pair.new, pair.new.labels.gettext
    publication = view.corpus.publication
    return Document(
        view.lang,
        _("What changed between two editions"),
        view.words(publication.publisher),
        view.words(publication.title),
        view.words(publication.short_title),
        edition(view),
        publication.date,
        f"{publication.site_url}{view.lang}/",
        tuple(_blocks(pair)),
    )


def _blocks(pair: Compared) -> Iterator[Block]:
    _ = pair.new.labels.gettext
    yield Heading(1, "top", (Run(_("What changed between two editions")),))
    yield Paragraph(
        (Run(_("From {old} to {new}").format(old=_named(pair, old=True), new=_named(pair, old=False))),), "notice"
    )
    yield from _about(pair)
    yield from _numbers(pair)
    for kind in KINDS:
        found = [record for record in pair.shown if record.kind == kind]
        if found:
            yield Heading(2, f"kind-{kind}", (Run(pair.new.labels.word("text-kind", kind)),))
            for record in found:
                yield from record_blocks(pair.old, pair.new, record)
    yield from tables(pair.old, pair.new, pair.revision)


def _named(pair: Compared, *, old: bool) -> str:
    """An edition with its date and what the user calls it."""
    view, name = (pair.old, pair.old_name) if old else (pair.new, pair.new_name)
    publication, _ = view.corpus.publication, pair.new.labels.gettext
    words = _("edition {edition} of {date}").format(
        edition=pair.new.left_to_right(publication.edition), date=pair.new.labels.date(publication.date)
    )
    return f"{words} ({pair.new.left_to_right(name)})" if name else words


def _about(pair: Compared) -> Iterator[Block]:
    _ = pair.new.labels.gettext
    yield Paragraph(
        (
            Run(
                _(
                    "What was inserted is underlined, and what was deleted is struck through. Labels, places and "
                    "numbers are those of the editors and no part of the text. Only what changed is shown."
                )
            ),
        )
    )
    if pair.new.lang != SOURCE:
        yield Paragraph(
            (Run(_("The texts of this language are compared. Where there is no translation, the English texts are.")),)
        )
    if pair.revision.unread:
        yield Paragraph((Run(_("These records could not be read on one side, and were not compared:")),), "label")
        word = pair.new.labels.word
        named = (_("{name}: {title}").format(name=word("text-kind", k), title=id_) for k, id_ in pair.revision.unread)
        yield Items(tuple((Run(name),) for name in named))


def _numbers(pair: Compared) -> Iterator[Block]:
    _, labels, revision = pair.new.labels.gettext, pair.new.labels, pair.revision
    yield Heading(2, "numbers", (Run(_("In numbers")),))
    shown = pair.shown
    if not shown:
        yield Paragraph((Run(_("Nothing changed.")),))
        return
    counts = {kind: _counts(record for record in shown if record.kind == kind) for kind in KINDS}
    rows = tuple(
        (
            (Run(labels.word("text-kind", kind)),),
            *((Run(labels.number(count[c]) if count[c] else "–"),) for c in _COUNTED),
        )
        for kind, count in counts.items()
        if count
    )
    head = (_("Records"), *(labels.word("revision", change) for change in _COUNTED))
    yield Table("numbers", head, rows, (25, 15, 15, 15, 15, 15), counts=True)
    texts = revision.counts(pair.new.lang)
    yield Paragraph((Run(_("Texts, values and places in this language:")),), "label")
    told = (
        _("{name}: {title}").format(name=labels.word("revision", change), title=labels.number(texts[change]))
        for change in Change
        if texts[change]
    )
    yield Items(tuple((Run(line),) for line in told))


def _is_shown(record: RecordChange, lang: str) -> bool:
    whole = record.change in (Change.ADDED, Change.WITHDRAWN) or record.old_id != record.id
    return bool(whole or record.shifts or record.values or record.in_language(lang))


def _counts(found: Iterator[RecordChange]) -> Counter[Change]:
    made: Counter[Change] = Counter()
    for record in found:
        made.update([record.change] if record.change else [])
        own = next((shift for shift in record.shifts if not shift.path), None)
        made.update([Change.MOVED if own.moved else Change.RENUMBERED] if own else [])
    return made
