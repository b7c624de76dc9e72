"""Visual Studio Code is set up for this project: what its settings name exists, and its problem list is our report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from guidance.load.records.registry import KINDS
from tests.conftest import ROOT, run_guidance
from tests.content.kinds import kinds

FOLDER = ROOT / ".vscode"
#: Globs of places where a file may stand and none need stand.
EMPTY = {
    "content/links.yaml": "written by the check of outside links",
    "content/releases/*.yaml": "written by guidance release, from the first edition that goes out",
    "content/translations/*/releases.yaml": "written when an edition is withdrawn",
    "content/translations/*/laws.yaml": "no law has been translated yet",
    "content/translations/*/resources.yaml": "no resource has been translated yet",
}
#: Kinds that the YAML extension cannot be pointed to.
UNMAPPED = {"page": "it does not look for YAML in Markdown (redhat-developer/vscode-yaml#207)"}
#: What make prints around the report.
AROUND = [".venv/bin/guidance check --changed", "make: *** [Makefile:46: check] Error 1"]


def _read(name: str) -> Any:
    """A settings file; comments, which other programs would not read, are a mistake."""
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


SETTINGS, TASKS = _read("settings"), {task["label"]: task for task in _read("tasks")["tasks"]}


def _schemas() -> Iterator[tuple[str, str]]:
    """Each glob with the kind of its schema."""
    for schema, globs in SETTINGS["yaml.schemas"].items():
        path = ROOT / schema
        assert path.parent == ROOT / "content/schema" and path.is_file(), schema
        for glob in [globs] if isinstance(globs, str) else globs:
            yield glob, path.name.removesuffix(".schema.json")


def test_each_glob_finds_files_of_its_kind_and_no_others() -> None:
    for glob, kind in _schemas():
        found = {path.relative_to(ROOT).as_posix() for path in ROOT.glob(glob)}
        assert found or glob in EMPTY, f"{glob} finds nothing"
        assert {kinds(ROOT)[path] for path in found} <= {kind}, glob


def test_each_file_has_one_schema_without_its_first_line() -> None:
    """An editor that finds two asks for both."""
    found = [path.relative_to(ROOT).as_posix() for glob, _ in _schemas() for path in ROOT.glob(glob)]
    assert sorted(found) == sorted(path for path, kind in kinds(ROOT).items() if kind not in UNMAPPED)
    assert {kind for _, kind in _schemas()} == set(KINDS) - set(UNMAPPED)


def test_yaml_is_read_as_the_loader_reads_it_and_left_as_it_is_written() -> None:
    """In YAML 1.1 Norway is false; and the extension would fold our texts anew."""
    assert SETTINGS["yaml.yamlVersion"] == "1.2"
    assert SETTINGS["yaml.customTags"] == []
    assert SETTINGS["yaml.format.enable"] is False


def test_what_is_left_out_of_searches_is_not_kept_by_git() -> None:
    ignored = re.findall(r"(?m)^/(.+)/$", (ROOT / ".gitignore").read_text("utf-8"))
    for setting in ("search.exclude", "files.watcherExclude"):
        assert SETTINGS[setting] == {f"{folder}/**": True for folder in ignored}


def test_files_that_are_named_exist() -> None:
    program = SETTINGS["python.defaultInterpreterPath"].replace("${workspaceFolder}", str(ROOT))
    assert Path(program).parent == ROOT / ".venv/bin"
    assert all((ROOT / folder).is_dir() for folder in SETTINGS["python.testing.pytestArgs"])


def test_each_extension_is_recommended_for_a_reason() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    names = _read("extensions")["recommendations"]
    assert [name for name in names if f"`{name}`" not in page] == []
    assert SETTINGS["[python]"]["editor.defaultFormatter"] in names


def test_tasks_run_targets_of_the_makefile() -> None:
    targets = set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8")))
    called = {label: task["args"][0] for label, task in TASKS.items() if task["command"] == "make"}
    assert set(called) == set(TASKS) and set(called.values()) <= targets
    assert {"check", "site", "serve"} <= set(TASKS)
    assert TASKS["check what changed"]["args"] == ["check", "CHECK_ARGS=--changed"]
    assert [label for label, task in TASKS.items() if task.get("isBackground")] == ["serve"]


def _matcher() -> dict[str, Any]:
    """The problem matcher, which is the same in each task that prints a report."""
    made = [task["problemMatcher"] for task in TASKS.values() if task["problemMatcher"]]
    assert len(made) == 3 and made[0] == made[1] == made[2]
    matcher: dict[str, Any] = made[0]
    return matcher


def _matched(lines: list[str]) -> list[tuple[str, ...]]:
    """What Visual Studio Code takes from lines of output; it reads patterns as Python does but for digits."""
    pattern = _matcher()["pattern"]
    parts = ("file", "line", "column", "severity", "code", "message")
    assert set(pattern) == {"regexp", *parts}
    found = (re.search(pattern["regexp"], line, re.ASCII) for line in lines)
    return [tuple(match[pattern[part]] for part in parts) for match in found if match]


def _break(project: Path) -> None:
    """Make two errors, one of them with an excerpt that looks like a diagnostic, and warnings of stale translations."""
    edits = {
        "clauses/retrofit-programme.yaml": ("status: draft", "status: drafted"),
        "terms/barrier.yaml": ("category: ", "strange: 'content/a.yaml:1:2: error G101 b'\ncategory: "),
        "pages/home.md": ("title: ", "title: Again "),
    }
    for name, (old, new) in edits.items():
        path = project / "content" / name
        text = path.read_text("utf-8")
        assert old in text, name
        path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_problem_list_is_the_report(project: Path) -> None:
    _break(project)
    environment = {"PYTHONPATH": str(ROOT)}
    text = run_guidance(project, "check", **environment).stdout
    report = json.loads(run_guidance(project, "check", "--format", "json", **environment).stdout)
    names = ("path", "line", "column", "severity", "code", "message")
    wanted = [tuple(str(d[name]) for name in names) for d in report["diagnostics"]]
    assert {severity for _, _, _, severity, _, _ in wanted} == {"error", "warning", "note"}
    assert _matched([*AROUND, *text.split("\n"), *AROUND]) == wanted
    assert _matcher()["fileLocation"] == ["relative", "${workspaceFolder}"]
    assert all((project / path).is_file() for path, *_ in wanted)


@pytest.mark.parametrize("severity", ["error", "warning", "note"])
def test_places_that_are_hard_to_read(severity: str) -> None:
    """A colon in a name or in a message leads nobody astray; long files have long line numbers in their excerpts."""
    line = f"content/a: b.yaml:12:3: {severity} G302 unknown “c:4:5: error G101 d”"
    found = ("content/a: b.yaml", "12", "3", severity, "G302", "unknown “c:4:5: error G101 d”")
    assert _matched([line]) == [found]
    assert _matched([f"12345 | {line}", f"   content/x.yaml:3:1: {severity} G302 related", f"   hint: {line}"]) == []
