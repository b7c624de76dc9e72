"""The editions that went out, each with its files, what changed, how to cite it and how to verify a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from guidance.model.lang import LANGUAGES, Language
from guidance.model.release import RecordChanges, Release, ReleasedFile, edition_order
from guidance.render.address import page_path, released_path
from guidance.render.release.names import has_page, record_name
from guidance.render.site.page import PageMaker, SitePage
from guidance.render.wording import file_size

_BOOK = "book"
#: What is made of all languages together comes in this order.
_GENERAL = ("changes", "content", "site", "manifest", "checksums", "catalogue")


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as a line of the page: its permanent address, what it is about, in which form, how large it is.

    ``lang`` is the language of ``about``, which may be English for want of a translation.
    """

    href: str
    name: str
    about: str
    lang: str
    form: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A record that changed: its kind, its name with its language, and the way to its page, empty for none."""

    kind: str
    name: str
    lang: str
    path: str


def releases_page(maker: PageMaker) -> SitePage:
    """The list of all editions, the latest first, with their books."""
    corpus, _ = maker.corpus, maker.view.labels.gettext
    lead = _("Every edition that was published, with its files and checksums. The address of a file never changes.")
    context: dict[str, Any] = {
        "releases": [(release, _books(maker, release)) for release in corpus.releases.values()],
        "in_preparation": corpus.publication.edition not in corpus.releases,
        "own_address": _page_address(maker, corpus.publication.edition),
        "sentences": lambda release: _sentences(maker, release.changes),
        "lead": lead,
    }
    return maker.make("release", "", "releases", _("Editions"), context, description=lead, group="page")


def release_page(maker: PageMaker, release: Release) -> SitePage:
    """The page of an edition."""
    view, files = maker.view, release.files.values()
    title = view.labels.gettext("Edition {edition}").format(edition=view.left_to_right(release.id))
    newest = next(iter(maker.corpus.releases))
    context: dict[str, Any] = {
        "release": release,
        "title": title,
        "newer": newest if edition_order(newest) > edition_order(release.id) else None,
        "own": _by_kind(maker, release, (file for file in files if file.lang == view.lang)),
        "general": _by_kind(maker, release, (file for file in files if file.lang is None)),
        "changes": _changed(maker, release.changes),
        "sentences": _sentences(maker, release.changes),
        "cite_edition": _cite(maker, release),
    }
    return maker.make(
        "release", release.id, "release", title, context, description=title, group="page", source=release.pin.path
    )


def _address(maker: PageMaker, release: Release, name: str) -> str:
    """The permanent address of a file: a full one, for a copy of the site may lack the files of releases."""
    return f"{maker.corpus.publication.site_url}{released_path(release.id, name)}"


def _page_address(maker: PageMaker, edition: str) -> str:
    """The permanent address of the page of an edition."""
    return f"{maker.corpus.publication.site_url}{maker.view.lang}/{page_path('release', edition)}"


def _row(maker: PageMaker, release: Release, file: ReleasedFile) -> FileRow:
    form = file.label.rpartition(".")[2].upper() if "." in file.label else ""
    about, lang = _about(maker, file) if file.subject else ("", maker.view.lang)
    size = file_size(maker.view, file.size)
    return FileRow(_address(maker, release, file.label), file.label, about, lang, form, size, file.sha256)


def _about(maker: PageMaker, file: ReleasedFile) -> tuple[str, str]:
    """The name of a country, a module or a clause, with its language."""
    kind = file.kind if file.kind in ("module", "clause") else "country"
    return record_name(maker.view, f"{kind}/{file.subject}")


def _by_kind(maker: PageMaker, release: Release, files: Iterable[ReleasedFile]) -> list[tuple[str, list[FileRow]]]:
    """The kinds with their files: books first, then by the words of the language; clauses in reading order."""
    places = {id_: place for place, id_ in enumerate((*maker.corpus.modules, *maker.corpus.clauses))}
    rows: dict[str, list[FileRow]] = {}
    by_name = maker.view.sorted(files, lambda file: f"{_about(maker, file)[0] if file.subject else ''} {file.label}")
    for file in sorted(by_name, key=lambda file: places.get(file.subject or "", -1)):
        rows.setdefault(file.kind, []).append(_row(maker, release, file))
    word = maker.view.labels.word
    kinds = maker.view.sorted(rows, lambda kind: word("product-kind", kind))
    kinds.sort(key=lambda kind: (kind != _BOOK, _GENERAL.index(kind) if kind in _GENERAL else -1))
    return [(kind, rows[kind]) for kind in kinds]


def _books(maker: PageMaker, release: Release) -> list[tuple[Language, FileRow]]:
    books = {file.lang: file for file in release.files.values() if file.kind == _BOOK}
    return [(LANGUAGES[lang], _row(maker, release, books[lang])) for lang in LANGUAGES if lang in books]


def _sentences(maker: PageMaker, changes: RecordChanges | None) -> str:
    """What changed, in words."""
    _, n = maker.view.labels.gettext, maker.view.labels.ngettext
    if changes is None:
        return _("This is the first edition.")
    added, changed, gone, moved = map(len, (changes.added, changes.changed, changes.withdrawn, changes.moved))
    said = [
        n("{count} record is new.", "{count} records are new.", added) if added else "",
        n("{count} record changed.", "{count} records changed.", changed) if changed else "",
        n("{count} record was withdrawn.", "{count} records were withdrawn.", gone) if gone else "",
        n("{count} record has another id.", "{count} records have another id.", moved) if moved else "",
    ]
    # Chinese sets no space between sentences.
    between = "" if maker.view.lang == "zh" else " "
    return between.join(sentence for sentence in said if sentence) or _("Nothing changed.")


def _changed(maker: PageMaker, changes: RecordChanges | None) -> list[tuple[str, list[Changed]]]:
    """What became of records, a group for each change."""
    if changes is None:
        return []
    moved = tuple(changes.moved.values())
    groups = {"added": changes.added, "changed": changes.changed, "withdrawn": changes.withdrawn, "moved": moved}
    return [(change, list(_records(maker, names))) for change, names in groups.items() if names]


def _records(maker: PageMaker, names: Iterable[str]) -> Iterator[Changed]:
    for name in names:
        kind, _, id_ = name.partition("/")
        path = f"../../{page_path(kind, id_)}" if has_page(maker.view, name) else ""
        yield Changed(kind, *record_name(maker.view, name), path)


def _cite(maker: PageMaker, release: Release) -> str:
    view, publication = maker.view, maker.corpus.publication
    pattern = view.labels.gettext("{publication}, edition {edition}, {date} ({status}). {address}")
    page = _page_address(maker, release.id)
    return pattern.format(
        publication=view.words(publication.title),
        edition=view.left_to_right(release.id),
        date=view.labels.date(release.date),
        status=view.labels.word("publication-status", release.status),
        address=view.left_to_right(f"https://doi.org/{release.doi}" if release.doi else page),
    )
