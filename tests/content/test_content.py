"""The real content is sound, complete and in step with what is generated from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from guidance.app import checking, desk
from guidance.config import Settings
from guidance.i18n.catalog import labels_folder, untranslated
from guidance.model.corpus import Corpus
from guidance.model.entries import entries
from guidance.model.lang import LANGUAGES, SOURCE
from guidance.model.text import State

TRANSLATED_KINDS = ("clause", "module", "page", "publication", "themes", "country")


def test_no_errors(root: Path) -> None:
    checked = checking.check(Settings(root))
    assert checked.report.exit_code(strict=True) == 0, checked.text


def test_registers_hold_every_checked_fact(corpus: Corpus) -> None:
    """Counts of the facts the registers were made from."""
    assert len(corpus.targets) == 27
    assert len(corpus.frameworks["gbf"].indicators) == 76
    assert len(corpus.instruments) == 70
    assert sum(len(i.provisions) for i in corpus.instruments.values()) == 411
    assert len(corpus.laws) == 164
    assert sum(len(law.provisions) for law in corpus.laws.values()) == 294
    assert len(corpus.terms) == 75
    assert len(corpus.resources) == 78
    assert len(corpus.countries) == 198
    assert len(corpus.memberships["cms"].parties) == 133
    assert len(corpus.memberships["cbd"].parties) == 196
    assessed = [c for c in corpus.countries.values() if c.findings]
    assert len(assessed) == 12
    assert all(len(c.findings) == 25 for c in assessed)


def test_namibia_and_norway_are_countries(corpus: Corpus) -> None:
    assert corpus.countries["na"].name.source == "Namibia"
    assert corpus.countries["no"].name.source == "Norway"


RENUMBERED_12_26 = {"8": "7", "9": "8", "10": "9"}
RENUMBERED_12_7 = {
    **{"22": "21", "23": "22", "24": "23", "25": "24", "27": "25", "28": "26", "29": "27"},
    **{"30": "28", "31": "29", "33": "30", "34": "31"},
}


@pytest.mark.parametrize(
    ("instrument", "renumbered", "deleted"),
    [("cms-res-12-26", RENUMBERED_12_26, {"7"}), ("cms-res-12-7", RENUMBERED_12_7, {"21", "26", "32", "35"})],
)
def test_renumbering(corpus: Corpus, instrument: str, renumbered: dict[str, str], deleted: set[str]) -> None:
    """Old and new numbers of the two resolutions, as the working document has them."""
    numbers = [p.number for p in corpus.instruments[instrument].provisions.values() if p.number]
    pairs = {n.cop13: n.draft for n in numbers if n.cop13}
    for old, new in renumbered.items():
        assert pairs[old] == new
    assert {old for old, new in pairs.items() if new is None} == deleted
    kept = {o: n for o, n in pairs.items() if o not in renumbered and o not in deleted}
    assert all(old == new for old, new in kept.items())


def test_operative_paragraphs_say_who_does_what(corpus: Corpus) -> None:
    for id_ in ("cms-res-12-26", "cms-res-12-7", "cms-dec-13-113-115", "cms-draft-dec-14-aa-cc"):
        for label, provision in corpus.instruments[id_].provisions.items():
            if not label.startswith("preamble"):
                assert provision.verb, f"{id_}/{label}"
                assert provision.addressees, f"{id_}/{label}"
                assert provision.action, f"{id_}/{label}"
                assert provision.status in ("in-force", "proposed"), f"{id_}/{label}"


def test_draft_decisions_are_proposed(corpus: Corpus) -> None:
    provisions = corpus.instruments["cms-draft-dec-14-aa-cc"].provisions.values()
    assert {p.status for p in provisions} == {"proposed"}


#: The modules whose clauses are translated; the others are published in English first.
TRANSLATED_MODULES = ("ecological-network", "linear-infrastructure", "transboundary")


@pytest.mark.parametrize("lang", [code for code in LANGUAGES if code != SOURCE])
def test_written_parts_are_translated(corpus: Corpus, lang: str) -> None:
    """Pages, names and these modules with their clauses are translated in every language; nothing at all is stale."""
    english = {module.id for module in corpus.modules.values()} - set(TRANSLATED_MODULES)
    english |= {clause.id for clause in corpus.clauses.values() if clause.module not in TRANSLATED_MODULES}
    wanted = [
        o for o in corpus.texts if o.kind in TRANSLATED_KINDS and not (o.kind == "country" and o.text.path != "name")
    ]
    begun = {o.id for o in wanted if o.text.translations}
    states = {
        f"{o.kind}/{o.id}/{o.text.path}": o.text.in_language(lang).state
        for o in wanted
        if o.id not in english or o.id in begun
    }
    missing = [name for name, state in states.items() if state in (State.MISSING, State.STALE)]
    assert not missing, f"{len(missing)} texts, such as {missing[:3]}"


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_catalogue_is_complete_and_canonical(lang: str) -> None:
    assert untranslated(lang) == []
    path = labels_folder() / f"{lang}.po"
    assert path.read_bytes() == desk.updated_catalogue(lang), "run: guidance i18n extract"


def test_ledger_holds_every_id(corpus: Corpus) -> None:
    known = {line.entry for line in corpus.ledger if line.successor is None}
    assert set(entries(corpus)) == known, "run: guidance ledger"
