"""What stands on paper can be taken out of it again: every word, and in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from unicodedata import normalize

import pypdfium2
import pytest
from lxml import html

from guidance.inspect.order import read, whole_text
from guidance.inspect.reading.file import read_pdf
from guidance.model.corpus import Corpus
from guidance.render.book.slots import SLOT_CLASS, TO
from guidance.render.site.bodies import clause_page
from guidance.render.site.page import PageMaker
from guidance.render.view import View

pytestmark = pytest.mark.pdf

#: What no reader sees, the hyphens that may stand at the end of a line, and the thin spaces of French.
UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufffe\u0002-]+")
#: Words in Arabic stand between numbers and Latin words in an order that only the lines know.
MIXED = re.compile(r"[A-Za-z0-9()«»\[\]]")
#: The texts of a page that are drawn, and those that are spoken: of a picture, the one that stands for it.
DRAWN, SPOKEN = "text()[not(parent::title)]", "text()[not(ancestor::svg) or parent::title]"


def flat(text: str) -> str:
    return UNSEEN.sub("", normalize("NFKC", text))


def leaves(content: str, within: str = "//body", what: str = SPOKEN) -> Iterator[str]:
    """The texts of a page as they follow each other; an open page number is 100 in the chapters of these tests."""
    for text in html.fromstring(content).xpath(f"{within}//{what}"):
        slot = text.getparent() if text.is_text and text.getparent().get("class") == SLOT_CLASS else None
        # What is counted through the book has another number where the chapters around are not there.
        if flat(text) and (slot is None or slot.get(TO)):
            yield text if slot is None else "100"


def in_order(texts: Iterable[str], whole: str) -> list[str]:
    """The texts that do not come after the one before them; those of a few letters are left out: they are anywhere."""
    at, lost = 0, []
    for text in map(flat, texts):
        if len(text) < 12:
            continue
        found = whole.find(text, at)
        if found < 0:
            lost.append(text)
        else:
            at = found + len(text)
    return lost


def sure(lang: str, texts: Iterable[str]) -> list[str]:
    return [text for text in texts if lang != "ar" or not MIXED.search(text)]


@pytest.fixture(scope="module")
def heard(other: tuple[str, Path]) -> str:
    """The chapters as a screen reader says them."""
    return flat(whole_text(read_pdf(other[1], all_texts=True)))


def test_every_word_is_found_by_a_reader_that_is_not_ours(other: tuple[str, Path]) -> None:
    document = pypdfium2.PdfDocument(other[1])
    found = flat(" ".join(page.get_textpage().get_text_range() for page in document))
    texts = leaves(other[1].with_suffix(".html").read_text("utf-8"), what=DRAWN)
    parts = (flat(part) for text in texts for part in re.split(r"[\s-]", text))
    words = {word for part in parts for word in re.findall(r"[^\W\d_]+|\d+", part)}
    assert len(words) > 1500
    assert sorted(word for word in words if word not in found) == []


def test_a_long_word_is_divided_with_a_hyphen_or_not_at_all(other: tuple[str, Path]) -> None:
    """In a narrow column too; Russian has the longest words of the six languages."""
    lang, path = other
    if lang != "ru":
        pytest.skip("no words that are divided")
    document = pypdfium2.PdfDocument(path)
    drawn = normalize("NFKC", " ".join(page.get_textpage().get_text_range() for page in document))
    lines = re.sub(r"[-\u00ad\ufffe\u0002]\s*", "", drawn)
    texts = leaves(path.with_suffix(".html").read_text("utf-8"), "//table", DRAWN)
    words = {word for text in texts for word in re.findall(r"[а-яё]{10,}", text.lower())}
    assert len(words) > 100
    assert sorted(word for word in words if word not in lines.lower()) == []


def labels(content: str) -> Iterator[tuple[str, str]]:
    """The labels of provisions, each with the first words of its text."""
    for item in html.fromstring(content).xpath("//ol[contains(@class, 'provisions')]/li"):
        words = next(text for text in item[0].itertext() if text.strip())
        yield item.get("style").partition("'")[2].partition("\\")[0], words[:20]


def test_a_label_is_copied_with_its_provision(other: tuple[str, Path]) -> None:
    """In the order in which a page is drawn, which is all that many readers go by: not a heap of labels at its end."""
    path = other[1]
    drawn = flat("".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path)))
    found = list(labels(path.with_suffix(".html").read_text("utf-8")))
    assert len(found) > 15
    lost = [(label, words) for label, words in found if flat(label + words) not in drawn]
    assert not lost, lost


def test_every_text_is_read_in_the_order_of_the_document(other: tuple[str, Path], heard: str) -> None:
    lang, path = other
    texts = sure(lang, leaves(path.with_suffix(".html").read_text("utf-8")))
    assert len(texts) > 1500
    bare = [text.strip(" .،؛:!؟") for text in texts]
    assert [text for text in bare if flat(text) not in heard] == []
    assert in_order(bare, heard) == []


def test_a_clause_is_read_in_the_order_in_which_the_site_shows_it(
    other: tuple[str, Path], heard: str, corpus: Corpus
) -> None:
    lang, _path = other
    page = clause_page(PageMaker(View(corpus, lang), False), corpus.clauses["corridor-designation"])
    law = sure(lang, leaves(page.html, "//div[@class='provision']"))
    assert len(law) > 20
    assert in_order(law, heard) == []


def test_brackets_in_arabic_are_those_that_were_written(other: tuple[str, Path], corpus: Corpus) -> None:
    """One glyph opens in Latin text and closes in Arabic: what it looks like is what it stands for."""
    lang, path = other
    if lang != "ar":
        pytest.skip("no other script turns brackets around")
    responsible = corpus.publication.publisher.in_language("ar").text
    assert responsible.endswith(")"), "the text has changed: mend the test"
    first = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()
    assert flat(responsible) in flat(first)


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        (list("corridor (a)"), "corridor (a)"),
        (list("رمم"), "ممر"),
        (["ق", "ي", "ر", "ط", "لا"], "لاطريق"),
        (list("(رمم) 2026"), "2026 (ممر)"),
        (list("12.26 رارقلا"), "القرار 12.26"),
    ],
)
def test_glyphs_are_read_in_the_direction_of_their_script(drawn: list[str], said: str) -> None:
    assert read(drawn) == said
