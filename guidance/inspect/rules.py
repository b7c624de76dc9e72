"""The register of what every PDF must be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import NamedTuple

from guidance.diagnostics import Code, Severity
from guidance.inspect.facts import Pdf

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
