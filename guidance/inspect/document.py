"""What holds for a whole file: language, title, bookmarks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from unicodedata import bidirectional, normalize

from guidance.inspect.facts import Pdf
from guidance.inspect.order import spoken
from guidance.inspect.reading.tree import HEADINGS
from guidance.inspect.rules import Finding, Wanted, rule
from guidance.model.lang import LANGUAGES

#: A language as BCP 47 writes it, near enough to find what is none.
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@rule("G751", "PDF without a language", "give the document and every foreign word its language")
def language(pdf: Pdf, wanted: Wanted) -> Iterator[Finding]:
    """A screen reader chooses its voice by the language of the document, and of a foreign word in it."""
    if not _LANGUAGE.fullmatch(pdf.words(pdf.root.get("/Lang"))):
        yield Finding(f"the document has no language but “{pdf.words(pdf.root.get('/Lang'))}”")
    for element in pdf.elements.values():
        if "/Lang" in element.data and not _LANGUAGE.fullmatch(said := pdf.words(element.data["/Lang"])):
            yield Finding(f"the tag {element.kind} has no language but “{said}”", pdf.page_of(element))


@rule("G752", "PDF whose title is not shown", "write the title into the metadata and let viewers display it")
def title(pdf: Pdf, wanted: Wanted) -> Iterator[Finding]:
    """A viewer shows the title in its window, and a screen reader says it first; without one, the name of the file."""
    if not pdf.title:
        yield Finding("the metadata has no title (dc:title)")
    if pdf.title and pdf.title != pdf.words(pdf.info.get("/Title")).strip():
        yield Finding("the title in the metadata is not that of the document information")
    if pdf.dictionary(pdf.root.get("/ViewerPreferences")).get("/DisplayDocTitle") is not True:
        yield Finding("viewers are not told to show the title (DisplayDocTitle)")


@rule("G774", "PDF that claims no standard", "let the metadata name PDF/UA and, where no field is to be filled, PDF/A")
def claims(pdf: Pdf, wanted: Wanted) -> Iterator[Finding]:
    """Libraries and archives take a file for accessible and lasting only where it says so; then it can be validated."""
    if "ua1" not in pdf.claims:
        yield Finding("the metadata does not name PDF/UA-1")
    if "/AcroForm" not in pdf.root and not any(claim[0].isdigit() for claim in pdf.claims):
        yield Finding("the metadata does not name a part of PDF/A, and the file has no fields")


@rule("G753", "bookmarks that are not the headings", "make the outline from the headings")
def bookmarks(pdf: Pdf, wanted: Wanted) -> Iterator[Finding]:
    """Who looks for a chapter in the outline, or in the list of headings that a screen reader gives, finds the same."""
    headings = [element for element in pdf.elements.values() if element.kind in HEADINGS]
    if headings and not pdf.bookmarks:
        yield Finding(f"there are {len(headings):,} headings and no bookmarks")
        return
    language = LANGUAGES.get(pdf.words(pdf.root.get("/Lang")))
    turned = language is not None and language.direction == "rtl"
    for heading, bookmark in zip_longest(headings, pdf.bookmarks):
        if heading is None:
            yield Finding(f"the bookmark “{bookmark.title}” is no heading")
            return
        said = spoken(pdf, heading)
        if bookmark is None:
            yield Finding(f"the heading “{said}” has no bookmark", pdf.page_of(heading))
            return
        if not _alike(said, bookmark.title, turned):
            # What follows is off by one mostly: the first difference is the one to look at.
            yield Finding(f"the heading “{said}” has the bookmark “{bookmark.title}”", pdf.page_of(heading))
            return


def _alike(heading: str, bookmark: str, turned: bool) -> bool:
    """Whether a heading has the letters of a bookmark; in the same order, where both run from left to right.

    Glyphs are drawn from left to right whatever the script, so that words in Arabic stand there in another order. In
    an Arabic document the number of an English title is turned too: its full stop stands at its left.
    """
    drawn, written = _letters(heading), _letters(bookmark)
    if turned or any(bidirectional(letter) in ("R", "AL") for letter in written):
        return Counter(drawn) == Counter(written)
    return drawn == written


def _letters(text: str) -> str:
    """The letters of a text without spaces, marks that nobody sees, and the hyphens at the ends of lines."""
    return "".join(letter for letter in normalize("NFKC", text) if letter.isprintable() and letter not in " -")
