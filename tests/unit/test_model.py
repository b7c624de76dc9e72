"""Text units, digests and states."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.diagnostics import Pin
from guidance.model.ledger import read_lines, successor
from guidance.model.text import State, Text, Translation, digest

PIN = Pin("content/x.yaml")


def _text(source: str, **translations: Translation) -> Text:
    return Text("title", source, False, PIN, dict(translations))


@given(st.text())
def test_digest_ignores_white_space_and_normal_form(text: str) -> None:
    spaced = "  " + "\n ".join(text.split(" ")) + " "
    assert digest(text) == digest(spaced)
    assert digest(text) == digest(unicodedata.normalize("NFD", text))


def test_digest_changes_with_a_word() -> None:
    assert digest("the corridor") != digest("a corridor")
    assert len(digest("x")) == 12


def test_states() -> None:
    current = Translation("Titre", digest("Title"), PIN)
    stale = Translation("Título", digest("Old title"), PIN)
    official = Translation("标题", digest("Title"), PIN, origin="official")
    text = _text("Title", fr=current, es=stale, zh=official)
    assert text.in_language("en").state is State.SOURCE
    assert text.in_language("fr").state is State.CURRENT
    assert text.in_language("es").state is State.STALE
    assert text.in_language("zh").state is State.AUTHENTIC
    missing = text.in_language("ru")
    assert (missing.state, missing.text, missing.lang) == (State.MISSING, "Title", "en")


LINES = read_lines(
    [
        "term/barrier",
        "term/fence -> term/barrier",
        "instrument/aewa#article-3 -> instrument/aewa#article-iii",
        "clause/a#question/old-power -> clause/b#question/new-power",
        "not an entry",
    ]
)


@pytest.mark.parametrize(
    ("kind", "id_", "new"),
    [
        ("term", "fence", "barrier"),
        ("term", "barrier", None),
        ("clause", "fence", None),
        ("provision", "aewa/article-3", "aewa/article-iii"),
        ("question", "old-power", "new-power"),
        ("question", "power", None),
    ],
)
def test_the_ledger_names_the_successor_as_references_do(kind: str, id_: str, new: str | None) -> None:
    assert successor(LINES, kind, id_) == new
