"""The verbs that make the site: build, serve, stage. MkDocs loads the program again: nothing heavy is imported here."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from guidance.app.building import run_mkdocs
from guidance.cli.common import LANG, in_turn, settings
from guidance.config import Settings


@click.command()
@LANG
@click.option("--no-books", is_flag=True, help="The site only, without books, reports and checklists as files.")
def build(langs: str, no_books: bool) -> None:
    """Build the whole publication: books and checklists, then the site with its search index."""
    found = settings(langs)
    with in_turn(found):
        if not no_books:
            from guidance.cli.publish import make_products

            make_products(found)
        _mkdocs(found, ["build", "--quiet"], books=not no_books)
    click.echo(f"built site/ in {len(found.langs)} languages" + ("" if no_books else ", with a book in each"))


@click.command()
@LANG
@click.option("--address", default="127.0.0.1:8000", help="Where to listen.", show_default=True)
def serve(langs: str, address: str) -> None:
    """Show the site while it is edited; only pages that changed are made again."""
    _mkdocs(settings(langs), ["serve", "--dirty", "--dev-addr", address], books=True)


def _mkdocs(found: Settings, arguments: list[str], books: bool) -> None:
    if code := run_mkdocs(found, arguments, books):
        sys.exit(code)


@click.command()
@LANG
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder to write to.")
def stage(langs: str, out: Path) -> None:
    """Write the pages as files for another site engine."""
    from guidance.app.site import stage as write_pages

    click.echo(f"{write_pages(settings(langs), out)} pages written to {out}")
