"""A lock of a project: one program at a time fills or clears the folders of what was made.

The system holds it for a process, by an open file, and takes it back when the process ends, however it ends: a lock is
never left behind. What a process starts works under its lock: it finds the name of the lock in its environment, and
ends when the one that it works for has ended. Reading finished files needs no lock.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from guidance.errors import ToldError

#: The name of the file that stands for the lock of a project, in its folder of the cache.
NAME = "lock"
#: The names of the locks under which a process works, with spaces between.
_COVER = "GUIDANCE_LOCKS"
#: Seconds between two looks, and how long a lock must be found taken: another program may only have looked at it.
_LOOK, _PATIENCE = 0.2, 1.0
#: Where the locked byte stands: far behind what the file says, which others read (Windows lets nobody read it).
_BYTE = 1 << 30
#: The locks of this process: the open file of each, and how often it was taken.
_HELD: dict[Path, tuple[int, int]] = {}


class LockedError(ToldError):
    """Another program is at work; the message says which one, and since when."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """Who holds a lock, in the words of its command line, since when by the clock of the machine."""

    name: str
    process: int
    what: str
    since: str

    def __str__(self) -> str:
        return f"“{self.what}” (process {self.process}, since {self.since})"


@contextmanager
def hold(path: Path, what: str, tell: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the lock that a file stands for; a process that holds it already goes on.

    ``what`` is what others are told of this program. If another one holds the lock, this one waits, after it has said
    so to ``tell``; without that it raises LockedError, and has touched nothing.
    """
    path = path.resolve()
    if path in _HELD:
        with _again(path):
            yield
    elif _covered(path):
        with _watching(path):
            yield
    else:
        with _taken(path, what, tell):
            yield


@contextmanager
def under(path: Path) -> Iterator[None]:
    """Work under the lock of the process that started this one, if it holds it: end when that one ends."""
    if _covered(path):
        with _watching(path):
            yield
    else:
        yield


@contextmanager
def _again(path: Path) -> Iterator[None]:
    file, depth = _HELD[path]
    _HELD[path] = file, depth + 1
    try:
        yield
    finally:
        _let_go(path)


@contextmanager
def _taken(path: Path, what: str, tell: Callable[[str], None] | None) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _wait(file, path, tell)
    except BaseException:
        os.close(file)
        raise
    claim = _Claim(uuid4().hex, os.getpid(), what, f"{datetime.now():%Y-%m-%d %H:%M:%S}")
    os.truncate(file, 0)
    os.write(file, json.dumps(asdict(claim)).encode())
    _HELD[path] = file, 1
    before = os.environ.get(_COVER, "")
    os.environ[_COVER] = f"{before} {claim.name}".strip()
    try:
        yield
    finally:
        os.environ[_COVER] = before
        _let_go(path)


def _let_go(path: Path) -> None:
    file, depth = _HELD.pop(path)
    if depth > 1:
        _HELD[path] = file, depth - 1
    else:
        _unlock(file)
        os.close(file)


def _wait(file: int, path: Path, tell: Callable[[str], None] | None) -> None:
    """Return when the lock is ours; raises LockedError if it is to be had at once and is not."""
    until = time.monotonic() + _PATIENCE
    said = tell is None
    while not _lock(file):
        if time.monotonic() > until:
            if tell is None:
                raise LockedError(
                    f"Another program is at work in this project: {_holder(path)}.\n"
                    "Nothing was changed. Start again when it has ended."
                )
            if not said:
                tell(f"waiting for {_holder(path)}")
                said = True
        time.sleep(_LOOK)


def _holder(path: Path) -> str:
    return str(_claim(path) or "it has not said which one")


def _claim(path: Path) -> _Claim | None:
    """Who holds the lock, or was the last to hold it; none while somebody is writing it down."""
    try:
        return _Claim(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def _covered(path: Path) -> bool:
    """Whether this process works for the one that holds the lock, which goes on holding it."""
    claim = _claim(path)
    return claim is not None and claim.name in os.environ.get(_COVER, "").split() and not _is_free(path)


def _is_free(path: Path) -> bool:
    file = os.open(path, os.O_RDWR)
    try:
        # The system takes it back when the file is closed.
        return _lock(file)
    finally:
        os.close(file)


@contextmanager
def _watching(path: Path) -> Iterator[None]:
    """Work for another process; end at once if that one does, for a third one may work after that."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(_LOOK):
            if not _covered(path) and not done.is_set():
                print("guidance: ended, because the program that this one worked for has ended", file=sys.stderr)
                sys.stderr.flush()
                os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        done.set()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> bool:
        os.lseek(file, _BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(file, 0, os.SEEK_SET)
        return True

    def _unlock(file: int) -> None:
        os.lseek(file, _BYTE, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)

    def _leave_to_parent() -> None:
        """A fork holds the open files of its parent, and would hold the lock after the parent has ended."""
        for file, _depth in _HELD.values():
            os.close(file)
        _HELD.clear()

    os.register_at_fork(after_in_child=_leave_to_parent)
