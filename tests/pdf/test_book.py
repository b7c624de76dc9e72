"""Finished books: what is in the file, what stands on its pages, and what stops a book."""

from __future__ import annotations

import json
import os
import pickle
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from guidance.app.bundling import archive, edition_data
from guidance.config import Settings
from guidance.model.corpus import Corpus
from guidance.render import pdf, pdf_bind, pdf_patches
from guidance.render.book.html import style_sheet
from guidance.setup.fonts import ensure_fonts
from tests.conftest import ROOT
from tests.pdf.conftest import CHAPTERS, inspected
from tests.pdf.conftest import run_worker as work

pytestmark = pytest.mark.pdf

#: In MiB, for each process.
MOST_MEMORY = 700


@dataclass(frozen=True)
class English:
    """The folder in which the English book was made, and the most MiB that any process took for it."""

    folder: Path
    memory: float


#: Runs a command and prints the most memory of it or any process below it. A small process does it, for until a process
#: runs its own program it counts the memory of the one that started it.
MEASURE = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


def press_book(folder: Path, workers: int) -> float:
    """Make the English book by workers, as ``guidance`` does; returns the most MiB that any of its processes took."""
    fonts_folder = ensure_fonts(ROOT)
    conf = str(fonts_folder / "fonts.conf")
    environment = os.environ | {"FONTCONFIG_FILE": conf, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"}
    arguments = ["en", str(fonts_folder), str(folder / "book.pdf"), str(workers)]
    command = [sys.executable, "-c", MEASURE, sys.executable, "-m", "guidance.books", *arguments]
    with (folder / "order").open("rb") as order:
        done = subprocess.run(command, env=environment, stdin=order, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return int(done.stdout) / 1024


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, corpus: Corpus) -> English:
    """The whole English book, made by two workers: book.pdf, en.pages.json, and its chapters in en/."""
    folder = tmp_path_factory.mktemp("english")
    data = edition_data(corpus, archive(Settings(ROOT), corpus))
    (folder / "order").write_bytes(pickle.dumps(corpus) + pickle.dumps(data))
    return English(folder, press_book(folder, 2))


@pytest.fixture(scope="session")
def english(made: English) -> Path:
    """The English book, its page map and its HTML: book.pdf, book.json, book.html."""
    out = made.folder / "book.pdf"
    shutil.copy(made.folder / "en.pages.json", out.with_suffix(".json"))
    done = work("text", "en", out.with_suffix(".json"), out.with_suffix(".html"))
    assert done.returncode == 0, done.stderr
    return out


def text_of(path: Path) -> str:
    """All text in reading order, without line breaks; words divided at a line end are put together."""
    document = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    return (
        " ".join(re.sub(r"[-\ufffe\u0002]\s*|\u200c", "", page) for page in pages).replace("\r", "").replace("\n", " ")
    )


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


def destinations(document: pikepdf.Pdf) -> dict[str, int]:
    """The page of every named destination, counted from 1."""
    pages = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
    names = list(document.Root.Names.Dests.Names)
    return {str(name): pages[place[0].objgen] for name, place in zip(names[::2], names[1::2], strict=True)}


def fonts(document: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    found: dict[str, pikepdf.Object] = {}
    for page in document.pages:
        for font in page.obj.Resources.Font.values():
            found[str(font.BaseFont)] = font
    return found


def test_the_book_is_what_every_pdf_must_be(english: Path) -> None:
    assert inspected(english) == []
    with pikepdf.open(english) as document:
        # Words hang on what they are words of: an element that says nothing more would be one for each line.
        elements = [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == STRUCTURE]
        assert not [e for e in elements if e.S in ("/Span", "/NonStruct") and set(e.keys()) == BARE and not holds(e)]


STRUCTURE = pikepdf.Name.StructElem
#: The keys of an element that says nothing but what it is.
BARE = {"/Type", "/S", "/K", "/Pg", "/P"}


def holds(element: pikepdf.Object) -> bool:
    """Whether an element holds others, or stands in one that may not hold words itself."""
    grouping = ("/Document", "/Sect", "/Div", "/L", "/LI", "/Table", "/TR", "/THead", "/TBody")
    return str(element.P.S) in grouping or any(isinstance(kid, pikepdf.Dictionary) for kid in element.K)


def test_catalog(english: Path, corpus: Corpus) -> None:
    with pikepdf.open(english) as document:
        root = document.Root
        assert str(root.Lang) == "en"
        assert str(document.docinfo.Title) == corpus.publication.title.source
        day = corpus.publication.date.replace("-", "")
        assert str(document.docinfo.CreationDate) == str(document.docinfo.ModDate) == f"D:{day}"
        with document.open_metadata() as metadata:
            assert metadata["dc:title"] == corpus.publication.title.source
            assert metadata["pdfuaid:part"] == "1"


def test_text_can_be_copied(english: Path, corpus: Corpus) -> None:
    found = flat(text_of(english))
    publication = corpus.publication
    texts = [publication.title, publication.subtitle, publication.status_note]
    texts += [clause.title for clause in corpus.clauses.values()]
    texts += [question.text for _, question in corpus.questions.values()]
    texts += [term.definition for term in corpus.terms.values()]
    lost = [text.source for text in texts if flat(text.source).replace("-", "") not in found]
    assert lost == []


def test_cross_references_carry_the_real_page(english: Path) -> None:
    page_map: dict[str, int] = json.loads(english.with_suffix(".json").read_text("utf-8"))
    html = english.with_suffix(".html").read_text("utf-8")
    # The contents and the index have their numbers in the HTML; those of references are filled in when it is bound.
    printed = re.findall(r'<a href="#([^"]+)" data-page="(\d+)"', html)
    printed += re.findall(r'<a href="#([^"]+)">(?:<strong>)?(\d+)(?:</strong>)?</a>', html)
    assert len(printed) > 500
    assert [(name, page) for name, page in printed if page_map[name] != int(page)] == []
    slot = r'<span class="open-number" data-to="([^"]+)">(0+)</span>'
    assert [name for name, zeros in re.findall(slot, html) if len(zeros) != len(str(page_map[name]))] == []
    # With the page, or with the paragraph and the page.
    left_open = re.findall(rf">([^<>]{{4,}})</a>([^<>]*){slot}(?:([^<>]*){slot})?", html)
    assert len(left_open) > 500
    assert len([name for _, _, name, *_ in left_open if name.endswith("@paragraph")]) > 500
    text = flat(text_of(english))
    references = {
        flat(unescape(f"{words}{between}{page_map[name]}{then}{page_map.get(page, '')}"))
        for words, between, name, _, then, page, _ in left_open
    }
    # A few references run over the end of a page, where its foot stands between.
    assert len([words for words in references if words.replace("-", "") in text]) > 0.98 * len(references)
    with pikepdf.open(english) as document:
        real = destinations(document)
    assert {name: page for name, page in page_map.items() if "@" not in name and real[name] != page} == {}


def test_pages_have_their_number_and_their_gutter(english: Path) -> None:
    document = pypdfium2.PdfDocument(english)
    for number in (4, 9, 12, 99, 100, 101):
        page = document[number - 1]
        left, bottom, right, _ = page.get_mediabox()
        assert round(right - left) == 595
        assert abs(left - (0 if number % 2 else pdf_bind.GUTTER)) < 0.01
        # In the middle of the text, which is 160 mm wide and begins 30 mm from the left of a right page.
        foot = page.get_textpage().get_text_bounded(290, bottom, 335, bottom + 60)
        assert foot.split() == [str(number)]


def test_paragraphs_and_tables_are_numbered_through_the_book(english: Path) -> None:
    page_map: dict[str, int] = json.loads(english.with_suffix(".json").read_text("utf-8"))
    html = english.with_suffix(".html").read_text("utf-8")
    for kind in ("paragraph", "table"):
        names = re.findall(rf'data-counts="([^"]+@{kind})"', html)
        assert [page_map[name] for name in names] == list(range(1, len(names) + 1))
        assert len(names) > 100
    listed = re.findall(r'<a href="#(table-[^"]+)" data-page="\d+">Table (\d+)\.', html)
    assert {f"{name}@table": int(number) for name, number in listed} == {
        name: number for name, number in page_map.items() if name.endswith("@table")
    }


def test_index_has_each_page_once(english: Path) -> None:
    html = english.with_suffix(".html").read_text("utf-8")
    index = html[html.index('id="index"') :]
    for entry in re.findall(r"<li>(.*?)</li>", index, re.DOTALL):
        runs = re.findall(r">(\d+)(?:–(\d+))?<", entry)
        pages = [page for first, last in runs for page in range(int(first), int(last or first) + 1)]
        assert pages and len(pages) == len(set(pages)), entry


def test_a_book_is_bound_again_from_its_chapters_within_the_memory(made: English, tmp_path: Path) -> None:
    assert made.memory < MOST_MEMORY
    shutil.copytree(made.folder, tmp_path, dirs_exist_ok=True)
    kept = sorted(tmp_path.glob("en/*.part"))
    (tmp_path / "book.pdf").unlink()
    (tmp_path / "en" / "old.part").touch()
    assert press_book(tmp_path, 1) < MOST_MEMORY
    assert (tmp_path / "book.pdf").read_bytes() == (made.folder / "book.pdf").read_bytes()
    assert sorted(tmp_path.glob("en/*.part")) == kept


def test_a_chapter_is_the_same_whichever_process_makes_it(english: Path) -> None:
    done = work("kept", "en", english.with_suffix(".json"), english.parent / "en", *CHAPTERS)
    assert done.returncode == 0, done.stderr


def test_other_languages(other: tuple[str, Path], corpus: Corpus) -> None:
    lang, path = other
    with pikepdf.open(path) as document:
        assert str(document.Root.Lang) == lang
        found = fonts(document)
    families = {"ar": "Noto-Naskh-Arabic", "zh": "Noto-Serif-CJK-SC", "ru": "Noto-Serif"}
    assert any(families[lang] in name for name in found)
    text = flat(text_of(path))
    names = [term.term.in_language(lang).text for term in corpus.terms.values()]
    assert len([name for name in names if flat(name) in text]) > len(names) * 0.9


def test_chapters_in_other_languages_are_what_every_pdf_must_be(other: tuple[str, Path]) -> None:
    # The chapters around are not there, and with them the places that links lead to.
    assert {line.split()[0] for line in inspected(other[1])} == {"G760"}


def document(body: str) -> str:
    return f'<!doctype html><html lang="en" dir="ltr"><head><title>A</title></head><body>{body}</body></html>'


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<h1>\U00013000</h1>", ".notdef"),
        ('<h1>A</h1><p><a href="#nowhere">B</a></p>', "nowhere"),
        ('<h1>A</h1><p style="colour: red">B</p>', "colour"),
        ('<h1>A</h1><img alt="x" src="http://127.0.0.1:9/a.png">', "only the project's own files"),
        ('<h1>A</h1><img alt="x" src="file:///etc/hostname">', "only the project's own files"),
    ],
)
def test_what_stops_a_book(tmp_path: Path, body: str, message: str) -> None:
    source = tmp_path / "a.html"
    source.write_text(document(body), "utf-8")
    done = work("html", tmp_path / "a.pdf", source)
    assert (done.returncode, message in done.stderr) == (3, True), done.stderr
    assert not (tmp_path / "a.pdf").exists()


