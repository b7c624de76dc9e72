"""The pages for those who keep the guidance in order: what the check looks for, and the health of the links."""

from __future__ import annotations

from itertools import groupby

from markupsafe import Markup, escape

from guidance.diagnostics import FAMILIES, Code
from guidance.model.health import LINK_STATES
from guidance.render.site.page import PageMaker, SitePage


def rules_page(maker: PageMaker, codes: tuple[Code, ...]) -> SitePage:
    """Every code with its reason and its examples, by family."""
    families = [
        (digit, FAMILIES[digit], tuple(found)) for digit, found in groupby(codes, key=lambda code: code.code[1])
    ]
    context = {
        "families": families,
        "code_title": lambda code: Markup("{} {}").format(code.code, _said(maker, "code-title", code.code, code.title)),
        "code_why": lambda code: _said(maker, "code-why", code.code, code.why),
    }
    title = maker.view.labels.gettext("What the check looks for")
    return maker.make("rules", "", "rules", title, context, group="page")


def _said(maker: PageMaker, vocabulary: str, key: str, english: str) -> Markup:
    """Words of a code in the language of the page; in English, and marked as such, where they are not translated."""
    found = maker.view.labels.translated(vocabulary, key)
    if found is not None:
        return escape(found)
    return Markup('<span lang="en" dir="ltr">{}</span>').format(english)


def link_health_page(maker: PageMaker) -> SitePage:
    """What the last check of the links to other websites found, the worst first."""
    health = maker.corpus.health
    links = health.links.values() if health else ()
    states = [(state, [link for link in links if link.state == state]) for state in reversed(LINK_STATES)]
    context = {"health": health, "states": states, "count": maker.view.labels.number}
    title = maker.view.labels.gettext("Health of the links to other websites")
    return maker.make("link-health", "", "link-health", title, context, group="page", source="content/links.yaml")
