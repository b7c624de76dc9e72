"""Bytes to disk, whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from guidance.artifact import Artifact


def write_artifacts(folder: Path, artifacts: Iterable[Artifact]) -> int:
    """Write artifacts below a folder; returns how many. Paths that lead out of the folder are refused."""
    count = 0
    made: set[str] = set()
    base = str(folder)
    for artifact in artifacts:
        path = f"{base}/{artifact.path}"
        parent = path.rpartition("/")[0]
        if parent not in made:
            if not Path(parent).resolve().is_relative_to(folder.resolve()):
                raise ValueError(f"{artifact.path} leads out of {folder}")
            Path(parent).mkdir(parents=True, exist_ok=True)
            made.add(parent)
        with open(path, "wb") as file:  # noqa: PTH123 - thousands of files: Path.write_bytes costs twice
            file.write(artifact.content)
        count += 1
    return count


def write_file(path: Path, content: bytes) -> None:
    """Replace a file in one step, so that nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(content)
    new.replace(path)


def append_line(path: Path, line: str) -> None:
    """Add a line to a file, in one step; a file that a killed run left without its last line end gets one first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as file:
        if size := file.seek(0, os.SEEK_END):
            file.seek(size - 1)
            line = line if file.read(1) == b"\n" else f"\n{line}"
        file.write(line.encode())


def swap_folder(new: Path, old: Path) -> None:
    """Put a finished folder in the place of another; the other stays whole until that moment."""
    gone = old.with_name(f".{old.name}.old")
    remove_folder(gone)
    if old.exists():
        os.rename(old, gone)  # noqa: PTH104
    os.rename(new, old)  # noqa: PTH104
    remove_folder(gone)


def remove_folder(folder: Path) -> None:
    """Remove a folder that was left behind, if it is there; what it holds goes side by side, for disks are slow."""
    if folder.is_dir():
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda path: shutil.rmtree(path, ignore_errors=True), folder.iterdir()))
    shutil.rmtree(folder, ignore_errors=True)


def move_folder(source: Path, target: Path) -> None:
    """Put a folder in a place that nobody reads yet; what stood there is gone."""
    remove_folder(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(source, target)


def copy_file(source: Path, target: Path) -> Path:
    """Copy a file, whole or not at all; returns the target."""
    write_file(target, source.read_bytes())
    return target
