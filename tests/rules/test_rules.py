"""Every code has content that has the mistake and content that has not; both are checked as a user would."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guidance.app import checking, gate, reporting
from guidance.check.rules import all_rules
from guidance.config import Settings
from guidance.diagnostics import Code, Severity
from guidance.render.site.build import site_pages
from tests.rules.examples import lay

CODES = reporting.catalogue()
#: Said of finished PDFs; tests/pdf/test_inspect.py and tests/proof break some for each.
FINISHED = {code for code in CODES if "G750" <= code < "G790"}
CONTENT_CODES = [code for code in CODES.values() if code.code[1] in "01234567" and code.code not in FINISHED]
#: What cannot be shown as text; tests/content/test_hardened.py and tests/release show it.
BY_HAND = {"G008", "G009", "G019", "G790", "G796", "G798"}
WITH_EXAMPLES = [code for code in CONTENT_CODES if code.code not in BY_HAND]


#: Rules that no check applies: only an edition that goes out keeps them.
AT_THE_GATE = {rule.code.code for rule in all_rules() if rule.gate}


def _checked(folder: Path, code: Code) -> checking.Checked:
    return gate.judge(Settings(folder)) if code.code in AT_THE_GATE else checking.check(Settings(folder))


def _serious(checked: checking.Checked) -> list[tuple[str, str, str]]:
    found = checked.report.diagnostics
    return [(d.code, d.pin.path, d.message) for d in found if d.severity is not Severity.NOTE]


def test_the_sample_keeps_every_rule(tmp_path: Path) -> None:
    lay(tmp_path, "# publication.yaml")
    checked = checking.check(Settings(tmp_path))
    assert [d.code for d in checked.report.diagnostics if d.code != "G605"] == [], checked.text


@pytest.mark.parametrize("code", WITH_EXAMPLES, ids=lambda code: code.code)
def test_failing_example_fails_with_this_code_only(tmp_path: Path, code: Code) -> None:
    """One mistake, one code: nothing else is reported."""
    lay(tmp_path, code.fails)
    checked = _checked(tmp_path, code)
    wanted = [d for d in checked.report.diagnostics if d.code == code.code]
    assert wanted, checked.text
    assert all(d.severity is code.severity and d.message and d.span for d in wanted)
    others = [found for found in _serious(checked) if found[0] != code.code]
    assert not others, checked.text


@pytest.mark.parametrize("code", sorted(AT_THE_GATE))
def test_work_in_progress_may_break_the_rules_of_the_gate(tmp_path: Path, code: str) -> None:
    lay(tmp_path, CODES[code].fails)
    assert code not in {d.code for d in checking.check(Settings(tmp_path)).report.diagnostics}


@pytest.mark.parametrize("code", WITH_EXAMPLES, ids=lambda code: code.code)
def test_passing_example_passes(tmp_path: Path, code: Code) -> None:
    paths = lay(tmp_path, code.passes)
    checked = _checked(tmp_path, code)
    assert _serious(checked) == [], checked.text
    # The other translations of the sample are in progress too.
    assert code.code not in {d.code for d in checked.report.diagnostics if d.pin.path in paths}


def test_there_are_sixty_rules_and_each_is_explained() -> None:
    assert len(all_rules()) >= 60
    for code in CODES.values():
        assert re.fullmatch(r"G\d{3}", code.code)
        assert not code.title.endswith(".") and len(code.title) <= 60, code.code
        assert code.why.endswith((".", "…")) and len(code.why) >= 40, code.code
    for code in WITH_EXAMPLES:
        assert code.fails and code.passes and code.fails != code.passes, code.code


def test_a_rule_is_one_short_function() -> None:
    for rule in all_rules():
        assert rule.check.__doc__
        assert rule.code.code[1] in "34567"


@pytest.mark.parametrize("code", [code for code in WITH_EXAMPLES if code.passes], ids=lambda code: code.code)
def test_what_passes_the_check_can_be_shown(tmp_path: Path, code: Code) -> None:
    """Sound content never stops a build with a traceback: every page of it is made, in both languages of the sample."""
    lay(tmp_path, code.passes)
    corpus = checking.check(Settings(tmp_path)).sound
    assert corpus is not None
    for lang in corpus.publication.languages:
        assert all(page.html for page in site_pages(corpus, lang, (), tuple(CODES.values())))
