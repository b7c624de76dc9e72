"""The verb ``export``, which makes files outside the site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from guidance import extracts
from guidance.app import checking, exporting, extracting, gaps, printing, proofing
from guidance.cli.common import FORMS, LANG, in_turn, progress, settings
from guidance.config import Settings
from guidance.errors import UsageError
from guidance.forms import FORMATS
from guidance.model.checklists import SCOPES


def make_products(found: Settings) -> None:
    """Make every file that the site offers beside its pages."""
    _make_books(found, lambda done: printing.make_books(found, done))
    _make_reports(gaps.plan(found, (), gaps.parse_forms("")))
    _make_checklists(found)
    _make_screen_books_and_extracts(found)


@click.group()
def export() -> None:
    """Make files outside the site."""


@export.command("pdf")
@click.option(
    "--product",
    type=click.Choice(("book", *extracts.KINDS)),
    default="book",
    show_default=True,
    help="The whole book, the sheets of clauses, modules, or the short form of the book.",
)
@click.option("--id", "ids", metavar="ID", multiple=True, help="A clause or module by its id; may be repeated.")
@LANG
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("build/books"), show_default=True)
@click.option(
    "--no-data", is_flag=True, help="The book without the data inside: PDF/A-2a, for archives that take no attachments."
)
def export_pdf(product: str, ids: tuple[str, ...], langs: str, out: Path, no_data: bool) -> None:
    """Make the book in each language, or what is taken from it: the sheet of each clause, each module, the short form.

    A book has the data that it was made from inside (PDF/A-3a). Files that are there and up to date are left alone, so
    a run that was stopped goes on where it was.
    """
    if ids and product not in ("clause", "module"):
        raise UsageError(f"--id names clauses or modules: there is one {product} a language")
    if no_data and product != "book":
        raise UsageError("only a book has data inside")
    found = settings(langs)
    with in_turn(found):
        if product == "book":
            paths = _make_books(found, lambda done: printing.export_books(found, out, done, with_data=not no_data))
        else:
            plan = extracting.plan(found, product, ids)
            _make_extracts(plan)
            paths = plan.copy(out)
    for path in paths:
        click.echo(str(path))


@export.command("proof")
@LANG
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("build/proof"), show_default=True)
def export_proof(langs: str, out: Path) -> None:
    """Make pictures of chosen pages of the books, to judge type by: a sheet for each language, and one page of all.

    A book that is up to date is shown as it is; of the others some chapters are laid out.
    """
    found = settings(langs)
    with progress("Proofs", len(found.langs)) as done:
        page = proofing.make_proof(found, out, done)
    click.echo(str(page))


@export.command("epub")
@LANG
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("build/books"), show_default=True)
def export_epub(langs: str, out: Path) -> None:
    """Make the book for screens (EPUB) in each language."""
    found = settings(langs)
    with in_turn(found), progress("Books for screens", len(found.langs)) as done:
        paths = printing.export_epubs(found, out, done)
    for path in paths:
        click.echo(str(path))


@export.command("checklist")
@click.option("--country", "countries", metavar="CC", multiple=True, help="A country by its code; may be repeated.")
@click.option("--all", "every", is_flag=True, help="Every country.")
@click.option(
    "--from",
    "files",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    help="A filled checklist (YAML or JSON), in its own language and scope; may be repeated.",
)
@LANG
@click.option("--scope", type=click.Choice(SCOPES), default="full", show_default=True, help="How much is asked.")
@click.option("--format", "formats", default=",".join(FORMATS), show_default=True, metavar="FORMAT,…")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("build/checklists"), show_default=True
)
def export_checklist(
    countries: tuple[str, ...], every: bool, files: tuple[Path, ...], langs: str, scope: str, formats: str, out: Path
) -> None:
    """Make the checklist to fill in Excel or as a PDF: blank, or with the published answers of the countries named.

    Files that are there and up to date are left alone, so a run that was stopped goes on where it was.
    """
    if bool(countries) + every + bool(files) > 1:
        raise UsageError("--country, --all and --from exclude each other")
    if files and langs:
        raise UsageError("a filled checklist has a language of its own: leave --lang out")
    wanted = exporting.Wanted(countries, every, files, scope)
    found, forms = settings(langs), _formats(formats)
    with in_turn(found):
        job = exporting.export(found, wanted, forms, out)
        with progress("Checklists", job.steps) as done:
            paths = job.write(done)
    for path in paths:
        click.echo(str(path))


def _formats(names: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))
    for name in wanted:
        if name not in FORMATS:
            raise UsageError(f'a checklist has no format "{name}": choose from {", ".join(FORMATS)}')
    return wanted or FORMATS


@export.command("report")
@click.option("--country", "countries", metavar="CC", multiple=True, help="A country by its code; may be repeated.")
@LANG
@FORMS
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("build/reports"), show_default=True
)
def export_report(countries: tuple[str, ...], langs: str, forms: str, out: Path) -> None:
    """Make the gap report of each country named, of every assessed country if none is."""
    found = settings(langs)
    with in_turn(found):
        plan = gaps.plan(found, countries, gaps.parse_forms(forms))
        _make_reports(plan)
        paths = plan.copy(out)
    for path in paths:
        click.echo(str(path))


def _make_reports(plan: gaps.Plan) -> None:
    with progress("Gap reports", len(plan.products)) as done:
        plan.make(done)


def _make_screen_books_and_extracts(found: Settings) -> None:
    corpus, _texts = checking.sound_content(found)
    with progress("Books for screens", len(found.langs)) as done:
        printing.make_epubs(found, corpus, done)
    _make_extracts(extracting.for_site(found, corpus))


def _make_extracts(plan: extracting.Plan) -> None:
    with progress("Extracts", len(plan.products)) as done:
        plan.make(done)


def _make_books(found: Settings, make: Callable[[Callable[[str], None]], Any]) -> Any:
    with progress("Books", len(found.langs)) as done:
        return make(done)


def _make_checklists(found: Settings) -> None:
    corpus, _texts = checking.sound_content(found)
    job = exporting.for_site(found, corpus)
    with progress("Checklists", job.steps) as done:
        job.write(done)
