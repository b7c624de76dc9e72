"""The files that pages offer: books, extracts of them, and checklists to fill.

Checklists are blank ones of each language, and those of countries with published answers. A form with all questions is
2 MB: a blank one of each language is enough. The full answers of a country are in its workbook; its form has the core
questions. Files of countries that nobody has assessed would be blank ones with a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from guidance.model.corpus import Corpus
from guidance.model.countries import Country
from guidance.render.address import book_path, checklist_name, epub_path, extract_path
from guidance.render.labels import Labels

#: The scopes and the formats that each is offered in.
_BLANK = (("core", ("pdf",)), ("full", ("pdf", "xlsx")))
_FILLED = (("core", ("pdf",)), ("full", ("xlsx",)))
_PDF, _EPUB = "application/pdf", "application/epub+zip"
Offer = tuple[Country | None, str, Sequence[str]]


class Download(NamedTuple):
    """A link to a file: its address from the page, what it is, and its media type."""

    href: str
    words: str
    media_type: str


def book_files(corpus: Corpus, labels: Labels, path: str, lang: str) -> list[Download]:
    """The book in a language and its short form, to be offered on a page at ``path`` in the language of the labels."""
    _, root, edition = labels.gettext, _root(path), corpus.publication.edition
    return [
        Download(root + book_path(edition, lang), _("Book (PDF)"), _PDF),
        Download(root + epub_path(edition, lang), _("Book for screens (EPUB)"), _EPUB),
        Download(root + extract_path(edition, "short", "", lang), _("Short form (PDF)"), _PDF),
    ]


def extract_files(corpus: Corpus, labels: Labels, path: str, kind: str, id_: str) -> list[Download]:
    """A clause or a module as a file, to be offered on its page at ``path``."""
    _, address = labels.gettext, extract_path(corpus.publication.edition, kind, id_, labels.lang)
    words = _("This clause to print (PDF)") if kind == "clause" else _("This module with its clauses to print (PDF)")
    return [Download(_root(path) + address, words, _PDF)]


def _root(path: str) -> str:
    """The root of the site, as seen from a page at ``path`` below the root of its language."""
    return "../" * (path.count("/") + 1)


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
    root = _root(path)
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
    return (_("PDF form, core questions") if scope == "core" else _("PDF form, all questions")), _PDF
