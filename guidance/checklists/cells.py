"""What is wrong with a file that comes back, by sheet and cell or by field, and the texts that are read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from guidance.checklists.choices import folded
from guidance.checklists.workbook_codes import CELL
from guidance.checklists.workbook_file import Cell
from guidance.diagnostics import MOST, Diagnostic, Pin, Pointer, Severity, did_you_mean, limited
from guidance.load.sources import forbidden_character


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a sheet."""

    sheet: str
    cell: str

    @property
    def pointer(self) -> Pointer:
        """How a diagnostic leads here."""
        return "@cell", self.sheet, self.cell


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """A field of a PDF form, and its page from 1; 0 if it is on none."""

    field: str
    page: int = 0

    @property
    def pointer(self) -> Pointer:
        """How a diagnostic leads here."""
        return "@field", self.field, self.page


AnyPlace = Place | FieldPlace


@dataclass(slots=True)
class Problems:
    """Everything that is wrong with one file, in the order in which it was met."""

    path: str
    found: list[Diagnostic] = field(default_factory=list)
    #: The code of a value that is not taken.
    value_code: str = CELL

    def error(self, code: str, message: str, place: AnyPlace | None, hint: str | None = None) -> None:
        """Something that keeps the file from being read."""
        self._add(Severity.ERROR, code, message, place, hint)

    def warning(self, code: str, message: str, place: AnyPlace | None, hint: str | None = None) -> None:
        """Something that somebody should look at."""
        self._add(Severity.WARNING, code, message, place, hint)

    def note(self, code: str, message: str, place: AnyPlace | None, hint: str | None = None) -> None:
        """Something that is good to know."""
        self._add(Severity.NOTE, code, message, place, hint)

    def _add(self, severity: Severity, code: str, message: str, place: AnyPlace | None, hint: str | None) -> None:
        self.found.append(Diagnostic(code, severity, message, pin_of(self.path, place), hint))

    def listed(self) -> list[Diagnostic]:
        """What is told: all of it, or as many errors as anybody reads and how many there are more."""
        errors = [problem for problem in self.found if problem.severity is Severity.ERROR]
        return self.found if len(errors) <= MOST else limited(errors)

    @property
    def stop(self) -> bool:
        """Whether any of them is an error."""
        return any(problem.severity is Severity.ERROR for problem in self.found)

    def text(self, cell: Cell | None, sheet: str) -> str:
        """The text of a cell, empty for one that holds a formula or a character that no text may hold."""
        if cell is None:
            return ""
        place = Place(sheet, cell.place)
        if cell.kind != "text":
            held = "a formula" if cell.kind == "formula" else f"the error {cell.text}"
            self.error(CELL, f"the cell holds {held} and no text", place, "write the value itself")
            return ""
        return self.readable(cell.text, cell.cleaned, place)

    def readable(self, text: str, cleaned: bool, place: AnyPlace) -> str:
        """A text, empty if it holds a character that no text may hold; ``cleaned`` says that marks were left out."""
        if wrong := forbidden_character(text):
            self.error("G010", wrong, place, "delete it")
            return ""
        if cleaned:
            self.note(self.value_code, "marks that nobody sees were left out of the text", place)
        return text

    def chosen(self, text: str, codes: Mapping[str, str], place: AnyPlace, what: str) -> str:
        """The code of a choice; empty where nothing or nothing known is chosen."""
        if not text or folded(text) in codes:
            return codes[folded(text)] if text else ""
        # Words are compared with words: past what is listed nobody would read the hint.
        near = did_you_mean(folded(text), codes) if len(self.found) < MOST else None
        hint = near or "choose it from the list"
        self.error(self.value_code, f'"{text[:60]}" is not {what}', place, hint)
        return ""


def pin_of(path: str, place: AnyPlace | None) -> Pin:
    """The symbolic place of a cell or field; reports say it in the place of a line and a column."""
    return Pin(path, place.pointer if place else ())
