"""What changed between two editions: units, values and places, by id and language.

Ids and labels are permanent, so things are compared by what they are called and never by where they stand: a paragraph
that another one was put before is the same paragraph with another number. A text that was only wrapped otherwise has
not changed (see ``text.digest``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from guidance.model.corpus import Corpus
from guidance.model.ledger import successor
from guidance.model.revision_places import Key, Place, Shift, places, shifts
from guidance.model.revision_values import Value, values
from guidance.model.text import State, Text, Unit, digest


class Change(StrEnum):
    """What has become of a thing between the two editions."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    #: Its text stands in another language now: a translation was added, or is gone.
    TRANSLATED = "translated"
    #: The source text changed and the translation did not follow yet.
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A text as readers of ``lang`` saw it and see it; none on the side where it is not there."""

    path: str
    lang: str
    change: Change
    old: Unit | None
    new: Unit | None
    rich: bool

    @property
    def digests(self) -> tuple[str | None, str | None]:
        """The digests of the old and the new text."""
        return (digest(self.old.text) if self.old else None, digest(self.new.text) if self.new else None)


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A value that is no text, such as a date or the targets of a question; empty on the side where it is not there."""

    path: str
    old: Value
    new: Value

    @property
    def change(self) -> Change:
        """Whether it is new, gone, or another one."""
        if not self.old:
            return Change.ADDED
        return Change.CHANGED if self.new else Change.WITHDRAWN


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record with all that changed in it, in reading order.

    ``change`` is none where nothing but the places of the record or its parts changed. ``old_id`` is another one where
    the ledger says that the record was renamed, ``successor`` (``kind/id``) names what took the place of a withdrawn
    one. ``shifts`` are the parts, and the record itself (path ``""``), that moved or have another number.
    """

    kind: str
    id: str
    old_id: str
    change: Change | None
    successor: str | None
    units: tuple[UnitChange, ...]
    values: tuple[ValueChange, ...]
    shifts: tuple[Shift, ...]

    def in_language(self, lang: str) -> tuple[UnitChange, ...]:
        """The texts that changed for readers of a language."""
        return tuple(unit for unit in self.units if unit.lang == lang)


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A row of the concordance: a clause or a provision of one (``path``) with its places; none where it is not."""

    clause: str
    path: str
    old: Place | None
    new: Place | None


@dataclass(frozen=True, slots=True)
class Revision:
    """All changes between two editions.

    ``unread`` are the (kind, id) of records that could not be read on one side, and so were not compared.
    """

    old_edition: str
    new_edition: str
    langs: tuple[str, ...]
    records: tuple[RecordChange, ...]
    concordance: tuple[Renumbered, ...]
    unread: tuple[tuple[str, str], ...]

    def counts(self, lang: str) -> Counter[Change]:
        """How many texts of a language, values and places changed, by what became of them."""
        made: Counter[Change] = Counter()
        for record in self.records:
            made.update(unit.change for unit in record.in_language(lang))
            made.update(value.change for value in record.values)
            made.update(Change.MOVED if shift.moved else Change.RENUMBERED for shift in record.shifts)
        return made

    def records_by(self) -> Counter[Change]:
        """How many records were added, changed and withdrawn."""
        return Counter(record.change for record in self.records if record.change)


def compare(old: Corpus, new: Corpus, langs: Iterable[str]) -> Revision:
    """The changes from the old corpus to the new one, for readers of these languages."""
    wanted = tuple(langs)
    unread = tuple(sorted(old.poisoned | new.poisoned))
    before, after = places(old), places(new)
    sides = _Sides(old, new, wanted, shifts(old, new, before, after))
    changes = tuple(change for pair in _pairs(old, new, frozenset(unread)) if (change := sides.record(*pair)))
    concordance = tuple(_concordance(before, after, changes, frozenset(unread)))
    return Revision(old.publication.edition, new.publication.edition, wanted, changes, concordance, unread)


def _concordance(
    before: dict[Key, Place],
    after: dict[Key, Place],
    changes: Iterable[RecordChange],
    unread: frozenset[tuple[str, str]],
) -> Iterator[Renumbered]:
    """A row for everything of another number, in the new order; what is gone stands where it stood."""
    known = {key: key for key in after}
    for record in changes:
        if record.kind == "clause":
            known |= {(record.id, shift.path): (record.id, shift.old_path) for shift in record.shifts}
    rows = [Renumbered(*key, before.get(was), after[key]) for key, was in known.items()]
    rows += [Renumbered(*key, before[key], None) for key in before.keys() - set(known.values())]
    told = (row for row in rows if row.old != row.new and ("clause", row.clause) not in unread)
    yield from sorted(told, key=lambda row: (row.new or row.old or (), row.new is None, row.clause, row.path))


#: The kinds of records that readers see, in the order in which their changes are listed.
KINDS = (
    "publication",
    "page",
    "module",
    "clause",
    "framework",
    "instrument",
    "law",
    "country",
    "membership",
    "neighbours",
    "term",
    "resource",
    "themes",
)


