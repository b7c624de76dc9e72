"""Books: which are up to date, and the making of the others, each in a process of its own.

WeasyPrint keeps a whole document in memory, and Pango reads the fonts it may use from the environment when it starts:
so a book is made by a worker that ends with it. A finished book is kept under a key of everything it is made from.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from guidance.errors import ToldError
from guidance.model.corpus import Corpus
from guidance.setup.fonts import fonts_dir
from guidance.write import write_file

_PACKAGE = Path(__file__).parent


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


def shelf(root: Path, cache_folder: str, texts: dict[str, str]) -> Shelf:
    """The shelf for the content as it is now."""
    made = sha256(_program_digest().encode())
    for path, text in sorted(texts.items()):
        made.update(f"{path}\0{text}\0".encode())
    return Shelf(root, root / cache_folder / "books", made.hexdigest()[:16])


@cache
def _program_digest() -> str:
    """Changes with the program, its templates and its catalogues."""
    made = sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix in (".py", ".j2", ".css", ".po", ".toml"):
            made.update(path.read_bytes())
    return made.hexdigest()


def make_books(
    shelf_: Shelf, corpus: Corpus, langs: list[str], workers: int, done: Callable[[str], None] = lambda lang: None
) -> None:
    """Make the books of the languages, ``workers`` at a time; ``done`` is told of each."""
    shelf_.folder.mkdir(parents=True, exist_ok=True)
    stored = shelf_.folder / f"corpus-{shelf_.key}.pickle"
    write_file(stored, pickle.dumps(corpus))

    def make(lang: str) -> str:
        _run_worker(shelf_, stored, lang)
        done(lang)
        return lang

    try:
        with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
            list(pool.map(make, langs))
    finally:
        stored.unlink(missing_ok=True)
    _forget_old(shelf_)


def _forget_old(shelf_: Shelf) -> None:
    for path in shelf_.folder.glob("*.pdf"):
        if not path.stem.endswith(shelf_.key):
            path.unlink()


def _run_worker(shelf_: Shelf, stored: Path, lang: str) -> None:
    fonts = fonts_dir(shelf_.root)
    environment = os.environ | {"FONTCONFIG_FILE": str((fonts / "fonts.conf").resolve()), "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-m", "guidance.books", str(stored), lang, str(fonts), str(shelf_.path(lang))]
    finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if finished.returncode != 0:
        raise BookError(f"the book in {lang} could not be made:\n{finished.stderr.strip()}")


def _worker(stored: str, lang: str, fonts: str, out: str) -> None:
    """Make one book; runs in a process of its own. The pickle is the parent's own and a moment old."""
    # Layout makes millions of small objects that live until the end: looking for garbage among them costs a fifth of
    # the time. A worker ends with its book, so it looks rarely.
    gc.set_threshold(200_000, 50, 100)
    from guidance.render.pdf import build_book

    corpus: Corpus = pickle.loads(Path(stored).read_bytes())
    memory = Path(out).parent / f"{lang}.pages.json"
    known = json.loads(memory.read_text("utf-8")) if memory.is_file() else None
    book = build_book(corpus, lang, Path(fonts), known)
    write_file(memory, json.dumps(book.page_map, sort_keys=True).encode())
    write_file(Path(out), book.pdf)


if __name__ == "__main__":
    _worker(*sys.argv[1:5])
