"""The loader: strict YAML, records, pages, Markdown, places."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.diagnostics import Pin
from guidance.load import markdown, yaml
from guidance.load.markdown import parse
from guidance.load.pages import split_page
from guidance.load.records.registry import KINDS, validate
from guidance.load.sources import Source, read_sources
from guidance.model.blocks import Blank, Emphasis, Footnote, List, OutsideLink, Paragraph, Reference, Words, inlines


def _data(text: str) -> object:
    data, problems = yaml.parse("x.yaml", text)
    assert not problems
    return data


def test_every_scalar_is_the_string_its_author_typed() -> None:
    text = "a: NO\nb: 1.10\nc: 012\nd: 12:30:45\ne: 2020-01-01\nf: true\ng: 'null'\n"
    expected = {"a": "NO", "b": "1.10", "c": "012", "d": "12:30:45", "e": "2020-01-01", "f": "true", "g": "null"}
    assert _data(text) == expected


def test_billion_laughs_is_refused_before_it_grows() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 60)]
    data, problems = yaml.parse("x.yaml", "\n".join(lines))
    assert data is None
    assert [p.code for p in problems] == ["G005"]


def test_deep_nesting_is_refused() -> None:
    flows = ("[" * 400_000, "[" * 500 + "]" * 500, "a: " + "{b: " * 200 + "c" + "}" * 200, "[\n" * 500)
    blocks = ("- " * 5000 + "x", "\n".join(" " * i + "a:" for i in range(5000)) + " x", "? " * 5000 + "x")
    for deep in (*flows, *blocks):
        data, problems = yaml.parse("x.yaml", deep)
        assert data is None
        assert problems[0].code == "G011"


@given(st.text(max_size=200))
def test_parsing_never_raises(text: str) -> None:
    data, problems = yaml.parse("x.yaml", text)
    assert data is not None or problems


@given(st.text(max_size=200))
def test_markdown_never_raises(text: str) -> None:
    blocks, _ = parse(text)
    list(inlines(blocks))


def test_places_count_characters_not_bytes() -> None:
    text = "title: عنوان\nlist:\n  - 中文字符 words\n"
    span = yaml.Locator("x.yaml", text).span(Pin("x.yaml", ("list", 0), "words"))
    assert (span.line, span.column, span.end_column) == (3, 10, 15)


def test_place_of_a_missing_key_is_its_parent() -> None:
    text = "facets:\n  aim: [maintain]\n"
    span = yaml.Locator("x.yaml", text).span(Pin("x.yaml", ("facets", "realm"), at_key=True))
    assert (span.line, span.column) == (1, 1)


def test_all_mistakes_of_a_record_at_once() -> None:
    data = {"id": "x", "title": "", "order": "one", "menu": "middle", "extra": "y"}
    shape, problems = validate(KINDS["page"], data, "content/pages/x.md")
    assert shape is None
    assert {p.code for p in problems} == {"G101", "G102", "G103", "G104"}


def test_restricted_markdown() -> None:
    blocks, problems = parse(
        "A {name} *must* see [[term-id|words]]^[a note], [text](https://example.org).\n\n1. one\n2. two"
    )
    assert not problems
    first, second = blocks
    assert isinstance(first, Paragraph)
    kinds = [type(node) for node in first.children]
    assert kinds == [Words, Blank, Words, Emphasis, Words, Reference, Footnote, Words, OutsideLink, Words]
    assert isinstance(second, List)
    assert second.ordered and len(second.items) == 2


def test_a_reference_without_a_kind_is_a_term() -> None:
    (block,), _ = parse("[[corridor]] and [[clause:x|shown]] and [[para:b/i]]")
    references = [n for n in inlines((block,)) if isinstance(n, Reference)]
    assert [(r.kind, r.id, r.words) for r in references] == [
        ("term", "corridor", None),
        ("clause", "x", "shown"),
        ("para", "b/i", None),
    ]


def test_forbidden_constructs_are_named() -> None:
    for text, code in (("<b>x</b>", "G015"), ("# x", "G016"), ("![x](y)", "G016"), ("`x`", "G016"), ("{Bad}", "G018")):
        assert code in [p.code for p in parse(text)[1]], text


def test_page_sections_have_permanent_anchors() -> None:
    text = "---\nid: x\n---\n\nIntroduction.\n\n## One {#one}\n\nText.\n"
    page, problems = split_page(Source("content/pages/x.md", text))
    assert not problems and page
    assert page.introduction == "Introduction."
    assert [(s.key, s.heading, s.text, s.line) for s in page.sections] == [("one", "One", "Text.", 7)]


def test_a_page_with_two_equal_keys_is_refused() -> None:
    text = "---\nid: x\n---\n## A {#k}\n\nText.\n\n## B {#k}\n\nText.\n"
    page, problems = split_page(Source("content/pages/x.md", text))
    assert page is None
    assert [p.code for p in problems] == ["G004"]


#: Pieces of a line that mean something to Markdown.
_PIECES = (
    "*", "**", "\\", "[", "]", "(http://x.y)", "[[term]]", "^[", "{blank}", "{", "`", "#", "<b>", "- ", "1. ", "+",
)  # fmt: skip


@given(st.lists(st.sampled_from((*_PIECES, "a", " ", "é", "。", "1", ")")), min_size=1, max_size=12).map("".join))
def test_a_line_is_read_as_a_document_is(text: str) -> None:
    if text.strip() and not markdown.is_plain(text):
        problems: list[markdown.TextProblem] = []
        document = tuple(markdown._blocks(markdown._parser().parse(text), problems))
        blocks, found = parse.__wrapped__(text)
        assert blocks == document
        assert list(found)[-len(problems) :] == problems or not problems


def test_a_folder_that_cannot_be_listed_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "content" / "laws").mkdir(parents=True)
    (tmp_path / "content" / "style.yaml").write_text("a: b\n", "utf-8")
    listed = os.scandir

    def closed(folder: str) -> object:
        if folder.endswith("laws"):
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(os, "scandir", closed)
    sources, problems = read_sources(tmp_path)
    assert [source.path for source in sources] == ["content/style.yaml"]
    assert [(p.code, p.pin.path) for p in problems] == [("G019", "content/laws")]
