"""What changed in one record, as blocks: its state, its place, and each part with its changes, the others folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from guidance.model.clause import Clause
from guidance.model.lang import SOURCE
from guidance.model.revision import Change, RecordChange, UnitChange, ValueChange, records
from guidance.model.revision_places import Shift
from guidance.model.text import Text, Unit
from guidance.render.redline.concordance import number
from guidance.render.redline.marks import marked_lines, marked_value
from guidance.render.redline.parts import Part, name_of, part, rest
from guidance.render.redline.plain import lines, marked
from guidance.render.report.blocks import Block, Fold, Heading, Line, Paragraph, Run
from guidance.render.view import View

#: What a withdrawn record says of itself, which is told above its parts.
_TOLD = frozenset({"status", "replaced_by"})
#: So many unchanged lines within a text are shown; more are folded.
_SHOWN = 2


def record_blocks(old: View, new: View, record: RecordChange) -> Iterator[Block]:
    """The blocks of a record of which something changed for readers of the views' language."""
    yield from _Record(old, new, record).blocks()


@dataclass(slots=True)
class _Changes:
    """What changed in one part."""

    units: list[UnitChange] = field(default_factory=list)
    values: list[ValueChange] = field(default_factory=list)
    shift: Shift | None = None


class _Record:
    def __init__(self, old: View, new: View, record: RecordChange) -> None:
        self._old, self._new, self._record = old, new, record
        self._was = records(old.corpus, record.kind).get(record.old_id)
        self._is = records(new.corpus, record.kind).get(record.id)
        self._ = new.labels.gettext

    @property
    def _side(self) -> tuple[View, Any]:
        """The side on which the record is named: the new one, if it is there."""
        return (self._new, self._is) if self._is is not None else (self._old, self._was)

    def blocks(self) -> Iterator[Block]:
        """The heading, the state and place, and the parts."""
        view, _thing = self._side
        kind, id_ = self._record.kind, self._record.id
        to = (kind, id_, "") if view is self._new and kind in _PAGES else None
        yield Heading(3, f"{kind}-{id_}", (Run(_title(view, kind, id_), to=to),))
        yield from self._state()
        parts = self._parts()
        entries: list[tuple[tuple[int, ...], Part | Line]] = [(found.place, found) for found in parts]
        entries += self._neighbours(parts)
        for unchanged, group in groupby(sorted(entries, key=lambda e: e[0]), key=lambda e: not isinstance(e[1], Part)):
            found = [entry for _place, entry in group]
            if unchanged:
                yield _fold(self._new, tuple(line for line in found if not isinstance(line, Part)), whole=False)
            for one in found:
                if isinstance(one, Part):
                    yield from self._part(one, parts[one])

    # --- the record as a whole

    def _state(self) -> Iterator[Block]:
        _, word = self._, self._new.labels.word
        record = self._record
        if record.change in (Change.ADDED, Change.WITHDRAWN):
            yield Paragraph((Run(word("revision", record.change), strong=True),), "notice")
        if record.change is Change.WITHDRAWN:
            yield Paragraph(self._successor())
        if record.old_id != record.id:
            yield Paragraph((Run(_("Its id was {old} and is {new}").format(old=record.old_id, new=record.id)),), "meta")
        for view, thing in ((self._new, self._is), (self._old, self._was)):
            if isinstance(thing, Clause) and thing.module in view.corpus.modules:
                module = view.corpus.modules[thing.module]
                title = view.words(view.corpus.publication.parts[module.part].title)
                yield Paragraph((Run(f"{title} · {view.module_title(module)}"),), "meta")
                break
        own = next((shift for shift in record.shifts if not shift.path), None)
        if own:
            yield self._moved(own)

    def _successor(self) -> Line:
        kind, _sep, id_ = (self._record.successor or "").partition("/")
        if not id_:
            return (Run(self._("Nothing is named that takes its place.")),)
        name = name_of(self._new, id_) or id_
        pattern = self._("In its place: {name}").split("{name}")
        return Run(pattern[0]), Run(name, to=(kind, id_, "")), Run(pattern[1])

    def _moved(self, shift: Shift) -> Paragraph:
        pattern = self._("Moved: was {old}, now {new}") if shift.moved else self._("Renumbered: was {old}, now {new}")
        words = pattern.format(old=number(self._old, shift.old), new=number(self._new, shift.new))
        return Paragraph((Run(words, strong=True),), "meta")

    # --- its parts

    def _parts(self) -> dict[Part, _Changes]:
        made: dict[Part, _Changes] = {}
        for unit in self._record.in_language(self._new.lang):
            made.setdefault(self._part_of(unit.path, unit.new is None), _Changes()).units.append(unit)
        for value in self._record.values:
            if self._record.change is Change.WITHDRAWN and value.path in _TOLD:
                continue
            made.setdefault(self._part_of(value.path, not value.new), _Changes()).values.append(value)
        for shift in self._record.shifts:
            if shift.path:
                path = "provisions/" + "/children/".join(shift.path.split("/"))
                made.setdefault(self._part_of(path, gone=False), _Changes()).shift = shift
        return made

    def _part_of(self, path: str, gone: bool) -> Part:
        view, thing = (self._old, self._was) if gone and self._was is not None else self._side
        return part(view, thing, path)

    def _part(self, found: Part, changes: _Changes) -> Iterator[Block]:
        yield Paragraph((Run(found.name, strong=True),), "label")
        if changes.shift:
            yield self._moved(changes.shift)
        for unit in changes.units:
            yield from self._unit(unit)
        for value in changes.values:
            view, thing = (self._new, self._is) if value.new and self._is is not None else (self._old, self._was)
            name = rest(view, thing, value.path)
            words = marked_value(self._new, self._old, self._record.kind, value.path, value.old, value.new)
            label = (Run(self._("{label}:").format(label=name)), Run(" ")) if name else ()
            yield Paragraph((*label, *words))

    def _unit(self, change: UnitChange) -> Iterator[Block]:
        gone = change.new is None
        view, thing = (self._old, self._was) if gone else (self._new, self._is)
        if name := rest(view, thing, change.path):
            yield Paragraph((Run(self._("{label}:").format(label=name)),), "meta")
        if change.change is Change.OUTDATED:
            words = self._("The English text changed, and the translation does not follow it yet.")
            yield Paragraph((Run(words),), "meta")
            english = (unit for unit in self._record.in_language(SOURCE) if unit.path == change.path)
            for source in english:
                yield from _folded(self._texts(source), self._new)
            return
        if change.change is Change.TRANSLATED:
            words = self._("The text is shown in another language than before.")
            yield Paragraph((Run(words),), "meta")
        yield from _folded(self._texts(change), self._new)

    def _texts(self, change: UnitChange) -> list[Line]:
        """The lines of the old and the new text, marked."""
        before = self._lines(self._old, self._was, change.old, change.rich)
        after = self._lines(self._new, self._is, change.new, change.rich)
        was, now = (self._lang(unit) for unit in (change.old, change.new))
        if before == after and change.old and change.new:
            # What is printed is the same: the marks in it differ, such as what a blank or a reference leads to.
            before, after = marked(change.old.text), marked(change.new.text)
        if change.change is Change.TRANSLATED:
            struck, written = ((before, was, "del"), (after, now, "ins"))
            return [(Run(line, lang, mark=mark),) for found, lang, mark in (struck, written) for line in found]
        return marked_lines(before, after, now if change.new else was)

    def _lang(self, unit: Unit | None) -> str:
        """The language of a text if it is not that of the reader."""
        return unit.lang if unit and unit.lang != self._new.lang else ""

    def _lines(self, view: View, thing: Any, unit: Unit | None, rich: bool) -> tuple[str, ...]:
        clause = thing if isinstance(thing, Clause) else None
        if unit is None:
            return ()
        # The blanks and references of an English text are named in English, whoever reads it.
        return lines(view if unit.lang == view.lang else View(view.corpus, unit.lang), unit.text, rich, clause)

    def _neighbours(self, parts: Iterable[Part]) -> Iterator[tuple[tuple[int, ...], Line]]:
        """The provisions of the clause that did not change, at their places, where others did."""
        clause = self._is
        changed = {found.root.split("/")[1] for found in parts if found.root.startswith("provisions/")}
        if not isinstance(clause, Clause) or self._was is None or not changed:
            return
        for label, provision in clause.provisions.items():
            if label not in changed:
                place = part(self._new, clause, f"provisions/{label}").place
                words = " ".join(self._lines(self._new, clause, self._new.unit(provision.text), provision.text.rich))
                yield place, (Run(f"{self._new.provision_number(clause, label)} {words}"),)


