"""Pictures: well formed, named, told apart without colour, mirrored, and the same figures as their tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.model.corpus import Corpus
from guidance.model.countries import ANSWER_VALUES
from guidance.model.lang import LANGUAGES
from guidance.render.book import bars as printed
from guidance.render.charts import Chart
from guidance.render.pictures.bars import Bar, stacked_bars, swatch
from guidance.render.pictures.drawing import Label, wrapped
from guidance.render.site.page import PageMaker
from guidance.render.site.pictures import Picture, country_picture, coverage_picture, module_picture, targets_picture
from guidance.render.view import View

SVG = "{http://www.w3.org/2000/svg}"


def _pictures(corpus: Corpus, lang: str) -> Iterator[Picture]:
    maker = PageMaker(View(corpus, lang))
    assessed = [country for country in maker.view.countries if country.assessment]
    yield from (country_picture(maker, country) for country in assessed)
    yield targets_picture(maker, assessed)
    yield coverage_picture(maker)
    yield from filter(None, (module_picture(maker, module) for module in corpus.modules.values()))


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_every_picture_is_named_and_says_what_its_table_says(corpus: Corpus, lang: str) -> None:
    for picture in _pictures(corpus, lang):
        root = ElementTree.fromstring(str(picture.svg))
        assert root.get("role") == "img"
        assert root.get("direction") == LANGUAGES[lang].direction
        ids = [found.get("id") for found in root.iter() if found.get("id")]
        assert len(ids) == len(set(ids))
        name, description = (root.find(f"{SVG}{tag}") for tag in ("title", "desc"))
        assert name is not None and name.text == picture.title and description is not None and description.text
        assert (root.get("aria-labelledby") or "").split() == [name.get("id"), description.get("id")]
        assert not re.search(r"\sstyle=|<style", picture.svg), "the policy of the site allows no style of its own"
        # Each row of the table is a label of the picture.
        texts = ["".join(text.itertext()).replace(" ", "") for text in root.iter(f"{SVG}text")]
        for label, cells in picture.rows:
            assert label.text.replace(" ", "") in texts
            assert len(cells) == len(picture.heads) - 1


def _boxes(svg: str, key: str) -> list[tuple[float, float]]:
    """Place and width of the parts with a key, in hundredths of the width."""
    found = re.findall(rf'<rect class="part-{key}" x="([\d.]+)%" y="\d+" width="([\d.]+)%"', svg)
    return [(float(place), float(width)) for place, width in found]


_BARS = st.lists(st.tuples(*[st.integers(0, 40)] * len(ANSWER_VALUES)), min_size=1, max_size=6)


@given(_BARS)
def test_parts_are_as_wide_as_their_counts(counts: list[tuple[int, ...]]) -> None:
    bars = [Bar(Label(f"bar {place}"), found) for place, found in enumerate(counts)]
    longest = max(bar.total for bar in bars) or 1
    right = stacked_bars("x", "title", "desc", ANSWER_VALUES, bars)
    left = stacked_bars("x", "title", "desc", ANSWER_VALUES, bars, rtl=True)
    for place, key in enumerate(ANSWER_VALUES):
        boxes = _boxes(right, key)
        assert [width for _, width in boxes] == pytest.approx(
            [100 * c[place] / longest for c in counts if c[place]], abs=0.01
        )
        mirrored = [(100 - begin - width, width) for begin, width in _boxes(left, key)]
        assert [x for pair in mirrored for x in pair] == pytest.approx([x for pair in boxes for x in pair], abs=0.02)
    for bar in bars:
        assert bar.total <= longest


def test_a_printed_bar_says_its_counts_and_is_as_wide_as_they_are(corpus: Corpus) -> None:
    view = View(corpus, "en")
    chart = Chart(
        "x", "Bars", "Row", {"primary": "main", "secondary": "other"}, ((Label("a"), (1, 3)), (Label("b"), (0, 0)))
    )
    drawn = ElementTree.fromstring(printed.bar(view, chart, 1, (1, 3)))
    assert drawn.findtext("{*}title") == "main: 1; other: 3"
    widths = [box.get("width") for box in drawn.iterfind("{*}rect") if "part-" in str(box.get("class"))]
    assert widths == ["25%", "75%"]
    assert printed.bar(view, chart, 2, (0, 0)) == "0" == printed.said(view, chart, (0, 0))


def test_values_look_different_without_colour() -> None:
    """Pattern, fill and border of a part, without its class and so without any colour of the style sheet."""
    looks = {
        re.sub(r'class="[^"]*"', "", swatch("x", key)).replace(f"x-{key}", "pattern")
        for key in ("full", "not-assessed", "none")
    }
    assert len(looks) == 3
    drawn = stacked_bars("x", "t", "d", ANSWER_VALUES, [Bar(Label("b"), (1,) * len(ANSWER_VALUES))])
    patterns = dict(re.findall(r'<pattern id="x-([a-z-]+)".*?<path d="([^"]+)"', drawn))
    assert set(patterns) == {"partial", "planned", "not-applicable", "unknown"}
    assert len(set(patterns.values())) == len(patterns)
    assert all(f'fill="url(#x-{key})"' in drawn for key in patterns)


@given(st.text(st.characters(categories=["L", "N", "Zs"]), max_size=200))
def test_lines_hold_all_words(text: str) -> None:
    flat = "".join(text.split())
    assert "".join("".join(line.split()) for line in wrapped(text)) == flat


def test_lines_fit_a_narrow_screen() -> None:
    latin = wrapped("19. Measures of many kinds that a long title of a module may have in it")
    assert len(latin) > 1 and max(map(len, latin)) <= 40
    chinese = wrapped("国家生态网络以及迁徙物种在跨越边界的区域之间保持连通的各项措施")
    assert len(chinese) > 1 and max(map(len, chinese)) <= 22


def test_a_picture_that_says_nothing_is_not_drawn(corpus: Corpus) -> None:
    maker = PageMaker(View(corpus, "en"))
    for module in corpus.modules.values():
        own = set(module.clauses)
        within = [n for id_ in own for n in corpus.clauses[id_].depends_on if n in own]
        picture = module_picture(maker, module)
        assert (picture is not None) == bool(within)
        if picture:
            assert len(re.findall(r'class="arc"', picture.svg)) == len(within)
