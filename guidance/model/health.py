"""The health of the links to other websites, as the last checks found it."""

from __future__ import annotations

from dataclasses import dataclass, field

#: What a link can be, from the best to the worst: only what is dead on two different days is a mistake.
LINK_STATES = ("alive", "moved", "blocked", "slow", "dead")


@dataclass(frozen=True, slots=True)
class LinkState:
    """What is known of the address ``label``; every day is an ISO date.

    ``code`` is the status the server answered with, ``reason`` the words for what was found, without the code.
    ``since`` is the first day of an unbroken run of this state. ``dead_on`` are the different days on which the address
    was found dead since it last answered well. ``moved_to`` is its new address, ``archived`` the address of a copy.
    """

    label: str
    state: str
    code: int | None
    reason: str | None
    checked: str
    since: str
    dead_on: tuple[str, ...]
    moved_to: str | None
    archived: str | None

    @property
    def fails(self) -> bool:
        """Whether it is dead now and was found dead on two or more different days."""
        return self.state == "dead" and len(self.dead_on) > 1

    @property
    def finding(self) -> str:
        """What was found, in a few words: ``404 Not Found``; empty where there is nothing to say."""
        return " ".join(str(part) for part in (self.code, self.reason) if part)


@dataclass(frozen=True, slots=True)
class LinkHealth:
    """The states of all links by address, and the day of the last check; none if there was none yet."""

    checked: str | None = None
    links: dict[str, LinkState] = field(default_factory=dict)
