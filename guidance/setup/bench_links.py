"""Time the check of outside links: a thousand addresses of one server, asked as politely as ever.

The server is a thread of this process and answers at once, so the figure is what the check itself takes.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ADDRESSES = 1000
_CHECK = """
import sys, time
from guidance.links.lychee import probe
from guidance.links.outcome import judge
urls = [f"{sys.argv[1]}/{number}" for number in range(int(sys.argv[2]))]
start = time.perf_counter()
found = probe(urls)
print(time.perf_counter() - start, sum(judge(found[url]).state == "alive" for url in urls))
"""


class _Page(BaseHTTPRequestHandler):
    """A short page at every address."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = b"<!doctype html><title>page</title>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def _server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def thousand_urls(count: int = ADDRESSES) -> float:
    """Seconds that the check of so many addresses of one server takes with the default limits.

    Raises RuntimeError if any of them is not found alive: a check that fails is fast and proves nothing.
    """
    with _server() as base:
        command = [sys.executable, "-c", _CHECK, base, str(count)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, alive = done.stdout.split()
    if int(alive) != count:
        raise RuntimeError(f"only {alive} of {count} addresses were found alive")
    return float(seconds)
