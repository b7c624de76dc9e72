"""Proofs show what they say: every place is in the book, and pages come out as pictures."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from guidance.app.proofing import Source, picture_pages
from guidance.model.corpus import Corpus
from guidance.proof.pictures import contact_sheet
from guidance.render.book.content import BookContent
from guidance.render.book.html import Printer, chapter_key, chapters, no_address
from guidance.render.book.sights import Sight, sights
from guidance.render.book.writer import BookWriter
from guidance.render.proof import proof_page
from guidance.render.view import View
from tests.pdf.test_pages import CHAPTERS, folder

__all__ = ["folder"]
pytestmark = pytest.mark.pdf


def test_every_sight_stands_in_the_book(corpus: Corpus) -> None:
    content = BookContent(View(corpus, "ar"))
    wanted = {sight.anchor for sight in sights(content) if sight.anchor}
    assert len(wanted) > 20
    writer = BookWriter(content.view, no_address, inline_notes=True, known=content.anchors)
    printer, found = Printer(content), {content.annexes["index"].anchor}
    for chapter in chapters(content):
        key = chapter_key(chapter)
        # The index is written last, of all the others.
        if key != "index" and (key in ("front", "contents") or wanted & {key, f"{key}--text"}):
            writer.begin_chapter(key)
            html = printer.document(chapter, writer)
            found |= {name for name in wanted if f'id="{name}"' in html}
    assert wanted - found == set()


def test_the_sample_clause_is_translated(corpus: Corpus) -> None:
    anchors = [sight.anchor for sight in sights(BookContent(View(corpus, "ar"))) if sight.shows == "model text"]
    (clause,) = (anchor.removeprefix("clause-").removesuffix("--text") for anchor in anchors)
    assert corpus.clauses[clause].title.in_language("ar").text != corpus.clauses[clause].title.source


def test_pages_are_pictured_once_with_all_that_they_show(folder: Path, corpus: Corpus) -> None:
    pdf = (folder / "en.pdf").read_bytes()
    source = Source(pdf, {CHAPTERS[0]: 4, f"{CHAPTERS[0]}--text": 4}, False)
    wanted = (
        Sight("", "cover"),
        Sight(CHAPTERS[0], "clause"),
        Sight(f"{CHAPTERS[0]}--text", "law"),
        Sight("x", "none"),
    )
    section, artifacts = picture_pages("en", source, wanted)
    assert [(page.number, page.shows) for page in section.pages] == [(1, ("cover",)), (4, ("clause", "law"))]
    assert [artifact.path for artifact in artifacts] == ["en/01.png", "en/02.png", "en.png"]
    page = Image.open(BytesIO(artifacts[0].content))
    # A4 at twice the pixels of a screen.
    assert [round(side / 96 / 2 * 25.4) for side in page.size] == [210, 297]
    assert len(page.convert("L").getcolors() or ()) > 4
    html = proof_page(corpus.publication, [section]).content.decode()
    assert 'alt="Page 4: clause, law"' in html and "chapters laid out for this proof" in html
    one, both = (Image.open(BytesIO(contact_sheet([a.content for a in artifacts[:n]]))) for n in (1, 2))
    assert one.size == both.size
    second = (700, 10, 1100, 400)
    assert one.convert("L").crop(second).getextrema() == (128, 128)
    assert both.convert("L").crop(second).getextrema() != (128, 128)
