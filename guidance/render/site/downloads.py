"""The checklists to fill that pages offer: blank ones of each language, and those of countries with published answers.

A form with all questions is 2 MB: a blank one of each language is enough. The full answers of a country are in its
workbook; its form has the core questions. Files of countries that nobody has assessed would be blank ones with a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from guidance.model.corpus import Corpus
from guidance.model.countries import Country
from guidance.render.address import checklist_name
from guidance.render.labels import Labels

#: The scopes and the formats that each is offered in.
_BLANK = (("core", ("pdf",)), ("full", ("pdf", "xlsx")))
_FILLED = (("core", ("pdf",)), ("full", ("xlsx",)))
Offer = tuple[Country | None, str, Sequence[str]]


class Download(NamedTuple):
    """A link to a file: its address from the page, what it is, and its media type."""

    href: str
    words: str
    media_type: str


def offered(corpus: Corpus) -> Iterator[Offer]:
    """What is offered in each language: the country, none for a blank checklist; the scope; the formats."""
    for scope, formats in _BLANK:
        yield None, scope, formats
    for country in corpus.countries.values():
        if country.assessment:
            for scope, formats in _FILLED:
                yield country, scope, formats


def checklist_path(corpus: Corpus, country: Country | None, lang: str, scope: str, suffix: str) -> str:
    """The path of a checklist below the root of the site."""
    code = country.code if country else ""
    return f"checklists/{checklist_name(corpus.publication.edition, code, lang, scope, suffix)}"


def checklist_paths(corpus: Corpus, lang: str) -> list[str]:
    """The paths of all checklists of a language."""
    return [
        checklist_path(corpus, country, lang, scope, suffix)
        for country, scope, formats in offered(corpus)
        for suffix in formats
    ]


def downloads(corpus: Corpus, labels: Labels, path: str, country: Country | None = None) -> list[Download]:
    """The files to be offered on a page at ``path``: of a country, or blank ones."""
    root = "../" * (path.count("/") + 1)
    return [
        Download(f"{root}{checklist_path(corpus, of, labels.lang, scope, suffix)}", *_words(labels, scope, suffix))
        for of, scope, formats in offered(corpus)
        for suffix in formats
        if of == country
    ]


def _words(labels: Labels, scope: str, suffix: str) -> tuple[str, str]:
    _ = labels.gettext
    if suffix == "xlsx":
        return _("Excel workbook, all questions"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return (_("PDF form, core questions") if scope == "core" else _("PDF form, all questions")), "application/pdf"
