"""Several countries side by side: what is known of each, row by row, and where two of them are known to differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from guidance.model.clause import Clause, Question
from guidance.model.corpus import Corpus
from guidance.model.countries import Country
from guidance.model.registers import Instrument, Law, Target, Theme
from guidance.model.resources import Resource

#: The parts of a comparison in reading order.
SECTIONS = ("memberships", "areas", "themes", "clauses", "targets", "findings", "answers")
#: Parts that hold values; the others hold laws of the register, which is not complete, so that nothing differs there.
VALUED = ("memberships", "areas", "findings", "answers")
#: Values that say nothing about the law: they differ from no other.
OPEN = ("unknown", "not-assessed", "not-looked-up")

#: Values that say that a country belongs to what its row is about.
INSIDE = ("inside", "member", "party")

#: Treaties that every country is asked about.
_ALWAYS = ("cms", "cbd")

#: What a row is about: a word for a membership, else the thing itself.
Subject = str | Instrument | Resource | Law | Theme | Clause | Target | tuple[Clause, Question]


@dataclass(frozen=True, slots=True)
class LawUse:
    """A law with the label of one of its provisions, and how strongly it serves a target; both may be missing."""

    law: Law
    provision: str | None = None
    strength: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of a country on a row: a value, laws, and since when the value holds (an ISO date)."""

    value: str | None = None
    laws: tuple[LawUse, ...] = ()
    since: str | None = None


NOTHING = Cell()
NOT_ASSESSED = Cell("not-assessed")


@dataclass(frozen=True, slots=True)
class CompareRow:
    """A row with a cell for each country, in the order of the countries; ``key`` is unique in its section.

    ``module`` is the id of the module the row belongs to, if it does; ``targets`` are labels such as ``gbf-3``. A row
    that is ``shared`` is about something that has members, and worth showing only where one of the countries is one.
    """

    section: str
    key: str
    subject: Subject
    cells: tuple[Cell, ...]
    module: str | None = None
    targets: tuple[str, ...] = ()
    core: bool = False
    shared: bool = False

    @property
    def values(self) -> tuple[str | None, ...]:
        """The value of each country."""
        return tuple(cell.value for cell in self.cells)

    @property
    def differs(self) -> bool:
        """Whether two countries are known to have different values."""
        return len(set(self.values) - {None, *OPEN}) > 1


@dataclass(frozen=True, slots=True)
class Area:
    """A registered area or network that several States share, with those of them that the register holds."""

    resource: Resource
    countries: tuple[Country, ...]


def areas(corpus: Corpus) -> tuple[Area, ...]:
    """Every area or network of the register of resources that names two States or more."""
    found = ((r, tuple(corpus.countries[code] for code in r.countries)) for r in corpus.resources.values())
    return tuple(Area(resource, states) for resource, states in found if len(states) > 1)


def compared(corpus: Corpus, countries: Sequence[Country]) -> Iterator[CompareRow]:
    """Every row that can be said of the countries, section by section.

    Answers have a row for each question, whether anybody answered it or not; findings one for each theme. Areas and
    laws have only rows on which one of the countries has something.
    """
    yield from _memberships(corpus, countries)
    yield from _shared(corpus, countries)
    yield from _laws(corpus, countries)
    yield from _findings(corpus, countries)
    yield from answer_rows(corpus, countries)


def answer_rows(corpus: Corpus, countries: Sequence[Country]) -> Iterator[CompareRow]:
    """The questions of the checklist in the order of the outline, without those of withdrawn clauses."""
    for clause in _standing(corpus):
        for label, question in clause.questions.items():
            cells = tuple(_answer(country, label) for country in countries)
            found = (clause, question)
            yield CompareRow("answers", label, found, cells, clause.module, question.targets, question.core)


def _standing(corpus: Corpus) -> Iterable[Clause]:
    return (clause for clause in corpus.clauses.values() if clause.status != "withdrawn")


def _answer(country: Country, label: str) -> Cell:
    answer = country.answers.get(label)
    if answer is None:
        return NOT_ASSESSED
    return Cell(answer.value, since=answer.as_at)


