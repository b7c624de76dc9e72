"""A release: the gate, every product in every language, and what the edition says of itself; whole, or not at all.

Products come from their shelves, so that a run that was killed goes on where it stopped. They are put together in a
folder beside the last release, which takes its place in one step when everything in it is there.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePosixPath

from guidance.app import desk, products, revisions
from guidance.app.building import run_mkdocs
from guidance.app.gate import GateError, content_digest, judge
from guidance.app.linking import check_built
from guidance.app.products import PublishedFile
from guidance.config import Settings
from guidance.errors import ToldError, UsageError
from guidance.model.corpus import Corpus
from guidance.model.release import edition_order
from guidance.model.revision import Revision, compare
from guidance.pack import checksum, files_below, tar_gz, zipped
from guidance.render.release.changes import changes_json, changes_markdown
from guidance.render.release.datacite import datacite, datacite_json, datacite_xml
from guidance.render.release.manifest import MANIFEST, SUMS, Inputs, Listed, manifest_json, sums
from guidance.render.release.record import record_yaml
from guidance.render.view import View
from guidance.shelf import Product, Workers, digest_of, make_all, program_digest
from guidance.write import copy_file, remove_folder, swap_folder, write_file

Done = Callable[[str], None]
#: What a site is built from beside the content and the program.
_THEME = ("hooks", "overrides")
_SHOWN = 10


class ReleaseError(ToldError):
    """The edition cannot be released; the message says why."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where the files of an edition come from: which there are, how those of a kind are made, the archive of the site.

    ``site`` runs in a process of its own: a function of a module.
    """

    files: Callable[[Settings, Corpus, dict[str, str]], tuple[PublishedFile, ...]]
    make: Callable[[Settings, Corpus, str, Done], None]
    site: Callable[[Settings, str, datetime], bytes]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an edition that passed the gate will consist of; ``revision`` is none for the first edition."""

    settings: Settings
    corpus: Corpus
    texts: dict[str, str]
    files: tuple[PublishedFile, ...]
    revision: Revision | None
    out: Path
    workshop: Workshop

    @property
    def edition(self) -> str:
        """The edition."""
        return self.corpus.publication.edition

    @property
    def stages(self) -> dict[str, int]:
        """The kinds of files in the order in which they are made, each with how many there are."""
        return {**Counter(file.kind for file in self.files), "site": 1}

    @property
    def is_trial(self) -> bool:
        """Whether it lacks a language of the publication; such a release is not recorded."""
        return set(self.settings.langs) != set(self.corpus.publication.languages)

    @property
    def folder(self) -> Path:
        """Where the release will stand."""
        return self.out / self.edition

    def make(self, stage: str, done: Done) -> None:
        """Make the files of a stage that are not up to date; ``done`` is told of each."""
        if stage != "site":
            self.workshop.make(self.settings, self.corpus, stage, done)
            return
        make = partial(self.workshop.site, self.settings, self.site_name, _made(self.corpus))
        product = Product(f"{self.site_name}.tar.gz", _site_digest(self.settings, self.texts), make)
        make_all(_shelf(self.settings), [product], Workers(1), lambda product: done(product.path))

    @property
    def site_name(self) -> str:
        """The name of the archive of the site, and of the folder in it."""
        return f"connectivity-guidance-{self.edition}-site"


@dataclass(frozen=True, slots=True)
class Released:
    """A finished release: its folder, its files, and the files of the content that people commit."""

    folder: Path
    files: tuple[Listed, ...]
    to_commit: tuple[Path, ...]


def plan(settings: Settings, edition: str, out: Path | None = None, workshop: Workshop | None = None) -> Plan:
    """Let an edition through the gate; raises GateError with everything that stops it."""
    checked = judge(settings, edition)
    corpus = checked.sound
    if corpus is None:
        raise GateError(f"{checked.text}\nThe edition {edition} is not released: mend what is listed above.")
    langs = tuple(lang for lang in settings.langs if lang in corpus.publication.languages)
    found, shop = replace(settings, langs=langs), workshop or WORKSHOP
    folder = out or settings.root / settings.releases
    files = shop.files(found, corpus, checked.texts)
    return Plan(found, corpus, checked.texts, files, _revision(found, corpus, folder), folder, shop)


