"""The releases that went out before: their files beside the pages, and what the site and its checks know of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from guidance.config import Settings
from guidance.diagnostics import Diagnostic, Pin, error
from guidance.model.corpus import Corpus
from guidance.pack import checksum
from guidance.render.address import released_path
from guidance.write import copy_file

_HINT = "put back the file that was published, or take the folder of this release away"


def known_releases(settings: Settings, corpus: Corpus) -> Corpus:
    """The corpus with the releases that its site shows: an edition on its way out does not list its own files."""
    if not settings.releasing:
        return corpus
    others = {id_: release for id_, release in corpus.releases.items() if id_ != corpus.publication.edition}
    return replace(corpus, releases=others)


def damaged(settings: Settings, corpus: Corpus) -> Iterator[Diagnostic]:
    """Files of releases that stand here and are not those that were recorded."""
    for release in corpus.releases.values():
        folder = _folder(settings, release.id)
        for name, file in release.files.items() if folder.is_dir() else ():
            pin = Pin(release.pin.path, ("files", name, "sha256"))
            if not (folder / name).is_file():
                yield error("G798", f"{settings.releases}/{release.id}/{name} is not there", pin, _HINT)
            elif checksum(folder / name)[1] != file.sha256:
                yield error("G798", f"{settings.releases}/{release.id}/{name} is not the file recorded", pin, _HINT)


def add_releases(settings: Settings, corpus: Corpus, site: Path) -> None:
    """Put the files of the releases that stand here beside the pages, at their permanent addresses."""
    for release in corpus.releases.values():
        folder = _folder(settings, release.id)
        for name in release.files if folder.is_dir() else ():
            copy_file(folder / name, site / released_path(release.id, name))


def released_files(corpus: Corpus) -> frozenset[str]:
    """The paths of the files of all releases below the root of the site."""
    return frozenset(released_path(release.id, name) for release in corpus.releases.values() for name in release.files)


def _folder(settings: Settings, edition: str) -> Path:
    return settings.root / settings.releases / edition
