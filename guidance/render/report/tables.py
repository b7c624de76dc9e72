"""A gap report as the sheets of a workbook, in one language: the counts, and a row for every gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guidance.model.countries import ANSWER_VALUES
from guidance.model.gaps import ClauseGaps, Gap, GapReport, Tally
from guidance.render.report.blocks import Line, Run
from guidance.render.report.compose import draft_mark
from guidance.render.report.wording import Wording
from guidance.render.view import View
from guidance.render.wording import edition

#: A cell: a number, or a text with the language it is in if that is another one.
Cell = int | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: what stands over the table, its heads, its rows, and the widths of its columns in letters."""

    name: str
    lead: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    #: Columns that stay in view.
    frozen: int = 1


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook with what its file says of itself; ``foot`` stands under every printed page."""

    lang: str
    title: str
    subject: str
    author: str
    foot: str
    date: str
    sheets: tuple[Sheet, ...]


def workbook(view: View, report: GapReport) -> Workbook:
    """The report as sheets: summary, by goal and target, by article of the Convention, gaps."""
    publication = view.corpus.publication
    words = Wording(view, view.unit)
    tables = _Tables(words, report)
    mark = f"{draft_mark(view)} · " if report.draft else ""
    return Workbook(
        view.lang,
        words.title(report),
        view.words(publication.title),
        view.words(publication.publisher),
        f"{mark}{edition(view)}",
        publication.date,
        (tables.summary(), tables.targets(), tables.articles(), tables.gaps()),
    )


class _Tables:
    def __init__(self, words: Wording, report: GapReport) -> None:
        self._words, self._report = words, report
        self._view = words.view
        self._ = words.view.labels.gettext

    @property
    def _lead(self) -> tuple[str, ...]:
        """What stands over every table."""
        title = self._words.title(self._report)
        return (title, draft_mark(self._view)) if self._report.draft else (title,)

    def summary(self) -> Sheet:
        """The counts of all answers, and what the report says of itself."""
        _, report, total = self._, self._report, self._report.total
        lead = [*self._lead, edition(self._view)]
        if not report.draft:
            lead.append(_text(*self._words.verified(report))[0])
        if report.core:
            lead.append(_("Only the core questions were asked."))
        lead.append(_("An unknown answer is no gap, and may hide one. No score and no rank is computed."))
        clauses = sum(1 for _clause in report.clauses)
        rows: list[tuple[Cell, ...]] = [
            (_text(self._words.value(value)), total.counts.get(value, 0), total.total) for value in ANSWER_VALUES
        ]
        rows += [
            ((_("Questions that show a gap"), ""), total.gaps, total.total),
            ((_("Questions unknown or not assessed"), ""), total.open, total.total),
            ((_("Clauses that would close the gaps"), ""), clauses, ("", "")),
        ]
        head = (_("Answer"), _("Questions"), _("of so many"))
        return Sheet(_("Overview"), tuple(lead), head, tuple(rows), (44, 14, 14))

    def targets(self) -> Sheet:
        """The counts by goal and target."""
        _ = self._
        told = _("Counts of the questions that test each target; no score is computed.")
        return self._counts(_("Goals and targets"), told, _("Goal or target"), self._report.targets)

    def articles(self) -> Sheet:
        """The counts by article of the Convention."""
        _ = self._
        told = _("Counts of the questions whose clauses carry out or serve each article; no score is computed.")
        return self._counts(_("CMS articles"), told, _("Article"), self._report.articles)

    def _counts(self, name: str, told: str, first: str, tallies: Iterable[Tally]) -> Sheet:
        values = tuple(self._words.value_name(value) for value in ANSWER_VALUES)
        head = (first, *values, self._("Questions"), self._("Unknown or not assessed"))
        return Sheet(name, (*self._lead, told), head, tuple(self._row(t) for t in tallies), (52, *[13] * 9))

    def _row(self, tally: Tally) -> tuple[Cell, ...]:
        counts = [tally.counts.get(value, 0) for value in ANSWER_VALUES]
        open_ = (self._words.counted(tally.open, tally.total), "")
        return (_text(*self._words.tally_name(tally)), *counts, tally.total, open_)

    def gaps(self) -> Sheet:
        """A row for every gap, with all that is said of its clause."""
        _ = self._
        head = (
            _("Clause"),
            _("Question"),
            _("Answer"),
            _("Reasons"),
            _("Clauses to adopt first, in order"),
            _("Precedents elsewhere"),
            _("Goals and targets"),
            _("Instruments, and how strongly they ask"),
            _("Programmes that fund such work"),
        )
        widths = (26, 40, 18, 44, 34, 48, 34, 70, 34)
        return Sheet(_("Gaps"), self._lead, head, tuple(self._gap_rows()), widths, frozen=2)

    def _gap_rows(self) -> Iterator[tuple[Cell, ...]]:
        for found in self._report.clauses:
            beside = self._beside(found)
            for gap in found.gaps:
                yield (*self._asked(found, gap), *beside)

    def _asked(self, found: ClauseGaps, gap: Gap) -> tuple[Cell, ...]:
        words = self._words
        cells = (words.clause(found.clause), (words.text(gap.question.text),), (words.value(gap.value),))
        return (*(_text(*cell) for cell in cells), _text(*words.reasons(gap, self._report)))

    def _beside(self, found: ClauseGaps) -> tuple[Cell, ...]:
        words = self._words
        return (
            _lines(words.clause(clause) for clause in found.first),
            _lines(words.precedent(precedent) for precedent in found.precedents),
            _text(*words.targets(found.targets)),
            _lines(words.asks(found)),
            _lines(words.payers(found.payers)),
        )


def _text(*line: Run) -> tuple[str, str]:
    """The words of a line, and their language if all of them are in one other."""
    langs = {run.lang for run in line}
    return "".join(run.text for run in line), langs.pop() if len(langs) == 1 else ""


def _lines(lines: Iterable[Line]) -> tuple[str, str]:
    return "\n".join(_text(*line)[0] for line in lines), ""
