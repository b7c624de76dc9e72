"""An edition as files: the data that its books carry, and the manifest that says what a book was made from."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import md5, sha256

#: The digests of the files beside it, as the program sha256sum writes and checks them.
SUMS = "SHA256SUMS"
#: What a book was made from and by.
MANIFEST = "manifest.json"
MANIFEST_VERSION = 1
#: How hard files are compressed; the same for every edition, so that the same data are the same bytes.
_LEVEL = 9


def content_name(edition: str) -> str:
    """The name of the archive that holds the content folder."""
    return f"content-{edition}.zip"


def data_name(edition: str) -> str:
    """The name of the whole publication as one data file."""
    return f"guidance-{edition}.json"


def sums_text(digests: Iterable[tuple[str, str]]) -> bytes:
    """Names and digests as lines that sha256sum checks."""
    return "".join(f"{digest}  {name}\n" for name, digest in digests).encode()


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file as it travels inside a document: its size and digests are those before it was compressed.

    ``is_source`` says that the document was made from it; other files hold the same as data.
    """

    name: str
    media_type: str
    is_source: bool
    size: int
    sha256: str
    md5: bytes = field(repr=False)
    packed: bytes = field(repr=False)


def data_file(name: str, media_type: str, content: bytes, is_source: bool = False) -> DataFile:
    """Compress a file and note its digests."""
    packed = zlib.compress(content, _LEVEL)
    sums = sha256(content).hexdigest(), md5(content, usedforsecurity=False).digest()
    return DataFile(name, media_type, is_source, len(content), *sums, packed)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a document, with words for the people who see the list of its files."""

    file: DataFile
    description: str


@dataclass(frozen=True, slots=True)
class EditionData:
    """The data files that every book of an edition carries, and the digest of the program that made them."""

    edition: str
    date: str
    status: str
    files: tuple[DataFile, ...]
    program: str
