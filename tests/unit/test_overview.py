"""The mandate ledger and the statistics: complete in both directions, and the same on the page as in the data."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace

import pytest

from guidance.model.corpus import Corpus
from guidance.model.mandate import LedgerState, Renumbering, ledger, mandates, renumberings, threat_rows
from guidance.model.statistics import statistics, words
from guidance.render.data import VERSION, data_artifacts, mandate_data, statistics_data
from guidance.render.site.overview import mandate_page, statistics_page
from guidance.render.site.page import COUNTS, PageMaker
from guidance.render.view import View

MANDATE = ["cms-res-12-26", "cms-res-12-7", "cms-dec-13-113-115", "cms-draft-dec-14-aa-cc"]


def test_the_mandate_is_two_resolutions_and_the_decisions(corpus: Corpus) -> None:
    assert [instrument.id for instrument in mandates(corpus)] == MANDATE


def test_the_mandate_is_closed(corpus: Corpus) -> None:
    states = {row.ref: row.state for id_ in MANDATE for row in ledger(corpus, corpus.instruments[id_])}
    assert [ref for ref, state in states.items() if state is LedgerState.OPEN] == []


def test_a_paragraph_has_a_clause_or_a_reason_and_not_both(corpus: Corpus) -> None:
    for id_ in MANDATE:
        for row in ledger(corpus, corpus.instruments[id_]):
            assert all(m.relation == "implements" and m.why.source for _, m in row.carried_out)
            assert all(m.relation != "implements" for _, m in row.helped)
            assert not (row.carried_out and row.provision.not_law_because), row.ref
            if row.provision.change == "deleted":
                assert row.provision.not_law_because, f"{row.ref}: say what became of it"


def test_a_help_does_not_close_a_paragraph(corpus: Corpus) -> None:
    instrument = corpus.instruments["cms-res-12-26"]
    ref = f"{instrument.id}/op-10"
    mapped = corpus.links.clauses_of_provision[ref]
    only = tuple((clause, replace(mapping, relation="supports")) for clause, mapping in mapped)
    links = replace(corpus.links, clauses_of_provision=corpus.links.clauses_of_provision | {ref: only})
    rows = {row.ref: row for row in ledger(replace(corpus, links=links), instrument)}
    assert rows[ref].state is LedgerState.OPEN
    assert len(rows[ref].helped) == len(mapped)


def test_each_of_the_ten_threats_is_answered(corpus: Corpus) -> None:
    rows = threat_rows(corpus)
    assert len({row.threat for row in rows}) == len(rows) == 10
    assert {(row.instrument.id, row.provision.label) for row in rows} == {("cms-res-12-26", "op-3")}
    assert all(row.clauses for row in rows)


def _of(corpus: Corpus, id_: str) -> Renumbering:
    return next(found for found in renumberings(corpus) if found.instrument.id == id_)


@pytest.mark.parametrize("id_", ["cms-res-12-26", "cms-res-12-7", "cms-draft-dec-14-aa-cc"])
def test_the_renumbering_is_complete_in_both_directions(corpus: Corpus, id_: str) -> None:
    found = _of(corpus, id_)
    numbers = [p.number for p in found.instrument.provisions.values() if p.number]
    assert {row.number for row in found.old_to_new if row.main} == {n.cop13 for n in numbers if n.cop13}
    assert {row.number for row in found.new_to_old if row.main} == {n.draft for n in numbers if n.draft}
    forth = {(row.number, m.number, m.provision.label) for row in found.old_to_new for m in row.main}
    back = {(m.number, row.number, m.provision.label) for row in found.new_to_old for m in row.main}
    assert {pair for pair in forth if pair[1]} == {pair for pair in back if pair[0]}
    # A new number stands for one paragraph; only an old item may be cut in two.
    assert all(len(row.main) == 1 for row in found.new_to_old if row.main)


def test_the_two_readings_of_resolution_12_26_stand_side_by_side(corpus: Corpus) -> None:
    found = _of(corpus, "cms-res-12-26")
    old = {row.number: ([m.number for m in row.main], [m.number for m in row.other]) for row in found.old_to_new}
    assert old["7"] == ([None], ["8"])
    assert old["8"] == (["7"], ["9"])
    assert old["10"] == (["9"], [])
    new = {row.number: ([m.number for m in row.main], [m.number for m in row.other]) for row in found.new_to_old}
    assert new["7"] == (["8"], [None])
    assert new["10"] == ([], ["9"])
    assert [row.number for row in found.old_to_new if row.two_readings] == ["7", "8", "9", "10"]
    assert not _of(corpus, "cms-res-12-7").two_readings


def test_every_old_decision_leads_somewhere(corpus: Corpus) -> None:
    old = {row.number for row in _of(corpus, "cms-draft-dec-14-aa-cc").old_to_new}
    assert {p.ref for p in corpus.instruments["cms-dec-13-113-115"].provisions.values()} <= old


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_page_lists_every_paragraph_once(corpus: Corpus, lang: str) -> None:
    html = mandate_page(PageMaker(View(corpus, lang))).html
    ledgers, _, _ = html.partition('id="threats"')
    listed = Counter(re.findall(r'<tr><th scope="row"><a href="\.\./instruments/([^"]+)">', ledgers))
    assert listed == {f"{id_}/#{label}": 1 for id_ in MANDATE for label in corpus.instruments[id_].provisions}
    assert html.count("<table") == html.count("<caption") == html.count('role="region"')
    assert 'href="../../data/mandate.json"' in html


def test_the_data_is_the_corpus(corpus: Corpus) -> None:
    data = mandate_data(corpus)
    listed = [provision["id"] for instrument in data["instruments"] for provision in instrument["provisions"]]
    assert listed == [f"{id_}/{label}" for id_ in MANDATE for label in corpus.instruments[id_].provisions]
    for provision in (p for instrument in data["instruments"] for p in instrument["provisions"]):
        mapped = corpus.links.clauses_of_provision.get(provision["id"], ())
        said = [(m["clause"], m["relation"], m["strength"], m["why"]) for m in provision["carried_out_by"]]
        said += [(m["clause"], m["relation"], m["strength"], m["why"]) for m in provision["helped_by"]]
        assert Counter(said) == Counter((c.id, m.relation, m.strength, m.why.source) for c, m in mapped)
        reason = corpus.provision(provision["id"])[1].not_law_because
        assert provision["not_law_because"] == (reason.source if reason else None)
    assert sum(data["counts"][state.value] for state in LedgerState) == data["counts"]["provisions"] == len(listed)


def test_data_files_are_versioned_and_stable(corpus: Corpus) -> None:
    made = {artifact.path: artifact.content for artifact in data_artifacts(corpus)}
    assert list(made) == ["data/mandate.json", "data/statistics.json", "data/countries.json"]
    assert made == {artifact.path: artifact.content for artifact in data_artifacts(corpus)}
    for content in made.values():
        data = json.loads(content)
        assert list(data) == sorted(data)
        assert data["version"] == VERSION
        assert data["edition"] == corpus.publication.edition


def test_words_are_those_a_reader_sees() -> None:
    assert words("The {competent_authority} shall map each [[corridor|way of deer]].") == 8
    assert words("See [the Act](https://laws.example/act) of [[country:xx]], 1,200 pages.") == 7
    assert words("") == 0


def test_the_statistics_add_up(corpus: Corpus) -> None:
    found = statistics(corpus)
    assert found.total.modules == len(corpus.modules)
    assert found.total.clauses == sum(c.status != "withdrawn" for c in corpus.clauses.values())
    assert found.total.questions == len(corpus.questions)
    assert found.total.core == sum(q.core for _, q in corpus.questions.values())
    for name in ("modules", "clauses", "questions", "model_words", "words"):
        assert sum(getattr(part, name) for part in found.parts.values()) == getattr(found.total, name)
    assert found.registers["clause"].words + found.registers["module"].words == found.total.words
    assert found.words == sum(words(owned.text.source) for owned in corpus.texts)
    to_targets = sum(x.all for x in found.targets.values())
    to_provisions = sum(x.mappings.all for x in found.instruments.values())
    assert to_targets + to_provisions == found.mappings.all
    assert set(found.laws_cited) | set(found.laws_answering) | set(found.laws_uncited) == set(corpus.laws)
    assert sorted([*found.terms_used, *found.terms_unused]) == sorted(corpus.terms)
    assert statistics_data(corpus)["words"] == found.words


def test_statistics_are_written_as_the_language_writes_numbers(corpus: Corpus) -> None:
    total = statistics(corpus).words
    for lang, shown in (("en", f"{total:,}"), ("fr", f"{total:,}".replace(",", "\u202f"))):
        page = statistics_page(PageMaker(View(corpus, lang)))
        assert f"<td>{shown}</td>" in page.html
        # A preview makes the page again when a figure changes.
        assert COUNTS in page.reads
