"""What changed since a commit, as git says; the only door to git."""

from __future__ import annotations

import subprocess
from pathlib import Path

from guidance.errors import UsageError


class ChangesError(UsageError):
    """What changed cannot be known; the message says why."""


def changed_files(root: Path, folder: str, since: str) -> frozenset[str]:
    """Paths below ``folder``, from ``root``, that differ from the commit ``since`` or that git does not know yet.

    Deleted files are among them. Raises ChangesError outside a repository or where there is no such commit.
    """
    if since.startswith("-"):
        raise ChangesError(f'"{since}" is not a commit')
    names = ["--name-only", "--no-renames", "--relative", "-z"]
    tracked = _git(root, "diff", *names, "--end-of-options", _base(root, since), "--", folder)
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", folder)
    return frozenset(name for name in (tracked + new).split("\0") if name)


def _base(root: Path, since: str) -> str:
    """What to compare with: before the first commit HEAD is nothing yet, and everything differs from the empty tree."""
    if since != "HEAD":
        return since
    state = _git(root, "status", "--porcelain=v2", "--branch", "--untracked-files=no")
    if not state.startswith("# branch.oid (initial)"):
        return since
    return _git(root, "hash-object", "-t", "tree", "--stdin").strip()


def archived(root: Path, folder: str, commit: str) -> bytes:
    """The files below ``folder`` (from ``root``) as they stood at a commit, as a tar archive.

    Nothing is checked out. Raises ChangesError outside a repository, or where there is no such commit or folder.
    """
    if commit.startswith("-"):
        raise ChangesError(f'"{commit}" is not a commit')
    place = _git(root, "rev-parse", "--show-prefix").strip("\n")
    tree = _git(root, "rev-parse", "--verify", "--end-of-options", f"{commit}^{{commit}}").strip()
    return _run(root, "archive", "--format=tar", f"{tree}:{place}", folder)


def place_in_repository(root: Path) -> str:
    """The way from the repository's root to a folder, with a slash at its end; empty at the root or outside of one."""
    try:
        return _git(root, "rev-parse", "--show-prefix").strip("\n")
    except ChangesError:
        return ""


def _git(root: Path, *arguments: str) -> str:
    return _run(root, *arguments).decode("utf-8", "replace")


def _run(root: Path, *arguments: str) -> bytes:
    command = ["git", "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(command, cwd=root, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    except FileNotFoundError:
        raise ChangesError("git is not installed: name the files instead") from None
    if done.returncode != 0:
        reason = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        raise ChangesError(f"git cannot say what changed: {reason}")
    return done.stdout