def records(corpus: Corpus, kind: str) -> dict[str, Any]:
    """The records of a kind by id."""
    match kind:
        case "publication":
            return {"publication": corpus.publication}
        case "neighbours":
            return {"neighbours": corpus.neighbours} if corpus.neighbours else {}
        case "themes":
            return {"themes": corpus.themes} if corpus.themes else {}
        case "country":
            return dict(corpus.countries)
        case _:
            held: dict[str, Any] = getattr(corpus, f"{kind}s")
            return held


#: A kind, the old id, the new one; none where there is no such record.
_Pair = tuple[str, str | None, str | None]


def _pairs(old: Corpus, new: Corpus, unread: frozenset[tuple[str, str]]) -> Iterator[_Pair]:
    """Every record of both sides; one that was renamed goes with what it was."""
    for kind in KINDS:
        before, after = records(old, kind), records(new, kind)
        renamed = {}
        for id_ in before.keys() - after.keys():
            now = successor(new.ledger, kind, id_)
            if now in after and now not in before:
                renamed[now] = id_
        for id_ in after:
            if (kind, id_) not in unread and (kind, renamed.get(id_, id_)) not in unread:
                yield kind, id_ if id_ in before else renamed.get(id_), id_
        for id_ in before:
            if id_ not in after and id_ not in renamed.values() and (kind, id_) not in unread:
                yield kind, id_, None


class _Sides:
    """Both corpora, with the texts of each record by path."""

    def __init__(self, old: Corpus, new: Corpus, langs: tuple[str, ...], moved: dict[str, tuple[Shift, ...]]) -> None:
        self._old, self._new, self._langs, self._moved = old, new, langs, moved
        self._old_texts, self._new_texts = _texts(old), _texts(new)

    def record(self, kind: str, old_id: str | None, new_id: str | None) -> RecordChange | None:
        """What changed in a record; none where nothing did."""
        before = records(self._old, kind)[old_id] if old_id else None
        after = records(self._new, kind)[new_id] if new_id else None
        found = self._moved.get(f"{kind}/{new_id}", ())
        if before == after and not found:
            return None
        was = {shift.path: shift.old_path for shift in found}
        texts = _carried(self._old_texts.get((kind, old_id), {}), was), self._new_texts.get((kind, new_id), {})
        units = tuple(_units(*texts, self._langs))
        held = _carried(dict(values(before)), was), dict(values(after))
        others = tuple(_values(*held))
        change = _change(before, after) or (Change.CHANGED if units or others or old_id != new_id else None)
        if change is None and not found:
            return None
        return RecordChange(
            kind,
            new_id or old_id or "",
            old_id or new_id or "",
            change,
            self._successor(kind, old_id, after),
            units,
            others,
            found,
        )

    def _successor(self, kind: str, old_id: str | None, after: Any) -> str | None:
        if after is None:
            found = successor(self._new.ledger, kind, old_id or "")
            return f"{kind}/{found}" if found else None
        found = getattr(after, "replaced_by", None)
        return f"{kind}/{found}" if found else None


def _texts(corpus: Corpus) -> dict[tuple[str, str | None], dict[str, Text]]:
    made: dict[tuple[str, str | None], dict[str, Text]] = {}
    for owned in corpus.texts:
        made.setdefault((owned.kind, owned.id), {})[owned.text.path] = owned.text
    return made


def _change(before: Any, after: Any) -> Change | None:
    if before is None:
        return Change.ADDED
    if after is None:
        return Change.WITHDRAWN
    left = getattr(after, "status", None) == "withdrawn" != getattr(before, "status", None)
    return Change.WITHDRAWN if left else None


def _carried(old: dict[str, Any], was: dict[str, str]) -> dict[str, Any]:
    """What stood below a provision that has gone elsewhere, under the paths of now."""
    now = {_unit(before): _unit(after) for after, before in was.items() if before != after}
    made = {}
    for path, value in old.items():
        root = max((place for place in now if path.startswith(f"{place}/")), key=len, default=None)
        made[path if root is None else now[root] + path[len(root) :]] = value
    return made


def _unit(path: str) -> str:
    """The unit path of a provision: ``b/i`` is ``provisions/b/children/i``."""
    return "provisions/" + "/children/".join(path.split("/"))


def _units(old: dict[str, Text], new: dict[str, Text], langs: tuple[str, ...]) -> Iterator[UnitChange]:
    for path in (*new, *(path for path in old if path not in new)):
        before, after = old.get(path), new.get(path)
        if before != after:
            rich = (after or before).rich  # type: ignore[union-attr]
            for lang in langs:
                was, now = (text.in_language(lang) if text else None for text in (before, after))
                if change := _unit_change(was, now):
                    yield UnitChange(path, lang, change, was, now, rich)


def _unit_change(was: Unit | None, now: Unit | None) -> Change | None:
    if was is None or now is None:
        return Change.ADDED if was is None else Change.WITHDRAWN
    if was.lang != now.lang:
        return Change.TRANSLATED
    if digest(was.text) != digest(now.text):
        return Change.CHANGED
    return Change.OUTDATED if now.state is State.STALE is not was.state else None


def _values(old: dict[str, Value], new: dict[str, Value]) -> Iterator[ValueChange]:
    for path in (*new, *(path for path in old if path not in new)):
        was, now = old.get(path, ()), new.get(path, ())
        if was != now:
            yield ValueChange(path, was, now)
