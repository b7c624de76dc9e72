"""Open page numbers are as wide as what will stand there and are filled in; a chapter that has them can be kept."""

from __future__ import annotations

import pytest

from guidance.render.book.part import Bookmark, FontUse, Part, Place, restore, store
from guidance.render.book.slots import HERE, OpenPageError, Slot, fill, fill_words, open_page, open_words

#: The glyph of each digit is the digit and 13.
GLYPHS = "".join(f"{digit + 13:04x}" for digit in range(10))


def content(anchor: str, places: int = 3) -> bytes:
    return b"BT [" + Slot(anchor, places, 500, GLYPHS).write() + b"] TJ ET"


def test_an_open_page_is_as_wide_as_the_page() -> None:
    assert open_page("clause-a", "1024") == '<span class="page-number" data-to="clause-a">0000</span>'


def test_a_reference_is_filled_in() -> None:
    assert fill(content("clause-a"), {"clause-a": 109}, 5, 200) == b"BT [<000e000d0016>] TJ ET"
    assert fill(b"BT [<000e>] TJ ET", {}, 5, 200) == b"BT [<000e>] TJ ET"


def test_a_number_that_does_not_fit_stops_the_book() -> None:
    with pytest.raises(OpenPageError, match="3 digits were left for the page of clause-a, which is 99"):
        fill(content("clause-a"), {"clause-a": 99}, 5, 200)
    with pytest.raises(OpenPageError, match="ten digits"):
        Slot("clause-a", 3, 500, GLYPHS[:-4]).write()


def test_the_number_in_the_foot_is_centred() -> None:
    assert fill(content(HERE), {}, 123, 200) == b"BT [<000e000f0010>] TJ ET"
    assert fill(content(HERE), {}, 5, 200) == b"BT [-500<0012>] TJ ET"
    assert fill(content(HERE), {}, 1000, 1200) == b"BT [250<000e000d000d000d>] TJ ET"


def test_a_reference_in_a_bookmark_is_filled_in() -> None:
    title = f"6.1 Network, page {open_words('clause-a')} and page {open_words('clause-b')}"
    assert fill_words(title, {"clause-a": 190, "clause-b": 7}) == "6.1 Network, page 190 and page 7"


def test_a_kept_part_is_what_was_stored() -> None:
    part = Part(
        b"%PDF\n\xff\n",
        2,
        {"clause-a": Place(0, 1 / 3, 700.25), "at-1-1": Place(1, 0.1, 2.0)},
        frozenset({"clause-b", "clause-a"}),
        (Bookmark(2, f"مادة {open_words('clause-a')}", Place(0, 0.5, 1.5), True),),
        (FontUse("ABCDEF", "Noto Serif", 0, 400, 12.666666666666666, {13: 560}, {13: "0", 14: "\0"}),),
    )
    assert restore(store(part)) == part
