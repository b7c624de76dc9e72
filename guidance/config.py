"""Settings of a project, from ``[tool.guidance]`` in pyproject.toml and the environment; read by cli and app only."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from guidance.diagnostics import Code, Severity
from guidance.errors import UsageError
from guidance.model.lang import LANGUAGES

#: Any of them marks the root of a project; the last serves repositories that hold content only.
_ROOT_MARKS = ("mkdocs.yml", "content/publication.yaml")
_KNOWN = ("content", "releases")

SETTINGS_CODES: tuple[Code, ...] = (
    Code("G901", Severity.ERROR, "no project here", "The command is run inside the folder of a project, or below it."),
    Code("G902", Severity.ERROR, "settings that cannot be read", "pyproject.toml is not TOML; nothing in it counts."),
    Code("G903", Severity.ERROR, "unknown setting", "A setting with a slip in its name would have no effect at all."),
    Code(
        "G904",
        Severity.ERROR,
        "folder outside the project",
        "The folders of the content and of the releases are folders of the project itself.",
    ),
    Code("G905", Severity.ERROR, "unknown language", "Languages are named by the codes of the language bar."),
)


class SettingsError(UsageError):
    """A setting that cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and what to build."""

    root: Path
    content: str = "content"
    site: str = "site"
    cache: str = ".cache"
    releases: str = "releases"
    langs: tuple[str, ...] = tuple(LANGUAGES)
    books: bool = True
    #: Whether the edition is on its way out: it does not know its own files yet.
    releasing: bool = False


def find_root(start: Path) -> Path:
    """The nearest folder upwards that holds a project."""
    for folder in (start, *start.parents):
        if any((folder / mark).is_file() for mark in _ROOT_MARKS):
            return folder
    raise SettingsError("error G901 no mkdocs.yml and no content here or above: run this inside the project")


def read_settings(root: Path) -> Settings:
    """Settings of the project at ``root``; ``GUIDANCE_LANGS=fr,en`` limits the languages built."""
    table = _table(root / "pyproject.toml")
    content, releases = str(table.get("content", "content")), str(table.get("releases", "releases"))
    for key, folder in (("content", content), ("releases", releases)):
        if not folder or PurePosixPath(folder).is_absolute() or ".." in PurePosixPath(folder).parts:
            raise SettingsError(f'{_line(root, key)}: error G904 "{folder}" is not a folder of the project')
    wanted = os.environ.get("GUIDANCE_LANGS", "")
    books = os.environ.get("GUIDANCE_BOOKS", "1") != "0"
    releasing = os.environ.get("GUIDANCE_RELEASING", "0") == "1"
    return Settings(root, content, releases=releases, langs=parse_langs(wanted), books=books, releasing=releasing)


def _table(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    try:
        table = tomllib.loads(path.read_text("utf-8")).get("tool", {}).get("guidance", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as failure:
        raise SettingsError(f"{path.name}: error G902 {failure}") from None
    unknown = [key for key in table if key not in _KNOWN]
    if unknown:
        where = _line(path.parent, unknown[0])
        raise SettingsError(f'{where}: error G903 unknown setting "{unknown[0]}"; known: {", ".join(_KNOWN)}')
    return dict(table)


def _line(root: Path, key: str) -> str:
    """Where a key of the settings stands, as file:line:column."""
    text = (root / "pyproject.toml").read_text("utf-8")
    start = max(text.find("[tool.guidance]"), 0)
    found = re.compile(rf"^\s*({re.escape(key)})\s*=", re.MULTILINE).search(text, start)
    line = text.count("\n", 0, found.start(1)) + 1 if found else 1
    return f"pyproject.toml:{line}:1"


def parse_langs(wanted: str) -> tuple[str, ...]:
    """Languages named in a comma list, in the order of the language bar; all for an empty text."""
    names = [name.strip() for name in wanted.split(",") if name.strip()]
    unknown = [name for name in names if name not in LANGUAGES]
    if unknown:
        raise SettingsError(f'error G905 unknown language "{unknown[0]}"; known: {", ".join(LANGUAGES)}')
    return tuple(code for code in LANGUAGES if not names or code in names)
