"""Sheets and modules as PDF: what readers, screen readers and validators find in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from guidance import extracts
from guidance.extracts import Wish
from guidance.model.corpus import Corpus
from guidance.render.book.content import BookContent
from guidance.render.book.extracts import Extracts
from guidance.render.book.paragraphs import count_paragraphs
from guidance.render.book.slots import referred
from guidance.render.view import View
from guidance.setup.fonts import fonts_dir
from guidance.shelf import make_all
from tests.conftest import ROOT
from tests.pdf.conftest import inspected

pytestmark = pytest.mark.pdf

CLAUSE, MODULE = "spatial-elements", "definitions"
SHEETS = {lang: Wish("clause", CLAUSE, lang) for lang in ("en", "ar")}


@pytest.fixture(scope="module")
def folder(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sheet in two languages and a module, made by two workers."""
    made = tmp_path_factory.mktemp("extracts")
    wanted = [*SHEETS.values(), Wish("module", MODULE, "en")]
    products = extracts.products(corpus, wanted, made / "chapters")
    make_all(made, products, extracts.workers(2, fonts_dir(ROOT)))
    return made


def _path(folder: Path, corpus: Corpus, wish: Wish) -> Path:
    return folder / extracts.path(corpus, wish)


def _pages(path: Path) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path)]


def _flat(text: str) -> str:
    return re.sub(r"\s+|[-\ufffe\u0002\u200c]", "", text)


