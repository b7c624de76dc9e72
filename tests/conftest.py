"""Shared by all tests: the project's root, a copy of it to break, and the site built once a session."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from guidance.app import checking
from guidance.config import Settings
from guidance.load.corpus import load
from guidance.model.corpus import Corpus

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
ROOT = Path(__file__).resolve().parent.parent
PARTS = ("content", "hooks", "overrides", "mkdocs.yml", "pyproject.toml")
#: What is made once a session and takes long, with the tests that use it: they run in one process.
SHARED = {
    "site": ("tests/browser/", "tests/build/test_site.py", "tests/links/test_site_links.py"),
    "books": ("tests/pdf/",),
    "small book": ("tests/proof/",),
    "hostile project": ("tests/hostile/",),
}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Share tests out by file, but keep together those that share what is made once."""
    from xdist.scheduler import LoadScopeScheduling

    class ByWhatTheyShare(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return next((name for name, files in SHARED.items() if file.startswith(files)), file)

    return ByWhatTheyShare(config, log)


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the project."""
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The real content."""
    found = load(ROOT).corpus
    assert found is not None
    return found


def copy_project(target: Path, source: Path = ROOT) -> Path:
    """A copy of the parts of the project that a build reads."""
    for part in PARTS:
        if (source / part).is_dir():
            shutil.copytree(source / part, target / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source / part, target / part)
    return target


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project that a test may break."""
    return copy_project(tmp_path)


@pytest.fixture
def check_text() -> Callable[[Path], str]:
    """The report on a project's content, as a person reads it."""
    return lambda folder: checking.check(Settings(folder)).text


def run_guidance(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a folder, as a user would."""
    command = [sys.executable, "-m", "guidance", *arguments]
    return subprocess.run(
        command, cwd=folder, env=os.environ | environment, capture_output=True, text=True, check=False
    )


def run_mkdocs(
    folder: Path, *arguments: str, engine: str = "mkdocs", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run MkDocs (or ProperDocs) itself, as a user would."""
    command = [sys.executable, "-m", engine, *arguments]
    whole = os.environ | {"NO_MKDOCS_2_WARNING": "1", "GUIDANCE_BOOKS": "0"} | environment
    return subprocess.run(command, cwd=folder, env=whole, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site in six languages, built once by plain `mkdocs build`, without the books."""
    folder = copy_project(tmp_path_factory.mktemp("site-project"))
    done = run_mkdocs(folder, "build", "--quiet", "--strict")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; one a process, for all tests that look at pages."""
    program = next((found for name in _CHROMIUM if (found := shutil.which(name))), None)
    assert program, "Chromium is missing: run make test, which installs it or says how"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()
