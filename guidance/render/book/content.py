"""The structure of the book: parts, modules, clauses, annexes and the lines of its contents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from guidance.model.blocks import Paragraph, Reference, inlines
from guidance.model.clause import Alternative, Clause, Module, Question
from guidance.model.publication import Page
from guidance.model.registers import Law
from guidance.model.resources import Resource
from guidance.model.text import Text
from guidance.render.book.anchors import anchor_name
from guidance.render.book.annexes import (
    CmsTable,
    CountrySection,
    TargetRow,
    cited_laws,
    cms_tables,
    country_sections,
    other_instruments,
    target_rows,
)
from guidance.render.book.tables import Table, numbered_tables
from guidance.render.charts import Chart, answers_by_target, coverage
from guidance.render.view import View

#: The pages for readers in a hurry and for readers who want to know; the others belong to the website.
PAGES = ("how-to-read", "five-minutes", "thirty-minutes", "about")


#: The letters of the annexes where they are not A to E.
LETTERS = {"ar": "أبجده"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the contents and a bookmark: its depth from 1, its anchor, its number and its title."""

    level: int
    anchor: str
    number: str
    title: Text | str


@dataclass(frozen=True, slots=True)
class BookQuestion:
    """A checklist question with its number in the book."""

    number: str
    anchor: str
    question: Question


@dataclass(frozen=True, slots=True)
class BookClause:
    """A clause with all that a reader of paper needs beside it."""

    clause: Clause
    anchor: str
    number: str
    module: Module
    varied: dict[str, tuple[Alternative, ...]]
    named: tuple[Clause, ...]
    dependants: tuple[Clause, ...]
    questions: tuple[BookQuestion, ...]


@dataclass(frozen=True, slots=True)
class BookModule:
    """A module with its clauses."""

    module: Module
    anchor: str
    clauses: tuple[BookClause, ...]


