"""Finished pages as a reader sees them: a chapter of each kind in four scripts, read back from the PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from guidance.model.lang import LANGUAGES
from guidance.render.pdf_bind import GUTTER
from tests.pdf.conftest import run_worker as work

pytestmark = pytest.mark.pdf

#: A clause with all its parts, translated into every language, and prose with headings.
CHAPTERS = ("clause-corridor-designation", "page-how-to-read")
LANGS = ("en", "ar", "zh", "fr")
MILLIMETRE = 72 / 25.4
#: What may not begin a line in Chinese (GB/T 15834).
CLOSERS = "。，、；：？！）》」』”’…"


@dataclass(frozen=True)
class Line:
    """A line of text: its words in the order in which they are read, and its edges in points from those of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Made:
    """Chapters in one language: the file, their HTML, and the lines of each page without its head and foot."""

    lang: str
    path: Path
    html: str
    pages: tuple[tuple[Line, ...], ...]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("pages")
    done = work("pages", out, ",".join(LANGS), *CHAPTERS)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="session", params=LANGS)
def made(request: pytest.FixtureRequest, folder: Path) -> Made:
    return read(folder, request.param)


def read(folder: Path, lang: str) -> Made:
    path = folder / f"{lang}.pdf"
    document = pypdfium2.PdfDocument(path)
    html = path.with_suffix(".html").read_text("utf-8")
    return Made(lang, path, html, tuple(tuple(lines(page)) for page in document))


def lines(page: pypdfium2.PdfPage) -> Iterator[Line]:
    """The lines of the text area, in the order in which they are read; what is nearer than 4 points is one line."""
    left, low, _right, high = page.get_mediabox()
    text = page.get_textpage()
    rows: list[list[tuple[str, tuple[float, float, float, float]]]] = []
    for index, letter in enumerate(text.get_text_range()):
        box = text.get_charbox(index, loose=True)
        if not letter.strip() or box[1] < low + 20 * MILLIMETRE or box[3] > high - 20 * MILLIMETRE:
            continue
        if rows and abs(rows[-1][-1][1][1] - box[1]) < 4:
            rows[-1].append((letter, box))
        else:
            rows.append([(letter, box)])
    for row in rows:
        boxes = [box for _, box in row]
        yield Line(
            "".join(letter for letter, _ in row),
            min(box[0] for box in boxes) - left,
            min(box[1] for box in boxes) - low,
            max(box[2] for box in boxes) - left,
            max(box[3] for box in boxes) - low,
        )


def faults(made: Made) -> Iterator[str]:
    """What is wrong with the pages, as far as can be measured."""
    headings = {flat(inner) for inner in tagged(made.html, r"h[1-5]|caption")}
    for number, page in enumerate(made.pages, 1):
        if not page:
            yield f"page {number} is blank"
            continue
        yield from (f"outside: {line.text}" for line in page if leaves(line, number, made.lang))
        lowest = min(page, key=lambda line: line.bottom)
        if lowest.text in headings:
            yield f"at the foot: {lowest.text}"
    for rows in numbered(made):
        widest = max(line.right - line.left for line in rows[1:])
        yield from (f"short: {row.text}" for row in rows[1:-1] if row.right - row.left < 0.7 * widest)


def leaves(line: Line, number: int, lang: str) -> bool:
    """Whether a line leaves the text area with the margin of 16 mm for numbers of paragraphs.

    The wider edge stands on the side of the binding: left on odd pages, or right in a book read from right to left.
    """
    narrow, wide = 20 * MILLIMETRE, 30 * MILLIMETRE
    at_left = (number % 2 == 1) == (LANGUAGES[lang].direction == "ltr")
    left, right = (wide, narrow) if at_left else (narrow, wide)
    for_numbers = 16 * MILLIMETRE + 1
    if LANGUAGES[lang].direction == "ltr":
        return line.left < left - for_numbers or line.right > 210 * MILLIMETRE - right + 1
    return line.left < left - 1 or line.right > 210 * MILLIMETRE - right + for_numbers


def numbered(made: Made) -> Iterator[list[Line]]:
    """The numbered paragraphs of three lines and more, as they stand on one page."""
    mark = '<span class="para-number">.*?</span></span>'
    texts = [flat(inner) for inner in re.findall(f'<p class="numbered">{mark}(.*?)</p>', made.html, re.DOTALL)]
    for page in made.pages:
        for place, line in enumerate(page):
            number = re.match(r"\d{1,4}", line.text)
            begun = line.text[number.end() :][:6] if number else ""
            text = next((text for text in texts if begun and text.startswith(begun)), "")
            length, rows = len(text) + (number.end() if number else 0), list[Line]()
            for row in page[place:] if text else ():
                if length > 0:
                    rows.append(row)
                length -= len(row.text)
            if len(rows) > 2:
                yield rows


