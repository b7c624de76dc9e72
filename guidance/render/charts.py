"""What the bars of the pictures count, for the site and for the book: rows with a name and a count for each key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from guidance.model.countries import ANSWER_VALUES, Country
from guidance.model.statistics import mappings_of_targets
from guidance.model.tally import Tally, by_module, by_target
from guidance.model.text import State, Text
from guidance.render.pictures.drawing import Label
from guidance.render.view import View

_STRENGTHS = ("primary", "secondary")


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one scale: what its rows are, the word of each key, and the counts of each row, a key each."""

    id: str
    title: str
    head: str
    words: dict[str, str]
    rows: tuple[tuple[Label, tuple[int, ...]], ...]

    @property
    def totals(self) -> dict[str, int]:
        """How much each key counts in all rows together."""
        return {key: sum(counts[place] for _, counts in self.rows) for place, key in enumerate(self.words)}

    @property
    def used(self) -> tuple[str, ...]:
        """The keys that count anything."""
        return tuple(key for key, total in self.totals.items() if total)

    @property
    def longest(self) -> int:
        """How much the longest bar counts; 1 at least."""
        return max((sum(counts) for _, counts in self.rows), default=0) or 1

    def of_used(self, counts: Sequence[int]) -> tuple[int, ...]:
        """The counts of a row for the keys that occur anywhere."""
        used = self.used
        return tuple(count for key, count in zip(self.words, counts, strict=True) if key in used)

    def said(self, view: View, counts: Iterable[int]) -> str:
        """Counts in words, those of keys that occur anywhere."""
        _, number = view.labels.gettext, view.labels.number
        pairs = zip(self.words.items(), counts, strict=True)
        shown = (_("{label}: {count}").format(label=word, count=number(count)) for (key, word), count in pairs if count)
        return _("; ").join(shown)


def coverage(view: View) -> Chart:
    """How many clauses are mapped to each target, by strength."""
    _, targets = view.labels.gettext, view.corpus.targets
    words = {key: view.labels.word("mapping-strength", key) for key in _STRENGTHS}
    rows = {
        Label(view.target_name(*targets[id_])): (counted.primary, counted.secondary)
        for id_, counted in mappings_of_targets(view.corpus).items()
    }
    title = _("Mappings of clauses to each target, by strength")
    return Chart("coverage", title, _("Target"), words, tuple(rows.items()))


def answers_by_target(view: View, countries: Sequence[Country]) -> Chart:
    """The answers of several countries together, by target."""
    _, found = view.labels.gettext, by_target(view.corpus, countries)
    rows = {Label(view.target_name(*view.corpus.targets[id_])): counts for id_, counts in found.items()}
    return _answers(view, "by-target", _("Answers of all assessed countries by target"), _("Target"), rows)


def answers_by_module(view: View, country: Country) -> Chart:
    """The answers of a country by module."""
    _, found = view.labels.gettext, by_module(view.corpus, [country])
    rows = {numbered(view, m.order, m.title): found[id_] for id_, m in view.corpus.modules.items()}
    title = _("{country}: answers by module").format(country=view.words(country.name))
    return _answers(view, "by-module", title, _("Module"), rows)


def _answers(view: View, id_: str, title: str, head: str, rows: dict[Label, Tally]) -> Chart:
    scale = view.corpus.publication.scale
    words = {value: view.words(scale[value].label) for value in ANSWER_VALUES}
    return Chart(id_, title, head, words, tuple((label, tuple(tally.values())) for label, tally in rows.items()))


def numbered(view: View, number: object, text: Text) -> Label:
    """A title behind its number; marked as English where it is not translated."""
    unit = view.unit(text)
    dot = "." if isinstance(number, int) else ""
    return Label(f"{number}{dot} {unit.text}", unit.lang if unit.state is State.MISSING else None)
