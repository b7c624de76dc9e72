"""The folder of a release: the products, and beside them what the edition says of itself."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from guidance.app.bundling import archive, edition_data
from guidance.app.products import PublishedFile
from guidance.config import Settings
from guidance.model.corpus import Corpus
from guidance.model.edition import MANIFEST, SUMS, sums_text
from guidance.model.revision import Revision
from guidance.pack import checksum
from guidance.render.redline.compose import Compared, document
from guidance.render.redline.data import data
from guidance.render.redline.files import page
from guidance.render.release.changes import changes_markdown
from guidance.render.release.datacite import datacite, datacite_json, datacite_xml
from guidance.render.release.manifest import Inputs, Listed, manifest_json
from guidance.render.view import View
from guidance.shelf import program_digest
from guidance.write import copy_file, write_file

#: Kind, language, media type and bytes of a file.
_Made = tuple[str, str, str, bytes]


@dataclass(frozen=True, slots=True)
class Before:
    """The edition before, and what changed since."""

    corpus: Corpus
    revision: Revision


@dataclass(frozen=True, slots=True)
class Parts:
    """What a release is put together from: products, the archive of the site, the edition before, a digest of content.

    ``before`` is none for the first edition.
    """

    products: tuple[PublishedFile, ...]
    site: Path
    before: Before | None
    content: str


def put_together(settings: Settings, corpus: Corpus, parts: Parts, folder: Path) -> tuple[Listed, ...]:
    """Fill a folder that nobody reads yet; returns its files, the manifest and the checksums last."""
    listed = [_copied(file, folder) for file in parts.products]
    copy_file(parts.site, folder / parts.site.name)
    listed.append(_listed(folder, parts.site.name, "site", "", "application/gzip"))
    for name, (kind, lang, media_type, content) in _written(settings, corpus, parts, listed):
        write_file(folder / name, content)
        listed.append(_listed(folder, name, kind, lang, media_type))
    names = Counter(file.name for file in listed)
    if doubled := [name for name, count in names.items() if count > 1]:
        raise ValueError(f"two files of a release are called {doubled[0]}")
    inputs = Inputs(parts.content, program_digest(), _name_before(parts))
    write_file(folder / MANIFEST, manifest_json(corpus.publication, inputs, settings.langs, listed))
    listed.append(_listed(folder, MANIFEST, "manifest", "", "application/json"))
    write_file(folder / SUMS, sums_text(sorted((file.name, file.sha256) for file in listed)))
    listed.append(_listed(folder, SUMS, "checksums", "", "text/plain"))
    return tuple(listed)


def _written(settings: Settings, corpus: Corpus, parts: Parts, listed: Iterable[Listed]) -> Iterator[tuple[str, _Made]]:
    """What the edition says of itself, by name: its content, what changed, its entry in catalogues."""
    files = list(listed)
    for file in edition_data(corpus, archive(settings, corpus)).files:
        yield file.name, ("content" if file.is_source else "data", "", file.media_type, zlib.decompress(file.packed))
    if parts.before:
        yield from _changes(settings, corpus, parts.before)
    properties = datacite(corpus.publication, settings.langs, files, _name_before(parts))
    yield "datacite.json", ("catalogue", "", "application/json", datacite_json(properties))
    yield "datacite.xml", ("catalogue", "", "application/xml", datacite_xml(properties))


def _changes(settings: Settings, corpus: Corpus, before: Before) -> Iterator[tuple[str, _Made]]:
    """What changed: for programs, as a list for readers, and word by word as a page that needs nothing else."""
    revision = before.revision
    yield "changes.json", ("changes", "", "application/json", data(revision))
    for lang in settings.langs:
        old, new = View(before.corpus, lang), View(corpus, lang)
        yield f"changes-{lang}.md", ("changes", lang, "text/markdown", changes_markdown(new, revision))
        redline = page(document(Compared(old, new, "", "", revision)))
        yield f"changes-{lang}.html", ("changes", lang, "text/html", redline.encode())


def _name_before(parts: Parts) -> str | None:
    return parts.before.revision.old_edition if parts.before else None


def _copied(file: PublishedFile, folder: Path) -> Listed:
    name = PurePosixPath(file.path).name
    copy_file(file.kept, folder / name)
    return replace(_listed(folder, name, file.kind, file.lang, file.media_type), subject=file.subject)


def _listed(folder: Path, name: str, kind: str, lang: str, media_type: str) -> Listed:
    size, digest = checksum(folder / name)
    return Listed(name, kind, "", lang, media_type, size, digest)
