"""The service worker of the workbench: which files it keeps for work without a connection, and their version.

Each language has a worker of its own, whose scope is the page of that language: no other page is touched by it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256

from guidance.artifact import Artifact

#: Below the root of the site, because a worker reaches no higher than where it stands.
WORKER = "workbench-worker.js"


def worker(source: str, kept: Mapping[str, Mapping[str, bytes]]) -> Artifact:
    """The worker for the files that each language needs, by their path below the root of the site.

    A version is a digest of the files: the same site gives the same worker, and any change in them another one.
    """
    versions = {lang: {"version": _digest(files), "files": sorted(files)} for lang, files in kept.items()}
    return Artifact(WORKER, f"const KEPT = {json.dumps(versions)};\n{source}".encode(), "text/javascript")


def _digest(files: Mapping[str, bytes]) -> str:
    made = sha256()
    for path, content in sorted(files.items()):
        made.update(f"{path}\0{len(content)}\0".encode())
        made.update(content)
    return made.hexdigest()[:16]
