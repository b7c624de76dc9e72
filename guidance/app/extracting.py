"""Extracts of the book as files: the sheets of clauses, the modules, the short form; for the site and elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from guidance import extracts, shelf
from guidance.app.checking import sound_content
from guidance.app.printing import workers
from guidance.config import Settings
from guidance.diagnostics import did_you_mean
from guidance.errors import UsageError
from guidance.model.corpus import Corpus
from guidance.setup.fonts import fonts_dir
from guidance.write import copy_file

Done = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """The files that are wanted, some of which may be made already."""

    settings: Settings
    products: tuple[shelf.Product, ...]

    def make(self, done: Done = lambda name: None) -> None:
        """Make the files that are not up to date; ``done`` is told the name of each."""
        hands = extracts.workers(workers(), fonts_dir(self.settings.root))
        shelf.make_all(folder(self.settings), self.products, hands, lambda product: done(_name(product.path)))

    def copy(self, out: Path) -> list[Path]:
        """Copy the files to a folder, under their own names; returns the copies."""
        kept = folder(self.settings)
        return [copy_file(kept / product.path, out / _name(product.path)) for product in self.products]


def plan(settings: Settings, kind: str, ids: Sequence[str]) -> Plan:
    """The extracts of a kind, all if none is named; raises UsageError for an id that is not there."""
    corpus, _ = sound_content(settings)
    there = extracts.ids(corpus, kind)
    for id_ in ids:
        if id_ not in there:
            raise UsageError(f'there is no {kind} "{id_}": {did_you_mean(id_, there) or "write its id"}')
    wanted = (wish for wish in extracts.wishes(corpus, settings.langs, (kind,)) if not ids or wish.id in ids)
    return Plan(settings, tuple(extracts.products(corpus, wanted, _chapters(settings))))


def for_site(settings: Settings, corpus: Corpus, kinds: Sequence[str] = extracts.KINDS) -> Plan:
    """The extracts that the site offers: all of these kinds."""
    wanted = extracts.wishes(corpus, settings.langs, kinds)
    return Plan(settings, tuple(extracts.products(corpus, wanted, _chapters(settings))))


def add_to_site(settings: Settings, corpus: Corpus, site: Path, make: bool) -> None:
    """Put the extracts beside the pages.

    Unless they are to be made, those that happen to be there, once: a preview comes here after every edit.
    """
    kept = folder(settings)
    if make:
        wanted = for_site(settings, corpus)
        wanted.make()
        shelf.forget_others(kept, wanted.products)
        extracts.forget_chapters(_chapters(settings), wanted.products)
    for path in paths(settings, corpus):
        if (kept / path).is_file() and (make or not (site / path).is_file()):
            copy_file(kept / path, site / path)


def has_extracts(settings: Settings, corpus: Corpus, lang: str) -> bool:
    """Whether the extracts of a language that the site offers are there, be they up to date or not."""
    kept = folder(settings)
    return all((kept / extracts.path(corpus, wish)).is_file() for wish in extracts.wishes(corpus, (lang,)))


def paths(settings: Settings, corpus: Corpus) -> Iterator[str]:
    """The paths of all extracts below the root of the site."""
    return (extracts.path(corpus, wish) for wish in extracts.wishes(corpus, settings.langs))


def folder(settings: Settings) -> Path:
    """Where the extracts of the site are kept between builds."""
    return settings.root / settings.cache / "extracts"


def _chapters(settings: Settings) -> Path:
    return folder(settings) / "chapters"


def _name(path: str) -> str:
    return PurePosixPath(path).name
