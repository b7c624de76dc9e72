"""Joining checklists: what agrees becomes one reply, what does not is left to people with all sources."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidance.checklists import files
from guidance.checklists.merge import Part, merge, obstacles
from guidance.load.sources import Source
from guidance.model.checklists import Conflict, FilledChecklist, Proof, Reply, Unplaced, Version
from guidance.model.countries import SignOff
from tests.checklists.made import checklists, replies
from tests.conftest import run_guidance

HEAD = FilledChecklist("cr", "es", "2026.1", "475213913e48")
LAW, ACT = Proof("Ley 7788", "Art. 4"), Proof("Ley 7554")


def _part(name: str, *written: Reply) -> Part:
    return Part(name, name, replace(HEAD, filled_by=name, replies={reply.question: reply for reply in written}))


def _merged(*parts: Part, order: tuple[str, ...] = ()) -> FilledChecklist:
    return merge(parts, order)


def test_replies_to_different_questions_stand_in_the_order_of_the_guidance() -> None:
    merged = _merged(
        _part("a", Reply("c", "full")), _part("b", Reply("a", "none"), Reply("x", "none")), order=("a", "c")
    )
    assert list(merged.replies) == ["a", "c", "x"]
    assert merged.filled_by == "a; b"
    assert merged.conflicts == ()


def test_proofs_of_equal_values_are_put_together_and_gaps_filled() -> None:
    ours, theirs = Reply("a", "full", proofs=(LAW,), note="seen"), Reply("a", "full", "Both say so.", proofs=(ACT, LAW))
    assert _merged(_part("a", ours), _part("b", theirs)).replies["a"] == Reply(
        "a", "full", "Both say so.", proofs=(LAW, ACT), note="seen"
    )


@pytest.mark.parametrize(
    "other",
    [
        Reply("a", "partial", "It is said."),
        Reply("a", "full", "It is meant."),
        Reply("a", "full", "It is said.", of="475213913e48"),
        Reply("a", "unknown"),
        Reply("a", note="Ask the ministry of works."),
        Reply("a", "not-assessed", note="Ask the ministry of works."),
    ],
)
def test_what_contradicts_is_never_chosen(other: Reply) -> None:
    one = Reply("a", "full", "It is said.", of="000000000000")
    merged = _merged(_part("1", one), _part("2", other), _part("3", one))
    assert merged.replies == {}
    assert merged.conflicts == (Conflict("a", (Version(("1", "3"), one), Version(("2",), other))),)


def test_nobody_looked_contradicts_nobody() -> None:
    full, bare = Reply("a", "full", proofs=(LAW,)), Reply("a", "not-assessed", of="475213913e48")
    assert _merged(_part("1", bare), _part("2", full)).replies == {"a": full}
    assert _merged(_part("1", bare), _part("2", bare)).replies == {"a": bare}


def test_agreement_is_between_each_two() -> None:
    """A reply without reasoning agrees with both others, and they contradict each other all the same."""
    three = [Reply("a", "full"), Reply("a", "full", "One."), Reply("a", "full", "Two.")]
    for order in permutations(three):
        merged = _merged(*(_part(str(index), reply) for index, reply in enumerate(order)))
        assert {version.reply for version in merged.conflicts[0].versions} == set(three)


def test_an_open_conflict_goes_on_with_its_sources() -> None:
    first = _merged(_part("1", Reply("a", "full")), _part("2", Reply("a", "none")))
    merged = _merged(Part("merged", "merged", first), _part("3", Reply("a", "none")))
    assert merged.conflicts == (
        Conflict("a", (Version(("1",), Reply("a", "full")), Version(("2", "3"), Reply("a", "none")))),
    )


def test_what_has_no_place_is_kept_and_no_part_signs_for_the_whole() -> None:
    left = Unplaced(Reply("z", "full"), "gone")
    part = Part("a", "a", replace(HEAD, unplaced=(left,), sign_offs=(SignOff("A", "B", "2026-01-01", "2026.1"),)))
    merged = _merged(part, part)
    assert merged.unplaced == (left,)
    assert merged.sign_offs == ()


@pytest.mark.parametrize(("name", "value"), [("country", "ke"), ("lang", "fr"), ("digest", "000000000000")])
def test_what_does_not_belong_together_is_not_joined(name: str, value: str) -> None:
    changed: dict[str, Any] = {name: value}
    other = Part("b", "b", replace(HEAD, **changed))
    assert [problem.pin.pointer for problem in obstacles([_part("a"), other])] == [("checklist", name)]
    assert not list(obstacles([_part("a"), _part("b")]))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.sampled_from("abc").flatmap(replies), max_size=3), min_size=2, max_size=4))
def test_every_word_is_in_the_joined_checklist(written: list[list[Reply]]) -> None:
    """Whatever ministries write, each value, text and proof stands in a reply or in a conflict."""
    parts = [_part(f"{index}.yaml", *some) for index, some in enumerate(written)]
    merged = _merged(*parts)
    kept: dict[str, list[Reply]] = {question: [reply] for question, reply in merged.replies.items()}
    for conflict in merged.conflicts:
        assert conflict.question not in merged.replies
        kept[conflict.question] = [version.reply for version in conflict.versions]
    for part in parts:
        for question, reply in part.checklist.replies.items():
            for name in ("value", "reasoning", "practice", "note"):
                said = {getattr(one, name) for one in kept[question]}
                assert getattr(reply, name) in ("", "not-assessed", *said)
            assert set(reply.proofs) <= {proof for one in kept[question] for proof in one.proofs}


@settings(max_examples=50, deadline=None)
@given(checklists())
def test_a_checklist_joined_with_itself_is_itself(checklist: FilledChecklist) -> None:
    checklist = replace(checklist, conflicts=(), sign_offs=())
    part = Part("a.yaml", "a.yaml", checklist)
    merged = merge((part, part), ())
    assert replace(merged, unplaced=()) == replace(checklist, replies=merged.replies, unplaced=())
    assert set(merged.replies) == set(checklist.replies)
    assert set(merged.unplaced) == set(checklist.unplaced)


def _write(path: Path, checklist: FilledChecklist) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(files.written(checklist, as_json=path.suffix == ".json"), "utf-8")
    return path


def test_the_command_lists_conflicts_with_all_places_and_ends_with_1(root: Path, tmp_path: Path) -> None:
    question = "objective-connectivity-stated"
    parts = [_part("Environment", Reply(question, "full")), _part("Roads", Reply(question, "none"))]
    ours = _write(tmp_path / "ours.json", parts[0].checklist)
    theirs = _write(tmp_path / "theirs.yaml", parts[1].checklist)
    out = tmp_path / "all.json"
    done = run_guidance(root, "checklist", "merge", str(ours), str(theirs), "--out", str(out))
    assert done.returncode == 1
    assert f"{question}: full (ours.json); none (theirs.yaml)" in done.stderr
    assert f"{ours}:11:3: error G951" in done.stderr
    assert f"{theirs}:9:3: another reply" in done.stderr
    versions = json.loads(out.read_text("utf-8"))["conflicts"][0]["versions"]
    assert versions == [{"sources": ["ours.json"], "value": "full"}, {"sources": ["theirs.yaml"], "value": "none"}]

    data = json.loads(out.read_text("utf-8"))
    data["replies"] = {question: {"value": "full", "proofs": [{"law": "Ley 7788"}]}}
    out.write_text(json.dumps(data), "utf-8")
    assert "the conflict is still listed" in run_guidance(root, "checklist", "check", str(out)).stdout
    del data["conflicts"]
    out.write_text(json.dumps(data), "utf-8")
    assert run_guidance(root, "checklist", "check", str(out)).returncode == 0


def test_files_of_one_name_are_told_apart_and_agreement_ends_with_0(root: Path, tmp_path: Path) -> None:
    one, other = (_write(tmp_path / name / "x.yaml", _part(name, Reply("a", "full")).checklist) for name in "ab")
    done = run_guidance(root, "checklist", "merge", str(one), str(other))
    assert done.returncode == 0
    found, _ = files.parse(Source("x.yaml", done.stdout))
    assert found and found.replies == {"a": Reply("a", "full")} and found.filled_by == "a; b"
    _write(other, _part("b", Reply("a", "none")).checklist)
    found, _ = files.parse(Source("x.yaml", run_guidance(root, "checklist", "merge", str(one), str(other)).stdout))
    assert found and [v.sources for v in found.conflicts[0].versions] == [(str(one),), (str(other),)]


def test_no_part_is_written_over(root: Path, tmp_path: Path) -> None:
    one, other = (_write(tmp_path / name, _part(name).checklist) for name in ("a.yaml", "b.yaml"))
    before = one.read_bytes()
    assert run_guidance(root, "checklist", "merge", str(one), str(other), "--out", str(one)).returncode == 2
    assert run_guidance(root, "checklist", "merge", str(one)).returncode == 2
    assert one.read_bytes() == before
