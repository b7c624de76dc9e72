"""The numbered tables of the book: what their captions say, once for the table and for the list of tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guidance.model.text import Text
from guidance.render.book.anchors import anchor_name

if TYPE_CHECKING:
    from guidance.render.book.content import BookContent


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its anchor, and its title as a pattern into which ``name`` and ``number`` may go."""

    anchor: str
    pattern: str
    name: Text | None = None
    number: str = ""


def table_anchor(kind: str, id_: str = "") -> str:
    """The anchor of a table, such as ``table-clause-corridor-designation``."""
    return anchor_name("table", f"{kind}-{id_}" if id_ else kind)


def numbered_tables(content: BookContent) -> Iterator[Table]:
    """The tables in reading order."""
    _, corpus = content.view.labels.gettext, content.view.corpus
    for clause in content.clauses.values():
        anchor = table_anchor("clause", clause.clause.id)
        yield Table(anchor, _("Sources of clause {number}: {name}"), clause.clause.title, clause.number)
    for framework in corpus.frameworks.values():
        yield Table(table_anchor("framework", framework.id), _("Goals and targets: {name}"), framework.name)
    yield Table(table_anchor("coverage"), content.coverage.title)
    for cms in content.cms:
        title = cms.instrument.short_title
        yield Table(table_anchor("instrument", cms.instrument.id), _("Provisions: {name}"), title)
    yield Table(table_anchor("instruments"), _("Other instruments in the register"))
    yield Table(table_anchor("by-target"), content.answers.title)
    for section in content.countries:
        code, name = section.country.code, section.country.name
        if section.answers:
            yield Table(table_anchor("answers", code), _("Answers to the checklist: {name}"), name)
        if section.findings:
            yield Table(table_anchor("findings", code), _("First desk review, by theme: {name}"), name)
    yield Table(table_anchor("memberships"), _("Memberships"))
    yield Table(table_anchor("laws"), _("Laws cited by the clauses"))
    yield Table(table_anchor("resources"), _("Resources"))
