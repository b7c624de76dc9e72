"""The verbs of the desk: schema, ledger, new, i18n."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from guidance.app import desk
from guidance.cli.common import LANG, settings


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Say whether they are up to date, and write nothing.")
def schema(only_check: bool) -> None:
    """Write the JSON Schemas of content files."""
    found = settings()
    if only_check:
        stale = desk.stale_schemas(found)
        click.echo("schemas are up to date" if not stale else f"run guidance schema: {', '.join(stale)} changed")
        sys.exit(1 if stale else 0)
    click.echo(f"{desk.write_schemas(found)} schemas written")


@click.command()
def ledger() -> None:
    """Add every new id to the ledger of published ids, before a release."""
    click.echo(f"{desk.extend_ledger(settings())} ids added")


@click.command()
@click.argument("kind", type=click.Choice(["clause", "page", "country", "law", "translation"]))
@click.argument("id")
@click.option("--module", help="The module of a new clause.")
@click.option("--name", help="The name of a new country, in English.")
@click.option("--region", help="The region of a new country, such as africa.")
@click.option("--country", help="The country of a new law, by its code.")
@click.option("--url", help="Where a new law was found.")
@click.option("--lang", help="The language of a new translation.")
def new(kind: str, id: str, **options: str | None) -> None:
    """Make a new content file that already passes the check."""
    said = {name: value for name, value in options.items() if value is not None}
    for path in desk.new_file(settings(), kind, id, said):
        click.echo(str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path))


@click.group()
def i18n() -> None:
    """The translators' desk."""


@i18n.command("status")
@LANG
def i18n_status(langs: str) -> None:
    """Say for each language how many texts are current, stale and missing."""
    for lang, counts in desk.translation_status(settings(langs)).items():
        click.echo(f"{lang}: " + ", ".join(f"{counts[state]} {state}" for state in sorted(counts)))


@i18n.command("stamp")
@LANG
def i18n_stamp(langs: str) -> None:
    """Mark stale translations as current, after they were checked against the new source text."""
    stamps = desk.stamp_translations(settings(langs))
    click.echo(f"{len(stamps)} units stamped")


@i18n.command("extract")
def i18n_extract() -> None:
    """Bring the catalogues of interface strings up to date with code and templates."""
    for lang, missing in desk.update_catalogues().items():
        click.echo(f"{lang}: {missing} strings without a translation")
