"""A Code Quality report: what GitLab shows on the changed lines of a merge request."""

from __future__ import annotations

import json

from guidance.diagnostics import Report, Severity
from guidance.report.context import Context, advice, place
from guidance.report.sarif import fingerprint

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(report: Report, context: Context) -> str:
    """A JSON list with an entry a diagnostic (the keys that GitLab documents for a Code Quality report)."""
    entries = [
        {
            "description": f"{d.code} {advice(d)}",
            "check_name": d.code,
            "fingerprint": fingerprint(d),
            "severity": _SEVERITIES[d.severity],
            "location": {"path": context.prefix + place(d).path, "lines": {"begin": place(d).line}},
        }
        for d in report.diagnostics
    ]
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"
