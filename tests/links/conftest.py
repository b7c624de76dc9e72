"""A web server that misbehaves in every way a link checker must know."""

from __future__ import annotations

import json
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest


class StrangeServer(ThreadingHTTPServer):
    """Answers as the path says, and remembers every request."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.base = f"http://127.0.0.1:{self.server_port}"
        self.hits: dict[str, list[float]] = defaultdict(list)
        self.headers: list[dict[str, str]] = []
        self.now = self.most_at_once = 0
        self.lock = threading.Lock()

    def times(self, path: str) -> int:
        """How often a path was asked for."""
        return len(self.hits[path])

    def gaps(self, path: str) -> list[float]:
        """Seconds between the requests for a path."""
        times = self.hits[path]
        return [later - earlier for earlier, later in pairwise(times)]

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Counts how many requests are worked on at the same time; over before the answer goes out."""
        with self.lock:
            self.now += 1
            self.most_at_once = max(self.most_at_once, self.now)
        yield
        with self.lock:
            self.now -= 1

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up on a slow answer is no mistake."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: StrangeServer
    #: Statuses that an answer has the first time only.
    once: ClassVar[dict[str, tuple[int, dict[str, str]]]] = {
        "/once/429": (429, {"Retry-After": "2"}),
        "/once/500": (500, {}),
    }

    def do_GET(self) -> None:
        with self.server.lock:
            self.server.hits[self.path].append(time.monotonic())
            self.server.headers.append(dict(self.headers.items()))
        kind, _, rest = self.path.removeprefix("/").partition("/")
        if kind == "hang":
            time.sleep(4)
            self.close_connection = True
        elif kind == "cut":
            self.close_connection = True
        elif kind == "garbage":
            self.wfile.write(b"220 mail ready\r\n\r\n")
            self.close_connection = True
        elif kind == "status":
            self._say(int(rest.partition("/")[0]))
        elif kind == "to":
            code, _, target = rest.partition("/")
            self._say(int(code), {"Location": target if "://" in target else f"/{target}"})
        elif kind == "wall":
            cookie = "Cookie" in self.headers
            self._say(200 if cookie else 301, {} if cookie else {"Location": self.path, "Set-Cookie": "seen=yes"})
        elif kind == "always-429":
            self._say(429, {"Retry-After": "1"})
        elif kind == "slowly":
            with self.server.busy():
                time.sleep(0.05)
            self._say(200)
        elif kind == "circle":
            self._say(302, {"Location": "/circle"})
        elif self.path in self.once and self.server.times(self.path) == 1:
            self._say(*self.once[self.path])
        elif kind.startswith("wayback"):
            self._archive()
        else:
            self._say(200)

    def _archive(self) -> None:
        """The form of the Wayback Machine's answers; the host asked about says what kind of answer comes."""
        wanted = parse_qs(urlsplit(self.path).query).get("url", [""])[0]
        host = urlsplit(wanted).hostname or ""
        copy = f"{self.server.base}/web/20240102030405/{wanted}"
        closest: dict[str, object] = {"available": True, "status": "200", "url": copy}
        special: dict[str, object] = {
            "none.org": {},
            "gone.org": {"closest": closest | {"status": "404"}},
            "unavailable.org": {"closest": closest | {"available": False}},
            "evil.org": {"closest": closest | {"url": f"https://evil.org/web/2024/{wanted}"}},
            "script.org": {"closest": closest | {"url": "javascript:alert(1)"}},
            "broken.org": {"closest": closest | {"url": "https://[web.archive.org/web/1/x"}},
            "wayback.org": {"closest": closest | {"url": f"http://web.archive.org/web/20240102030405/{wanted}"}},
            "spaces.org": {"closest": closest | {"url": f"{self.server.base}/web/1/a b\nc"}},
            "list.org": [1, 2],
        }
        body = json.dumps({"archived_snapshots": special.get(host, {"closest": closest})})
        match host:
            case "busy.org":
                self._say(429)
            case "fails.org":
                self._say(500)
            case "text.org":
                self._say(200, body="no JSON")
            case "long.org":
                self._say(200, body=json.dumps({"filler": "x" * 70_000}))
            case _:
                self._say(200, body=body)

    def _say(self, code: int, headers: dict[str, str] | None = None, body: str = "<title>page</title>") -> None:
        content = b"" if code in (204, 304) else body.encode()
        self.send_response(code)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def running() -> Iterator[StrangeServer]:
    """A server in a thread of its own."""
    server = StrangeServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session", autouse=True)
def no_proxy() -> Iterator[None]:
    """A proxy of the machine must not stand between the tests and their servers."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            patch.delenv(name, raising=False)
            patch.delenv(name.upper(), raising=False)
        yield


@pytest.fixture
def server() -> Iterator[StrangeServer]:
    """A server of the test's own."""
    with running() as made:
        yield made


@pytest.fixture
def other_server() -> Iterator[StrangeServer]:
    """A second host."""
    with running() as made:
        yield made


@pytest.fixture(scope="session")
def shared_server() -> Iterator[StrangeServer]:
    """A server for tests that only look at answers."""
    with running() as made:
        yield made
