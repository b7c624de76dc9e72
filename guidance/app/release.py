"""A release: the gate, every product in every language, and what the edition says of itself; whole, or not at all.

Products come from their shelves, so that a run that was killed goes on where it stopped. They are put together in a
folder beside the last release, which takes its place in one step when everything in it is there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from guidance.app import desk, inspecting, products, revisions
from guidance.app.building import run_mkdocs
from guidance.app.checking import Checked
from guidance.app.gate import GateError, content_digest, judge
from guidance.app.linking import check_built
from guidance.app.products import PublishedFile
from guidance.app.release_files import Before, Parts, put_together
from guidance.config import Settings
from guidance.errors import ToldError, UsageError
from guidance.model.corpus import Corpus
from guidance.model.lang import LANGUAGES, SOURCE
from guidance.model.moment import moment_written, source_date
from guidance.model.release import edition_order
from guidance.model.revision import compare
from guidance.pack import files_below, tar_gz
from guidance.render.release.manifest import Listed
from guidance.render.release.record import record_yaml
from guidance.shelf import Product, Workers, digest_of, make_all
from guidance.write import remove_folder, swap_folder, write_file

Done = Callable[[str], None]
_SHOWN = 10
#: Where a release stands that lacks a language: not where the site would take it from.
_TRIALS = "build/releases"


class ReleaseError(ToldError):
    """The edition cannot be released; the message says why."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where the files of an edition come from: which there are, how those of a kind are made, the archive of the site.

    ``inspect`` says what is wrong with finished PDFs. ``site`` runs in a process of its own: a function of a module.
    """

    files: Callable[[Settings, Corpus], tuple[PublishedFile, ...]]
    make: Callable[[Settings, Corpus, str, Done], None]
    inspect: Callable[[Settings, Sequence[Path], Done], Checked]
    site: Callable[[Settings, str, datetime], bytes]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an edition that passed the gate will consist of; ``before`` is none for the first edition."""

    settings: Settings
    corpus: Corpus
    texts: dict[str, str]
    files: tuple[PublishedFile, ...]
    before: Before | None
    out: Path
    workshop: Workshop

    @property
    def edition(self) -> str:
        """The edition."""
        return self.corpus.publication.edition

    @property
    def stages(self) -> dict[str, int]:
        """The kinds of files in the order in which they are made, each with how many there are."""
        return {**Counter(file.kind for file in self.files), "inspection": len(self.papers), "site": 1}

    @property
    def papers(self) -> list[Path]:
        """Where its PDFs are kept."""
        return [file.kept for file in self.files if file.media_type == "application/pdf"]

    @property
    def is_trial(self) -> bool:
        """Whether it lacks a language of the publication; such a release is not recorded."""
        return _is_trial(self.settings.langs, self.corpus)

    @property
    def folder(self) -> Path:
        """Where the release will stand."""
        return self.out / self.edition

    def make(self, stage: str, done: Done) -> None:
        """Make the files of a stage that are not up to date; ``done`` is told of each.

        Raises GateError where a finished PDF is not what every PDF must be.
        """
        if stage == "inspection":
            checked = self.workshop.inspect(self.settings, self.papers, done)
            if checked.report.has_errors:
                raise GateError(checked.text)
            return
        if stage != "site":
            self.workshop.make(self.settings, self.corpus, stage, done)
            return
        make = partial(self.workshop.site, self.settings, self.site_name, moment_written(self.corpus.publication.date))
        product = Product(f"{self.site_name}.tar.gz", _site_digest(self), make)
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


def plan(
    settings: Settings,
    edition: str,
    out: Path | None = None,
    dry_run: bool = False,
    workshop: Workshop | None = None,
) -> Plan:
    """Let an edition through the gate; raises GateError with everything that stops it.

    Unless it is a ``dry_run``, the ledger gets every id of the edition, and its number, which is given away from now
    on.
    """
    corpus, texts = _let_through(settings, edition)
    langs = tuple(lang for lang in settings.langs if lang in corpus.publication.languages)
    found, shop = replace(settings, langs=langs), workshop or WORKSHOP
    trial = _is_trial(langs, corpus)
    folder = out or settings.root / (_TRIALS if trial else settings.releases)
    taken = f"release/{edition}"
    if not dry_run and not trial and desk.extend_ledger(settings, taken):
        corpus, texts = _let_through(settings, edition)
    files = shop.files(found, corpus)
    return Plan(found, corpus, texts, files, _before(found, corpus, folder), folder, shop)


def _let_through(settings: Settings, edition: str) -> tuple[Corpus, dict[str, str]]:
    checked = judge(settings, edition)
    if checked.sound is None:
        raise GateError(f"{checked.text}\nThe edition {edition} is not released: mend what is listed above.")
    return checked.sound, checked.texts


def _is_trial(langs: tuple[str, ...], corpus: Corpus) -> bool:
    return set(langs) != set(corpus.publication.languages)


def _before(settings: Settings, corpus: Corpus, out: Path) -> Before | None:
    """The edition before, whose content is in its release or at its tag in git, and what changed since."""
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
    # Readers of a translation that fell behind are shown what changed in the source.
    langs = tuple(lang for lang in LANGUAGES if lang in (*settings.langs, SOURCE))
    return Before(old.corpus, compare(old.corpus, corpus, langs))


def finish(plan: Plan) -> Released:
    """Put the files together, in one step into the place of the last release of this edition, and record it.

    Raises ReleaseError where the edition went out before with other files.
    """
    new = plan.out / f".{plan.edition}.new"
    remove_folder(new)
    parts = Parts(plan.files, _shelf(plan.settings) / f"{plan.site_name}.tar.gz", plan.before, _digest(plan))
    files = put_together(plan.settings, plan.corpus, parts, new)
    _see_that_nothing_changed(plan, files, new)
    swap_folder(new, plan.folder)
    if plan.is_trial:
        return Released(plan.folder, files, ())
    publication, folder = plan.corpus.publication, plan.settings.root / plan.settings.content
    record = folder / "releases" / f"{plan.edition}.yaml"
    known = plan.corpus.releases.get(plan.edition)
    write_file(
        record, record_yaml(publication, _digest(plan), files, plan.before.revision if plan.before else None, known)
    )
    return Released(plan.folder, files, (record, folder / "ledger.txt"))


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
    return content_digest(plan.settings, plan.corpus)


def _shelf(settings: Settings) -> Path:
    return settings.root / settings.cache / "release"


def _site_digest(plan: Plan) -> str:
    """Changes with all that the site is made of; the record of this very edition is not part of it."""
    own = f"{plan.corpus.folder}/releases/{plan.edition}.yaml"
    records = (text for path, text in sorted(plan.texts.items()) if "/releases/" in path and path != own)
    theme = (part for file in _theme(plan.settings.root) for part in file)
    langs = ",".join(plan.settings.langs)
    return digest_of(_digest(plan), langs, repr(source_date()), *records, *theme)


def _theme(root: Path) -> Iterator[tuple[str, bytes]]:
    """What a site is built from beside the content and the program."""
    for name in ("hooks", "overrides"):
        yield from files_below(root / name)
    yield from ((name, data) for name, data in files_below(root, deep=False) if name == "mkdocs.yml")


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
WORKSHOP = Workshop(products.published_files, _make_kind, inspecting.inspect_again, build_site)
