"""A folder as an archive, and the checksum of a file; equal folders are equal archives, whoever packs them."""

from __future__ import annotations

import gzip
import tarfile
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path


def tar_gz(folder: Path, name: str, made: datetime) -> bytes:
    """A folder as a gzipped tar archive in which it is called ``name``: names in order, no owner, one date."""
    out = BytesIO()
    with (
        gzip.GzipFile(filename="", fileobj=out, mode="wb", compresslevel=9, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as archive,
    ):
        archive.addfile(_member(name, made, folder=True))
        for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).parts):
            member = _member(f"{name}/{path.relative_to(folder).as_posix()}", made, path.is_dir())
            if member.isdir():
                archive.addfile(member)
            else:
                content = path.read_bytes()
                member.size = len(content)
                archive.addfile(member, BytesIO(content))
    return out.getvalue()


def _member(name: str, made: datetime, folder: bool) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type = tarfile.DIRTYPE if folder else tarfile.REGTYPE
    member.mode = 0o755 if folder else 0o644
    member.mtime = int(made.timestamp())
    return member


def files_below(folder: Path, deep: bool = True) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder (or only in it) that is not hidden, by its POSIX path from there, in order."""
    for path in sorted(folder.rglob("*") if deep else folder.iterdir()):
        inner = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in inner.parts):
            yield inner.as_posix(), path.read_bytes()


def checksum(path: Path) -> tuple[int, str]:
    """The size of a file in bytes and its SHA-256."""
    made, size = sha256(), 0
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            made.update(part)
            size += len(part)
    return size, made.hexdigest()
