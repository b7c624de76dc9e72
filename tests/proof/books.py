"""A small book, made from the sample project as ``guidance`` makes books, and ways to tamper with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from hashlib import md5, sha256
from pathlib import Path

import pikepdf

from guidance.fingerprint import pages_digest
from guidance.model.edition import MANIFEST, SUMS, sums_text
from guidance.setup.fonts import ensure_fonts
from tests.conftest import ROOT
from tests.rules.examples import lay

EDITION = "2026.1-draft"
CONTENT, DATA = f"content-{EDITION}.zip", f"guidance-{EDITION}.json"


def sample_project(folder: Path) -> Path:
    """A project with a few records, and the fonts."""
    lay(folder, "# publication.yaml")
    (folder / ".cache").mkdir(exist_ok=True)
    (folder / ".cache" / "fonts").symlink_to(ensure_fonts(ROOT).resolve(), target_is_directory=True)
    return folder


def export(folder: Path, lang: str, *options: str, **environment: str) -> Path:
    """Make the book of a language as a user does; returns it."""
    command = [sys.executable, "-m", "guidance", "export", "pdf", "--lang", lang, "--out", "out", *options]
    whole = os.environ | {"PYTHONPATH": str(ROOT)} | environment
    done = subprocess.run(command, cwd=folder, env=whole, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / done.stdout.splitlines()[-1]


def files_of(book: Path) -> dict[str, bytes]:
    """The files inside a book."""
    with pikepdf.open(book) as pdf:
        return {str(spec.UF): spec.EF.F.read_bytes() for spec in pdf.Root.AF}


def tampered(
    book: Path,
    out: Path,
    change: Callable[[pikepdf.Pdf], None] = lambda pdf: None,
    files: Mapping[str, bytes | None] = {},
    consistent: bool = False,
) -> Path:
    """A copy of a book with changed pages and files; ``consistent``: by somebody who mends the manifest."""
    with pikepdf.open(book) as pdf:
        change(pdf)
        contents: dict[str, bytes | None] = {**files_of(book), **files}
        if consistent:
            contents |= _mended({name: found for name, found in contents.items() if found is not None}, pdf)
        _put(pdf, contents)
        pdf.save(out)
    return out


def _mended(contents: dict[str, bytes], pdf: pikepdf.Pdf) -> dict[str, bytes]:
    said = json.loads(contents[MANIFEST])
    said["pages"] = {"count": len(pdf.pages), "sha256": pages_digest(pdf)}
    for name, file in said["files"].items():
        file |= {"size": len(contents[name]), "sha256": sha256(contents[name]).hexdigest()}
    contents[MANIFEST] = json.dumps(said).encode()
    listed = ((name, sha256(found).hexdigest()) for name, found in contents.items() if name != SUMS)
    return contents | {SUMS: sums_text(listed)}


def _put(pdf: pikepdf.Pdf, contents: Mapping[str, bytes | None]) -> None:
    """Write these files into a PDF in the place of its own; none takes a file out."""
    names = pikepdf.Array()
    for name, content in sorted(contents.items()):
        if content is not None:
            stream = pdf.make_stream(content, Type=pikepdf.Name.EmbeddedFile)
            stream.Params = pikepdf.Dictionary(CheckSum=pikepdf.String(md5(content).digest()))
            spec = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, UF=name, EF=pikepdf.Dictionary(F=stream))
            names.append(pikepdf.String(name))
            names.append(pdf.make_indirect(spec))
    pdf.Root.Names.EmbeddedFiles = pikepdf.Dictionary(Names=names)
