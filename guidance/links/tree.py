"""The files of a built site, by the exact names a web server would find them under; the only module that reads them."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

INDEX = "index.html"


@dataclass(frozen=True)
class Tree:
    """A folder with the paths of its files and folders below it: ``/`` between names, case as on disk."""

    folder: Path
    files: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()

    @cached_property
    def by_small_letters(self) -> dict[str, str]:
        """The files by their names in small letters, to find what differs in case only."""
        return {path.lower(): path for path in self.files}

    def read(self, path: str) -> bytes:
        """The bytes of a file; raises OSError."""
        return self.location(path).read_bytes()

    def location(self, path: str) -> Path:
        """Where a file is on disk."""
        return self.folder / path

    def name(self, path: str) -> str:
        """How a file is called in a report: with the name of the site's folder, and no byte that cannot be printed."""
        return printable(f"{self.folder.resolve().name}/{path}")

    def has_pages(self, folder: str) -> bool:
        """Whether a page stands anywhere below a folder."""
        return any(path.startswith(f"{folder}/") and path.endswith(".html") for path in self.files)

    def beside(self, folder: str) -> frozenset[str]:
        """The names of the files and folders that stand directly in a folder; ``""`` for the site itself."""
        return self._by_folder.get(folder, frozenset())

    @cached_property
    def _by_folder(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for path in (*self.files, *self.folders):
            folder, _, name = path.rpartition("/")
            found[folder].add(name)
        return {folder: frozenset(names) for folder, names in found.items()}


def read_tree(folder: Path) -> Tree:
    """List a folder; empty if there is none."""
    files: set[str] = set()
    folders: set[str] = set()
    for where, inner, names in os.walk(folder):
        below = os.path.relpath(where, folder).replace(os.sep, "/")
        prefix = "" if below == "." else f"{below}/"
        folders.update(prefix + name for name in inner)
        files.update(prefix + name for name in names)
    return Tree(folder, frozenset(files), frozenset(folders))


def printable(text: str) -> str:
    """A text from a file, or a name on disk, as it can be shown: what cannot be printed is escaped."""
    shown = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in shown)


def address_of(path: str) -> str:
    """The address of a file below the site: a page named ``index.html`` is addressed by its folder."""
    return path.removesuffix(INDEX) if path == INDEX or path.endswith(f"/{INDEX}") else path
