"""The index at the back: terms, clauses, instruments and countries, in the order of the language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from guidance.model.text import Text
from guidance.render.book.anchors import anchor_name
from guidance.render.book.pagemap import PageMap
from guidance.render.view import View

Places = Mapping[tuple[str, str], list[str]]


#: More than so many places under one entry nobody looks up: then the first of each section must do.
_MOST_PLACES = 10


@dataclass(frozen=True, slots=True)
class PageRef:
    """A page of an entry, or pages in a row: where they lead, the first and the last, and whether it is the main one.

    Pages are 0 before the first layout.
    """

    anchor: str
    page: int
    last: int
    main: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the index."""

    kind: str
    title: Text
    remark: str
    pages: tuple[PageRef, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """The entries under one heading."""

    heading: str
    entries: tuple[Entry, ...]


def build_index(
    view: View, places: Places, known: frozenset[str], page_map: PageMap, section: Callable[[str], str]
) -> tuple[Letter, ...]:
    """The index of all that is named in the book; ``section`` tells the module or annex in which a place stands."""
    entries = [
        Entry(
            kind, title, remark, joined(anchor_name(kind, id_), places.get((kind, id_), []), known, page_map, section)
        )
        for kind, id_, title, remark in _things(view, places)
    ]
    ordered = view.sorted((e for e in entries if e.pages), lambda e: view.words(e.title))
    # Not groupby: a collation may put a letter's entries in two places, and its heading must stand once.
    letters: dict[str, list[Entry]] = {}
    for entry in ordered:
        letters.setdefault(view.initial(view.words(entry.title)), []).append(entry)
    return tuple(Letter(heading, tuple(found)) for heading, found in letters.items())


def _things(view: View, places: Places) -> Iterator[tuple[str, str, Text, str]]:
    corpus = view.corpus
    for term in corpus.terms.values():
        yield "term", term.id, term.term, term.abbreviation or ""
    for id_, clause in corpus.clauses.items():
        number = view.labels.gettext("clause {number}").format(number=view.clause_numbers[id_])
        yield "clause", id_, clause.title, number
    for instrument in corpus.instruments.values():
        yield "instrument", instrument.id, instrument.short_title, ""
    for country in corpus.countries.values():
        # Every country stands in the table of memberships; only those named elsewhere need a line here.
        if places.get(("country", country.code)):
            yield "country", country.code, country.name, ""


def joined(
    main: str, places: list[str], known: frozenset[str], page_map: PageMap, section: Callable[[str], str]
) -> tuple[PageRef, ...]:
    """Each page once, in order; the main one is where the thing itself stands."""
    anchors = [main, *places] if main in known else places
    if not page_map:
        return tuple(PageRef(anchor, 0, 0, anchor == main) for anchor in anchors[:1])
    found = _runs(anchors, main, page_map)
    if len(found) > _MOST_PLACES:
        first = {section(anchor): anchor for anchor in reversed(places)}
        found = _runs([main, *first.values()] if main in known else first.values(), main, page_map)
    return tuple(found)


def _runs(anchors: Iterable[str], main: str, page_map: PageMap) -> list[PageRef]:
    """The pages of anchors in order, pages in a row as one; the main page stands alone."""
    by_page: dict[int, str] = {}
    for anchor in anchors:
        by_page.setdefault(page_map.get(anchor, 0), anchor)
    runs: list[PageRef] = []
    for page, anchor in sorted(by_page.items()):
        before = runs[-1] if runs else None
        if before and before.last + 1 == page and not before.main and anchor != main:
            runs[-1] = replace(before, last=page)
        else:
            runs.append(PageRef(anchor, page, page, anchor == main))
    return runs
