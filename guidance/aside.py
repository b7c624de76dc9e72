"""Work that a copy of this process does while it goes on."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeVar

T = TypeVar("T")


def aside(work: Callable[[], T]) -> Callable[[], T]:
    """Begin work in a copy of this process, and return how to get its result, which must be small.

    Where a process cannot be copied safely, or there is nobody else to do it, it is done when it is asked for; so it is
    when the copy fails, that the failure is seen here.
    """
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        return work
    context = get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    copy = context.Process(target=_do, args=(work, sending), daemon=True)
    copy.start()
    sending.close()

    def result() -> T:
        try:
            found: T = receiving.recv()
        except EOFError:
            return work()
        finally:
            receiving.close()
            copy.join()
        return found

    return result


def _do(work: Callable[[], object], sending: Connection) -> None:
    try:
        sending.send(work())
    except Exception:
        # Whatever it is, the process that asked does the work itself and shows it.
        sys.exit(1)
