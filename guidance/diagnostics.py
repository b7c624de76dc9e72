"""The foundation: what is wrong, where, and what to do about it.

A diagnostic is symbolic first and concrete at the door: whoever finds a mistake names the file and the route of
keys to it (``pointer``); the line and column are worked out once, at the edge, by ``load.locate``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum

Pointer = tuple[str | int, ...]

#: Mistakes of one file that are listed; a file with more was made by a machine, or to stall one.
MOST = 200
#: The longest word that could be a slip of the pen.
_LONGEST_WORD = 200


class Severity(StrEnum):
    """How bad a problem is; only errors stop a build."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file: 1-based lines, 1-based columns counted in characters, the end exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Pin:
    """A symbolic place: a file, the route of keys into it, and the words there that are meant, if fewer than all."""

    path: str
    pointer: Pointer = ()
    words: str | None = None
    at_key: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that helps to understand a problem."""

    message: str
    pin: Pin
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake: ``code`` is stable and documented, ``message`` stands alone, ``hint`` is an imperative."""

    code: str
    severity: Severity
    message: str
    pin: Pin
    hint: str | None = None
    related: tuple[Related, ...] = ()
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """What a code stands for: a title, why it is a mistake, and content that has the mistake and content that has not.

    An example names its file in a comment (``# clauses/night-corridors.yaml``); what follows stands in that file in the
    place of the keys of the same name, and ``\\u202e`` stands for a character that cannot be seen. It is empty where a
    mistake cannot be shown in text.
    """

    code: str
    severity: Severity
    title: str
    why: str
    fails: str = ""
    passes: str = ""


#: The families of codes, by their first digit.
FAMILIES = {
    "0": "file and YAML",
    "1": "shape",
    "2": "translation files",
    "3": "ids and links",
    "4": "structure and wording",
    "5": "mapping and evidence",
    "6": "translation",
    "7": "rendering and releases",
    "8": "links of the site and to other sites",
    "9": "settings, checklists and editions",
}


@dataclass(frozen=True, slots=True)
class Report:
    """All diagnostics of a run, sorted by place, each once."""

    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether any diagnostic is an error."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)

    def exit_code(self, strict: bool = False) -> int:
        """0 for clean content, 1 for content with errors; a ``strict`` run takes warnings for errors."""
        return int(self.has_errors or (strict and self.count(Severity.WARNING) > 0))

    def count(self, severity: Severity) -> int:
        """How many diagnostics have a severity."""
        return sum(d.severity is severity for d in self.diagnostics)


def collect(diagnostics: Iterable[Diagnostic]) -> Report:
    """Sort diagnostics by file, line, column and code, and drop repetitions."""
    unique = {(d.code, d.message, d.pin.path, d.pin.pointer, d.pin.words): d for d in diagnostics}
    return Report(tuple(sorted(unique.values(), key=_order)))


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    span = diagnostic.span
    line, column = (span.line, span.column) if span else (0, 0)
    return diagnostic.pin.path, line, column, diagnostic.code, diagnostic.message


def error(code: str, message: str, pin: Pin, hint: str | None = None, related: tuple[Related, ...] = ()) -> Diagnostic:
    """Make a diagnostic of severity error."""
    return Diagnostic(code, Severity.ERROR, message, pin, hint, related)


def warning(
    code: str, message: str, pin: Pin, hint: str | None = None, related: tuple[Related, ...] = ()
) -> Diagnostic:
    """Make a diagnostic of severity warning."""
    return Diagnostic(code, Severity.WARNING, message, pin, hint, related)


def with_span(diagnostic: Diagnostic, span: Span, related: tuple[Related, ...]) -> Diagnostic:
    """Return the diagnostic with its concrete places."""
    return replace(diagnostic, span=span, related=related)


def limited(problems: list[Diagnostic]) -> list[Diagnostic]:
    """The first ``MOST`` mistakes of a file, and one that counts the others."""
    return problems if len(problems) <= MOST else [*problems[:MOST], more(problems[MOST - 1], len(problems) - MOST)]


def more(last: Diagnostic, count: int) -> Diagnostic:
    """Says that a file has ``count`` more mistakes than are listed, the last of which is given."""
    return error(last.code, f"{count:,} more mistakes in this file", Pin(last.pin.path), "mend those listed first")


def did_you_mean(wrong: str, known: Iterable[str]) -> str | None:
    """A hint with the nearest known word, or nothing if none is near."""
    if len(wrong) > _LONGEST_WORD:
        return None
    near = get_close_matches(wrong, list(known), n=1, cutoff=0.6)
    return f'did you mean "{near[0]}"?' if near else None