def _revision(settings: Settings, corpus: Corpus, out: Path) -> Revision | None:
    """What changed since the edition before, whose content is in its release or at its tag in git."""
    now = edition_order(corpus.publication.edition)
    before = next((edition for edition in corpus.releases if edition_order(edition) < now), None)
    if before is None:
        return None
    folders = (folder / before for folder in (out, settings.root / settings.releases))
    name = next((str(folder) for folder in folders if folder.is_dir()), f"git:{before}")
    try:
        old = revisions.edition(settings, name, skip_unreadable=True)
    except UsageError as failure:
        raise ReleaseError(
            f"The edition {before} cannot be found, so nobody could say what changed since: put its release into "
            f"{settings.releases}/{before}, or fetch its tag.\n{failure}"
        ) from None
    return compare(old.corpus, corpus, settings.langs)


def finish(plan: Plan) -> Released:
    """Put the files together, in one step into the place of the last release of this edition, and record it.

    Raises ReleaseError where the edition went out before with other files.
    """
    if not plan.is_trial:
        desk.extend_ledger(plan.settings)
    new = plan.out / f".{plan.edition}.new"
    remove_folder(new)
    files = _put_together(plan, new)
    _see_that_nothing_changed(plan, files, new)
    swap_folder(new, plan.folder)
    if plan.is_trial:
        return Released(plan.folder, files, ())
    publication, folder = plan.corpus.publication, plan.settings.root / plan.settings.content
    record = folder / "releases" / f"{plan.edition}.yaml"
    known = plan.corpus.releases.get(plan.edition)
    write_file(record, record_yaml(publication, _digest(plan), files, plan.revision, known))
    desk.extend_ledger(plan.settings)
    return Released(plan.folder, files, (record, folder / "ledger.txt"))


def _put_together(plan: Plan, folder: Path) -> tuple[Listed, ...]:
    listed = [_copied(file, folder) for file in plan.files]
    site = f"{plan.site_name}.tar.gz"
    copy_file(_shelf(plan.settings) / site, folder / site)
    listed.append(_listed(folder, site, "site", "", "application/gzip"))
    for name, (kind, lang, media_type, content) in _written(plan, listed).items():
        write_file(folder / name, content)
        listed.append(_listed(folder, name, kind, lang, media_type))
    names = Counter(file.name for file in listed)
    if doubled := [name for name, count in names.items() if count > 1]:
        raise ValueError(f"two files of a release are called {doubled[0]}")
    before = plan.revision.old_edition if plan.revision else None
    inputs = Inputs(_digest(plan), program_digest(), before)
    manifest = manifest_json(plan.corpus.publication, inputs, plan.settings.langs, listed)
    write_file(folder / MANIFEST, manifest)
    listed.append(_listed(folder, MANIFEST, "manifest", "", "application/json"))
    write_file(folder / SUMS, sums((file.name, file.sha256) for file in listed))
    listed.append(_listed(folder, SUMS, "checksums", "", "text/plain"))
    return tuple(listed)


#: Kind, language, media type and bytes of a file.
_Made = tuple[str, str, str, bytes]


def _written(plan: Plan, listed: list[Listed]) -> dict[str, _Made]:
    """What the edition says of itself, by name: its content, what changed, its entry in catalogues."""
    made: dict[str, _Made] = {}
    folder = plan.settings.root / plan.settings.content
    content = zipped(dict(_content(folder)), _made(plan.corpus))
    made[f"content-{plan.edition}.zip"] = ("content", "", "application/zip", content)
    if plan.revision:
        made["changes.json"] = ("changes", "", "application/json", changes_json(plan.revision))
        for lang in plan.settings.langs:
            text = changes_markdown(View(plan.corpus, lang), plan.revision)
            made[f"changes-{lang}.md"] = ("changes", lang, "text/markdown", text)
    before = plan.revision.old_edition if plan.revision else None
    properties = datacite(plan.corpus.publication, plan.settings.langs, listed, before)
    made["datacite.json"] = ("catalogue", "", "application/json", datacite_json(properties))
    made["datacite.xml"] = ("catalogue", "", "application/xml", datacite_xml(properties))
    return made


