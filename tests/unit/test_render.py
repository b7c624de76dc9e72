"""What languages decide: order, numbers, dates, plurals, pinpoints, addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from guidance.app import checking
from guidance.config import Settings
from guidance.model.corpus import Corpus
from guidance.model.lang import LANGUAGES
from guidance.render.address import page_path, relative_addresses
from guidance.render.collate import initial, sort_key
from guidance.render.labels import labels
from guidance.render.numbering import path_number
from guidance.render.pinpoint import pinpoint
from guidance.render.site.build import site_pages
from guidance.render.site.nav import fragment, place
from guidance.render.view import View
from tests.rules.examples import lay


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("fr", ["Égypte", "Émirats arabes unis", "Équateur", "Érythrée", "Espagne", "Estonie"]),
        ("es", ["Nauru", "Noruega", "Nueva Zelandia", "Níger"]),
        ("ru", ["Австралия", "Ёлка", "Йемен", "Яма"]),
        ("ar", ["الأردن", "أرمينيا", "البحرين", "تونس"]),
        ("zh", ["阿尔巴尼亚", "巴西", "中国"]),
    ],
)
def test_each_language_sorts_its_own_way(lang: str, names: list[str]) -> None:
    ordered = sorted(set(names), key=lambda name: sort_key(lang, name))
    expected = names if lang != "es" else ["Nauru", "Níger", "Noruega", "Nueva Zelandia"]
    assert ordered == expected


def test_spanish_puts_n_tilde_after_n() -> None:
    assert sorted(["ñandú", "nube", "oso", "nz"], key=lambda word: sort_key("es", word)) == [
        "nube",
        "nz",
        "ñandú",
        "oso",
    ]


def test_headings_of_alphabetical_lists() -> None:
    assert initial("fr", "Égypte") == "E"
    assert initial("es", "Ñuble") == "Ñ"
    assert initial("ar", "الأردن") == "ا"
    assert initial("zh", "中国") == "Z"


def test_provision_numbers() -> None:
    assert path_number("en", (1, 0, 2)) == "(2)(a)(iii)"
    assert path_number("ar", (1, 1)) == "(2)(ب)"
    assert path_number("zh", (10, 0)) == "（十一）（1）"
    assert path_number("ru", (0, 0)) == "1)a)"


def test_dates() -> None:
    assert labels("en").date("2026-11-22") == "22 November 2026"
    assert labels("fr").date("2026-11-22") == "22 novembre 2026"
    assert labels("fr").date("2007-08-01") == "1er août 2007"
    assert labels("ar").date("2026-11-22") == "22 تشرين الثاني/نوفمبر 2026"
    assert labels("zh").date("2026-11-22") == "2026年11月22日"
    assert labels("ru").date("2024") == "2024"


@pytest.mark.parametrize("lang", list(LANGUAGES))
@pytest.mark.parametrize("count", [0, 1, 2, 3, 11, 21, 100, 1000])
def test_plurals_hold_their_number(lang: str, count: int) -> None:
    text = labels(lang).ngettext("{count} clause", "{count} clauses", count)
    assert "{count}" not in text
    # Arabic names one and two by the form of the noun alone.
    assert labels(lang).number(count) in text or (lang == "ar" and count in (0, 1, 2))


def test_pinpoints() -> None:
    def same(word: str) -> str:
        return f"<{word}>"

    assert pinpoint("en", "Article III.4(b)", same) == "Article III.4(b)"
    assert pinpoint("fr", "Annex 3, paragraph 3.2", same) == "<Annex> 3, <paragraph> 3.2"
    assert pinpoint("zh", "Article III.4(b)", same) == "第III条第4款（b）项"
    assert pinpoint("zh", "Decision 14/8, annex I", same) == "第14/8号决定，附件I"


def test_addresses_are_the_same_in_every_language() -> None:
    assert page_path("clause", "x") == "clauses/x/"
    assert page_path("page", "home") == ""
    address = relative_addresses("clauses/x/")
    assert address("target", "gbf-3", "") == "../../targets/gbf-3/"
    assert address("clause", "y", "p-b") == "../../clauses/y/#p-b"
    assert relative_addresses("")("page", "about", "") == "./pages/about/"


def test_navigation_marks_the_page(corpus: Corpus) -> None:
    page = next(p for p in site_pages(corpus, "en", (), ()) if p.url == "en/clauses/corridor-designation/")
    html = place(fragment(View(corpus, "en"), page.group), page)
    assert html.count('aria-current="page"') == 1
    assert 'href="../../clauses/corridor-designation/" aria-current="page"' in html
    assert "%ROOT%" not in html


def test_rendering_twice_gives_the_same(corpus: Corpus) -> None:
    first, second = site_pages(corpus, "ar", (), ()), site_pages(corpus, "ar", (), ())
    assert [p.digest for p in first] == [p.digest for p in second]


def test_every_leaf_of_a_clause_is_on_its_page(corpus: Corpus) -> None:
    """No text of a clause is lost between the record and the page."""
    from markupsafe import Markup

    pages = {p.id: p for p in site_pages(corpus, "en", (), ()) if p.kind == "clause"}
    for owned in corpus.texts:
        if owned.kind == "clause" and not owned.text.rich:
            shown = str(Markup(pages[owned.id].html).striptags())
            wanted = " ".join(owned.text.source.split())
            assert wanted in shown, f"{owned.id}/{owned.text.path}"


def test_an_example_may_name_a_paragraph_of_its_clause(tmp_path: Path) -> None:
    """Its note stands on the page of the law too, where the reference leads to the clause."""
    lay(
        tmp_path,
        """
# clauses/night-corridors.yaml
examples:
  - {law: xx-wildlife-act, provision: s-5, note: "Worth copying: the time limit, as in [[para:designation]]."}
""".strip(),
    )
    found = checking.check(Settings(tmp_path)).sound
    assert found is not None
    pages = {(page.kind, page.id): page.html for page in site_pages(found, "en", (), ())}
    assert '<a href="#p-designation">' in pages["clause", "night-corridors"]
    assert '<a href="../../clauses/night-corridors/#p-designation">' in pages["law", "xx-wildlife-act"]
