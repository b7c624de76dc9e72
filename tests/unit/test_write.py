"""Files are written below the folder that was named, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from guidance.artifact import Artifact
from guidance.write import write_artifacts


def _artifacts(*paths: str) -> list[Artifact]:
    return [Artifact(path, path.encode(), "text/plain") for path in paths]


def test_folders_are_made_as_they_are_needed(tmp_path: Path) -> None:
    paths = ("top.txt", "a/b/c/deep.txt", "a/b/other.txt", "a/b/c/deep-2.txt")
    assert write_artifacts(tmp_path / "not" / "yet", _artifacts(*paths)) == 4
    written = {p.relative_to(tmp_path / "not" / "yet").as_posix() for p in tmp_path.rglob("*.txt")}
    assert written == set(paths)
    assert (tmp_path / "not" / "yet" / "a" / "b" / "other.txt").read_text() == "a/b/other.txt"


@pytest.mark.parametrize("path", ["../out.txt", "a/../../out.txt", "a/../b.txt", "linked/out.txt", "linked/a/out.txt"])
def test_what_leads_out_is_refused(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (folder / "linked").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ValueError, match="leads out"):
        write_artifacts(folder, _artifacts("good.txt", path))
    assert not list((tmp_path / "elsewhere").iterdir())
    assert not (tmp_path / "out.txt").exists()


def test_a_folder_that_is_itself_a_link_may_be_named(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "here").symlink_to(tmp_path / "there")
    write_artifacts(tmp_path / "here", _artifacts("a/b.txt"))
    assert (tmp_path / "there" / "a" / "b.txt").is_file()
