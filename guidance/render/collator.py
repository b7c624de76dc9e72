"""The Unicode Collation Algorithm of pyuca with a table that is read as far as it is needed; the only door to pyuca.

The table has 38,000 lines and a list of this publication meets 200 characters: to read every line takes longer than to
sort every list.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from pyuca import Collator
from pyuca.collator import COLL_ELEMENT_PATTERN
from pyuca.trie import Trie
from pyuca.utils import hexstrings2int

Elements = list[list[int]]


class QuickCollator(Collator):  # type: ignore[misc]
    """Gives the keys that pyuca gives."""

    def load(self, filename: str) -> None:
        """Lay the table of a file ready (the form of ``allkeys.txt``, UTS #10)."""
        self.table = _Table()
        for line in Path(filename).read_text("utf-8").splitlines():
            first, _, rest = line.partition(" ")
            if first == "@implicitweights":
                places, base = rest.partition("#")[0].split(";")
                start, end = places.split("..")
                self.implicit_weights.append(hexstrings2int((start, end, base)))
            else:
                self.table.lines[first].append(line)


class _Table(Trie):  # type: ignore[misc]
    """Reads the lines that begin with a character when that character is first asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: defaultdict[str, list[str]] = defaultdict(list)

    def find_prefix(self, key: list[int]) -> tuple[list[int], Elements | None, list[int]]:
        """The longest beginning of a key that stands in the table, its elements, and the rest of the key."""
        for line in self.lines.pop(f"{key[0]:04X}", ()) if key else ():
            characters, elements = line.partition("#")[0].split(";")
            weights = (hexstrings2int(found.groups()) for found in COLL_ELEMENT_PATTERN.finditer(elements))
            self.add(hexstrings2int(characters.split()), list(weights))
        found: tuple[list[int], Elements | None, list[int]] = super().find_prefix(key)
        return found
