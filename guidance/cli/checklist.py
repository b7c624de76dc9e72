"""The verbs of filled checklists: check, merge, migrate, import, report, publish."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from guidance.app import filling, gaps, importing, publishing, reporting
from guidance.cli.checks import FORMAT, STRICT
from guidance.cli.common import FORMS, LANG, settings
from guidance.errors import UsageError

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write, YAML or (with .json) JSON; without it the checklist is printed as YAML.",
)


@click.group()
def checklist() -> None:
    """Check filled checklists, join them, and bring them to this edition."""


@checklist.command("check")
@click.argument("files", nargs=-1, required=True, type=FILE)
@FORMAT
@STRICT
def checklist_check(files: tuple[Path, ...], form: str, strict: bool) -> None:
    """Say everything that is wrong with filled checklists (YAML or JSON)."""
    found = settings()
    checked = filling.check_files(found, files)
    click.echo(reporting.rendered(found, checked, form), nl=False)
    sys.exit(checked.report.exit_code(strict))


@checklist.command("merge")
@click.argument("files", nargs=-1, required=True, type=FILE)
@OUT
def checklist_merge(files: tuple[Path, ...], out: Path | None) -> None:
    """Join the checklists of several ministries; what they contradict each other in is listed, and nothing chosen."""
    if out is not None and any(out.resolve() == file.resolve() for file in files):
        raise UsageError(f"{out} is one of the checklists to be joined: name another file")
    made = filling.merge_files(settings(), files)
    _give(made, out)
    replies, conflicts = len(made.checklist.replies), len(made.checklist.conflicts)
    click.echo(f"checklists joined: {len(files)}; replies: {replies}; conflicts to decide: {conflicts}", err=True)
    sys.exit(made.checked.report.exit_code())


@checklist.command("migrate")
@click.argument("file", type=FILE)
@OUT
def checklist_migrate(file: Path, out: Path | None) -> None:
    """Carry a checklist over to this edition; what has no place any more is kept, with the reason."""
    made = filling.migrate_file(settings(), file)
    _give(made, out)
    again = sum(bool(reply.look_again) for reply in made.checklist.replies.values())
    placed, left = len(made.checklist.replies), len(made.checklist.unplaced)
    click.echo(f"replies carried over: {placed}; to look at again: {again}; without a place: {left}", err=True)


def _give(made: filling.Made, out: Path | None) -> None:
    """The checklist to its file or to the output, and what people must know of it beside it."""
    if out is None:
        click.echo(made.text(as_json=False), nl=False)
    else:
        filling.write(made, out)
    if made.checked.report.diagnostics:
        click.echo(made.checked.text, err=True, nl=False)


@checklist.command("import")
@click.argument("file", type=FILE)
@OUT
def checklist_import(file: Path, out: Path | None) -> None:
    """Read a filled workbook (.xlsx) or PDF form; what is wrong is said by cell or field, and nothing written."""
    if out is not None and out.resolve() == file.resolve():
        raise UsageError(f"{out} is the file that is read: name another file to write")
    made = importing.import_file(settings(), file, out)
    click.echo(made.said, err=True, nl=False)
    if made.text is None:
        sys.exit(1)
    click.echo(f"{made.replies} replies read from {file}", err=True)
    if out is None:
        click.echo(made.text, nl=False)


@checklist.command("report")
@click.argument("file", type=FILE)
@LANG
@FORMS
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("build/private"), show_default=True
)
def checklist_report(file: Path, langs: str, forms: str, out: Path) -> None:
    """Make the gap report of a private draft; each page and sheet says that it is one."""
    files, said = gaps.export_draft_report(settings(langs), file, gaps.parse_forms(forms), out)
    click.echo(said, err=True, nl=False)
    for path in files:
        click.echo(str(path))


@checklist.command("publish")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
def checklist_publish(file: Path, dry_run: bool) -> None:
    """Make a checked and signed checklist the published answers of its country; shows what changes."""
    made = publishing.publish(settings(), file, dry_run)
    click.echo(made.difference, nl=False)
    said = f"answers: {made.answers}; new: {made.new}; changed: {made.changed}; taken out: {made.gone}"
    click.echo(f"{'would be written to' if dry_run else 'written to'} {made.path}: {said}", err=True)
