"""The verb that compares editions: diff."""

from __future__ import annotations

from pathlib import Path

import click

from guidance.app import redlining
from guidance.cli.common import LANG, progress, settings


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@LANG
@click.option("--format", "forms", default="", metavar="FORM,…", help="Only these forms of html, pdf, docx and json.")
@click.option("--skip-unreadable", is_flag=True, help="Compare without the records that this program cannot read.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("build/redline"), show_default=True
)
def diff(old: str, new: str | None, langs: str, forms: str, skip_unreadable: bool, out: Path) -> None:
    """Show what changed from one edition to another: a page, a PDF, a Word file with tracked changes, and data.

    OLD and NEW are commits, branches or tags of git, folders that hold content or a release, or archives of content.
    Without NEW the files of this folder are compared. Nothing of them is touched.
    """
    wanted = redlining.parse_forms(forms)
    made = redlining.redline(settings(langs), old, new, wanted, skip_unreadable)
    for edition in (made.old, made.new):
        if edition.passed_over:
            name = edition.name or "this folder"
            click.echo(f"{edition.passed_over} mistakes in {name}: the records that have them were left out", err=True)
    with progress("Redline", len(made.names)) as done:
        paths = made.write(out, done)
    for path in paths:
        click.echo(str(path))
