"""The matrix: a row for each clause, a column for each country, and in a cell the counts of the answers.

Where more countries are assessed than can be read side by side, the columns are regions, and each region has a page
with its countries.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from guidance.model.countries import ANSWER_VALUES, Country
from guidance.model.tally import Tally, matrix
from guidance.render.pictures.bars import SIGNS
from guidance.render.site.page import PageMaker, SitePage
from guidance.render.view import View

#: More columns than these nobody can read, nor a phone load.
MOST_COLUMNS = 40


@dataclass(frozen=True, slots=True)
class Column:
    """A country, or the countries of a region together; ``kind`` and ``id`` are those of the page it leads to."""

    kind: str
    id: str
    name: str
    region: str
    countries: tuple[Country, ...]


def matrix_pages(maker: PageMaker) -> Iterator[tuple[str, Callable[[], SitePage]]]:
    """The page of the matrix, and those of the regions where there are too many columns for one: id and making."""
    found = by_region(maker.view)
    if sum(len(countries) for countries in found.values()) <= MOST_COLUMNS:
        yield (
            "",
            partial(_page, maker, "", [c for countries in found.values() for c in _columns(maker.view, countries)]),
        )
        return
    word = maker.view.labels.word
    whole = [Column("matrix", id_, word("region", id_), id_, tuple(countries)) for id_, countries in found.items()]
    yield "", partial(_page, maker, "", whole)
    for id_, countries in found.items():
        yield id_, partial(_page, maker, id_, _columns(maker.view, countries))


def by_region(view: View) -> dict[str, list[Country]]:
    """The assessed countries by region, both in the order of the language."""
    assessed = [country for country in view.countries if country.assessment]
    regions = view.sorted({c.region for c in assessed}, lambda region: view.labels.word("region", region))
    return {region: [c for c in assessed if c.region == region] for region in regions}


def _columns(view: View, countries: list[Country]) -> list[Column]:
    return [Column("country", c.code, view.words(c.name), c.region, (c,)) for c in countries]


def _page(maker: PageMaker, id_: str, columns: list[Column]) -> SitePage:
    view, corpus = maker.view, maker.corpus
    _ = view.labels.gettext
    words = {value: view.words(corpus.publication.scale[value].label) for value in ANSWER_VALUES}
    spans = [(region, len(list(found))) for region, found in groupby(columns, lambda column: column.region)]
    title = _("Countries and clauses")
    if id_:
        title = _("{name}: {title}").format(name=title, title=view.labels.word("region", id_))
    context: dict[str, Any] = {
        "title": title,
        "columns": columns,
        "spans": spans if len(spans) > 1 and columns[0].kind == "country" else [],
        "rows": matrix(corpus, [column.countries for column in columns]),
        "values": words,
        "signs": SIGNS,
        "given": _given,
        "said": partial(_said, view, words),
        "words": json.dumps({"shown": _("Clauses shown: {rows}. Columns shown: {columns}.")}, ensure_ascii=False),
    }
    lead = _("What the law of each assessed country has of each clause, as counts of answers. No score is computed.")
    return maker.make("matrix", id_, "matrix", title, context, description=lead, group="matrix")


def _given(tally: Tally) -> list[tuple[str, int]]:
    """The values that occur, with their counts."""
    return [(value, count) for value, count in tally.items() if count]


def _said(view: View, words: dict[str, str], tally: Tally) -> str:
    """A cell in words."""
    _ = view.labels.gettext
    parts = [_("{label}: {count}").format(label=words[value], count=count) for value, count in _given(tally)]
    return _("; ").join(parts)
