"""What asking an address came to, and what that says about the link."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from itertools import takewhile


class Answer(Enum):
    """How asking ended: with a status, with nothing in time, with no conversation at all, or before it began."""

    STATUS = auto()
    LATE = auto()
    FAULT = auto()
    UNASKED = auto()


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect: the address it leads to, and the status it was given with."""

    url: str
    code: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What asking ``url`` came to; ``words`` say it without the ``code``, ``hops`` are the redirects on the way."""

    url: str
    answer: Answer
    code: int | None = None
    words: str = ""
    hops: tuple[Hop, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an outcome says about a link: a state of ``LINK_STATES`` and the particulars that are kept with it."""

    state: str
    code: int | None = None
    reason: str | None = None
    moved_to: str | None = None


_PERMANENT = (301, 308)
#: The server says that the address is wrong (400, 414) or that nothing is there any more (404, 410).
_GONE = (400, 404, 410, 414)
_LONGEST = 2000


def judge(outcome: Outcome) -> Verdict:
    """What an outcome says about the link.

    Dead is what a reader cannot open either. So the other statuses from 400 to 499, 503 and statuses that no standard
    knows are *blocked*: the server refuses this program or this moment (401, 403, 405, 406, 429, 451, 999 …) and says
    nothing about the page. A link has moved where redirects lead to a page and the first of them is permanent; the new
    address is the last one before a temporary redirect, which may change tomorrow.
    """
    match outcome.answer:
        case Answer.UNASKED:
            return Verdict("blocked", None, outcome.words or None)
        case Answer.LATE:
            return Verdict("slow", None, outcome.words or None)
        case Answer.FAULT:
            return Verdict("dead", None, outcome.words or None)
    code = outcome.code or 0
    if 200 <= code < 300:
        permanent = _permanent(outcome)
        return Verdict("moved", code, None, _kept(permanent)) if permanent else Verdict("alive", code)
    if code < 400:
        return Verdict("dead", code, "redirects that arrive at no page")
    return Verdict(_refused(code), code, _reason(outcome))


def _refused(code: int) -> str:
    if code in _GONE or (500 <= code < 600 and code != 503):
        return "dead"
    return "slow" if code == 408 else "blocked"


def _permanent(outcome: Outcome) -> str | None:
    """Where permanent redirects lead; none if they lead back, as where a site first sets a cookie."""
    run = list(takewhile(lambda hop: hop.code in _PERMANENT, outcome.hops))
    return run[-1].url if run and run[-1].url != outcome.url else None


def _kept(url: str) -> str | None:
    """A new address that can be written down; a server may name anything."""
    web = url.startswith(("https://", "http://")) and not any(char.isspace() for char in url)
    return url if web and len(url) <= _LONGEST else None


def _reason(outcome: Outcome) -> str | None:
    words = outcome.words
    if outcome.hops and (last := _kept(outcome.hops[-1].url)):
        words = f"{words}, after a redirect to {last}".lstrip(", ")
    return words or None
