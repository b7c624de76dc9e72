"""Books as PDF: the only door to WeasyPrint and pydyf.

Pango reads the fonts once for a process, so a book is made in a process of its own, started with ``FONTCONFIG_FILE``
set to the ``fonts.conf`` of the prepared fonts. The library is imported inside the functions for the same reason.
"""

from __future__ import annotations

import logging
import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from guidance.errors import ToldError
from guidance.model.corpus import Corpus
from guidance.render.book.content import BookContent
from guidance.render.book.html import all_families, style_sheet, write_book
from guidance.render.book.pagemap import UnsettledPagesError, settle
from guidance.render.view import View

VARIANT = "pdf/ua-1"
_SHOWN = 12


class BookError(ToldError):
    """A book that must not be published; the message says why."""


@dataclass(frozen=True, slots=True)
class Book:
    """A finished book; ``page_map``, the page of every anchor, saves passes when it is passed in the next time."""

    pdf: bytes
    page_map: dict[str, int]
    pages: int
    passes: int


@dataclass(frozen=True, slots=True)
class LaidOutChapter:
    """A chapter of the book as WeasyPrint's document."""

    document: Any
    anchors: dict[str, int]

    @property
    def pages(self) -> int:
        """How many pages the chapter fills."""
        return len(self.document.pages)


def build_book(corpus: Corpus, lang: str, fonts: Path, page_map: Mapping[str, int] | None = None) -> Book:
    """Make a book in a process whose fontconfig sees the prepared fonts and nothing else."""
    wanted = (fonts / "fonts.conf").resolve()
    given = os.environ.get("FONTCONFIG_FILE", "")
    if not wanted.is_file():
        raise BookError(f"{wanted} is not there: prepare the fonts with python -m guidance.setup.fonts")
    if not given or Path(given).resolve() != wanted:
        raise BookError(f"FONTCONFIG_FILE must be {wanted} when the process starts; it is {given or 'not set'}")
    return render_book(corpus, lang, fonts, page_map)


def render_book(corpus: Corpus, lang: str, fonts: Path, page_map: Mapping[str, int] | None = None) -> Book:
    """Lay out the book of a language and write it as tagged PDF."""
    from guidance.render.pdf_patches import apply_patches

    apply_patches()
    _check_families(fonts)
    content = BookContent(View(corpus, lang))
    press = Press(fonts, style_sheet())
    with no_complaints():
        try:
            settled = settle(partial(write_book, content), press.lay_out, page_map or {})
        except UnsettledPagesError as error:
            raise BookError(f"the page numbers of the {lang} book do not settle: {error}") from error
        pdf = press.bind(settled.chapters)
    pages = sum(chapter.pages for chapter in settled.chapters)
    return Book(pdf, settled.page_map, pages, settled.passes)


class Press:
    """Lays out chapters with one set of fonts and binds them into one PDF."""

    def __init__(self, fonts: Path, style: str) -> None:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        self.fonts = fonts
        self.fetcher = make_fetcher(_own_folders(fonts))
        self.font_config = FontConfiguration()
        # Parsed once: in every chapter anew, the style sheet would cost a tenth of the time.
        self.style = weasyprint.CSS(string=style, font_config=self.font_config, url_fetcher=self.fetcher)

    def lay_out(self, html: str, first: int) -> LaidOutChapter:
        """Lay out a chapter that begins on a page, and note where its anchors stand."""
        import weasyprint
        from weasyprint.urls import FatalURLFetchingError

        # A book opens with a recto, whatever the direction of writing; a chapter begins on the side its page has.
        side = "recto" if first % 2 else "verso"
        place = f"@page :first {{ counter-set: page {first} }} html {{ break-before: {side} }}"
        try:
            document = weasyprint.HTML(string=html, url_fetcher=self.fetcher).render(
                font_config=self.font_config,
                stylesheets=[self.style, weasyprint.CSS(string=place, font_config=self.font_config)],
                pdf_variant=VARIANT,
            )
        except FatalURLFetchingError as error:
            raise BookError(str(error)) from error
        anchors: dict[str, int] = {}
        for page, made in enumerate(document.pages):
            for anchor in made.anchors:
                anchors.setdefault(anchor, page)
        return LaidOutChapter(document, anchors)

    def bind(self, chapters: Sequence[LaidOutChapter]) -> bytes:
        """Write the pages of all chapters as one PDF."""
        from guidance.render.pdf_patches import add_id_tree

        pages = [page for chapter in chapters for page in chapter.document.pages]
        document = chapters[0].document.copy(pages)
        pdf: bytes = document.write_pdf(finisher=add_id_tree, pdf_variant=VARIANT)
        _check_used(document.fonts, self.fonts)
        return pdf


def make_fetcher(folders: tuple[Path, ...]) -> Any:
    """A fetcher that gives out ``data:`` and files below the folders, and stops the book at anything else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    allowed = tuple(folder.resolve() for folder in folders)

    class OwnFilesFetcher(URLFetcher):  # type: ignore[misc]
        """Refuses the network, other files, links that lead out of the folders, and redirects."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if not is_allowed(url, allowed):
                raise FatalURLFetchingError(f"a book may fetch only the project's own files, not {url}")
            return super().fetch(url, headers)

    return OwnFilesFetcher(allowed_protocols={"file", "data"}, allow_redirects=False, fail_on_errors=True)


def is_allowed(url: str, folders: tuple[Path, ...]) -> bool:
    """Whether a book may fetch an address: ``data:``, or a file that really stands in one of the folders."""
    parts = urlsplit(url)
    if parts.scheme.lower() == "data":
        return True
    if parts.scheme.lower() != "file" or parts.netloc not in ("", "localhost"):
        return False
    # resolve() follows symbolic links: what counts is the file that would be read.
    path = Path(unquote(parts.path)).resolve()
    return any(path.is_relative_to(folder) for folder in folders)


def _own_folders(fonts: Path) -> tuple[Path, ...]:
    return fonts, Path(str(files("guidance.render") / "templates" / "print"))


def prepared_families(fonts: Path) -> frozenset[str]:
    """The families of the fonts folder."""
    table = tomllib.loads((fonts / "fonts.toml").read_text("utf-8"))
    return frozenset(str(font["family"]) for font in table["font"])


def _check_families(fonts: Path) -> None:
    lacking = sorted(all_families() - prepared_families(fonts))
    if lacking:
        raise BookError(f"the books use fonts that {fonts} does not hold: {', '.join(lacking)}")


def _check_used(used: Mapping[Any, Any], fonts: Path) -> None:
    foreign = sorted({font.family for font in used.values()} - prepared_families(fonts))
    if foreign:
        raise BookError(f"the book used fonts of the machine: {', '.join(foreign)}; is FONTCONFIG_FILE set?")


@contextmanager
def no_complaints() -> Iterator[None]:
    """Raise an error if the library warns: a missing glyph, a lost anchor and an unknown property are mistakes."""
    logger, complaints = logging.getLogger("weasyprint"), _Complaints()
    before, propagate = logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [complaints], False
    try:
        yield
    finally:
        logger.handlers, logger.propagate = before, propagate
    if complaints.found:
        shown = "\n  ".join(list(complaints.found)[:_SHOWN])
        raise BookError(f"the book has {len(complaints.found)} mistakes:\n  {shown}")


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        self.found[record.getMessage()] = None