@dataclass(frozen=True, slots=True)
class BookPart:
    """A part with its modules; ``number`` is its place in the full outline."""

    label: str
    number: int
    title: Text
    anchor: str
    modules: tuple[BookModule, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex or another section after the clauses; ``letter`` is empty for those without one."""

    key: str
    letter: str
    anchor: str
    title: str


@dataclass(frozen=True)
class BookContent:
    """Everything the book of one language holds, in reading order."""

    view: View

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The prose pages of the book."""
        found = self.view.corpus.pages
        return tuple(found[id_] for id_ in PAGES if id_ in found)

    @cached_property
    def parts(self) -> tuple[BookPart, ...]:
        """The parts that have modules in this edition."""
        corpus = self.view.corpus
        made = (
            BookPart(
                part.label,
                number,
                part.title,
                anchor_name("part", part.label),
                tuple(self._module(m) for m in corpus.modules.values() if m.part == part.label),
            )
            for number, part in enumerate(corpus.publication.parts.values(), 1)
        )
        return tuple(part for part in made if part.modules)

    @cached_property
    def clauses(self) -> dict[str, BookClause]:
        """Every clause of the book by its id, in reading order."""
        return {made.clause.id: made for part in self.parts for module in part.modules for made in module.clauses}

    @cached_property
    def questions(self) -> dict[str, BookQuestion]:
        """Every question of the book by its label, in reading order."""
        return {q.question.label: q for clause in self.clauses.values() for q in clause.questions}

    @cached_property
    def annexes(self) -> dict[str, Annex]:
        """What follows the clauses, by its key."""
        _ = self.view.labels.gettext
        lettered = {
            "targets": _("Goals and targets of the Global Biodiversity Framework"),
            "instruments": _("Provisions of resolutions, decisions and other instruments"),
            "countries": _("Countries"),
            "laws": _("Laws cited by the clauses"),
            "resources": _("Resources"),
        }
        letters = LETTERS.get(self.view.lang, "ABCDE")
        found = {
            key: Annex(key, letters[place], anchor_name("annex", key), title)
            for place, (key, title) in enumerate(lettered.items())
        }
        plain = {"glossary": _("Glossary"), "checklist": _("Checklist"), "index": _("Index")}
        return found | {key: Annex(key, "", key, title) for key, title in plain.items()}

    def heading(self, key: str) -> str:
        """An annex as it is named above its pages."""
        annex = self.annexes[key]
        number = self.view.labels.gettext("Annex {letter}:").format(letter=annex.letter)
        return f"{number} {annex.title}" if annex.letter else annex.title

    @cached_property
    def targets(self) -> tuple[TargetRow, ...]:
        """Annex A."""
        return target_rows(self.view)

    @cached_property
    def cms(self) -> tuple[CmsTable, ...]:
        """The tables of annex B."""
        return cms_tables(self.view)

    @cached_property
    def countries(self) -> tuple[CountrySection, ...]:
        """The assessed countries of annex C."""
        return country_sections(self.view)

    @cached_property
    def coverage(self) -> Chart:
        """How many clauses are mapped to each target."""
        return coverage(self.view)

    @cached_property
    def answers(self) -> Chart:
        """The answers of the assessed countries together, by target."""
        return answers_by_target(self.view, [section.country for section in self.countries])

    def clauses_of_law(self, law: Law) -> tuple[Clause, ...]:
        """The clauses that give a law as an example, once each."""
        uses = self.view.corpus.links.clauses_of_law.get(law.id, ())
        return tuple({clause.id: clause for clause, _ in uses}.values())

    def clauses_of_resource(self, resource: Resource) -> tuple[Clause, ...]:
        """The clauses whose duty a resource serves."""
        return tuple(self.view.corpus.clauses[id_] for id_ in resource.clauses)

    @cached_property
    def contents(self) -> tuple[Line, ...]:
        """The lines of the contents."""
        return tuple(self._lines())

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Every anchor that a reference may lead to."""
        return frozenset(self._anchors())

    @cached_property
    def numbered(self) -> frozenset[str]:
        """The anchors that stand over numbered paragraphs: a reference to them names the first of these."""
        return frozenset(anchor for anchor, text in self._numbered() if self._has_paragraphs(text))

    @cached_property
    def tables(self) -> dict[str, Table]:
        """The numbered tables by their anchors, in reading order."""
        return {table.anchor: table for table in numbered_tables(self)}

    def _module(self, module: Module) -> BookModule:
        clauses = tuple(self._clause(self.view.corpus.clauses[id_], module) for id_ in module.clauses)
        return BookModule(module, anchor_name("module", module.id), clauses)

    def _clause(self, clause: Clause, module: Module) -> BookClause:
        number, anchor = self.view.clause_numbers[clause.id], anchor_name("clause", clause.id)
        places = {alternative.at for alternative in clause.alternatives.values()}
        return BookClause(
            clause,
            anchor,
            number,
            module,
            {at: tuple(a for a in clause.alternatives.values() if a.at == at) for at in places},
            self._named(clause),
            self.view.corpus.links.dependants.get(clause.id, ()),
            tuple(
                BookQuestion(
                    self.view.left_to_right(f"{number}-{place}"),
                    anchor_name("clause", clause.id, f"q-{label}"),
                    question,
                )
                for place, (label, question) in enumerate(clause.questions.items(), 1)
            ),
        )

    def _numbered(self) -> Iterator[tuple[str, Text]]:
        for page in self.pages:
            if page.introduction:
                yield anchor_name("page", page.id), page.introduction
            for label, section in page.sections.items():
                yield anchor_name("page", page.id, label), section.text
        for part in self.parts:
            for module in part.modules:
                yield module.anchor, module.module.introduction
        for clause in self.clauses.values():
            yield clause.anchor, clause.clause.purpose

    def _has_paragraphs(self, text: Text) -> bool:
        return any(isinstance(block, Paragraph) for block in self.view.corpus.blocks[self.view.unit(text).text])

    def _named(self, clause: Clause) -> tuple[Clause, ...]:
        """The clauses that the law text names, once each: their pages stand below the text, not in it."""
        corpus = self.view.corpus
        ids = {
            node.id: None
            for _, provision in clause.walk()
            for node in inlines(corpus.blocks[self.view.words(provision.text)])
            if isinstance(node, Reference) and node.kind == "clause" and node.id != clause.id
        }
        return tuple(corpus.clauses[id_] for id_ in ids)

    def _lines(self) -> Iterator[Line]:
        for page in self.pages:
            yield Line(1, anchor_name("page", page.id), "", page.title)
        pattern = self.view.labels.gettext("Part {number}:")
        for part in self.parts:
            yield Line(1, part.anchor, pattern.format(number=part.number), part.title)
            for module in part.modules:
                yield Line(2, module.anchor, f"{module.module.order}.", module.module.title)
                for clause in module.clauses:
                    yield Line(3, clause.anchor, clause.number, clause.clause.title)
        pattern = self.view.labels.gettext("Annex {letter}:")
        for annex in self.annexes.values():
            number = pattern.format(letter=annex.letter) if annex.letter else ""
            yield Line(1, annex.anchor, number, annex.title)

    def _anchors(self) -> Iterator[str]:
        view, corpus = self.view, self.view.corpus
        yield from (line.anchor for line in self.contents)
        for page in self.pages:
            yield from (anchor_name("page", page.id, label) for label in page.sections)
        for clause in self.clauses.values():
            yield from (q.anchor for q in clause.questions)
        yield from (anchor_name("target", row.target.label) for row in self.targets)
        for table in self.cms:
            yield anchor_name("instrument", table.instrument.id)
            for row in table.rows:
                yield anchor_name("instrument", table.instrument.id, row.provision.label)
        yield from (anchor_name("instrument", i.id) for i in other_instruments(view))
        yield from (anchor_name("country", code) for code in corpus.countries)
        yield from (anchor_name("law", law.id) for law in cited_laws(view))
        yield from (anchor_name("term", id_) for id_ in corpus.terms)
        yield from (anchor_name("resource", id_) for id_ in corpus.resources)
