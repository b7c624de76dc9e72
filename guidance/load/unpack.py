"""The content of another edition out of an archive, zip or tar. An archive is as little trusted as a file in it."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from guidance.artifact import Artifact
from guidance.errors import UsageError

#: The most that is taken out of an archive: many times what an edition holds.
_MOST_FILES, _MOST_BYTES = 50_000, 400_000_000
#: Marks the folder of the content in an archive.
_MARK = "publication.yaml"
_ZIP = b"PK\x03\x04"


def content_in(data: bytes, name: str, folder: str) -> tuple[Artifact, ...]:
    """The files of the content folder in an archive, as files below ``folder``; ``name`` is what messages call it.

    The content is the folder, nearest to the top, that holds the publication record. Raises UsageError for bytes that
    are no archive, and for one with no content, with links, with names that lead out, or far too large.
    """
    try:
        files = list(_zip_files(data, name) if data.startswith(_ZIP) else _tar_files(data, name))
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, OSError, NotImplementedError, RuntimeError) as failure:
        raise UsageError(f"error G970 {name} is no edition: it is neither a zip nor a plain tar archive") from failure
    marks = [PurePosixPath(path) for path, _ in files if PurePosixPath(path).name == _MARK]
    if not marks:
        raise UsageError(f"error G970 {name} holds no content: there is no {_MARK} in it")
    base = min(marks, key=lambda path: (len(path.parts), str(path))).parent
    inside = ((PurePosixPath(path), content) for path, content in files)
    return tuple(
        Artifact(f"{folder}/{path.relative_to(base)}", content, "")
        for path, content in inside
        if path.is_relative_to(base)
    )


def archive_in(folder: Path, edition: str = "*") -> bytes | None:
    """The archive of the content that a folder of a release holds; none where there is not exactly one."""
    found = sorted(folder.glob(f"content-{edition}.zip"))
    return read_archive(found[0]) if len(found) == 1 else None


def read_archive(path: Path) -> bytes:
    """The bytes of an archive; raises UsageError for one that is far too large."""
    if path.stat().st_size > _MOST_BYTES:
        raise UsageError(f"error G970 {path} is far too large for an edition")
    return path.read_bytes()


def _zip_files(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        _guard(name, ((member.filename, member.file_size) for member in members))
        # The size that an archive names is not believed: no more than that is read.
        for member in members:
            with archive.open(member) as file:
                yield member.filename, file.read(member.file_size)


def _tar_files(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
        members = [member for member in archive if not member.isdir()]
        odd = next((member.name for member in members if not member.isfile()), None)
        if odd is not None:
            raise UsageError(f"error G970 {name} holds a link or another thing that is no file: {odd}")
        _guard(name, ((member.name, member.size) for member in members))
        for member in members:
            file = archive.extractfile(member)
            yield member.name, file.read() if file else b""


def _guard(name: str, members: Iterator[tuple[str, int]]) -> None:
    count = total = 0
    for path, size in members:
        parts = PurePosixPath(path).parts
        if path.startswith("/") or ".." in parts or "\\" in path or ":" in path:
            raise UsageError(f"error G970 {name} holds a file whose name leads out of it: {path}")
        count, total = count + 1, total + size
        if count > _MOST_FILES or total > _MOST_BYTES:
            raise UsageError(f"error G970 {name} is far too large for an edition")