def test_shortcuts_change_no_byte(tmp_path: Path) -> None:
    """Every kind of length, font, line and box goes the short way and the long way."""
    page = tmp_path / "page.html"
    page.write_text(
        f"""<!doctype html><html lang="en"><head><style>{style_sheet()}
        h1 {{ margin-inline: 5% 2em; width: 60%; min-width: 10%; max-width: 90%; text-decoration: underline }}
        .just {{ text-align: justify; width: 50mm }} .calc {{ padding-left: calc(1em + 2%); line-height: 1.1 }}
        .caps::first-line {{ font-weight: bold }} .wide {{ letter-spacing: .3pt; word-spacing: 1pt }}
        .float {{ float: inline-start; width: 30mm; margin: 1mm 5% }} .item {{ display: list-item; margin-left: 9mm }}
        .box {{ border: 1pt solid; padding: 0 2%; margin: 0 1em }} .old {{ font-variant-numeric: oldstyle-nums }}
        .lines {{ overflow: hidden; width: 20mm; white-space: nowrap; text-overflow: ellipsis }}
        .collapse {{ border-collapse: collapse }} .collapse td {{ border: 1pt solid }} .pre {{ white-space: pre }}
        </style><title>T</title></head><body>
        <h1 id="h">Connectivity <em>of <b>habitats</b></em></h1>
        <p class="just">{"unimpeded movement of species " * 20}</p>
        <p class="calc caps" lang="fr">{"déplacement réglementairement autorisé " * 12}</p>
        <p class="wide" dir="rtl" lang="ar">{"الترابط الإيكولوجي " * 9}</p><p lang="zh">{"生态连通性，" * 30}</p>
        <ol class="provisions"><li style="list-style-type:'(1) '">One <a href="#h">link</a><ul><li>a</li></ul></li></ol>
        <table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>
        <tbody><tr><th scope="row">1</th><td>{"cell " * 30}</td></tr></tbody></table>
        <div dir="rtl" lang="ar"><p class="float">{"ممر " * 9}</p>
        <p>{"تَرابُطٌ <span class='box'>إيكولوجيّ</span> 12 " * 20}</p>
        <p>{"الأنواع المهاجرة <em>CMS</em> " * 30}</p><ul><li>واحد</li><li>{"اثنان " * 40}</li></ul></div>
        <div><p class="float">{"corridor " * 9}</p>
        <p>{"barrier-free <span class='box'>passage of a</span> herd " * 20}</p></div>
        <p class="item">item</p><p class="old">1234 {"<b>5</b>6 " * 40}</p><p class="lines">much too long for it</p>
        <pre class="pre">two\nlines\tand a tab</pre><p style="font-size: .5px">small</p>
        <p>x<sup>2</sup> A\u0301\u0323\u200b.</p>
        <table class="collapse"><tr><td>a <span class="box">b</span></td><td>{"<i>cell</i> " * 30}</td></tr></table>
        <p>Note<span class="footnote">below</span> <span class="page-number" data-to="h">0</span></p></body></html>""",
        "utf-8",
    )
    for task in ("html", "slow"):
        done = work(task, tmp_path / f"{task}.pdf", page)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "html.pdf").read_bytes() == (tmp_path / "slow.pdf").read_bytes()


