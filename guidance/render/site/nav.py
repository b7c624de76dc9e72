"""The navigation, as a fragment for each language and group; pages only mark their own line.

A navigation that lists every page makes the cost of a page grow with the number of pages. Groups stay small: the
lists of a kind carry the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from guidance.model.clause import Module
from guidance.render.address import page_path
from guidance.render.site.page import SitePage
from guidance.render.view import View

#: Stands for the relative way to the root of the language; replaced on each page.
ROOT = "%ROOT%"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the navigation: its path below the root of the language and its children, if they are shown."""

    path: str
    title: str
    children: tuple[Entry, ...] = ()
    open: bool = False


def fragment(view: View, group: str) -> str:
    """The navigation as the pages of a group see it, with ``ROOT`` in its links."""
    return str(_list(_entries(view, group)))


def place(fragment_: str, page: SitePage) -> str:
    """The fragment on one page: links made relative, the page's own line marked."""
    own = f'href="{ROOT}{page.path}"'
    marked = fragment_.replace(own, f'{own} aria-current="page"', 1)
    return marked.replace(ROOT, "../" * page.path.count("/") or "./")


def _list(entries: tuple[Entry, ...]) -> Markup:
    return Markup(f"<ul>{''.join(_item(entry) for entry in entries)}</ul>")


def _item(entry: Entry) -> Markup:
    inner = _list(entry.children) if entry.open and entry.children else ""
    css = ' class="open"' if entry.open else ""
    return Markup(f'<li{css}><a href="{ROOT}{escape(entry.path)}">{escape(entry.title)}</a>{inner}</li>')


def _entries(view: View, group: str) -> tuple[Entry, ...]:
    _ = view.labels.gettext
    section, _sep, sub = group.partition("/")
    pages = _pages(view) if section == "page" else ()
    targets = _targets(view) if section == "target" else ()
    return (
        Entry(page_path("page"), _("Home")),
        Entry(page_path("pages"), _("About this guidance"), pages, section == "page"),
        Entry(page_path("module"), _("Modules"), _modules(view, sub if section == "module" else ""), True),
        Entry(page_path("clause"), _("Clauses")),
        Entry(page_path("checklist"), _("Checklist")),
        Entry(page_path("workbench"), _("Workbench")),
        Entry(page_path("target"), _("Goals and targets"), targets, section == "target"),
        Entry(page_path("instrument"), _("Instruments")),
        Entry(page_path("law"), _("Laws"), _laws(view, sub) if section == "law" and sub else (), bool(sub)),
        Entry(page_path("country"), _("Countries"), _countries(view, sub) if section == "country" else (), bool(sub)),
        Entry(page_path("report"), _("Gap reports")),
        Entry(page_path("compare"), _("Compare countries")),
        Entry(page_path("matrix"), _("Countries and clauses")),
        Entry(page_path("term"), _("Glossary")),
        Entry(page_path("resource"), _("Resources")),
        Entry(page_path("release"), _("Editions")),
        Entry(page_path("search"), _("Search")),
    )


def _pages(view: View) -> tuple[Entry, ...]:
    pages = (p for p in view.corpus.pages.values() if p.id != "home")
    return tuple(Entry(page_path("page", p.id), view.words(p.title)) for p in pages)


def _modules(view: View, current: str) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            page_path("module", m.id),
            view.module_title(m),
            _clauses(view, m) if m.id == current else (),
            m.id == current,
        )
        for m in view.corpus.modules.values()
    )


def _clauses(view: View, module: Module) -> tuple[Entry, ...]:
    clauses = view.corpus.clauses
    return tuple(Entry(page_path("clause", i), view.clause_title(clauses[i])) for i in module.clauses)


def _targets(view: View) -> tuple[Entry, ...]:
    return tuple(Entry(page_path("target", i), view.target_name(*pair)) for i, pair in view.corpus.targets.items())


def _laws(view: View, country: str) -> tuple[Entry, ...]:
    laws = view.corpus.links.laws_of_country.get(country, ())
    return tuple(Entry(page_path("law", law.id), view.words(law.titles.english)) for law in laws)


def _countries(view: View, region: str) -> tuple[Entry, ...]:
    return tuple(Entry(page_path("country", c.code), view.words(c.name)) for c in view.countries if c.region == region)
