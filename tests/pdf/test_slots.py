"""Open numbers are as wide as what will stand there and are filled in; a chapter that has them can be kept."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import pytest

from guidance.model.corpus import Corpus
from guidance.render.book.content import BookContent
from guidance.render.book.html import write_book
from guidance.render.book.part import Bookmark, FontUse, Part, Place, restore, store
from guidance.render.book.slots import (
    HERE,
    OpenNumberError,
    Slot,
    counted,
    fill,
    fill_html,
    fill_words,
    open_count,
    open_number,
    open_words,
    paragraph_of,
    referred,
)
from guidance.render.view import View

#: The glyph of each digit is the digit and 13.
GLYPHS = "".join(f"{digit + 13:04x}" for digit in range(10))


def content(name: str, fit: str = "=") -> bytes:
    return b"BT [" + Slot(name, 3, fit, 500, GLYPHS).write() + b"] TJ ET"


def test_an_open_number_is_as_wide_as_the_number() -> None:
    assert open_number("clause-a", "1024") == '<span class="open-number" data-to="clause-a">0000</span>'
    counted = open_count(paragraph_of("clause-a"))
    assert counted == '<span class="open-number" data-counts="clause-a@paragraph">000</span>'
    assert referred(f"{counted} {open_number('clause-b', '7')}") == {"clause-b"}


def test_a_reference_is_filled_in() -> None:
    assert fill(content("clause-a"), {"clause-a": 109}, 5, 200) == b"BT [<000e000d0016>] TJ ET"
    assert fill(b"BT [<000e>] TJ ET", {}, 5, 200) == b"BT [<000e>] TJ ET"


def test_a_number_that_does_not_fit_stops_the_book() -> None:
    with pytest.raises(OpenNumberError, match="3 digits were left for clause-a, which is 99"):
        fill(content("clause-a"), {"clause-a": 99}, 5, 1200)
    with pytest.raises(OpenNumberError, match="ten digits"):
        Slot("clause-a", 3, "=", 500, GLYPHS[:-4]).write()


def test_the_number_in_the_foot_is_centred() -> None:
    assert fill(content(HERE, "c"), {}, 123, 1200) == b"BT [<000e000f0010>] TJ ET"
    assert fill(content(HERE, "c"), {}, 5, 1200) == b"BT [-500<0012>] TJ ET"
    assert fill(content(HERE, "c"), {}, 1000, 1200) == b"BT [250<000e000d000d000d>] TJ ET"


def test_the_number_of_a_paragraph_ends_at_the_text() -> None:
    known = {"clause-a@paragraph": 5, "clause-b@paragraph": 1000}
    assert fill(content("clause-a@paragraph", "r"), known, 9, 1200) == b"BT [-1000<0012>] TJ ET"
    assert fill(content("clause-b@paragraph", "r"), known, 9, 1200) == b"BT [500<000e000d000d000d>] TJ ET"
    assert fill(content("clause-a@paragraph", "l"), known, 9, 1200) == b"BT [<0012>] TJ ET"


def test_a_chapter_that_is_no_page_is_filled_in() -> None:
    html = f"<p>{open_count(paragraph_of('a'))}See {open_number('b@table', '12')}.</p>"
    assert fill_html(html, {"a@paragraph": 7, "b@table": 130}) == "<p>7See 130.</p>"


def test_a_reference_in_a_bookmark_is_filled_in() -> None:
    title = f"6.1 Network, page {open_words('clause-a')} and page {open_words('clause-b')}"
    assert fill_words(title, {"clause-a": 190, "clause-b": 7}) == "6.1 Network, page 190 and page 7"


def test_a_paragraph_more_changes_no_other_chapter(corpus: Corpus) -> None:
    introduction = next(iter(corpus.modules.values())).introduction.source
    longer = (*corpus.blocks[introduction], *corpus.blocks[introduction])
    other = replace(corpus, blocks=corpus.blocks | {introduction: longer})
    before, after = (list(islice(write_book(BookContent(View(c, "en")), {}), 30)) for c in (corpus, other))
    (changed,) = [place for place, html in enumerate(before) if html != after[place]]
    assert len(counted(after[changed])) == 2 * len(counted(before[changed]))
    # The numbers of what follows are others, in the same chapters.
    assert any(counted(html) for html in before[changed + 1 :])


def test_a_kept_part_is_what_was_stored() -> None:
    part = Part(
        b"%PDF\n\xff\n",
        2,
        {"clause-a": Place(0, 1 / 3, 700.25), "at-1-1": Place(1, 0.1, 2.0)},
        frozenset({"clause-b", "clause-a"}),
        (Bookmark(2, f"مادة {open_words('clause-a')}", Place(0, 0.5, 1.5), True),),
        (FontUse("ABCDEF", "Noto Serif", 0, 400, 12.666666666666666, {13: 560}, {13: "0", 14: "\0"}),),
        ("clause-a@paragraph", "table-clause-a@table"),
    )
    assert restore(store(part)) == part