def _headings(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The tags of the headings, in reading order."""

    def walk(element: pikepdf.Object) -> Iterator[str]:
        kids = element.get("/K", pikepdf.Array())
        for kid in kids.as_list() if isinstance(kids, pikepdf.Array) else (kids,):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                if re.fullmatch(r"/H\d", str(kid.S)):
                    yield str(kid.S)
                yield from walk(kid)

    yield from walk(pdf.Root.StructTreeRoot)


@pytest.mark.parametrize("lang", list(SHEETS))
def test_a_sheet_conforms_and_says_what_it_is(folder: Path, corpus: Corpus, lang: str) -> None:
    path = _path(folder, corpus, SHEETS[lang])
    assert inspected(path) == []
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang) == lang
        title = corpus.clauses[CLAUSE].title.in_language(lang).text
        assert title in str(pdf.docinfo.Title)
        headings = list(_headings(pdf))
        assert headings[0] == "/H1" and headings.count("/H1") == 2 and "/H2" in headings
        assert all(int(after[2]) <= int(before[2]) + 1 for before, after in pairwise(headings))


def test_no_text_of_a_clause_is_lost(folder: Path, corpus: Corpus) -> None:
    text = _flat("".join(_pages(_path(folder, corpus, SHEETS["en"]))))
    found = [o.text for o in corpus.texts if o.kind == "clause" and o.id == CLAUSE and not o.text.rich]
    assert len(found) > 40
    for leaf in found:
        # A page may end inside a text: its head and foot stand between; then both halves are there.
        wanted = _flat(leaf.source)
        half = len(wanted) // 2
        assert wanted in text or (wanted[: half // 2] in text and wanted[-half // 2 :] in text), leaf.path


def test_labels_and_bullets_are_copied_where_they_stand(folder: Path, corpus: Corpus) -> None:
    text = " ".join("\n".join(_pages(_path(folder, corpus, SHEETS["en"]))).split())
    provisions = corpus.clauses[CLAUSE].provisions.values()
    for number, provision in enumerate(provisions, 1):
        assert provision.heading and f" ({number}) {provision.heading.source} " in text
    opening = "\n".join(_pages(_path(folder, corpus, Wish("module", MODULE, "en")))[:3])
    bullets = re.findall(r"^•.*$", opening, re.MULTILINE)
    assert len(bullets) > 10 and all(len(line) > 8 for line in bullets)


@pytest.mark.parametrize(("lang", "words"), [("en", "of"), ("ar", "من")])
def test_pages_are_counted_and_no_other_page_is_named(folder: Path, corpus: Corpus, lang: str, words: str) -> None:
    pages = _pages(_path(folder, corpus, SHEETS[lang]))
    for number, text in enumerate(pages, 1):
        foot = " ".join(text.split())
        assert words in foot and all(re.search(rf"(?<!\d){n}(?!\d)", foot) for n in (number, len(pages)))
        assert lang != "en" or f" {number} of {len(pages)} " in f" {foot} "
        assert not re.search(r"\bpage \d", text)


@pytest.mark.parametrize(("lang", "word"), [("en", "paragraph"), ("ar", "الفقرة")])
def test_references_name_paragraphs_of_the_book(folder: Path, corpus: Corpus, lang: str, word: str) -> None:
    """What stands elsewhere has the number that is printed beside it where it stands, in another file."""
    content = BookContent(View(corpus, lang))
    sheet = Extracts(content.view).sheet(CLAUSE).documents[0]
    named = {name for name in referred(sheet) if name.endswith("@paragraph")}
    numbers = count_paragraphs(content).named
    text = "".join(_pages(_path(folder, corpus, SHEETS[lang])))
    assert len(named) >= 3
    for name in named:
        assert re.search(rf"{word}\s+[\u200e\u200f]*{numbers[name]}(?!\d)", text), name
    first = numbers[f"clause-{CLAUSE}@paragraph"]
    assert all(re.search(rf"(?<!\d){first + after}(?!\d)", text) for after in range(5))


def test_links_lead_inside_where_the_thing_is_there_and_else_to_the_site(folder: Path, corpus: Corpus) -> None:
    site = corpus.publication.site_url
    outside, inside = {}, {}
    for wish in (SHEETS["en"], Wish("module", MODULE, "en")):
        with pikepdf.open(_path(folder, corpus, wish)) as pdf:
            names = {str(name) for name in list(pdf.Root.Names.Dests.Names)[::2]}
            notes = [note for page in pdf.pages for note in page.get("/Annots", ())]
            outside[wish.kind] = {str(note.A.URI) for note in notes if "/A" in note}
            inside[wish.kind] = {str(note.Dest) for note in notes if "/Dest" in note}
            assert inside[wish.kind] <= names and len(notes) > 20
    other = next(id_ for id_ in corpus.modules[MODULE].clauses if id_ != CLAUSE)
    address = f"{site}en/clauses/{other}/"
    assert address in outside["clause"] and f"clause-{other}" not in inside["clause"]
    assert address not in outside["module"] and {f"clause-{other}", f"clause-{CLAUSE}"} <= inside["module"]
    assert f"{site}c/{CLAUSE}/" in outside["clause"] and f"{site}m/{MODULE}/" in outside["module"]


def test_a_module_lists_its_clauses_with_their_pages(folder: Path, corpus: Corpus) -> None:
    pages = _pages(_path(folder, corpus, Wish("module", MODULE, "en")))
    opening = " ".join(" ".join(pages[:4]).split())
    for place, id_ in enumerate(corpus.modules[MODULE].clauses, 1):
        title = corpus.clauses[id_].title.source
        named = re.search(rf"2\.{place} {re.escape(title)}, page (\d+)", opening)
        assert named and f"2.{place} {title}" in pages[int(named[1]) - 1]


def test_a_chapter_that_is_kept_gives_the_same_file(folder: Path, corpus: Corpus, tmp_path: Path) -> None:
    """The clause was laid out for its sheet and its module once; from what is kept comes the same sheet again."""
    kept = sorted(path.name for path in (folder / "chapters").iterdir())
    # A clause and its last page in each language; the module, its other clause and its last page, and the module once
    # more if its page numbers were guessed with other lengths.
    assert 7 <= len(kept) <= 8
    products = extracts.products(corpus, [SHEETS["en"]], folder / "chapters")
    make_all(tmp_path, products, extracts.workers(1, fonts_dir(ROOT)))
    assert _path(tmp_path, corpus, SHEETS["en"]).read_bytes() == _path(folder, corpus, SHEETS["en"]).read_bytes()
    assert sorted(path.name for path in (folder / "chapters").iterdir()) == kept
    extracts.forget_chapters(folder / "chapters", products)
    assert len(list((folder / "chapters").iterdir())) == 2
