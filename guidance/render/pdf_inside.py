"""The files inside a book: the data of its edition, and a manifest that says what its pages were made from and by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

from guidance import __version__
from guidance.model.edition import (
    MANIFEST,
    MANIFEST_VERSION,
    SUMS,
    Attachment,
    DataFile,
    EditionData,
    content_name,
    data_file,
    data_name,
    sums_text,
)
from guidance.model.moment import moment_written
from guidance.render.labels import labels

#: The libraries that make pages. Each is one that the lock file names, so that the same book is the same bytes on every
#: machine; what differs from machine to machine, such as Pango, shows in the digest of the pages if it matters.
LIBRARIES = ("weasyprint", "pydyf", "fonttools", "pikepdf")


@dataclass(frozen=True, slots=True)
class Inside:
    """What goes into the book of a language: the data, and which texts of them its pages show, by file."""

    data: EditionData
    lang: str
    shown: Mapping[str, Sequence[str]]

    @property
    def moment(self) -> datetime:
        """When the files say that they were made."""
        return moment_written(self.data.date)

    def attachments(self, pages: int, digest: str) -> list[Attachment]:
        """The files, in the order of their names, for pages of which these are the number and the digest."""
        manifest = data_file(MANIFEST, "application/json", self._manifest(pages, digest))
        sums = sums_text((file.name, file.sha256) for file in (*self.data.files, manifest))
        files = (*self.data.files, manifest, data_file(SUMS, "text/plain", sums))
        return [Attachment(file, self._words(file)) for file in sorted(files, key=lambda file: file.name)]

    def _manifest(self, pages: int, digest: str) -> bytes:
        data = self.data
        said = {
            "name": "manifest",
            "version": MANIFEST_VERSION,
            "edition": data.edition,
            "date": data.date,
            "status": data.status,
            "language": self.lang,
            "files": {file.name: {"size": file.size, "sha256": file.sha256} for file in data.files},
            "pages": {"count": pages, "sha256": digest},
            "program": {"name": "connectivity-guidance", "version": __version__, "sha256": data.program},
            "libraries": {name: version(name) for name in LIBRARIES},
            "shown": self.shown,
        }
        return f"{json.dumps(said, ensure_ascii=False, indent=1)}\n".encode()

    def _words(self, file: DataFile) -> str:
        _, edition = labels(self.lang).gettext, self.data.edition
        return {
            content_name(edition): _("The records from which this publication is made, as YAML and Markdown"),
            data_name(edition): _("The whole publication as data in JSON, in all languages"),
            MANIFEST: _("What this file was made from and by"),
            SUMS: _("The checksums of the attached files (SHA-256)"),
        }[file.name]


def by_file(folder: str, addresses: Iterable[str]) -> dict[str, list[str]]:
    """Addresses of texts by their files below the content folder, in the order in which they come."""
    found: dict[str, list[str]] = {}
    for address in addresses:
        file, _, path = address.removeprefix(f"{folder}/").partition("#")
        found.setdefault(file, []).append(path)
    return found
