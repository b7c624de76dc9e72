"""Makes a book, or a piece of one, in a process of its own, as Pango reads the fonts once for a process.

    python worker.py text LANG MAP OUT             the HTML of the whole book, with the pages of a map
    python worker.py kept LANG MAP FOLDER NAME…    whether chapters that show NAME are kept in a folder, as made here
    python worker.py chapters LANG OUT NAME…       chapters that show NAME, without their surroundings, and their HTML
    python worker.py pages FOLDER LANGS NAME…      chapters by their anchors, in several languages: LANG.pdf, LANG.html
    python worker.py html OUT FILE                 an HTML document through the same press
    python worker.py slow OUT FILE                 the same without the shortcuts that save time
    python worker.py each FOLDER                   each document of a folder: a PDF, or what was said instead
    python worker.py form OUT FILE                 an HTML document with one box, "f0", as a form with one field

A mistake that must stop a book ends the process with status 3 and the message on the standard error.
"""

from __future__ import annotations

import json
import sys
from itertools import chain
from pathlib import Path

from guidance.load.corpus import load
from guidance.render import pdf, pdf_patches
from guidance.render.book.content import BookContent
from guidance.render.book.html import Printer, chapter_key, no_address, write_book
from guidance.render.book.html import chapters as book_chapters
from guidance.render.book.pagemap import number_pages
from guidance.render.book.part import store
from guidance.render.book.slots import referred
from guidance.render.book.writer import BookWriter
from guidance.render.form.document import form_style
from guidance.render.form.fields import Field
from guidance.render.form.letters import form_font
from guidance.render.form.template import make_template, whole_places
from guidance.render.view import View
from guidance.setup.fonts import fonts_dir

ROOT = Path(__file__).resolve().parents[2]
FONTS = fonts_dir(ROOT)


def content(lang: str) -> BookContent:
    corpus = load(ROOT).corpus
    assert corpus is not None
    return BookContent(View(corpus, lang))


def text(lang: str, page_map: Path, out: Path) -> None:
    known = json.loads(page_map.read_text("utf-8"))
    out.write_text("\n".join(write_book(content(lang), known)), "utf-8")


def kept(lang: str, page_map: Path, folder: Path, *names: str) -> None:
    press_, found = pdf.Press(FONTS), {path.read_bytes() for path in folder.glob("*.part")}
    assert all(store(press_.make(html)) in found for html in wanted(lang, json.loads(page_map.read_text()), names))


def chapters(lang: str, out: Path, *names: str) -> None:
    documents = wanted(lang, {}, names)
    out.with_suffix(".html").write_text("\n".join(documents), "utf-8")
    out.with_suffix(".pdf").write_bytes(press(documents, page=100))


def pages(folder: Path, langs: str, *names: str) -> None:
    corpus = load(ROOT).corpus
    assert corpus is not None
    made = pdf.Press(FONTS)
    for lang in langs.split(","):
        book = BookContent(View(corpus, lang))
        writer = BookWriter(book.view, no_address, inline_notes=True, known=book.anchors, paragraphs=book.numbered)
        documents = []
        for chapter in book_chapters(book):
            if chapter_key(chapter) in names:
                writer.begin_chapter(chapter_key(chapter))
                documents.append(Printer(book).document(chapter, writer))
        assert len(documents) == len(names)
        (folder / f"{lang}.html").write_text("\n".join(documents), "utf-8")
        (folder / f"{lang}.pdf").write_bytes(press(documents, page=100, made=made))


def wanted(lang: str, page_map: dict[str, int], names: tuple[str, ...]) -> list[str]:
    found = [html for html in write_book(content(lang), page_map) if any(f'id="{name}"' in html for name in names)]
    assert len(found) == len(names)
    return found


def press(documents: list[str], page: int = 0, made: pdf.Press | None = None) -> bytes:
    """Bind documents; with a page, every reference is to that page, even to what is not in them."""
    made = made or pdf.Press(FONTS)
    parts = made.make_all(documents)
    pages = number_pages(parts)
    if page:
        links = [link for part in parts for link in part.links]
        pages = dict.fromkeys([*pages, *links, *chain(*map(referred, documents))], page)
    return made.bind(parts, pages)


def form(document: str) -> bytes:
    made = pdf.Press(FONTS, form_style(), gutter=False, archival=False)
    parts = made.make_all([document])
    laid_out = made.bind(parts, number_pages(parts))
    places = whole_places([(part.pages, part.places) for part in parts])
    boxes = {"f0": (Field("ministry", "line", "Filled by (such as a ministry)"), "")}
    return make_template(laid_out, places, boxes, form_font(made), "en")


def each(folder: Path) -> None:
    made = pdf.Press(FONTS)
    for path in sorted(folder.glob("*.html")):
        try:
            part = made.make(path.read_text("utf-8"))
            path.with_suffix(".pdf").write_bytes(made.bind([part], number_pages([part])))
        except pdf.BookError as error:
            path.with_suffix(".txt").write_text(str(error), "utf-8")


def main(task: str, *arguments: str) -> None:
    match task:
        case "text":
            text(arguments[0], Path(arguments[1]), Path(arguments[2]))
        case "kept":
            kept(arguments[0], Path(arguments[1]), Path(arguments[2]), *arguments[3:])
        case "chapters":
            chapters(arguments[0], Path(arguments[1]), *arguments[2:])
        case "pages":
            with pdf.no_complaints():
                pages(Path(arguments[0]), *arguments[1:])
        case "each":
            each(Path(arguments[0]))
        case "form":
            Path(arguments[0]).write_bytes(form(Path(arguments[1]).read_text("utf-8")))
        case _:
            if task == "slow":
                setattr(pdf_patches, "apply_shortcuts", lambda: None)  # noqa: B010 (it is not the module's own)
            with pdf.no_complaints():
                made = press([Path(arguments[1]).read_text("utf-8")])
            Path(arguments[0]).write_bytes(made)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except pdf.BookError as error:
        print(error, file=sys.stderr)
        sys.exit(3)
