"""The register of what every PDF must be, and the one way to ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from guidance.diagnostics import Code, Diagnostic, Pin, Severity, error
from guidance.inspect.facts import Pdf
from guidance.inspect.reading.file import UnreadablePdf, read_pdf

#: Places that are listed for one code in one file.
SHOWN = 5
_LONGEST = 300
_MODULES = ("document", "fonts", "links", "safety", "tables", "tags")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the maker of a file knows of it: the font families it may use, any if none is named."""

    families: frozenset[str] = field(default_factory=frozenset)


class Finding(NamedTuple):
    """What a rule finds: a message that stands alone, and the page it is about; 0 for the whole file."""

    message: str
    page: int = 0


Check = Callable[[Pdf, Wanted], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what its code stands for, what to do, and the function that finds its violations."""

    code: Code
    hint: str
    check: Check


_RULES: dict[str, Rule] = {}
UNREADABLE = Code(
    "G750",
    Severity.ERROR,
    "PDF that is damaged or locked",
    "A file that a viewer has to mend before it can show it, or that asks for a password, can be read by some people "
    "and programs only, and nothing in it can be checked.",
)
INVALID = Code(
    "G773",
    Severity.ERROR,
    "PDF that does not conform to its standard",
    "A validator that is not ours has read the file by the rules of PDF/UA and PDF/A. What is proved to be a mistake "
    "of the validator is left out.",
)


def rule(code: str, title: str, hint: str) -> Callable[[Check], Check]:
    """Register a function as a rule; its docstring says why, its ``hint`` what to do."""

    def register(check: Check) -> Check:
        if code in _RULES:
            raise ValueError(f"two rules have the code {code}")
        why = " ".join((check.__doc__ or "").split())
        _RULES[code] = Rule(Code(code, Severity.ERROR, title, why), hint, check)
        return check

    return register


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    for module in _MODULES:
        import_module(f"guidance.inspect.{module}")
    return tuple(_RULES[code] for code in sorted(_RULES))


def inspect_codes() -> tuple[Code, ...]:
    """What every code of this room stands for. None has an example: their mistakes stand in made files."""
    return (UNREADABLE, *(rule.code for rule in all_rules()), INVALID)


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
