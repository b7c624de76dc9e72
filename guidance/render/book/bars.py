"""The bars that stand in tables of the book, each with its counts in words as the text that stands for it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from guidance.render.charts import Chart
from guidance.render.pictures.bars import one_bar, printed_swatch
from guidance.render.view import View


def said(view: View, chart: Chart, counts: Sequence[int]) -> str:
    """The counts of a row in words."""
    return chart.said(view, counts) or view.labels.number(0)


def bar(view: View, chart: Chart, place: int, counts: Sequence[int]) -> Markup:
    """The bar of the row at a place; a nought where there is nothing to draw."""
    words, rtl = said(view, chart, counts), view.language.direction == "rtl"
    if not any(counts):
        return escape(words)
    return one_bar(f"{chart.id}-{place}", words, chart.used, chart.of_used(counts), chart.longest, rtl)


def key(view: View, chart: Chart, name: str) -> Markup:
    """The box that a legend shows beside the word of a key."""
    words = view.labels.gettext("Pattern: {name}").format(name=chart.words[name])
    return printed_swatch(f"{chart.id}-key-{name}", words, name)
