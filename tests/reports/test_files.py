"""The gap report as page, PDF, Word and Excel file: the same words in each, read by other libraries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from posixpath import normpath
from zipfile import ZipFile

import docx
import openpyxl
import pikepdf
import pypdfium2
import pytest
from lxml import etree

from guidance.app import gaps
from guidance.checklists.published import published
from guidance.config import Settings
from guidance.errors import UsageError
from guidance.model.corpus import Corpus
from guidance.model.gaps import GapReport, draft_report, published_report
from guidance.model.lang import LANGUAGES
from guidance.render.address import report_path
from guidance.render.labels import labels
from guidance.render.report.blocks import Document, Heading, Items, Line, Paragraph, Table
from guidance.render.report.compose import document
from guidance.render.report.files import MEDIA_TYPES, materials, report_file
from guidance.render.site.page import PageMaker
from guidance.render.site.reports import report_page, reports_page
from guidance.render.view import View
from guidance.setup.fonts import ensure_fonts
from guidance.shelf import Product, Workers, make_all
from tests.conftest import ROOT, run_guidance
from tests.pdf.conftest import inspected

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: The order that ECMA-376 (part 1, annex A) gives to what we write into these elements; Word refuses another.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr tabs bidi spacing ind contextualSpacing jc outlineLvl",
    "rPr": "rStyle rFonts b bCs i iCs caps color spacing kern sz szCs u rtl lang",
    "tblPr": "tblStyle bidiVisual tblW jc tblLayout tblLook",
    "tcPr": "tcW shd",
    "sectPr": "headerReference footerReference pgSz pgMar cols bidi rtlGutter docGrid",
}


def _words(line: Line) -> str:
    return "".join(run.text for run in line)


def _lines(made: Document) -> Iterator[str]:
    """The text of a document, line by line."""
    for block in made.blocks:
        match block:
            case Heading() | Paragraph():
                yield _words(block.line)
            case Items():
                yield from map(_words, block.items)
            case Table():
                yield from block.head
                yield from (_words(cell) for row in block.rows for cell in row)


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _report(corpus: Corpus, code: str = "tz", private: bool = False) -> GapReport:
    country = corpus.countries[code]
    if private:
        return draft_report(corpus, published(corpus, country, "en", "core"))
    return published_report(corpus, country)


def _file(corpus: Corpus, lang: str, form: str, private: bool = False) -> bytes:
    made_from = dict(materials(View(corpus, lang), _report(corpus, private=private), [form]))[form]
    return report_file(made_from, form, Path("unused"))


def _docx(content: bytes) -> docx.document.Document:
    return docx.Document(BytesIO(content))


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_the_document_is_in_order(corpus: Corpus, lang: str) -> None:
    for code in ("tz", "fr"):
        report, view = _report(corpus, code), View(corpus, lang)
        made = document(view, report)
        headings = [block for block in made.blocks if isinstance(block, Heading)]
        assert headings[0].level == 1
        assert all(after.level <= before.level + 1 for before, after in pairwise(headings))
        anchors = [heading.anchor for heading in headings]
        assert len(set(anchors)) == len(anchors) and all(re.fullmatch(r"[a-z0-9-]+", anchor) for anchor in anchors)
        for block in made.blocks:
            if isinstance(block, Table):
                assert {len(block.head), len(block.widths)} == {len(row) for row in block.rows} | {len(block.head)}
        text = "\n".join(_lines(made))
        for found in report.clauses:
            assert all(view.words(gap.question.text) in text for gap in found.gaps)
            assert view.clause_title(found.clause) in text
        total = report.total
        count = labels(lang).gettext("{part} of {whole}").format
        assert count(part=total.open, whole=total.total) in text and count(part=total.gaps, whole=total.total) in text


def test_a_private_draft_says_so_on_every_page_and_sheet(corpus: Corpus) -> None:
    for lang in LANGUAGES:
        mark = labels(lang).gettext("Private draft, not published")
        made = document(View(corpus, lang), _report(corpus, private=True))
        assert made.head == mark and mark in list(_lines(made))[:6]
        assert corpus.publication.country_notice.in_language(lang).text not in "\n".join(_lines(made))
        word = _docx(_file(corpus, lang, "docx", private=True))
        assert [paragraph.text for paragraph in word.sections[0].header.paragraphs] == [mark]
        book = openpyxl.load_workbook(BytesIO(_file(corpus, lang, "xlsx", private=True)))
        assert all(sheet["A2"].value == mark and mark in sheet.oddFooter.left.text for sheet in book)
    assert "Private draft" not in "\n".join(_lines(document(View(corpus, "en"), _report(corpus))))


@pytest.mark.parametrize("lang", ["en", "ar", "zh"])
def test_word_file(corpus: Corpus, lang: str) -> None:
    content = _file(corpus, lang, "docx")
    made, file = document(View(corpus, lang), _report(corpus)), _docx(content)
    texts = [_flat(node.xpath("string()")) for node in file.element.body.iter(f"{W}p")]
    assert [text for text in texts if text] == [_flat(line) for line in _lines(made) if _flat(line)]
    shown = [(p.style.name, _flat(p.text)) for p in file.paragraphs if p.style and p.style.name.startswith("Heading")]
    headings = [block for block in made.blocks if isinstance(block, Heading)]
    assert shown == [(f"Heading {h.level}", _flat(_words(h.line))) for h in headings]
    for table in file.tables:
        assert table._tbl.tr_lst[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert (table._tbl.tblPr.find(f"{W}bidiVisual") is not None) == (lang == "ar")
    properties = file.core_properties
    assert (properties.title, properties.author) == (made.title, made.author)
    assert properties.created and properties.created.date().isoformat() == corpus.publication.date
    assert properties.language.startswith(lang)
    links = [rel.target_ref for rel in file.part.rels.values() if rel.is_external]
    assert links and all(link.startswith(f"{corpus.publication.site_url}{lang}/") for link in links)


def test_the_arabic_word_file_runs_from_right_to_left(corpus: Corpus) -> None:
    file = _docx(_file(corpus, "ar", "docx"))
    assert file.styles["Normal"].element.pPr.find(f"{W}bidi") is not None
    section = file.sections[0]._sectPr
    assert section.find(f"{W}bidi") is not None and section.find(f"{W}rtlGutter") is not None
    directions: set[tuple[bool, bool]] = set()
    for run in file.element.body.iter(f"{W}r"):
        text = run.xpath("string()")
        properties = run.find(f"{W}rPr")
        is_rtl, is_foreign = (properties.find(f"{W}{name}") is not None for name in ("rtl", "lang"))
        # What has no translation yet is English, said so, and runs its own way.
        assert is_rtl != is_foreign, text
        directions.add((is_rtl, is_foreign))
    assert len(directions) == 2


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_elements_stand_in_the_order_that_word_asks_for(corpus: Corpus, lang: str) -> None:
    with ZipFile(BytesIO(_file(corpus, lang, "docx"))) as package:
        names = ("word/document.xml", "word/styles.xml", "word/footer1.xml")
        trees = [etree.fromstring(package.read(name)) for name in names]
    seen = set()
    for name, order in ORDER.items():
        for element in (element for tree in trees for element in tree.iter(f"{W}{name}")):
            places = [
                order.split().index(tag) for kid in element if (tag := etree.QName(kid).localname) in order.split()
            ]
            assert places == sorted(places), etree.tostring(element)[:300]
            seen.add(name)
    assert seen == set(ORDER)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_workbook(corpus: Corpus, lang: str) -> None:
    report, view = _report(corpus), View(corpus, lang)
    book = openpyxl.load_workbook(BytesIO(_file(corpus, lang, "xlsx")))
    assert len(book.worksheets) == 4
    _, by_target, by_article, by_gap = book.worksheets
    for sheet, tallies in ((by_target, report.targets), (by_article, report.articles)):
        rows = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[1], int)]
        assert [(sum(row[1:8]), row[8]) for row in rows] == [(tally.total, tally.total) for tally in tallies]
    questions = [view.words(gap.question.text) for found in report.clauses for gap in found.gaps]
    assert [row[1].value for row in by_gap.iter_rows() if row[1].value in questions] == questions
    for sheet in book:
        assert sheet.freeze_panes and bool(sheet.sheet_view.rightToLeft) == (lang == "ar")
        assert sheet.print_title_rows


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_the_same_report_gives_the_same_bytes(corpus: Corpus, form: str) -> None:
    assert _file(corpus, "fr", form) == _file(corpus, "fr", form)


@pytest.fixture(scope="module")
def papers(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report as PDF in three languages, the first twice, by processes as a build has them."""
    folder, fonts = tmp_path_factory.mktemp("papers"), ensure_fonts(ROOT)
    names = {"en": "en", "again": "en", "ar": "ar", "zh": "zh"}
    products = [
        Product(f"{name}.pdf", name, partial(report_file, made_from, "pdf", fonts))
        for name, lang in names.items()
        for _, made_from in materials(View(corpus, lang), _report(corpus, "ke"), ["pdf"])
    ]
    make_all(folder, products, Workers(2, environment={"FONTCONFIG_FILE": str((fonts / "fonts.conf").resolve())}))
    return folder


