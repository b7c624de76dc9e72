"""The register of resources: reached from every duty that it serves, and honest about what it knows."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from guidance.app import checking
from guidance.config import Settings
from guidance.i18n.vocabularies import VOCABULARIES
from guidance.load.markdown import parse
from guidance.load.records.resources import ResourceShape
from guidance.model.corpus import Corpus
from guidance.model.gaps import payers, published_report
from guidance.model.lang import LANGUAGES
from guidance.model.resources import PAYING
from guidance.render.book.annexes import resources
from guidance.render.html import Writer
from guidance.render.site.bodies import clause_page, instrument_page, target_page
from guidance.render.site.countries import country_page
from guidance.render.site.indexes import index_pages
from guidance.render.site.page import PageMaker
from guidance.render.site.reports import report_page
from guidance.render.site.resources import resource_page
from guidance.render.view import View
from tests.rules.examples import lay

KINDS = get_args(ResourceShape.model_fields["kind"].annotation)
FUNDING = "Programmes that fund such work"


def _maker(corpus: Corpus, lang: str = "en") -> PageMaker:
    return PageMaker(View(corpus, lang))


def test_every_kind_has_a_word_and_a_resource(corpus: Corpus) -> None:
    assert list(VOCABULARIES["resource-kind"]) == list(KINDS)
    assert {resource.kind for resource in corpus.resources.values()} == set(KINDS)
    assert set(PAYING) <= set(KINDS)


def test_links_lead_both_ways(corpus: Corpus) -> None:
    maker = _maker(corpus)
    page = resource_page(maker, corpus.resources["movebank"]).html
    for id_ in corpus.resources["movebank"].clauses:
        assert f'href="../../clauses/{id_}/"' in page
    assert 'href="../../instruments/cms-res-12-26/#op-6"' in page
    back = [
        clause_page(maker, corpus.clauses["data-sharing"]),
        target_page(maker, *corpus.targets["gbf-21"]),
        instrument_page(maker, corpus.instruments["cms-res-12-26"]),
    ]
    assert all('href="../../resources/movebank/"' in found.html for found in back)


def _part(page: str, id_: str) -> str:
    """A part of the comparison on the page of an area."""
    return page.split(f'<h3 id="compare-{id_}">')[1].split("<h3")[0].split("<h2")[0]


def test_states_of_an_area_stand_side_by_side(corpus: Corpus) -> None:
    states = ("de", "ke", "na")
    area = replace(corpus.resources["kavango-zambezi"], countries=states)
    page = resource_page(_maker(corpus), area).html
    head, *rows = _part(page, "answers").split("<tbody")
    # In the alphabetical order of the language: Germany, Kenya, Namibia.
    assert re.findall(r"countries/(..)/", head) == list(states)
    core = [label for label, (_, question) in corpus.questions.items() if question.core]
    assert len(rows) == len(core)
    for label, row in zip(core, rows, strict=True):
        assert f"#q-{label}" in row
        shown = re.findall(r'class="answer answer-([a-z-]+)', row)
        found = (corpus.countries[code].answers.get(label) for code in states)
        assert shown == [answer.value if answer else "not-assessed" for answer in found]


def test_an_area_that_nobody_assessed_says_so_and_what_is_known(corpus: Corpus) -> None:
    page = resource_page(_maker(corpus), corpus.resources["kavango-zambezi"]).html
    for id_ in ("findings", "answers"):
        part = _part(page, id_)
        assert "Nobody has assessed any of its States yet." in part and "<table" not in part
    assert "laws/bw-wcnpa-1992/" in _part(page, "themes")
    assert "laws/na-conservancies-1996/" in _part(page, "clauses")
    assert "laws/zm-wildlife-act-2015/" in _part(page, "targets")
    assert "laws/int-kaza-tfca-treaty-2011/" in _part(page, "areas")
    # Angola and Zimbabwe are Parties to CMS, the others are not.
    assert re.findall(r"answer-(full|none)", _part(page, "memberships"))[:5] == ["full", "none", "none", "none", "full"]
    assert 'href="../../compare/?c=ao,bw,na,zm,zw"' in page
    assert "compare/?c=" not in resource_page(_maker(corpus), corpus.resources["movebank"]).html


def test_what_a_preamble_names_is_on_the_page_of_the_instrument(corpus: Corpus) -> None:
    named = {r.id for r in corpus.links.resources_of_provision["cms-res-12-7/"]}
    assert {"kavango-zambezi", "important-bird-areas", "siberian-crane-wetland-project"} <= named
    page = instrument_page(_maker(corpus), corpus.instruments["cms-res-12-7"]).html
    last = page[page.index('id="resources"') :]
    assert all(f'href="../../resources/{id_}/"' in last for id_ in named)


def test_a_gap_names_who_funds_such_work_and_says_nothing_where_nobody_does(corpus: Corpus) -> None:
    maker = _maker(corpus)
    assert [r.id for r in payers(corpus, corpus.clauses["management-plans"])] == ["global-environment-facility"]
    assert payers(corpus, corpus.clauses["dark-corridors"]) == ()
    seen: set[bool] = set()
    for country in (country for country in corpus.countries.values() if country.assessment):
        page = report_page(maker, country, offered=False).html
        clauses = [found.clause for found in published_report(corpus, country).clauses]
        funded = [clause for clause in clauses if payers(corpus, clause)]
        assert page.count(FUNDING) == len(funded), country.code
        seen |= {bool(payers(corpus, clause)) for clause in clauses}
    assert seen == {True, False}


def test_a_state_shows_the_areas_it_shares(corpus: Corpus) -> None:
    for code in corpus.resources["kavango-zambezi"].countries:
        assert 'href="../../resources/kavango-zambezi/"' in country_page(_maker(corpus), corpus.countries[code]).html


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_the_lists_hold_each_resource_once(corpus: Corpus, lang: str) -> None:
    page = dict(index_pages(_maker(corpus, lang)))["resource"]().html
    assert all(page.count(f'href="../resources/{id_}/"') == 1 for id_ in corpus.resources)
    assert sorted(r.id for r in resources(View(corpus, lang))) == sorted(corpus.resources)


def test_a_text_refers_to_a_resource(corpus: Corpus) -> None:
    blocks, problems = parse("Tracks are in [[resource:movebank]] and [[resource:obis|elsewhere]].")
    assert problems == ()
    html = Writer(View(corpus, "en"), lambda kind, id_, anchor: f"{kind}/{id_}").blocks(blocks)
    assert '<a href="resource/movebank">Movebank</a> and <a href="resource/obis">elsewhere</a>' in html


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("clauses", "[night-corridor]", "G304"),
        ("targets", "[gbf-33]", "G302"),
        ("countries", "[zz]", "G308"),
        ("named_in", "[{instrument: other-convention}]", "G309"),
        ("named_in", "[{instrument: sample-convention, provision: article-33}]", "G303"),
        ("named_in", "[{instrument: sample-convention, pinpoint: Sec 3}]", "G522"),
        ("clauses", "[night-corridors, night-corridors]", "G318"),
        ("kind", "funder", "G531"),
        ("url_confidence", "low", "G533"),
    ],
)
def test_what_a_resource_names_exists(tmp_path: Path, key: str, value: str, code: str) -> None:
    lay(tmp_path, f"# resources/track-store.yaml\n{key}: {value}")
    found = checking.check(Settings(tmp_path)).report.diagnostics
    assert [d.code for d in found if d.pin.path.endswith("track-store.yaml")] == [code]


def test_a_reference_to_an_unknown_resource_is_found(tmp_path: Path) -> None:
    lay(tmp_path, "# modules/safe-passage.yaml\nintroduction: Tracks are in the [[resource:track-shop|store]].")
    found = [d for d in checking.check(Settings(tmp_path)).report.diagnostics if d.code == "G314"]
    assert [(d.message, d.hint) for d in found] == [('unknown resource "track-shop"', 'did you mean "track-store"?')]


def test_nobody_vouches_highly_for_what_is_known_by_name_only(corpus: Corpus) -> None:
    for resource in corpus.resources.values():
        assert resource.named_in or resource.note, f"{resource.id}: say where it was found"
        if "name is known" in (resource.note or ""):
            assert resource.confidence == "low", resource.id
