"""The content folder as one file: the bytes of every file as they are, the same archive on every machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

#: What a zip file says of who may read a file: everybody, and the owner may write.
_MODE = 0o100644 << 16
#: The first moment that a zip file can name.
_NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)
_UNIX = 3
#: The folder of the records of releases.
_RECORDS = "releases"


def content_archive(root: Path, content: str, moment: datetime) -> bytes:
    """A zip file of the content folder of a project, sorted by path; ``moment`` is the date of each file in it.

    Nothing is compressed in it: so the bytes are the same whatever library is at hand, and it can be compressed as a
    whole. Hidden files and links are left out, and the records of releases: they come after what was made from the
    content, and list it.
    """
    out = BytesIO()
    day = max(moment.astimezone(UTC), _NO_DATE).timetuple()[:6]
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, path in sorted(_files(root / content)):
            info = ZipInfo(f"{content}/{name}", day)
            info.create_system, info.external_attr = _UNIX, _MODE
            archive.writestr(info, path.read_bytes())
    return out.getvalue()


def _files(base: Path) -> Iterator[tuple[str, Path]]:
    for folder, folders, files in os.walk(base):
        at_top = Path(folder) == base
        folders[:] = [name for name in folders if not (name.startswith(".") or (at_top and name == _RECORDS))]
        for name in files:
            path = Path(folder, name)
            if not name.startswith(".") and not path.is_symlink() and path.is_file():
                yield path.relative_to(base).as_posix(), path
