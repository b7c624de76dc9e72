"""What changed between two small editions, as values."""

from __future__ import annotations

from pathlib import Path

import pytest

from guidance.model.revision import Change, Revision
from tests.redline.pairs import revised

CLAUSE = "# clauses/night-corridors.yaml\n"
CLAUSES = "clauses/quiet-rivers.yaml"
LIT = "text: No person shall light a night corridor except under [[para:designation]]."
DESIGNATED = (
    "text: The {authority} shall designate as a night corridor every [[corridor|way]] that animals use in the dark."
)


def _units(made: Revision, lang: str = "en") -> dict[str, str]:
    return {f"{r.kind}/{r.id}/{unit.path}": unit.change for r in made.records for unit in r.in_language(lang)}


def test_nothing_changed(tmp_path: Path) -> None:
    made = revised(tmp_path, "")
    assert (made.records, made.concordance, made.unread) == ((), (), ())


def test_text_that_is_only_wrapped_otherwise_has_not_changed(tmp_path: Path) -> None:
    title = "title: >-\n  Designation of\n  night corridors\n"
    assert revised(tmp_path, CLAUSE + title).records == ()


def test_one_word_of_a_title(tmp_path: Path) -> None:
    made = revised(tmp_path, "# clauses/night-corridors.yaml\ntitle: Choice of night corridors\n")
    (record,) = made.records
    assert (record.kind, record.id, record.change) == ("clause", "night-corridors", Change.CHANGED)
    assert _units(made) == {"clause/night-corridors/title": Change.CHANGED}
    (unit,) = record.in_language("en")
    assert unit.old and unit.new
    assert (unit.old.text, unit.new.text) == ("Designation of night corridors", "Choice of night corridors")
    assert len(set(unit.digests)) == 2


def test_source_that_a_translation_does_not_follow_is_outdated(tmp_path: Path) -> None:
    old = tmp_path / "old/content/translations/fr/clauses/night-corridors.yaml"
    made = revised(tmp_path, "")
    assert made.records == ()
    source = tmp_path / "new/content/clauses/night-corridors.yaml"
    source.write_text(source.read_text("utf-8").replace("Designation of night", "Choice of night"), "utf-8")
    again = _compared(tmp_path)
    assert old.is_file()
    assert _units(again, "fr") == {"clause/night-corridors/title": Change.OUTDATED}
    assert _units(again, "en") == {"clause/night-corridors/title": Change.CHANGED}


def _compared(folder: Path) -> Revision:
    from guidance.load.corpus import load
    from guidance.model.lang import LANGUAGES
    from guidance.model.revision import compare

    old, new = (load(folder / name).corpus for name in ("old", "new"))
    assert old and new
    return compare(old, new, LANGUAGES)


def _edit(folder: Path, name: str, *pairs: tuple[str, str]) -> Revision:
    """Compare after an edit of a file of the new edition that leaves the translations as they are."""
    revised(folder, "")
    path = folder / "new/content" / name
    text = path.read_text("utf-8")
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    path.write_text(text, "utf-8")
    return _compared(folder)


def test_provision_put_before_another_one_moved_and_the_other_was_renumbered(tmp_path: Path) -> None:
    text = f"provisions:\n  lighting:\n    {LIT}\n  designation:\n    {DESIGNATED}\n"
    made = revised(tmp_path, CLAUSE + text)
    (record,) = made.records
    assert record.change is None
    assert record.units == ()
    found = {shift.path: (shift.moved, shift.old, shift.new) for shift in record.shifts}
    assert sorted(moved for moved, _, _ in found.values()) == [False, True]
    assert found["lighting"][1:] == ((1, 1, 2), (1, 1, 1))
    assert found["designation"][1:] == ((1, 1, 1), (1, 1, 2))


def test_new_provision_renumbers_those_after_it(tmp_path: Path) -> None:
    first = "  first:\n    text: Night is kept dark.\n"
    text = f"provisions:\n{first}  designation:\n    {DESIGNATED}\n  lighting:\n    {LIT}\n"
    made = revised(tmp_path, CLAUSE + text)
    (record,) = made.records
    assert _units(made) == {"clause/night-corridors/provisions/first/text": Change.ADDED}
    assert [(shift.path, shift.moved) for shift in record.shifts] == [("designation", False), ("lighting", False)]
    rows = [(row.path, row.old, row.new) for row in made.concordance]
    assert rows == [
        ("first", None, (1, 1, 1)),
        ("designation", (1, 1, 1), (1, 1, 2)),
        ("lighting", (1, 1, 2), (1, 1, 3)),
    ]


def test_provision_put_below_another_one_is_the_same_provision(tmp_path: Path) -> None:
    text = f"provisions:\n  designation:\n    {DESIGNATED}\n    children:\n      lighting:\n        {LIT}\n"
    made = revised(tmp_path, CLAUSE + text, before="# translations/fr/clauses/night-corridors.yaml (deleted)")
    (record,) = made.records
    assert [(s.path, s.old_path, s.moved) for s in record.shifts] == [("designation/lighting", "lighting", True)]
    assert _units(made) == {}
    assert [(row.path, row.old, row.new) for row in made.concordance] == [
        ("designation/lighting", (1, 1, 2), (1, 1, 1, 1))
    ]


def test_clauses_that_change_places(tmp_path: Path) -> None:
    made = revised(tmp_path, "# modules/safe-passage.yaml\nclauses:\n  - quiet-rivers\n  - night-corridors\n")
    assert {record.id: record.change for record in made.records} == {"quiet-rivers": None, "night-corridors": None}
    own = {record.id: record.shifts[0] for record in made.records}
    assert own["quiet-rivers"].old == (1, 2) and own["quiet-rivers"].new == (1, 1)
    assert sorted(shift.moved for shift in own.values()) == [False, True]
    # All provisions follow their clause: only the clauses themselves have shifts.
    assert all(len(record.shifts) == 1 for record in made.records)


