"""Countries side by side: the tables of some, the page on which a reader chooses, and the data file behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from guidance.artifact import Artifact
from guidance.model.comparison import INSIDE, OPEN, VALUED, Area, Cell, CompareRow, LawUse, answer_rows, areas, compared
from guidance.model.corpus import Corpus
from guidance.model.countries import Country
from guidance.model.text import State, Text
from guidance.render.address import data_path, page_path
from guidance.render.compared import LIKE, Place, answer_place, heading, place, sections, since, value_words
from guidance.render.data import VERSION
from guidance.render.site.page import PageMaker, SitePage
from guidance.render.site.pictures import targets_picture
from guidance.render.view import View


def tables(view: View, countries: Sequence[Country], rows: Iterator[CompareRow]) -> dict[str, Any]:
    """What the template of comparisons reads: rows by section, and the words for them."""
    named = sections(view)
    return {
        "beside": countries,
        "sections": [(id_, *named[id_], tuple(found)) for id_, found in groupby(rows, lambda row: row.section)],
        "heading": lambda row: heading(view, row),
        "place": place,
        "answer_place": answer_place,
        "value_words": value_words(view),
        "like": LIKE,
        "valued": VALUED,
        "since": lambda cell: since(view, cell.since),
    }


def compare_page(maker: PageMaker) -> SitePage:
    """The page on which a reader chooses countries; without a script it has core questions and ready comparisons."""
    view, corpus = maker.view, maker.corpus
    _ = view.labels.gettext
    assessed = [country for country in view.countries if country.assessment]
    core = (row for row in answer_rows(corpus, assessed) if row.core)
    shared = view.sorted(areas(corpus), lambda area: view.words(area.resource.name))
    context: dict[str, Any] = {
        **tables(view, assessed, core),
        "areas": shared,
        "assessed": assessed,
        "regions": _regions(view),
        "modules": [m for m in corpus.modules.values() if any(corpus.clauses[i].questions for i in m.clauses)],
        "words": json.dumps(_words(view), ensure_ascii=False),
        "data": "../" * (page_path("compare").count("/") + 1) + data_path(f"comparison-{view.lang}"),
        "picture": targets_picture(maker, assessed),
    }
    lead = _("Two or more countries side by side: memberships, laws of the register, findings and answers.")
    return maker.make("compare", "", "compare", _("Compare countries"), context, description=lead)


def _regions(view: View) -> list[tuple[str, list[Country]]]:
    """The countries nobody has assessed, by region."""
    others = [country for country in view.countries if not country.assessment]
    by_region = {c.region: [o for o in others if o.region == c.region] for c in others}
    named = [(view.labels.word("region", region), found) for region, found in by_region.items()]
    return view.sorted(named, lambda pair: pair[0])


def _words(view: View) -> dict[str, str]:
    """The words that the script of the page says by itself."""
    _ = view.labels.gettext
    return {
        "shown": _("Countries: {countries}. Rows shown: {rows}, of them with a difference: {differences}."),
        "more": _("Choose one more country to see differences."),
        "choose": _("No country is chosen: the table shows the core questions for all countries with answers."),
        "failed": _("The data for the comparison could not be loaded."),
        "loading": _("Loading …"),
        "remove": _("Remove {country}"),
        "difference": _("Difference"),
        "core": _("Core question"),
        "nothing": _("none in the register"),
        "unassessed": _("Nobody has assessed any of these countries yet."),
        "section": _("Part"),
        "row": _("Row"),
        "yes": _("yes"),
        "comma": _(", "),
        "full": _("At most {count} countries can stand side by side."),
    }


# --- the data file


def comparison_artifacts(corpus: Corpus, langs: Sequence[str]) -> Iterator[Artifact]:
    """What the page of comparisons loads: one file a language."""
    countries = tuple(corpus.countries.values())
    rows = tuple(compared(corpus, countries))
    publication = corpus.publication
    edition = {"edition": publication.edition, "date": publication.date, "status": publication.status}
    for lang in langs:
        name = f"comparison-{lang}"
        head = {"name": name, "version": VERSION, "language": lang, **edition}
        data = head | comparison_data(View(corpus, lang), countries, rows)
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        yield Artifact(data_path(name), f"{text}\n".encode(), "application/json")


#: The value of a country whose cell is left out of the data.
_DEFAULTS = {"areas": "outside", "findings": "not-assessed", "answers": "not-assessed"}


def comparison_data(view: View, countries: Sequence[Country], rows: Sequence[CompareRow]) -> dict[str, Any]:
    """Every row with its words, and the cells of each country that hold anything.

    Addresses are paths below the root of the language. A text that is not in the language has its own ``lang``.
    """
    named = sections(view)
    uses = {use.law.id: use.law for row in rows for cell in row.cells for use in cell.laws}
    cells: dict[str, dict[str, Any]] = {country.code: {} for country in countries}
    for row in rows:
        for country, cell in zip(countries, row.cells, strict=True):
            if cell.laws or cell.value != _DEFAULTS.get(row.section):
                cells[country.code][f"{row.section}/{row.key}"] = _cell(view, row, country, cell)
    return {
        "sections": [
            {"id": id_, "title": t, "note": note, "valued": id_ in VALUED} for id_, (t, note) in named.items()
        ],
        "inside": INSIDE,
        "open": OPEN,
        "defaults": _DEFAULTS,
        "values": value_words(view),
        "like": LIKE,
        "countries": {
            c.code: {
                "name": _text(view, c.name),
                "path": page_path("country", c.code),
                "assessed": c.assessment is not None,
            }
            for c in countries
        },
        "areas": {area.resource.id: _states(area) for area in areas(view.corpus)},
        "laws": {
            id_: {"name": _text(view, law.titles.english), "path": page_path("law", id_)} for id_, law in uses.items()
        },
        "rows": [_row(view, row) for row in rows],
        "cells": cells,
    }


def _states(area: Area) -> list[str]:
    return [country.code for country in area.countries]


def _text(view: View, text: Text) -> dict[str, str]:
    unit = view.unit(text)
    return {"text": unit.text} | ({"lang": unit.lang} if unit.state is State.MISSING else {})


def _path(found: Place | None) -> str | None:
    if found is None:
        return None
    kind, id_, anchor = found
    return page_path(kind, id_) + (f"#{anchor}" if anchor else "")


def _row(view: View, row: CompareRow) -> dict[str, Any]:
    before, text = heading(view, row)
    return _without_nothing(
        {
            "section": row.section,
            "key": row.key,
            "before": before,
            "name": _text(view, text) if text else None,
            "path": _path(place(row)),
            "module": row.module,
            "targets": list(row.targets),
            "core": row.core,
            "shared": row.shared,
        }
    )


def _cell(view: View, row: CompareRow, country: Country, cell: Cell) -> dict[str, Any]:
    return _without_nothing(
        {
            "value": cell.value,
            "path": _path(answer_place(row, country)),
            "note": since(view, cell.since) if row.section == "memberships" else None,
            "laws": [_use(view, use) for use in cell.laws],
        }
    )


def _use(view: View, use: LawUse) -> dict[str, Any]:
    strength = view.labels.word("law-strength", use.strength) if use.strength else None
    return _without_nothing({"id": use.law.id, "provision": use.provision, "note": strength})


def _without_nothing(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}
