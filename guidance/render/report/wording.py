"""The words of a gap report in one language, as runs: names with their links, marks, counts with denominators."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from guidance.model.blocks import Words, inlines
from guidance.model.clause import Clause
from guidance.model.gaps import Ask, ClauseGaps, Gap, GapReport, Tally, TargetAsk
from guidance.model.precedents import Precedent
from guidance.model.resources import Resource
from guidance.model.text import State, Text, Unit
from guidance.render.report.blocks import Line, Run
from guidance.render.view import View
from guidance.render.wording import strength

#: Gives the unit of a text that a reader sees, and may remember that it did.
Show = Callable[[Text], Unit]
_FIELD = re.compile(r"\{(\w+)\}")


class Wording:
    """Words of one report; ``show`` is asked for every text of the guidance that stands in it.

    Without ``deep`` provisions are no links of their own, only their instrument is: a long report has thousands of
    them, which would make a third of the size and the time of a file.
    """

    def __init__(self, view: View, show: Show, deep: bool = False) -> None:
        self.view, self._show, self._deep = view, show, deep
        self._ = view.labels.gettext

    # --- pieces

    def text(self, text: Text, *, strong: bool = False, to: tuple[str, str, str] | None = None, value: str = "") -> Run:
        """A text on one line, with its language if it is not translated."""
        unit = self._show(text)
        return Run(unit.text, unit.lang if unit.state is State.MISSING else "", strong, to, value)

    def paragraphs(self, text: Text) -> Iterator[Line]:
        """A rich text as plain paragraphs."""
        unit = self._show(text)
        lang = unit.lang if unit.state is State.MISSING else ""
        for block in self.view.corpus.blocks[unit.text]:
            yield (Run("".join(node.text for node in inlines((block,)) if isinstance(node, Words)), lang),)

    def filled(self, pattern: str, parts: Mapping[str, Line | Run | str]) -> Line:
        """A translated pattern with runs in its fields."""
        found: list[Run] = []
        for place, piece in enumerate(_FIELD.split(pattern)):
            part = piece if place % 2 == 0 else parts[piece]
            found += [Run(part)] if isinstance(part, str) else [part] if isinstance(part, Run) else part
        return _joined(found)

    def listed(self, items: Iterable[Line], separator: str) -> Line:
        """Several lines in one."""
        found: list[Run] = []
        for item in items:
            found += [Run(separator), *item] if found else item
        return _joined(found)

    def labelled(self, label: str, line: Line | Run | str) -> Line:
        """A line after its label."""
        return self.filled(self._("{name}: {title}"), {"name": Run(label, strong=True), "title": line})

    def numbered(self, number: str, title: Text, to: tuple[str, str, str] | None = None) -> Line:
        """A title after its number, which runs the way of the title."""
        name = self.text(title, to=to)
        return _joined([Run(f"{number} ", name.lang, to=to), name])

    def counted(self, part: int, whole: int) -> str:
        """A count with its denominator, never a share of a hundred."""
        number = self.view.labels.number
        return self._("{part} of {whole}").format(part=number(part), whole=number(whole))

    # --- names

    def title(self, report: GapReport) -> str:
        """The title of the report."""
        return self._("Gap report: {country}").format(country=self.view.words(report.country.name))

    def verified(self, report: GapReport) -> Line:
        """Who of the country stands behind published answers, or that nobody does, and how old they are."""
        _, labels, assessment = self._, self.view.labels, report.country.assessment
        signed = [
            f"{_('verified by {name}').format(name=one.name)} ({one.role}), {labels.date(one.date)}"
            for one in (assessment.sign_offs if assessment else ())
        ]
        said = (
            Run(_("; ").join(signed)) if signed else self.text(self.view.corpus.publication.country_notice, strong=True)
        )
        as_at = _("As at {date}.").format(date=labels.date(assessment.as_at)) if assessment else ""
        return self.filled("{said} {date}", {"said": said, "date": as_at})

    def value(self, value: str) -> Run:
        """An answer of the scale."""
        return self.text(self.view.corpus.publication.scale[value].label, strong=True, value=value)

    def value_name(self, value: str) -> str:
        """An answer of the scale as the head of a column."""
        return self.view.words(self.view.corpus.publication.scale[value].label)

    def clause(self, clause: Clause) -> Line:
        """A clause with its number."""
        return self.numbered(self.view.clause_numbers[clause.id], clause.title, ("clause", clause.id, ""))

    def target(self, id_: str) -> Run:
        """A goal or target by its number."""
        return Run(self.view.target_name(*self.view.corpus.targets[id_]), to=("target", id_, ""))

    def tally_name(self, tally: Tally) -> Line:
        """What a tally counts by: a target with its name, or an article."""
        corpus = self.view.corpus
        if tally.id in corpus.targets:
            name = self.text(corpus.targets[tally.id][1].name)
            return self.filled(self._("{name}: {title}"), {"name": self.target(tally.id), "title": name})
        instrument, provision = corpus.provision(tally.id)
        to = ("instrument", instrument.id, provision.label)
        return (Run(self.view.provision_name(instrument, provision), to=to),)

    # --- what stands beside a gap

    def gap(self, gap: Gap, clause: Clause) -> Line:
        """A question with its answer."""
        question = self.text(gap.question.text, to=("clause", clause.id, f"q-{gap.question.label}"))
        return self.filled("{question} {value}", {"question": question, "value": self.value(gap.value)})

    def reasons(self, gap: Gap, report: GapReport) -> Line:
        """Why an answer is what it is; the words of a draft are in its own language."""
        if isinstance(gap.reasoning, Text):
            return (self.text(gap.reasoning),)
        lang = report.draft.lang if report.draft and report.draft.lang != self.view.lang else ""
        return (Run(gap.reasoning, lang),) if gap.reasoning else ()

    def precedent(self, precedent: Precedent) -> Line:
        """A law with its country, and why it is named."""
        law, _ = precedent.law, self._
        name = self.text(law.titles.english, to=("law", law.id, precedent.provision or ""))
        kind: Line = (Run(_("example of this clause")),)
        if precedent.target:
            kind = self.filled(_("law on the same target: {target}"), {"target": self.target(precedent.target)})
        near = ((precedent.same_tradition, _("same legal tradition")), (precedent.same_region, _("same region")))
        marks = self.listed([kind, *((Run(words),) for holds, words in near if holds)], _("; "))
        country = self.view.jurisdiction(law)
        return self.filled(_("{country}: {title} ({marks})"), {"country": country, "title": name, "marks": marks})

    def targets(self, found: Iterable[TargetAsk]) -> Line:
        """The targets that ask for a clause, with how directly it serves them."""
        tested = self._("tested by the question")
        return self._remarked(
            (self.target(ask.target), self._how(ask.relation, ask.strength) if ask.relation else tested)
            for ask in found
        )

    def _remarked(self, rows: Iterable[tuple[Run, str]]) -> Line:
        """Names with a remark; those that follow each other with the same remark share it."""
        groups = groupby(rows, key=lambda row: row[1])
        named = ((self.listed(((name,) for name, _ in group), self._(", ")), remark) for remark, group in groups)
        pattern = self._("{name} ({remark})")
        return self.listed((self.filled(pattern, {"name": names, "remark": why}) for names, why in named), self._("; "))

    def _how(self, relation: str, directness: str) -> str:
        word = self.view.labels.word
        # Most mappings are secondary: only the others are worth a word.
        mark = f" · {word('mapping-strength', directness)}" if directness == "primary" else ""
        return f"{word('relation', relation)}{mark}"

    def asks(self, found: ClauseGaps) -> Iterator[Line]:
        """A line an instrument: its legal form, and each provision with how strongly it speaks."""
        # Binding instruments come first; what is not binding of them stays with them.
        order = list(dict.fromkeys(ask.instrument.id for ask in found.asks))
        by_instrument = sorted(found.asks, key=lambda ask: order.index(ask.instrument.id))
        for _id, group in groupby(by_instrument, key=lambda ask: ask.instrument.id):
            yield self._instrument(list(group))

    def _instrument(self, asks: list[Ask]) -> Line:
        _, labels, first = self._, self.view.labels, asks[0]
        instrument = first.instrument
        form = [labels.word("instrument-type", instrument.type)]
        form.append(_("binding") if instrument.binding else _("not binding"))
        if instrument.binding and first.member is not None:
            union = instrument.id.startswith("eu-")
            form.append(_("member") if union else _("Party") if first.member else _("not a Party"))
        parts: dict[str, Line | Run | str] = {
            "name": self.text(instrument.short_title, strong=True, to=("instrument", instrument.id, "")),
            "form": _(", ").join(form),
            "provisions": self._remarked(self._provision(ask) for ask in asks),
        }
        return self.filled(_("{name} ({form}): {provisions}"), parts)

    def _provision(self, ask: Ask) -> tuple[Run, str]:
        to = ("instrument", ask.instrument.id, ask.provision.label) if self._deep else None
        how = (strength(self.view, ask.provision), self._how(ask.relation, ask.strength))
        return Run(self.view.pinpoint(ask.provision.ref), to=to), self._("; ").join(how)

    def payers(self, found: Iterable[Resource]) -> list[Line]:
        """Programmes and funders in the order of the language."""
        ordered = self.view.sorted(found, lambda resource: self.view.words(resource.name))
        return [(self.text(resource.name, to=("resource", resource.id, "")),) for resource in ordered]


def _joined(runs: Iterable[Run]) -> Line:
    """Runs without empty ones; neighbours that look alike are one."""
    found: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        last = found[-1] if found else None
        if last and (last.lang, last.strong, last.to, last.value) == (run.lang, run.strong, run.to, run.value):
            found[-1] = Run(last.text + run.text, run.lang, run.strong, run.to, run.value)
        else:
            found.append(run)
    return tuple(found)