def test_withdrawn_clause_names_its_successor(tmp_path: Path) -> None:
    made = revised(tmp_path, "# clauses/quiet-rivers.yaml\nstatus: withdrawn\nreplaced_by: night-corridors\n")
    (record,) = made.records
    assert (record.change, record.successor) == (Change.WITHDRAWN, "clause/night-corridors")


def test_clause_that_is_gone_has_the_successor_of_the_ledger(tmp_path: Path) -> None:
    made = revised(
        tmp_path,
        "# clauses/quiet-rivers.yaml (deleted)\n"
        "# clauses/night-corridors.yaml\ndepends_on: []\n"
        "# modules/safe-passage.yaml\nclauses: [night-corridors]\n"
        "# resources/track-store.yaml\nclauses: [night-corridors]\n"
        "# ledger.txt\nclause/night-corridors\nclause/quiet-rivers -> clause/night-corridors\nterm/corridor\n",
    )
    gone = next(record for record in made.records if record.id == "quiet-rivers")
    assert (gone.change, gone.successor) == (Change.WITHDRAWN, "clause/night-corridors")
    assert all(unit.new is None for unit in gone.units)
    assert {row.new for row in made.concordance if row.clause == "quiet-rivers"} == {None}


def test_renamed_record_is_compared_with_what_it_was(tmp_path: Path) -> None:
    made = revised(
        tmp_path,
        "# terms/barrier.yaml -> terms/obstacle.yaml\n"
        "# terms/obstacle.yaml\nid: obstacle\ndefinition: What stops animals.\n"
        "# ledger.txt\nclause/night-corridors\nterm/barrier -> term/obstacle\nterm/corridor\n",
    )
    renamed = next(record for record in made.records if record.kind == "term")
    assert (renamed.id, renamed.old_id, renamed.change) == ("obstacle", "barrier", Change.CHANGED)
    assert [unit.path for unit in renamed.in_language("en")] == ["definition"]


def test_new_question_with_its_values(tmp_path: Path) -> None:
    made = _edit(
        tmp_path,
        "clauses/quiet-rivers.yaml",
        (
            "  quiet-river-power:\n",
            "  quiet-river-map:\n    core: true\n    text: Is there a map?\n"
            "    anchors: {full: All., partial: Some., none: None.}\n    targets: [gbf-3]\n  quiet-river-power:\n",
        ),
    )
    (record,) = made.records
    added = [unit.path for unit in record.in_language("en")]
    assert added[0] == "questions/quiet-river-map/text"
    assert {(value.path, value.old, value.new) for value in record.values} == {
        ("questions/quiet-river-map/core", (), ("true",)),
        ("questions/quiet-river-map/targets", (), ("gbf-3",)),
    }


@pytest.mark.parametrize(
    ("name", "before", "after", "path", "values"),
    [
        (CLAUSES, "core: false", "core: true", "questions/quiet-river-power/core", ("false", "true")),
        (
            CLAUSES,
            "{target: gbf-3, relation: implements, strength: primary",
            "{target: gbf-3, relation: implements, strength: secondary",
            "implements/gbf-3/strength",
            ("primary", "secondary"),
        ),
        (CLAUSES, "how_many: one", "how_many: one-or-more", "alternatives/who/how_many", ("one", "one-or-more")),
        (
            "instruments/sample-convention.yaml",
            "strength: shall\n    addressees",
            "strength: should\n    addressees",
            "provisions/article-3/strength",
            ("shall", "should"),
        ),
        ("publication.yaml", "date: '2026-11-23'", "date: '2027-01-15'", "date", ("2026-11-23", "2027-01-15")),
    ],
)
def test_values_that_are_no_texts_count(
    tmp_path: Path, name: str, before: str, after: str, path: str, values: tuple[str, str]
) -> None:
    made = _edit(tmp_path, name, (before, after))
    found = {value.path: (*value.old, *value.new) for record in made.records for value in record.values}
    assert found == {path: values}


def test_mapping_put_in_another_place_of_the_list_has_not_changed(tmp_path: Path) -> None:
    first = "  - {target: gbf-3, relation: implements, strength: primary, why: A corridor connects protected areas.}\n"
    second = (
        "  - {provision: sample-convention/article-3, relation: implements, strength: primary, "
        "why: The article asks for it.}\n"
    )
    made = _edit(tmp_path, "clauses/quiet-rivers.yaml", (first + second, second + first))
    assert made.records == ()


def test_translation_of_one_language_is_no_change_in_the_others(tmp_path: Path) -> None:
    made = _edit(tmp_path, "translations/ar/clauses/night-corridors.yaml", ("الليلية", "المظلمة"))
    assert _units(made, "ar") == {"clause/night-corridors/title": Change.CHANGED}
    assert [_units(made, lang) for lang in ("en", "fr", "zh")] == [{}, {}, {}]


def test_first_translation_is_told_as_one(tmp_path: Path) -> None:
    example = "# translations/ar/clauses/night-corridors.yaml (deleted)\n"
    made = revised(tmp_path, example)
    assert _units(made, "ar") == {"clause/night-corridors/title": Change.TRANSLATED}


def test_records_that_cannot_be_read_are_named_and_not_compared(tmp_path: Path) -> None:
    made = _edit(tmp_path, "terms/barrier.yaml", ("category:", "catgory:"))
    assert made.unread == (("term", "barrier"),)
    assert all(record.kind != "term" for record in made.records)
