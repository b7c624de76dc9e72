"""A workbook that somebody filled as a checklist, or everything that is wrong with it by sheet and cell.

The cells become the plain data that the file of a checklist would hold, and are judged by the same shape; what it
says of a key is said of the cell that the key came from.
"""

from __future__ import annotations

from guidance.checklists.assembly import Assembly
from guidance.checklists.cells import Place, Problems
from guidance.checklists.choices import choices, folded
from guidance.checklists.workbook_codes import ROW, WORKBOOK
from guidance.checklists.workbook_file import Sheet, UnreadableWorkbook, place_of, read_sheets
from guidance.checklists.workbook_rows import Entry, Rows
from guidance.diagnostics import Diagnostic, Pointer
from guidance.load.yaml import Data
from guidance.model.checklists import FilledChecklist
from guidance.model.corpus import Corpus
from guidance.model.lang import LANGUAGES, SOURCE
from guidance.render.xlsx.columns import ABOUT_MARK, LISTS_MARK

_FACTS = ("lang", "edition", "digest", "scope")
_SIGN_OFF = ("name", "role", "date", "edition")
#: Where the first sheet has what is filled in: the column of the country, and the first one of those who sign.
_FILLED, _SIGNED = 3, 3
_ANY_COUNTRY = "xx"


def read_workbook(content: bytes, path: str, corpus: Corpus) -> tuple[FilledChecklist | None, list[Diagnostic]]:
    """The checklist of a workbook with notes and warnings on it; nothing and every problem if it has errors."""
    problems = Problems(path)
    try:
        sheets = read_sheets(content)
    except UnreadableWorkbook as failure:
        problems.error(WORKBOOK, str(failure), None, "save it as .xlsx and send it again")
        return None, problems.found
    reading = _Reading(problems, corpus, sheets)
    checklist = reading.checklist()
    return (None if problems.stop else checklist), problems.listed()


class _Reading:
    """One workbook on its way: its data, and the cell that each key came from."""

    def __init__(self, problems: Problems, corpus: Corpus, sheets: tuple[Sheet, ...]) -> None:
        self._problems = problems
        self._corpus = corpus
        self._sheets = sheets
        self._assembly = Assembly(problems, corpus)
        self._places, self._data = self._assembly.places, self._assembly.data

    def checklist(self) -> FilledChecklist | None:
        """The checklist, if nothing is wrong with it."""
        lists = next((sheet for sheet in self._sheets if sheet.text(1, 1) == LISTS_MARK), None)
        if lists is None:
            hint = "copy the replies into a new workbook: guidance export checklist"
            self._problems.error(WORKBOOK, "this is no checklist: its hidden sheet is missing", None, hint)
            return None
        head: dict[str, Data] = {key: value for key, value in self._facts(lists).items() if value}
        lang = head.get("lang")
        self._choices = choices(self._corpus, lang if isinstance(lang, str) and lang in LANGUAGES else SOURCE)
        self._data["checklist"] = head
        about = next((sheet for sheet in self._sheets if _has_mark(sheet)), None)
        if about is None:
            self._problems.error(WORKBOOK, "the first sheet, which names the country, is missing", None)
        else:
            self._read_about(about, head)
        self._read_rows(tuple(sheet for sheet in self._sheets if sheet not in (lists, about)))
        return self._assembly.judged()

    def _facts(self, lists: Sheet) -> dict[str, str]:
        facts = {lists.text(row, 1): lists.text(row, 2) for row in lists.rows}
        for row in lists.rows:
            self._places["checklist", lists.text(row, 1)] = Place(lists.name, place_of(row, 2))
        return {key: facts.get(key, "") for key in _FACTS}

    def _read_about(self, about: Sheet, head: dict[str, Data]) -> None:
        signed: list[Data] = []
        for row, cells in about.rows.items():
            key = about.text(row, 1)
            place = Place(about.name, place_of(row, _FILLED))
            if key in ("country", "filled_by"):
                text = self._problems.text(cells.get(_FILLED), about.name)
                self._places["checklist", key] = place
                if key == "country":
                    text = self._problems.chosen(text, self._choices.countries, place, "a country")
                    if not text and _FILLED not in cells:
                        self._problems.error(WORKBOOK, "no country is named", place, "choose it from the list")
                head |= {key: text or _ANY_COUNTRY} if key == "country" or text else {}
            elif key == "sign-off":
                self._read_sign_off(about, row, signed)
        if signed:
            self._data["sign_offs"] = signed
        if "country" not in head:
            self._problems.error(WORKBOOK, "no country is named", Place(about.name, "C1"), "make a new workbook")

    def _read_sign_off(self, about: Sheet, row: int, signed: list[Data]) -> None:
        cells = about.rows[row]
        columns = {name: _SIGNED + place for place, name in enumerate(_SIGN_OFF)}
        texts = {name: self._problems.text(cells.get(column), about.name) for name, column in columns.items()}
        if not any(texts.values()):
            return
        for name, column in columns.items():
            self._places["sign_offs", len(signed), name] = place = Place(about.name, place_of(row, column))
            if not texts[name] and column not in cells:
                self._problems.error(ROW, f"who signs gives a {name} too", place)
        signed.append({name: text for name, text in texts.items() if text})

    def _read_rows(self, sheets: tuple[Sheet, ...]) -> None:
        rows = Rows(self._problems, self._choices)
        for sheet in sheets:
            if not rows.read(sheet) and sheet.rows:
                message = "the sheet is none of the checklist and was not read"
                self._problems.warning(WORKBOOK, message, Place(sheet.name, "A1"))
        replies: dict[str, Data] = {}
        for id_ in dict.fromkeys((*self._corpus.questions, *rows.entries)):
            entry = rows.entries.get(id_)
            if entry is None or entry.empty:
                continue
            if id_ not in self._corpus.questions:
                message, hint = f'this edition has no question "{id_}"', "place it: guidance checklist migrate"
                self._problems.warning(ROW, message, entry.place, hint)
            replies[id_] = self._reply(entry, ("replies", id_))
        unplaced: list[Data] = [
            {"question": entry.question, "why": entry.why, **self._reply(entry, ("unplaced", place))}
            for place, entry in enumerate(rows.unplaced)
        ]
        self._data |= {key: data for key, data in (("replies", replies), ("unplaced", unplaced)) if data}

    def _reply(self, entry: Entry, pointer: Pointer) -> dict[str, Data]:
        self._places[pointer] = entry.place
        data: dict[str, Data] = {}
        for name, found in entry.fields.items():
            data[name] = found.text
            self._places[*pointer, name] = found.place
        proofs: list[Data] = []
        for proof in entry.proofs:
            if "law" not in proof.fields:
                self._problems.error(ROW, "the proof does not say which law", proof.law, "name the law or other proof")
                continue
            for name, found in proof.fields.items():
                self._places[*pointer, "proofs", len(proofs), name] = found.place
            proofs.append(dict(proof.texts))
        if proofs:
            data["proofs"] = proofs
        if entry.of:
            data["of"] = entry.of.text
            self._places[*pointer, "of"] = entry.of.place
        return data


def _has_mark(sheet: Sheet) -> bool:
    return any(folded(sheet.text(row, 1)) == ABOUT_MARK for row in sheet.rows)
