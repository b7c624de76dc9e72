"""The pictures of the site, each with its legend and the table that holds the same figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from guidance.model.clause import Module
from guidance.model.countries import Country
from guidance.render.charts import Chart, answers_by_module, answers_by_target, coverage, numbered
from guidance.render.pictures.arcs import Node, dependencies
from guidance.render.pictures.bars import SIGNS, Bar, stacked_bars, swatch
from guidance.render.pictures.drawing import Label
from guidance.render.site.page import PageMaker
from guidance.render.view import View

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, its legend (a box, a sign and a word each), and its table: heads, and rows with a label each."""

    id: str
    title: str
    svg: Markup
    legend: tuple[tuple[Markup, str, str], ...]
    heads: Cells
    rows: tuple[tuple[Label, Cells], ...]


def country_picture(maker: PageMaker, country: Country) -> Picture:
    """The answers of a country by module."""
    return _bars(maker.view, answers_by_module(maker.view, country))


def targets_picture(maker: PageMaker, countries: Sequence[Country]) -> Picture:
    """The answers of several countries together, by target."""
    return _bars(maker.view, answers_by_target(maker.view, countries))


def coverage_picture(maker: PageMaker) -> Picture:
    """How many clauses are mapped to each target, by strength."""
    return _bars(maker.view, coverage(maker.view))


def _bars(view: View, chart: Chart) -> Picture:
    """Bars with the legend of the keys that occur, and a table of all keys."""
    _, number = view.labels.gettext, view.labels.number
    counts = chart.said(view, chart.totals.values())
    description = _("A bar for each row of the table below. In all: {counts}.").format(counts=counts)
    drawn = [Bar(label, chart.of_used(counts)) for label, counts in chart.rows]
    rtl = view.language.direction == "rtl"
    return Picture(
        chart.id,
        chart.title,
        stacked_bars(chart.id, chart.title, description, chart.used, drawn, rtl),
        tuple((swatch(chart.id, key), SIGNS[key], chart.words[key]) for key in chart.used),
        (chart.head, *chart.words.values(), _("All")),
        tuple((label, tuple(map(number, (*counts, sum(counts))))) for label, counts in chart.rows),
    )


def module_picture(maker: PageMaker, module: Module) -> Picture | None:
    """What the clauses of a module need of each other, and elsewhere; none where no two hang together."""
    view, clauses = maker.view, maker.corpus.clauses
    _ = view.labels.gettext
    own = {id_: place for place, id_ in enumerate(module.clauses)}
    needs = [(own[id_], own[other]) for id_ in own for other in clauses[id_].depends_on if other in own]
    if not needs:
        return None

    def numbers(ids: Iterable[str]) -> str:
        return _(", ").join(view.clause_numbers[id_] for id_ in ids)

    elsewhere = {id_: numbers(other for other in clauses[id_].depends_on if other not in own) for id_ in own}
    names = {id_: numbered(view, view.clause_numbers[id_], clauses[id_].title) for id_ in own}
    pattern = _("in other modules: {clauses}")
    asides = {id_: pattern.format(clauses=found) if found else "" for id_, found in elsewhere.items()}
    title = _("What the clauses of this module need")
    said = _("An arrow leads from a clause to one that it needs.")
    within = {id_: numbers(other for other in clauses[id_].depends_on if other in own) for id_ in own}
    nodes = [Node(names[id_], asides[id_]) for id_ in own]
    return Picture(
        "needs",
        title,
        dependencies("needs", title, said, nodes, needs, view.language.direction == "rtl"),
        (),
        (_("Clause"), _("Needs in this module"), _("Needs in other modules")),
        tuple((names[id_], (within[id_] or "–", elsewhere[id_] or "–")) for id_ in own),
    )
