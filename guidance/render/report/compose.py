"""A gap report as a document of plain blocks, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guidance.model.countries import ANSWER_VALUES
from guidance.model.gaps import ClauseGaps, GapReport, Tally
from guidance.model.lang import SOURCE
from guidance.model.text import Text, Unit
from guidance.render.html import Seen
from guidance.render.report.blocks import Block, Document, Heading, Items, Line, Paragraph, Run, Table
from guidance.render.report.wording import Wording
from guidance.render.view import View
from guidance.render.wording import edition

_DISCLAIMERS = ("country-answers", "not-legal-advice", "designations")


def document(view: View, report: GapReport) -> Document:
    """The report as a document of its own, with notices on the state of its translation."""
    seen = Seen()

    def show(text: Text) -> Unit:
        unit = view.unit(text)
        seen.add(unit, text.path)
        return unit

    words = Wording(view, show)
    body = blocks(view, report, words)
    title, status, *rest = body
    told = (Paragraph((Run(notice),), "notice") for notice in _notices(view, seen))
    publication = view.corpus.publication
    return Document(
        view.lang,
        words.title(report),
        view.words(publication.publisher),
        view.words(publication.title),
        draft_mark(view) if report.draft else view.words(publication.short_title),
        edition(view),
        publication.date,
        f"{publication.site_url}{view.lang}/",
        (title, status, *told, *rest),
    )


def _notices(view: View, seen: Seen) -> Iterator[str]:
    """What a reader must know of the translation of the texts that are shown; nothing in the source language."""
    if view.lang == SOURCE:
        return
    n = view.labels.ngettext
    if seen.translated or seen.stale:
        yield view.words(view.corpus.publication.courtesy_notice)
    if seen.missing:
        yield n(
            "{count} text of this report has no translation yet and is shown in English.",
            "{count} texts of this report have no translation yet and are shown in English.",
            seen.missing,
        )
    if seen.stale:
        yield n(
            "{count} text of this report was translated from an older English text.",
            "{count} texts of this report were translated from an older English text.",
            len(seen.stale),
        )


def draft_mark(view: View) -> str:
    """What stands on every page and sheet of a report on a private draft."""
    return view.labels.gettext("Private draft, not published")


def blocks(view: View, report: GapReport, words: Wording) -> list[Block]:
    """The blocks of the report, in these words."""
    return list(_Composer(view, report, words).compose())


class _Composer:
    def __init__(self, view: View, report: GapReport, words: Wording) -> None:
        self._view, self._report, self._words = view, report, words
        self._ = view.labels.gettext

    def compose(self) -> Iterator[Block]:
        yield Heading(1, "top", (Run(self._words.title(self._report)),))
        yield from self._status()
        yield from self._overview()
        yield from self._gaps()
        yield from self._tallies()
        yield from self._about()

    def _status(self) -> Iterator[Block]:
        _, draft = self._, self._report.draft
        if draft:
            yield Paragraph((Run(draft_mark(self._view), strong=True),), "notice")
            if draft.filled_by:
                yield Paragraph(self._words.labelled(_("Filled by"), draft.filled_by), "meta")
            return
        yield Paragraph(self._words.verified(self._report), "notice")

    def _overview(self) -> Iterator[Block]:
        _, words, total = self._, self._words, self._report.total
        yield Heading(2, "overview", (Run(_("Overview")),))
        clauses = sum(1 for _clause in self._report.clauses)
        lines = [
            words.labelled(_("Questions that show a gap"), words.counted(total.gaps, total.total)),
            words.labelled(_("Questions unknown or not assessed"), words.counted(total.open, total.total)),
            words.labelled(_("Clauses that would close the gaps"), self._view.labels.number(clauses)),
        ]
        yield Items(tuple(lines))
        if self._report.core:
            yield Paragraph((Run(_("Only the core questions were asked.")),))
        yield Paragraph((Run(_("An unknown answer is no gap, and may hide one. No score and no rank is computed.")),))
        rows = tuple(
            ((words.value(value),), (Run(words.counted(total.counts.get(value, 0), total.total)),))
            for value in ANSWER_VALUES
        )
        yield Table("overview", (_("Answer"), _("Questions")), rows, (60, 40))

    # --- the gaps

    def _gaps(self) -> Iterator[Block]:
        yield Heading(2, "gaps", (Run(self._("Gaps, and the clause for each")),))
        if not self._report.modules:
            yield Paragraph((Run(self._("The answers so far show no gap; unknown answers may hide some.")),))
        for module, clauses in self._report.modules:
            yield Heading(3, f"module-{module.id}", self._words.numbered(f"{module.order}.", module.title))
            for found in clauses:
                yield from self._clause(found)

    def _clause(self, found: ClauseGaps) -> Iterator[Block]:
        _, words = self._, self._words
        yield Heading(4, f"gap-{found.clause.id}", words.clause(found.clause))
        for gap in found.gaps:
            yield Paragraph(words.gap(gap, found.clause))
            if reasons := words.reasons(gap, self._report):
                yield Paragraph(reasons, "meta")
        if found.first:
            order = words.listed((words.clause(clause) for clause in found.first), _("; "))
            yield Paragraph(words.labelled(_("Adopt first, in this order"), order))
        yield from self._precedents(found)
        if found.targets or found.asks:
            yield self._label(_("What asks for it, and how strongly"))
            targets = [words.targets(found.targets)] if found.targets else []
            yield Items((*targets, *words.asks(found)))
        if found.payers:
            yield _label(_("Programmes that fund such work (ask them whether this country can apply):"))
            yield Items(tuple(words.payers(found.payers)))

    def _precedents(self, found: ClauseGaps) -> Iterator[Block]:
        if found.precedents:
            yield self._label(self._("Precedents elsewhere"))
            yield Items(tuple(self._words.precedent(precedent) for precedent in found.precedents))
        if not found.precedents:
            yield Paragraph((Run(self._("The register has no precedent from elsewhere for this clause.")),), "meta")
        elif len(found.precedents) == 1:
            yield Paragraph((Run(self._("The register has no other precedent for this clause.")),), "meta")

    def _label(self, words: str) -> Paragraph:
        return _label(self._("{label}:").format(label=words))

    # --- the counts

    def _tallies(self) -> Iterator[Block]:
        _, report = self._, self._report
        yield Heading(2, "targets", (Run(_("Answers by goal and target")),))
        yield Paragraph((Run(_("Counts of the questions that test each target; no score is computed.")),))
        yield self._table("targets", _("Goal or target"), [tally for tally in report.targets if tally.total])
        silent = [(self._words.target(tally.id),) for tally in report.targets if not tally.total]
        if silent:
            names = self._words.listed(silent, _(", "))
            yield Paragraph(self._words.labelled(_("Goals and targets that no question tests"), names), "meta")
        if report.articles:
            yield Heading(2, "articles", (Run(_("Answers by article of the Convention on Migratory Species")),))
            told = _("Counts of the questions whose clauses carry out or serve each article; no score is computed.")
            yield Paragraph((Run(told),))
            yield self._table("articles", _("Article"), report.articles)

    def _table(self, label: str, first: str, tallies: Iterable[Tally]) -> Table:
        values = tuple(self._words.value_name(value) for value in ANSWER_VALUES)
        head = (first, *values, self._("Questions"), self._("Unknown or not assessed"))
        return Table(label, head, tuple(self._row(tally) for tally in tallies), _COUNT_WIDTHS, counts=True)

    def _row(self, tally: Tally) -> tuple[Line, ...]:
        shown = self._view.labels.number
        counts = [tally.counts.get(value, 0) for value in ANSWER_VALUES]
        cells = [(Run(shown(count) if count else "–"),) for count in (*counts, tally.total)]
        return (self._words.tally_name(tally), *cells, (Run(self._words.counted(tally.open, tally.total)),))

    # --- how to read it

    def _about(self) -> Iterator[Block]:
        _ = self._
        yield Heading(2, "about", (Run(_("How to read this report")),))
        for told in (
            _(
                "Precedents are examples of the clause from other countries; where there are too few, laws that serve "
                "a target which the clause carries out. Law of the same legal tradition stands first, then law of the "
                "same region."
            ),
            _(
                "A clause implements, enables or supports what an instrument asks; what it is mainly made for is "
                "marked as primary. Before that stands the word by which the provision itself speaks."
            ),
            _(
                "Whether the country is a Party to a treaty is said where the register has a list of its Parties. "
                "Where nothing is said, it has to be asked before the treaty is relied on."
            ),
            _("Programmes are named for the work that they fund; none was asked about this country."),
        ):
            yield Paragraph((Run(told),))
        disclaimers = self._view.corpus.publication.disclaimers
        for label in _DISCLAIMERS:
            if label in disclaimers:
                yield from (Paragraph(line) for line in self._words.paragraphs(disclaimers[label]))


_COUNT_WIDTHS = (21, 9, 9, 9, 8, 10, 8, 8, 8, 10)


def _label(words: str) -> Paragraph:
    return Paragraph((Run(words, strong=True),), "label")
