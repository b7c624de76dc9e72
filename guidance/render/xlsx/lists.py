"""The hidden sheet: the edition and digest of the questions, and the lists that cells are chosen from, with codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from guidance.model.checklists import LEVELS, FilledChecklist
from guidance.model.countries import ANSWER_VALUES
from guidance.render.view import View
from guidance.render.xlsx.columns import LISTS_MARK

SHEET = "lists"


@dataclass(frozen=True, slots=True)
class Lists:
    """Words by code, as the language of the workbook has them, and the range that each list stands in."""

    values: dict[str, str]
    levels: dict[str, str]
    countries: dict[str, str]

    def range(self, name: str) -> str:
        """Where a list stands: choices may hold commas and be longer than a list inside a cell may be."""
        column = {"values": "D", "levels": "G", "countries": "J"}[name]
        return f"={SHEET}!${column}$2:${column}${1 + len(getattr(self, name))}"


def lists(view: View) -> Lists:
    """The choices in the language of a view."""
    scale = view.corpus.publication.scale
    return Lists(
        {value: view.words(scale[value].label) for value in ANSWER_VALUES},
        {level: view.labels.word("proof-level", level) for level in LEVELS},
        {country.code: view.words(country.name) for country in view.countries},
    )


def write_lists(workbook: Any, found: Lists, checklist: FilledChecklist) -> None:
    """Write the hidden sheet: facts in two columns, then each list with its codes beside it."""
    sheet = workbook.add_worksheet(SHEET)
    sheet.hide()
    facts = {
        LISTS_MARK: "1",
        "edition": checklist.edition,
        "digest": checklist.digest,
        "lang": checklist.lang,
        "scope": checklist.scope,
    }
    for row, (key, value) in enumerate(facts.items()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    for column, name in ((3, "values"), (6, "levels"), (9, "countries")):
        sheet.write_string(0, column, name)
        for row, (code, words) in enumerate(getattr(found, name).items(), 1):
            sheet.write_string(row, column, words)
            sheet.write_string(row, column + 1, code)
