"""The verbs that say what is wrong: check, explain, links, inspect."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from guidance.app import checking, reporting
from guidance.cli.common import LANG, progress, settings
from guidance.config import Settings
from guidance.errors import UsageError
from guidance.garbage import no_collection

FORMAT = click.option(
    "--format", "form", type=click.Choice(list(reporting.FORMATS)), default="text", show_default=True, help="The form."
)
OUTPUT = click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to this file instead."
)
STRICT = click.option("--strict", is_flag=True, help="Take warnings for errors.")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@FORMAT
@OUTPUT
@LANG
@STRICT
@click.option(
    "--changed", is_flag=True, help="Only what changed since the last commit, and errors it causes elsewhere."
)
@click.option("--since", metavar="COMMIT", help="Only what changed since this commit or branch.")
def check(
    paths: tuple[Path, ...], form: str, output: Path | None, langs: str, strict: bool, changed: bool, since: str | None
) -> None:
    """Check all content, or only the files and folders named; everything that is wrong is said at once."""
    found = settings(langs)
    commit = since or ("HEAD" if changed else None)
    if paths and commit:
        raise click.UsageError("name files, or ask for what changed: not both")
    selection = checking.selection(found, paths, commit, all_langs=not langs)
    with no_collection():
        checked = checking.check(found, selection, elsewhere=commit is not None)
        _say(found, checked, form, output)
    sys.exit(checked.report.exit_code(strict))


def _say(found: Settings, checked: checking.Checked, form: str, output: Path | None) -> None:
    text = reporting.rendered(found, checked, form)
    if output is None:
        click.echo(text, nl=False)
    else:
        reporting.write_report(output, text)
        click.echo(reporting.summary(checked))


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Say what a code such as G302 stands for, with an example that fails and one that passes; or list all."""
    codes = reporting.catalogue()
    if code is None:
        for known in codes.values():
            click.echo(f"{known.code} {known.severity:<7} {known.title}")
        return
    found = codes.get(code.upper())
    if found is None:
        raise UsageError(f'there is no code "{code}"; the codes: guidance explain')
    click.echo(reporting.explained(found), nl=False)


@click.command()
@click.option("--external", is_flag=True, help="Ask the addresses of other websites instead, and record the answers.")
@click.option("--max-age", default=7, show_default=True, metavar="DAYS", help="With --external: how long answers hold.")
@click.option("--archive", is_flag=True, help="With --external: look for archived copies too.")
@click.option("--timeout", default=20, show_default=True, metavar="SECONDS", help="With --external: how long to wait.")
@LANG
@FORMAT
@OUTPUT
@STRICT
def links(
    external: bool,
    max_age: int,
    archive: bool,
    timeout: int,
    langs: str,
    form: str,
    output: Path | None,
    strict: bool,
) -> None:
    """Check every link of the built site, or with --external the links to other websites."""
    from guidance.app import linking

    found = settings(langs)
    if external:
        checked, asked = linking.check_outside(found, max_age, archive, timeout)
        said = f"asked {asked} addresses"
    else:
        checked, looked_at = linking.check_built(found)
        said = f"checked {looked_at.pages} pages, {looked_at.links} links, {looked_at.pdf_links} links of books"
    _say(found, checked, form, output)
    click.echo(said, err=True)
    sys.exit(checked.report.exit_code(strict))


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--all", "every", is_flag=True, help="Every PDF of the built site, releases/, dist/ and build/.")
@click.option("--no-validator", is_flag=True, help="By our own rules only, without the independent validator.")
@FORMAT
@OUTPUT
def inspect(paths: tuple[Path, ...], every: bool, no_validator: bool, form: str, output: Path | None) -> None:
    """Check finished PDFs, or all in the folders named: tags, reading order, links, fonts, and that nothing runs."""
    from guidance.app import inspecting

    found = settings()
    files = inspecting.files_to_inspect(found, paths, every)
    with progress("PDFs", len(files)) as done:
        checked = inspecting.inspect_files(found, files, not no_validator, done)
    _say(found, checked, form, output)
    click.echo(f"inspected {len(files)} PDFs", err=True)
    sys.exit(checked.report.exit_code())
