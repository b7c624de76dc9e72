"""What people filled in, read back: workbooks and PDF forms become the file of a checklist."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from guidance.app.filling import questions
from guidance.checklists.files import is_json, written
from guidance.checklists.form import read_form
from guidance.checklists.workbook import read_workbook
from guidance.checklists.workbook_file import read_content
from guidance.config import Settings
from guidance.diagnostics import Report
from guidance.report import human
from guidance.report.context import Context
from guidance.write import write_file

#: How a PDF begins; a workbook is a ZIP archive.
_PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class Imported:
    """The text of the file of a checklist, none if what was read has errors, and what is to be said of it."""

    text: str | None
    said: str
    replies: int = 0


def import_file(settings: Settings, file: Path, out: Path | None) -> Imported:
    """Read a workbook or a form and write its checklist to ``out``, as JSON if that is its name; nothing on errors."""
    corpus = questions(settings)
    content = read_content(file)
    is_form = file.suffix.lower() == ".pdf" or content.startswith(_PDF)
    checklist, problems = (read_form if is_form else read_workbook)(content, str(file), corpus)
    said = human.render(Report(tuple(problems)), Context()) if problems else ""
    if checklist is None:
        return Imported(None, said)
    text = written(checklist, corpus.questions, out is not None and is_json(out))
    if out:
        write_file(out, text.encode())
    return Imported(text, said, len(checklist.replies))