def _memberships(corpus: Corpus, countries: Sequence[Country]) -> Iterator[CompareRow]:
    """The treaties whose Parties are listed, and the Union."""
    rows = []
    for treaty in corpus.memberships.values():
        if instrument := corpus.instruments.get(treaty.id):
            parties = [treaty.parties.get(country.code) for country in countries]
            cells = tuple(Cell("party", since=party.in_force) if party else Cell(treaty.unlisted) for party in parties)
            rows.append(CompareRow("memberships", treaty.id, instrument, cells, shared=treaty.id not in _ALWAYS))
    union = tuple(Cell("member" if country.eu_member else "not-member") for country in countries)
    rows.append(CompareRow("memberships", "eu", "eu", union, shared=True))
    yield from filter(_worth, rows)


def _worth(row: CompareRow) -> bool:
    return not row.shared or bool(set(row.values) & set(INSIDE))


def _shared(corpus: Corpus, countries: Sequence[Country]) -> Iterator[CompareRow]:
    """Areas and treaties of which one of the countries is a State; a treaty without a list of parties has no row."""
    shared: list[tuple[str, Resource | Law, tuple[str, ...]]] = [
        (f"resource-{r.id}", r, r.countries) for r in corpus.resources.values()
    ]
    shared += [(f"law-{law.id}", law, law.jurisdiction.parties) for law in corpus.laws.values()]
    for key, thing, states in shared:
        cells = tuple(Cell("inside" if country.code in states else "outside") for country in countries)
        row = CompareRow("areas", key, thing, cells, shared=True)
        if _worth(row):
            yield row


def _laws(corpus: Corpus, countries: Sequence[Country]) -> Iterator[CompareRow]:
    """The laws of the register by theme, by the clause they are an example of, and by target."""
    own = [corpus.links.laws_of_country.get(country.code, ()) for country in countries]
    for theme in corpus.themes.values():
        cells = [tuple(LawUse(law) for law in laws if theme.label in law.themes) for laws in own]
        yield from _law_row("themes", theme.label, theme, cells, targets=theme.targets)
    for clause in _standing(corpus):
        ids = [{law.id for law in laws} for laws in own]
        uses = [LawUse(corpus.laws[e.law], e.provision) for e in clause.examples]
        cells = [tuple(use for use in uses if use.law.id in mine) for mine in ids]
        yield from _law_row("clauses", clause.id, clause, cells, clause.module, targets_of(clause))
    for label, (_framework, target) in corpus.targets.items():
        cells = [tuple(_serving(laws, label)) for laws in own]
        yield from _law_row("targets", label, target, cells, targets=(label,))


def _law_row(
    section: str,
    key: str,
    subject: Subject,
    cells: Iterable[tuple[LawUse, ...]],
    module: str | None = None,
    targets: tuple[str, ...] = (),
) -> Iterator[CompareRow]:
    found = tuple(Cell(laws=laws) if laws else NOTHING for laws in cells)
    if any(cell.laws for cell in found):
        yield CompareRow(section, key, subject, found, module, targets)


def _serving(laws: Iterable[Law], target: str) -> Iterator[LawUse]:
    return (LawUse(law, strength=use.strength) for law in laws for use in law.targets if use.target == target)


def targets_of(clause: Clause) -> tuple[str, ...]:
    """The targets that a clause or one of its questions is mapped to, each once."""
    mapped = [mapping.target for mapping in clause.implements if mapping.target]
    return tuple(dict.fromkeys([*mapped, *(t for q in clause.questions.values() for t in q.targets)]))


def _findings(corpus: Corpus, countries: Sequence[Country]) -> Iterator[CompareRow]:
    for theme in corpus.themes.values():
        found = [country.findings.get(theme.label) for country in countries]
        cells = tuple(Cell(finding.value) if finding else NOT_ASSESSED for finding in found)
        yield CompareRow("findings", theme.label, theme, cells, targets=theme.targets)
