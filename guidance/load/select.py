"""Which part of the content a run is about.

A check of one file still needs every record, because the file refers to them; what it does not need are the
translations of records it has nothing to do with, which are five sixths of all there is to read.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from guidance.model.lang import SOURCE

TRANSLATIONS = "translations"


@dataclass(frozen=True, slots=True)
class Selection:
    """The languages asked for (all for none), and the files whose mistakes are asked for (all for none).

    ``focus`` holds paths from the project's root in POSIX form.
    """

    langs: tuple[str, ...] | None = None
    focus: frozenset[str] | None = None

    def reads(self, path: str, content: str) -> bool:
        """Whether a file has to be read at all; every record is, a translation only where it is asked for."""
        parts = PurePosixPath(path).relative_to(content).parts
        if parts[0] != TRANSLATIONS or len(parts) < 3:
            return True
        if self.langs is not None and parts[1] not in self.langs:
            return False
        if self.focus is None or path in self.focus:
            return True
        return self._source_in_focus(parts[2:], content)

    def _source_in_focus(self, rest: tuple[str, ...], content: str) -> bool:
        """Whether the record or register that a translation belongs to is in focus."""
        focus = self.focus or frozenset()
        stem = PurePosixPath(*rest).with_suffix("")
        if any(f"{content}/{stem}{suffix}" in focus for suffix in (".yaml", ".md")):
            return True
        register = f"{content}/{stem}/"
        return len(rest) == 1 and any(path.startswith(register) for path in focus)

    def shows(self, path: str) -> bool:
        """Whether a mistake in a file is asked for."""
        if self.focus is not None and path not in self.focus:
            return False
        parts = path.split("/")
        if self.langs is None or TRANSLATIONS not in parts[:2]:
            return True
        lang = parts[2] if len(parts) > 2 else SOURCE
        return lang in self.langs or lang == SOURCE


#: Everything.
ALL = Selection()
