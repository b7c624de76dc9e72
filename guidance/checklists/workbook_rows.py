"""Rows of a workbook put together by question: a row that was moved, copied or inserted counts for its own question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from guidance.checklists.cells import Place, Problems
from guidance.checklists.choices import Choices, folded
from guidance.checklists.workbook_codes import CELL, ROW
from guidance.checklists.workbook_file import Cell, Sheet, place_of
from guidance.render.xlsx.columns import COLUMNS, HEAD_ROW, KEY_ROW, PROOF_FIELDS, REPLY_FIELDS, WHY

#: The key row stands at the top, whatever was inserted above it.
_LOOK_FOR_KEYS = 10
_KEYS = {column.key for column in (*COLUMNS, WHY)}
#: Columns that are only shown: what is written there is nobody's reply.
_GIVEN = {"clause", "question", "core", "counts"}


@dataclass(frozen=True, slots=True)
class Found:
    """A text with the cell it was found in."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class FoundProof:
    """A proof as it was found, and the cell in which its law stands or is missing."""

    fields: dict[str, Found]
    law: Place

    @property
    def texts(self) -> dict[str, str]:
        """The texts of the proof by field."""
        return {name: found.text for name, found in self.fields.items()}


@dataclass(slots=True)
class Entry:
    """All that rows say in reply to one question; ``why`` only of a reply without a place."""

    question: str
    place: Place
    of: Found | None = None
    why: str = ""
    fields: dict[str, Found] = field(default_factory=dict)
    proofs: list[FoundProof] = field(default_factory=list)
    #: The hidden number and the texts of each proof.
    seen: set[tuple[object, ...]] = field(default_factory=set)

    @property
    def empty(self) -> bool:
        """Whether nobody wrote anything."""
        return not (self.fields or self.proofs)


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    texts: dict[str, Found]

    def any(self, keys: Iterable[str]) -> bool:
        return any(key in self.texts for key in keys)


class Rows:
    """The entries of a workbook, sheet by sheet."""

    def __init__(self, problems: Problems, choices: Choices) -> None:
        """Nothing is read yet."""
        self.entries: dict[str, Entry] = {}
        self.unplaced: list[Entry] = []
        self._problems = problems
        self._choices = choices

    def read(self, sheet: Sheet) -> bool:
        """Read a sheet of questions; false if it is none."""
        top, columns = self._columns(sheet)
        if not columns:
            return False
        self._pass_over(sheet, top, columns)
        above: tuple[int, Entry] | None = None
        for number, cells in sheet.rows.items():
            if number <= top or (number == top + HEAD_ROW - KEY_ROW and columns["id"] not in cells):
                continue
            row = self._row(sheet, number, cells, columns)
            entry = self._entry(sheet, row, columns, above)
            if entry:
                self._add(entry, row, sheet, columns)
                above = (number, entry)
        return True

    def _columns(self, sheet: Sheet) -> tuple[int, dict[str, int]]:
        """The key row and the column of each key; those of an untouched sheet if only the key row was deleted."""
        for number in list(sheet.rows)[:_LOOK_FOR_KEYS]:
            keys = {cell.text: column for column, cell in sheet.rows[number].items() if cell.text in _KEYS}
            if "id" in keys and "value" in keys:
                return number, keys
        if any(sheet.text(number, 1) in self._choices.ids for number in sheet.rows):
            return 0, {column.key: place for place, column in enumerate(COLUMNS, 1)}
        return 0, {}

    def _row(self, sheet: Sheet, number: int, cells: dict[int, Cell], columns: dict[str, int]) -> _Row:
        texts: dict[str, Found] = {}
        for key, column in columns.items():
            cell = cells.get(column)
            if cell is None or (key in _GIVEN and cell.kind != "text"):
                continue
            place = Place(sheet.name, cell.place)
            text = cell.text if key in _GIVEN else self._problems.text(cell, sheet.name)
            if key == "value":
                text = self._problems.chosen(text, self._choices.values, place, "an answer")
            elif key == "level":
                text = self._problems.chosen(text, self._choices.levels, place, "a kind of law")
            elif key == "law":
                text = self._choices.law(text)
            if text:
                texts[key] = Found(text, place)
        return _Row(number, texts)

    def _pass_over(self, sheet: Sheet, top: int, columns: dict[str, int]) -> None:
        """Say which columns with something in them are not read; it is said once of each."""
        others: dict[int, Cell] = {}
        for number, cells in sheet.rows.items():
            if number > top:
                others = cells | others
        for column in sorted(others.keys() - columns.values()):
            message = "the column is none of the checklist and was not read"
            self._problems.note(CELL, message, Place(sheet.name, others[column].place))

    def _entry(self, sheet: Sheet, row: _Row, columns: dict[str, int], above: tuple[int, Entry] | None) -> Entry | None:
        """The entry that a row belongs to: by its id, by its question, or as a further proof of the row above."""
        place = Place(sheet.name, place_of(row.number, columns["value"]))
        id_ = row.texts["id"].text if "id" in row.texts else ""
        asked = row.texts["question"].text.partition("\n")[0] if "question" in row.texts else ""
        if id_ not in self._choices.ids:
            id_ = self._choices.questions.get(folded(asked), id_)
        if id_ and "why" in columns and "why" in row.texts:
            return self._unplaced(id_, row, place, above[1] if above else None)
        if id_:
            return self.entries.setdefault(id_, Entry(id_, row.texts["id"].place if "id" in row.texts else place))
        if not row.any((*REPLY_FIELDS, *PROOF_FIELDS)):
            return None
        if above and above[0] == row.number - 1 and not row.any(REPLY_FIELDS):
            self._problems.note(ROW, f'read as one more proof of "{above[1].question}", the question above', place)
            return above[1]
        self._problems.error(ROW, "the row has a reply and no question", place, "write it into the row of its question")
        return None

    def _unplaced(self, id_: str, row: _Row, place: Place, above: Entry | None) -> Entry:
        """A reply without a place begins with its first proof; the same question may have several."""
        number = row.texts["proof"].text if "proof" in row.texts else "1"
        why = row.texts["why"].text
        if number == "1" or above is None or (above.question, above.why) != (id_, why):
            self.unplaced.append(Entry(id_, place, why=why))
            return self.unplaced[-1]
        return above

    def _add(self, entry: Entry, row: _Row, sheet: Sheet, columns: dict[str, int]) -> None:
        entry.of = entry.of or row.texts.get("of")
        for name in REPLY_FIELDS:
            found = row.texts.get(name)
            known = entry.fields.get(name)
            if found and known and found.text != known.text:
                message = f'"{entry.question}" has another text in {known.place.cell} of "{known.place.sheet}"'
                self._problems.error(ROW, message, found.place, "keep one of the two")
            elif found and not known:
                entry.fields[name] = found
        fields = {name: row.texts[key] for key, name in PROOF_FIELDS.items() if key in row.texts}
        if fields:
            number = row.texts["proof"].text if "proof" in row.texts else ""
            # A row that was copied says the same once more; two proofs that are alike have numbers of their own.
            proof = (number, *sorted((name, found.text) for name, found in fields.items()))
            if proof not in entry.seen:
                entry.seen.add(proof)
                law = Place(sheet.name, place_of(row.number, columns.get("law", columns["value"])))
                entry.proofs.append(FoundProof(fields, law))
