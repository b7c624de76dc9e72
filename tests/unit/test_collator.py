"""The collation table read as far as needed gives the keys of the whole one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyuca import Collator
from pyuca import collator as known_versions

from guidance.render.collator import QuickCollator

WHOLE, QUICK = Collator(), QuickCollator()


def test_every_line_of_the_table_gives_the_same_key() -> None:
    table = Path(known_versions.__file__).with_name(f"allkeys-{Collator.UCA_VERSION}.txt").read_text("utf-8")
    places = re.findall(r"^([0-9A-F]+(?: [0-9A-F]+)*)\s*;", table, re.MULTILINE)
    texts = ["".join(chr(int(character, 16)) for character in place.split()) for place in places]
    assert len(texts) > 30_000
    assert [text for text in texts if QUICK.sort_key(text) != WHOLE.sort_key(text)] == []


@given(st.text(max_size=12))
def test_any_text_gets_the_same_key(text: str) -> None:
    assert QUICK.sort_key(text) == WHOLE.sort_key(text)


@pytest.mark.parametrize("text", ["", "\U00017000", "\U0001b170", "漢字", "l·l", "e\u0301\u0323", "لا", "\uffff"])
def test_what_the_table_treats_apart(text: str) -> None:
    assert QUICK.sort_key(text) == WHOLE.sort_key(text)


def test_characters_without_a_line_fall_into_their_ranges() -> None:
    # Tangut and Nushu have ranges of their own; anything else without a line comes after every script.
    assert QUICK.implicit_weights == WHOLE.implicit_weights
    assert QUICK.sort_key("\U00017000") < QUICK.sort_key("漢") < QUICK.sort_key("\U0003fffd")
