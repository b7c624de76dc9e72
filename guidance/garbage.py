"""Garbage collection, put off where a million live objects are made and no garbage is."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Put off the search for circular garbage: a corpus is a million live objects and has none."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def seldom() -> None:
    """Search seldom, in a process that lays out pages: it makes millions of small objects, most of them no garbage.

    To look among them as often as a program usually does takes a fifth of the time.
    """
    gc.set_threshold(1_000_000, 50, 100)
