"""What changed since the edition before: for programs unit by unit, for readers in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from guidance.model.revision import KINDS, Change, RecordChange, Revision
from guidance.render.address import page_path
from guidance.render.release.names import has_page, record_name
from guidance.render.view import View

VERSION = 1


def changes_json(revision: Revision) -> bytes:
    """Every record with its texts, values and places that changed, by id and language; texts by their digests."""
    head: dict[str, Any] = {
        "name": "changes",
        "version": VERSION,
        "edition": revision.new_edition,
        "since": revision.old_edition,
        "languages": list(revision.langs),
        "counts": {
            "records": {str(change): count for change, count in sorted(revision.records_by().items())},
            "by_language": {
                lang: {str(change): count for change, count in sorted(revision.counts(lang).items())}
                for lang in revision.langs
            },
        },
        "records": [_record(record) for record in revision.records],
    }
    return (json.dumps(head, ensure_ascii=False, indent=1) + "\n").encode()


def _record(record: RecordChange) -> dict[str, Any]:
    made: dict[str, Any] = {"record": f"{record.kind}/{record.id}"}
    made |= {"change": str(record.change)} if record.change else {}
    made |= {"moved_from": f"{record.kind}/{record.old_id}"} if record.old_id != record.id else {}
    made |= {"successor": record.successor} if record.successor else {}
    if record.units:
        made["texts"] = [
            {"path": unit.path, "language": unit.lang, "change": str(unit.change)}
            | {side: digest for side, digest in zip(("old", "new"), unit.digests, strict=True) if digest}
            for unit in record.units
        ]
    if record.values:
        made["values"] = [
            {"path": v.path, "change": str(v.change), "old": list(v.old), "new": list(v.new)} for v in record.values
        ]
    if record.shifts:
        made["places"] = [
            {"path": s.path, "change": str(Change.MOVED if s.moved else Change.RENUMBERED)}
            | {"old": list(s.old), "new": list(s.new)}
            for s in record.shifts
        ]
    return made


def changes_markdown(view: View, revision: Revision) -> bytes:
    """The same in the words of a language: each record by its name, with how many of its texts changed."""
    return ("\n".join(_markdown(view, revision)) + "\n").encode()


def _markdown(view: View, revision: Revision) -> Iterator[str]:
    _ = view.labels.gettext
    publication = view.corpus.publication
    yield f"# {view.words(publication.title)}"
    yield ""
    between = _("What changed between the editions {old} and {new}")
    yield f"## {between.format(old=revision.old_edition, new=revision.new_edition)}"
    yield ""
    if not revision.records:
        yield _("Nothing changed.")
    for kind in KINDS:
        found = [record for record in revision.records if record.kind == kind]
        if found:
            yield f"### {view.labels.word('text-kind', kind)}"
            yield ""
            yield from (_line(view, record) for record in found)
            yield ""


def _line(view: View, record: RecordChange) -> str:
    name = f"{record.kind}/{record.id}"
    title, _lang = record_name(view, name)
    if has_page(view, name):
        site = view.corpus.publication.site_url
        title = f"[{title}]({site}{view.lang}/{page_path(record.kind, record.id)})"
    change = record.change or Change.MOVED
    said = view.labels.word("revision-change", str(change))
    texts = len(record.in_language(view.lang))
    words = f"{view.labels.gettext('{label}:').format(label=title)} {said}"
    if record.change is Change.CHANGED and texts:
        words += f" ({view.labels.ngettext('{count} text', '{count} texts', texts)})"
    return f"- {words}"
