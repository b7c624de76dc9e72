"""Filled checklists: reading, checking, joining and carrying over what people wrote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from guidance.app.checking import Checked, ContentError, check, loaded
from guidance.checklists import files
from guidance.checklists.judge import judge, open_conflicts
from guidance.checklists.merge import Part, merge, obstacles, remarks
from guidance.checklists.migrate import migrate, noted, outcome
from guidance.config import Settings
from guidance.diagnostics import Diagnostic, Severity, collect
from guidance.errors import ToldError, UsageError
from guidance.load.corpus import locate
from guidance.load.sources import Source, printable, read_file
from guidance.model.checklists import FilledChecklist
from guidance.model.corpus import Corpus
from guidance.write import write_file

#: What is said of one file, errors first: a checklist of every question has less, and a file made to stall us more.
_MOST = 1000


class ChecklistError(ToldError):
    """What people wrote cannot be used; the message is the report."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that could be read, and its checklist."""

    source: Source
    checklist: FilledChecklist


@dataclass(frozen=True, slots=True)
class Made:
    """A checklist that was made of others, and what people must know of it."""

    checklist: FilledChecklist
    corpus: Corpus
    checked: Checked

    def text(self, as_json: bool) -> str:
        """The checklist as a file holds it."""
        return files.written(self.checklist, self.corpus.questions, as_json)


def questions(settings: Settings) -> Corpus:
    """The guidance whose questions are asked; raises ContentError if a file of it cannot be read.

    The rules are not applied, for they take time and no reply depends on them; but a question that is missing because
    its clause cannot be read must not look like one that was taken away.
    """
    found = loaded(settings)
    if found.corpus is None or any(problem.severity is Severity.ERROR for problem in found.problems):
        raise ContentError(check(settings).text)
    return found.corpus


def check_files(settings: Settings, paths: Sequence[Path]) -> Checked:
    """Everything that is wrong with filled checklists, at once."""
    opened, problems, sources = _opened(paths)
    corpus = questions(settings)
    for one in opened:
        problems += _shown(judge(one.checklist, corpus, one.source.path))
    return _report(problems, sources, corpus)


def read(paths: Sequence[Path]) -> list[Opened]:
    """The checklists in files; raises ChecklistError with every mistake if one of them cannot be read."""
    opened, problems, sources = _opened(paths)
    _refuse(problems, sources)
    return opened


def merge_files(settings: Settings, paths: Sequence[Path]) -> Made:
    """Join checklists; raises ChecklistError where one cannot be read, or where they do not belong together."""
    if len(paths) < 2:
        raise UsageError("name two checklists or more to join")
    opened = read(paths)
    sources = [one.source for one in opened]
    corpus = questions(settings)
    names = [Path(one.source.path).name for one in opened]
    parts = [
        Part(name if names.count(name) == 1 else one.source.path, one.source.path, noted(one.checklist, corpus))
        for name, one in zip(names, opened, strict=True)
    ]
    _refuse(obstacles(parts), sources)
    merged = merge(parts, corpus.questions)
    return Made(merged, corpus, _report(_shown(remarks(parts, merged)), sources, corpus))


def migrate_file(settings: Settings, path: Path) -> Made:
    """Carry a checklist over to this edition; raises ChecklistError while it holds conflicts that nobody decided."""
    (opened,) = read([path])
    _refuse(open_conflicts(opened.checklist, opened.source.path), [opened.source])
    corpus = questions(settings)
    migrated = migrate(opened.checklist, corpus)
    said = _shown(outcome(opened.checklist, migrated, opened.source.path))
    return Made(migrated, corpus, _report(said, [opened.source], corpus))


def sound_checklist(settings: Settings, path: Path) -> tuple[FilledChecklist, Checked]:
    """A checklist without errors, and what else was found; raises ChecklistError with every error."""
    (opened,) = read([path])
    checked = check_files(settings, [path])
    if checked.report.has_errors:
        raise ChecklistError(checked.text)
    return opened.checklist, checked


def write(made: Made, path: Path) -> None:
    """Write a checklist to a file, JSON where its name says so, whole or not at all."""
    write_file(path, made.text(files.is_json(path)).encode())


def refuse(problems: Iterable[Diagnostic], opened: Opened) -> None:
    """Raise ChecklistError with everything that is wrong with a file, if any of it is an error."""
    _refuse(_shown(problems), [opened.source])


def _opened(paths: Sequence[Path]) -> tuple[list[Opened], list[Diagnostic], list[Source]]:
    opened: list[Opened] = []
    problems: list[Diagnostic] = []
    sources: list[Source] = []
    for path in dict.fromkeys(paths):
        if path.suffix.lower() in (".xlsx", ".pdf"):
            kind = "a workbook" if path.suffix.lower() == ".xlsx" else "a PDF"
            raise UsageError(f"{path} is {kind}: make a checklist of it first with guidance checklist import {path}")
        found = read_file(path, printable(path.as_posix()))
        if not isinstance(found, Source):
            problems.append(found)
            continue
        source = files.readable(found)
        sources.append(source)
        checklist, mistakes = files.parse(source)
        problems += mistakes
        if checklist is not None:
            opened.append(Opened(source, checklist))
    return opened, problems, sources


def _shown(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    found = sorted(problems, key=lambda problem: list(Severity).index(problem.severity))
    return found[:_MOST]


def _report(problems: Iterable[Diagnostic], sources: Sequence[Source], corpus: Corpus | None = None) -> Checked:
    report = collect(locate(problems, tuple(sources)))
    return Checked(corpus, report, {source.path: source.text for source in sources})


def _refuse(problems: Iterable[Diagnostic], sources: Sequence[Source]) -> None:
    checked = _report(problems, sources)
    if checked.report.has_errors:
        raise ChecklistError(checked.text)
