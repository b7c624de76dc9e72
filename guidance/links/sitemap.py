"""Whether the site map is there, can be read, and is named to search engines."""

from __future__ import annotations

import re
from collections.abc import Mapping

from guidance.links.addresses import Kind
from guidance.links.findings import Findings, Target
from guidance.links.follow import Follower, Use
from guidance.links.languages import CODE, SITEMAP, Languages
from guidance.links.pages import Damage, Markup, read_sitemap
from guidance.links.places import Place
from guidance.links.tree import Tree

ROBOTS = "robots.txt"
_NAMES = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S*)", re.IGNORECASE | re.MULTILINE)
_NAMED = Use(CODE, CODE, "robots.txt names")


def check_sitemap(
    tree: Tree, languages: Languages, pages: Mapping[str, Markup], follower: Follower, findings: Findings
) -> None:
    """Compare the site map with the pages, and see that robots.txt names it."""
    if SITEMAP not in tree.files:
        findings.add_missing(CODE, SITEMAP, "the site has no site map: {} is missing", Place(SITEMAP))
    else:
        entries = read_sitemap(_read(tree, SITEMAP))
        if isinstance(entries, Damage):
            place = Place(SITEMAP, line=entries.line, column=entries.column)
            findings.add(CODE, Target("site map"), f"{SITEMAP} cannot be read: {entries.why}", place)
        else:
            languages.check_sitemap(entries, pages)
    _check_robots(_read(tree, ROBOTS).decode("utf-8", "replace"), follower, findings)


def _check_robots(text: str, follower: Follower, findings: Findings) -> None:
    named = list(_NAMES.finditer(text))
    if not named:
        message = f"{ROBOTS} does not name the site map to search engines"
        hint = 'add a line "Sitemap: " with its full address'
        findings.add(CODE, Target("robots"), message, Place(ROBOTS), hint=hint)
    for match in named:
        place = Place(ROBOTS, match[1], line=text.count("\n", 0, match.start(1)) + 1)
        found = follower.follow(_NAMED, ROBOTS, match[1], place)
        if found.kind is not Kind.WRONG and not found.absolute:
            message = f'{ROBOTS} names "{match[1]}", which is no full address of this site'
            findings.add(CODE, Target("robots"), message, place)


def _read(tree: Tree, path: str) -> bytes:
    try:
        return tree.read(path)
    except OSError:
        return b""
