"""What the health of links means for the content: one diagnostic a link, at the first place it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from guidance.diagnostics import Code, Diagnostic, Pin, Related, Severity
from guidance.model.health import LinkHealth, LinkState

#: The codes of links to other websites. None has an example: what is wrong does not stand in the content.
EXTERNAL_CODES = (
    Code(
        "G821",
        Severity.ERROR,
        "an outside link is dead",
        "It was found dead on two different days and answered on none between them, so this is no bad moment of a "
        "server: the reader of a law cannot follow its source. Dead means that the server says the page is gone (404, "
        "410) or fails, or that no server answers at all.",
    ),
    Code(
        "G822",
        Severity.WARNING,
        "an outside link was dead today",
        "Servers have bad days, so one proves nothing. If the link is dead on another day too, it becomes an error.",
    ),
    Code(
        "G823",
        Severity.WARNING,
        "an outside link has moved",
        "The server says that the page has a new address for good. The old address works only as long as somebody "
        "keeps the redirect.",
    ),
    Code(
        "G824",
        Severity.NOTE,
        "an outside link could not be checked",
        "The server refuses programs, or all readers for the moment; people may well be able to open the page.",
    ),
    Code(
        "G825",
        Severity.NOTE,
        "an outside link did not answer in time",
        "The server was reached, or might have been, and gave no answer in time. It may be slow, or far away.",
    ),
)
_SHOWN_RELATED = 3


def problems(health: LinkHealth, uses: Mapping[str, tuple[Pin, ...]]) -> list[Diagnostic]:
    """A diagnostic for every link in ``uses`` that is not alive; the other places of the link are related."""
    known = [health.links[url] for url in uses if url in health.links]
    return [
        _diagnostic(state, code, uses[state.label]) for state in known if (code := _code(state)) and uses[state.label]
    ]


def _code(state: LinkState) -> Code | None:
    name = {"moved": "G823", "blocked": "G824", "slow": "G825", "dead": "G821" if state.fails else "G822"}.get(
        state.state
    )
    return next((code for code in EXTERNAL_CODES if code.code == name), None)


def _diagnostic(state: LinkState, code: Code, pins: tuple[Pin, ...]) -> Diagnostic:
    return Diagnostic(code.code, code.severity, _message(state), pins[0], _hint(state), tuple(_related(pins)))


def _related(pins: tuple[Pin, ...]) -> Iterator[Related]:
    others = pins[1:]
    for pin in others[:_SHOWN_RELATED]:
        yield Related("it stands here too", pin)
    if len(others) > _SHOWN_RELATED:
        yield Related(
            f"and in {len(others) - _SHOWN_RELATED} more places, the next of them here", others[_SHOWN_RELATED]
        )


def _message(state: LinkState) -> str:
    name = f'"{_short(state.label)}"'
    found = f": {state.finding}" if state.finding else ""
    match state.state:
        case "dead" if state.fails:
            return f"{name} is dead{found}; first found so on {state.dead_on[0]}"
        case "dead":
            return f"{name} was dead on {state.checked}{found}"
        case "moved":
            return f"{name} has moved" + (f" to {_short(state.moved_to)}" if state.moved_to else "")
        case "blocked":
            return f"{name} could not be checked{found}"
    return f"{name} gave no answer in time since {state.since}"


def _hint(state: LinkState) -> str | None:
    match state.state:
        case "dead" if state.archived:
            return f"write the new address, or that of the archived copy: {state.archived}"
        case "dead" if state.fails:
            return "write the new address, or that of an archived copy"
        case "dead":
            return "check again on another day"
        case "moved" if state.moved_to and _is_front_page(state.moved_to) and not _is_front_page(state.label):
            return "look for the page: the new address is only the front page of the site"
        case "moved" if state.moved_to:
            return f"write {state.moved_to}"
        case "moved":
            return "open it in a browser and write the address you arrive at"
    return "open it in a browser"


def _is_front_page(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:119] + "…"