def _folded(found: list[Line], view: View) -> Iterator[Block]:
    """Lines of a text as paragraphs; many that did not change are folded."""
    for same, group in groupby(found, key=lambda line: not any(run.mark for run in line)):
        stretch = tuple(group)
        if same and len(stretch) > _SHOWN:
            yield _fold(view, stretch, whole=True)
        else:
            yield from (Paragraph(line) for line in stretch)


def _fold(view: View, stretch: tuple[Line, ...], whole: bool) -> Fold:
    n = view.labels.ngettext
    if whole:
        label = n("{count} paragraph that did not change", "{count} paragraphs that did not change", len(stretch))
    else:
        label = n("{count} provision that did not change", "{count} provisions that did not change", len(stretch))
    return Fold(label, stretch, whole)


#: Kinds of records that have a page of their own.
_PAGES = frozenset({"page", "module", "clause", "instrument", "law", "country", "term", "resource"})


def _title(view: View, kind: str, id_: str) -> str:
    """What a record is called, with its number if it has one."""
    corpus = view.corpus
    match kind:
        case "module":
            return view.module_title(corpus.modules[id_])
        case "clause" | "law" | "membership":
            return name_of(view, id_) or id_
        case "publication" | "neighbours" | "themes":
            return view.labels.word("text-kind", kind)
    thing = records(corpus, kind)[id_]
    found = next((getattr(thing, name, None) for name in ("title", "name", "term") if hasattr(thing, name)), None)
    return view.words(found) if isinstance(found, Text) else id_
