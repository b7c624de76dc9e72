"""A sign that no prepared font can draw stops a book, in whatever script and place; what they can draw does not."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from guidance.model.lang import LANGUAGES
from tests.pdf.conftest import Work

pytestmark = pytest.mark.pdf

#: By language: words of its script, and a sign of that script which its font has not.
SCRIPTS = {
    "ar": ("الترابط الإيكولوجي", "\U00010ec4"),
    "zh": ("生态连通性", "\U00030000"),
    "en": ("connectivity", "\U0001df00"),
    "fr": ("connectivité", "\U0001df01"),
    "ru": ("связность", "\U0001e030"),
    "es": ("conectividad", "\U0001df02"),
}
#: By name: where words stand on a page.
PLACES = {
    "a paragraph": "<p>{}</p>",
    "a heading": "<h1>{}</h1>",
    "bold": "<p><b>{}</b></p>",
    "italic": "<p><em>{}</em></p>",
    "a cell": '<table><thead><tr><th scope="col">{0}</th></tr></thead><tbody><tr><td>{0}</td></tr></tbody></table>',
    "a label": '<ol class="provisions"><li style="list-style-type:\'{} \'">1</li></ol>',
    "a note": '<p>1<span class="footnote">{}</span></p>',
}


def page(lang: str, body: str, head: str = "") -> str:
    direction, pages = LANGUAGES[lang].direction, "body-rtl" if lang == "ar" else "body"
    return (
        f'<!doctype html><html lang="{lang}" dir="{direction}"><head><title>T</title></head>'
        f'<body data-head="{head}" data-book="" data-edition="" style="page: {pages}"><h1>1</h1>{body}</body></html>'
    )


def test_a_sign_without_a_glyph_stops_the_book_in_every_script_and_place(work: Work, tmp_path: Path) -> None:
    pages = {
        f"{lang} {place}": (lang, page(lang, body.format(f"{words} {sign}")))
        for lang, (words, sign) in SCRIPTS.items()
        for place, body in PLACES.items()
    }
    pages |= {f"{lang} head": (lang, page(lang, "", f"{words} {sign}")) for lang, (words, sign) in SCRIPTS.items()}
    for name, (_lang, html) in pages.items():
        (tmp_path / f"{name}.html").write_text(html, "utf-8")
    done = work("each", tmp_path)
    assert done.returncode == 0, done.stderr
    for name, (lang, _html) in pages.items():
        assert not (tmp_path / f"{name}.pdf").exists(), f"{name}: a book with a box in the place of a sign was made"
        assert f"U+{ord(SCRIPTS[lang][1]):04X}" in (tmp_path / f"{name}.txt").read_text("utf-8"), name


def test_every_script_has_its_glyphs_in_the_book_of_every_language(work: Work, tmp_path: Path) -> None:
    """Names in other scripts stand in each book, in each place."""
    body = "".join(place.format(words) for words, _sign in SCRIPTS.values() for place in PLACES.values())
    for lang in SCRIPTS:
        (tmp_path / f"{lang}.html").write_text(page(lang, body), "utf-8")
    done = work("each", tmp_path)
    assert done.returncode == 0, done.stderr
    for lang in SCRIPTS:
        assert (tmp_path / f"{lang}.pdf").exists(), (tmp_path / f"{lang}.txt").read_text("utf-8")
        with pypdfium2.PdfDocument(tmp_path / f"{lang}.pdf") as document:
            text = "".join(sheet.get_textpage().get_text_range() for sheet in document)
        flat = "".join(text.split())
        for words, _sign in SCRIPTS.values():
            assert flat.count("".join(words.split())) >= len(PLACES), (lang, words, text)
