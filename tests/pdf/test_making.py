"""How a book is made: its processes begin before all is known, and nothing is left when it cannot be made."""

from __future__ import annotations

import ctypes.util
import subprocess
import sys
from pathlib import Path

import pytest

from guidance import books
from guidance.app.checking import sound_content
from guidance.app.reporting import catalogue
from guidance.config import Settings
from guidance.model.corpus import Corpus
from guidance.model.edition import EditionData
from tests.conftest import ROOT, run_guidance
from tests.proof.books import sample_project
from tests.rules.examples import lay

COUNT = """
import ctypes.util
found, search = [], ctypes.util.find_library
ctypes.util.find_library = lambda name: found.append(name) or search(name)
{how}
print(len(found))
"""


class NothingError(Exception):
    """What the tests raise in the place of an answer."""


def _is_running(folder: Path) -> bool:
    """Whether any process was started with a path of the folder."""
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    return str(folder) in listed


def test_content_that_a_rule_refuses_leaves_no_book_and_no_process(tmp_path: Path) -> None:
    folder = sample_project(tmp_path)
    # Content that can be loaded, and may not be published.
    lay(folder, catalogue()["G410"].fails)
    done = run_guidance(folder, "export", "pdf", "--lang", "en", "--out", "out", PYTHONPATH=str(ROOT))
    assert done.returncode == 1, done.stderr
    assert "error G410" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(folder.rglob("*.pdf"))
    assert not list(folder.rglob("*.part"))
    assert not _is_running(folder)


@pytest.mark.parametrize("late", [False, True], ids=["no corpus", "no data"])
def test_what_keeps_a_book_from_being_made_is_said(tmp_path: Path, late: bool) -> None:
    shelf = books.Shelf(sample_project(tmp_path), tmp_path / ".cache" / "books", "0" * 16)

    def content() -> Corpus:
        if late:
            return sound_content(Settings(tmp_path))[0]
        raise NothingError("no content")

    def no_data(corpus: Corpus) -> EditionData:
        raise NothingError("no data")

    with pytest.raises(NothingError, match="no data" if late else "no content"):
        books.make_books(shelf, content, no_data, ["en"], 1)
    assert not list(tmp_path.rglob("*.pdf"))
    assert not _is_running(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the names that are tried first are the right ones")
def test_libraries_are_not_looked_for_by_other_names() -> None:
    """The second figure says when WeasyPrint asks for them by their files itself: then the shortcut can go."""
    searches = []
    for how in ("from guidance.render.pdf_patches import apply_patches\napply_patches()", "import weasyprint"):
        done = subprocess.run([sys.executable, "-c", COUNT.format(how=how)], capture_output=True, text=True, check=True)
        searches.append(int(done.stdout))
    assert searches[0] == 0
    assert searches[1] > 0
    assert ctypes.util.find_library("m")