def _content(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The content files as they were before the release: without the records of releases, and their lines."""
    for path, content in files_below(folder):
        if path == "ledger.txt":
            lines = (line for line in content.splitlines(keepends=True) if not line.startswith(b"release/"))
            content = b"".join(lines)
        if not path.startswith("releases/"):
            yield f"content/{path}", content


def _copied(file: PublishedFile, folder: Path) -> Listed:
    name = PurePosixPath(file.path).name
    copy_file(file.kept, folder / name)
    return replace(_listed(folder, name, file.kind, file.lang, file.media_type), subject=file.subject)


def _listed(folder: Path, name: str, kind: str, lang: str, media_type: str) -> Listed:
    size, digest = checksum(folder / name)
    return Listed(name, kind, "", lang, media_type, size, digest)


def _see_that_nothing_changed(plan: Plan, files: tuple[Listed, ...], new: Path) -> None:
    """An edition that was recorded keeps its files; raises ReleaseError and removes what was made."""
    known = plan.corpus.releases.get(plan.edition)
    if known is None or plan.is_trial:
        return
    now, then = {file.name: file.sha256 for file in files}, {name: file.sha256 for name, file in known.files.items()}
    if other := sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name)):
        remove_folder(new)
        more = f" and {len(other) - _SHOWN} more" if len(other) > _SHOWN else ""
        raise ReleaseError(
            f"{known.pin.path}: error G796 the edition {known.id} went out with other files: "
            f"{', '.join(other[:_SHOWN])}{more}.\nThe program or its libraries have changed since. Give the "
            f"publication its next edition; if {known.id} never went out, delete its record."
        )


def _digest(plan: Plan) -> str:
    return content_digest(plan.texts, plan.corpus.folder)


def _made(corpus: Corpus) -> datetime:
    """When the edition was made: its date, or what ``SOURCE_DATE_EPOCH`` says; never the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC)
    year, month, day = (*(int(part) for part in corpus.publication.date.split("-")), 1, 1)[:3]
    return datetime(year, month, day, tzinfo=UTC)


def _shelf(settings: Settings) -> Path:
    return settings.root / settings.cache / "release"


def _site_digest(settings: Settings, texts: Mapping[str, str]) -> str:
    """Changes with all that the site is made of; the record of this very edition is not part of it."""
    theme = [part for name in _THEME for path, data in files_below(settings.root / name) for part in (path, data)]
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return digest_of(content_digest(texts, settings.content), ",".join(settings.langs), epoch, *theme)


def build_site(settings: Settings, name: str, made: datetime) -> bytes:
    """Build the site with all its files, check every link in it, and pack it under a name; raises GateError."""
    place = f"{settings.cache}/release/site"
    found = replace(settings, site=place, releasing=True)
    if code := run_mkdocs(found, ["build", "--quiet", "--site-dir", str(settings.root / place)], books=True):
        raise ReleaseError(f"the site could not be built (mkdocs ended with {code})")
    checked, _looked_at = check_built(found)
    if checked.report.has_errors:
        raise GateError(checked.text)
    packed = tar_gz(settings.root / place, name, made)
    remove_folder(settings.root / place)
    return packed


def _make_kind(settings: Settings, corpus: Corpus, kind: str, done: Done) -> None:
    products.make_files(settings, corpus, (kind,), done)


#: The real one; tests bring their own.
WORKSHOP = Workshop(products.published_files, _make_kind, build_site)
