"""Checklists as files: blank, with the published answers of a country, or what somebody filled in."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from guidance import shelf
from guidance.app.filling import questions, read
from guidance.app.printing import workers
from guidance.checklists.published import blank, published
from guidance.config import Settings
from guidance.diagnostics import did_you_mean
from guidance.errors import UsageError
from guidance.forms import Desk, Order, file_name
from guidance.model.checklists import questions_digest
from guidance.model.corpus import Corpus
from guidance.render.site.downloads import checklist_paths, offered
from guidance.setup.fonts import fonts_dir
from guidance.write import copy_file

#: Below the folder of the cache: empty forms, and what workers read.
_TEMPLATES = "forms"
#: A checklist, and the formats that it is wanted in.
Wish = tuple[Order, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which checklists are wanted: of these countries, of all, or those in files; blank ones if none is named."""

    countries: Sequence[str] = ()
    every_country: bool = False
    files: Sequence[Path] = ()
    scope: str = "full"


class Job:
    """Checklists to be written to a folder; those that are there and up to date are left alone."""

    def __init__(self, settings: Settings, corpus: Corpus, orders: Sequence[Wish], out: Path) -> None:
        """Find out what there is to make; raises FormError for a checklist that no form can hold."""
        self._out = out
        self._desk = Desk(corpus, settings.root / settings.cache / _TEMPLATES, fonts_dir(settings.root))
        self.products = [p for order, formats in orders for p in self._desk.products([order], formats)]
        # An empty form is laid out only where a file will be made from it.
        missing = {product.path for product in shelf.missing(out, self.products)}
        to_make = [order for order, _formats in orders if file_name(order.checklist, "pdf") in missing]
        self._templates = self._desk.template_products(to_make)

    @property
    def steps(self) -> int:
        """How many files there will be, with the empty forms that they are made from."""
        return len(self._templates) + len(self.products)

    def write(self, done: Callable[[str], None] = lambda path: None) -> list[Path]:
        """Make what is missing; returns all files. Raises ShelfError at the end if some could not be made."""
        with tempfile.TemporaryDirectory(prefix="guidance-checklists-") as folder:
            make = self._desk.workers(workers(), Path(folder))
            shelf.make_all(self._desk.templates, self._templates, make, lambda product: done(product.path))
            shelf.make_all(self._out, self.products, make, lambda product: done(product.path))
        return [self._out / product.path for product in self.products]


def export(settings: Settings, wanted: Wanted, formats: Sequence[str], out: Path) -> Job:
    """The checklists that are wanted; raises UsageError for a country that is not there."""
    corpus = questions(settings)
    return Job(settings, corpus, [(order, formats) for order in _orders(settings, corpus, wanted)], out)


def for_site(settings: Settings, corpus: Corpus) -> Job:
    """The checklists that the site offers: blank ones of each language, and those with published answers."""
    orders: list[Wish] = []
    for lang in settings.langs:
        for country, scope, formats in offered(corpus):
            checklist = published(corpus, country, lang, scope) if country else blank(corpus, lang, scope)
            orders.append((Order(checklist, desk_review=bool(checklist.replies)), formats))
    return Job(settings, corpus, orders, site_folder(settings))


def site_folder(settings: Settings) -> Path:
    """Where the checklists of the site are kept between builds."""
    return settings.root / settings.cache / "checklists"


def add_to_site(settings: Settings, corpus: Corpus, folder: Path, preview: bool) -> None:
    """Put the checklists next to the pages, making those that are not up to date (a preview makes none)."""
    kept = site_folder(settings)
    if not preview:
        job = for_site(settings, corpus)
        job.write()
        shelf.forget_others(kept, job.products)
    for lang in settings.langs:
        for path in checklist_paths(corpus, lang):
            source = kept / PurePosixPath(path).name
            if source.is_file():
                copy_file(source, folder / path)


def has_checklists(settings: Settings, corpus: Corpus, lang: str) -> bool:
    """Whether the checklists of a language that the site offers are there, be they up to date or not."""
    kept = site_folder(settings)
    return all((kept / PurePosixPath(path).name).is_file() for path in checklist_paths(corpus, lang))


def _orders(settings: Settings, corpus: Corpus, wanted: Wanted) -> Iterator[Order]:
    if wanted.files:
        yield from _of_files(corpus, wanted.files)
        return
    codes = tuple(corpus.countries) if wanted.every_country else wanted.countries
    for code in codes:
        if code not in corpus.countries:
            hint = did_you_mean(code, corpus.countries) or "write its code"
            raise UsageError(f'there is no country "{code}": {hint}')
    for lang in settings.langs:
        if not codes:
            yield Order(blank(corpus, lang, wanted.scope))
        for code in dict.fromkeys(codes):
            checklist = published(corpus, corpus.countries[code], lang, wanted.scope)
            yield Order(checklist, desk_review=bool(checklist.replies))


def _of_files(corpus: Corpus, files: Sequence[Path]) -> Iterator[Order]:
    """What people filled in, in its own language and scope."""
    for opened in read(files):
        checklist, path = opened.checklist, opened.source.path
        if checklist.digest != questions_digest(corpus):
            raise UsageError(
                f"{path} was made for other questions (edition {checklist.edition}): bring it to this edition first "
                f"with guidance checklist migrate {path} --out NEW.yaml"
            )
        yield Order(checklist)
