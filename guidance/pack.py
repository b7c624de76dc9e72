"""Folders and files as archives; equal contents are equal archives, whoever packs them, when and where."""

from __future__ import annotations

import gzip
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

#: A zip archive knows no earlier day, and its clock goes in steps of two seconds.
_FIRST_DAY = datetime(1980, 1, 1, tzinfo=UTC)


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


def zipped(files: Mapping[str, bytes], made: datetime) -> bytes:
    """Files as a zip archive, by their paths in it."""
    stamp = max(made.astimezone(UTC), _FIRST_DAY)
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, content in sorted(files.items()):
            member = zipfile.ZipInfo(path, stamp.timetuple()[:6])
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 3
            member.external_attr = 0o644 << 16
            archive.writestr(member, content, compresslevel=9)
    return out.getvalue()


def files_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder that is not hidden, by its POSIX path from there, in order."""
    for path in sorted(folder.rglob("*")):
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
