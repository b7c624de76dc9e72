"""The public door of the room: a project's folder to a corpus and diagnostics with places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from guidance.diagnostics import Diagnostic, Pin, Related, Span, with_span
from guidance.load import yaml
from guidance.load.cache import ParseCache
from guidance.load.link import link
from guidance.load.pages import split_page
from guidance.load.read import read
from guidance.load.select import ALL, Selection
from guidance.load.sources import Source, read_ledger, read_sources
from guidance.model.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading yields: the corpus (none if it cannot be built), mistakes, and the sources they stand in."""

    corpus: Corpus | None
    problems: tuple[Diagnostic, ...]
    sources: tuple[Source, ...]


def load(
    root: Path,
    content: str = "content",
    cache: ParseCache | None = None,
    selection: Selection = ALL,
    instead: Mapping[str, str] = MappingProxyType({}),
) -> Loaded:
    """Read the content of a project, or the part asked for; every mistake of every file at once.

    ``instead`` holds texts, by path, that are read in the place of those on disk.
    """
    found, problems = read_sources(root, content, selection)
    sources = tuple(Source(source.path, instead.get(source.path, source.text)) for source in found)
    lines, ledger_problems = read_ledger(root, content)
    known = cache or ParseCache()
    reading = read(sources, [p.pin.path for p in problems], content, known)
    corpus, link_problems = link(reading, content, known, lines)
    return Loaded(corpus, (*problems, *ledger_problems, *reading.problems, *link_problems), sources)


def locate(diagnostics: Iterable[Diagnostic], sources: tuple[Source, ...]) -> list[Diagnostic]:
    """Give every diagnostic its line and column."""
    locator = _Places(sources)
    return [
        with_span(d, locator.span(d.pin), tuple(Related(r.message, r.pin, locator.span(r.pin)) for r in d.related))
        for d in diagnostics
    ]


def spans(pins: Iterable[Pin], sources: tuple[Source, ...]) -> list[Span]:
    """The concrete places of pins."""
    locator = _Places(sources)
    return [locator.span(pin) for pin in pins]


class _Places:
    """Finds places, composing each file at most once."""

    def __init__(self, sources: tuple[Source, ...]) -> None:
        self._sources = {source.path: source for source in sources}
        self._locators: dict[str, yaml.Locator] = {}

    def span(self, pin: Pin) -> Span:
        source = self._sources.get(pin.path)
        if source is None and pin.pointer[:1] == ("@line",):
            # A file that could not be read as text, or the ledger, which is no record.
            return yaml.Locator(pin.path, "").span(pin)
        if source is None:
            return Span(pin.path, 1, 1, 1, 1)
        if pin.path not in self._locators:
            self._locators[pin.path] = _locator(source)
        return self._locators[pin.path].span(pin)


def _locator(source: Source) -> yaml.Locator:
    if source.path.endswith(".md"):
        page, _ = split_page(source)
        return yaml.Locator(source.path, source.text, (page.front if page else "", 1))
    return yaml.Locator(source.path, source.text)
