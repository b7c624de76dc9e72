"""The gap report says what the register says: each gap once, counts with denominators, peers first."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from guidance.checklists.published import blank, published
from guidance.model.checklists import Reply
from guidance.model.clause import Clause
from guidance.model.corpus import Corpus
from guidance.model.countries import ANSWER_VALUES, Country
from guidance.model.gaps import CMS_ARTICLES, GapReport, adopt_first, draft_report, published_report
from guidance.model.precedents import ENOUGH, MOST, Precedent, precedents


def _assessed(corpus: Corpus) -> list[Country]:
    return [country for country in corpus.countries.values() if country.assessment]


def _with_values(corpus: Corpus, values: list[str]) -> tuple[Country, list[str]]:
    """Kenya, whose first questions have these values; and those questions."""
    kenya = corpus.countries["ke"]
    some = next(iter(kenya.answers.values()))
    labels = list(corpus.questions)[: len(values)]
    answers = {label: replace(some, label=label, value=value) for label, value in zip(labels, values, strict=True)}
    return replace(kenya, answers=answers), labels


def _gaps(report: GapReport) -> list[str]:
    return [gap.question.label for found in report.clauses for gap in found.gaps]


def test_only_none_partial_and_planned_are_gaps(corpus: Corpus) -> None:
    country, labels = _with_values(corpus, list(ANSWER_VALUES))
    report = published_report(corpus, country)
    wanted = [
        label for label, value in zip(labels, ANSWER_VALUES, strict=True) if value in ("none", "partial", "planned")
    ]
    assert _gaps(report) == wanted
    assert report.total.gaps == 3
    # Two say that they do not know, and nobody looked at the others.
    assert report.total.open == len(corpus.questions) - len(ANSWER_VALUES) + 2
    assert report.total.total == len(corpus.questions)


def test_unknown_answers_are_no_gap(corpus: Corpus) -> None:
    country, _ = _with_values(corpus, ["unknown", "not-assessed"])
    report = published_report(corpus, country)
    assert report.modules == () and report.total.gaps == 0 and report.total.open == report.total.total


def test_every_tally_counts_its_own_questions(corpus: Corpus) -> None:
    for country in _assessed(corpus):
        report = published_report(corpus, country)
        value_of = {label: answer.value for label, answer in country.answers.items()}
        assert [tally.id for tally in report.targets] == list(corpus.targets)
        assert [tally.id for tally in report.articles] == list(CMS_ARTICLES)
        for tally in (*report.targets, *report.articles):
            own = [
                label
                for label, (clause, question) in corpus.questions.items()
                if tally.id in question.targets or tally.id in [link.provision for link in clause.implements]
            ]
            assert Counter(tally.counts) == Counter(value_of.get(label, "not-assessed") for label in own)
            assert tally.total == len(own) == sum(tally.counts.values())
            assert tally.open == sum(value_of.get(label) in (None, "unknown", "not-assessed") for label in own)


def test_a_withdrawn_clause_asks_nothing(corpus: Corpus) -> None:
    clause, _ = corpus.questions[next(iter(corpus.questions))]
    gone = replace(clause, status="withdrawn")
    questions = {
        label: (gone if owner.id == gone.id else owner, question)
        for label, (owner, question) in corpus.questions.items()
    }
    country, labels = _with_values(corpus, ["none"])
    report = published_report(replace(corpus, questions=questions), country)
    assert report.total.total == len(corpus.questions) - len(clause.questions)
    assert labels[0] in clause.questions and _gaps(report) == []


def test_dependencies_come_before_what_rests_on_them(corpus: Corpus) -> None:
    for clause in corpus.clauses.values():
        order = [found.id for found in adopt_first(corpus, clause)]
        reached = set(clause.depends_on)
        while more := {d for id_ in reached for d in corpus.clauses[id_].depends_on} - reached:
            reached |= more
        assert sorted(order) == sorted(reached - {clause.id})
        for place, id_ in enumerate(order):
            assert set(corpus.clauses[id_].depends_on) <= {*order[:place], clause.id}


def test_a_circle_of_dependencies_ends(corpus: Corpus) -> None:
    one, other = list(corpus.clauses.values())[:2]
    circle = {one.id: replace(one, depends_on=(other.id,)), other.id: replace(other, depends_on=(one.id,))}
    assert [c.id for c in adopt_first(replace(corpus, clauses=circle), circle[one.id])] == [other.id]


def _rank(precedent: Precedent) -> tuple[bool, bool, bool]:
    return bool(precedent.target), not precedent.same_tradition, not precedent.same_region


def test_precedents_are_of_peers_first_and_never_the_country_s_own(corpus: Corpus) -> None:
    for country in (*_assessed(corpus), corpus.countries["na"]):
        own = corpus.links.laws_of_country.get(country.code, ())
        traditions = {law.tradition for law in own}
        for clause in corpus.clauses.values():
            found = precedents(corpus, clause, country)
            assert len(found) <= MOST and len({p.law.id for p in found}) == len(found)
            assert all(_rank(before) <= _rank(after) for before, after in pairwise(found))
            examples = {example.law for example in clause.examples}
            for precedent in found:
                law = precedent.law
                assert law.jurisdiction.country != country.code and country.code not in law.jurisdiction.parties
                assert not (law.jurisdiction.country == "eu" and country.eu_member)
                assert precedent.same_tradition == (law.tradition in traditions)
                assert bool(precedent.target) == (law.id not in examples)


def test_a_country_without_law_in_the_register_has_peers_by_region_only(corpus: Corpus) -> None:
    codes = {law.jurisdiction.country for law in corpus.laws.values()}
    country = next(c for c in corpus.countries.values() if c.code not in codes and c.region == "africa")
    found = [p for clause in corpus.clauses.values() for p in precedents(corpus, clause, country)]
    assert not any(p.same_tradition for p in found)
    assert any(p.same_region for p in found) and not all(p.same_region for p in found)


def _without_examples(corpus: Corpus) -> Clause:
    return replace(corpus.clauses["corridor-designation"], examples=())


def test_laws_on_the_same_target_stand_in_where_examples_are_too_few(corpus: Corpus) -> None:
    clause = _without_examples(corpus)
    carried = {link.target for link in clause.implements if link.target and link.relation == "implements"}
    for country in _assessed(corpus):
        found = precedents(corpus, clause, country)
        assert len(found) == ENOUGH
        for precedent in found:
            assert precedent.target in carried
            assert precedent.target in [mapped.target for mapped in precedent.law.targets]
            assert precedent.law.status.value not in ("superseded", "expired")
            # The register has peers of every tradition for this target.
            assert precedent.same_tradition or country.code == "bt"


def test_nothing_stands_in_where_the_register_says_nothing(corpus: Corpus) -> None:
    clause = replace(_without_examples(corpus), implements=())
    assert precedents(corpus, clause, corpus.countries["ke"]) == ()


def test_what_asks_for_a_clause_is_what_the_clause_names(corpus: Corpus) -> None:
    for country in _assessed(corpus):
        for found in published_report(corpus, country).clauses:
            asked = {f"{ask.instrument.id}/{ask.provision.label}" for ask in found.asks}
            named = {link.provision for link in found.clause.implements if link.provision}
            left_out = named - asked
            assert asked <= named
            # Union law asks nothing of others.
            assert all(ref.startswith("eu-") for ref in left_out)
            assert not left_out if country.eu_member else all(not a.instrument.id.startswith("eu-") for a in found.asks)
            binding = [ask.instrument.binding and ask.provision.binding for ask in found.asks]
            assert binding == sorted(binding, reverse=True)
            targets = {ask.target for ask in found.targets}
            tested = {target for gap in found.gaps for target in gap.question.targets}
            assert targets == tested | {link.target for link in found.clause.implements if link.target}


@pytest.mark.parametrize(
    ("code", "cms", "bern"), [("ke", True, None), ("us", False, None), ("de", True, True), ("fr", True, True)]
)
def test_membership_is_said_only_where_a_list_tells(corpus: Corpus, code: str, cms: bool, bern: bool | None) -> None:
    asks = [ask for found in published_report(corpus, corpus.countries[code]).clauses for ask in found.asks]
    assert {ask.member for ask in asks if ask.instrument.id.startswith("cms")} == {cms}
    assert {ask.member for ask in asks if ask.instrument.id == "bern"} == {bern}
    # The register has no list of the Parties to this treaty.
    assert {ask.member for ask in asks if ask.instrument.id == "unclos"} <= {None}


def test_a_private_draft_with_the_published_answers_reports_the_same(corpus: Corpus) -> None:
    for country in _assessed(corpus):
        ours = published_report(corpus, country)
        draft = draft_report(corpus, published(corpus, country, "fr", "full"))
        assert ours.draft is None and draft.draft is not None
        assert _gaps(draft) == _gaps(ours)
        assert (draft.total, draft.targets, draft.articles) == (ours.total, ours.targets, ours.articles)


def test_a_core_checklist_is_counted_by_what_it_asks(corpus: Corpus) -> None:
    core = [label for label, (_, question) in corpus.questions.items() if question.core]
    other = next(label for label in corpus.questions if label not in core)
    draft = blank(corpus, "en", "core", "ke")
    draft.replies[core[0]] = Reply(core[0], "none", "Nothing found.")
    draft.replies[core[1]] = Reply(core[1], "", "Begun, no value yet.")
    draft.replies[other] = Reply(other, "planned")
    report = draft_report(corpus, draft)
    assert report.core and report.total.total == len(core) + 1
    assert sorted(_gaps(report)) == sorted([core[0], other])
    assert report.total.open == len(core) - 1
