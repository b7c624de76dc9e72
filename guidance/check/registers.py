"""G3 and G5: the registers: dates in order, addresses that are safe and given once, pinpoints in their form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from guidance.check.rules import Finding, rule
from guidance.check.texts import below
from guidance.diagnostics import Pin, Related, Severity
from guidance.model.addresses import outside_urls
from guidance.model.corpus import Corpus

ERROR = Severity.ERROR
NOTE = Severity.NOTE

#: What a pinpoint may begin with; the rest are numbers, letters and signs.
_UNIT = (
    r"Arts?\.|Articles?|ss?\.|§§?|[Rr]egs?\.|[Pp]aras?\.|[Pp]aragraphs?|[Cc]hapter|Part|[Ss]ections?|[Aa]nnex|Schedule|"
    r"Title|Book|cl\.|r\.|[LRD]\d|[Pp]reamble|definitions|Policy|Goals?|Targets?|Objective|Recommendation|Resolution|"
    r"Decisions?|operative part|mandate|vision|chapeau|Appendix|Operational Guidelines|Action Plan|Conservation Plan|"
    r"old|\d"
)
_PINPOINT = re.compile(rf"(?:[A-ZÄÖÜ][\w’' ]{{1,40}} )?(?:{_UNIT})")
_MISWRITTEN = re.compile(
    r"^(?:Arts?|Sec|Sect|Paras?|Regs?|Chap|ss?)\s+\d|^(?:Arts?|Sec|Sect|Paras?|Regs?|ss?)\.\d|^Sec\b|^§\d|\s{2}|[;,.]$"
)
_TRACKING = re.compile(r"(?:^|&)(?:utm_\w+|fbclid|gclid|mc_[ce]id|_ga)=")


@rule(
    "G520",
    ERROR,
    "dates in an order that cannot be",
    fails="""
    # instruments/sample-convention.yaml
    adopted: '1984-06-23'
    """,
    passes="""
    # instruments/sample-convention.yaml
    adopted: '1979-06-23'
    """,
)
def order_of_dates(corpus: Corpus) -> Iterator[Finding]:
    """Nothing enters into force before it is adopted, is revised before it exists, or is checked before it is made."""
    for instrument in corpus.instruments.values():
        adopted = instrument.adopted
        if adopted and instrument.in_force and _before(instrument.in_force, adopted):
            yield _order(instrument.pin, "in_force", instrument.in_force, f"adopted on {adopted}")
        for i, revision in enumerate(instrument.revisions):
            if adopted and revision.year < int(adopted[:4]):
                pin = below(instrument.pin, "revisions", i, "year")
                yield Finding(f"{revision.year} is before it was adopted, on {adopted}", pin, "correct one of the two")
    for law in corpus.laws.values():
        if law.checked[:4] < str(law.year):
            yield _order(law.pin, "checked", law.checked, f"made in {law.year}")
        elif _before(law.checked, law.status.as_at):
            yield _order(law.pin, "checked", law.checked, f"known as at {law.status.as_at}")


def _before(first: str, second: str) -> bool:
    length = min(len(first), len(second))
    return first[:length] < second[:length]


def _order(pin: Pin, name: str, value: str, other: str) -> Finding:
    return Finding(f"{value} is before it was {other}", below(pin, name), "correct one of the two")


@rule(
    "G330",
    NOTE,
    "address given for two records",
    fails="""
    # laws/xx/xx-roads-act.yaml
    source: {url: 'https://laws.example/wildlife-act', kind: official-text}
    """,
    passes="""
    # laws/xx/xx-roads-act.yaml
    source: {url: 'https://laws.example/roads-act', kind: official-text}
    """,
)
def duplicate_address(corpus: Corpus) -> Iterator[Finding]:
    """Two laws with one address are one law twice, or the address is that of a portal and not of the text."""
    first: dict[str, tuple[str, Pin]] = {}
    for law in corpus.laws.values():
        pin = below(law.pin, "source", "url")
        if law.source.kind == "official-portal":
            continue
        owner, known = first.setdefault(law.source.url.rstrip("/"), (law.id, pin))
        if owner != law.id:
            related = (Related("given here", known),)
            yield Finding(f'"{owner}" has this address too', pin, "give each law the address of its text", related)


@rule(
    "G331",
    ERROR,
    "address that nobody should follow",
    fails="""
    # laws/xx/xx-wildlife-act.yaml
    source: {url: 'https://editor:secret@laws.example/wildlife-act', kind: official-text}
    """,
    passes="""
    # laws/xx/xx-wildlife-act.yaml
    source: {url: 'https://laws.example/wildlife-act', kind: official-text}
    """,
)
def unsafe_address(corpus: Corpus) -> Iterator[Finding]:
    """An address holds no password, no tracking, no host that looks like another one, and leads to a public host."""
    for url, pins in outside_urls(corpus).items():
        if problem := _unsafe(url):
            yield from (Finding(f"the address {problem}", pin, "write the plain public address") for pin in pins)


def _unsafe(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "cannot be read"
    if parts.username is not None or parts.password is not None:
        return "holds a name or a password"
    if not host.isascii():
        return f'has letters in its host that may look like others: "{host}"'
    if host.startswith("xn--") or ".xn--" in host:
        return f'has a host in disguise: "{host}"'
    if "." not in host.strip(".") or re.fullmatch(r"[\d.]+|\[?[0-9a-f:]+\]?", host) or host.endswith(".local"):
        return f'leads to no public host: "{host}"'
    if port not in (None, 80, 443):
        return f"names a port, {port}"
    return "holds a mark that tracks readers" if _TRACKING.search(parts.query) else None


@rule(
    "G522",
    ERROR,
    "pinpoint in no form",
    fails="""
    # laws/xx/xx-wildlife-act.yaml
    provisions:
      s-5: {pinpoint: Sec 5 (2), summary: The Minister designates corridors., text_read: true}
    """,
    passes="""
    # laws/xx/xx-wildlife-act.yaml
    provisions:
      s-5: {pinpoint: s. 5(2), summary: The Minister designates corridors., text_read: true}
    """,
)
def pinpoint_form(corpus: Corpus) -> Iterator[Finding]:
    """A pinpoint begins with its unit, as in Art. 5(2), s. 12, § 3(1) or Annex II, so that it can be translated."""
    for pin, pinpoint in _pinpoints(corpus):
        if _MISWRITTEN.search(pinpoint) or not _PINPOINT.match(pinpoint):
            yield Finding(f'"{pinpoint}" is not a pinpoint', pin, "write Art. 5(2), s. 12, § 3(1), Annex II …")


def _pinpoints(corpus: Corpus) -> Iterator[tuple[Pin, str]]:
    for law in corpus.laws.values():
        for label, provision in law.provisions.items():
            if provision.pinpoint:
                yield below(law.pin, "provisions", label, "pinpoint"), provision.pinpoint
    for term in corpus.terms.values():
        yield from ((below(term.pin, "sources", i, "pinpoint"), s.pinpoint) for i, s in enumerate(term.sources))
    for helper in corpus.resources.values():
        places = ((below(helper.pin, "named_in", i, "pinpoint"), n.pinpoint) for i, n in enumerate(helper.named_in))
        yield from ((pin, pinpoint) for pin, pinpoint in places if pinpoint)
    for country in corpus.countries.values():
        for statement in country.statements():
            yield from ((below(e.pin, "pinpoint"), e.pinpoint) for e in statement.evidence if e.pinpoint)
