"""The one way to ask a PDF what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from guidance.diagnostics import Diagnostic, Pin, error
from guidance.inspect.facts import Pdf
from guidance.inspect.reading.file import UnreadablePdf, read_pdf
from guidance.inspect.rules import UNREADABLE, Finding, Rule, Wanted, all_rules

#: Places that are listed for one code in one file.
SHOWN = 5
_LONGEST = 300


def inspect(source: Path | bytes, name: str, wanted: Wanted | None = None) -> tuple[list[Diagnostic], tuple[str, ...]]:
    """What is wrong with a file, which reports call ``name``, and the standards that it claims to keep.

    A kind of mistake is listed ``SHOWN`` times at most.
    """
    try:
        pdf = read_pdf(source)
    except UnreadablePdf as failure:
        return [*listed(UNREADABLE.code, iter([Finding(str(failure))]), name, "make the file again")], ()
    found = [problem for rule in all_rules() for problem in _asked(rule, pdf, name, wanted or Wanted())]
    return found, pdf.claims


def _asked(rule: Rule, pdf: Pdf, name: str, wanted: Wanted) -> list[Diagnostic]:
    try:
        return list(listed(rule.code.code, rule.check(pdf, wanted), name, rule.hint))
    except (TypeError, ValueError, AttributeError, IndexError, KeyError) as failure:
        # The values of a file may be of any kind; a rule expects those of the standard.
        odd = Finding(
            f"something in it is not what the standard has, so that {rule.code.code} cannot be asked ({failure})"
        )
        return list(listed(UNREADABLE.code, iter([odd]), name, "make the file again"))


def listed(code: str, findings: Iterator[Finding], name: str, hint: str) -> Iterator[Diagnostic]:
    """Findings as diagnostics: the first ones, and one that counts the others."""
    more = 0
    for count, found in enumerate(findings):
        more += count >= SHOWN
        if count < SHOWN:
            yield error(code, _printable(found.message), Pin(name, ("@page", found.page)), hint)
    if more:
        yield error(code, f"{more:,} more of this kind", Pin(name, ("@page", 0)), hint)


def _printable(text: str) -> str:
    """What a file says, on one line and no longer than a report bears."""
    shown = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
