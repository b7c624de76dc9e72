"""Shared by the tests of finished PDFs: a project with a few records, and its book in English."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.proof.books import export, sample_project


@pytest.fixture(scope="session")
def small_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a few records and its book in English."""
    folder = sample_project(tmp_path_factory.mktemp("sample-book"))
    export(folder, "en", LC_ALL="C.UTF-8", TZ="UTC", PYTHONHASHSEED="1")
    return folder


@pytest.fixture(scope="session")
def small_book(small_project: Path) -> Path:
    """The English book of the sample."""
    return next((small_project / "out").glob("*-en.pdf"))
