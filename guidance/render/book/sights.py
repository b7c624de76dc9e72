"""What a reader of proofs should see of a book: places chosen by what stands there, in a clause that has it all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guidance.model.clause import Clause
from guidance.model.text import State
from guidance.render.book.anchors import anchor_name
from guidance.render.book.content import BookContent

#: The parts of a clause by the label of their anchors, with what they are for.
_PARTS = {
    "purpose": "purpose",
    "text": "model text",
    "blanks": "blanks to fill",
    "alternatives": "alternatives",
    "notes": "drafting notes",
    "sources": "table with its caption and head",
    "law": "examples from real law",
    "questions": "checklist questions",
}


@dataclass(frozen=True, slots=True)
class Sight:
    """A place in the book: the anchor that stands there (none: the first page), pages after it, and what it shows."""

    anchor: str
    shows: str
    after: int = 0


def sights(content: BookContent) -> tuple[Sight, ...]:
    """What to look at, in reading order."""
    return tuple(_sights(content))


def _sights(content: BookContent) -> Iterator[Sight]:
    yield Sight("", "cover")
    yield Sight("imprint", "imprint with disclaimers and “cite as”")
    yield Sight("contents", "contents")
    yield Sight("tables", "list of tables")
    if content.pages:
        yield Sight(anchor_name("page", content.pages[0].id), "prose with numbered paragraphs")
    if content.parts:
        yield Sight(content.parts[0].anchor, "opening of a part")
    sample = _sample(content)
    if sample:
        yield Sight(anchor_name("module", sample.module), "opening of a module")
        yield from (Sight(anchor_name("clause", sample.id, label), shows) for label, shows in _PARTS.items())
        yield Sight(anchor_name("clause", sample.id, "alternatives"), "alternatives that go on", after=1)
    for key, shows in (("targets", "long rows of a table"), ("instruments", "provisions of instruments")):
        yield Sight(content.annexes[key].anchor, shows)
        yield Sight(content.annexes[key].anchor, "the head of a table again", after=1)
    if content.countries:
        anchor = anchor_name("country", content.countries[0].country.code)
        yield Sight(anchor, "a country")
        yield Sight(anchor, "a country, next page", after=1)
    for key, shows in (
        ("laws", "foreign words in tables"),
        ("glossary", "names in six scripts"),
        ("checklist", "the checklist"),
        ("index", "the index in the order of the language"),
    ):
        yield Sight(content.annexes[key].anchor, shows)


def _sample(content: BookContent) -> Clause | None:
    """The clause with most of its parts and most of its text in this language; the first of equals."""
    view = content.view
    untranslated: dict[str, int] = {}
    for owned in view.corpus.texts:
        if owned.kind == "clause" and view.unit(owned.text).state is State.MISSING:
            untranslated[owned.id] = untranslated.get(owned.id, 0) + 1
    clauses = [made.clause for made in content.clauses.values()]
    return max(clauses, key=lambda clause: (_parts(clause), -untranslated.get(clause.id, 0)), default=None)


def _parts(clause: Clause) -> int:
    return sum(map(bool, (clause.placeholders, clause.alternatives, clause.examples, clause.depends_on)))
