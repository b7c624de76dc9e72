"""The command line: arguments to one call into app, and an exit code (0 clean, 1 content has errors, 2 wrong usage)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from guidance import __version__, app
from guidance.books import BookError
from guidance.config import Settings, SettingsError, find_root, parse_langs, read_settings
from guidance.scaffold import ScaffoldError

LANG = click.option("--lang", "langs", default="", metavar="LANG,…", help="Only these languages, such as fr,en.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="guidance")
def cli() -> None:
    """Build, check and translate the legislative guidance on ecological connectivity."""


def main() -> None:
    """Run the command line; content errors and wrong usage are told plainly, our own bugs show a traceback."""
    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(2)
    except (SettingsError, ScaffoldError) as wrong_setting:
        click.echo(f"guidance: {wrong_setting}", err=True)
        sys.exit(2)
    except (app.ContentError, BookError) as content:
        click.echo(str(content), err=True)
        sys.exit(1)


def _settings(langs: str = "") -> Settings:
    settings = read_settings(find_root(Path.cwd()))
    return replace(settings, langs=parse_langs(langs)) if langs else settings


@cli.command()
def check() -> None:
    """Check every content file; prints all problems at once."""
    checked = app.check(_settings())
    click.echo(checked.text, nl=False)
    sys.exit(checked.report.exit_code)


@cli.command()
@LANG
@click.option("--no-books", is_flag=True, help="The site only, without the PDFs.")
def build(langs: str, no_books: bool) -> None:
    """Build the whole publication: the books, then the site with its search index."""
    settings = _settings(langs)
    if not no_books:
        _make_books(settings, lambda done: app.make_books(settings, done))
    _mkdocs(settings, ["build", "--quiet"], books=not no_books)
    click.echo(f"built site/ in {len(settings.langs)} languages" + ("" if no_books else ", with a book in each"))


@cli.command()
@LANG
@click.option("--address", default="127.0.0.1:8000", help="Where to listen.", show_default=True)
def serve(langs: str, address: str) -> None:
    """Show the site while it is edited; only pages that changed are made again."""
    _mkdocs(_settings(langs), ["serve", "--dirty", "--dev-addr", address], books=True)


def _mkdocs(settings: Settings, arguments: list[str], books: bool) -> None:
    environment = os.environ | {
        "GUIDANCE_LANGS": ",".join(settings.langs),
        "GUIDANCE_BOOKS": "1" if books else "0",
        # MkDocs Material announces its end of life on every build; the engine seam is decided (design, section 6).
        "NO_MKDOCS_2_WARNING": "1",
    }
    command = [sys.executable, "-m", "mkdocs", *arguments]
    done = subprocess.run(command, cwd=settings.root, env=environment, check=False)
    if done.returncode != 0:
        sys.exit(done.returncode)


@cli.group()
def export() -> None:
    """Make files outside the site."""


@export.command("pdf")
@LANG
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("build/books"), show_default=True)
def export_pdf(langs: str, out: Path) -> None:
    """Make the book in each language."""
    settings = _settings(langs)
    for path in _make_books(settings, lambda done: app.export_books(settings, out, done)):
        click.echo(str(path))


def _make_books(settings: Settings, make: Callable[[Callable[[str], None]], Any]) -> Any:
    with _progress("Books", len(settings.langs)) as done:
        return make(done)


@contextmanager
def _progress(title: str, total: int) -> Iterator[Callable[[str], None]]:
    """A progress bar on a terminal; one line a step elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda step: click.echo(f"{title}: {step}", err=True)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(title, total=total)
        yield lambda step: bar.advance(task)


@cli.command()
@LANG
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder to write to.")
def stage(langs: str, out: Path) -> None:
    """Write the pages as files for another site engine."""
    click.echo(f"{app.stage(_settings(langs), out)} pages written to {out}")


@cli.command()
@click.option("--check", "only_check", is_flag=True, help="Say whether they are up to date, and write nothing.")
def schema(only_check: bool) -> None:
    """Write the JSON Schemas of content files."""
    settings = _settings()
    if only_check:
        stale = app.stale_schemas(settings)
        click.echo("schemas are up to date" if not stale else f"run guidance schema: {', '.join(stale)} changed")
        sys.exit(1 if stale else 0)
    click.echo(f"{app.write_schemas(settings)} schemas written")


@cli.command()
def ledger() -> None:
    """Add every new id to the ledger of published ids, before a release."""
    click.echo(f"{app.extend_ledger(_settings())} ids added")


@cli.command()
@click.argument("kind", type=click.Choice(["clause", "page", "translation"]))
@click.argument("id")
@click.option("--module", default="", help="The module of a new clause.")
@click.option("--lang", default="", help="The language of a new translation.")
def new(kind: str, id: str, module: str, lang: str) -> None:
    """Make a new content file that already passes the check."""
    for path in app.new_file(_settings(), kind, id, module or lang):
        click.echo(str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path))


@cli.group()
def i18n() -> None:
    """The translators' desk."""


@i18n.command("status")
@LANG
def i18n_status(langs: str) -> None:
    """Say for each language how many texts are current, stale and missing."""
    for lang, counts in app.translation_status(_settings(langs)).items():
        click.echo(f"{lang}: " + ", ".join(f"{counts[state]} {state}" for state in sorted(counts)))


@i18n.command("stamp")
@LANG
def i18n_stamp(langs: str) -> None:
    """Mark stale translations as current, after they were checked against the new source text."""
    stamps = app.stamp_translations(_settings(langs))
    click.echo(f"{len(stamps)} units stamped")


@i18n.command("extract")
def i18n_extract() -> None:
    """Bring the catalogues of interface strings up to date with code and templates."""
    for lang, missing in app.update_catalogues().items():
        click.echo(f"{lang}: {missing} strings without a translation")
