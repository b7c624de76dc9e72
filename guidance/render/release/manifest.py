"""The list of the files of an edition, for programs, with what each was made from; and their checksums."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from guidance.model.publication import Publication

VERSION = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of an edition: its name, what it is and is about (as in the list of products), and its bytes.

    ``made_from`` names the input beside the program: ``content`` (all of it), or the name of another file.
    """

    name: str
    kind: str
    subject: str
    lang: str
    media_type: str
    size: int
    sha256: str
    made_from: str = "content"


@dataclass(frozen=True, slots=True)
class Inputs:
    """What an edition was made from: digests of the content and of the program, and the edition compared with."""

    content: str
    program: str
    since: str | None = None


def manifest_json(publication: Publication, inputs: Inputs, langs: Iterable[str], files: Iterable[Listed]) -> bytes:
    """The manifest; the same edition gives the same bytes."""
    head: dict[str, Any] = {
        "name": "manifest",
        "version": VERSION,
        "edition": publication.edition,
        "date": publication.date,
        "status": publication.status,
        "title": publication.title.source,
        "licence": publication.licence,
        "languages": list(langs),
        "address": f"{publication.site_url}releases/{publication.edition}/",
        "made_from": {"content": f"sha256:{inputs.content}", "program": f"sha256:{inputs.program}"},
    }
    if inputs.since:
        head["compared_with"] = inputs.since
    head["files"] = [_entry(file) for file in sorted(files, key=lambda file: file.name)]
    return (json.dumps(head, ensure_ascii=False, indent=1) + "\n").encode()


def _entry(file: Listed) -> dict[str, Any]:
    made: dict[str, Any] = {"path": file.name, "kind": file.kind}
    made |= {"subject": file.subject} if file.subject else {}
    made |= {"language": file.lang} if file.lang else {}
    return made | {
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        "made_from": file.made_from,
    }
