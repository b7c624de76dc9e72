"""The amendments that a draft proposes to the Resolutions, on their pages: without, marked, as proposed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from lxml import html

from guidance.model.corpus import Corpus
from guidance.model.lang import LANGUAGES
from guidance.render.redline.amendments import Amended, amendments
from guidance.render.site.bodies import instrument_page
from guidance.render.site.page import PageMaker
from guidance.render.view import View

RESOLUTIONS = ("cms-res-12-26", "cms-res-12-7")


def _rows(corpus: Corpus, lang: str) -> Iterator[tuple[str, Amended]]:
    for id_ in RESOLUTIONS:
        found = amendments(View(corpus, lang), corpus.instruments[id_])
        assert found
        yield from ((id_, row) for row in found.changed)


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_every_changed_paragraph_is_whole_in_each_language(corpus: Corpus, lang: str) -> None:
    rows = list(_rows(corpus, lang))
    assert len(rows) == 13
    for _, row in rows:
        assert row.lang == lang
        old = "".join(text for mark, text in row.pieces if mark != "ins")
        new = "".join(text for mark, text in row.pieces if mark != "del")
        match row.provision.change:
            case "amended" if row.provision.summary_before:
                assert (old, new) == (row.before, row.after) and old != new
            case "amended":
                # What it said before is not known: nothing is marked, and the reason stands in the record.
                assert row.before is None and old == new and "not known" in str(row.provision.confidence_note)
            case "deleted":
                assert row.after is None and new == ""
            case "uncertain":
                assert row.before == row.after == old == new


def test_marks_are_what_the_draft_adds(corpus: Corpus) -> None:
    row = next(row for id_, row in _rows(corpus, "en") if id_ == "cms-res-12-7" and row.provision.label == "op-1")
    assert [piece for piece in row.pieces if piece[0]] == [("ins", "and ecological connectivity ")]
    assert row.numbers == ("1", "1")


def test_what_is_inferred_is_said(corpus: Corpus) -> None:
    """The copy has lost its strike-through: whoever marks something as struck says on what it rests."""
    for _, row in _rows(corpus, "en"):
        if any(mark == "del" for mark, _ in row.pieces) and row.provision.change == "amended":
            assert row.provision.confidence_note


def test_an_earlier_summary_without_translation_is_compared_in_english(corpus: Corpus) -> None:
    instrument = corpus.instruments["cms-res-12-7"]
    provision = instrument.provisions["op-1"]
    assert provision.summary_before
    bare = replace(provision, summary_before=replace(provision.summary_before, translations={}))
    found = amendments(View(corpus, "fr"), replace(instrument, provisions=instrument.provisions | {"op-1": bare}))
    assert found
    (row,) = (row for row in found.changed if row.provision.label == "op-1")
    assert (row.lang, row.before, row.after) == ("en", bare.summary_before.source, bare.summary.source)  # type: ignore[union-attr]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_three_views_stand_on_the_page_without_a_script(corpus: Corpus, lang: str) -> None:
    maker = PageMaker(View(corpus, lang))
    made = html.fragment_fromstring(
        instrument_page(maker, corpus.instruments["cms-res-12-7"]).html, create_parent="div"
    )
    views = ["amendments-before", "amendments-marked", "amendments-after"]
    assert [a.get("href") for a in made.xpath("//ul[@class='views']//a")] == [f"#{view}" for view in views]
    before, marked, after = made.xpath("//section[@class='redline']")
    assert [section.get("aria-labelledby") for section in (before, marked, after)] == views
    assert made.xpath("//script") == [] and before.xpath(".//ins | .//del") == after.xpath(".//ins | .//del") == []
    assert len(marked.xpath("./p[strong]")) == len(before.xpath("./p[strong]")) == len(after.xpath("./p[strong]")) == 9
    # Every mark is told in words too.
    marks = marked.xpath(".//ins | .//del")
    assert len(marks) >= 8
    assert all(re.match(r"\[.+[:：]", mark.getprevious().text) for mark in marks)
    assert instrument_page(maker, corpus.instruments["ramsar"]).html.count("amendments-marked") == 0
