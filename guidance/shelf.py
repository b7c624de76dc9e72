"""The shelf: files that are made once, in parallel, and again only when what they are made from has changed.

A folder keeps its files under their own names, and beside them, in ``.made``, a line for each: the digest of what the
file was made from, the digest of its bytes, its path. A line is added when its file is there, whole; so a run that was
killed goes on where it stopped, and a file that somebody has changed since is made again.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path, PurePosixPath

from guidance.errors import ToldError
from guidance.model.moment import source_date
from guidance.write import append_line, write_file

_PACKAGE = Path(__file__).parent
_LIST = ".made"
#: So many lines that say nothing any more are no reason to write the list anew.
_TOLERATED = 100


class ShelfError(ToldError):
    """Some files could not be made; the message names each with its reason. All others are made and kept."""


@dataclass(frozen=True, slots=True)
class Product:
    """A file to be made: its POSIX path below the folder, the digest of what it is made from, and how to make it.

    ``make`` goes to another process: a function of a module, or a ``functools.partial`` of one with small arguments.
    What many products need, such as the corpus, is better brought into each process once, by ``Workers.begin``.
    """

    path: str
    digest: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Workers:
    """So many processes, each begun by ``begin``, with these variables set before it starts (Pango reads its fonts)."""

    count: int
    begin: Callable[[], None] | None = None
    environment: Mapping[str, str] = field(default_factory=dict)


def digest_of(*parts: str | bytes) -> str:
    """The digest of what a file is made from: the program, with its templates and catalogues, and these parts.

    And the moment that the file says it was made, where that is not the day of the edition.
    """
    made = sha256(f"{program_digest()}{source_date() or ''}".encode())
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        made.update(b"%d:%b" % (len(content), content))
    return made.hexdigest()[:32]


@cache
def program_digest() -> str:
    """Changes with the program, its templates and its catalogues."""
    made = sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix in (".py", ".j2", ".css", ".po", ".toml"):
            made.update(path.read_bytes())
    return made.hexdigest()


def missing(folder: Path, products: Iterable[Product]) -> list[Product]:
    """The products that are not in the folder, or were made from something else, or changed afterwards."""
    known = _known(folder)
    return [product for product in products if not _is_kept(folder, product, known)]


def make_all(
    folder: Path, products: Sequence[Product], workers: Workers, done: Callable[[Product], None] = lambda product: None
) -> list[Product]:
    """Make what is missing; returns what was made. ``done`` is told of each product, the kept ones first.

    Raises ShelfError at the end if some could not be made. The bytes of a product must not depend on the others, for
    each may be made in any process.
    """
    wanted = {product.path: product for product in products}
    if len(wanted) != len(products):
        raise ValueError("two products have one path")
    to_make = missing(folder, products)
    waiting = {product.path for product in to_make}
    for product in products:
        _inside(product.path)
        if product.path not in waiting:
            done(product)
    failures: dict[str, str] = {}
    made: list[Product] = []
    for product, outcome in _outcomes(to_make, workers):
        if isinstance(outcome, bytes):
            keep(folder, product.path, product.digest, outcome)
            made.append(product)
            done(product)
        else:
            failures[product.path] = outcome
    tidy(folder)
    if failures:
        said = "\n".join(f"{path}: {why}" for path, why in sorted(failures.items()))
        raise ShelfError(f"{len(failures)} of {len(products)} files could not be made:\n{said}")
    return made


def kept(folder: Path, path: str, digest: str) -> bytes | None:
    """The bytes of a file, if the folder has it as it was made, and it was made from what has this digest."""
    made_from, content = _known(folder).get(path, ("", ""))
    file = folder / _inside(path)
    held = file.read_bytes() if made_from == digest and file.is_file() else b""
    return held if sha256(held).hexdigest() == content else None


def keep(folder: Path, path: str, digest: str, content: bytes) -> None:
    """Put a file into a folder, with the digest of what it was made from; it is listed when it is there, whole."""
    write_file(folder / _inside(path), content)
    append_line(folder / _LIST, _line(path, digest, sha256(content).hexdigest()))


def tidy(folder: Path) -> None:
    """Take out of the list what later lines have replaced, once that is most of it."""
    known, listed = _known(folder), folder / _LIST
    if listed.is_file() and listed.read_bytes().count(b"\n") > 2 * len(known) + _TOLERATED:
        _write_list(folder, known)


def forget_others(folder: Path, products: Iterable[Product]) -> None:
    """Remove the files that an earlier run made and nobody wants any more; files of other origin are left alone."""
    wanted = {product.path for product in products}
    known = _known(folder)
    for path in known.keys() - wanted:
        (folder / _inside(path)).unlink(missing_ok=True)
    if known:
        _write_list(folder, {path: digests for path, digests in known.items() if path in wanted})


def _write_list(folder: Path, known: Mapping[str, tuple[str, str]]) -> None:
    lines = (_line(path, *digests) for path, digests in sorted(known.items()))
    write_file(folder / _LIST, "".join(lines).encode())


def _known(folder: Path) -> dict[str, tuple[str, str]]:
    """Path → the digests of what it was made from and of its bytes; the last word on a path counts."""
    listed = folder / _LIST
    if not listed.is_file():
        return {}
    rows = (line.split(" ", 2) for line in listed.read_text("utf-8", "replace").splitlines())
    return {row[2]: (row[0], row[1]) for row in rows if len(row) == 3}


def _is_kept(folder: Path, product: Product, known: Mapping[str, tuple[str, str]]) -> bool:
    made_from, content = known.get(product.path, ("", ""))
    file = folder / product.path
    return made_from == product.digest and file.is_file() and sha256(file.read_bytes()).hexdigest() == content


def _line(path: str, made_from: str, content: str) -> str:
    return f"{made_from} {content} {path}\n"


def _inside(path: str) -> str:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts or any(mark in path for mark in "\r\n\0"):
        raise ValueError(f"{path!r} is no path below a folder")
    return path


_Outcome = tuple[Product, bytes | str]


def _outcomes(products: Sequence[Product], workers: Workers) -> Iterator[_Outcome]:
    """Each product with its bytes, or with the reason why there are none.

    If a process dies (too little memory, say), those it may have been working on are tried once more, each alone: so
    only the one that kills its process fails.
    """
    queue, suspects = list(reversed(products)), list[Product]()
    while queue:
        lost = yield from _round(queue, workers, workers.count)
        suspects += lost
    for suspect in suspects:
        for product in (yield from _round([suspect], workers, 1)):
            yield product, "its process died, perhaps for want of memory"


def _round(queue: list[Product], workers: Workers, count: int) -> Generator[_Outcome, None, list[Product]]:
    """Make products from the end of the queue until it is empty or a process dies; returns those that were lost."""
    running: dict[Future[bytes | str], Product] = {}
    with _pool(workers, min(count, len(queue))) as pool:
        try:
            while queue or running:
                while queue and len(running) < count + 1:
                    running[pool.submit(_attempt, queue[-1].make)] = queue[-1]
                    queue.pop()
                wait(running, return_when=FIRST_COMPLETED)
                # In the order in which they were begun: what was finished first is kept first, if the run is killed.
                for future in [future for future in running if future.done()]:
                    outcome = future.result()
                    yield running.pop(future), outcome
        except BrokenProcessPool:
            return list(running.values())
    return []


#: Why this process could not begin; every product then says so, instead of process after process dying of it.
_unfit = ""


def _begin(begin: Callable[[], None]) -> None:
    global _unfit
    try:
        begin()
    except Exception:
        _unfit = traceback.format_exc()


def _attempt(make: Callable[[], bytes]) -> bytes | str:
    if _unfit:
        return _unfit
    try:
        return make()
    except ToldError as error:
        return str(error)
    except Exception:
        return traceback.format_exc()


@contextmanager
def _pool(workers: Workers, count: int) -> Iterator[ProcessPoolExecutor]:
    # A worker is not forked: this process may have threads, and Pango may have read other fonts in it.
    added = {"PYTHONHASHSEED": "0", **workers.environment}
    before = {name: os.environ.get(name) for name in added}
    os.environ.update(added)
    pool = ProcessPoolExecutor(count, get_context("spawn"), _begin, (workers.begin or _nothing,))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _nothing() -> None:
    """Nothing to begin with."""
