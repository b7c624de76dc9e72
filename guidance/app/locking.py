"""The lock of a project, taken by whatever fills or clears a shelf of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from guidance.config import Settings
from guidance.lock import NAME, hold


def locked(settings: Settings, tell: Callable[[str], None] | None = None) -> AbstractContextManager[None]:
    """Hold the lock of the project; if another program holds it, wait and ``tell`` so.

    Without ``tell`` nobody waits: LockedError is raised, with the name of the other program.
    """
    return hold(settings.root / settings.cache / NAME, _command(), tell)


def _command() -> str:
    """What this program was called with, as people write it."""
    program = Path(sys.argv[0])
    name = program.parent.name if program.name == "__main__.py" else program.name
    return " ".join((name, *sys.argv[1:]))
