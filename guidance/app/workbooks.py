"""Workbooks of the checklist: made for countries, and read back when somebody has filled them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from guidance.app.filling import questions
from guidance.artifact import Artifact
from guidance.checklists.files import is_json, written
from guidance.checklists.published import blank, published
from guidance.checklists.workbook import read_workbook
from guidance.checklists.workbook_file import read_content
from guidance.config import Settings
from guidance.diagnostics import Report, did_you_mean
from guidance.errors import UsageError
from guidance.model.corpus import Corpus
from guidance.render.xlsx.workbook import workbook
from guidance.report import human
from guidance.report.context import Context
from guidance.write import write_artifacts, write_file


@dataclass(frozen=True, slots=True)
class Imported:
    """The text of the file of a checklist, none if the workbook has errors, and what is to be said of it."""

    text: str | None
    said: str
    replies: int = 0


def export_workbooks(settings: Settings, countries: Sequence[str], scope: str, out: Path) -> list[Path]:
    """Write a workbook a country and language, or a blank one a language if no country is named; returns the files."""
    corpus = questions(settings)
    for code in countries:
        if code not in corpus.countries:
            raise UsageError(
                f'there is no country "{code}": {did_you_mean(code, corpus.countries) or "write its code"}'
            )
    made = list(_workbooks(corpus, settings.langs, countries, scope))
    write_artifacts(out, made)
    return [out / artifact.path for artifact in made]


def _workbooks(corpus: Corpus, langs: Sequence[str], countries: Sequence[str], scope: str) -> Iterator[Artifact]:
    for lang in langs:
        if not countries:
            yield workbook(corpus, blank(corpus, lang, scope))
        for code in countries:
            checklist = published(corpus, corpus.countries[code], lang, scope)
            yield workbook(corpus, checklist, desk_review=bool(checklist.replies))


def import_workbook(settings: Settings, file: Path, out: Path | None) -> Imported:
    """Read a workbook and write its checklist to ``out``, as JSON if that is its name; nothing if it has errors."""
    corpus = questions(settings)
    checklist, problems = read_workbook(read_content(file), str(file), corpus)
    said = human.render(Report(tuple(problems)), Context()) if problems else ""
    if checklist is None:
        return Imported(None, said)
    text = written(checklist, corpus.questions, out is not None and is_json(out))
    if out:
        write_file(out, text.encode())
    return Imported(text, said, len(checklist.replies))
