"""A private draft becomes published answers only when it is checked, decided and signed, and nothing else changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidance.app import checking
from guidance.app.filling import ChecklistError
from guidance.app.publishing import publish
from guidance.checklists.country_file import with_answers
from guidance.checklists.files import written
from guidance.checklists.publish import hindrances
from guidance.checklists.published import published
from guidance.config import Settings
from guidance.diagnostics import Severity
from guidance.load import yaml
from guidance.model.checklists import Conflict, FilledChecklist, Proof, Reply, Unplaced, Version
from guidance.model.corpus import Corpus
from guidance.model.countries import ANSWER_VALUES, SignOff
from tests.checklists.made import DATES, LABELS, WORDS
from tests.conftest import run_guidance
from tests.rules.examples import lay

POWER = "night-corridor-power"
SIGNED = SignOff("A. Person", "CMS national focal point", "2026-11-02", "2026.1-draft")
FILE = "content/countries/xx.yaml"

Change = Callable[[FilledChecklist], FilledChecklist]


@pytest.fixture
def project(tmp_path: Path) -> Settings:
    lay(tmp_path, "# publication.yaml")
    return Settings(tmp_path)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("sample")
    lay(folder, "# publication.yaml")
    return _corpus(Settings(folder))


def _corpus(project: Settings) -> Corpus:
    corpus = checking.check(project).corpus
    assert corpus is not None
    return corpus


def _signed(sample: Corpus) -> FilledChecklist:
    return replace(published(sample, sample.countries["xx"], "en", "full"), sign_offs=(SIGNED,))


def _draft(project: Settings, sample: Corpus, change: Change = lambda checklist: checklist) -> Path:
    path = project.root / "xx-draft.yaml"
    path.write_text(written(change(_signed(sample)), sample.questions), "utf-8")
    return path


def _reply(change: Callable[[Reply], Reply]) -> Change:
    return lambda checklist: replace(checklist, replies={POWER: change(checklist.replies[POWER])})


def test_a_signed_draft_is_published_and_the_rest_of_the_file_stays(project: Settings, sample: Corpus) -> None:
    file = project.root / FILE
    file.write_text(file.read_text("utf-8").replace("findings:", "# Kept as it was made.\nfindings:"), "utf-8")
    before = file.read_text("utf-8")
    draft = _draft(project, sample, _reply(lambda reply: replace(reply, value="partial", reasoning="Only at\nnight.")))
    shown = publish(project, draft, dry_run=True)
    assert file.read_text("utf-8") == before
    assert (shown.answers, shown.new, shown.changed, shown.gone) == (1, 0, 1, 0)
    assert "+    value: partial" in shown.difference and "-    value: full" in shown.difference
    assert publish(project, draft) == shown
    after = file.read_text("utf-8")
    assert after.partition("answers:")[2].partition("# Kept")[2] == before.partition("# Kept")[2]
    country = _corpus(project).countries["xx"]
    assert country.assessment is not None
    assert (country.assessment.method, country.assessment.sign_offs) == ("self-assessment", (SIGNED,))
    answer = country.answers[POWER]
    assert (answer.value, answer.reasoning.source, answer.evidence[0].provision) == ("partial", "Only at night.", "s-5")


def test_a_reply_that_repeats_the_published_answer_leaves_its_lines_alone(project: Settings, sample: Corpus) -> None:
    before = (project.root / FILE).read_text("utf-8")
    publish(project, _draft(project, sample))
    after = (project.root / FILE).read_text("utf-8")
    assert after.partition("answers:")[2] == before.partition("answers:")[2]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c: replace(c, sign_offs=()), "nobody of the country has signed"),
        (lambda c: replace(c, sign_offs=(replace(SIGNED, edition="2025.1"),)), "has signed edition 2025.1"),
        (lambda c: replace(c, lang="fr"), "written in English"),
        (lambda c: replace(c, digest="0" * 12), "the questions have changed"),
        (lambda c: replace(c, country="zz"), 'there is no country "zz"'),
        (lambda c: replace(c, replies={}), f"without a reply in the draft: 1, such as {POWER}"),
        (lambda c: replace(c, unplaced=(Unplaced(Reply("gone", "none"), "gone"),)), "has no place"),
        (lambda c: replace(c, conflicts=(Conflict(POWER, (Version(("a",), Reply(POWER)),) * 2),)), "still listed"),
        (_reply(lambda r: replace(r, proofs=())), "names no source"),
        (_reply(lambda r: replace(r, reasoning="")), "nothing says why"),
        (_reply(lambda r: replace(r, look_again="Worded anew.")), "to be looked at again"),
        (_reply(lambda r: replace(r, value="unknown")), '"unknown" beside a source'),
        (_reply(lambda r: replace(r, proofs=(Proof("Wildlife Order"),))), "guidance new law xx-NAME --country xx"),
    ],
)
def test_what_is_not_ready_is_refused(sample: Corpus, change: Change, said: str) -> None:
    problems = list(hindrances(change(_signed(sample)), sample, "xx.yaml"))
    assert all(problem.severity is Severity.ERROR and problem.pin.path == "xx.yaml" for problem in problems)
    assert [p for p in problems if said in f"{p.message} {p.hint}"], problems


def test_a_signed_draft_has_no_hindrance(sample: Corpus) -> None:
    assert list(hindrances(_signed(sample), sample, "xx.yaml")) == []


def test_a_draft_that_would_break_the_content_is_refused(project: Settings, sample: Corpus) -> None:
    """The rules of the content hold for what a country writes: a signature is not older than what it is under."""
    proof = Proof("xx-wildlife-act", "s. 5(2)", as_at="2026-11-09")
    draft = _draft(project, sample, _reply(lambda reply: replace(reply, proofs=(proof,))))
    before = (project.root / FILE).read_text("utf-8")
    with pytest.raises(ChecklistError, match="G528"):
        publish(project, draft)
    assert (project.root / FILE).read_text("utf-8") == before


def test_the_verb_shows_the_difference(project: Settings, sample: Corpus) -> None:
    draft = _draft(project, sample, _reply(lambda reply: replace(reply, value="none")))
    (project.root / "pyproject.toml").write_text("[tool.guidance]\n", "utf-8")
    done = run_guidance(project.root, "checklist", "publish", str(draft), "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "+    value: none" in done.stdout and f"would be written to {FILE}: answers: 1" in done.stderr
    refused = run_guidance(
        project.root, "checklist", "publish", str(_draft(project, sample, lambda c: replace(c, lang="es")))
    )
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "xx-draft.yaml:3:" in refused.stderr and "G960" in refused.stderr


_LINES = WORDS.map(lambda text: " ".join(text.split())).filter(bool)
_EVIDENCE = st.fixed_dictionaries({"law": st.just("xx-wildlife-act"), "pinpoint": _LINES})
_ANSWERS = st.fixed_dictionaries(
    {
        "value": st.sampled_from(ANSWER_VALUES),
        "reasoning": _LINES | st.lists(_LINES, min_size=5).map(" ".join),
        "evidence": st.lists(_EVIDENCE, max_size=2),
        "confidence": st.just("low"),
        "as_at": DATES,
    }
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(LABELS, _ANSWERS, max_size=3), st.dictionaries(LABELS, _ANSWERS, max_size=3))
def test_any_answers_can_take_the_place_of_any_others(
    first: dict[str, yaml.Data], second: dict[str, yaml.Data]
) -> None:
    base = "code: xx  # of nowhere\nname: Exampleland\n\n# The first review.\nfindings:\n  a:\n    value: unknown\n"
    signed = {"method": "self-assessment", "as_at": "2026-11-01"}
    once = with_answers(base, signed, first)
    twice = with_answers(once, signed, second)
    for text, wanted in ((once, first), (twice, second)):
        data, problems = yaml.parse("x.yaml", text)
        assert not problems and isinstance(data, dict)
        assert data.get("answers", {}) == wanted
        assert text.startswith("code: xx  # of nowhere\n") and text.endswith(
            "# The first review.\n" + base.partition("review.\n")[2]
        )
    assert with_answers(twice, signed, second) == twice