def test_footnotes_are_notes(tmp_path: Path) -> None:
    source = tmp_path / "a.html"
    note = '<span class="footnote">Note <span lang="fr" dir="ltr">bonjour</span>.</span>'
    source.write_text(document(f"<h1>A</h1><p>One{note} and two{note}.</p>"), "utf-8")
    done = work("html", tmp_path / "a.pdf", source)
    assert done.returncode == 0, done.stderr
    with pikepdf.open(tmp_path / "a.pdf") as made:
        elements = [o for o in made.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/StructElem"]
        notes = [str(e.ID) for e in elements if e.S == "/Note"]
        assert len(notes) == len(set(notes)) == 2
        assert [str(e.Lang) for e in elements if "/Lang" in e] == ["fr", "fr"]


def test_fetcher(tmp_path: Path) -> None:
    own, outside = tmp_path / "own", tmp_path / "outside.svg"
    own.mkdir()
    outside.write_text("<svg/>", "utf-8")
    (own / "good.svg").write_text("<svg/>", "utf-8")
    (own / "link.svg").symlink_to(outside)
    folders = (own.resolve(),)
    assert pdf.is_allowed((own / "good.svg").as_uri(), folders)
    refused = [
        "data:image/svg+xml,x",
        "http://example.org/a.svg",
        "https://example.org/a.svg",
        "ftp://example.org/a.svg",
        "//example.org/a.svg",
        "file://example.org" + str(own / "good.svg"),
        outside.as_uri(),
        (own / "link.svg").as_uri(),
        own.as_uri() + "/../outside.svg",
        own.as_uri() + "/%2e%2e/outside.svg",
        own.as_uri() + "-beside/a.svg",
    ]
    assert [url for url in refused if pdf.is_allowed(url, folders)] == []


def test_fonts_of_the_machine_are_refused(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    for fonts, said in ((ensure_fonts(ROOT), "FONTCONFIG_FILE must be"), (tmp_path, "prepare the fonts")):
        command = [sys.executable, "-m", "guidance.books", "en", str(fonts), str(tmp_path / "book.pdf"), "1"]
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode != 0
        assert said in done.stderr
        assert not list(tmp_path.iterdir())


def test_the_style_sheet_names_no_font_itself() -> None:
    rules = style_sheet()
    named = set(
        re.findall(r'"([^"]+)"', " ".join(re.findall(r"(?:font-family|--text|--head|--digits):([^;}]+)", rules)))
    )
    assert named <= pdf.prepared_families(ensure_fonts(ROOT))


def test_patches_know_their_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf_patches.check_versions()
    monkeypatch.setitem(pdf_patches.PATCHED, "weasyprint", "71.0")
    with pytest.raises(pdf_patches.WrongVersionError, match=r"weasyprint is 70\.0"):
        pdf_patches.check_versions()
