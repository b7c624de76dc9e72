"""The automation holds together: what it calls exists, both CI systems do the same, a release has the same bytes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from guidance.cli import cli
from guidance.model.corpus import Corpus
from tests.conftest import ROOT

MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
CONTAINER = ROOT / ".ci/Containerfile"
MANIFEST, LOCAL = ROOT / ".pre-commit-hooks.yaml", ROOT / ".pre-commit-config.yaml"
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "guidance/README.md")]
BIN = Path(sys.executable).parent


def _read(path: Path) -> Any:
    # Every scalar stays text: YAML 1.1 would read the key `on` of a workflow as true.
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


def _texts(node: Any, keys: tuple[str, ...]) -> Iterator[str]:
    """The scripts below a node: every text that stands under one of the keys."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in keys and not isinstance(value, dict):
                yield from [value] if isinstance(value, str) else value
            else:
                yield from _texts(value, keys)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value, keys)


def _scripts(path: Path) -> list[str]:
    """The shell of a file: what a CI system runs, what a container is built with, what a page shows as code."""
    text = path.read_text("utf-8")
    if path in WORKFLOWS:
        return list(_texts(_read(path), ("run",)))
    if path == GITLAB:
        return list(_texts(_read(path), ("script", "before_script")))
    if path == CONTAINER:
        return re.findall(r"(?m)^RUN (.*)", text.replace("\\\n", " "))
    if path.suffix == ".md":
        fenced = re.findall(r"(?ms)^ *```\w*\n(.*?)^ *```", text)
        return [*fenced, *re.findall(r"`([^`\n]+)`", re.sub(r"(?ms)^ *```.*?^ *```", "", text))]
    return list(_texts(_read(path), ("entry",)))


def _commands(path: Path) -> Iterator[list[str]]:
    """The commands of a file in words, without the settings before and the comment behind them."""
    for script in _scripts(path):
        for command in re.split(r"\n|&&|\|\||;", script.replace("\\\n", " ")):
            words = re.sub(r"(^| )#.*", "", command).split()
            yield list(words[len(list(takewhile(lambda word: re.match(r"[A-Z_]+=", word), words))) :])


def _targets(path: Path) -> set[str]:
    """The make targets that a file calls."""
    made = [words[1:] for words in _commands(path) if words[:1] == ["make"]]
    return {word for words in made for word in takewhile(lambda word: re.fullmatch("[a-z-]+", word), words)}


def _guidance_calls() -> Iterator[tuple[str, list[str]]]:
    """Every call of the command line in these files, with the file it stands in."""
    recipes = [line.split() for line in MAKEFILE.splitlines() if line.startswith("\t$(BIN)/guidance ")]
    calls = [("Makefile", [word for word in words if not word.startswith("$(")]) for words in recipes]
    yield from ((name, words) for name, words in calls if words)
    for path in (*WORKFLOWS, GITLAB, CONTAINER, MANIFEST, LOCAL, *PAGES):
        for words in _commands(path):
            if words and words[0] in ("guidance", ".venv/bin/guidance"):
                yield path.name, words[1:]
        for arguments in re.findall(r'CHECK_ARGS="([^"]*)"', path.read_text("utf-8")):
            yield path.name, ["check", *arguments.split()]


TARGETS = set(re.findall(r"(?m)^([a-z-]+):.*## ", MAKEFILE))


def test_help_lists_every_target() -> None:
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    named = re.search(r"(?m)^\.PHONY: (.*)", MAKEFILE)
    assert named
    assert set(re.findall(r"(?m)^  make ([a-z-]+) ", said)) == TARGETS == set(named[1].split())


@pytest.mark.parametrize("path", [*WORKFLOWS, GITLAB, CONTAINER, *PAGES[:2]], ids=lambda path: path.name)
def test_every_target_that_is_named_exists(path: Path) -> None:
    assert _targets(path), f"{path.name} calls no target: it is not read rightly"
    assert _targets(path) <= TARGETS


def test_both_ci_systems_call_the_same_targets() -> None:
    assert set().union(*(_targets(path) for path in WORKFLOWS)) == _targets(GITLAB)


