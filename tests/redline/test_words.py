"""The word diff: what it says of both texts is true, reads well, and costs no more than a bounded time."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidance.render.redline.marks import marked_lines
from guidance.render.redline.words import Piece, difference
from tests.redline.pairs import words

TEXTS = st.text(alphabet="ab .,;的生态路ممر\u064e-’\n", max_size=60)


def drawn(pieces: tuple[Piece, ...]) -> str:
    signs = {"": "{}", "ins": "[+{}+]", "del": "[-{}-]"}
    return "".join(signs[mark].format(text) for mark, text in pieces)


@settings(max_examples=200, deadline=None)
@given(old=TEXTS, new=TEXTS)
def test_pieces_are_both_texts(old: str, new: str) -> None:
    pieces = difference(old, new)
    assert "".join(text for mark, text in pieces if mark != "ins") == old
    assert "".join(text for mark, text in pieces if mark != "del") == new
    assert all(text for _, text in pieces)
    marks = [mark for mark, _ in pieces]
    assert not any(a == b for a, b in pairwise(marks))


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        pytest.param(
            "The Minister shall designate a corridor within two years.",
            "The Minister may, by order, designate a corridor within three years.",
            "The Minister [-shall-][+may, by order,+] designate a corridor within [-two-][+three+] years.",
            id="words",
        ),
        pytest.param("six months", "three months", "[-six-][+three+] months", id="short"),
        pytest.param(
            "L’autorité désigne les corridors par arrêté.",
            "L’autorité désigne les corridors écologiques par décret.",
            "L’autorité désigne les corridors [+écologiques +]par [-arrêté-][+décret+].",
            id="French: a word with its article is one",
        ),
        pytest.param(
            "国务院环境主管部门应当指定生态廊道。",
            "国务院林业主管部门应当在两年内指定生态廊道。",
            "国务院[-环境-][+林业+]主管部门应当[+在两年内+]指定生态廊道。",
            id="Chinese: characters",
        ),
        pytest.param(
            "يعيّن الوزير المختص الممرات الإيكولوجية بقرار.",
            "يعيّن مجلس الوزراء الممرات الإيكولوجية بقرار.",
            "يعيّن [-الوزير المختص-][+مجلس الوزراء+] الممرات الإيكولوجية بقرار.",
            id="Arabic: words with their marks",
        ),
        pytest.param("same", "same", "same", id="nothing"),
        pytest.param("", "new", "[+new+]", id="added"),
        pytest.param(
            "Bats move at night.",
            "Rivers carry fish to sea!",
            "[-Bats move at night.-][+Rivers carry fish to sea!+]",
            id="another text",
        ),
    ],
)
def test_it_reads_as_an_editor_would_mark_it(old: str, new: str, wanted: str) -> None:
    assert drawn(difference(old, new)) == wanted


def test_crumbs_between_changes_are_not_kept() -> None:
    kept = " sleep in the wood by the river all day"
    pieces = difference(f"the red fox, a hare and some mice{kept}", f"their grown cubs, a badger with old owls{kept}")
    assert [text for mark, text in pieces if not mark] == [kept]


@pytest.mark.parametrize("kind", ["two words", "no sentences", "long"])
def test_long_texts_cost_a_bounded_time(kind: str) -> None:
    """They would take minutes if every word were compared with every other."""
    chance = random.Random(7)
    if kind == "two words":
        old, new = (" ".join(chance.choice(("a", "b")) for _ in range(1200)) for _ in range(2))
    elif kind == "no sentences":
        old, new = (" ".join(f"w{chance.randrange(400)}" for _ in range(12_000)) for _ in range(2))
    else:
        old = " ".join(f"w{chance.randrange(400)}{'.' * (n % 12 == 0)}" for n in range(12_000))
        new = old.replace("w17 ", "elk ")
    pieces = difference(old, new)
    assert "".join(text for mark, text in pieces if mark != "ins") == old
    assert "".join(text for mark, text in pieces if mark != "del") == new
    if kind == "long":
        assert sum(len(text) for mark, text in pieces if not mark) > len(old) * 0.9


def test_lines_that_are_alike_are_one_line_with_changes() -> None:
    old = ("First line stays here.", "Second line about bats and moths.", "Third line goes away.")
    new = (
        "First line stays here.",
        "An added line of its own, on quite another matter.",
        "Second line about bats and owls.",
    )
    assert [words(line) for line in marked_lines(old, new)] == [
        "First line stays here.",
        "[+An added line of its own, on quite another matter.+]",
        "Second line about bats and [-moths-][+owls+].",
        "[-Third line goes away.-]",
    ]
