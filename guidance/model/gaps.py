"""The gap report of a country: what its answers leave open, the clause for each gap, and what speaks for adopting it.

Counts with their denominators, never a score or a rank. An answer that nobody knows is no gap; it is counted as open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from guidance.model.checklists import FilledChecklist
from guidance.model.clause import Clause, Implements, Module, Question
from guidance.model.corpus import Corpus
from guidance.model.countries import Country
from guidance.model.precedents import Precedent, precedents
from guidance.model.registers import Instrument, InstrumentProvision
from guidance.model.resources import PAYING, Resource
from guidance.model.text import Text

#: Values that show a gap.
GAP_VALUES = ("none", "partial", "planned")
#: Values that say nothing about the law: they may hide gaps, and are none.
OPEN_VALUES = ("unknown", "not-assessed")
#: The articles of the Convention by which answers are counted.
CMS_ARTICLES = ("cms/article-iii-4-a", "cms/article-iii-4-b", "cms/article-iii-5")
#: The treaty under which instruments were made whose ids begin otherwise.
_MADE_UNDER = {"gbf": "cbd"}
_STRENGTHS, _RELATIONS = ("primary", "secondary"), ("implements", "enables", "supports")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of ``total`` questions have each value; ``id`` is a target or ``<instrument>/<label>``, or empty."""

    id: str
    counts: Mapping[str, int]
    total: int

    @property
    def open(self) -> int:
        """How many questions are unknown or not assessed."""
        return sum(self.counts.get(value, 0) for value in OPEN_VALUES)

    @property
    def gaps(self) -> int:
        """How many questions show a gap."""
        return sum(self.counts.get(value, 0) for value in GAP_VALUES)


@dataclass(frozen=True, slots=True)
class Gap:
    """A question whose answer shows a gap, with the reasons: a text of the guidance, or words of a private draft."""

    question: Question
    value: str
    reasoning: Text | str


