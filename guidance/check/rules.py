"""The register of rules and the one way to run them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from guidance.diagnostics import Diagnostic, Pin, Related, Severity
from guidance.model.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule finds: a message that stands alone, a place, and what to do."""

    message: str
    pin: Pin
    hint: str | None = None
    related: tuple[Related, ...] = ()


Check = Callable[[Corpus], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: a stable code, a severity, a title and the function that finds its violations."""

    code: str
    severity: Severity
    title: str
    check: Check

    @property
    def explanation(self) -> str:
        """Why the rule exists, from its docstring."""
        return (self.check.__doc__ or "").strip()


_RULES: dict[str, Rule] = {}
_MODULES = ("references", "structure", "answers", "translation")


def rule(code: str, severity: Severity, title: str) -> Callable[[Check], Check]:
    """Register a function as a rule."""

    def register(check: Check) -> Check:
        if code in _RULES:
            raise ValueError(f"two rules have the code {code}")
        _RULES[code] = Rule(code, severity, title, check)
        return check

    return register


def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    for module in _MODULES:
        import_module(f"guidance.check.{module}")
    return tuple(_RULES[code] for code in sorted(_RULES))


def run(corpus: Corpus) -> list[Diagnostic]:
    """Apply every rule to the corpus."""
    return [
        Diagnostic(rule.code, rule.severity, found.message, found.pin, found.hint, found.related)
        for rule in all_rules()
        for found in rule.check(corpus)
    ]
