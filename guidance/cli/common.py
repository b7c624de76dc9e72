"""What the verbs share: the settings, the option of languages, progress."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

import click

from guidance.app.locking import locked
from guidance.config import Settings, find_root, parse_langs, read_settings

LANG = click.option("--lang", "langs", default="", metavar="LANG,…", help="Only these languages, such as fr,en.")
FORMS = click.option(
    "--format", "forms", default="", metavar="FORM,…", help="Only these forms of pdf, docx and xlsx, such as docx,pdf."
)


def settings(langs: str = "") -> Settings:
    """The settings of the project around the current folder, limited to the languages named."""
    found = read_settings(find_root(Path.cwd()))
    return replace(found, langs=parse_langs(langs)) if langs else found


def in_turn(found: Settings) -> AbstractContextManager[None]:
    """Have what the project has made for this verb alone: others that make or remove files wait, or this one does."""
    return locked(found, lambda message: click.echo(message, err=True))


@contextmanager
def progress(title: str, total: int) -> Iterator[Callable[[str], None]]:
    """A progress bar on a terminal; one line a step elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda step: click.echo(f"{title}: {step}", err=True)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(title, total=total)
        yield lambda step: bar.advance(task)
