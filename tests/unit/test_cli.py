"""The command line as people use it, and the recipes of CONTRIBUTING."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guidance.app import checking
from guidance.config import Settings
from guidance.model.corpus import Corpus
from tests.conftest import ROOT, run_guidance

VERBS = (
    "build",
    "serve",
    "check",
    "verify",
    "inspect",
    "diff",
    "export",
    "checklist",
    "stage",
    "release",
    "schema",
    "ledger",
    "new",
    "i18n",
)


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
        ("new", "country", "xx"),
        ("new", "country", "xx", "--name", "Exampleland"),
        ("new", "country", "xx", "--name", "Exampleland", "--region", "atlantis"),
        ("new", "country", "xxx", "--name", "Exampleland", "--region", "africa"),
        ("new", "country", "xx", "--name", "Kenya", "--region", "africa"),
        ("new", "country", "ke", "--name", "Exampleland", "--region", "africa"),
        ("new", "law", "ke-some-act"),
        ("new", "law", "ke-some-act", "--country", "ke"),
        ("new", "law", "ke-some-act", "--country", "ke", "--url", "somewhere"),
        ("new", "law", "some-act", "--country", "ke", "--url", "https://laws.example.org/act"),
        ("new", "law", "xx-some-act", "--country", "xx", "--url", "https://laws.example.org/act"),
        ("new", "law", "ke-wcma-2013", "--country", "ke", "--url", "https://laws.example.org/act"),
        ("new", "page", "some-page", "--lang", "fr"),
        ("new", "translation", "corridor-designation", "--lang", "en"),
        ("new", "translation", "no-such-record", "--lang", "fr"),
        ("stage",),
        ("export", "pdf", "--id", "corridor-designation"),
        ("export", "pdf", "--product", "clause", "--id", "no-such-clause"),
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
    done = run_guidance(project, "new", "clause", "stepping-stones", "--module", "ecological-network")
    assert done.returncode == 0, done.stderr
    assert (project / "content/clauses/stepping-stones.yaml").is_file()
    checked = checking.check(Settings(project))
    assert not checked.report.has_errors, checked.text
    assert checked.corpus is not None
    assert checked.corpus.modules["ecological-network"].clauses[-1] == "stepping-stones"


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


def test_new_country_and_law_say_what_was_given_and_no_more(project: Path, corpus: Corpus) -> None:
    name = "Côte: the “#1” 'Isle'"
    assert run_guidance(project, "new", "country", "xx", "--name", name, "--region", "oceania").returncode == 0
    for id_ in ("xx-some-act", "ke-some-act", "int-some-treaty"):
        address = f"https://laws.example.org/{id_}?part=1#s-2"
        done = run_guidance(project, "new", "law", id_, "--country", id_.split("-")[0], "--url", address)
        assert done.returncode == 0, done.stderr
    checked = checking.check(Settings(project))
    assert checked.report.exit_code(strict=True) == 0, checked.text
    assert checked.corpus is not None
    country, laws = checked.corpus.countries["xx"], checked.corpus.laws
    assert (country.name.source, country.region) == (name, "oceania")
    assert country.note and "not been looked up" in country.note
    first, other = laws["xx-some-act"], laws["ke-some-act"]
    assert (first.status.value, first.confidence, first.checked) == ("unknown", "low", corpus.publication.date)
    assert first.source.url == "https://laws.example.org/xx-some-act?part=1#s-2"
    # Other laws of Kenya vouch for its group and its tradition; for the first law of a country nothing does.
    assert (other.region, other.tradition) == (
        corpus.laws["ke-wcma-2013"].region,
        corpus.laws["ke-wcma-2013"].tradition,
    )
    assert first.note and "regional group" in first.note
    assert other.note and "regional group" not in other.note
    assert laws["int-some-treaty"].jurisdiction.level == "international"


def test_new_page_names_its_schema(project: Path) -> None:
    run_guidance(project, "new", "page", "frequent-questions")
    first, second, *_ = (project / "content/pages/frequent-questions.md").read_text("utf-8").splitlines()
    assert first == "---"
    schema = second.removeprefix("# yaml-language-server: $schema=")
    assert (project / "content/pages" / schema).resolve() == project / "content/schema/page.schema.json"


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
