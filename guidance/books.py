"""Books: which are up to date, and the making of the others, each in a process of its own.

Pango reads the fonts it may use from the environment when it starts: so a book is made by a process that ends with it,
and its chapters by workers of that process. A finished book is kept under a key of everything it is made from, and a
finished chapter likewise: after the edit of a sentence one chapter is laid out, and the book is bound again.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from subprocess import PIPE, Popen

from guidance import lock
from guidance.errors import ToldError
from guidance.garbage import seldom
from guidance.model.corpus import Corpus
from guidance.model.edition import EditionData
from guidance.parcel import unwrapped, wrapped
from guidance.render.book.pagemap import Batch, Learn
from guidance.render.book.part import Part, restore, store
from guidance.render.pdf import Press, build_book, check_process
from guidance.setup.fonts import fonts_dir
from guidance.shelf import program_digest
from guidance.write import write_file

#: How many chapters wait for workers: as many as are made while one is written.
_AHEAD = 2


class BookError(ToldError):
    """A book could not be made; the message holds what its worker said."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where finished books are kept, for one state of the content."""

    root: Path
    folder: Path
    key: str

    def path(self, lang: str) -> Path:
        """The file of a finished book."""
        return self.folder / f"{lang}-{self.key}.pdf"

    def missing(self, langs: Iterable[str]) -> list[str]:
        """The languages whose book has still to be made."""
        return [lang for lang in langs if not self.path(lang).is_file()]


def shelf(root: Path, cache_folder: str, content: bytes) -> Shelf:
    """The shelf for the content as it is now, of which the archive holds every byte."""
    made = sha256(program_digest().encode())
    made.update(content)
    return Shelf(root, root / cache_folder / "books", made.hexdigest()[:16])


def finished(shelf_: Shelf, lang: str) -> bytes | None:
    """The finished book of a language, if it is up to date."""
    path = shelf_.path(lang)
    return path.read_bytes() if path.is_file() else None


def known_pages(shelf_: Shelf, lang: str) -> dict[str, int] | None:
    """The page of every anchor, and all other numbers, of the book that was made last."""
    memory = _memory(shelf_.folder, lang)
    return json.loads(memory.read_text("utf-8")) if memory.is_file() else None


def _memory(folder: Path, lang: str) -> Path:
    return folder / f"{lang}.pages.json"


