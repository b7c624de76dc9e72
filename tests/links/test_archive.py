"""Copies in a web archive, asked of a local server that answers like one, or badly."""

from __future__ import annotations

from typing import Any
from urllib.error import URLError
from urllib.request import Request

import pytest

from guidance.links.archive import Answer, archived_copies


def copies(server: Any, *hosts: str) -> dict[str, str]:
    """What is found for pages of the hosts."""
    urls = [f"https://{host}/law" for host in hosts]
    return archived_copies(urls, f"{server.base}/wayback?url=", pause=0)


def test_the_copy_of_an_address_is_found(shared_server: Any) -> None:
    url = "https://a.org/law?x=1&y=é#art-3"
    found = archived_copies([url], f"{shared_server.base}/wayback?url=", pause=0)
    assert found == {url: f"{shared_server.base}/web/20240102030405/https://a.org/law?x=1&y=é"}


def test_a_copy_is_written_with_the_secure_address(shared_server: Any) -> None:
    found = copies(shared_server, "wayback.org")
    assert found == {"https://wayback.org/law": "https://web.archive.org/web/20240102030405/https://wayback.org/law"}


@pytest.mark.parametrize(
    "host",
    [
        "none.org",
        "gone.org",
        "unavailable.org",
        "evil.org",
        "script.org",
        "broken.org",
        "spaces.org",
        "list.org",
        "text.org",
        "long.org",
        "fails.org",
    ],
)
def test_an_answer_that_cannot_be_used_is_no_copy_and_no_error(shared_server: Any, host: str) -> None:
    assert list(copies(shared_server, host, "a.org")) == ["https://a.org/law"]


def test_an_answer_that_names_a_local_copy_counts_for_a_local_archive_only() -> None:
    body = (
        b'{"archived_snapshots": {"closest": {"available": true, "status": "200", "url": "http://127.0.0.1/web/1/x"}}}'
    )
    assert archived_copies(["https://a.org/"], opener=lambda request, timeout: Canned(body)) == {}
    assert archived_copies(["https://a.org/"], "http://127.0.0.1/?url=", lambda request, timeout: Canned(body)) == {
        "https://a.org/": "http://127.0.0.1/web/1/x"
    }


class Canned:
    """An answer made beforehand."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    def read(self, amount: int, /) -> bytes:
        return self.body[:amount]

    def close(self) -> None:
        pass


def test_the_rest_is_left_when_the_archive_asks_for_fewer_requests(server: Any) -> None:
    assert list(copies(server, "a.org", "busy.org", "b.org")) == ["https://a.org/law"]
    assert len(server.hits) == 2


def test_the_rest_is_left_when_the_archive_fails_again_and_again(server: Any) -> None:
    assert list(copies(server, "fails.org", "text.org", "a.org", "fails.org", "text.org", "long.org", "b.org")) == [
        "https://a.org/law"
    ]
    assert not [path for path in server.hits if "b.org" in path]


def test_an_archive_out_of_reach_is_no_error() -> None:
    asked: list[str] = []

    def unreachable(request: Request, timeout: float) -> Answer:
        asked.append(request.full_url)
        raise URLError("no route")

    assert archived_copies([f"https://{n}.org/" for n in range(9)], opener=unreachable, sleep=lambda pause: None) == {}
    assert len(asked) == 3
    assert asked[0] == "https://archive.org/wayback/available?url=https%3A%2F%2F0.org%2F"


def test_questions_keep_their_distance(shared_server: Any) -> None:
    slept: list[float] = []
    archived_copies(["https://a.org/", "https://b.org/"], f"{shared_server.base}/wayback?url=", sleep=slept.append)
    assert slept == [1.0]


def test_an_endpoint_must_be_a_web_address() -> None:
    with pytest.raises(ValueError, match="is not a web address"):
        archived_copies(["https://a.org/"], "file:///etc/passwd?")
