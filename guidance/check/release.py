"""G79: what stops a release, by the rules of the publication for its status; and records of releases that cannot be.

The rules marked ``gate`` are applied by ``guidance release`` alone: work in progress breaks them, and may.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from guidance.check.rules import Finding, rule
from guidance.check.texts import below
from guidance.diagnostics import Pin, Severity
from guidance.model.addresses import outside_urls
from guidance.model.corpus import Corpus
from guidance.model.lang import SOURCE
from guidance.model.release import Hold, Release, edition_order

ERROR = Severity.ERROR


@rule(
    "G791",
    ERROR,
    "hold that nobody has settled",
    gate=True,
    fails="""
    # clauses/quiet-rivers.yaml
    holds:
      - {reason: The threshold for noise awaits the advice of the working group., since: '2026-10-01', by: the editors}
    """,
    passes="""
    # clauses/quiet-rivers.yaml
    holds: []
    """,
)
def unsettled_hold(corpus: Corpus) -> Iterator[Finding]:
    """A hold says that a record must not be published before something is settled; whoever settles it takes it out."""
    if corpus.publication.rules.allows("holds"):
        return
    for hold in holds(corpus):
        message = f"on hold since {hold.since}, by {hold.by}: {hold.reason}"
        yield Finding(message, below(hold.pin, "reason"), "settle it, then take the hold out")


def holds(corpus: Corpus) -> Iterator[Hold]:
    """Every hold of the corpus."""
    for module in corpus.modules.values():
        yield from module.holds
    for clause in corpus.clauses.values():
        yield from clause.holds
    for page in corpus.pages.values():
        yield from page.holds
    for law in corpus.laws.values():
        yield from law.holds


@rule(
    "G792",
    ERROR,
    "stale translation in an edition that may have none",
    gate=True,
    fails="""
    # publication.yaml
    release: {draft: {missing: allowed-as-marked, unchecked_links: allowed-as-marked}}
    # translations/fr/clauses/night-corridors.yaml
    translation: {status: courtesy}
    units:
      title: {of: 0123456789ab, text: Désignation des corridors nocturnes}
    """,
    passes="""
    # publication.yaml
    release: {draft: {missing: allowed-as-marked, unchecked_links: allowed-as-marked}}
    """,
)
def stale_in_release(corpus: Corpus) -> Iterator[Finding]:
    """The English text changed after it was translated, and the publication lets no such text out in this language."""
    rules = corpus.publication.rules
    barred = [lang for lang in _translated(corpus) if not rules.allows("stale", lang)]
    for owned in corpus.texts:
        for lang in barred:
            translation = owned.text.translations.get(lang)
            if translation is not None and translation.of != owned.text.digest:
                message = f'"{owned.text.path}" was translated into "{lang}" from an older source text'
                hint = "check the translation, then run: guidance i18n stamp"
                yield Finding(message, below(translation.pin, "of"), hint)


@rule(
    "G793",
    ERROR,
    "translation missing in an edition that must be whole",
    gate=True,
    fails="""
    # publication.yaml
    release: {draft: {stale: allowed-as-marked, unchecked_links: allowed-as-marked}}
    """,
    passes="""
    # publication.yaml
    release:
      draft:
        stale: allowed-as-marked
        unchecked_links: allowed-as-marked
        languages: {fr: {missing: allowed-as-marked}}
    """,
)
def missing_in_release(corpus: Corpus) -> Iterator[Finding]:
    """Readers of this language would get English here, and the publication lets no edition of its status do that."""
    rules = corpus.publication.rules
    barred = [lang for lang in _translated(corpus) if not rules.allows("missing", lang)]
    lacking: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: dict.fromkeys(barred, 0))
    first: dict[tuple[str, str], Pin] = {}
    for owned in corpus.texts if barred else ():
        for lang in barred:
            if lang not in owned.text.translations:
                lacking[owned.kind, owned.id][lang] += 1
                first.setdefault((owned.kind, owned.id), owned.pin)
    for record, counts in lacking.items():
        said = ", ".join(f"{count} into {lang}" for lang, count in counts.items() if count)
        yield Finding(f"texts not translated: {said}", first[record], "translate them, or release as a draft")


def _translated(corpus: Corpus) -> list[str]:
    return [lang for lang in corpus.publication.languages if lang != SOURCE]


@rule(
    "G794",
    ERROR,
    "links that nobody has checked",
    gate=True,
    fails="""
    # publication.yaml
    release: {draft: {stale: allowed-as-marked, missing: allowed-as-marked}}
    """,
    passes="""
    # publication.yaml
    release:
      draft: {stale: allowed-as-marked, missing: allowed-as-marked, unchecked_links: allowed-as-marked}
    """,
)
def unchecked_links(corpus: Corpus) -> Iterator[Finding]:
    """An edition stands for years, and its links to laws with it: each was asked at least once before it goes out."""
    if corpus.publication.rules.allows("unchecked_links"):
        return
    uses = outside_urls(corpus)
    known = corpus.health.links if corpus.health else {}
    unchecked = [url for url, pins in uses.items() if url not in known and pins]
    if unchecked:
        message = f"addresses of other websites never checked: {len(unchecked)} of {len(uses)}, such as {unchecked[0]}"
        hint = "run guidance links --external and commit what it writes"
        yield Finding(message, uses[unchecked[0]][0], hint)


@rule(
    "G795",
    ERROR,
    "status and edition that do not fit",
    gate=True,
    fails="""
    # publication.yaml
    edition: '2026.1'
    """,
    passes="""
    # publication.yaml
    edition: '2026.1-draft'
    """,
)
def status_and_edition(corpus: Corpus) -> Iterator[Finding]:
    """A draft must not take the permanent addresses of the edition that it is a draft of, nor a final one call itself
    a draft."""
    publication = corpus.publication
    pin = below(publication.pin, "edition")
    if publication.status == "draft" and not publication.edition.endswith("-draft"):
        hint = f"write {publication.edition}-draft, or another status"
        yield Finding("the status is draft, and the edition is numbered as a final one", pin, hint)
    elif publication.status == "final" and publication.edition.endswith("-draft"):
        hint = f"write {publication.edition.removesuffix('-draft')}, or another status"
        yield Finding("the status is final, and the edition is numbered as a draft", pin, hint)


_RECORD = """
    # releases/2025.1.yaml
    # yaml-language-server: $schema=../../../../../content/schema/release.schema.json
    id: '2025.1'
    date: '2025-11-23'
    status: final
    content: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
    replaced_by: {by}
    files:
      guidance-2025.1-en.pdf:
        kind: book
        lang: en
        size: 1000
        sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
    """


@rule(
    "G797",
    ERROR,
    "record of a release that cannot be",
    fails=_RECORD.replace("{by}", "2025.2"),
    passes=_RECORD.replace("{by}", "2026.1-draft"),
)
def release_record(corpus: Corpus) -> Iterator[Finding]:
    """Readers of an old edition are led to the one that replaced it, so that one is later, and exists."""
    known = {*corpus.releases, corpus.publication.edition}
    for release in corpus.releases.values():
        if release.replaced_by and release.replaced_by not in known:
            pin = below(release.pin, "replaced_by")
            yield Finding(f'there is no edition "{release.replaced_by}"', pin, "name an edition that was released")
        elif release.replaced_by and not _is_later(release.replaced_by, release):
            pin = below(release.pin, "replaced_by")
            yield Finding(f"{release.replaced_by} is not later than {release.id}", pin, "name a later edition")
        if release.withdrawn and release.withdrawn.since < release.date:
            pin = below(release.pin, "withdrawn", "since")
            yield Finding(f"withdrawn before its date, {release.date}", pin, "correct one of the two")


def _is_later(edition: str, release: Release) -> bool:
    return edition_order(edition) > edition_order(release.id)
