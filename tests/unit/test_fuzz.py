"""A short fuzz run with a fixed seed, and properties of what reads and what reports arbitrary text."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from guidance.check.texts import plain
from guidance.diagnostics import Diagnostic, Pin, Related, Severity, Span, collect
from guidance.load import markdown, yaml
from guidance.report import data, github, gitlab, human, sarif
from guidance.report.context import Context
from tests.fuzz.__main__ import Fuzz
from tests.fuzz.mutate import MUTATIONS, NASTY, mutated

#: Text as a file can hold it: characters of any kind, with more of those that mean something to YAML and Markdown.
TEXTS = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("[]{}()&*!|>-:#?'\"\\~^_`<\n\t\r\u2028 a0")))
STEPS = st.one_of(st.text(max_size=5), st.integers(0, 5))
LINES = st.tuples(st.just("@line"), st.integers(1, 50), st.integers(1, 50))
POINTERS = st.one_of(st.lists(STEPS, max_size=4).map(tuple), LINES)
PINS = st.builds(Pin, TEXTS, POINTERS, st.none() | TEXTS, st.booleans())
NUMBERS = st.integers(1, 20)
SPANS = st.builds(Span, TEXTS, NUMBERS, NUMBERS, NUMBERS, NUMBERS)
RELATED = st.lists(st.builds(Related, TEXTS, PINS, st.none() | SPANS), max_size=2).map(tuple)
CODES = st.from_regex(r"G[0-9]{3}", fullmatch=True)
DIAGNOSTICS = st.builds(
    Diagnostic, CODES, st.sampled_from(Severity), TEXTS, PINS, st.none() | TEXTS, RELATED, st.none() | SPANS
)


def test_a_hundred_damaged_files(tmp_path: Path) -> None:
    figures, find = Fuzz(tmp_path).run(cases=100, seed=1, size=50)
    assert find is None, find.what if find else ""
    assert (figures.cases, figures.batches) == (100, 2)
    assert figures.codes["G003"] > 0, "nothing was damaged"


def test_the_run_finds_what_is_wrong(tmp_path: Path) -> None:
    """A check that crashes on one file of a batch is found, down to that file."""
    fuzz = Fuzz(tmp_path)
    chosen = fuzz._batch(0, 8, 3)
    guilty = chosen[5]

    def wrong(batch: object, codes: object) -> str | None:
        return "crash" if guilty in batch else None  # type: ignore[operator]

    fuzz._wrong = wrong  # type: ignore[method-assign]
    _, find = fuzz.run(cases=8, seed=3, size=8)
    assert find is not None
    assert find.cases == (guilty,)


def test_the_same_seed_does_the_same_damage() -> None:
    content = b"id: a\ntitle: b c\nitems:\n  - d\n"
    assert [mutated(content, Random(n)) for n in range(50)] == [mutated(content, Random(n)) for n in range(50)]
    for damage in MUTATIONS.values():
        assert any(damage(content, Random(n)) != content for n in range(20))
        assert isinstance(damage(b"", Random(1)), bytes)
    assert len(set(NASTY)) == len(NASTY)


@given(TEXTS)
def test_parsing_never_raises(text: str) -> None:
    parsed, problems = yaml.parse("a.yaml", text)
    assert (parsed is None) == bool(problems)


@given(TEXTS, PINS)
def test_a_place_is_found_for_any_pin(text: str, pin: Pin) -> None:
    span = yaml.Locator(pin.path, text).span(pin)
    assert min(span.line, span.column, span.end_line) >= 1


@given(TEXTS)
def test_markdown_never_raises(text: str) -> None:
    blocks, _ = markdown.parse(text)
    assert isinstance(blocks, tuple)
    assert isinstance(plain(text), str)


@settings(max_examples=200)
@given(st.lists(DIAGNOSTICS, max_size=4), TEXTS)
def test_reports_hold_any_text(diagnostics: list[Diagnostic], text: str) -> None:
    report = collect(diagnostics)
    context = Context({d.span.path: text for d in diagnostics if d.span})
    assert human.render(report, context).endswith(human.summary(report) + "\n")
    annotations = github.render(report, context)
    assert annotations.count("\n") == len(report.diagnostics) + 1
    assert "\r" not in annotations
    for form in (sarif, data, gitlab):
        json.loads(form.render(report, context))
