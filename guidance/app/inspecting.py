"""Inspecting finished PDFs: which there are, and what is wrong with them, file by file in several processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from guidance.app.checking import Checked
from guidance.app.printing import workers
from guidance.config import Settings
from guidance.diagnostics import Diagnostic, collect
from guidance.errors import UsageError
from guidance.garbage import no_collection
from guidance.inspect.rules import INVALID, Wanted
from guidance.inspect.validator import validate
from guidance.inspect.verdict import inspect, listed
from guidance.render.pdf import prepared_families
from guidance.setup.fonts import ensure_fonts
from guidance.shelf import digest_of
from guidance.write import write_file

#: Where finished files stand, beside the site.
_FOLDERS = ("releases", "dist", "build")
_HINT = "mend what makes the file, not the file; guidance/inspect/validator.py lists what the validator has wrong"


def files_to_inspect(settings: Settings, paths: Sequence[Path], every: bool) -> list[Path]:
    """The PDFs named, those in the folders named, and with ``every`` all of the site and of what was exported.

    Raises UsageError if there is none.
    """
    places = [*paths, *(settings.root / name for name in (settings.site, *_FOLDERS) if every)]
    found = [file for place in places for file in (sorted(place.rglob("*.pdf")) if place.is_dir() else [place])]
    files = [file for file in dict.fromkeys(found) if file.is_file()]
    if not files:
        raise UsageError("there is no PDF to inspect: name files or folders, or build the site and write --all")
    return files


def inspect_files(
    settings: Settings, files: Sequence[Path], validated: bool, done: Callable[[str], None] = lambda name: None
) -> Checked:
    """What is wrong with files by our own rules and, if they are to be ``validated``, by the validator."""
    families = prepared_families(ensure_fonts(settings.root))
    task = partial(inspect_file, settings.root, Wanted(families), validated)
    problems: list[Diagnostic] = []
    # The largest first, so that no process is left alone with a book at the end.
    ordered = sorted(files, key=lambda file: file.stat().st_size, reverse=True)
    with ProcessPoolExecutor(min(workers(), len(ordered)), get_context("spawn")) as pool:
        running = {pool.submit(task, file): file for file in ordered}
        for finished in as_completed(running):
            problems += finished.result()
            done(running[finished].name)
    return Checked(None, collect(problems), {})


def inspect_again(
    settings: Settings, files: Sequence[Path], done: Callable[[str], None] = lambda name: None
) -> Checked:
    """The same for files of which most were found to be without fault before: those are not looked at again."""
    kept = settings.root / settings.cache / "inspected"
    good = set(kept.read_text("utf-8").split()) if kept.is_file() else set()
    keys = {file: digest_of(file.read_bytes()) for file in files}
    new = [file for file in files if keys[file] not in good]
    for file in files:
        if file not in new:
            done(file.name)
    checked = inspect_files(settings, new, True, done) if new else Checked(None, collect([]), {})
    faulty = {problem.pin.path for problem in checked.report.diagnostics}
    clean = good | {keys[file] for file in new if _name(settings.root, file) not in faulty}
    # Of files that no longer exist nobody will ask.
    write_file(kept, "".join(f"{key}\n" for key in sorted(clean & set(keys.values()))).encode())
    return checked


def inspect_file(root: Path, wanted: Wanted, validated: bool, file: Path) -> list[Diagnostic]:
    """What is wrong with one file."""
    name = _name(root, file)
    with no_collection():
        problems, claims = inspect(file, name, wanted)
    return [*problems, *(_validated(file, claims, name) if validated and (claims or not problems) else ())]


def _validated(file: Path, claims: tuple[str, ...], name: str) -> Iterator[Diagnostic]:
    return listed(INVALID.code, validate(file, claims), name, _HINT)


def _name(root: Path, file: Path) -> str:
    """How reports call a file: by its place in the project, if it is there."""
    whole = file.resolve()
    return whole.relative_to(root.resolve()).as_posix() if whole.is_relative_to(root.resolve()) else str(file)
