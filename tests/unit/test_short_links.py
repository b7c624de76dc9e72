"""Short links: one address for all languages, which stays when a clause is renamed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from guidance.app.linking import _published
from guidance.load.corpus import load
from guidance.model.corpus import Corpus
from guidance.model.lang import LANGUAGES
from guidance.model.ledger import read_lines
from guidance.render.site.short import short_artifacts
from tests.conftest import ROOT

LEDGER = (
    "clause/dark-rivers -> clause/quiet-rivers",
    "clause/no-more -> term/corridor",
    "clause/a-part#provision/x -> clause/quiet-rivers",
    "module/passage -> module/safe-passage",
)


@pytest.fixture(scope="module")
def renamed() -> Corpus:
    found = load(ROOT / "tests" / "rules" / "sample").corpus
    assert found is not None
    return replace(found, ledger=(*found.ledger, *read_lines(LEDGER)))


def _made(corpus: Corpus) -> dict[str, str]:
    return {made.path: made.content.decode() for made in short_artifacts(corpus, tuple(LANGUAGES))}


def test_a_short_link_offers_every_language(renamed: Corpus) -> None:
    page = _made(renamed)["c/quiet-rivers/index.html"]
    found = re.findall(r'<a href="([^"]+)" lang="(\w+)" hreflang="(\w+)" dir="(\w+)">', page)
    wanted = [
        (f"../../{code}/clauses/quiet-rivers/", code, code, language.direction) for code, language in LANGUAGES.items()
    ]
    assert found == wanted
    assert '<script src="../../assets/short.js" type="module"></script>' in page and "<style" not in page
    # What is not translated yet is marked as English.
    assert '<span lang="en" dir="auto">' in page


def test_an_old_short_link_leads_to_the_successor(renamed: Corpus) -> None:
    made = _made(renamed)
    assert set(made) == {
        *(f"c/{id_}/index.html" for id_ in (*renamed.clauses, "dark-rivers", "no-more")),
        *(f"m/{id_}/index.html" for id_ in (*renamed.modules, "passage")),
    }
    assert '<a href="../../fr/clauses/quiet-rivers/"' in made["c/dark-rivers/index.html"]
    assert '<a href="../../fr/terms/corridor/"' in made["c/no-more/index.html"]
    assert '<a href="../../fr/modules/safe-passage/"' in made["m/passage/index.html"]


def test_the_check_of_the_site_knows_every_short_link(renamed: Corpus) -> None:
    short = {address for address in _published(renamed).values() if address.startswith("/")}
    assert {f"/c/{id_}/" for id_ in (*renamed.clauses, "dark-rivers")} | {"/m/passage/"} <= short
