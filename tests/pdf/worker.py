"""Makes a book, or a piece of one, in a process of its own, as Pango reads the fonts once for a process.

    python worker.py book LANG OUT [PAGE_MAP]      the whole book: OUT.pdf, OUT.json with the map, OUT.html
    python worker.py chapters LANG OUT NAME…       chapters that show NAME, without their surroundings
    python worker.py html OUT FILE                 an HTML document through the same press

A mistake that must stop a book ends the process with status 3 and the message on the standard error.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from guidance.load.corpus import load
from guidance.render import pdf
from guidance.render.book.content import BookContent
from guidance.render.book.html import write_book
from guidance.render.book.pagemap import number_pages
from guidance.render.view import View
from guidance.setup.fonts import fonts_dir

ROOT = Path(__file__).resolve().parents[2]
FONTS = fonts_dir(ROOT)


def content(lang: str) -> BookContent:
    corpus = load(ROOT).corpus
    assert corpus is not None
    return BookContent(View(corpus, lang))


def book(lang: str, out: Path, page_map: str = "") -> None:
    found = content(lang)
    known = json.loads(Path(page_map).read_text("utf-8")) if page_map else None
    made = pdf.build_book(found.view.corpus, lang, FONTS, known)
    out.with_suffix(".pdf").write_bytes(made.pdf)
    out.with_suffix(".json").write_text(json.dumps(made.page_map), "utf-8")
    out.with_suffix(".html").write_text("\n".join(write_book(found, made.page_map)), "utf-8")


def chapters(lang: str, out: Path, *names: str) -> None:
    wanted = [html for html in write_book(content(lang), {}) if any(f'id="{name}"' in html for name in names)]
    assert len(wanted) == len(names)
    out.with_suffix(".pdf").write_bytes(press(wanted, page=100))


def press(documents: list[str], page: int = 0) -> bytes:
    """Bind documents; with a page, every reference is to that page, even to what is not in them."""
    made = pdf.Press(FONTS)
    parts = made.make_all(documents)
    pages = number_pages(parts)
    if page:
        pages = dict.fromkeys([*pages, *(link for part in parts for link in part.links)], page)
    return made.bind(parts, pages)


def main(task: str, *arguments: str) -> None:
    match task:
        case "book":
            book(arguments[0], Path(arguments[1]), *arguments[2:])
        case "chapters":
            chapters(arguments[0], Path(arguments[1]), *arguments[2:])
        case _:
            with pdf.no_complaints():
                made = press([Path(arguments[1]).read_text("utf-8")])
            Path(arguments[0]).write_bytes(made)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except pdf.BookError as error:
        print(error, file=sys.stderr)
        sys.exit(3)
