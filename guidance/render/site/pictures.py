"""The pictures of the site, each with its legend and the table that holds the same figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from guidance.model.clause import Module
from guidance.model.countries import ANSWER_VALUES, Country
from guidance.model.statistics import statistics
from guidance.model.tally import Tally, by_module, by_target
from guidance.model.text import State, Text
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
    view = maker.view
    _ = view.labels.gettext
    title = _("{country}: answers by module").format(country=view.words(country.name))
    counts = by_module(maker.corpus, [country])
    bars = {_numbered(view, m.order, m.title): counts[id_] for id_, m in maker.corpus.modules.items()}
    return _answers(view, "by-module", title, _("Module"), bars)


def targets_picture(maker: PageMaker, countries: Sequence[Country]) -> Picture:
    """The answers of several countries together, by target."""
    view = maker.view
    _ = view.labels.gettext
    bars = {
        Label(view.target_name(*maker.corpus.targets[id_])): found
        for id_, found in by_target(maker.corpus, countries).items()
    }
    title = _("Answers of all assessed countries by target")
    return _answers(view, "by-target", title, _("Target"), bars)


def coverage_picture(maker: PageMaker) -> Picture:
    """How many clauses are mapped to each target, by strength."""
    view, word = maker.view, maker.view.labels.word
    found, targets = statistics(maker.corpus).targets, maker.corpus.targets
    keys = ("primary", "secondary")
    words = {key: word("mapping-strength", key) for key in keys}
    bars = {
        Label(view.target_name(*targets[id_])): {"primary": counted.primary, "secondary": counted.secondary}
        for id_, counted in found.items()
    }
    _ = view.labels.gettext
    return _bars(view, "coverage", _("Mappings of clauses to each target, by strength"), _("Target"), words, bars)


def _answers(view: View, id_: str, title: str, head: str, bars: dict[Label, Tally]) -> Picture:
    scale = view.corpus.publication.scale
    words = {value: view.words(scale[value].label) for value in ANSWER_VALUES}
    return _bars(view, id_, title, head, words, bars)


def _bars(
    view: View, id_: str, title: str, head: str, words: dict[str, str], bars: dict[Label, dict[str, int]]
) -> Picture:
    """Bars with the legend of the keys that occur, and a table of all keys."""
    _, number = view.labels.gettext, view.labels.number
    totals = {key: sum(counts[key] for counts in bars.values()) for key in words}
    used = tuple(key for key in words if totals[key])
    said = _("; ").join(_("{label}: {count}").format(label=words[key], count=number(totals[key])) for key in used)
    description = _("A bar for each row of the table below. In all: {counts}.").format(counts=said)
    drawn = [Bar(label, tuple(counts[key] for key in used)) for label, counts in bars.items()]
    rtl = view.language.direction == "rtl"
    rows = [(label, (*counts.values(), sum(counts.values()))) for label, counts in bars.items()]
    return Picture(
        id_,
        title,
        stacked_bars(id_, title, description, used, drawn, rtl),
        tuple((swatch(id_, key), SIGNS[key], words[key]) for key in used),
        (head, *words.values(), _("All")),
        tuple((label, tuple(number(count) for count in counts)) for label, counts in rows),
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
    names = {id_: _numbered(view, view.clause_numbers[id_], clauses[id_].title) for id_ in own}
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


def _numbered(view: View, number: object, text: Text) -> Label:
    unit = view.unit(text)
    dot = "." if isinstance(number, int) else ""
    return Label(f"{number}{dot} {unit.text}", unit.lang if unit.state is State.MISSING else None)
