"""The preview: reloads on an edit, shows the problems of a broken file, and comes back when it is mended."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.build

CLAUSE = "content/clauses/corridor-designation.yaml"
PAGE = "en/clauses/corridor-designation/"


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(params=["mkdocs", "guidance"])
def address(project: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A preview of a copy of the project, by MkDocs alone and by our own command."""
    port = _free_port()
    place = f"127.0.0.1:{port}"
    arguments = {
        "mkdocs": ["-m", "mkdocs", "serve", "--quiet", "--dev-addr", place],
        "guidance": ["-m", "guidance", "serve", "--lang", "en", "--address", place],
    }[request.param]
    environment = os.environ | {"GUIDANCE_LANGS": "en", "GUIDANCE_BOOKS": "0", "NO_MKDOCS_2_WARNING": "1"}
    server = subprocess.Popen([sys.executable, *arguments], cwd=project, env=environment, start_new_session=True)
    yield f"http://{place}/"
    os.killpg(server.pid, signal.SIGTERM)
    server.wait()


def _wait(url: str, words: str, limit: float = 60) -> str:
    end, last = time.monotonic() + limit, ""
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                last = answer.read().decode()
        except urllib.error.HTTPError as refused:
            last = refused.read().decode()
        except OSError:
            last = ""
        if words in last:
            return last
        time.sleep(0.1)
    raise AssertionError(f"{words!r} did not appear; last seen: {last[:500]}")


def test_edit_break_and_mend(project: Path, address: str) -> None:
    path = project / CLAUSE
    text = path.read_text("utf-8")
    _wait(address + PAGE, "<h1")
    time.sleep(1)
    path.write_text(re.sub(r"\ntitle: .*", "\ntitle: Naming of corridors", text, count=1), "utf-8")
    _wait(address + PAGE, "Naming of corridors")
    path.write_text(text.replace("\nmodule: ", "\nmodul: ", 1), "utf-8")
    broken = _wait(address, "unknown key")
    assert "G101" in broken and CLAUSE in broken
    path.write_text(text, "utf-8")
    title = re.search(r"\ntitle: (.*)", text)
    assert title
    _wait(address + PAGE, title[1])
