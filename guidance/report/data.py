"""The report as JSON, for programs; the shape has a version and only grows within it."""

from __future__ import annotations

import json
from typing import Any

from guidance.diagnostics import Diagnostic, Pin, Report, Severity, Span
from guidance.report.context import Context, place

VERSION = 1


def render(report: Report, context: Context) -> str:
    """The counts and every diagnostic: lines and columns from 1, columns in characters, ends exclusive."""
    made = {
        "version": VERSION,
        "tool": {"name": "guidance", "version": context.version},
        "summary": {f"{severity.value}s": report.count(severity) for severity in Severity},
        "diagnostics": [_diagnostic(d, context) for d in report.diagnostics],
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _diagnostic(diagnostic: Diagnostic, context: Context) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        **_span(place(diagnostic)),
        "pointer": _pointer(diagnostic.pin),
        "url": context.url(diagnostic.code) or None,
        "related": [{"message": r.message, **_span(r.span)} for r in diagnostic.related if r.span],
    }


def _span(span: Span) -> dict[str, Any]:
    return {
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def _pointer(pin: Pin) -> list[str | int] | None:
    """The route of keys to the value; none where only a line is known."""
    return None if pin.pointer[:1] == ("@line",) else list(pin.pointer)
