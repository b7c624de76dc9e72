"""Whether every redirect leads straight to a page."""

from __future__ import annotations

from collections.abc import Mapping

from guidance.links.addresses import Kind
from guidance.links.findings import Findings, Target
from guidance.links.follow import REDIRECT, Follower
from guidance.links.pages import Markup
from guidance.links.places import Place
from guidance.links.tree import address_of

CODE = "G806"


def check_redirects(markup: Mapping[str, Markup], follower: Follower, findings: Findings) -> None:
    """Follow each redirect; a circle is one mistake, however many pages lead into it."""
    places: dict[str, Place] = {}
    leads: dict[str, str] = {}
    for path, page in markup.items():
        if page.refresh is not None:
            link = page.refresh
            places[path] = Place(path, link.value, link.attribute, link.line)
            found = follower.follow(REDIRECT, path, link.value, places[path])
            leads[path] = found.path if found.kind is Kind.FILE else ""
    for path, target in leads.items():
        circle = _circle(leads, path)
        if circle:
            message = f"a redirect leads in a circle: {' → '.join(map(address_of, [*circle, circle[0]]))}"
            findings.add(CODE, Target("circle", circle[0]), message, places[path])
        elif target in leads:
            message = f"a redirect leads to another redirect, {address_of(target)}"
            end = address_of(_end(leads, target))
            findings.add(CODE, Target("chain", target), message, places[path], hint=f"lead to {end}" if end else "")


def _circle(leads: Mapping[str, str], path: str) -> list[str]:
    """The circle that a redirect leads into, from its first page in the alphabet on; empty if it comes to an end."""
    seen: list[str] = []
    while path in leads and path not in seen:
        seen.append(path)
        path = leads[path]
    if path not in seen:
        return []
    circle = seen[seen.index(path) :]
    first = circle.index(min(circle))
    return circle[first:] + circle[:first]


def _end(leads: Mapping[str, str], path: str) -> str:
    while path in leads:
        path = leads[path]
    return path
