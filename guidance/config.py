"""Settings of a project, from ``[tool.guidance]`` in pyproject.toml and the environment; read by cli and app only."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from guidance.model.lang import LANGUAGES

_DEFAULT_ROOT_MARK = "mkdocs.yml"


class SettingsError(Exception):
    """A setting that cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and what to build."""

    root: Path
    content: str = "content"
    site: str = "site"
    cache: str = ".cache"
    langs: tuple[str, ...] = tuple(LANGUAGES)
    books: bool = True


def find_root(start: Path) -> Path:
    """The nearest folder upwards that holds mkdocs.yml."""
    for folder in (start, *start.parents):
        if (folder / _DEFAULT_ROOT_MARK).is_file():
            return folder
    raise SettingsError(f"no {_DEFAULT_ROOT_MARK} here or above: run this inside the project")


def read_settings(root: Path) -> Settings:
    """Settings of the project at ``root``; ``GUIDANCE_LANGS=fr,en`` limits the languages built."""
    path = root / "pyproject.toml"
    table: dict[str, object] = {}
    if path.is_file():
        table = tomllib.loads(path.read_text("utf-8")).get("tool", {}).get("guidance", {})
    content = str(table.get("content", "content"))
    wanted = os.environ.get("GUIDANCE_LANGS", "")
    books = os.environ.get("GUIDANCE_BOOKS", "1") != "0"
    return Settings(root=root, content=content, langs=parse_langs(wanted), books=books)


def parse_langs(wanted: str) -> tuple[str, ...]:
    """Languages named in a comma list, in the order of the language bar; all for an empty text."""
    names = [name.strip() for name in wanted.split(",") if name.strip()]
    unknown = [name for name in names if name not in LANGUAGES]
    if unknown:
        raise SettingsError(f'unknown language "{unknown[0]}"; known: {", ".join(LANGUAGES)}')
    return tuple(code for code in LANGUAGES if not names or code in names)
