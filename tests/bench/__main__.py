"""Time the books: of several lengths, cold and warm, after an edit, against a plain style sheet and against Typst.

    python -m tests.bench [LANG]

Every line is a process of its own on what is otherwise a quiet machine. Figures go to the screen and, as JSON, to
``build/bench-books.json``.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from guidance.load.corpus import load
from guidance.render.book.content import BookContent
from guidance.render.book.html import write_book
from guidance.render.view import View
from guidance.setup.bench import Row, line, timed
from guidance.setup.fonts import ensure_fonts

ROOT = Path(__file__).resolve().parents[2]
#: So many chapters: about 150, 300 and 600 pages, and the whole book.
LENGTHS = (29, 52, 97, 999)
#: The lengths at which everything is compared: about 300 pages, and the whole book.
COMPARED = (52, 999)
#: The chapter that an edit changes.
EDITED = 30


def rows(lang: str, work: Path) -> Iterator[Row]:
    """Every measurement, one after the other."""
    for number in LENGTHS:
        yield cut("cold, one process", work / f"one-{number}", lang, number, 1)
    for number in COMPARED:
        yield from compared(lang, work, number)
    command = [sys.executable, "-m", "tests.bench.six_books", str(work / "six"), str(COMPARED[0])]
    yield said("six languages, two at a time", command)


def compared(lang: str, work: Path, number: int) -> Iterator[Row]:
    """A length of the book in two processes, after an edit, and by others."""
    book, documents, typst = work / f"two-{number}", work / f"{number}.json", work / "typst.pdf"
    yield cut("cold, two processes", book, lang, number, 2)
    for chapter in (book / "chapters").glob("*.part"):
        chapter.unlink()
    yield cut("page map known, two processes", book, lang, number, 2)
    yield cut("nothing changed", book, lang, number, 2)
    sorted((book / "chapters").glob("*.part"), key=lambda path: path.stat().st_size)[EDITED].unlink()
    yield cut("one chapter changed", book, lang, number, 2)
    command = [sys.executable, "-m", "tests.bench.plain_book", str(work / "plain.pdf"), lang, str(number)]
    yield said("plain style sheet, one process", command)
    documents.write_text(json.dumps(chapters(lang, number)), "utf-8")
    command = [sys.executable, "-m", "tests.bench.typst_book", str(documents), lang, "Guidance"]
    yield said("Typst", [*command, str(ensure_fonts(ROOT)), str(typst)])


def chapters(lang: str, number: int) -> list[str]:
    """The first chapters in HTML."""
    corpus = load(ROOT).corpus
    assert corpus is not None, "the content has errors"
    return list(islice(write_book(BookContent(View(corpus, lang)), {}), number))


def cut(name: str, folder: Path, lang: str, number: int, workers: int) -> Row:
    """The first chapters, made as a book is."""
    command = [sys.executable, "-m", "tests.bench.cut_book", str(folder), lang, str(number), str(workers)]
    return said(name, command)


def said(name: str, command: list[str]) -> Row:
    """A measurement, with what the process says of it: its pages, and the most MiB of any process."""
    environment = {"FONTCONFIG_FILE": str(ensure_fonts(ROOT) / "fonts.conf"), "PYTHONHASHSEED": "0"}
    with tempfile.NamedTemporaryFile("r+") as words:
        row = timed(name, [sys.executable, "-c", _TEE, words.name, *command], ROOT, **environment)
        told = json.loads(words.read())
    pages, seconds = told["pages"], row.seconds or 0
    return Row(name, seconds, row.cpu, max(told["mebibytes"]), f"{pages} pages, {pages / seconds:.1f} a second")


#: Runs a command with its output in a file, and ends as it ends.
_TEE = "import subprocess, sys; sys.exit(subprocess.run(sys.argv[2:], stdout=open(sys.argv[1], 'w')).returncode)"


def main() -> None:
    """Measure, print the table as it grows, and write the figures as JSON."""
    lang = sys.argv[1] if len(sys.argv) > 1 else "en"
    work = Path(tempfile.mkdtemp(prefix="guidance-books-"))
    os.environ["PYTHONPATH"] = str(ROOT)
    measured: list[Row] = []
    try:
        print(f"{'':<38}{'wall':>10}{'processor':>10}{'memory':>11}")
        for row in rows(lang, work):
            measured.append(row)
            print(line(row), flush=True)
    finally:
        shutil.rmtree(work)
    out = ROOT / "build" / "bench-books.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps([asdict(row) for row in measured], indent=1) + "\n", "utf-8")
    print(f"figures: {out.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
