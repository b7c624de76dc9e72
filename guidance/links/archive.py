"""Copies of pages in a web archive, asked for politely; what the archive says is not trusted."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from http.client import HTTPException
from typing import Any, Protocol
from urllib.error import HTTPError
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit
from urllib.request import Request, urlopen

from guidance.model.addresses import address

WAYBACK = "https://archive.org/wayback/available?url="
_ARCHIVE = "web.archive.org"
_LOCAL = ("127.0.0.1", "localhost", "::1")
_TIMEOUT = 20.0
_MOST_BYTES = 65_536
#: So many failures one after the other mean that the archive is away, not that there are no copies.
_PATIENCE = 3
_LONGEST = 2000


class Answer(Protocol):
    """What is read of an answer: its body, up to a number of bytes."""

    def read(self, amount: int, /) -> bytes:
        """At most so many bytes."""

    def close(self) -> None:
        """Let the connection go."""


Opener = Callable[[Request, float], Answer]


def _open(request: Request, timeout: float) -> Answer:
    answer: Answer = urlopen(request, timeout=timeout)
    return answer


def archived_copies(
    urls: Iterable[str],
    endpoint: str = WAYBACK,
    opener: Opener = _open,
    pause: float = 1.0,
    sleep: Callable[[float], None] = time.sleep,
) -> dict[str, str]:
    """The newest copy of each address that has one, asked one after the other with a ``pause`` in seconds between.

    ``endpoint`` is what the quoted address is appended to. No answer, and an answer that cannot be used, mean no copy;
    after several in a row, or when the archive asks for fewer requests, the rest is left for another day. Raises
    ValueError for an endpoint that is no web address.
    """
    if urlsplit(endpoint).scheme not in ("http", "https"):
        raise ValueError(f"{endpoint} is not a web address")
    copies: dict[str, str] = {}
    failures = 0
    for number, url in enumerate(urls):
        if number:
            sleep(pause)
        try:
            body = _ask(endpoint + quote(address(url), safe=""), opener)
            failures = 0
        except HTTPError as refusal:
            refusal.close()
            failures = _PATIENCE if refusal.code in (429, 503) else failures + 1
        except (OSError, HTTPException, ValueError):
            failures += 1
        else:
            if copy := _copy(body, urlsplit(endpoint)):
                copies[url] = copy
        if failures >= _PATIENCE:
            break
    return copies


def _ask(url: str, opener: Opener) -> Any:
    """The JSON of an answer; raises OSError, HTTPException and ValueError."""
    request = Request(url, headers={"Accept": "application/json", "User-Agent": "connectivity-guidance link check"})
    answer = opener(request, _TIMEOUT)
    try:
        body = answer.read(_MOST_BYTES + 1)
    finally:
        answer.close()
    if len(body) > _MOST_BYTES:
        raise ValueError("the answer is too long")
    return json.loads(body)


def _copy(body: Any, endpoint: SplitResult) -> str | None:
    """The address of the copy in an answer, if there is one that may be written down."""
    for key in ("archived_snapshots", "closest"):
        body = body.get(key) if isinstance(body, dict) else None
    if (
        not isinstance(body, dict)
        or body.get("available") is not True
        or not str(body.get("status", "")).startswith("2")
    ):
        return None
    try:
        parts = urlsplit(str(body.get("url")))
    except ValueError:
        return None
    if endpoint.hostname in _LOCAL and parts.netloc == endpoint.netloc:
        scheme = parts.scheme
    elif parts.netloc == _ARCHIVE and parts.scheme in ("http", "https"):
        scheme = "https"
    else:
        return None
    copy = urlunsplit(parts._replace(scheme=scheme))
    usable = (
        parts.path.startswith("/web/")
        and len(copy) <= _LONGEST
        and all(char > " " and char.isprintable() for char in copy)
    )
    return copy if usable else None
