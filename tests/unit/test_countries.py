"""Pages of countries: treaties, neighbours, and what a country says of the answers about it, in its own words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guidance.app import checking
from guidance.config import Settings
from guidance.model.corpus import Corpus
from guidance.model.standing import land_neighbours, standings
from guidance.render.book.content import BookContent
from guidance.render.book.html import write_book
from guidance.render.country_data import country_data
from guidance.render.site.countries import country_page
from guidance.render.site.page import PageMaker
from guidance.render.view import View
from tests.rules.examples import lay

COMMENTED = """\
# countries/xx.yaml
comments:
  whole:
    by: Ministry of Wildlife
    role: CMS national focal point
    date: '2026-11-02'
    text: We thank the editors.
  answer:
    by: وزارة الحياة البرية
    role: CMS national focal point
    date: '2026-11-03'
    question: night-corridor-power
    lang: ar
    text: صدرت لائحة جديدة <b>.
    english: New regulations were issued.
    url: https://ministry.example/reply
  finding:
    by: Ministry of Wildlife
    role: CMS national focal point
    date: '2026-11-04'
    theme: designation
    lang: fr
    text: Le règlement va plus loin.
assessment:
  method: self-assessment
  as_at: '2026-11-01'
  sign_offs: [{name: A. Person, role: CMS national focal point, date: '2026-11-02', edition: '2026.1'}]
"""


def _laid(folder: Path, example: str) -> Corpus:
    lay(folder, example)
    checked = checking.check(Settings(folder))
    assert checked.sound is not None, checked.text
    return checked.sound


def _page(corpus: Corpus, code: str, lang: str = "en") -> str:
    return country_page(PageMaker(View(corpus, lang)), corpus.countries[code]).html


@pytest.fixture(scope="module")
def commented(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return _laid(tmp_path_factory.mktemp("commented"), COMMENTED)


def test_the_words_of_a_country_stand_beside_what_they_are_about(commented: Corpus) -> None:
    html = _page(commented, "xx")
    answer = html.partition('id="q-night-corridor-power"')[2].partition("</section>")[0]
    assert '<blockquote lang="ar" dir="rtl"><p>صدرت لائحة جديدة &lt;b&gt;.</p>' in answer
    assert "New regulations were issued." in answer and "https://ministry.example/reply" in answer
    assert 'lang="fr" dir="ltr"><p>Le règlement va plus loin.' in html.partition('id="theme-designation"')[2]
    before_answers = html.partition('id="targets"')[0]
    assert "We thank the editors." in before_answers and "règlement" not in before_answers
    assert html.count("<blockquote") == 3


def test_a_signed_page_says_who_verified_it_and_an_unsigned_one_that_nobody_has(commented: Corpus) -> None:
    html = _page(commented, "xx")
    assert "verified by A. Person (CMS national focal point), 2 November 2026, edition 2026.1" in html
    assert "have not been verified by the country" not in html
    assert "Nobody of the country" not in html


def test_the_book_and_the_data_hold_the_words_too(commented: Corpus) -> None:
    book = "".join(write_book(BookContent(View(commented, "en")), {}))
    for words in ("We thank the editors.", "صدرت لائحة جديدة", "Le règlement va plus loin.", "verified by A. Person"):
        assert words in book
    xx = next(c for c in country_data(commented)["countries"] if c["code"] == "xx")
    assert [c["lang"] for c in xx["comments"]] == ["en", "ar", "fr"]
    assert xx["assessment"]["sign_offs"][0]["name"] == "A. Person"


def test_a_treaty_with_gaps_in_its_list_calls_nobody_a_non_party(tmp_path: Path) -> None:
    whole = _laid(tmp_path / "whole", "# publication.yaml")
    assert [i.id for i in standings(whole, "yy")[0].not_a_party] == ["sample-convention"]
    assert "Not a Party: " in _page(whole, "yy")
    assert "1 January 1991" in _page(whole, "xx")
    gaps = _laid(tmp_path / "gaps", "# memberships/sample-convention.yaml\nunlisted: not-looked-up")
    [standing] = standings(gaps, "yy")
    assert (standing.not_a_party, [i.id for i in standing.not_looked_up]) == ((), ["sample-convention"])
    assert "Not a Party: " not in _page(gaps, "yy") and "Not looked up" in _page(gaps, "yy")


def test_neighbours_are_listed_from_both_sides_with_what_they_share(corpus: Corpus) -> None:
    found = {code: {n.country.code: n for n in land_neighbours(corpus, code)} for code in corpus.countries}
    assert all(code in found[other] for code, others in found.items() for other in others)
    shared = {r.id for r in found["zm"]["zw"].shared}
    assert shared == {r.id for r in corpus.links.resources_of_country["zm"] if "zw" in r.countries} != set()
    page = _page(corpus, "zm")
    assert all(f'href="../../countries/{code}/"' in page.partition('id="neighbours"')[2] for code in found["zm"])
    assert "no land border" in _page(corpus, "mu")


def test_every_country_page_names_its_treaties_laws_and_checklist(corpus: Corpus) -> None:
    for code in corpus.countries:
        html = _page(corpus, code)
        for anchor in ("memberships", "neighbours", "downloads", "laws"):
            assert html.count(f'<h2 id="{anchor}">') == 1, (code, anchor)
        named = set(re.findall(r'href="../../instruments/([\w-]+)/#parties"', html))
        assert named == set(corpus.memberships), code
        assert all(f'href="../../laws/{law.id}/"' in html for law in corpus.links.laws_of_country.get(code, ()))


@pytest.mark.parametrize("lang", ["ar", "zh", "fr", "ru", "es"])
def test_country_pages_speak_the_language(corpus: Corpus, lang: str) -> None:
    html, english = _page(corpus, "ke", lang), _page(corpus, "ke")
    for heading in re.findall(r'<h2 id="[\w-]+">([^<]+)<', english):
        assert f">{heading}<" not in html
