"""Gap reports as files: of the published answers, beside the pages and elsewhere, and of a private draft."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from guidance.app.checking import sound_content
from guidance.app.filling import ChecklistError, sound_checklist
from guidance.app.printing import workers
from guidance.config import Settings
from guidance.diagnostics import did_you_mean
from guidance.errors import UsageError
from guidance.garbage import seldom
from guidance.model.corpus import Corpus
from guidance.model.gaps import GapReport, draft_report, published_report
from guidance.render.address import report_path
from guidance.render.report.files import MEDIA_TYPES, Material, materials, report_file
from guidance.render.view import View
from guidance.setup.fonts import fonts_dir
from guidance.shelf import Product, Workers, digest_of, forget_others, make_all
from guidance.write import copy_file

_FORMS = tuple(MEDIA_TYPES)
Done = Callable[[str], None]


def parse_forms(text: str) -> tuple[str, ...]:
    """The forms in ``pdf,docx``; all of them for an empty text."""
    forms = tuple(dict.fromkeys(form for part in text.split(",") if (form := part.strip().lower()))) or _FORMS
    for form in forms:
        if form not in _FORMS:
            raise UsageError(f'there is no form "{form}": write one or more of {",".join(_FORMS)}')
    return forms


@dataclass(frozen=True, slots=True)
class Plan:
    """The files that are wanted, some of which may be made already."""

    settings: Settings
    products: tuple[Product, ...]

    def make(self, done: Done = lambda name: None) -> None:
        """Make the files that are not up to date; ``done`` is told the name of each."""
        make_all(folder(self.settings), self.products, _workers(self.settings), lambda product: done(_name(product)))

    def copy(self, out: Path) -> list[Path]:
        """Copy the files that are there to a folder, under their own names; returns the copies."""
        there = ((folder(self.settings) / product.path, _name(product)) for product in self.products)
        return [copy_file(path, out / name) for path, name in there if path.is_file()]


def plan(settings: Settings, codes: Sequence[str], forms: Sequence[str]) -> Plan:
    """The reports of assessed countries, all if none is named, in every language and form."""
    corpus, _ = sound_content(settings)
    return Plan(settings, tuple(_products(settings, corpus, _assessed(corpus, codes), forms)))


def for_site(settings: Settings, corpus: Corpus) -> Plan:
    """The reports that the site offers: of all assessed countries, in every language and form."""
    return Plan(settings, tuple(_products(settings, corpus, _assessed(corpus, ()), _FORMS)))


def export_draft_report(settings: Settings, file: Path, forms: Sequence[str], out: Path) -> tuple[list[Path], str]:
    """Make the report on a private checklist; returns the files, and what people must know of the checklist.

    Nothing of it is kept anywhere but in ``out``. Raises ChecklistError where the checklist has errors or is of no
    country that the guidance knows.
    """
    draft, checked = sound_checklist(settings, file)
    corpus = checked.corpus
    if corpus is None or draft.country not in corpus.countries:
        raise ChecklistError(checked.text)
    report = draft_report(corpus, draft)
    products = [
        _product(settings, made_from, form, f"{file.stem}-gaps-{lang}.{form}")
        for lang in settings.langs
        for form, made_from in materials(View(corpus, lang), report, forms)
    ]
    with tempfile.TemporaryDirectory(prefix="guidance-draft-") as made:
        make_all(Path(made), products, _workers(settings))
        files = [copy_file(Path(made) / product.path, out / product.path) for product in products]
    return files, checked.text if checked.report.diagnostics else ""


def add_reports(settings: Settings, corpus: Corpus, site: Path, make: bool) -> None:
    """Put the reports of all assessed countries beside the pages.

    Unless they are to be made, those that happen to be there, once: a preview comes here after every edit.
    """
    kept = folder(settings)
    if make:
        wanted = for_site(settings, corpus)
        wanted.make()
        forget_others(kept, wanted.products)
    for path in _paths(settings, corpus):
        if (kept / path).is_file() and (make or not (site / path).is_file()):
            copy_file(kept / path, site / path)


def _paths(settings: Settings, corpus: Corpus) -> Iterator[str]:
    edition = corpus.publication.edition
    for country in corpus.countries.values():
        for lang in settings.langs if country.assessment else ():
            yield from (report_path(edition, country.code, lang, form) for form in _FORMS)


def _assessed(corpus: Corpus, codes: Sequence[str]) -> list[GapReport]:
    for code in codes:
        if code not in corpus.countries:
            hint = did_you_mean(code, corpus.countries) or "write its code"
            raise UsageError(f'there is no country "{code}": {hint}')
        if not corpus.countries[code].assessment:
            raise UsageError(f'nobody has assessed "{code}" yet: there is no report of it')
    found = (country for country in corpus.countries.values() if country.assessment)
    return [published_report(corpus, country) for country in found if not codes or country.code in codes]


def _products(
    settings: Settings, corpus: Corpus, reports: Iterable[GapReport], forms: Sequence[str]
) -> Iterator[Product]:
    views = [View(corpus, lang) for lang in settings.langs]
    for report in reports:
        for view in views:
            for form, made_from in materials(view, report, forms):
                path = report_path(corpus.publication.edition, report.country.code, view.lang, form)
                yield _product(settings, made_from, form, path)


def _product(settings: Settings, made_from: Material, form: str, path: str) -> Product:
    make = partial(report_file, made_from, form, fonts_dir(settings.root))
    return Product(path, digest_of(repr(made_from), form), make)


def folder(settings: Settings) -> Path:
    """Where the reports of the site are kept between builds."""
    return settings.root / settings.cache / "gap-reports"


def _name(product: Product) -> str:
    return PurePosixPath(product.path).name


def _workers(settings: Settings) -> Workers:
    conf = fonts_dir(settings.root) / "fonts.conf"
    return Workers(workers(), _begin, {"FONTCONFIG_FILE": str(conf.resolve())})


def _begin() -> None:
    seldom()
