"""The recipes of CONTRIBUTING.md, followed word by word: its commands are run, its words say which files are edited."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

from guidance.load.records.releases import ReleaseShape
from guidance.model.corpus import Corpus
from guidance.model.lang import LANGUAGES, SOURCE
from tests.conftest import ROOT, copy_project

PAGE = "CONTRIBUTING.md"
#: How a recipe calls what is installed, and how a copy without an environment of its own calls the same.
PROGRAMS = {".venv/bin/guidance": ["guidance"], ".venv/bin/pytest": ["pytest", "-p", "no:cacheprovider"]}
TARGETS = {"check": ["guidance", "check"], "serve": ["guidance", "stage", "--out", "view"]}


@dataclass(frozen=True, slots=True)
class Step:
    """A numbered step: its words, its commands in order, and the Python it shows."""

    words: str
    commands: tuple[str, ...]
    python: str

    def named(self, pattern: str) -> str:
        """What the words of the step name, such as a file."""
        found = re.search(pattern, " ".join(self.words.split()))
        assert found, f'a step of {PAGE} does not name what /{pattern}/ looks for: "{self.words.strip()}"'
        return found[1]


def _recipe(title: str, steps: int) -> list[Step]:
    """The steps of a recipe; the test of a recipe knows how many there are."""
    section = re.search(rf"(?ms)^## {re.escape(title)}\n(.*?)(?=^## |\Z)", (ROOT / PAGE).read_text("utf-8"))
    assert section, f'{PAGE} has no recipe "{title}"'
    parts = re.split(r"(?m)^\d+\. ", section[1])[1:]
    assert len(parts) == steps, f'"{title}" has {len(parts)} steps, and its test follows {steps}'
    return [_step(part) for part in parts]


def _step(part: str) -> Step:
    blocks = re.findall(r"(?ms)^ *```(\w+)\n(.*?)^ *```$", part)
    commands = [line.strip() for kind, body in blocks if kind == "sh" for line in body.splitlines() if line.strip()]
    python = "\n".join(dedent(body) for kind, body in blocks if kind == "python")
    return Step(re.sub(r"(?ms)^ *```.*?^ *```$", "", part), tuple(commands), python)


def _run(folder: Path, step: Step, fails: bool = False) -> list[str]:
    """Run the commands of a step in a copy of the project; returns what each printed."""
    assert step.commands, f'{PAGE} has no command in the step "{step.words.strip()}"'
    return [_run_one(folder, command, fails) for command in step.commands]


def _run_one(folder: Path, command: str, fails: bool) -> str:
    words = shlex.split(command)
    environment = {"PYTHONPATH": str(folder)} if (folder / "guidance").is_dir() else {}
    while re.match(r"[A-Z_]+=", words[0]):
        name, value = words.pop(0).split("=", 1)
        environment[name] = value
    if words[0] == "make":
        # `make serve` does not end: the same view is written to files instead.
        assert len(words) == 2 and words[1] in TARGETS, f'the test cannot follow "{command}" of {PAGE}'
        module = TARGETS[words[1]]
    else:
        assert words[0] in PROGRAMS, f'the test cannot follow "{command}" of {PAGE}'
        module = [*PROGRAMS[words[0]], *words[1:]]
    done = subprocess.run(
        [sys.executable, "-m", *module],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    output = done.stdout + done.stderr
    assert (done.returncode != 0) is fails, f'"{command}" of {PAGE} ended with {done.returncode}:\n{output}'
    return output


def _edit(folder: Path, path: str, *edits: tuple[str, str]) -> None:
    """Make edits (a pattern and what stands in its place) that each change exactly one place of a file."""
    assert (folder / path).is_file(), f"{PAGE} names {path}, which is not there"
    text = (folder / path).read_text("utf-8")
    for pattern, new in edits:
        text, count = re.subn(pattern, new, text)
        assert count == 1, f"/{pattern}/ stands {count} times in {path}"
    (folder / path).write_text(text, "utf-8")


def _places(output: str, code: str) -> set[str]:
    """The files in which the check found something with this code."""
    return {match[1] for match in re.finditer(rf"(?m)^(\S+?):\d+:\d+: \w+ {code} ", output)}


def _serious(output: str) -> set[str]:
    """The files in which the check found an error or a warning."""
    return {match[1] for match in re.finditer(r"(?m)^(\S+?):\d+:\d+: (?:error|warning) ", output)}


def test_mend_a_sentence(project: Path) -> None:
    find, check, stamp = _recipe("Mend a sentence", 3)
    path, key = find.named(r"`(content/\S+\.yaml)`"), find.named(r"such as its `(\w+)`")
    assert f"/en/{path.removeprefix('content/').removesuffix('.yaml')}/" in find.words
    _edit(project, path, (rf"(?m)^({key}: .*)$", r"\1 again"))
    translations = {path.replace("content/", f"content/translations/{lang}/") for lang in LANGUAGES if lang != SOURCE}
    [report] = _run(project, check)
    assert _places(report, "G601") == translations
    stamped, report = _run(project, stamp)
    assert f"{len(translations)} units stamped" in stamped
    assert _places(report, "G601") == set()


def test_add_a_clause(project: Path) -> None:
    make, fill, check = _recipe("Add a clause", 3)
    path, key = fill.named(r"`(content/clauses/\S+\.yaml)`"), fill.named(r"until its `(\w+)`")
    assert path in _run(project, make)[0]
    assert (project / path).read_text("utf-8").startswith("# yaml-language-server: $schema=../schema/")
    [report] = _run(project, check)
    assert _serious(report) == {path}
    words = " ".join(["Animals that move in the dark turn back where lamps shine."] * 5)
    relation, strength = fill.named(r"`(relation: \w+)`"), fill.named(r"`(strength: \w+)`")
    duty = ((r"relation: \w+", relation), (r"strength: \w+", strength))
    _edit(project, path, (rf"(?m)^{key}: .*$", f"{key}: {words}"), *duty)
    [report] = _run(project, check)
    assert _serious(report) == set()


def test_translate_a_clause(project: Path) -> None:
    _run(project, _recipe("Add a clause", 3)[0])
    make, translate, check, _ = _recipe("Translate a clause", 4)
    path = translate.named(r"`(content/\S+\.yaml)`")
    assert path in _run(project, make)[0]
    unit, french = translate.named(r"such as `(\w+)`"), translate.named(r"“([^”]+)”")
    _edit(project, path, (rf'(?m)^#(  {unit}: .*text: ").*"', rf'\1{french}"'), (r"(?m)^units: \{\}$", "units:"))
    report, _ = _run(project, check)
    assert path not in _serious(report)
    page = project / "view/fr/clauses" / Path(path).stem / "index.md"
    assert french in page.read_text("utf-8")
    assert not (project / "view/ru").exists()


def test_add_a_country(project: Path) -> None:
    make, fill, law, fill_law, check = _recipe("Add a country", 5)
    path, iso3 = fill.named(r"`(content/countries/\S+\.yaml)`"), fill.named(r"`(iso3: \w+)`")
    assert path in _run(project, make)[0]
    # It passes before anything is filled in, and after it.
    _run(project, check)
    _edit(project, path, (r"(?m)^name: ", f"{iso3}\nname: "), (r"(?m)^note: .*\n", ""))
    parties = fill.named(r"`(content/memberships/\S+\.yaml)`")
    _edit(project, parties, (r"(?m)^parties:\n", "parties:\n  xx: {confidence: high}\n"))
    law_path = fill_law.named(r"`(content/laws/\S+\.yaml)`")
    assert law_path in _run(project, law)[0]
    _run(project, check)
    key = fill_law.named(r"`(confidence_\w+):`")
    _edit(project, law_path, (r"(?ms)^note: .*\Z", ""), (rf"(?m)^{key}: .*$", f"{key}: the law was read"))
    [report] = _run(project, check)
    assert _serious(report) == set()
    assert not {path, law_path} & {line.split(":")[0] for line in report.splitlines()}


def test_publish_an_edition(corpus: Corpus) -> None:
    """The release itself takes an hour; tests/release follow it with small files."""
    prepare, make, commit, _place, withdraw = _recipe("Publish an edition", 5)
    edition = corpus.publication.edition
    assert prepare.commands == (f".venv/bin/guidance release {edition} --dry-run",)
    assert make.commands == ("make release",)
    assert commit.named(r"`(content/releases/\S+)`") == f"content/releases/{edition}.yaml"
    assert {"release", "holds"} <= set(re.findall(r"`(\w+):`", prepare.words))
    for key in re.findall(r"`(\w+):", withdraw.words):
        assert key in ReleaseShape.model_fields


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A copy of the project with its package and the tests of rules: what a recipe for code changes."""
    copy_project(tmp_path)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "guidance", tmp_path / "guidance", ignore=ignored)
    shutil.copytree(ROOT / "tests/rules", tmp_path / "tests/rules", ignore=ignored)
    for name in ("__init__.py", "conftest.py"):
        shutil.copy(ROOT / "tests" / name, tmp_path / "tests" / name)
    return tmp_path


