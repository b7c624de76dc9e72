"""Bytes to disk, whole or not at all."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from guidance.artifact import Artifact


def write_artifacts(folder: Path, artifacts: Iterable[Artifact]) -> int:
    """Write artifacts below a folder; returns how many. Paths that lead out of the folder are refused."""
    count = 0
    base = str(folder.resolve())
    folder.mkdir(parents=True, exist_ok=True)
    safe = {base}
    for artifact in artifacts:
        path = f"{base}/{artifact.path}"
        parent = path.rpartition("/")[0]
        if parent not in safe and (".." in parent.split("/") or not _made_safely(parent, base, safe)):
            raise ValueError(f"{artifact.path} leads out of {folder}")
        with open(path, "wb") as file:  # noqa: PTH123 - thousands of files: Path.write_bytes costs twice
            file.write(artifact.content)
        count += 1
    return count


def _made_safely(folder: str, base: str, safe: set[str]) -> bool:
    """Make a folder, and those above it; whether it stays below the base. One that is new is no link to elsewhere."""
    above = folder.rpartition("/")[0]
    if above not in safe and not _made_safely(above, base, safe):
        return False
    try:
        os.mkdir(folder)  # noqa: PTH102 - thousands of folders
    except FileExistsError:
        if not Path(folder).resolve().is_relative_to(base):
            return False
    safe.add(folder)
    return True


def write_file(path: Path, content: bytes) -> None:
    """Replace a file in one step, so that nobody ever reads half of it; two processes may write the same one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
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
    """Put a finished folder in the place of another; the other stays whole until that moment.

    Where the system can exchange two names in one step, something whole stands there at every moment. Elsewhere a run
    that is killed between two steps leaves the other beside its place, and the next one puts it back.
    """
    gone = old.with_name(f".{old.name}.old")
    if gone.is_dir() and not old.exists():
        os.rename(gone, old)  # noqa: PTH104
    remove_folder(gone)
    if old.exists() and _exchange(new, old):
        os.rename(new, gone)  # noqa: PTH104
    else:
        if old.exists():
            os.rename(old, gone)  # noqa: PTH104
        os.rename(new, old)  # noqa: PTH104
    remove_folder(gone)


#: What asks a system to exchange two names: ``RENAME_EXCHANGE`` of Linux, ``RENAME_SWAP`` of macOS.
_EXCHANGE = 2
_HERE = -100


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; whether the system and its file system could."""
    names = os.fsencode(one.resolve()), os.fsencode(other.resolve())
    system = ctypes.CDLL(None) if sys.platform in ("linux", "darwin") else None
    if rename := getattr(system, "renameat2", None):
        return bool(rename(_HERE, names[0], _HERE, names[1], _EXCHANGE) == 0)
    if rename := getattr(system, "renamex_np", None):
        return bool(rename(*names, _EXCHANGE) == 0)
    return False


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
