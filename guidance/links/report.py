"""Reading the JSON report of lychee: untrusted words of other servers become outcomes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from guidance.links.outcome import Answer, Hop, Outcome

_LISTS = ("success_map", "error_map", "timeout_map", "excluded_map")
_LATE = "no answer in time"
_LEFT_OUT = "its host is never asked: it is an example, or is known to refuse programs"
#: What no server can be asked for, today or tomorrow.
NO_ADDRESS = "it is not a web address"
_UNREPORTED = "it leads to what is no web page"
_LONGEST = 200

#: Words in lychee's account of a fault, and what to call it; the first that fits counts.
_FAULTS = (
    (("timed out",), _LATE),
    (("not a web address", "Invalid URL", "into a URL"), NO_ADDRESS),
    (("refused",), "the connection was refused"),
    (("expired",), "the certificate of the server has expired"),
    (("hostname mismatch",), "the certificate of the server is for another host"),
    (("certificate",), "the certificate of the server cannot be trusted"),
    (("TLS", "SSL", "InvalidContentType", "handshake", "corrupt message"), "no secure connection could be made"),
    (("DNS", "hostname"), "the host is not known"),
    (("Connection failed", "unreachable", "No route"), "no connection could be made: the host is unknown or down"),
    (("closed", "reset", "broken", "canceled", "terminated"), "the server broke the connection off"),
    (("HTTP", "response"), "the server does not answer as a web server does"),
)  # fmt: skip


class ReportError(ValueError):
    """The report is not what this program knows; the message says where."""


def read_report(text: str, addresses: Sequence[str]) -> dict[str, Outcome]:
    """An outcome for every address; ``addresses[n]`` stood in line n + 1 of what lychee read.

    lychee only counts what leads to something that is no web page, such as a redirect to ftp. Raises ReportError for
    any other address that is missing, and for a report of another form.
    """
    found: dict[str, Outcome] = {}
    try:
        report = json.loads(text)
        for name, entry in _entries(report):
            url = addresses[_line(entry, len(addresses)) - 1]
            found[url] = _outcome(name, entry, url)
        only_counted = int(report["unsupported"]) + int(report["unknown"])
    except (KeyError, TypeError, AttributeError, ValueError) as failure:
        raise ReportError(f"{type(failure).__name__}: {failure}") from failure
    missing = [url for url in addresses if url not in found]
    if len(missing) > only_counted:
        raise ReportError(f"{len(missing)} addresses are missing, the first of them {missing[0]}")
    return found | {url: Outcome(url, Answer.UNASKED, words=_UNREPORTED) for url in missing}


def _entries(report: Any) -> Iterator[tuple[str, Any]]:
    for name in _LISTS:
        for entries in report[name].values():
            for entry in entries:
                yield name, entry


def _line(entry: Any, last: int) -> int:
    line = entry["span"]["line"]
    if not isinstance(line, int) or not 1 <= line <= last:
        raise ValueError(f"line {line} was not asked for")
    return line


def _outcome(name: str, entry: Any, url: str) -> Outcome:
    status = entry["status"]
    text, code = str(status["text"]), status.get("code")
    if name == "excluded_map":
        return Outcome(url, Answer.UNASKED, words=_LEFT_OUT)
    if name == "timeout_map":
        return Outcome(url, Answer.LATE, words=_LATE)
    if code is None:
        words = _fault(str(status.get("details") or text))
        return Outcome(url, Answer.LATE if words == _LATE else Answer.FAULT, words=words)
    steps = (entry.get("redirects") or {}).get("redirects", ())
    hops = tuple(Hop(str(step["url"]), int(step["code"])) for step in steps)
    return Outcome(_as_asked(entry, url), Answer.STATUS, int(code), _phrase(text, int(code)), hops)


def _as_asked(entry: Any, url: str) -> str:
    """The address in the form in which redirects name it too."""
    return str(entry["url"]) or url


def _phrase(text: str, code: int) -> str:
    """The words of the standard after the code: ``Rejected status code: 404 Not Found``."""
    phrase = _plain(text.partition(f"{code} ")[2])
    return "" if phrase.lower().startswith("unknown") else phrase


def _fault(details: str) -> str:
    for marks, words in _FAULTS:
        if any(mark in details for mark in marks):
            return words
    return _plain(details) or "no connection could be made"


def _plain(text: str) -> str:
    """Words that can be printed on one line."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
