"""What a report may show beside the diagnostics themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from guidance.diagnostics import Code, Diagnostic, Span


@dataclass(frozen=True, slots=True)
class Context:
    """The text of each file by path, what each code stands for, and where the site explains the codes.

    ``prefix`` is the way from the repository's root to the project's, with a slash at its end, empty where they are
    one: what annotates a change knows files by their place in the repository.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Code] = field(default_factory=dict)
    rules_url: str = ""
    prefix: str = ""
    version: str = ""

    def url(self, code: str) -> str:
        """Where the site explains a code; empty where the site has no address."""
        return f"{self.rules_url}#{code}" if self.rules_url and code in self.codes else ""


def place(diagnostic: Diagnostic) -> Span:
    """Where a diagnostic stands; the beginning of its file where no place was found."""
    return diagnostic.span or Span(diagnostic.pin.path, 1, 1, 1, 2)


def advice(diagnostic: Diagnostic) -> str:
    """The message and what to do, as a person reads them in a comment on a line."""
    return f"{diagnostic.message}\nhint: {diagnostic.hint}" if diagnostic.hint else diagnostic.message
