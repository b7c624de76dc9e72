"""Shared by the tests of PDFs: a process that began with the prepared fonts, and chapters made by it once a session."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from guidance.app import inspecting
from guidance.inspect.rules import Wanted
from guidance.inspect.verdict import inspect
from guidance.render.pdf import prepared_families
from guidance.setup.fonts import ensure_fonts
from tests.conftest import ROOT

WORKER = Path(__file__).with_name("worker.py")
#: One chapter of each kind: what the books in other languages are tested on.
CHAPTERS = ("imprint", "clause-corridor-designation", "annex-targets", "glossary")

Work = Callable[..., subprocess.CompletedProcess[str]]


def run_worker(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a task of ``worker.py`` in a process that sees the prepared fonts."""
    conf = str(ensure_fonts(ROOT) / "fonts.conf")
    whole = os.environ | {"FONTCONFIG_FILE": conf, "PYTHONPATH": str(ROOT)} | environment
    command = [sys.executable, str(WORKER), *map(str, arguments)]
    return subprocess.run(command, env=whole, capture_output=True, text=True, check=False)


def inspected(content: bytes | Path) -> list[str]:
    """What the rules say of a file, and of one on disk also the validator, as code and message."""
    wanted = Wanted(prepared_families(ensure_fonts(ROOT)))
    if isinstance(content, Path):
        found = inspecting.inspect_file(content.parent, wanted, True, content)
    else:
        found, _claims = inspect(content, "x.pdf", wanted)
    return [f"{problem.code} {problem.message}" for problem in found]


@pytest.fixture(scope="session")
def work() -> Work:
    """Runs a task of ``worker.py``."""
    return run_worker


@pytest.fixture(scope="session", params=["ar", "zh", "ru"])
def other(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Some chapters of the book in another language."""
    lang: str = request.param
    out = tmp_path_factory.mktemp(lang) / "chapters.pdf"
    done = run_worker("chapters", lang, out, *CHAPTERS)
    assert done.returncode == 0, done.stderr
    return lang, out
