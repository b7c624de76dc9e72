"""Verifying a book: what it is, whether it is whole, and whether what it was made from is what was released."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from guidance.app.bundling import archive
from guidance.app.checking import loaded
from guidance.config import Settings, SettingsError, find_root, read_settings
from guidance.errors import ToldError, UsageError
from guidance.garbage import no_collection
from guidance.load.unpack import content_in
from guidance.model.corpus import Corpus
from guidance.model.edition import MANIFEST, SUMS
from guidance.model.lang import LANGUAGES
from guidance.proof.claims import data_files, files_are_those_of, pages_are_those_of, pages_show
from guidance.proof.document import Document, Unreadable, read_document
from guidance.proof.manifest import BadManifest, Manifest, read_manifest, read_sums
from guidance.proof.verdict import Outcome, Statement, fails, holds, unchecked
from guidance.render.publication_data import publication_json
from guidance.shelf import program_digest
from guidance.write import write_artifacts, write_file

#: The largest list of checksums that is read, in bytes, and how many files that differ are named.
_MOST_SUMS, _SHOWN = 5_000_000, 5
#: What programs write into the PDFs that this one makes.
_CREATOR = "connectivity-guidance"


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found out about a file; without a manifest it is no book that can be verified."""

    statements: tuple[Statement, ...]
    manifest: Manifest | None = None
    document: Document | None = None

    @property
    def exit_code(self) -> int:
        """0 where nothing fails, 1 otherwise."""
        return int(any(statement.outcome is Outcome.FAILS for statement in self.statements))

    @property
    def title(self) -> str:
        """Which edition this is, in which language."""
        if self.manifest is None or self.document is None:
            return ""
        said, language = self.manifest, LANGUAGES[self.manifest.lang].name
        return f"edition {said.edition} of {said.date} ({said.status}), {language}, {self.document.pages:,} pages"

    @property
    def files_hold(self) -> bool:
        """Whether the files inside are those of the manifest, so that they can be taken out."""
        return self.manifest is not None and not any(statement.code == "G782" for statement in self.statements)


def verify(file: Path, against: Path | None = None) -> Verified:
    """Verify a book, offline; ``against`` is the folder of a release or its list of checksums.

    Without it the record of the release in the content folder here is used, or that folder if it is of the edition.
    """
    document = read_document(file)
    if isinstance(document, Unreadable):
        return Verified((fails("G780", f"{document.why}: it cannot be verified"),))
    if MANIFEST not in document.files:
        return Verified((_foreign(document),))
    try:
        manifest = read_manifest(document.files[MANIFEST])
    except BadManifest as failure:
        return Verified((fails("G783", f"the manifest cannot be read: {failure}"),))
    with no_collection():
        statements = tuple(_statements(file, document, manifest, against))
    return Verified(statements, manifest, document)


def _foreign(document: Document) -> Statement:
    if document.creator != _CREATOR:
        return fails("G781", f"this is no book of this guidance: {document.title!r:.100} was made by somebody else")
    hint = "verify the book with its data inside, from which a copy for archives is made"
    return fails("G781", "this PDF of the guidance carries no data: there is nothing to verify it by", hint)


def _statements(file: Path, document: Document, manifest: Manifest, against: Path | None) -> Iterator[Statement]:
    yield from files_are_those_of(manifest, document)
    yield from _released(file, document, manifest, against)
    yield pages_are_those_of(manifest, document)
    _, data = data_files(manifest)
    if data in document.files:
        yield from pages_show(file, manifest, document.files[data])


