"""Carrying a checklist over: by id and ledger, with marks where the wording may be another, and nothing dropped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guidance.checklists import files
from guidance.checklists.migrate import migrate
from guidance.load.sources import Source
from guidance.model.checklists import (
    FilledChecklist,
    Proof,
    Reply,
    Unplaced,
    question_digest,
    questions_digest,
)
from guidance.model.corpus import Corpus
from guidance.model.countries import SignOff
from guidance.model.ledger import read_lines
from tests.checklists.made import checklists
from tests.conftest import run_guidance

STANDS, REWORDED, GONE, NEW = "objective-connectivity-stated", "a-reworded", "a-gone", "a-new"


def _of(corpus: Corpus, question: str) -> str:
    return question_digest(corpus.questions[question][1])


def _edition(corpus: Corpus, edition: str, texts: dict[str, str], *ledger: str) -> Corpus:
    """The guidance with other questions: the first one of the real guidance with these ids and texts."""
    clause, question = corpus.questions[STANDS]
    asked = {
        label: (clause, replace(question, label=label, text=replace(question.text, source=text)))
        for label, text in texts.items()
    }
    publication = replace(corpus.publication, edition=edition)
    return replace(corpus, publication=publication, questions=asked, ledger=read_lines(ledger))


@pytest.fixture(scope="module")
def first(corpus: Corpus) -> Corpus:
    return _edition(corpus, "2026.1", {STANDS: "Is it so?", REWORDED: "Is it?", GONE: "Was it?"})


@pytest.fixture(scope="module")
def second(corpus: Corpus) -> Corpus:
    texts = {NEW: "Will it be?", STANDS: "Is it so?", REWORDED: "Is it now?"}
    return _edition(corpus, "2027.1", texts, f"clause/x#question/{GONE} -> clause/x#question/{NEW}")


def _filled(corpus: Corpus, *replies: Reply, noted: bool = True) -> FilledChecklist:
    written = {reply.question: replace(reply, of=_of(corpus, reply.question) if noted else "") for reply in replies}
    return FilledChecklist("cr", "en", corpus.publication.edition, questions_digest(corpus), replies=written)


def test_the_digest_names_ids_and_wording(first: Corpus, second: Corpus, corpus: Corpus) -> None:
    assert questions_digest(first) != questions_digest(second)
    turned = replace(first, questions=dict(reversed(first.questions.items())))
    assert questions_digest(turned) == questions_digest(first)
    renamed = _edition(corpus, "2026.1", {STANDS: "Is it so?", REWORDED: "Is it?", NEW: "Was it?"})
    assert questions_digest(renamed) != questions_digest(first)
    question = first.questions[STANDS][1]
    other = replace(question, anchors=replace(question.anchors, full=replace(question.text, source="All of it.")))
    assert question_digest(other) != question_digest(question)
    assert len(questions_digest(first)) == 12


def test_replies_are_carried_over_by_id_and_ledger_and_marked(first: Corpus, second: Corpus) -> None:
    replies = [Reply(q, "full", proofs=(Proof("Ley 7788"),)) for q in (STANDS, REWORDED, GONE)]
    signed = (SignOff("A", "B", "2026-01-01", "2026.1"),)
    made = migrate(replace(_filled(first, *replies), sign_offs=signed), second)
    assert (made.edition, made.digest) == ("2027.1", questions_digest(second))
    assert list(made.replies) == [NEW, STANDS, REWORDED]
    assert made.sign_offs == signed
    assert made.unplaced == ()
    marks = {question: reply.look_again for question, reply in made.replies.items()}
    assert marks == {
        NEW: f"The reply was given to the question {GONE}, whose place this one has taken.",
        STANDS: "",
        REWORDED: "The question is worded differently now.",
    }
    assert {q: reply.of for q, reply in made.replies.items()} == {q: _of(second, q) for q in made.replies}
    assert all(reply.proofs == (Proof("Ley 7788"),) for reply in made.replies.values())


def test_a_wording_that_nobody_noted_is_marked_unless_the_digest_tells(first: Corpus, second: Corpus) -> None:
    unnoted = _filled(first, Reply(STANDS, "full"), noted=False)
    assert (
        migrate(unnoted, second).replies[STANDS].look_again
        == "Nobody noted which wording of the question was answered."
    )
    assert migrate(unnoted, first).replies[STANDS] == Reply(STANDS, "full", of=_of(first, STANDS))


def test_a_mark_stays_until_somebody_takes_it_away(first: Corpus, second: Corpus) -> None:
    once = migrate(_filled(first, Reply(REWORDED, "full")), second)
    assert migrate(once, second) == once
    back = migrate(once, first)
    assert back.replies[REWORDED].look_again == once.replies[REWORDED].look_again
    looked = replace(once, replies={REWORDED: replace(once.replies[REWORDED], look_again="")})
    assert migrate(looked, second) == looked


def test_what_has_no_place_waits_for_an_edition_that_has_one(first: Corpus, second: Corpus, corpus: Corpus) -> None:
    without = _edition(corpus, "2026.2", {STANDS: "Is it so?"})
    made = migrate(_filled(first, Reply(GONE, "full"), Reply(STANDS, "none")), without)
    assert list(made.replies) == [STANDS]
    (left,) = made.unplaced
    assert left.reply == Reply(GONE, "full", of=_of(first, GONE))
    assert left.why == "Edition 2026.2 has no such question, and names none in its place."
    assert migrate(made, first).replies[GONE] == left.reply
    assert migrate(made, second).replies[NEW].value == "full"
    assert migrate(made, second).unplaced == ()


def test_a_place_that_is_taken_is_not_taken_twice(first: Corpus, second: Corpus) -> None:
    filled = _filled(first, Reply(GONE, "full"))
    both = replace(filled, replies={**filled.replies, NEW: Reply(NEW, "none", of=_of(second, NEW))})
    made = migrate(both, second)
    assert made.replies == {NEW: Reply(NEW, "none", of=_of(second, NEW))}
    (left,) = made.unplaced
    assert left == Unplaced(filled.replies[GONE], f"The question {NEW} has another reply already.")
    assert migrate(made, second) == made


def test_successors_are_followed_to_the_end_and_circles_end(corpus: Corpus, first: Corpus) -> None:
    lines = [f"clause/x#question/{a} -> clause/x#question/{b}" for a, b in ((GONE, "b"), ("b", STANDS), ("c", "c"))]
    later = _edition(corpus, "2028.1", {STANDS: "Is it so?"}, *lines)
    assert list(migrate(_filled(first, Reply(GONE, "full")), later).replies) == [STANDS]
    circle = replace(_filled(first), replies={"c": Reply("c", "full")})
    assert [left.reply.question for left in migrate(circle, later).unplaced] == ["c"]


@pytest.mark.parametrize("lang", ["ar", "zh", "fr", "ru", "es"])
def test_reasons_are_in_the_language_of_the_checklist(first: Corpus, second: Corpus, lang: str) -> None:
    filled = replace(_filled(first, Reply(STANDS, "full"), Reply(GONE, "full"), noted=False), lang=lang)
    left = replace(filled, unplaced=(Unplaced(Reply("z", "full"), "?"), Unplaced(Reply(STANDS, "none"), "?")))
    made, english = migrate(left, second), migrate(replace(left, lang="en"), second)
    said = [*(reply.look_again for reply in made.replies.values()), *(one.why for one in made.unplaced)]
    other = [*(reply.look_again for reply in english.replies.values()), *(one.why for one in english.unplaced)]
    assert len(said) == len(other) == 4
    assert not set(said) & set(other)
    assert "2027.1" in "".join(said) and GONE in "".join(said) and STANDS in "".join(said)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(checklist=checklists(st.sampled_from((STANDS, REWORDED, GONE, NEW, "z"))))
def test_nothing_is_dropped_and_a_second_time_changes_nothing(
    first: Corpus, second: Corpus, checklist: FilledChecklist
) -> None:
    """Every reply of before is a reply of after, or stands among those without a place, word for word."""
    checklist = replace(checklist, conflicts=())
    before = [*checklist.replies.values(), *(left.reply for left in checklist.unplaced)]
    for edition in (first, second):
        made = migrate(checklist, edition)
        after = {_words(reply) for reply in (*made.replies.values(), *(left.reply for left in made.unplaced))}
        assert {_words(reply) for reply in before} == after
        assert set(made.replies) <= set(edition.questions)
        assert migrate(made, edition) == made


def _words(reply: Reply) -> Reply:
    return replace(reply, question="", of="", look_again="")


def test_the_command_carries_over_what_an_older_edition_was_asked(project: Path) -> None:
    """Fill, change the guidance, check, carry over, check again."""
    ours, new = project / "ours.yaml", project / "new.json"
    question = (project / "content/clauses/objective.yaml").read_text("utf-8")
    ours.write_text(
        "checklist: {country: cr, lang: fr, edition: '2025.1', digest: '475213913e48', scope: core}\n"
        f"replies:\n  {STANDS}:\n    value: full\n    of: '000000000000'\n"
        "  no-such-question:\n    value: none\n    reasoning: Rien.\n",
        "utf-8",
    )
    assert STANDS in question
    checked = run_guidance(project, "checklist", "check", "ours.yaml")
    assert checked.returncode == 0
    assert (
        "ours.yaml:1:63: warning G952 the questions have changed since it was made (for edition 2025.1;"
        in checked.stdout
    )
    assert "ours.yaml:4:12: warning G954" in checked.stdout
    assert run_guidance(project, "checklist", "check", "ours.yaml", "--strict").returncode == 1

    done = run_guidance(project, "checklist", "migrate", "ours.yaml", "--out", "new.json")
    assert done.returncode == 0, done.stderr
    assert "ours.yaml:3:3: note G956" in done.stderr
    assert "ours.yaml:6:3: warning G957" in done.stderr
    assert done.stderr.endswith("replies carried over: 1; to look at again: 1; without a place: 1\n")
    found, _ = files.parse(Source("new.json", new.read_text("utf-8")))
    assert found and found.unplaced[0].reply == Reply("no-such-question", "none", "Rien.")

    slip = new.read_text("utf-8").replace(f'"{STANDS}"', f'"{STANDS[:-1]}"')
    new.write_text(slip, "utf-8")
    checked = run_guidance(project, "checklist", "check", "new.json")
    assert checked.returncode == 1
    assert f'hint: did you mean "{STANDS}"?' in checked.stdout
    assert "warning G957" in checked.stdout


def test_a_guidance_that_cannot_be_read_carries_nothing_over(project: Path) -> None:
    """Else the questions of a broken clause would look like questions that were taken away."""
    (project / "ours.yaml").write_text(
        "checklist: {country: cr, lang: fr, edition: '2025.1', digest: '475213913e48'}\n", "utf-8"
    )
    (project / "content/clauses/objective.yaml").write_text("id: objective\n", "utf-8")
    done = run_guidance(project, "checklist", "migrate", "ours.yaml", "--out", "new.yaml")
    assert done.returncode == 1
    assert "content/clauses/objective.yaml:1:1: error G102" in done.stderr
    assert not (project / "new.yaml").exists()


def test_conflicts_are_decided_first(project: Path) -> None:
    (project / "ours.yaml").write_text(
        "checklist: {country: cr, lang: fr, edition: '2025.1', digest: '475213913e48'}\n"
        "conflicts:\n- question: a\n  versions:\n"
        "  - {sources: [a.yaml], value: full}\n  - {sources: [b.yaml], value: none}\n",
        "utf-8",
    )
    done = run_guidance(project, "checklist", "migrate", "ours.yaml")
    assert done.returncode == 1
    assert "ours.yaml:3:13: error G951 a: nobody has decided: full (a.yaml); none (b.yaml)" in done.stderr
    assert done.stdout == ""
