"""The command line as people use it, and the recipes of CONTRIBUTING."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guidance.app import checking
from guidance.config import Settings
from guidance.model.corpus import Corpus
from tests.conftest import ROOT, run_guidance

VERBS = ("build", "serve", "check", "export", "stage", "schema", "ledger", "new", "i18n")


def test_help_lists_every_verb(root: Path) -> None:
    text = run_guidance(root, "--help").stdout
    assert [verb for verb in VERBS if not re.search(rf"(?m)^  {verb} ", text)] == []
    for verb in VERBS:
        assert run_guidance(root, verb, "--help").returncode == 0


def test_readme_names_every_verb() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for verb in VERBS:
        assert verb in text


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("build", "--lang", "xx"),
        ("new", "clause", "Bad_Id", "--module", "transboundary"),
        ("new", "clause", "good-id", "--module", "no-such-module"),
        ("new", "translation", "corridor-designation", "--lang", "en"),
        ("new", "translation", "no-such-record", "--lang", "fr"),
        ("stage",),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(root: Path, arguments: tuple[str, ...]) -> None:
    done = run_guidance(root, *arguments)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_outside_a_project(tmp_path: Path) -> None:
    done = run_guidance(tmp_path, "check")
    assert done.returncode == 2
    assert "run this inside the project" in done.stderr


def test_new_clause_passes_the_check(project: Path) -> None:
    done = run_guidance(project, "new", "clause", "dark-corridors", "--module", "ecological-network")
    assert done.returncode == 0, done.stderr
    assert (project / "content/clauses/dark-corridors.yaml").is_file()
    checked = checking.check(Settings(project))
    assert not checked.report.has_errors, checked.text
    assert checked.corpus is not None
    assert checked.corpus.modules["ecological-network"].clauses[-1] == "dark-corridors"


def test_new_page_and_translation_pass_the_check(project: Path) -> None:
    assert run_guidance(project, "new", "page", "frequent-questions").returncode == 0
    assert run_guidance(project, "new", "translation", "frequent-questions", "--lang", "ru").returncode == 0
    path = project / "content/translations/ru/pages/frequent-questions.yaml"
    text = path.read_text("utf-8")
    # The recipe: take the # from a unit, translate it, delete the {}.
    text = text.replace("units: {}", "units:").replace("#  title:", "  title:").replace('"New page"', '"Вопросы"')
    path.write_text(text, "utf-8")
    checked = checking.check(Settings(project))
    assert checked.report.exit_code(strict=True) == 0, checked.text
    assert checked.corpus is not None
    assert checked.corpus.pages["frequent-questions"].title.in_language("ru").text == "Вопросы"


def test_an_edited_sentence_makes_one_unit_stale_and_stamp_mends_it(project: Path, corpus: Corpus) -> None:
    path = project / "content/pages/home.md"
    text = path.read_text("utf-8")
    title = corpus.pages["home"].title.source
    path.write_text(text.replace(f"title: {title}", f"title: {title} again", 1), "utf-8")
    stale = [d for d in checking.check(Settings(project)).report.diagnostics if d.code == "G601"]
    assert len(stale) == 5
    assert {d.pin.path.split("/")[2] for d in stale} == {"ar", "zh", "fr", "ru", "es"}
    done = run_guidance(project, "i18n", "stamp")
    assert "5 units stamped" in done.stdout
    assert checking.check(Settings(project)).report.exit_code(strict=True) == 0
    status = run_guidance(project, "i18n", "status", "--lang", "fr").stdout
    assert status.startswith("fr: ") and "0 stale" not in status


def test_stage_writes_the_same_pages(tmp_path: Path, root: Path) -> None:
    done = run_guidance(root, "stage", "--lang", "en", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "en/clauses/corridor-designation/index.md").read_text("utf-8")
    assert text.startswith("---\ntitle: ")
    assert 'id="p-' in text
    assert "\n\n" not in text.split("---\n", 2)[2].strip()


def test_schema_check(root: Path, project: Path) -> None:
    assert run_guidance(root, "schema", "--check").returncode == 0
    (project / "content/schema/clause.schema.json").write_text("{}", "utf-8")
    done = run_guidance(project, "schema", "--check")
    assert done.returncode == 1
    assert "clause.schema.json" in done.stdout
