"""What extracts of the book hold, and where what they name leads, before anything is laid out."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup

from guidance import extracts
from guidance.extracts import Wish
from guidance.model.corpus import Corpus
from guidance.render.address import page_path, short_path
from guidance.render.book.content import BookContent
from guidance.render.book.extracts import Extracts
from guidance.render.book.html import write_book
from guidance.render.book.pagemap import number_counted
from guidance.render.book.paragraphs import count_paragraphs
from guidance.render.book.slots import as_wide_as, counted, paragraph_of, referred
from guidance.render.view import View

CLAUSE = "corridor-designation"


@pytest.fixture(scope="module")
def english(corpus: Corpus) -> Extracts:
    return Extracts(View(corpus, "en"))


def _text(html: str) -> str:
    return " ".join(Markup(html).striptags().split())


def _hrefs(html: str) -> list[str]:
    return re.findall(r'<a href="([^"]+)"', html)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_sheet_stands_alone(corpus: Corpus, lang: str) -> None:
    view = View(corpus, lang)
    clause, about = Extracts(view).sheet(CLAUSE).documents
    shown = _text(clause)
    for owned in corpus.texts:
        if owned.kind == "clause" and owned.id == CLAUSE and not owned.text.rich:
            assert " ".join(view.words(owned.text).split()) in shown, owned.text.path
    publication, said = corpus.publication, _text(about)
    for text in (publication.publisher, publication.disclaimers["not-legal-advice"]):
        assert " ".join(view.words(text).split()) in said
    assert publication.edition in said and view.labels.date(publication.date) in said
    translated = view.words(publication.disclaimers["courtesy-translation"])
    assert (" ".join(translated.split()) in said) == (lang != "en")
    assert f"{publication.site_url}{short_path('clause', CLAUSE)}" in _hrefs(clause)


def test_what_a_sheet_names_leads_to_the_site(corpus: Corpus, english: Extracts) -> None:
    clause, about = english.sheet(CLAUSE).documents
    site = corpus.publication.site_url
    anchors = set(re.findall(r' id="([^"]+)"', clause))
    for href in _hrefs(clause):
        assert href.startswith(site) or href[1:] in anchors, href
    # Of what stands elsewhere a sheet knows the paragraph, and no page.
    names = set(re.findall(r'data-to="([^"]+)"', re.sub(r'<p class="page-counter">.*?</p>', "", clause)))
    assert len(names) > 3 and all(name.endswith("@paragraph") for name in names)
    # Each clause that it names stands in the list with its number, its title and its short link.
    others = {other for other in corpus.clauses if f"{site}en/{page_path('clause', other)}" in _hrefs(clause)}
    assert len(others) > 3
    for other in others:
        assert View(corpus, "en").clause_reference(corpus.clauses[other]) in _text(about)
        assert f"{site}{short_path('clause', other)}" in _hrefs(about)


def test_paragraphs_and_tables_have_the_numbers_of_the_book(corpus: Corpus) -> None:
    view = View(corpus, "fr")
    made = Extracts(view)
    book = number_counted(name for html in write_book(BookContent(view), {}) for name in counted(html))
    for found in (made.sheet(CLAUSE), made.sheet("commencement"), made.module("final-provisions")):
        assert len(found.numbers) > 5 and dict(found.numbers).items() <= book.items(), found.id
        html = "".join(found.documents)
        assert {name for name in referred(html) if name.endswith("@paragraph")} <= dict(found.numbers).keys(), found.id


def test_the_paragraphs_that_are_counted_are_those_that_are_written(corpus: Corpus) -> None:
    """Every reference to a paragraph finds the first one under what it names, also where only notes are numbered."""
    for lang in ("en", "ar"):
        content = BookContent(View(corpus, lang))
        book = number_counted(name for html in write_book(content, {}) for name in counted(html))
        named = count_paragraphs(content).named
        assert named.keys() == {paragraph_of(anchor) for anchor in content.numbered}
        assert named.items() <= book.items() and len(named) > len(corpus.clauses) + len(corpus.modules)


def test_a_reference_names_the_paragraph_and_the_page_only_where_there_is_one(english: Extracts) -> None:
    opening, clause, about = (english.module("spatial-planning").documents[place] for place in (0, 1, -1))
    number = r'<span class="open-number" data-to="[^"]+@paragraph">0+</span>'
    page = r', page <span class="open-number" data-to="[^"@]+">0+</span>'
    assert re.search(rf"clause [\d.]+ \([^<]+\)</a>, paragraph {number}{page}", opening)
    assert re.search(rf"\)</a>, paragraph {number}(?!, page)", clause) and not re.search(page, clause)
    assert re.search(rf"clause [\d.]+ \([^<]+\), paragraph {number} – <a", about)


def test_a_clause_is_written_once_for_its_sheet_and_its_module(corpus: Corpus, english: Extracts) -> None:
    module = corpus.modules["definitions"]
    made = english.module(module.id)
    sheets = [english.sheet(id_).documents[0] for id_ in module.clauses]
    assert list(made.documents[1:-1]) == sheets and len(sheets) == 2
    opening = made.documents[0]
    for id_ in module.clauses:
        assert re.search(
            rf'<a href="#clause-{id_}">[^<]*</a>, page <span class="open-number" data-to="clause-{id_}">', opening
        )
        assert made.near[[anchor for _, anchor in made.near].index(f"clause-{id_}")][0].endswith(f"/clauses/{id_}/")


def test_the_short_form_holds_the_law_and_the_core_questions(corpus: Corpus, english: Extracts) -> None:
    made = english.short()
    whole = "\n".join(made.documents)
    assert len(made.documents) == 2 + len(corpus.modules) + 1
    shown = _text(whole)
    for clause in corpus.clauses.values():
        assert f'<h3 id="clause-{clause.id}"' in whole
        assert f"{corpus.publication.site_url}{short_path('clause', clause.id)}" in whole
        for path, _ in clause.walk():
            assert f'id="clause-{clause.id}--p-{path.replace("/", "-")}"' in whole
        assert " ".join(clause.purpose.source.split())[:60] not in shown
    for _, question in corpus.questions.values():
        assert (" ".join(question.text.source.split()) in _text(made.documents[-1])) == question.core
    anchors = set(re.findall(r' id="([^"]+)"', whole))
    assert {href[1:] for href in _hrefs(whole) if href.startswith("#")} <= anchors


def test_an_edit_makes_its_own_files_again_and_no_others(corpus: Corpus, tmp_path: Path) -> None:
    wanted = [*extracts.wishes(corpus, ("en",), ("clause", "module"))]
    before = {p.path: p.digest for p in extracts.products(corpus, wanted, tmp_path)}
    assert len(before) == len(corpus.clauses) + len(corpus.modules)
    clause = corpus.clauses["commencement"]
    note = replace(next(iter(clause.provisions.values())).text, source="The Minister shall make regulations.")
    label = next(iter(clause.provisions))
    provisions = clause.provisions | {label: replace(clause.provisions[label], text=note)}
    blocks = dict(corpus.blocks) | {note.source: corpus.blocks[next(iter(corpus.blocks))]}
    changed = replace(
        corpus, blocks=blocks, clauses=dict(corpus.clauses) | {clause.id: replace(clause, provisions=provisions)}
    )
    after = {p.path: p.digest for p in extracts.products(changed, wanted, tmp_path)}
    new = {path for path in before if before[path] != after[path]}
    assert new == {
        extracts.path(corpus, Wish("clause", clause.id, "en")),
        extracts.path(corpus, Wish("module", clause.module, "en")),
    }


def test_open_numbers_take_the_room_of_the_pages_found() -> None:
    html = '<a href="#b" data-page="000">B</a> <span class="open-number" data-to="a">000</span>'
    assert as_wide_as(html, {"a": 7, "b": 12}) == (
        '<a href="#b" data-page="12">B</a> <span class="open-number" data-to="a">0</span>'
    )
    assert as_wide_as(html, {}) == html
