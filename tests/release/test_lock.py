"""Programs that fill or clear the shelves of one project do not disturb each other, and none leaves a lock behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from guidance import cli
from guidance.app import locking, site
from guidance.cli.publish import export
from guidance.config import Settings
from guidance.errors import ToldError
from guidance.lock import LockedError, hold
from tests.conftest import ROOT
from tests.release.shop import EDITION, contents, sample

ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "GUIDANCE_LANGS": "en,fr"}
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def small(tmp_path: Path) -> Settings:
    """The small project."""
    return sample(tmp_path / "project")


@pytest.fixture
def start() -> Iterator[Start]:
    """Start Python with arguments in a folder; what still runs at the end is ended."""
    running: list[subprocess.Popen[str]] = []

    def begin(folder: Path, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, *arguments]
        pipe = subprocess.PIPE
        running.append(subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=pipe, stderr=pipe, text=True))
        return running[-1]

    yield begin
    for process in running:
        process.kill()
        process.communicate()


def _release(start: Start, settings: Settings) -> subprocess.Popen[str]:
    return start(settings.root, "-m", "tests.release.slow", "release", EDITION)


def _until(happened: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def _files(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {str(p): (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.rglob("*") if p.is_file()}


def test_a_second_release_says_who_is_at_work_and_touches_nothing(small: Settings, start: Start) -> None:
    first = _release(start, small)
    _until((small.root / "begun").exists)
    before = _files(small.root)
    second = _release(start, small)
    out, said = second.communicate(timeout=30)
    assert second.returncode == 1 and out == ""
    assert said.startswith(f"Another program is at work in this project: “slow.py release {EDITION}” (process ")
    assert f"(process {first.pid}, since 20" in said and "Traceback" not in said
    assert _files(small.root) == before
    # An export of whatever it is waits until the release has ended.
    third = start(small.root, "-m", "guidance", "export", "pdf", "--product", "clause", "--id", "no-such")
    assert third.stderr is not None
    assert third.stderr.readline().startswith(f"waiting for “slow.py release {EDITION}” (process {first.pid}, ")
    assert third.poll() is None
    (small.root / "go").touch()
    out, said = first.communicate(timeout=30)
    assert first.returncode == 0, said
    contents(small.root / "releases" / EDITION)
    _out, said = third.communicate(timeout=30)
    assert third.returncode == 2 and 'there is no clause "no-such"' in said


def test_a_killed_release_leaves_nothing_locked(small: Settings, start: Start) -> None:
    first = _release(start, small)
    _until((small.root / "begun").exists)
    first.kill()
    first.wait()
    (small.root / "go").touch()
    second = _release(start, small)
    _out, said = second.communicate(timeout=30)
    assert second.returncode == 0, said
    contents(small.root / "releases" / EDITION)


#: Holds a lock, has another process work under it, forks, or neither, and goes on for ever.
PARENT = """
import os, pathlib, subprocess, sys, time
from guidance.lock import hold
folder = pathlib.Path.cwd()
with hold(folder / "lock", "the parent"):
    with hold(folder / "lock", "the same again"):
        pass
    if sys.argv[1] == "start":
        subprocess.run([sys.executable, "-c", sys.argv[2]])
    if sys.argv[1] == "fork" and os.fork() == 0:
        os.close(1), os.close(2)
    (folder / f"{sys.argv[1]}-{os.getpid()}").touch()
    time.sleep(20)
"""
#: As a verb does, or as the process that makes a book.
CHILDREN = ('hold(lock, "the child")', "under(lock)")
CHILD = """
import pathlib, time
from guidance.lock import hold, under
lock = pathlib.Path("lock")
with {}:
    pathlib.Path("under").touch()
    time.sleep(20)
"""


@pytest.mark.parametrize("child", CHILDREN)
def test_what_works_under_a_lock_ends_with_its_holder(tmp_path: Path, start: Start, child: str) -> None:
    parent = start(tmp_path, "-c", PARENT, "start", CHILD.format(child))
    _until((tmp_path / "under").exists)
    with pytest.raises(LockedError, match="“the parent”"), hold(tmp_path / "lock", "a third"):
        pass
    parent.kill()
    # The child has the same output: it is at its end when both have ended.
    _out, said = parent.communicate(timeout=10)
    assert said == "guidance: ended, because the program that this one worked for has ended\n"
    with hold(tmp_path / "lock", "a third"):
        pass


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only a fork has the open files of its parent")
def test_a_fork_does_not_keep_the_lock(tmp_path: Path, start: Start) -> None:
    parent = start(tmp_path, "-c", PARENT, "fork")
    _until(lambda: len(list(tmp_path.glob("fork-*"))) == 2)
    parent.kill()
    parent.wait()
    with hold(tmp_path / "lock", "a third"):
        pass


#: Adds one to a number in a file, in two steps.
COUNT = """
import pathlib, time
from guidance.lock import hold
count = pathlib.Path("count")
for _ in range(3):
    with hold(pathlib.Path("lock"), "counting", lambda message: None):
        number = int(count.read_text())
        time.sleep(0.02)
        count.write_text(str(number + 1))
"""


def test_those_who_wait_come_one_after_the_other(tmp_path: Path, start: Start) -> None:
    (tmp_path / "count").write_text("0")
    for process in [start(tmp_path, "-c", COUNT) for _ in range(4)]:
        _out, said = process.communicate(timeout=60)
        assert process.returncode == 0, said
    assert (tmp_path / "count").read_text() == "12"


def test_a_lock_whose_words_are_damaged_is_still_a_lock(tmp_path: Path, start: Start) -> None:
    parent = start(tmp_path, "-c", PARENT, "wait")
    _until((tmp_path / f"wait-{parent.pid}").exists)
    (tmp_path / "lock").write_bytes(b"\xff{")
    with pytest.raises(LockedError, match="it has not said which one"), hold(tmp_path / "lock", "a third"):
        pass


class _AskedError(ToldError):
    """The lock was asked for."""


#: Those that only look at finished files, or keep none in the project.
_NO_SHELF = {"proof"}
_ARGUMENTS = {"checklist": [["--country", "xx"], []], "pdf": [[], ["--no-data"], ["--product", "clause"]]}
VERBS = [
    ["build"],
    ["build", "--no-books"],
    ["release", EDITION],
    *(
        ["export", name, *more]
        for name in sorted(set(export.commands) - _NO_SHELF)
        for more in _ARGUMENTS.get(name, [[]])
    ),
]


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_every_verb_that_makes_files_asks_first(
    small: Settings, verb: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small.root)
    asked = _asked(monkeypatch)
    before = _files(small.root)
    with pytest.raises(_AskedError):
        cli.cli(verb, standalone_mode=False)
    assert asked == [small.root / ".cache/lock"] and _files(small.root) == before


def test_a_site_asks_before_it_makes_its_files_and_a_preview_does_not(
    small: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDANCE_LANGS", "en")
    site.open_site(small.root, preview=True)
    asked = _asked(monkeypatch)
    site.add_files(small.root, tmp_path / "site", preview=True)
    assert asked == []
    with pytest.raises(_AskedError):
        site.add_files(small.root, tmp_path / "site", preview=False)
    assert len(asked) == 1


def _asked(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    asked = []

    def ask(path: Path, *_: object) -> None:
        asked.append(path)
        raise _AskedError

    monkeypatch.setattr(locking, "hold", ask)
    return asked
