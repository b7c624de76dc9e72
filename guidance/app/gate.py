"""The gate: everything that keeps an edition from going out, said at once."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from guidance.app.checking import Checked, check
from guidance.check.rules import at_the_gate
from guidance.config import Settings
from guidance.diagnostics import Code, Diagnostic, Pin, Severity, collect, error
from guidance.errors import ToldError
from guidance.links.problems import problems
from guidance.load.archive import content_archive
from guidance.load.corpus import locate
from guidance.load.sources import Source
from guidance.model.addresses import outside_urls
from guidance.model.corpus import Corpus
from guidance.model.health import LinkHealth
from guidance.model.moment import moment_written

#: The codes of a release that do not rest on the content alone. None has an example.
RELEASE_CODES = (
    Code(
        "G790",
        Severity.ERROR,
        "edition that is not that of the publication",
        "The name of the edition stands on every page and in the name of every file: what is released is the edition "
        "that the publication record names.",
    ),
    Code(
        "G796",
        Severity.ERROR,
        "edition that went out with other content",
        "Its files stand at permanent addresses, and people have cited them with their checksums. What has changed "
        "since is a new edition.",
    ),
    Code(
        "G798",
        Severity.ERROR,
        "file of a release that is not the one recorded",
        "Whoever cites an edition relies on its files staying as they are; a file that differs from its record was "
        "damaged, or exchanged, and is not published.",
    ),
)


class GateError(ToldError):
    """The edition must not go out; the message is the report."""


def judge(settings: Settings, edition: str | None = None) -> Checked:
    """Everything that keeps an edition from going out: errors of the check, the rules of the gate, dead links.

    ``edition`` is the one asked for; without it that of the publication is judged. Warnings and notes are left out.
    """
    checked = check(settings)
    found = [d for d in checked.report.diagnostics if d.severity is Severity.ERROR]
    corpus = checked.corpus
    if corpus is None:
        return Checked(None, collect(found), checked.texts)
    sources = tuple(Source(path, text) for path, text in checked.texts.items())
    edition_problems = _edition(settings, corpus, edition or corpus.publication.edition)
    new = [*edition_problems, *at_the_gate(corpus), *_dead(corpus)]
    return Checked(corpus, collect([*found, *locate(new, sources)]), checked.texts)


def content_digest(settings: Settings, corpus: Corpus) -> str:
    """The SHA-256 of the archive of the content, which is a file of the release."""
    moment = moment_written(corpus.publication.date)
    return sha256(content_archive(settings.root, settings.content, moment)).hexdigest()


def _edition(settings: Settings, corpus: Corpus, edition: str) -> Iterator[Diagnostic]:
    publication = corpus.publication
    if edition != publication.edition:
        message = f'the edition asked for is "{edition}", and that of the publication is "{publication.edition}"'
        hint = f"release {publication.edition}, or write the edition (and its date) here first"
        yield error("G790", message, Pin(publication.pin.path, ("edition",)), hint)
    known = corpus.releases.get(publication.edition)
    if known and known.content != content_digest(settings, corpus):
        message = f"the edition {known.id} is recorded as released, with other content"
        hint = f"give the publication its next edition; if {known.id} never went out, delete this record"
        yield error("G796", message, Pin(known.pin.path, ("content",)), hint)


def _dead(corpus: Corpus) -> list[Diagnostic]:
    found = problems(corpus.health or LinkHealth(), outside_urls(corpus))
    return [problem for problem in found if problem.severity is Severity.ERROR]
