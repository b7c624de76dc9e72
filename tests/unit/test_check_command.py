"""The verbs check and explain as people and forges call them: what is shown, and with which exit code."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from guidance.app import checking
from guidance.app.reporting import FORMATS, catalogue
from guidance.cli import VERBS
from guidance.config import Settings
from guidance.diagnostics import Severity
from tests.conftest import ROOT, copy_project, run_guidance
from tests.rules.examples import lay

NIGHT, RIVERS = "content/clauses/night-corridors.yaml", "content/clauses/quiet-rivers.yaml"
LAW = "content/laws/xx/xx-wildlife-act.yaml"
FRENCH = "content/translations/fr/clauses/night-corridors.yaml"

_LINE = re.compile(r"(?m)^(?P<path>content/\S.*?):\d+:\d+: (?P<severity>error|warning|note) (?P<code>G\d{3}) ")


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The small project that keeps every rule, below a folder with a space and an accent in its name."""
    folder = tmp_path / "près du pont"
    lay(folder, "# ledger.txt")
    return folder


@pytest.fixture
def repository(sample: Path) -> Path:
    """The small project, committed on the branch main."""
    _git(sample, "init", "--quiet", "--initial-branch=main")
    _commit(sample)
    return sample


def _git(folder: Path, *arguments: str) -> None:
    """Run git as nobody in particular, and without the settings of the machine."""
    who = {f"GIT_{role}_{what}": "test@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *arguments], cwd=folder, env=os.environ | who | alone, check=True, capture_output=True)


def _commit(folder: Path) -> None:
    (folder / ".gitignore").write_text(".cache/\n", "utf-8")
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message", "Content")


def _edit(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text("utf-8")
    assert old in text, f"{path} has changed: mend the test"
    (folder / path).write_text(text.replace(old, new, 1), "utf-8")


def _break(folder: Path, path: str = NIGHT) -> None:
    """One error: a target that is not there."""
    _edit(folder, path, "{target: gbf-3,", "{target: gbf-33,")


def _shorten(folder: Path, path: str = NIGHT) -> None:
    """One warning: a purpose of a few words."""
    text = (folder / path).read_text("utf-8")
    short, count = re.subn(r"(?m)^purpose: >-\n(?:  .*\n)+", "purpose: Ways stay dark.\n", text)
    assert count == 1
    (folder / path).write_text(short, "utf-8")


def _check(folder: Path, *arguments: str) -> tuple[int, list[tuple[str, str]]]:
    """The exit code, and the file and code of each problem shown."""
    done = run_guidance(folder, "check", *arguments)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, [(found["path"], found["code"]) for found in _LINE.finditer(done.stdout)]


def _refused(folder: Path, *arguments: str) -> str:
    """What is said, in one plain message, to a call that cannot be answered."""
    done = run_guidance(folder, *arguments)
    assert done.returncode == 2, done.stdout
    assert done.stdout == "" and "Traceback" not in done.stderr
    return done.stderr


# --- Exit codes, files and languages ---


def test_exit_codes(sample: Path) -> None:
    assert _check(sample, "--strict")[0] == 0
    _shorten(sample)
    assert _check(sample)[0] == 0
    assert _check(sample, "--strict")[0] == 1
    _break(sample)
    assert _check(sample)[0] == 1
    assert run_guidance(sample, "check", "--no-such-option").returncode == 2


def test_only_the_files_and_folders_named_are_shown(sample: Path) -> None:
    _break(sample, NIGHT)
    _break(sample, RIVERS)
    _edit(sample, LAW, "themes: [designation]", "themes: [designations]")
    night, rivers, law = (NIGHT, "G302"), (RIVERS, "G302"), (LAW, "G311")
    assert _check(sample, NIGHT) == (1, [night])
    assert _check(sample, "content/clauses") == (1, [night, rivers])
    assert _check(sample, LAW, RIVERS) == (1, [rivers, law])
    assert _check(sample, "content/pages") == (0, [])
    assert {night, rivers, law} <= set(_check(sample)[1])


def test_paths_are_read_from_the_folder_one_stands_in(sample: Path) -> None:
    _break(sample)
    assert _check(sample / "content/clauses", "night-corridors.yaml") == (1, [(NIGHT, "G302")])
    assert _check(sample / "content/clauses", str(sample / NIGHT)) == (1, [(NIGHT, "G302")])


def test_path_outside_the_content_or_not_there(sample: Path) -> None:
    (sample / "notes.yaml").write_text("a: b\n", "utf-8")
    assert "notes.yaml is not below content/" in _refused(sample, "check", "notes.yaml")
    assert "is not below content/" in _refused(sample, "check", "content/../..")
    assert "does not exist" in _refused(sample, "check", "content/clauses/no-such.yaml")


def test_one_language_shows_the_source_and_that_language(sample: Path) -> None:
    _break(sample)
    for lang in ("fr", "es"):
        path = f"content/translations/{lang}/clauses/night-corridors.yaml"
        _edit(sample, path, "status: courtesy", "status: courtesies")
    assert _check(sample, "--lang", "fr") == (1, [(NIGHT, "G302"), (FRENCH, "G104")])
    assert {path.split("/")[2] for path, code in _check(sample)[1] if code == "G104"} == {"fr", "es"}
    assert "xx" in _refused(sample, "check", "--lang", "xx")


# --- Forms ---


@pytest.mark.parametrize("form", FORMATS)
def test_each_form_says_the_error(sample: Path, form: str) -> None:
    _break(sample)
    done = run_guidance(sample, "check", NIGHT, "--format", form)
    assert done.returncode == 1
    assert "G302" in done.stdout and NIGHT in done.stdout
    if form in ("json", "gitlab", "sarif"):
        json.loads(done.stdout)


def test_a_forge_reads_paths_from_the_root_of_the_repository(sample: Path) -> None:
    _git(sample.parent, "init", "--quiet")
    _break(sample)
    github = run_guidance(sample, "check", NIGHT, "--format", "github").stdout
    assert github.startswith(f"::error file={sample.name}/{NIGHT},")
    (entry,) = json.loads(run_guidance(sample, "check", NIGHT, "--format", "gitlab").stdout)
    assert entry["location"]["path"] == f"{sample.name}/{NIGHT}"


def test_output_writes_the_report_and_says_the_counts(sample: Path) -> None:
    _break(sample)
    shown = run_guidance(sample, "check", NIGHT, "--format", "json")
    written = run_guidance(sample, "check", NIGHT, "--format", "json", "--output", "out/report.json")
    assert (written.returncode, written.stdout) == (1, "1 error\n")
    assert (sample / "out/report.json").read_text("utf-8") == shown.stdout


# --- What changed ---


def test_changed_shows_what_is_wrong_with_a_changed_file(repository: Path) -> None:
    _shorten(repository, RIVERS)
    _commit(repository)
    # The warning of the committed file is nobody's business now, and nothing has changed.
    assert _check(repository, "--changed") == (0, [])
    assert run_guidance(repository, "check", "--changed").stdout == "no problems\n"
    _break(repository, NIGHT)
    _shorten(repository, NIGHT)
    code, found = _check(repository, "--changed")
    assert (code, sorted(found)) == (1, [(NIGHT, "G302"), (NIGHT, "G413")])


def test_changed_shows_the_errors_it_causes_elsewhere(repository: Path) -> None:
    _shorten(repository, RIVERS)
    _commit(repository)
    (repository / LAW).unlink()
    code, found = _check(repository, "--changed")
    assert code == 1
    assert set(found) == {(path, "G306") for path in (NIGHT, RIVERS, "content/countries/xx.yaml")}


def test_changed_sees_new_and_staged_files(repository: Path) -> None:
    new = "content/clauses/rivières d’été 走廊.yaml"
    shutil.copy(repository / RIVERS, repository / new)
    for _ in range(2):
        code, found = _check(repository, "--changed")
        assert code == 1
        assert found and {path for path, _ in found} >= {new}
        _git(repository, "add", new)


def test_since_a_branch(repository: Path) -> None:
    _git(repository, "switch", "--quiet", "--create", "topic")
    _shorten(repository, NIGHT)
    _commit(repository)
    assert _check(repository, "--changed") == (0, [])
    assert _check(repository, "--since", "main") == (0, [(NIGHT, "G413")])
    assert _check(repository, "--since", "main", "--strict") == (1, [(NIGHT, "G413")])


def test_changed_before_the_first_commit(sample: Path) -> None:
    _git(sample, "init", "--quiet")
    _break(sample)
    _shorten(sample)
    for _ in range(2):
        code, found = _check(sample, "--changed")
        assert code == 1
        assert {(NIGHT, "G302"), (NIGHT, "G413")} <= set(found)
        _git(sample, "add", "--all")
    # Only what stands for the coming commit is understood: a branch that is not there stays a mistake.
    assert "git cannot say what changed" in _refused(sample, "check", "--since", "main")


def test_changed_on_a_branch_without_a_past(repository: Path) -> None:
    _git(repository, "switch", "--quiet", "--orphan", "fresh")
    lay(repository, "# ledger.txt")
    _shorten(repository)
    code, found = _check(repository, "--changed")
    assert code == 0 and (NIGHT, "G413") in found


def test_changed_in_a_project_below_the_root_of_the_repository(sample: Path) -> None:
    _git(sample.parent, "init", "--quiet")
    _commit(sample.parent)
    (sample.parent / "content").mkdir()
    (sample.parent / "content/other.yaml").write_text("not ours\n", "utf-8")
    assert _check(sample, "--changed") == (0, [])
    _shorten(sample)
    assert _check(sample, "--changed") == (0, [(NIGHT, "G413")])


def test_files_or_changes_but_not_both(repository: Path) -> None:
    for arguments in (("--changed",), ("--since", "main")):
        assert "not both" in _refused(repository, "check", NIGHT, *arguments)


def test_changes_that_cannot_be_known(repository: Path, tmp_path: Path) -> None:
    assert "no-such-branch" in _refused(repository, "check", "--since", "no-such-branch")
    for option in ("-p", "--output=stolen.txt"):
        assert f'"{option}" is not a commit' in _refused(repository, "check", f"--since={option}")
    assert not (repository / "stolen.txt").exists()
    shutil.rmtree(repository / ".git")
    # Git may look no higher than the test's own folder.
    done = run_guidance(repository, "check", "--changed", GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "not a git repository" in done.stderr and "Traceback" not in done.stderr


# --- explain and help ---


@pytest.mark.parametrize("asked", ["G302", "g302"])
def test_explain_one_code(root: Path, asked: str) -> None:
    done = run_guidance(root, "explain", asked)
    code = catalogue()["G302"]
    assert done.returncode == 0
    assert done.stdout.startswith(f"G302 {code.title} (error)\n\n{code.why}\n")
    assert "\nFails:\n" in done.stdout and "\nPasses:\n" in done.stdout


def test_explain_lists_every_code(root: Path) -> None:
    lines = run_guidance(root, "explain").stdout.splitlines()
    assert [line.split()[0] for line in lines] == sorted(catalogue())


def test_explain_an_unknown_code(root: Path) -> None:
    assert 'there is no code "G999"' in _refused(root, "explain", "G999")


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_verb_has_help(tmp_path: Path, verb: str, option: str) -> None:
    # Help is for those who have no project yet, too.
    done = run_guidance(tmp_path, verb, option)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"Usage: guidance {verb} ") or f" {verb} [OPTIONS]" in done.stdout
    assert "--help" in done.stdout


# --- One mistake, one diagnostic ---

CLAUSE = "content/clauses/corridor-designation.yaml"
COUNTRY = "content/countries/ke.yaml"


@dataclass(frozen=True)
class Slip:
    """One edit of the real content, and the codes of all errors that may follow from it."""

    name: str
    path: str
    old: str
    new: str
    codes: tuple[str, ...]


SLIPS = (
    Slip("key deleted", CLAUSE, "status: draft\n", "", ("G102",)),
    Slip("key misspelt", CLAUSE, "\npurpose:", "\npurpos:", ("G101",)),
    Slip("value misspelt", CLAUSE, "status: draft", "status: drafted", ("G104",)),
    Slip("id misspelt", CLAUSE, "id: corridor-designation", "id: corridor-designaton", ("G106",)),
    Slip("module misspelt", CLAUSE, "module: ecological-network", "module: ecological-netwrok", ("G305",)),
    Slip("target misspelt", CLAUSE, "target: gbf-3", "target: gbf-03", ("G302",)),
    Slip("key twice", CLAUSE, "module: ", "status: draft\nmodule: ", ("G004",)),
    Slip("YAML broken", CLAUSE, "title: ", "title: [", ("G003",)),
    Slip("date misspelt", COUNTRY, "as_at: '2026-11-22'", "as_at: '2026-22-11'", ("G105",)),
    Slip("country code misspelt", COUNTRY, "code: ke", "code: kn", ("G106",)),
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real project, mended after each test."""
    return copy_project(tmp_path_factory.mktemp("slips"))


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_one_mistake_is_said_once(copy: Path, slip: Slip) -> None:
    _edit(copy, slip.path, slip.old, slip.new)
    try:
        checked = checking.check(Settings(copy))
        errors = [(d.code, d.pin.path) for d in checked.report.diagnostics if d.severity is Severity.ERROR]
        assert errors == [(code, slip.path) for code in slip.codes], checked.text
    finally:
        shutil.copy(ROOT / slip.path, copy / slip.path)