@pytest.mark.pdf
@pytest.mark.parametrize("lang", ["en", "ar", "zh"])
def test_paper(corpus: Corpus, papers: Path, lang: str) -> None:
    made = document(View(corpus, lang), _report(corpus, "ke"))
    path = papers / f"{lang}.pdf"
    with pikepdf.open(path) as file:
        assert str(file.Root.Lang) == lang and str(file.docinfo.Title) == made.title
        with file.open_outline() as outline:
            assert str(outline.root[0].title) == made.title
        addresses = {str(note.A.URI) for page in file.pages for note in page.get("/Annots", ()) if "/URI" in note.A}
        assert addresses and all(url.startswith(f"{corpus.publication.site_url}{lang}/") for url in addresses)
    pages = pypdfium2.PdfDocument(path)
    text = _flat("".join(page.get_textpage().get_text_bounded() for page in pages))
    wanted = [block for block in made.blocks if isinstance(block, Heading)]
    # Arabic comes back from a PDF in the order of its glyphs: its languages are tested by the books.
    if lang != "ar":
        assert all(_flat(_words(block.line)) in text for block in wanted)


@pytest.mark.pdf
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_paper_is_what_every_pdf_must_be(papers: Path, lang: str) -> None:
    assert inspected(papers / f"{lang}.pdf") == []


