"""A book of the first chapters, made as the whole one is: how the cost of a book grows with its pages.

    python -m tests.bench.cut_book FOLDER LANG CHAPTERS WORKERS

Makes ``FOLDER/book.pdf``. Content that was read, chapters and page numbers of an earlier run in the same folder are
used again. References to what is not in it carry one page for all. Prints a line of JSON: pages, passes, and the most
MiB of this process and of any worker. FONTCONFIG_FILE must be set, as for a book.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from guidance import books
from guidance.load.cache import ParseCache
from guidance.load.corpus import load
from guidance.render.book.content import BookContent
from guidance.render.book.html import write_book
from guidance.render.book.pagemap import PageMap, estimate, settle
from guidance.render.pdf import Press, check_process, no_complaints
from guidance.render.view import View
from guidance.setup.fonts import fonts_dir

ROOT = Path(__file__).resolve().parents[2]
#: The page of all that is not in a book cut short.
ELSEWHERE = 999


class Elsewhere(dict[str, int]):
    """Pages of which those that are not known are somewhere in the rest of the book."""

    def __missing__(self, anchor: str) -> int:
        """Say the same for all."""
        return ELSEWHERE


def main(folder: str, lang: str, number: str, workers: str) -> None:
    """Make the book and print what it took."""
    out, fonts = Path(folder), fonts_dir(ROOT)
    (out / "chapters").mkdir(parents=True, exist_ok=True)
    check_process(fonts)
    cache = ParseCache(out)
    corpus = load(ROOT, cache=cache).corpus
    for path, parsed in cache.changed_files(whole=True).items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(parsed)
    if corpus is None:
        raise SystemExit("the content has errors")
    content, kept = BookContent(View(corpus, lang)), out / "pages.json"

    def write(pages: PageMap) -> Iterator[str]:
        return islice(write_book(content, pages and Elsewhere(pages)), int(number))

    known: PageMap = json.loads(kept.read_text("utf-8")) if kept.is_file() else estimate(write({}))
    press = Press(fonts)
    with no_complaints(), books.Chapters(out / "chapters", fonts, int(workers)) as chapters:
        settled = settle(write, chapters.make, known)
        links = {link for chapter in settled.chapters for link in chapter.links}
        pdf = press.bind(settled.chapters, Elsewhere({**dict.fromkeys(links, ELSEWHERE), **settled.page_map}))
    kept.write_text(json.dumps(settled.page_map), "utf-8")
    (out / "book.pdf").write_bytes(pdf)
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    memory = [round(resource.getrusage(kind).ru_maxrss / 1024) for kind in kinds]
    pages = sum(chapter.pages for chapter in settled.chapters)
    print(json.dumps({"pages": pages, "passes": settled.passes, "mebibytes": memory}))


if __name__ == "__main__":
    main(*sys.argv[1:5])
