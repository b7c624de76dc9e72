"""Word and Excel files in a program that is not ours: LibreOffice opens, shows and saves them.

They run where LibreOffice is installed (on Debian: libreoffice-writer-nogui, libreoffice-calc-nogui); what it saved
stands in ``tests/checklists`` for all others.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from guidance.checklists.published import published
from guidance.checklists.workbook import read_workbook
from guidance.model.corpus import Corpus
from guidance.model.gaps import published_report
from guidance.render.report.files import materials, report_file
from guidance.render.view import View
from guidance.render.xlsx.workbook import workbook

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


def converted(file: Path, suffix: str) -> Path:
    """A file as LibreOffice writes it in another form, in a folder beside it."""
    out = file.parent / "out"
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    command = [OFFICE or "", profile, "--headless", "--convert-to", suffix, "--outdir", str(out), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    found = out / f"{file.stem}.{suffix}"
    assert found.is_file(), done.stderr
    return found


def words(pdf: Path) -> str:
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]
    return re.sub(r"\s+", "", "".join(pages))


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_gap_report_opens_with_all_its_clauses(corpus: Corpus, tmp_path: Path, form: str) -> None:
    view, report = View(corpus, "en"), published_report(corpus, corpus.countries["ke"])
    [(_, material)] = materials(view, report, [form])
    (tmp_path / f"report.{form}").write_bytes(report_file(material, form, tmp_path))
    shown = words(converted(tmp_path / f"report.{form}", "pdf"))
    assert report.clauses
    for found in report.clauses:
        assert re.sub(r"\s+", "", view.words(found.clause.title)) in shown
        for gap in found.gaps:
            assert re.sub(r"\s+", "", view.words(gap.question.text)) in shown


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_checklist_that_it_saved_is_the_same(corpus: Corpus, tmp_path: Path, lang: str) -> None:
    checklist = published(corpus, corpus.countries["ke"], lang, "core")
    file = tmp_path / "checklist.xlsx"
    file.write_bytes(workbook(corpus, checklist, desk_review=True).content)
    saved, problems = read_workbook(converted(file, "xlsx").read_bytes(), "saved.xlsx", corpus)
    assert problems == [] and saved is not None
    assert saved == replace(checklist, replies=saved.replies) and saved.replies == checklist.replies
