"""What a book claims of itself: that its files are those of the manifest, and that its pages show them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from guidance.model.edition import MANIFEST, SUMS, content_name, data_name
from guidance.proof.document import Document
from guidance.proof.leaves import Pages, pieces, texts_by_unit
from guidance.proof.manifest import Manifest, read_sums
from guidance.proof.verdict import Statement, fails, holds, unchecked
from guidance.proof.words import UnreadableWords, page_words

#: How many of what is lost are named.
_SHOWN = 8


def data_files(manifest: Manifest) -> tuple[str, str]:
    """The names of the archive of the content and of the data file that a book of the edition carries."""
    return content_name(manifest.edition), data_name(manifest.edition)


def files_are_those_of(manifest: Manifest, document: Document) -> Iterator[Statement]:
    """Whether the files inside are those that the manifest and the checksums name, and no others."""
    wanted = set(data_files(manifest))
    faults = [f"{name} is there twice" for name in document.twice]
    faults += [f"{name} is not named by the manifest" for name in sorted(wanted - set(manifest.files))]
    faults += [f"{name} is lost" for name in sorted((wanted | {SUMS}) - set(document.files))]
    faults += [f"{name!r:.80} does not belong here" for name in sorted(set(document.files) - wanted - {SUMS, MANIFEST})]
    for name in sorted(wanted & set(manifest.files) & set(document.files)):
        content = document.files[name]
        if (len(content), sha256(content).hexdigest()) != manifest.files[name]:
            faults.append(f"{name} was changed")
    faults += _wrong_sums(document)
    for fault in faults:
        yield fails("G782", f"attached files: {fault}", "get the book again from where it is published")
    if not faults:
        yield holds(f"the attached files are those that the manifest names: {', '.join(sorted(wanted))}")


def _wrong_sums(document: Document) -> Iterator[str]:
    if SUMS not in document.files:
        return
    try:
        sums = read_sums(document.files[SUMS].decode("ascii"))
    except ValueError:
        yield f"{SUMS} cannot be read"
        return
    for name in sorted(set(document.files) - {SUMS}):
        if name not in sums:
            yield f"{SUMS} does not name {name!r:.80}"
        elif sums[name] != sha256(document.files[name]).hexdigest():
            yield f"{SUMS} does not agree with {name!r:.80}"


def pages_are_those_of(manifest: Manifest, document: Document) -> Statement:
    """Whether the pages are those that were bound."""
    if (document.pages, document.digest) == (manifest.pages, manifest.digest):
        return holds("the pages are those that the manifest names, with their fonts, links and tags")
    why = f"{manifest.pages:,} pages were bound, {document.pages:,} are there; " * (document.pages != manifest.pages)
    return fails("G785", f"the pages were changed: {why}their digest is not that of the manifest")


def pages_show(path: Path, manifest: Manifest, data: bytes) -> Iterator[Statement]:
    """Whether every text of the data that the book shows stands on its pages."""
    try:
        texts = texts_by_unit(json.loads(data), manifest.lang)
    except (ValueError, RecursionError):
        yield fails("G786", f"{data_name(manifest.edition)} is no data file in JSON, so its texts cannot be looked for")
        return
    unknown = [unit for unit in manifest.shown if unit not in texts]
    if unknown or not manifest.shown:
        why = f"that the data do not have: {_some(unknown)}" if unknown else "of the data, though it shows some"
        yield fails("G786", f"the manifest lists {'texts' if unknown else 'no texts'} {why}")
        return
    try:
        pages = Pages(page_words(path), manifest.lang)
    except UnreadableWords as failure:
        yield fails("G786", f"the words on the pages cannot be read: {failure}")
        return
    lost = [unit for unit in manifest.shown if not all(pages.has(piece) for piece in pieces(*texts[unit]))]
    total = len(manifest.shown)
    if lost:
        yield fails("G786", f"{len(lost):,} of {total:,} texts are not on the pages: {_some(lost)}")
    else:
        yield holds(f"all {total:,} texts of the data that the book shows are on its pages{_how(pages)}")
    if rest := len(texts) - total:
        yield unchecked(f"{rest:,} other texts of the data are not in the book: the website has them")


def _how(pages: Pages) -> str:
    if not pages.by_words:
        return ", word for word"
    return f" ({pages.by_words:,} pieces in right-to-left lines by their words alone, in whatever order)"


def _some(units: Sequence[str]) -> str:
    more = f" and {len(units) - _SHOWN:,} more" if len(units) > _SHOWN else ""
    return ", ".join(f"{unit:.120}" for unit in units[:_SHOWN]) + more
