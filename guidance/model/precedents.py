"""Precedents: laws from elsewhere that show how a clause can look, those of a country's peers first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guidance.model.clause import Clause
from guidance.model.corpus import Corpus
from guidance.model.countries import Country
from guidance.model.registers import Law

#: How many are named where the register has them, and how many at most.
ENOUGH, MOST = 2, 4
_STRENGTHS = ("strong", "moderate", "weak")
#: Law that is no longer there to be followed.
_GONE = ("superseded", "expired")


@dataclass(frozen=True, slots=True)
class Precedent:
    """A law from elsewhere; ``target`` names the target that it shares with the clause, empty for its examples."""

    law: Law
    provision: str | None
    target: str
    same_tradition: bool
    same_region: bool


def precedents(corpus: Corpus, clause: Clause, country: Country) -> tuple[Precedent, ...]:
    """The examples of a clause, once a law; then, if they are too few, laws that serve a target the clause carries out.

    Within each group those of the same legal tradition come first, then those of the same region. A country whose law
    the register does not know has no known tradition. Never law that applies in the country itself.
    """
    peers = _Peers(corpus, country)
    examples: dict[str, Precedent] = {}
    for example in clause.examples:
        law = corpus.laws[example.law]
        if peers.is_elsewhere(law):
            examples.setdefault(law.id, peers.precedent(law, example.provision, ""))
    found = sorted(examples.values(), key=_distance)[:MOST]
    if len(found) < ENOUGH:
        others = [p for p in _on_targets(corpus, clause, peers) if p.law.id not in examples]
        found += sorted(others, key=_distance)[: ENOUGH - len(found)]
    return tuple(found)


def _distance(precedent: Precedent) -> tuple[bool, bool]:
    return not precedent.same_tradition, not precedent.same_region


def _on_targets(corpus: Corpus, clause: Clause, peers: _Peers) -> Iterator[Precedent]:
    """Laws in force that serve a target which the clause carries out, those that serve it most strongly first."""
    wanted = {link.target: link.strength for link in clause.implements if link.target and link.relation == "implements"}
    rows = [
        (_STRENGTHS.index(strength), wanted[target] != "primary", place, law, target)
        for place, target in enumerate(wanted)
        for law, strength in corpus.links.laws_of_target.get(target, ())
        if law.status.value not in _GONE and law.jurisdiction.country != "int" and peers.is_elsewhere(law)
    ]
    best: dict[str, Precedent] = {}
    for *_, law, target in sorted(rows, key=lambda row: row[:3]):
        best.setdefault(law.id, peers.precedent(law, None, target))
    yield from best.values()


class _Peers:
    """What makes the law of another country near to that of one country."""

    def __init__(self, corpus: Corpus, country: Country) -> None:
        self._corpus, self._country = corpus, country
        own = corpus.links.laws_of_country.get(country.code, ())
        self._traditions, self._groups = {law.tradition for law in own}, {law.region for law in own}

    def is_elsewhere(self, law: Law) -> bool:
        """Whether a law does not apply in the country, by its own making, as Union law or as a treaty."""
        place = law.jurisdiction
        if place.country == "eu" and self._country.eu_member:
            return False
        return self._country.code not in (place.country, *place.parties)

    def precedent(self, law: Law, provision: str | None, target: str) -> Precedent:
        """The law as a precedent for the country."""
        home = self._corpus.countries.get(law.jurisdiction.country)
        near = law.region in self._groups or (home is not None and home.region == self._country.region)
        return Precedent(law, provision, target, law.tradition in self._traditions, near)
