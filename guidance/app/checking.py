"""Checking: load the content, apply every rule, and say what is wrong in the form that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

from guidance.aside import aside
from guidance.changes import changed_files
from guidance.check.rules import Found, glossary_key, run, when_asked
from guidance.config import Settings
from guidance.diagnostics import Diagnostic, Report, Severity, collect
from guidance.errors import ToldError, UsageError
from guidance.garbage import no_collection
from guidance.load.cache import ParseCache, file_of_texts_in_order, texts_in_order
from guidance.load.corpus import Loaded, load, locate
from guidance.load.select import ALL, Selection
from guidance.model.corpus import Corpus
from guidance.report import human
from guidance.report.context import Context
from guidance.write import write_file

#: What this process parsed, by project; a preview parses again only what changed.
_PARSED: dict[Path, ParseCache] = {}


class ContentError(ToldError):
    """The content has errors, so nothing can be made of it; the message is the report."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The content with everything that is wrong with it."""

    corpus: Corpus | None
    report: Report
    texts: dict[str, str]

    @property
    def text(self) -> str:
        """The report as a person reads it."""
        return human.render(self.report, Context(self.texts))

    @property
    def sound(self) -> Corpus | None:
        """The corpus if it has no errors."""
        return None if self.report.has_errors else self.corpus


@no_collection()
def check(
    settings: Settings,
    selection: Selection = ALL,
    elsewhere: bool = False,
    instead: Mapping[str, str] = MappingProxyType({}),
) -> Checked:
    """Load the content and apply every rule; all mistakes of all files asked for, at once.

    With ``elsewhere``, errors of the files not asked for are shown too: a change of one file can break another.
    ``instead`` holds texts, by path, that are checked in the place of those on disk.
    """
    found = _loaded(settings, selection, instead)
    keep = partial(_keep_parsed, settings, selection)
    if found.corpus is None:
        keep()
    return judged(settings, found, selection, elsewhere, partial(_beside, keep))


def _beside(meanwhile: Callable[[], None], work: Found) -> Found:
    """Have work done by another process, and do something here meanwhile."""
    asked = aside(work)
    meanwhile()
    return asked


@no_collection()
def judged(
    settings: Settings,
    found: Loaded,
    selection: Selection = ALL,
    elsewhere: bool = False,
    begun: Callable[[Found], Found] = when_asked,
) -> Checked:
    """Apply every rule to content that is loaded already; ``begun`` begins what can be done beside."""
    problems = [*found.problems, *(_verdict(settings, found.corpus, selection, begun) if found.corpus else ())]
    problems = list(_without_echoes(problems))
    shown = [p for p in problems if selection.shows(p.pin.path) or (elsewhere and p.severity is Severity.ERROR)]
    report = collect(locate(shown, found.sources))
    return Checked(found.corpus, report, {source.path: source.text for source in found.sources})


def _without_echoes(problems: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Leave out what only repeats another mistake in five languages.

    Translations name a mapping by what it maps to: if the source misspells that, their units fit nothing.
    """
    misspelt = {
        (p.pin.path.split("/", 1)[-1], str(p.pin.pointer[0])) for p in problems if p.code == "G302" and p.pin.pointer
    }
    for problem in problems:
        record = problem.pin.path.split("/", 3)[-1]
        unit = str(problem.pin.pointer[-1]).split("/")[0] if problem.pin.pointer else ""
        if problem.code != "G204" or (record, unit) not in misspelt:
            yield problem


def _verdict(
    settings: Settings, corpus: Corpus, selection: Selection, begun: Callable[[Found], Found]
) -> list[Diagnostic]:
    """What the rules say; texts that an earlier run found in order are not judged again."""
    folder, key = settings.root / settings.cache, glossary_key(corpus)
    known = texts_in_order(folder, key)
    verdict = run(corpus, selection.focus, known, begun)
    if selection == ALL and verdict.clean != known:
        write_file(*file_of_texts_in_order(folder, key, verdict.clean))
    return verdict.diagnostics


def selection(settings: Settings, paths: Sequence[Path], commit: str | None, all_langs: bool) -> Selection:
    """What a check is asked for: the files and folders named, or what changed since a commit, or everything.

    Raises UsageError for a path that is not below the content folder, and ChangesError where git cannot answer.
    """
    langs = None if all_langs else settings.langs
    if commit is not None:
        return Selection(langs, changed_files(settings.root, settings.content, commit))
    if not paths:
        return Selection(langs)
    return Selection(langs, frozenset(name for path in paths for name in _content_files(settings, path)))


def _content_files(settings: Settings, path: Path) -> Iterator[str]:
    base = (settings.root / settings.content).resolve()
    absolute = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
    if not absolute.is_relative_to(base):
        raise UsageError(f"{path} is not below {settings.content}/")
    files = (file for file in absolute.rglob("*") if not file.is_dir()) if absolute.is_dir() else (absolute,)
    yield from (f"{settings.content}/{file.relative_to(base).as_posix()}" for file in files)


@no_collection()
def loaded(settings: Settings, selection: Selection = ALL, instead: Mapping[str, str] = MappingProxyType({})) -> Loaded:
    """The content as it is, whatever is wrong with it; with the texts ``instead`` of those on disk, by path."""
    found = _loaded(settings, selection, instead)
    _keep_parsed(settings, selection)
    return found


def _loaded(settings: Settings, selection: Selection, instead: Mapping[str, str]) -> Loaded:
    cache = _PARSED.setdefault(settings.root, ParseCache(settings.root / settings.cache))
    return load(settings.root, settings.content, cache, selection, instead)


def _keep_parsed(settings: Settings, selection: Selection) -> None:
    """Leave what was parsed to the next run."""
    for path, content in _PARSED[settings.root].changed_files(whole=selection == ALL).items():
        write_file(path, content)


def sound_content(settings: Settings) -> tuple[Corpus, dict[str, str]]:
    """The corpus and the texts of its files; raises ContentError if there are errors."""
    checked = check(settings)
    return _sound(checked), checked.texts


def unjudged_content(settings: Settings) -> tuple[Corpus, Callable[[], Corpus]]:
    """The corpus before the rules have seen it, and what waits for their verdict: it raises ContentError, as this does.

    So something can be begun meanwhile, for most content is in order; nothing may be published from the first.
    """
    found = loaded(settings)
    corpus = whole(found) or _sound(judged(settings, found))
    return corpus, lambda: _sound(judged(settings, found))


def whole(found: Loaded) -> Corpus | None:
    """The corpus, unless there were errors when it was loaded."""
    return None if any(problem.severity is Severity.ERROR for problem in found.problems) else found.corpus


def _sound(checked: Checked) -> Corpus:
    if checked.sound is None:
        raise ContentError(checked.text)
    return checked.sound
