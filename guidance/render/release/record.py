"""The record of a release as YAML, which people commit to ``content/releases``."""

from __future__ import annotations

from collections.abc import Iterable

from guidance.model.publication import Publication
from guidance.model.release import Release
from guidance.model.revision import Change, Revision
from guidance.render.release.manifest import Listed

_HEAD = """\
# yaml-language-server: $schema=../schema/release.schema.json
# Written by: guidance release. By hand only `withdrawn` and `replaced_by` are added.
"""


def record_yaml(
    publication: Publication, content: str, files: Iterable[Listed], revision: Revision | None, known: Release | None
) -> bytes:
    """The record; ``content`` is the digest of the content, ``known`` a record that people may have added to."""
    head = [
        f"id: {_quoted(publication.edition)}",
        f"date: {_quoted(publication.date)}",
        f"status: {publication.status}",
        f"content: {_quoted(content)}",
    ]
    if publication.doi:
        head.append(f"doi: {_quoted(publication.doi)}")
    lines = [*head, *_changes(revision), *_by_hand(known), "files:"]
    for file in sorted(files, key=lambda file: file.name):
        lines.append(f"  {file.name}: {{{', '.join(_fields(file))}}}")
    return (_HEAD + "\n".join(lines) + "\n").encode()


def _by_hand(known: Release | None) -> Iterable[str]:
    if known and known.withdrawn:
        yield "withdrawn:"
        yield f"  since: {_quoted(known.withdrawn.since)}"
        yield f"  reason: {_quoted(known.withdrawn.reason.source)}"
    if known and known.replaced_by:
        yield f"replaced_by: {_quoted(known.replaced_by)}"


def _fields(file: Listed) -> Iterable[str]:
    yield f"kind: {file.kind}"
    if file.subject:
        yield f"subject: {_quoted(file.subject)}"
    if file.lang:
        yield f"lang: {file.lang}"
    yield f"size: {file.size}"
    yield f"sha256: {_quoted(file.sha256)}"


def _changes(revision: Revision | None) -> Iterable[str]:
    if revision is None:
        return
    yield "changes:"
    yield f"  since: {_quoted(revision.old_edition)}"
    for change in (Change.ADDED, Change.CHANGED, Change.WITHDRAWN):
        names = [f"{r.kind}/{r.id}" for r in revision.records if r.change is change and r.old_id == r.id]
        if names:
            yield f"  {change}:"
            yield from (f"    - {name}" for name in names)
    moved = {f"{r.kind}/{r.old_id}": f"{r.kind}/{r.id}" for r in revision.records if r.old_id != r.id}
    if moved:
        yield "  moved:"
        yield from (f"    {old}: {new}" for old, new in moved.items())


def _quoted(text: str) -> str:
    """A text on one line, in the quotation marks of YAML that know no escapes but their own doubling."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"