def test_add_a_rule(whole: Path) -> None:
    write, run, extract, _ = _recipe("Add a rule", 4)
    path, code = write.named(r"here `(guidance/check/\S+\.py)`"), re.findall(r'"(G\d{3})"', write.python)[0]
    module = whole / path
    before = module.read_text("utf-8")
    assert f'"{code}"' not in before, f"{PAGE} shows {code}, which is taken by now: name a free code"
    module.write_text(f"{before}\n\n{write.python}", "utf-8")
    tests, explained, checked = _run(whole, run)
    assert re.search(r"\b3 passed\b", tests), tests
    title, why = (
        re.findall(r'^    "([^G\n].*)",$', write.python, re.M)[0],
        re.findall(r'^    """(.+)"""$', write.python, re.M),
    )
    assert explained.startswith(f"{code} {title}") and why[0] in " ".join(explained.split())
    assert code not in checked
    _run(whole, extract)
    labels = whole / "guidance/render/labels"
    assert all(f'msgid "{code}"' in (labels / f"{lang}.po").read_text("utf-8") for lang in LANGUAGES)
    assert f'msgid "{code}"' not in (ROOT / "guidance/render/labels/fr.po").read_text("utf-8")


def test_the_rule_of_the_recipe_is_proved_by_its_examples(whole: Path) -> None:
    """A rule that finds nothing, or everything, does not get past the second step."""
    write, run, *_ = _recipe("Add a rule", 4)
    module = whole / write.named(r"here `(guidance/check/\S+\.py)`")
    before = module.read_text("utf-8")
    condition = re.search(r"(?m)^ +if (.+):$", write.python)
    assert condition
    for blunt in ("False", "True"):
        broken = write.python.replace(condition[1], blunt)
        module.write_text(f"{before}\n\n{broken}", "utf-8")
        assert re.search(r"\b[12] failed\b", _run_one(whole, run.commands[0], fails=True))