@pytest.mark.parametrize(
    ("name", "words"), [*_guidance_calls()], ids=lambda value: value if isinstance(value, str) else " ".join(value)
)
def test_every_call_of_the_command_line_is_understood(
    name: str, words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command: click.Command | None = cli
    arguments = list(words)
    if own := [word for word in words if re.fullmatch(r"[^/]+\.(?:yaml|xlsx)", word)]:
        # Files of the reader's own.
        monkeypatch.chdir(tmp_path)
        for word in own:
            (tmp_path / word).touch()
    while isinstance(command, click.Group) and arguments and not arguments[0].startswith("-"):
        verb = arguments.pop(0)
        command = command.get_command(click.Context(command), verb)
        assert command, f"{name} calls guidance {verb}, which there is not"
    assert command
    try:
        command.make_context("guidance", arguments)
    except (click.MissingParameter, click.exceptions.NoArgsIsHelpError):
        assert not arguments  # a verb that is only spoken of
    except click.exceptions.Exit as done:
        assert done.exit_code == 0


def test_one_debian_with_the_same_packages_everywhere() -> None:
    texts = [path.read_text("utf-8") for path in (*WORKFLOWS, GITLAB, CONTAINER)]
    images = {image for text in texts for image in re.findall(r"(?m)^\s*(?:image: |FROM )(\S+)", text)}
    assert len(images) == 1
    image = images.pop()
    assert re.fullmatch(r"debian:(\w+)-\d{8}-slim@sha256:[0-9a-f]{64}", image)
    first = {re.search(r"--no-install-recommends (.*?)(?: *\\)?\n", text) for text in texts}
    assert len({found[1] for found in first if found}) == 1
    # An environment of another Debian would be taken over, and its Python would be gone.
    codename = image.split(":")[1].split("-")[0]
    keys = {key for text in texts for key in re.findall(r"(?:key|prefix): (\w+)", text)}
    assert keys == {codename}


def test_actions_are_pinned() -> None:
    """By commit, with the version in words, and an action has one version in all workflows."""
    lines = [line for path in WORKFLOWS for line in path.read_text("utf-8").splitlines() if "uses:" in line]
    pins = [re.fullmatch(r"\s+uses: ([\w-]+/[\w-]+)[\w/-]*@([0-9a-f]{40}) # v\d+\.\d+\.\d+", line) for line in lines]
    assert [line for line, pin in zip(lines, pins, strict=True) if not pin] == []
    commits = {(pin[1], pin[2]) for pin in pins if pin}
    assert len(commits) == len({action for action, _ in commits}) > 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["check-jsonschema", "--builtin-schema", "vendor.github-workflows", *map(str, WORKFLOWS)],
        ["check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", str(GITLAB)],
        ["zizmor", "--offline", "--pedantic", "--quiet", ".github", LOCAL.name, MANIFEST.name],
        ["pre-commit", "validate-manifest", MANIFEST.name],
        ["pre-commit", "validate-config", LOCAL.name],
    ],
    ids=lambda arguments: " ".join(arguments[:3]),
)
def test_others_find_nothing_wrong(arguments: list[str], tmp_path: Path) -> None:
    environment = os.environ | {"PRE_COMMIT_HOME": str(tmp_path)}
    command = [str(BIN / arguments[0]), *arguments[1:]]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_published_hooks_run_when_a_file_is_deleted() -> None:
    """No file name starts them, because pre-commit passes over deleted files; local ones of a name do the same."""
    hooks = _read(MANIFEST)
    assert {hook["id"] for hook in hooks} == {"guidance-check", "guidance-check-changed", "guidance-schema"}
    for hook in hooks:
        assert (hook["pass_filenames"], hook["always_run"], hook["language"]) == ("false", "true", "python")
        assert "files" not in hook
    entries = {hook["id"]: hook["entry"] for hook in hooks}
    for hook in _read(LOCAL)["repos"][0]["hooks"]:
        program = hook["entry"].split()[0]
        assert (ROOT / ".venv/bin") / Path(program).name == ROOT / program
        assert (BIN / Path(program).name).is_file()
        assert entries.get(hook["id"], hook["entry"]) in hook["entry"]


def test_files_that_are_named_exist() -> None:
    """What the caches are keyed by and what the container copies."""
    hashed = [name for path in WORKFLOWS for name in re.findall(r"hashFiles\((.*?)\)", path.read_text("utf-8"))]
    copied = [
        word for line in re.findall(r"(?m)^COPY (.*) \S+$", CONTAINER.read_text("utf-8")) for word in line.split()
    ]
    keyed = _read(GITLAB)["default"]["cache"]["key"]["files"]
    assert len(keyed) == 2
    for name in (
        *(name.strip(" '") for names in hashed for name in names.split(",")),
        *keyed,
        *(word for word in copied if not word.startswith("--")),
    ):
        assert [*ROOT.glob(name)] if "*" in name else (ROOT / name).exists(), name


def test_the_builder_of_the_container_is_sent_what_git_keeps() -> None:
    lines = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    kept_out = [line.rstrip("/") for line in lines if line and not line.startswith("#")]
    wanted = {line[1:] if line.startswith("/") else f"**/{line}" for line in kept_out}
    said = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert {line for line in said if line and not line.startswith("#")} == wanted | {".git"}


def _release(folder: Path, content: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `make release` where a stand-in only says how it was called."""
    (folder / ".venv/bin").mkdir(parents=True)
    (folder / "content").mkdir()
    (folder / "content/publication.yaml").write_text(content, "utf-8")
    (folder / "Makefile").write_text(MAKEFILE, "utf-8")
    for name, text in (("guidance", '#!/bin/sh\necho "called: $*"\n'), ("python", "#!/bin/sh\n")):
        (folder / ".venv/bin" / name).write_text(text, "utf-8")
        (folder / ".venv/bin" / name).chmod(0o755)
    # A make that runs these tests has no say.
    outer = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "EDITION")}
    command = ["make", "release", "PYTHON=true", *arguments]
    return subprocess.run(command, cwd=folder, env=outer, capture_output=True, text=True, check=False)


def test_a_release_is_of_the_edition_of_the_publication_unless_another_is_named(tmp_path: Path, corpus: Corpus) -> None:
    content = (ROOT / "content/publication.yaml").read_text("utf-8")
    own = _release(tmp_path / "own", content)
    assert f"called: release {corpus.publication.edition}\n" in own.stdout, own.stderr
    other = _release(tmp_path / "other", content, "EDITION=2031.1", "RELEASE_ARGS=--dry-run")
    assert "called: release 2031.1 --dry-run\n" in other.stdout, other.stderr
    nameless = _release(tmp_path / "nameless", "date: '2026-01-01'\n")
    assert nameless.returncode != 0 and "content/publication.yaml has no edition" in nameless.stderr