@dataclass(frozen=True, slots=True)
class TargetAsk:
    """A goal or target that asks for a clause; without relation and strength where only its questions name it."""

    target: str
    relation: str
    strength: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A provision that asks for a clause; ``member`` says whether its instrument counts the country in, if known."""

    instrument: Instrument
    provision: InstrumentProvision
    relation: str
    strength: str
    member: bool | None


@dataclass(frozen=True, slots=True)
class ClauseGaps:
    """The gaps that a clause would close, and all that its drafter and its defender need to know."""

    clause: Clause
    gaps: tuple[Gap, ...]
    #: The clauses it rests on, in the order in which to adopt them.
    first: tuple[Clause, ...]
    precedents: tuple[Precedent, ...]
    targets: tuple[TargetAsk, ...]
    asks: tuple[Ask, ...]
    payers: tuple[Resource, ...]


@dataclass(frozen=True, slots=True)
class GapReport:
    """The gaps of a country by module; ``draft`` is the private checklist they come from, none for published answers.

    ``core`` says that only the core questions were asked.
    """

    country: Country
    draft: FilledChecklist | None
    core: bool
    total: Tally
    targets: tuple[Tally, ...]
    articles: tuple[Tally, ...]
    modules: tuple[tuple[Module, tuple[ClauseGaps, ...]], ...]

    @property
    def clauses(self) -> Iterator[ClauseGaps]:
        """The clauses with gaps, in reading order."""
        return (found for _, clauses in self.modules for found in clauses)


def published_report(corpus: Corpus, country: Country) -> GapReport:
    """The report on the published answers of a country."""
    given = {label: (answer.value, answer.reasoning) for label, answer in country.answers.items()}
    return _report(corpus, country, given, None)


def draft_report(corpus: Corpus, draft: FilledChecklist) -> GapReport:
    """The report on a private draft, whose country is one that the guidance knows; a reply without a value is open."""
    given = {label: (reply.value or "not-assessed", reply.reasoning) for label, reply in draft.replies.items()}
    return _report(corpus, corpus.countries[draft.country], given, draft)


_Given = Mapping[str, tuple[str, Text | str]]
_Asked = list[tuple[Clause, Question]]


def _report(corpus: Corpus, country: Country, given: _Given, draft: FilledChecklist | None) -> GapReport:
    core = draft is not None and draft.scope == "core"
    asked = [
        (clause, question)
        for clause, question in corpus.questions.values()
        if clause.status != "withdrawn" and (question.core or not core or question.label in given)
    ]
    return GapReport(
        country,
        draft,
        core,
        _tally("", asked, given),
        tuple(_tally(id_, [row for row in asked if id_ in row[1].targets], given) for id_ in corpus.targets),
        tuple(_tally(ref, _of_provision(asked, ref), given) for ref in CMS_ARTICLES if _known(corpus, ref)),
        tuple(_modules(corpus, country, asked, given)),
    )


def _tally(id_: str, asked: _Asked, given: _Given) -> Tally:
    counts = Counter(given[q.label][0] if q.label in given else "not-assessed" for _, q in asked)
    return Tally(id_, dict(counts), len(asked))


def _of_provision(asked: _Asked, ref: str) -> _Asked:
    return [row for row in asked if any(link.provision == ref for link in row[0].implements)]


def _known(corpus: Corpus, ref: str) -> bool:
    instrument, _, label = ref.partition("/")
    return instrument in corpus.instruments and label in corpus.instruments[instrument].provisions


def _modules(
    corpus: Corpus, country: Country, asked: _Asked, given: _Given
) -> Iterator[tuple[Module, tuple[ClauseGaps, ...]]]:
    found: dict[str, list[Gap]] = {}
    for clause, question in asked:
        value, reasoning = given.get(question.label, ("not-assessed", ""))
        if value in GAP_VALUES:
            found.setdefault(clause.id, []).append(Gap(question, value, reasoning))
    for module in corpus.modules.values():
        clauses = tuple(
            _clause(corpus, country, corpus.clauses[id_], found[id_]) for id_ in module.clauses if id_ in found
        )
        if clauses:
            yield module, clauses


def _clause(corpus: Corpus, country: Country, clause: Clause, gaps: list[Gap]) -> ClauseGaps:
    return ClauseGaps(
        clause,
        tuple(gaps),
        adopt_first(corpus, clause),
        precedents(corpus, clause, country),
        tuple(_target_asks(clause, gaps)),
        tuple(_asks(corpus, clause, country)),
        payers(corpus, clause),
    )


def adopt_first(corpus: Corpus, clause: Clause) -> tuple[Clause, ...]:
    """The clauses that a clause depends on, directly or not, each after those that it depends on itself."""
    found: dict[str, Clause] = {}
    _collect(corpus, clause, found, {clause.id})
    return tuple(found.values())


def _collect(corpus: Corpus, clause: Clause, found: dict[str, Clause], met: set[str]) -> None:
    for id_ in clause.depends_on:
        if id_ not in met and id_ in corpus.clauses:
            met.add(id_)
            _collect(corpus, corpus.clauses[id_], found, met)
            found[id_] = corpus.clauses[id_]


def payers(corpus: Corpus, clause: Clause) -> tuple[Resource, ...]:
    """The programmes and funders that may pay for the work of a clause."""
    found = corpus.links.resources_of_clause.get(clause.id, ())
    return tuple(resource for resource in found if resource.kind in PAYING and resource.funds)


def _target_asks(clause: Clause, gaps: Iterable[Gap]) -> Iterator[TargetAsk]:
    """The targets that the clause carries out, most direct first, then those that only its open questions test."""
    known = {link.target: link for link in sorted(clause.implements, key=_directness, reverse=True) if link.target}
    for link in sorted(known.values(), key=_directness):
        yield TargetAsk(link.target or "", link.relation, link.strength)
    for target in dict.fromkeys(target for gap in gaps for target in gap.question.targets):
        if target not in known:
            yield TargetAsk(target, "", "")


def _asks(corpus: Corpus, clause: Clause, country: Country) -> Iterator[Ask]:
    """The provisions that ask for a clause: those of binding instruments first, then the most direct.

    Law of the European Union asks nothing of a country outside it.
    """
    links = [(link, *corpus.provision(link.provision)) for link in clause.implements if link.provision]
    ordered = sorted(links, key=lambda row: (not (row[1].binding and row[2].binding), _directness(row[0])))
    for link, instrument, provision in ordered:
        member = membership(corpus, country, instrument)
        if member is not False or not instrument.id.startswith("eu-"):
            yield Ask(instrument, provision, link.relation, link.strength, member)


def _directness(link: Implements) -> tuple[int, int]:
    return _STRENGTHS.index(link.strength), _RELATIONS.index(link.relation)


def membership(corpus: Corpus, country: Country, instrument: Instrument) -> bool | None:
    """Whether an instrument speaks to a country as its member; none where the register does not say."""
    family = instrument.id.partition("-")[0]
    if family == "eu":
        return country.eu_member
    treaty = corpus.memberships.get(instrument.id) or corpus.memberships.get(_MADE_UNDER.get(family, family))
    status = treaty.status(country.code) if treaty else "not-looked-up"
    return None if status == "not-looked-up" else status == "party"
