"""The index of the book: pages in a row are joined, and what is named everywhere is listed once a section."""

from __future__ import annotations

from guidance.render.book.index import PageRef, joined


def pages(main: str, page_map: dict[str, int]) -> list[tuple[int, int, bool]]:
    places = [anchor for anchor in page_map if anchor != main]
    found = joined(main, places, frozenset(page_map), page_map, lambda anchor: anchor.split("-")[1])
    assert all(isinstance(ref, PageRef) and page_map[ref.anchor] == ref.page for ref in found)
    return [(ref.page, ref.last, ref.main) for ref in found]


def test_pages_in_a_row_are_joined_and_the_main_one_stands_alone() -> None:
    found = pages(
        "term-x", {"at-1-1": 4, "at-1-2": 5, "at-1-3": 5, "at-2-1": 6, "term-x": 7, "at-2-2": 8, "at-2-3": 11}
    )
    assert found == [(4, 6, False), (7, 7, True), (8, 8, False), (11, 11, False)]


def test_what_is_named_everywhere_is_listed_once_a_section() -> None:
    everywhere = {f"at-{section}-{place}": 100 * section + 2 * place for section in (1, 2, 3) for place in range(1, 7)}
    assert pages("term-x", {"term-x": 50} | everywhere) == [
        (50, 50, True),
        (102, 102, False),
        (202, 202, False),
        (302, 302, False),
    ]
    few = dict(list(everywhere.items())[:10])
    assert len(pages("none", few)) == 10


def test_before_the_first_layout_there_is_one_reference() -> None:
    assert joined("term-x", ["at-1-1"], frozenset({"term-x"}), {}, str) == (PageRef("term-x", 0, 0, True),)
