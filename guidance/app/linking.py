"""Links: the addresses of the built site, and those of other websites."""

from __future__ import annotations

from datetime import UTC, date, datetime

from guidance.app.checking import Checked, sound_content
from guidance.app.released import known_releases, released_files
from guidance.config import Settings
from guidance.diagnostics import collect
from guidance.garbage import no_collection
from guidance.links.archive import archived_copies
from guidance.links.health import due, updated, with_copies, without_copy
from guidance.links.lychee import Limits, probe
from guidance.links.problems import problems
from guidance.links.record import to_yaml
from guidance.links.site import SiteReport, check_site
from guidance.load.corpus import load, locate
from guidance.model.addresses import outside_urls
from guidance.model.corpus import Corpus
from guidance.model.health import LinkHealth
from guidance.model.moment import source_date
from guidance.render.address import SHORT_FOLDERS, entry_address, short_path
from guidance.write import write_file

#: How many archived copies are asked for in a run: the archive is slow and a run a week finds them all in time.
_COPIES_A_RUN = 100


def check_built(settings: Settings) -> tuple[Checked, SiteReport]:
    """Check every address of the built site and its books; the report, and how much was looked at."""
    content, _ = sound_content(settings)
    corpus = known_releases(settings, content)
    folder = settings.root / settings.site
    released = released_files(corpus)
    with no_collection():
        found = check_site(folder, corpus.publication.site_url, settings.langs, _published(corpus), released)
    # Where a link stands in a made file is known already; there is no source to look it up in.
    report = collect(locate(found.diagnostics, ()))
    return Checked(corpus, report, {}), found


def _published(corpus: Corpus) -> dict[str, str]:
    """Every address that was ever published, by its entry in the ledger; short links begin with a slash."""
    addresses: dict[str, str] = {}
    for line in corpus.ledger:
        release = (line.entry or "").removeprefix("release/")
        if line.entry and (release == line.entry or release in corpus.releases):
            path, anchor = entry_address(line.entry)
            addresses[line.entry] = f"{path}#{anchor}" if anchor else path
            kind, _, id_ = line.entry.partition("/")
            if kind in SHORT_FOLDERS and not anchor:
                addresses[f"short link of {line.entry}"] = f"/{short_path(kind, id_)}"
    return addresses


def check_outside(settings: Settings, max_age_days: int, with_archive: bool, timeout: int) -> tuple[Checked, int]:
    """Ask every outside address that is due, and record what is known; the report, and how many were asked.

    Raises ContentError if the content has errors, and LinkCheckError if nothing can be asked.
    """
    corpus, texts = sound_content(settings)
    uses = outside_urls(corpus)
    health = corpus.health or LinkHealth()
    today = _today()
    asked = due(uses, health, today, max_age_days)
    health = updated(health, probe(asked, Limits(timeout=timeout)), uses, today)
    if with_archive:
        health = with_copies(health, archived_copies(without_copy(health)[:_COPIES_A_RUN]))
    write_file(settings.root / settings.content / "links.yaml", to_yaml(health).encode())
    sources = load(settings.root, settings.content).sources
    return Checked(corpus, collect(locate(problems(health, uses), sources)), texts), len(asked)


def _today() -> date:
    """The day it is in Greenwich; ``SOURCE_DATE_EPOCH`` sets another one."""
    return (source_date() or datetime.now(UTC)).date()