@pytest.mark.pdf
@pytest.mark.parametrize("lang", ["en", "ar", "zh"])
def test_no_type_on_paper_is_small(papers: Path, lang: str) -> None:
    """The heads of columns have 8 points; what stands in the cells and in the text below them has 9 or more."""
    sizes: Counter[float] = Counter()
    for page in pypdfium2.PdfDocument(papers / f"{lang}.pdf"):
        text, height = page.get_textpage(), page.get_height()
        for at in range(text.count_chars()):
            _, bottom, _, top = text.get_charbox(at)
            # Without the head and the foot of the page.
            if top > bottom and 62 < bottom < height - 68:
                # The page is drawn in pixels of CSS, four for three points.
                sizes[round(pypdfium2.raw.FPDFText_GetFontSize(text, at) * 3 / 4, 1)] += 1
    assert min(sizes) >= 8 and sizes[9] > 500, sizes
    assert sum(count for size, count in sizes.items() if size < 9) < sizes.total() / 8, sizes


@pytest.mark.pdf
def test_the_same_report_gives_the_same_paper(papers: Path) -> None:
    assert (papers / "en.pdf").read_bytes() == (papers / "again.pdf").read_bytes()


def test_the_page_offers_the_files_where_a_build_puts_them(corpus: Corpus) -> None:
    maker = PageMaker(View(corpus, "fr"))
    page = report_page(maker, corpus.countries["ke"], offered=True)
    hrefs = re.findall(r'<a href="([^"]+)" type="([^"]+)" download', page.html)
    found = [(normpath(f"{page.url}/{href}"), media_type) for href, media_type in hrefs]
    edition = corpus.publication.edition
    assert found == [(report_path(edition, "ke", "fr", form), media) for form, media in MEDIA_TYPES.items()]
    assert "download" not in report_page(maker, corpus.countries["ke"], offered=False).html


def test_every_assessed_country_has_a_report_in_the_list(corpus: Corpus) -> None:
    html = reports_page(PageMaker(View(corpus, "en"))).html
    codes = re.findall(r'href="\.\./reports/([a-z]+)/"', html)
    assert sorted(codes) == sorted(c.code for c in corpus.countries.values() if c.assessment)


def test_the_command_line_makes_reports_of_published_answers_and_of_a_draft(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run_guidance(
        root, "export", "report", "--country", "ke", "--lang", "en", "--format", "xlsx", "--out", str(out)
    )
    assert done.returncode == 0, done.stderr
    assert [path.suffix for path in out.iterdir()] == [".xlsx"]
    draft = tmp_path / "draft.yaml"
    lines = ["country: ke", "lang: en", "edition: 2026.1-draft", "digest: '000000000000'"]
    reply = "replies: {corridor-power: {value: none, reasoning: Nothing found.}}"
    draft.write_text("checklist: {" + ", ".join(lines) + "}\n" + reply + "\n", "utf-8")
    done = run_guidance(root, "checklist", "report", str(draft), "--lang", "ar", "--format", "docx", "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert "G952" in done.stderr
    assert (
        labels("ar").gettext("Private draft, not published")
        in _docx((out / "draft-gaps-ar.docx").read_bytes()).paragraphs[1].text
    )


@pytest.mark.parametrize(("code", "said"), [("kx", 'there is no country "kx"'), ("no", 'nobody has assessed "no" yet')])
def test_a_country_without_a_report_is_said(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch, code: str, said: str
) -> None:
    monkeypatch.setattr(gaps, "sound_content", lambda settings: (corpus, {}))
    with pytest.raises(UsageError, match=said):
        gaps.plan(Settings(ROOT), ["ke", code], ["xlsx"])


def test_forms_are_named_and_the_wrong_ones_said() -> None:
    assert gaps.parse_forms("") == ("pdf", "docx", "xlsx") and gaps.parse_forms("docx, PDF,docx") == ("docx", "pdf")
    with pytest.raises(UsageError, match='no form "odt"'):
        gaps.parse_forms("pdf,odt")


def test_a_draft_with_mistakes_makes_nothing(root: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text(
        "checklist: {country: kx, lang: en, edition: 2026.1-draft, digest: '000000000000'}\nreplies: {}\n", "utf-8"
    )
    done = run_guidance(root, "checklist", "report", str(draft), "--format", "docx", "--out", str(tmp_path / "out"))
    assert done.returncode == 1 and "G958" in done.stderr and not (tmp_path / "out").exists()