def _released(file: Path, document: Document, manifest: Manifest, against: Path | None) -> Iterator[Statement]:
    """Whether the data, and the file itself, are those released: by checksums, a record, or the content here."""
    if against is not None:
        try:
            sums = _sums(against)
        except (OSError, ValueError) as failure:
            yield fails("G787", f"{against} cannot be compared with: {getattr(failure, 'strerror', None) or failure}")
            return
        yield from _compared(file, document, manifest, sums, str(against))
        return
    try:
        settings = read_settings(find_root(Path.cwd()))
        corpus = loaded(settings).corpus
    except SettingsError:
        corpus = None
    if corpus is None or manifest.edition not in (corpus.publication.edition, *corpus.releases):
        hint = "name the folder of the release, or its SHA256SUMS: --against FOLDER_OR_SHA256SUMS"
        yield unchecked("whether these data are those released: nothing of this edition is here to compare with", hint)
    elif release := corpus.releases.get(manifest.edition):
        sums = {name: one.sha256 for name, one in release.files.items()}
        sums |= {data_files(manifest)[0]: release.content}
        yield from _compared(file, document, manifest, sums, release.pin.path)
    else:
        yield from _compared_here(document, manifest, settings, corpus)


def _sums(against: Path) -> dict[str, str]:
    path = against / SUMS if against.is_dir() else against
    if path.stat().st_size > _MOST_SUMS:
        raise ValueError("it is too large for a list of checksums")
    return read_sums(path.read_text("utf-8"))


def _compared(
    file: Path, document: Document, manifest: Manifest, sums: Mapping[str, str], name: str
) -> Iterator[Statement]:
    """What checksums say of the data and of the file itself."""
    contents = {one: document.files[one] for one in data_files(manifest) if one in document.files}
    contents[file.name] = file.read_bytes()
    listed = [one for one in contents if one in sums]
    if not set(listed) & set(data_files(manifest)):
        yield fails("G787", f"{name} names no data of edition {manifest.edition}: is it of another edition?")
    for one in listed:
        if sha256(contents[one]).hexdigest() == sums[one]:
            yield holds(f"{one} is the one released, by {name}")
        else:
            yield fails("G784", f"{one} is not the one released, by {name}", "get it again from where it is published")
    for one in contents.keys() - sums.keys():
        yield unchecked(f"whether {one} is the one released: {name} does not name it")


def _compared_here(document: Document, manifest: Manifest, settings: Settings, corpus: Corpus) -> Iterator[Statement]:
    """What the content folder here, which is of the same edition, says of the data."""
    content, data = data_files(manifest)
    folder, here = f"{settings.content}/ here", archive(settings, corpus)
    if document.files.get(content) == here:
        yield holds(f"{content} holds the files of {folder}")
    else:
        hint = "if the folder has changed since, compare with the release: --against FOLDER_OR_SHA256SUMS"
        yield fails("G784", f"{content} differs from {folder}{_differences(document.files.get(content), here)}", hint)
        return
    if document.files.get(data) == publication_json(corpus):
        yield holds(f"{data} is what this program makes of {folder}")
    elif manifest.program == program_digest():
        yield fails("G784", f"{data} is not what this program makes of {folder}")
    else:
        yield unchecked(f"whether {data} says the same as {folder}: another version of this program made it")


def _differences(inside: bytes | None, here: bytes) -> str:
    try:
        found, wanted = (
            {file.path: file.content for file in content_in(archive_, "the archive", "content")}
            for archive_ in (inside or b"", here)
        )
    except UsageError:
        return ""
    names = sorted(path for path in found.keys() | wanted.keys() if found.get(path) != wanted.get(path))
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f" in {', '.join(names[:_SHOWN])}{more}" if names else ""


def extract(verified: Verified, folder: Path) -> int:
    """Write the files inside a book, and the content unpacked, to a new folder; returns how many files.

    Raises UsageError for a folder that holds something, and ToldError where the files are not those of the manifest or
    the archive cannot be trusted: then nothing is written.
    """
    manifest, document = verified.manifest, verified.document
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} holds something already: name a new folder, so that nothing is written over")
    if manifest is None or document is None or not verified.files_hold:
        raise ToldError("nothing was extracted: the attached files are not those of a book")
    name = data_files(manifest)[0]
    try:
        content = content_in(document.files[name], name, "content")
    except UsageError as failure:
        raise ToldError(f"error G788 {str(failure).removeprefix('error G970 ')}: nothing was extracted") from failure
    count = write_artifacts(folder, content)
    for file in (*data_files(manifest), SUMS, MANIFEST):
        write_file(folder / PurePosixPath(file).name, document.files[file])
    return count + 4
