"""The report a person reads in a terminal: place, message, excerpt with caret, hint."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from guidance.diagnostics import Diagnostic, Report, Severity, Span
from guidance.report.context import Context, place

#: Columns of an excerpt: a text on one long line is cut around the words that are meant.
_WIDTH = 100
_BEFORE = 40
_CUT = "…"


def render(report: Report, context: Context) -> str:
    """The whole report."""
    lines = [line for d in report.diagnostics for line in (*_diagnostic(d, context.texts), "")]
    return "\n".join([*lines, summary(report)]) + "\n"


def summary(report: Report) -> str:
    """One line that counts errors, warnings and notes."""
    counts = [(report.count(severity), severity.value) for severity in Severity]
    parts = [f"{number} {word}" if number == 1 else f"{number} {word}s" for number, word in counts if number]
    return ", ".join(parts) or "no problems"


def _diagnostic(diagnostic: Diagnostic, texts: Mapping[str, str]) -> Iterator[str]:
    span = place(diagnostic)
    yield f"{_cell(diagnostic) or _at(span)}: {diagnostic.severity} {diagnostic.code} {diagnostic.message}"
    yield from _excerpt(span, texts)
    if diagnostic.hint:
        yield f"   hint: {diagnostic.hint}"
    for related in diagnostic.related:
        if related.span:
            yield f"   {_at(related.span)}: {related.message}"


def _cell(diagnostic: Diagnostic) -> str:
    """The sheet and cell, or the page and field, of a mistake in a file without lines; empty for any other file."""
    match diagnostic.pin.pointer:
        case ("@cell", sheet, cell):
            return f"{diagnostic.pin.path}: {sheet}!{cell}"
        case ("@page", 0):
            return diagnostic.pin.path
        case ("@page", page):
            return f"{diagnostic.pin.path}: page {page}"
        case ("@field", field, 0):
            return f"{diagnostic.pin.path}: {field}"
        case ("@field", field, page):
            return f"{diagnostic.pin.path}: page {page}, {field}"
    return ""


def _at(span: Span) -> str:
    return f"{span.path}:{span.line}:{span.column}"


def _excerpt(span: Span, texts: Mapping[str, str]) -> Iterator[str]:
    lines = texts.get(span.path, "").split("\n")
    if span.line > len(lines) or not lines[span.line - 1].strip():
        return
    line = lines[span.line - 1]
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    before, marked, after = _cut(line[: span.column - 1], line[span.column - 1 : end], line[end:])
    yield f"{span.line:>5} | {before}{marked}{after}"
    # A terminal turns right-to-left text around, and the carets may then stand under other words: say the words too.
    turned = any(unicodedata.bidirectional(char) in ("R", "AL") for char in before + marked)
    said = f" {marked}" if turned and _width(marked) <= _BEFORE else ""
    yield f"      | {_blank(before)}{'^' * max(1, _width(marked))}{said}"


def _cut(before: str, marked: str, after: str) -> tuple[str, str, str]:
    """What of a line is shown: all of a short one, a window around the marked words of a long one."""
    if _fits(before + marked + after, _WIDTH):
        return before, marked, after
    if not _fits(before, _BEFORE):
        before = _CUT + _beginning(before[::-1], _BEFORE - 1)[::-1]
    shown = _shortened(marked, _WIDTH - _width(before))
    rest = _shortened(after, max(0, _WIDTH - _width(before) - _width(shown)))
    return before, shown, rest


def _shortened(text: str, width: int) -> str:
    if _fits(text, width):
        return text
    return _beginning(text, width - 1) + _CUT if width > 0 else ""


def _fits(text: str, width: int) -> bool:
    return len(_beginning(text, width)) == len(text)


def _beginning(text: str, width: int) -> str:
    """As many first characters as fit; what follows is not read, for a line may be two million characters long."""
    used = 0
    for index, char in enumerate(text):
        used += _columns(char)
        if used > width:
            return text[:index]
    return text


def _blank(text: str) -> str:
    return "".join("\t" if char == "\t" else " " * _width(char) for char in text)


def _width(text: str) -> int:
    """Columns a terminal needs: East Asian wide characters take two (UAX #11), marks and joiners none."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
