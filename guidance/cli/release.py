"""The verb that makes an edition go out."""

from __future__ import annotations

from pathlib import Path

import click

from guidance.app import release as releasing
from guidance.app.locking import locked
from guidance.cli.common import progress, settings

_MEGABYTE = 1_000_000


@click.command()
@click.argument("edition")
@click.option("--langs", default="", metavar="LANG,…", help="Only these languages: a trial, which is not recorded.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="The folder of all releases, if not releases/."
)
@click.option("--dry-run", is_flag=True, help="Pass the gate, list what would be made, and write nothing.")
def release(edition: str, langs: str, out: Path | None, dry_run: bool) -> None:
    """Make every file of an edition, with checksums and a record, if nothing stands against it.

    Files that are there and up to date are not made again, so a run that was stopped goes on where it was. The last
    release stays whole until the new one takes its place. While it runs, no other release does, and exports wait.
    """
    found = settings(langs)
    if dry_run:
        plan = releasing.plan(found, edition, out, dry_run)
        for file in plan.files:
            click.echo(f"{file.kind}\t{file.lang}\t{Path(file.path).name}")
        click.echo(f"nothing stands against the edition {edition}; its site is checked when it is built", err=True)
        return
    # It has what the project has made for itself until it is put together: nobody removes a file in between.
    with locked(found):
        plan = releasing.plan(found, edition, out)
        for stage, count in plan.stages.items():
            with progress(f"Release: {stage}", count) as done:
                plan.make(stage, done)
        made = releasing.finish(plan)
    size = sum(file.size for file in made.files) / _MEGABYTE
    click.echo(f"{made.folder}: {len(made.files)} files, {size:.1f} MB", err=True)
    if plan.is_trial:
        click.echo("a trial, not recorded: it lacks languages of the publication", err=True)
    for path in made.to_commit:
        click.echo(str(path))
