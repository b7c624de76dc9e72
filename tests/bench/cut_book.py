"""A book of the first chapters, made as the whole one is: how the cost of a book grows with its pages.

    python -m tests.bench.cut_book FOLDER LANG CHAPTERS WORKERS [CORPUS]

Makes ``FOLDER/book.pdf``. Content that was read, chapters and page numbers of an earlier run in the same folder are
used again; ``CORPUS`` is a file with a corpus that another process has wrapped. References to what is not in it carry
one page for all. Prints a line of JSON: pages, passes, and the most MiB of this process and of any worker.
FONTCONFIG_FILE must be set, as for a book.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator, Mapping
from functools import cache, partial
from pathlib import Path

from guidance import books
from guidance.garbage import no_collection
from guidance.load.cache import ParseCache
from guidance.load.corpus import load
from guidance.model.corpus import Corpus
from guidance.parcel import unwrapped
from guidance.render.book.content import BookContent
from guidance.render.book.html import BookText, guess_pages
from guidance.render.book.pagemap import Batch, Draft, PageMap, Settled, settle
from guidance.render.book.part import Part
from guidance.render.pdf import Press, check_process, no_complaints
from guidance.render.view import View
from guidance.setup.fonts import fonts_dir

ROOT = Path(__file__).resolve().parents[2]
#: The page of all that is not in a book cut short.
ELSEWHERE = 999


class Elsewhere(Mapping[str, int]):
    """Pages of which those that are not known are somewhere in the rest of the book."""

    def __init__(self, known: PageMap) -> None:
        """Begin with those that are known, now or later."""
        self._known = known

    def __getitem__(self, anchor: str) -> int:
        return self._known.get(anchor, ELSEWHERE)

    def __contains__(self, anchor: object) -> bool:
        return anchor in self._known

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def main(folder: str, lang: str, number: str, workers: str, given: str = "") -> None:
    """Make the book and print what it took."""
    out, fonts = Path(folder), fonts_dir(ROOT)
    (out / "chapters").mkdir(parents=True, exist_ok=True)
    check_process(fonts)
    kept = out / "pages.json"
    at_once = 1 if kept.is_file() else int(workers)
    with books.Chapters(out / "chapters", fonts, int(workers), at_once) as chapters:
        corpus = unwrapped(Path(given).read_bytes()) if given else content(out)
        settled, pdf = bound(chapters, BookContent(View(corpus, lang)), kept, int(number))
    kept.write_text(json.dumps(settled.page_map), "utf-8")
    (out / "book.pdf").write_bytes(pdf)
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    memory = [round(resource.getrusage(kind).ru_maxrss / 1024) for kind in kinds]
    pages = sum(chapter.pages for chapter in settled.chapters)
    print(json.dumps({"pages": pages, "passes": settled.passes, "mebibytes": memory}))


@no_collection()
def content(out: Path) -> Corpus:
    """The corpus, as far as possible from what an earlier run read."""
    cache = ParseCache(out)
    corpus = load(ROOT, cache=cache).corpus
    for path, parsed in cache.changed_files(whole=True).items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(parsed)
    if corpus is None:
        raise SystemExit("the content has errors")
    return corpus


def bound(chapters: books.Chapters, content: BookContent, kept: Path, number: int) -> tuple[Settled[Part], bytes]:
    """The first chapters, and the PDF of them."""

    text = BookText(content)

    def write(pages: PageMap) -> Iterator[Batch]:
        return text.batches(Elsewhere(pages), isinstance(pages, Draft), number)

    known: PageMap = json.loads(kept.read_text("utf-8")) if kept.is_file() else guess_pages(text, number)
    press = cache(partial(Press, fonts_dir(ROOT)))
    with no_complaints():
        settled = settle(write, partial(chapters.make, meanwhile=press), known)
        links = {link for chapter in settled.chapters for link in chapter.links}
        return settled, press().bind(
            settled.chapters, Elsewhere({**dict.fromkeys(links, ELSEWHERE), **settled.page_map})
        )


if __name__ == "__main__":
    main(*sys.argv[1:6])