def make_books(
    shelf_: Shelf,
    corpus: Callable[[], Corpus],
    data: Callable[[Corpus], EditionData],
    langs: list[str],
    workers: int,
    done: Callable[[str], None] = lambda lang: None,
) -> None:
    """Make the books of the languages, the data inside, with so many workers in all; ``done`` is told of each.

    What they are made from is asked for while their processes begin, which have libraries to load. If it cannot be had
    these are ended, and what ``corpus`` or ``data`` raised is raised.
    """
    # While a book is bound its workers wait: better one worker for each of two books than two for one after the other.
    together = max(1, min(workers, len(langs)))
    shelf_.folder.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(1) as writing, ThreadPoolExecutor(together) as making:
        found = writing.submit(corpus)
        order = [
            writing.submit(lambda: wrapped(found.result())),
            writing.submit(lambda: wrapped(data(found.result()))),
        ]

        def make(lang: str) -> None:
            _run(shelf_, order, lang, max(1, workers // together))
            done(lang)

        list(making.map(make, langs))
    _forget_old(shelf_)


def _forget_old(shelf_: Shelf) -> None:
    for path in shelf_.folder.glob("*.pdf"):
        if not path.stem.endswith(shelf_.key):
            path.unlink()


def _run(shelf_: Shelf, order: Sequence[Future[bytes]], lang: str, workers: int) -> None:
    """Make a book in a process of its own, which is given the corpus and the data when they are ready."""
    fonts = fonts_dir(shelf_.root)
    environment = os.environ | {"FONTCONFIG_FILE": str((fonts / "fonts.conf").resolve()), "PYTHONHASHSEED": "0"}
    arguments = map(str, (lang, fonts, shelf_.path(lang), workers))
    command = [sys.executable, "-m", "guidance.books", *arguments]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(command, env=environment, stdin=PIPE, stdout=said, stderr=said) as process,
    ):
        # If there is nothing to give, the process sees the end of what it is given, and ends with its workers.
        _give(process, order)
        if process.wait() != 0:
            said.seek(0)
            raise BookError(f"the book in {lang} could not be made:\n{said.read().decode(errors='replace').strip()}")


def _give(process: Popen[bytes], order: Sequence[Future[bytes]]) -> None:
    assert process.stdin is not None
    # A process that has ended reads no more: it has said why.
    with suppress(BrokenPipeError), process.stdin:
        for part in order:
            process.stdin.write(part.result())
            process.stdin.flush()


class Chapters:
    """The chapters of a book: those made before are taken from a folder, the others are made by workers."""

    def __init__(self, folder: Path, fonts: Path, workers: int, at_once: int) -> None:
        """So many workers at most, some of them begun ``at_once``."""
        self._folder = folder
        self._salt = program_digest().encode() + (fonts / "fonts.toml").read_bytes()
        self._made: dict[str, Part] = {}
        #: What the last pass used, by place.
        self._used: dict[int, Path] = {}
        self._room = workers + _AHEAD
        # A worker is not forked: Pango has read the fonts in this process already.
        self._pool = ProcessPoolExecutor(workers, get_context("spawn"), _start, (fonts,))
        # It is started when it gets its first work: so it gets some, and is ready when the text of the book is.
        for _ in range(min(workers, at_once)):
            self._pool.submit(_ready)

    def make(self, documents: Batch, learn: Learn, meanwhile: Callable[[], object] = lambda: None) -> dict[int, Part]:
        """Make chapters, and tell of each when it is there; when all workers have something to do, do something else.

        A chapter is written when a worker will soon be free for it: so it is written with what is known by then.
        """
        keys: dict[int, str] = {}
        begun: dict[Future[Part], int] = {}
        for place, html in documents:
            keys[place] = key = sha256(self._salt + html.encode()).hexdigest()
            self._used[place] = self._path(key)
            if self._find(key):
                learn(place, self._made[key])
            else:
                begun[self._pool.submit(_make, html)] = place
            while len(begun) > self._room:
                meanwhile()
                self._take(begun, keys, learn)
        while begun:
            meanwhile()
            self._take(begun, keys, learn)
        return {place: self._made[key] for place, key in keys.items()}

    def _take(self, begun: dict[Future[Part], int], keys: Mapping[int, str], learn: Learn) -> None:
        """Wait for a chapter, and keep it."""
        for future in wait(begun, return_when=FIRST_COMPLETED).done:
            place = begun.pop(future)
            self._made[keys[place]] = part = future.result()
            write_file(self._path(keys[place]), store(part))
            learn(place, part)

    def __enter__(self) -> Chapters:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        """End the workers, and forget the chapters that the finished book does not use."""
        self._pool.shutdown(cancel_futures=True)
        for path in set(self._folder.glob("*.part")) - set(self._used.values()) if error is None else ():
            path.unlink()

    def _path(self, key: str) -> Path:
        return self._folder / f"{key[:32]}.part"

    def _find(self, key: str) -> bool:
        if key not in self._made and self._path(key).is_file():
            self._made[key] = restore(self._path(key).read_bytes())
        return key in self._made


_press: Press


def _start(fonts: Path) -> None:
    """Begin a worker."""
    seldom()
    global _press
    _press = Press(fonts)
    # Fonts, style sheet and library stay: nobody need look among them for garbage either.
    gc.freeze()
    # What is made is sent at once; at the end, to take apart what stands in memory would take a second.
    atexit.register(os._exit, 0)


def _ready() -> None:
    """Nothing to do but to be there."""


def _make(html: str) -> Part:
    return _press.make(html)


def _print_book(lang: str, fonts: str, out: str, workers: str) -> None:
    """Make one book; runs in a process of its own."""
    check_process(Path(fonts))
    memory = _memory(Path(out).parent, lang)
    known = json.loads(memory.read_text("utf-8")) if memory.is_file() else None
    given = sys.stdin.buffer
    # After an edit there is little to do, and the processor has this process to begin, and its parent's work.
    at_once = 1 if known else int(workers)
    with Chapters(Path(out).parent / lang, Path(fonts), int(workers), at_once) as chapters:
        # It takes half a second to begin, and is not needed before the book is bound.
        press = cache(partial(Press, Path(fonts)))
        make = partial(chapters.make, meanwhile=press)
        # Nobody here holds the corpus, so that it is gone when the book is bound.
        book = build_book(press, unwrapped(given), lambda: unwrapped(given), lang, known, make)
    write_file(memory, json.dumps(book.page_map, sort_keys=True).encode())
    write_file(Path(out), book.pdf)


if __name__ == "__main__":
    with lock.under(Path(sys.argv[3]).parents[1] / lock.NAME):
        _print_book(*sys.argv[1:5])
    # All is written: to take apart what stands in memory, piece by piece, would take half a second.
    os._exit(0)
