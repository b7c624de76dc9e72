"""Whether the search of each language has its files, and whether what it finds is there.

Pagefind keeps, for each page, a file with the page's address and anchors below the root of its language: a result of a
search is a link like any other.
"""

from __future__ import annotations

import gzip
import json
import zlib
from typing import Any

from guidance.links.findings import Findings, Target
from guidance.links.follow import LINK, Follower
from guidance.links.places import Place
from guidance.links.tree import Tree

CODE = "G809"
FOLDER = "pagefind"
_ENTRY = "pagefind-entry.json"
_FIRST = ("pagefind.js", _ENTRY)
_MARK = b"pagefind_dcd"


def check_search(tree: Tree, lang: str, follower: Follower, findings: Findings) -> None:
    """Check the search index of a language."""
    folder = f"{FOLDER}/{lang}"
    fragments = sorted(f"{folder}/fragment/{name}" for name in tree.beside(f"{folder}/fragment"))
    entry = _entry(tree, folder)
    lacking = [name for name in _names(entry, lang) if f"{folder}/{name}" not in tree.files]
    if lacking or entry is None:
        name = lacking[0] if lacking else _ENTRY
        fault = "is missing" if lacking else "cannot be read"
        message = f"the search in {lang} does not work: {folder}/{name} {fault}"
        # A file that the index names is missed there; one that every search needs, in its own place.
        place = Place(f"{folder}/{name if name in _FIRST else _ENTRY}")
        findings.add(CODE, Target("search", lang), message, place)
        return
    count = entry["languages"][lang].get("page_count")
    if count != len(fragments):
        message = f"the search in {lang} knows {count} pages, but {len(fragments)} are in {folder}/fragment/"
        findings.add(CODE, Target("search", lang), message, Place(f"{folder}/{_ENTRY}"))
    for path in fragments:
        _check_fragment(tree, lang, path, follower, findings)


def _entry(tree: Tree, folder: str) -> Any | None:
    """What the index says of itself, if it can be read."""
    try:
        entry = json.loads(tree.read(f"{folder}/{_ENTRY}"))
        known = all(isinstance(found, dict) for found in entry["languages"].values())
    except (OSError, ValueError, RecursionError, LookupError, TypeError, AttributeError):
        return None
    return entry if known and folder.rpartition("/")[2] in entry["languages"] else None


def _names(entry: Any | None, lang: str) -> tuple[str, ...]:
    """The files that the page of the search loads first, and those that the index names."""
    if entry is None:
        return _FIRST
    found = entry["languages"][lang]
    wasm = found.get("wasm") or "unknown"
    return (*_FIRST, f"pagefind.{found.get('hash')}.pf_meta", f"wasm.{wasm}.pagefind")


def _check_fragment(tree: Tree, lang: str, path: str, follower: Follower, findings: Findings) -> None:
    place = Place(path, inside="a result of the search")
    try:
        data = gzip.decompress(tree.read(path))
        found = json.loads(data.removeprefix(_MARK))
        address = f"{lang}{found['url']}"
        anchors = [anchor["id"] for anchor in found.get("anchors", ())]
    except (OSError, EOFError, zlib.error, ValueError, RecursionError, LookupError, TypeError) as failure:
        message = f"the search in {lang} is damaged: {path} cannot be read: {failure}"
        findings.add(CODE, Target("search", lang), message, Place(path))
        return
    for anchor in anchors or [""]:
        follower.follow(LINK, "", f"{address}#{anchor}" if anchor else address, place)
