"""The health of links from day to day: what to ask today, and what is known once it was asked. No disk, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from guidance.links.outcome import Outcome, judge
from guidance.model.health import LinkHealth, LinkState

_ANSWERED_WELL = ("alive", "moved")
_ASKED_ALWAYS = ("dead", "slow")


def due(urls: Iterable[str], health: LinkHealth, today: date, max_age_days: int) -> list[str]:
    """The addresses to ask today, sorted: what is new, dead or slow, and what was last asked ``max_age_days`` ago.

    Where none of them opened last time, one that did is added: if not even that answers, the network here is at fault.
    """
    known = sorted(set(urls))
    picked = [url for url in known if _is_due(health.links.get(url), today, max_age_days)]
    good = [url for url in known if url in health.links and health.links[url].state in _ANSWERED_WELL]
    if picked and good and not set(picked) & set(good):
        picked = sorted([*picked, min(good, key=lambda url: health.links[url].checked)])
    return picked


def _is_due(last: LinkState | None, today: date, max_age_days: int) -> bool:
    if last is None or last.state in _ASKED_ALWAYS:
        return True
    checked = _day(last.checked)
    # A day to come is a mistake of some clock and proves nothing.
    return checked is None or checked > today or (today - checked).days >= max_age_days


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def updated(health: LinkHealth, outcomes: Mapping[str, Outcome], urls: Iterable[str], today: date) -> LinkHealth:
    """What is known after today's answers; addresses that left the content are forgotten, archived copies are kept."""
    links: dict[str, LinkState] = {}
    for url in sorted(set(urls)):
        last = health.links.get(url)
        if url in outcomes:
            links[url] = _next(url, last, outcomes[url], today.isoformat())
        elif last is not None:
            links[url] = last
    return LinkHealth(today.isoformat() if outcomes else health.checked, links)


def _next(url: str, last: LinkState | None, outcome: Outcome, today: str) -> LinkState:
    """The state after an answer.

    Only an answer that shows the page clears the days it was dead on. Being blocked or slow proves neither, so a link
    that is dead, then slow, then dead again was dead on two days. A second run on a day adds no day.
    """
    verdict = judge(outcome)
    dead_on = last.dead_on if last and verdict.state not in _ANSWERED_WELL else ()
    if verdict.state == "dead":
        dead_on = tuple(sorted({*dead_on, today}))
    return LinkState(
        label=url,
        state=verdict.state,
        code=verdict.code,
        reason=verdict.reason,
        checked=today,
        since=last.since if last and last.state == verdict.state else today,
        dead_on=dead_on,
        moved_to=_with_fragment(verdict.moved_to, url),
        archived=last.archived if last else None,
    )


def _with_fragment(moved_to: str | None, url: str) -> str | None:
    """The new address with the fragment of the old one, as browsers carry it over."""
    _, mark, fragment = url.partition("#")
    return moved_to if moved_to is None or "#" in moved_to else f"{moved_to}{mark}{fragment}"


def without_copy(health: LinkHealth) -> list[str]:
    """The addresses that have no archived copy yet, the worst first: those are wanted soonest."""
    rank = {"dead": 0, "slow": 1, "blocked": 2}
    missing = [state for state in health.links.values() if state.archived is None]
    return [state.label for state in sorted(missing, key=lambda state: (rank.get(state.state, 3), state.label))]


def with_copies(health: LinkHealth, copies: Mapping[str, str]) -> LinkHealth:
    """The same health with archived copies recorded; one that is there already, perhaps by hand, stays."""
    links = {url: replace(state, archived=state.archived or copies.get(url)) for url, state in health.links.items()}
    return LinkHealth(health.checked, links)
