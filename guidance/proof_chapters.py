"""Chapters of a book laid out alone, to look at while it is being worked on; runs as a process of its own.

Pango reads the fonts once for a process, from the environment: so this one ends when its chapters are made. Numbers are
those of the last book, or estimates where there is none: as wide as the real ones, but not always them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from guidance.errors import ToldError
from guidance.model.corpus import Corpus
from guidance.parcel import unwrapped, wrapped
from guidance.render.book.content import BookContent
from guidance.render.book.html import BookText, guess_pages
from guidance.render.book.pagemap import number_pages
from guidance.render.pdf import Press, check_process, no_complaints
from guidance.render.view import View
from guidance.write import write_file


class ChaptersError(ToldError):
    """Chapters could not be made; the message holds what their process said."""


def make_chapters(
    corpus: Corpus, lang: str, fonts: Path, known: Mapping[str, int] | None, names: Collection[str]
) -> tuple[bytes, dict[str, int]]:
    """The first chapter and those that hold an anchor of ``names``, as a PDF, with the page of each anchor in it."""
    with TemporaryDirectory() as kept:
        folder = Path(kept)
        write_file(folder / "corpus", wrapped(corpus))
        write_file(folder / "wanted.json", json.dumps({"known": known, "names": sorted(names)}).encode())
        environment = os.environ | {"FONTCONFIG_FILE": str((fonts / "fonts.conf").resolve()), "PYTHONHASHSEED": "0"}
        command = [sys.executable, "-m", "guidance.proof_chapters", kept, lang, str(fonts)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise ChaptersError(f"chapters of the book in {lang} could not be made:\n{done.stderr.strip()}")
        pages: dict[str, int] = json.loads((folder / "pages.json").read_text("utf-8"))
        return (folder / "chapters.pdf").read_bytes(), pages


def _make(folder: Path, lang: str, fonts: Path) -> None:
    """The work of the process."""
    check_process(fonts)
    wanted = json.loads((folder / "wanted.json").read_text("utf-8"))
    text = BookText(BookContent(View(unwrapped((folder / "corpus").read_bytes()), lang)))
    press = Press(fonts)
    with no_complaints():
        guessed = dict(guess_pages(text))
        known = guessed | {name: page for name, page in (wanted["known"] or {}).items() if name in guessed}
        marks = [f'id="{name}"' for name in wanted["names"]]
        chapters = [
            html for place, html in enumerate(text.documents(known)) if not place or any(mark in html for mark in marks)
        ]
        parts = press.make_all(chapters)
        pdf = press.bind(parts, known)
    write_file(folder / "pages.json", json.dumps(number_pages(parts)).encode())
    write_file(folder / "chapters.pdf", pdf)


if __name__ == "__main__":
    _make(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
