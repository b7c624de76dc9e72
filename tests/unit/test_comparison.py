"""Countries side by side: every cell is a fact of the records, and the data file says the same as the model."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from guidance.model.comparison import OPEN, SECTIONS, CompareRow, areas, compared
from guidance.model.corpus import Corpus
from guidance.model.countries import ANSWER_VALUES
from guidance.model.lang import LANGUAGES
from guidance.model.tally import by_module, by_target, matrix
from guidance.render.site import matrix as matrix_module
from guidance.render.site.comparison import compare_page, comparison_artifacts
from guidance.render.site.matrix import matrix_pages
from guidance.render.site.page import PageMaker
from guidance.render.view import View

KAZA = ("ao", "bw", "na", "zm", "zw")


def _rows(corpus: Corpus, *codes: str) -> dict[tuple[str, str], CompareRow]:
    found = compared(corpus, [corpus.countries[code] for code in codes])
    return {(row.section, row.key): row for row in found}


def test_sections_stand_in_order_and_keys_are_unique(corpus: Corpus) -> None:
    rows = list(compared(corpus, tuple(corpus.countries.values())))
    order = [SECTIONS.index(row.section) for row in rows]
    assert order == sorted(order) and set(order) == set(range(len(SECTIONS)))
    assert len({(row.section, row.key) for row in rows}) == len(rows)


def test_the_states_of_kaza_have_what_the_records_say(corpus: Corpus) -> None:
    assert [c.code for area in areas(corpus) if area.resource.id == "kavango-zambezi" for c in area.countries] == [
        *KAZA
    ]
    rows = _rows(corpus, *KAZA)
    for treaty in ("cms", "aewa"):
        listed = corpus.memberships[treaty]
        assert rows["memberships", treaty].values == tuple(listed.status(code) for code in KAZA)
        since = {code: party.in_force for code, party in listed.parties.items()}
        assert [cell.since for cell in rows["memberships", treaty].cells] == [since.get(code) for code in KAZA]
    assert ("memberships", "eurobats") not in rows
    assert set(rows["areas", "resource-kavango-zambezi"].values) == {"inside"}
    assert set(rows["areas", "law-int-kaza-tfca-treaty-2011"].values) == {"inside"}
    for section, of in (("themes", lambda law: law.themes), ("targets", lambda law: [t.target for t in law.targets])):
        said = {
            (row.key, use.law.id)
            for row in rows.values()
            if row.section == section
            for c in row.cells
            for use in c.laws
        }
        known = [law for code in KAZA for law in corpus.links.laws_of_country.get(code, ())]
        assert said == {(key, law.id) for law in known for key in of(law)}
    for row in rows.values():
        for code, cell in zip(KAZA, row.cells, strict=True):
            assert all(use.law.jurisdiction.country == code for use in cell.laws)
        if row.section == "clauses":
            cited = {example.law for example in corpus.clauses[row.key].examples}
            assert {use.law.id for cell in row.cells for use in cell.laws} <= cited
        if row.section in ("answers", "findings"):
            assert set(row.values) == {"not-assessed"} and not row.differs


def test_a_union_has_a_row_only_where_one_of_the_countries_belongs(corpus: Corpus) -> None:
    assert ("memberships", "eu") not in _rows(corpus, *KAZA)
    row = _rows(corpus, "de", "ke")["memberships", "eu"]
    assert row.values == ("member", "not-member") and row.differs


def test_only_known_values_differ(corpus: Corpus) -> None:
    codes = [country.code for country in corpus.countries.values() if country.assessment]
    rows = [row for row in _rows(corpus, *codes, "na").values() if row.section == "answers"]
    assert len(rows) == len(corpus.questions)
    for row in rows:
        assert row.values[-1] == "not-assessed"
        assert row.differs == (len({value for value in row.values if value not in OPEN}) > 1)
    assert any(row.differs for row in rows) and not all(row.differs for row in rows)


@pytest.fixture(scope="module")
def data(corpus: Corpus) -> dict[str, dict[str, Any]]:
    """The data files by language."""
    return {
        found["language"]: found
        for a in comparison_artifacts(corpus, [*LANGUAGES])
        for found in [json.loads(a.content)]
    }


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_data_file_says_what_the_model_says(corpus: Corpus, data: dict[str, dict[str, Any]], lang: str) -> None:
    found = data[lang]
    rows = {(row["section"], row["key"]): row for row in found["rows"]}
    model = _rows(corpus, *corpus.countries)
    assert list(rows) == list(model)
    for key, row in model.items():
        assert rows[key].get("module") == row.module and rows[key].get("targets", []) == list(row.targets)
        assert rows[key].get("core", False) == row.core and rows[key].get("shared", False) == row.shared
        for code, cell in zip(corpus.countries, row.cells, strict=True):
            said = found["cells"][code].get("/".join(key), {})
            assert said.get("value", found["defaults"].get(row.section)) == cell.value
            assert [use["id"] for use in said.get("laws", ())] == [use.law.id for use in cell.laws]
            assert cell.value is None or found["values"][row.section][cell.value]


def test_the_data_file_names_the_language_of_what_is_not_translated(
    corpus: Corpus, data: dict[str, dict[str, Any]]
) -> None:
    questions = {row["key"]: row["name"] for row in data["ar"]["rows"] if row["section"] == "answers"}
    for label, (_clause, question) in corpus.questions.items():
        translated = "ar" in question.text.translations
        assert questions[label].get("lang") == (None if translated else "en")
        assert (questions[label]["text"] == question.text.source) != translated


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_the_page_works_without_a_script(corpus: Corpus, lang: str) -> None:
    page = compare_page(PageMaker(View(corpus, lang))).html
    core = [label for label, (_, question) in corpus.questions.items() if question.core]
    assert all(f"#q-{label}" in page for label in core)
    assert page.split('id="compare-tables"')[1].split("</table>")[0].count("<tbody") == len(core)
    assert '<form class="choices" id="compare"' in page and "hidden>" in page
    # Every country can be chosen, once; every area is a choice and a ready comparison.
    options = re.findall(r'<option value="([^"]+)"', page.split("</select>")[0])
    assert sorted(o for o in options if ":" not in o) == sorted(corpus.countries)
    for area in areas(corpus):
        assert f"area:{area.resource.id}" in options and f"../resources/{area.resource.id}/#compare" in page


# --- counts


def test_counts_are_those_of_the_answers(corpus: Corpus) -> None:
    assessed = [country for country in corpus.countries.values() if country.assessment]
    whole = by_module(corpus, assessed)
    answers = [answer.value for country in assessed for answer in country.answers.values()]
    for value in ANSWER_VALUES[:-1]:
        assert sum(tally[value] for tally in whole.values()) == answers.count(value)
    assert sum(sum(tally.values()) for tally in whole.values()) == len(corpus.questions) * len(assessed)
    for id_, tally in by_target(corpus, assessed).items():
        assert sum(tally.values()) == len(corpus.links.questions_of_target[id_]) * len(assessed)


def _cells(html: str) -> Iterator[list[dict[str, int]]]:
    """The counts of each row of the matrix, as they are said."""
    for row in html.split("<tr data-targets")[1:]:
        said = re.findall(r'<span class="sr">(.*?)</span>', row)
        yield [{name: int(n) for name, n in re.findall(r"([^:;]+): (\d+)", cell.replace("; ", ";"))} for cell in said]


def test_the_matrix_says_in_words_what_it_shows(corpus: Corpus) -> None:
    [(id_, make)] = matrix_pages(PageMaker(View(corpus, "en")))
    html = make().html
    columns = re.findall(r'data-id="([a-z]+)"', html)
    assert id_ == "" and sorted(columns) == sorted(c.code for c in corpus.countries.values() if c.assessment)
    rows = [r for found in matrix(corpus, [[corpus.countries[c]] for c in columns]).values() for r in found]
    words = {value: text.label.source for value, text in corpus.publication.scale.items()}
    said = list(_cells(html))
    assert said == [[{words[v]: n for v, n in cell.items() if n} for cell in row.cells] for row in rows]
    shown = re.findall(r'<b class="m-([a-z-]+)">\S+ (\d+)</b>', html)
    assert shown == [(v, str(n)) for row in rows for cell in row.cells for v, n in cell.items() if n]


def test_too_many_columns_become_regions(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix_module, "MOST_COLUMNS", 3)
    pages = {id_: make().html for id_, make in matrix_pages(PageMaker(View(corpus, "en")))}
    assert list(pages) == ["", "africa", "americas", "asia", "europe"]
    assert re.findall(r'href="../matrix/([a-z]+)/"', pages[""]) == ["africa", "americas", "asia", "europe"]
    whole = list(_cells(pages[""]))
    for place, region in enumerate(("africa", "americas", "asia", "europe")):
        for row, parts in zip(whole, _cells(pages[region]), strict=True):
            names = {name for part in parts for name in part}
            assert row[place] == {name: sum(part.get(name, 0) for part in parts) for name in names}
