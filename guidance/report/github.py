"""Annotations on the changed lines of a pull request, as GitHub's runners read them from a job's output.

Properties and messages are escaped as the runner unescapes them (actions/toolkit: command.ts), so that no text of a
content file can close an annotation and begin another command.
"""

from __future__ import annotations

from guidance.diagnostics import Diagnostic, Report, Severity
from guidance.report.context import Context, advice, place
from guidance.report.human import summary

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report, context: Context) -> str:
    """One command a diagnostic, then the counts in plain words."""
    return "\n".join([*(_command(d, context) for d in report.diagnostics), summary(report)]) + "\n"


def _command(diagnostic: Diagnostic, context: Context) -> str:
    span = place(diagnostic)
    code = context.codes.get(diagnostic.code)
    title = f"{diagnostic.code} {code.title}" if code else diagnostic.code
    properties: dict[str, object] = {"file": context.prefix + span.path, "line": span.line, "endLine": span.end_line}
    if span.line == span.end_line:
        # The runner takes columns only for a place on one line; its last column is the last marked one.
        properties |= {"col": span.column, "endColumn": max(span.column, span.end_column - 1)}
    properties["title"] = title
    said = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    url = context.url(diagnostic.code)
    message = advice(diagnostic) + (f"\n{url}" if url else "")
    return f"::{_COMMANDS[diagnostic.severity]} {said}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
