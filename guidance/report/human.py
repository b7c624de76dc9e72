"""The report a person reads in a terminal: place, message, excerpt with caret, hint."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from guidance.diagnostics import Diagnostic, Report, Severity, Span


def render(report: Report, texts: Mapping[str, str]) -> str:
    """The whole report; ``texts`` holds the text of each file by path, for the excerpts."""
    lines = [line for d in report.diagnostics for line in (*_diagnostic(d, texts), "")]
    return "\n".join([*lines, summary(report)]) + "\n"


def summary(report: Report) -> str:
    """One line that counts errors and warnings."""
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    if not errors and not warnings:
        return "no problems"
    parts = [_count(errors, "error")] if errors else []
    parts += [_count(warnings, "warning")] if warnings else []
    return ", ".join(parts)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _diagnostic(diagnostic: Diagnostic, texts: Mapping[str, str]) -> Iterator[str]:
    span = diagnostic.span or Span(diagnostic.pin.path, 1, 1, 1, 1)
    place = f"{span.path}:{span.line}:{span.column}"
    yield f"{place}: {diagnostic.severity} {diagnostic.code} {diagnostic.message}"
    yield from _excerpt(span, texts)
    if diagnostic.hint:
        yield f"   hint: {diagnostic.hint}"
    for related in diagnostic.related:
        if related.span:
            yield f"   {related.span.path}:{related.span.line}:{related.span.column}: {related.message}"


def _excerpt(span: Span, texts: Mapping[str, str]) -> Iterator[str]:
    lines = texts.get(span.path, "").split("\n")
    if span.line > len(lines) or not lines[span.line - 1].strip():
        return
    line = lines[span.line - 1]
    before, marked = line[: span.column - 1], line[span.column - 1 : span.end_column - 1]
    yield f"{span.line:>5} | {line}"
    yield f"      | {_blank(before)}{'^' * max(1, _width(marked))}"


def _blank(text: str) -> str:
    return "".join("\t" if char == "\t" else " " * _width(char) for char in text)


def _width(text: str) -> int:
    """Columns a terminal needs: East Asian wide characters take two, combining marks none (UAX #11)."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
