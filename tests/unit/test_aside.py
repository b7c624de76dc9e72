"""Work done by a copy of this process: its result, its failure, and the machines where there is no copy."""

from __future__ import annotations

import os
import sys

import pytest

from guidance.aside import aside


def test_the_result_comes_from_another_process_where_there_can_be_one() -> None:
    begun = aside(os.getpid)
    copied = sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1
    assert (begun() != os.getpid()) is copied


def test_a_failure_is_seen_here(capfd: pytest.CaptureFixture[str]) -> None:
    here = os.getpid()

    def fails() -> list[int]:
        raise ValueError("in the copy" if os.getpid() != here else "in the process that asked")

    with pytest.raises(ValueError, match="in the process that asked"):
        aside(fails)()
    assert capfd.readouterr().err == ""


def test_a_result_that_cannot_be_sent_is_worked_out_here() -> None:
    assert aside(lambda: {os.getpid(): lambda: 0})().keys() == {os.getpid()}


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_elsewhere_it_is_done_when_it_is_asked_for(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert aside(os.getpid)() == os.getpid()
