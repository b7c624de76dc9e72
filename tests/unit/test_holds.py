"""A hold is shown wherever its record is: on the site, in the book, in extracts and in the book for screens."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from markupsafe import Markup

from guidance.diagnostics import Pin
from guidance.load.corpus import load
from guidance.model.corpus import Corpus
from guidance.model.release import Hold
from guidance.render.book.content import BookContent
from guidance.render.book.extracts import Extracts
from guidance.render.book.html import write_book
from guidance.render.epub.book import epub_book
from guidance.render.labels import labels
from guidance.render.site.build import site_pages
from guidance.render.view import View
from tests.conftest import ROOT

NOTICE = "Editors’ notice: this must not be published before the following is settled."


def _hold(what: str) -> tuple[Hold, ...]:
    return (Hold(f"Counsel has not answered on the {what} & its <parts>.", "2026-11-01", "the editors", Pin("x")),)


@pytest.fixture(scope="module")
def sample() -> Corpus:
    found = load(ROOT / "tests" / "rules" / "sample").corpus
    assert found is not None
    return found


@pytest.fixture(scope="module")
def held(sample: Corpus) -> Corpus:
    """The content with one hold a kind."""
    law, page = next(iter(sample.links.clauses_of_law)), BookContent(View(sample, "en")).pages[0].id
    module = next(module for module in sample.modules.values() if module.clauses)
    clause = sample.clauses[module.clauses[0]]
    return replace(
        sample,
        clauses=dict(sample.clauses) | {clause.id: replace(clause, holds=_hold("clause"))},
        modules=dict(sample.modules) | {module.id: replace(module, holds=_hold("module"))},
        pages=dict(sample.pages) | {page: replace(sample.pages[page], holds=_hold("page"))},
        laws=dict(sample.laws) | {law: replace(sample.laws[law], holds=_hold("law"))},
    )


def _shown(html: str) -> dict[str, int]:
    """How often the hold of each kind is said, in the words that the site has."""
    text = " ".join(Markup(html).striptags().split())
    return {what: text.count(_hold(what)[0].reason) for what in ("clause", "module", "page", "law")}


def _epub(corpus: Corpus, lang: str) -> Iterator[str]:
    with zipfile.ZipFile(BytesIO(epub_book(View(corpus, lang)))) as archive:
        yield from (archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml"))


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_hold_is_said_once_wherever_its_record_stands(held: Corpus, lang: str) -> None:
    view = View(held, lang)
    once, notice = dict.fromkeys(("clause", "module", "page", "law"), 1), labels(lang).gettext(NOTICE)
    book, screen = "".join(write_book(BookContent(view), {})), "".join(_epub(held, lang))
    for html in (book, screen):
        assert _shown(html) == once and html.count(notice) == len(once)
        assert view.labels.date("2026-11-01") in html
    made, module = Extracts(view), next(module for module in held.modules.values() if module.holds)
    assert _shown("".join(made.sheet(module.clauses[0]).documents)) == {"clause": 1, "module": 0, "page": 0, "law": 0}
    assert _shown("".join(made.module(module.id).documents)) == {"clause": 1, "module": 1, "page": 0, "law": 0}
    assert _shown("".join(made.short().documents)) == {"clause": 1, "module": 1, "page": 0, "law": 0}


def test_the_site_has_the_same_words(held: Corpus) -> None:
    pages = [page for page in site_pages(held, "fr", (), ()) if labels("fr").gettext(NOTICE) in page.html]
    assert {page.kind for page in pages} == {"clause", "module", "page", "law"} and len(pages) == 4


def test_without_a_hold_nothing_is_said(sample: Corpus) -> None:
    assert NOTICE not in "".join(write_book(BookContent(View(sample, "en")), {}))