def test_pages_have_no_faults(made: Made) -> None:
    assert list(faults(made)) == []
    shown = {line.text for page in made.pages for line in page}
    assert len(shown & {flat(inner) for inner in tagged(made.html, "h[1-5]")}) > 10
    assert len(list(numbered(made))) > 5


def test_faults_are_seen(tmp_path: Path) -> None:
    mark = '<span class="para-number"><span class="open-number" data-counts="a@paragraph">000</span></span>'
    lines = "Words that fill a good part of a line, and some more of them, to its end.<br>"
    body = (
        '<section class="chapter" style="break-after: page"><h1>A</h1>'
        f'<p class="numbered">{mark}{lines * 3}Few.<br>{lines}</p><p style="margin-right: -60mm">{"Wide " * 60}</p>'
        '<div style="height: 120mm"></div><h2 style="break-after: auto">Low</h2></section>'
        '<section class="chapter"><div style="height: 20mm"></div></section>'
    )
    (tmp_path / "en.html").write_text(
        f'<html lang="en"><title>A</title><body data-head="H">{body}</body></html>', "utf-8"
    )
    assert work("html", tmp_path / "en.pdf", tmp_path / "en.html").returncode == 0
    found = [fault.partition(":")[0] for fault in faults(read(tmp_path, "en"))]
    assert set(found) == {"outside", "at the foot", "short", "page 2 is blank"}


def test_even_pages_are_moved_to_their_side(made: Made) -> None:
    with pikepdf.open(made.path) as document:
        rtl = LANGUAGES[made.lang].direction == "rtl"
        moved = [round(float(page.MediaBox[0]), 2) for page in document.pages]
        expected = round(-GUTTER if rtl else GUTTER, 2)
        assert moved == [0 if number % 2 else expected for number in range(1, len(moved) + 1)]
        assert "/Direction" not in document.Root.ViewerPreferences


def test_captions_stand_on_their_tables(made: Made) -> None:
    with pikepdf.open(made.path) as document:
        tables = [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Table"]
        firsts = [str(table.K[0].S) for table in tables]
        pages = [(table.K[0].Pg.objgen, table.K[1].Pg.objgen) for table in tables]
    assert "/Caption" in firsts
    assert [pair for first, pair in zip(firsts, pages, strict=True) if first == "/Caption" and len(set(pair)) > 1] == []


def test_chinese_lines_begin_and_quote_as_they_should(folder: Path) -> None:
    made = read(folder, "zh")
    shown = [line.text for page in made.pages for line in page]
    assert sum(bool(re.search("[\u4e00-\u9fff]", text)) for text in shown) > 100
    assert [text for text in shown if text[:1] in tuple(CLOSERS)] == []
    latin = re.compile("[\u4e00-\u9fff][\"',;:?!]|[\"'][\u4e00-\u9fff]")
    assert [text for text in shown if latin.search(text)] == []
    assert re.findall("[，。：；](?:</[a-z]+>)* \\S+", made.html) == []


def test_french_spaces_do_not_break(folder: Path) -> None:
    html = (folder / "fr.html").read_text("utf-8")
    words = "\n".join(re.sub(r"<[^>]+>", "", body) for body in re.findall("<body.*?</body>", html, re.DOTALL))
    assert len(re.findall("\u202f[;!?»]", words)) > 10 and len(re.findall("\u00a0:", words)) > 10
    assert re.findall("[ \u00a0][;!?»]|«[ \u00a0]|[ \u202f]:\\s", words) == []


def test_hyphens(made: Made) -> None:
    divided = [line.text for page in made.pages for line in page if re.search("[-\ufffe\u0002]$", line.text)]
    if made.lang in ("ar", "zh"):
        # English names may stand in them; words of the language itself are never divided.
        ends = [text.rstrip("-\ufffe\u0002")[-1:] for text in divided]
        assert [letter for letter in ends if re.match("[\u0600-\u06ff\u4e00-\u9fff]", letter)] == []
    else:
        assert 3 < len(divided) < 0.2 * sum(len(page) for page in made.pages)


def tagged(html: str, names: str) -> list[str]:
    """What stands in the elements of these names."""
    return [inner for _, inner in re.findall(rf"<({names})\b[^>]*>(.*?)</\1>", html, re.DOTALL)]


def flat(html: str) -> str:
    """A text as pages show it, without tags, spaces and marks of direction."""
    return re.sub(r"[\s\u200e\u200f\u2066-\u2069\u200c]+", "", unescape(re.sub(r"<[^>]+>", "", html)))
