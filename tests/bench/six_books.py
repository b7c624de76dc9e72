"""The first chapters of the books of all six languages, two books at a time, each made by one worker.

    python -m tests.bench.six_books FOLDER CHAPTERS

Prints a line of JSON as ``cut_book`` does, of all books together. FONTCONFIG_FILE must be set, as for a book.
"""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from guidance.model.lang import LANGUAGES
from guidance.parcel import wrapped
from tests.bench.cut_book import content

_TOGETHER = 2


def main(folder: str, number: str) -> None:
    """Make the books and print what they took. The content is read once, and handed to each, as ``guidance`` does."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    (Path(folder) / "corpus").write_bytes(wrapped(content(Path(folder))))
    with ThreadPoolExecutor(_TOGETHER) as pool:
        made = list(pool.map(partial(_make, folder, number), LANGUAGES))
    pages = sum(book["pages"] for book in made)
    passes = max(book["passes"] for book in made)
    memory = [max(book["mebibytes"]) for book in made]
    print(json.dumps({"pages": pages, "passes": passes, "mebibytes": memory}))


def _make(folder: str, number: str, lang: str) -> dict[str, Any]:
    arguments = [str(Path(folder) / lang), lang, number, "1", str(Path(folder) / "corpus")]
    command = [sys.executable, "-m", "tests.bench.cut_book", *arguments]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    made: dict[str, Any] = json.loads(said)
    return made


if __name__ == "__main__":
    main(*sys.argv[1:3])
