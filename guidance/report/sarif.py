"""A SARIF 2.1.0 log (OASIS, 2020): what code-scanning services and editors read."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from guidance.diagnostics import FAMILIES, Code, Diagnostic, Report, Severity, Span
from guidance.report.context import Context, advice, place

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_NAME = "guidance"


def render(report: Report, context: Context) -> str:
    """The log of one run: the codes that occur, then a result a diagnostic, columns counted in characters."""
    used = sorted({d.code for d in report.diagnostics})
    driver: dict[str, Any] = {"name": _NAME, "rules": [_rule(code, context) for code in used]}
    if context.version:
        driver["version"] = context.version
    if context.rules_url:
        driver["informationUri"] = context.rules_url
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"description": {"text": "The root of the repository."}}},
        "results": [_result(d, used.index(d.code), context) for d in report.diagnostics],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def fingerprint(diagnostic: Diagnostic) -> str:
    """Names a problem so that it is known again when lines above it come or go."""
    route = "/".join(str(step) for step in diagnostic.pin.pointer if diagnostic.pin.pointer[0] != "@line")
    parts = (diagnostic.code, diagnostic.pin.path, route, diagnostic.pin.words or "", diagnostic.message)
    return sha256("\0".join(parts).encode()).hexdigest()


def _rule(code: str, context: Context) -> dict[str, Any]:
    known = context.codes.get(code)
    if known is None:
        return {"id": code}
    url = context.url(code)
    return {
        "id": code,
        "shortDescription": {"text": known.title},
        "fullDescription": {"text": known.why},
        "help": {"text": known.why, "markdown": _markdown(known)},
        "defaultConfiguration": {"level": _LEVELS[known.severity]},
        "properties": {"tags": [FAMILIES[code[1]]]},
    } | ({"helpUri": url} if url else {})


def _markdown(code: Code) -> str:
    parts = [code.why]
    if code.fails:
        parts.append(f"Fails:\n\n```yaml\n{code.fails}\n```")
    if code.passes:
        parts.append(f"Passes:\n\n```yaml\n{code.passes}\n```")
    return "\n\n".join(parts)


def _result(diagnostic: Diagnostic, index: int, context: Context) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": advice(diagnostic)},
        "locations": [_location(place(diagnostic), context)],
        "partialFingerprints": {"guidance/v1": fingerprint(diagnostic)},
    }
    related = [(r.message, r.span) for r in diagnostic.related if r.span]
    if related:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": message}, **_location(span, context)}
            for number, (message, span) in enumerate(related, 1)
        ]
    return result


def _location(span: Span, context: Context) -> dict[str, Any]:
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    artifact = {"uri": quote(context.prefix + span.path), "uriBaseId": "ROOT"}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}
