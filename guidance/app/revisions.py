"""Two editions side by side: each from the working tree, a git ref, a folder or an archive of a release.

Nothing of the user's files is touched: an old edition is unpacked into a folder of its own, which is gone afterwards.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from guidance.app.checking import loaded
from guidance.changes import ChangesError, archived
from guidance.config import Settings
from guidance.diagnostics import Code, Diagnostic, Pin, Report, Severity, collect
from guidance.errors import ToldError, UsageError
from guidance.garbage import no_collection
from guidance.load.cache import ParseCache
from guidance.load.corpus import Loaded, load, locate
from guidance.load.sources import Source
from guidance.load.unpack import archive_in, content_in, read_archive
from guidance.model.corpus import Corpus
from guidance.model.lang import LANGUAGES, SOURCE
from guidance.model.revision import Revision, compare
from guidance.report import human
from guidance.report.context import Context
from guidance.write import write_artifacts

REVISION_CODES: tuple[Code, ...] = (
    Code(
        "G970",
        Severity.ERROR,
        "edition that cannot be found",
        "An edition is named by a commit, branch or tag of git, or by a folder or an archive that holds its content.",
    ),
    Code(
        "G971",
        Severity.ERROR,
        "edition that this program cannot read",
        "Records of an older edition may have another shape than those of today, and what cannot be read cannot be "
        "compared. Mend a copy of the old content, or compare without these records: the result then lists them.",
    ),
)


class EditionError(ToldError):
    """Content of an edition that this program cannot read; the message is the report on it."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One side of a comparison: what the user calls it, its content, and how many mistakes were passed over."""

    name: str
    corpus: Corpus
    passed_over: int = 0

    @property
    def label(self) -> str:
        """What a published comparison calls it: a ref, or the last name of a path; empty for the working tree."""
        return Path(self.name).name if Path(self.name).exists() else self.name


def compared(
    settings: Settings, old: str, new: str | None = None, skip_unreadable: bool = False
) -> tuple[Edition, Edition, Revision]:
    """The editions named and what changed between them, for the languages of the settings and the source."""
    with no_collection():
        before = edition(settings, old, skip_unreadable)
        after = edition(settings, new, skip_unreadable)
        # Readers of a translation that fell behind are shown what changed in the source.
        langs = tuple(lang for lang in LANGUAGES if lang in (*settings.langs, SOURCE))
        return before, after, compare(before.corpus, after.corpus, langs)


def edition(settings: Settings, name: str | None, skip_unreadable: bool = False) -> Edition:
    """The content of an edition; the working tree without a name.

    ``name`` is a folder or file if there is one, and else a git ref (``git:NAME`` is always one). Raises UsageError
    (G970) where there is no such edition, and EditionError (G971) where records of it cannot be read, unless these are
    to be left out: the corpus then has them among its ``poisoned``.
    """
    if name is None:
        return _sound("", loaded(settings), skip_unreadable)
    if Path(name).is_file():
        return _from_archive(settings, name, read_archive(Path(name)), skip_unreadable)
    if Path(name).is_dir():
        return _from_folder(settings, name, skip_unreadable)
    try:
        data = archived(settings.root, settings.content, name.removeprefix("git:"))
    except ChangesError as failure:
        raise UsageError(
            f'error G970 there is no edition "{name}": it is no file, no folder and no commit here ({failure})'
        ) from None
    return _from_archive(settings, name, data, skip_unreadable)


def _from_folder(settings: Settings, name: str, skip_unreadable: bool) -> Edition:
    folder = Path(name).resolve()
    for root, content in ((folder, settings.content), (folder.parent, folder.name)):
        if (root / content / "publication.yaml").is_file():
            return _sound(name, _read(settings, root, content), skip_unreadable)
    data = archive_in(folder)
    if data is None:
        raise UsageError(
            f"error G970 {name} is no edition: it holds neither content nor one file content-<edition>.zip"
        )
    return _from_archive(settings, name, data, skip_unreadable)


def _from_archive(settings: Settings, name: str, data: bytes, skip_unreadable: bool) -> Edition:
    with tempfile.TemporaryDirectory(prefix="guidance-edition-") as folder:
        write_artifacts(Path(folder), content_in(data, name, settings.content))
        return _sound(name, _read(settings, Path(folder), settings.content), skip_unreadable)


def _read(settings: Settings, root: Path, content: str) -> Loaded:
    # What earlier runs parsed helps here too; what this one parses is not kept.
    return load(root, content, ParseCache(settings.root / settings.cache))


def _sound(name: str, found: Loaded, skip_unreadable: bool) -> Edition:
    mistakes = [problem for problem in found.problems if problem.severity is Severity.ERROR]
    if found.corpus and (skip_unreadable or not mistakes):
        return Edition(name, found.corpus, len(mistakes))
    raise EditionError(_told(name, mistakes, found.sources))


def _told(name: str, mistakes: Iterable[Diagnostic], sources: tuple[Source, ...]) -> str:
    """The report on the mistakes of a side, each file named as one of that side."""
    before = f"{name}:" if name else ""
    named = tuple(Source(f"{before}{source.path}", source.text) for source in sources)
    report: Report = collect(locate((_renamed(mistake, before) for mistake in mistakes), named))
    told = human.render(report, Context({source.path: source.text for source in named}))
    whose = f'The edition "{name}"' if name else "The content of this folder"
    files = len({mistake.pin.path for mistake in mistakes})
    return (
        f"{told}\nerror G971 {whose} has {files} files that this program cannot read. Mend them in a copy of that "
        "edition and name its folder, or add --skip-unreadable to compare the others: the result lists what was left "
        "out."
    )


def _renamed(mistake: Diagnostic, before: str) -> Diagnostic:
    def pin(old: Pin) -> Pin:
        return replace(old, path=f"{before}{old.path}")

    related = tuple(replace(other, pin=pin(other.pin)) for other in mistake.related)
    return replace(mistake, pin=pin(mistake.pin), related=related)
