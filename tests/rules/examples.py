"""Examples of rules, laid over a small project that keeps every rule."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from guidance.app import checking
from guidance.config import Settings
from guidance.i18n.stamp import apply, stale_stamps
from guidance.load.corpus import spans
from guidance.model.lang import LANGUAGES

SAMPLE = Path(__file__).parent / "sample"

_FILE = re.compile(r"^# (?P<path>[\w./-]+\.(?:yaml|md|txt))(?: (?P<how>\((?:deleted|emptied)\)|-> \S+|= \S+))?$")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_KEY = re.compile(r"^(?:# )?([a-z_0-9]+):(?= |$)")


def lay(folder: Path, example: str) -> list[str]:
    """Lay an example over a copy of the sample; returns the paths of the files it names.

    A line ``# path`` begins a file. What follows stands in it in the place of the keys of the same name; a commented
    key is taken out; a page and the ledger are replaced whole. ``# a = b`` makes a of b first, ``# a -> b`` moves it.
    """
    content = folder / "content"
    shutil.copytree(SAMPLE / "content", content, dirs_exist_ok=True)
    paths: list[str] = []
    for header, body in _parts(example):
        path, how = content / header["path"], header["how"] or ""
        paths.append(f"content/{how[3:] if how.startswith('->') else header['path']}")
        path.parent.mkdir(parents=True, exist_ok=True)
        if how.startswith("="):
            shutil.copy(content / how[2:], path)
        if body:
            base = path.read_text("utf-8") if path.is_file() else ""
            text = body + "\n" if path.suffix != ".yaml" else _replaced(base, body)
            path.write_bytes(_escaped(text))
        if how.startswith("->"):
            (content / how[3:]).parent.mkdir(parents=True, exist_ok=True)
            path.rename(content / how[3:])
        if how == "(deleted)":
            path.unlink()
        if how == "(emptied)":
            path.write_text("", "utf-8")
    _stamp(folder)
    return paths


def _parts(example: str) -> list[tuple[re.Match[str], str]]:
    parts: list[tuple[re.Match[str], list[str]]] = []
    for line in example.split("\n"):
        if header := _FILE.match(line):
            parts.append((header, []))
        else:
            parts[-1][1].append(line)
    return [(header, "\n".join(lines).strip("\n")) for header, lines in parts]


def _replaced(base: str, body: str) -> str:
    """The text of a file with the keys that an example shows in the place of its own."""
    shown = {m[1] for line in body.split("\n") if (m := _KEY.match(line))}
    kept: list[str] = []
    keep = True
    for line in base.split("\n"):
        if found := re.match(r"^([a-z_0-9]+):", line):
            keep = found[1] not in shown
        if keep:
            kept.append(line)
    added = [line for line in body.split("\n") if not (line.startswith("# ") and _KEY.match(line))]
    return "\n".join([*kept, *added]).rstrip("\n") + "\n"


def _escaped(text: str) -> bytes:
    r"""The bytes of an example: ``\uXXXX`` is a character, ``\xff`` a byte that is no UTF-8."""
    written = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return written.encode().replace(rb"\xff", b"\xff")


_UNSTAMPED = "000000000000"


def _stamp(folder: Path) -> None:
    """Give each unit marked ``of: current`` the digest of its source."""
    for path in (folder / "content/translations").rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"of: current", f"of: '{_UNSTAMPED}'".encode()))
    found = checking.loaded(Settings(folder))
    if found.corpus is None:
        return
    texts = {source.path: source.text for source in found.sources}
    stamps = list(stale_stamps(found.corpus, LANGUAGES))
    for made, span in zip(stamps, spans([s.pin for s in stamps], found.sources), strict=True):
        line = texts[span.path].split("\n")[span.line - 1]
        if _UNSTAMPED in line[span.column - 1 : span.end_column]:
            texts[span.path] = apply(texts[span.path], [(span, f"'{made.digest}'")])
            (folder / span.path).write_text(texts[span.path], "utf-8")
