"""The verb that verifies a finished book."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from guidance.app import verifying
from guidance.proof.verdict import Outcome, Statement


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    metavar="FOLDER_OR_SHA256SUMS",
    help="Compare with a release: its folder, or its list of checksums.",
)
@click.option(
    "--extract",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the data inside to this new folder.",
)
def verify(file: Path, against: Path | None, folder: Path | None) -> None:
    """Say which edition a book (PDF) is, whether it is whole, and whether its pages show the data released; offline."""
    found = verifying.verify(file, against)
    click.echo(f"{file}: {found.title}" if found.title else str(file))
    for statement in found.statements:
        click.echo(_said(statement))
    if folder:
        click.echo(f"{verifying.extract(found, folder)} files written to {folder}")
    sys.exit(found.exit_code)


def _said(statement: Statement) -> str:
    code = f" {statement.code}" if statement.outcome is Outcome.FAILS else ":"
    line = f"{statement.outcome}{code} {statement.text}"
    return f"{line}\n   hint: {statement.hint}" if statement.hint else line
