"""What a country shares with others: the treaties it is a Party to, and its neighbours on land."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guidance.model.corpus import Corpus
from guidance.model.countries import Country
from guidance.model.memberships import FAMILIES, Membership
from guidance.model.registers import Instrument
from guidance.model.resources import Resource


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a country and the treaties of one family; nobody is called a non-Party without a whole list."""

    family: str
    parties: tuple[tuple[Instrument, Membership], ...]
    not_a_party: tuple[Instrument, ...]
    not_looked_up: tuple[Instrument, ...]


def standings(corpus: Corpus, country: str) -> tuple[Standing, ...]:
    """The standing of a country in every family of treaties that has a list of Parties, in their order."""
    found = [_standing(corpus, country, family) for family in FAMILIES]
    return tuple(one for one in found if one.parties or one.not_a_party or one.not_looked_up)


def _standing(corpus: Corpus, country: str, family: str) -> Standing:
    treaties = [
        (corpus.instruments[treaty.id], treaty)
        for treaty in corpus.memberships.values()
        if treaty.family == family and treaty.id in corpus.instruments
    ]
    by_status = {
        status: tuple(instrument for instrument, treaty in treaties if treaty.status(country) == status)
        for status in ("not-a-party", "not-looked-up")
    }
    parties = tuple((i, treaty.parties[country]) for i, treaty in treaties if country in treaty.parties)
    return Standing(family, parties, by_status["not-a-party"], by_status["not-looked-up"])


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A country across a land border, with the areas and networks that both are named for."""

    country: Country
    shared: tuple[Resource, ...]


def land_neighbours(corpus: Corpus, country: str) -> Iterator[Neighbour]:
    """The neighbours of a country, as the sources list them."""
    codes = corpus.neighbours.borders.get(country, ()) if corpus.neighbours else ()
    mine = corpus.links.resources_of_country.get(country, ())
    for code in codes:
        if code in corpus.countries:
            yield Neighbour(corpus.countries[code], tuple(r for r in mine if code in r.countries))
