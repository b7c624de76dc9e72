"""Books as PDF: the only door to WeasyPrint and pydyf.

Pango reads the fonts once for a process, so a book is made in a process of its own, started with ``FONTCONFIG_FILE``
set to the ``fonts.conf`` of the prepared fonts. The library is imported inside the functions for the same reason.
"""

from __future__ import annotations

import logging
import os
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote, urlsplit

from guidance.errors import ToldError
from guidance.model.corpus import Corpus
from guidance.model.edition import EditionData
from guidance.render.book.content import BookContent
from guidance.render.book.html import BookText, all_families, guess_pages, style_sheet
from guidance.render.book.pagemap import Batch, Draft, Learn, Settled, UnsettledPagesError, settle
from guidance.render.book.part import Bookmark, Part, Place
from guidance.render.book.slots import COUNTS, SLOT_CLASS, TO, open_words
from guidance.render.pdf_fonts import embed_fonts, note_fonts
from guidance.render.pdf_inside import Inside, by_file
from guidance.render.pdf_limits import TooLargeError, check_size
from guidance.render.view import View

VARIANT = "pdf/ua-1"
_SHOWN = 12
#: Letters of an address that a message shows.
_SHOWN_LETTERS = 100
_SCHEMES = frozenset({"http", "https", "mailto"})
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
#: Digits of the prefix that makes the IDs of a chapter its own.
_ID = 10
#: A pixel of CSS in the unit of PDF.
_POINT = 0.75


class BookError(ToldError):
    """A book that must not be published; the message says why."""


@dataclass(frozen=True, slots=True)
class Book:
    """A finished book; ``page_map``, the page of every anchor, saves passes when it is passed in the next time."""

    pdf: bytes
    page_map: dict[str, int]
    pages: int
    passes: int


#: Makes the chapters of a book, and tells of each; what has been made before need not be made again.
MakeParts = Callable[[Batch, Learn], Mapping[int, Part]]


def check_process(fonts: Path) -> None:
    """Raise an error unless the fontconfig of this process sees the prepared fonts and nothing else."""
    wanted = (fonts / "fonts.conf").resolve()
    given = os.environ.get("FONTCONFIG_FILE", "")
    if not wanted.is_file():
        raise BookError(f"{wanted} is not there: prepare the fonts with python -m guidance.setup.fonts")
    if not given or Path(given).resolve() != wanted:
        raise BookError(f"FONTCONFIG_FILE must be {wanted} when the process starts; it is {given or 'not set'}")
    _check_families(fonts)


def build_book(
    press: Callable[[], Press],
    corpus: Corpus,
    data: Callable[[], EditionData],
    lang: str,
    page_map: Mapping[str, int] | None,
    make: MakeParts,
) -> Book:
    """Lay out the book of a language and write it as tagged PDF, with the data of the edition and a manifest inside.

    ``make`` makes its chapters, here or elsewhere; the press and the data are asked for when all pages are there.
    """
    with no_complaints():
        settled, files = _lay_out(BookContent(View(corpus, lang)), make, page_map)
        # Binding takes more memory than all before: what is no longer needed should not be held meanwhile.
        del corpus
        pdf = press().bind(settled.chapters, settled.page_map, Inside(data(), lang, files))
    return Book(pdf, settled.page_map, sum(part.pages for part in settled.chapters), settled.passes)


def _lay_out(
    content: BookContent, make: MakeParts, page_map: Mapping[str, int] | None
) -> tuple[Settled[Part], dict[str, list[str]]]:
    """The chapters, and the texts that stand in them, by file."""
    text = BookText(content)
    try:
        # The contents and the index are right at once if they are written when all the rest is there.
        settled = settle(
            lambda known: text.batches(known, isinstance(known, Draft)), make, page_map or guess_pages(text)
        )
    except UnsettledPagesError as error:
        raise BookError(f"the page numbers of the {content.view.lang} book do not settle: {error}") from error
    return settled, by_file(content.view.corpus.folder, text.shown)


class Press:
    """Makes chapters with one set of fonts and binds them into one PDF."""

    def __init__(self, fonts: Path, style: str = "", gutter: bool = True, archival: bool = True) -> None:
        """Read the fonts and a style sheet, that of the books if none is given; other documents may have no gutter.

        What will have fields is not ``archival``: it is PDF/UA alone.
        """
        from guidance.render.pdf_patches import apply_patches

        apply_patches()
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        self.fonts = fonts
        self.fetcher = make_fetcher(_own_folders(fonts))
        self.font_config = FontConfiguration()
        # Parsed once: in every chapter anew, the style sheet would cost a tenth of the time.
        self.style = weasyprint.CSS(
            string=style or style_sheet(), font_config=self.font_config, url_fetcher=self.fetcher
        )
        self._gutter, self._archival = gutter, archival
        self._made: dict[str, Part] = {}

    def make_all(self, documents: Iterable[str]) -> list[Part]:
        """Make the chapters that have not been made yet."""
        documents = list(documents)
        self._made = {html: self._made.get(html) or self.make(html) for html in documents}
        return [self._made[html] for html in documents]

    def make(self, html: str) -> Part:
        """Lay out a chapter, note what the book must know of it, and write it."""
        import weasyprint
        from weasyprint.urls import FatalURLFetchingError

        from guidance.render.pdf_patches import complete_tags

        with no_complaints():
            try:
                source = weasyprint.HTML(string=html, url_fetcher=self.fetcher)
                check_size(source.etree_element)
                document = source.render(font_config=self.font_config, stylesheets=[self.style], pdf_variant=VARIANT)
                _check_outward(document)
                # How much higher the headings are than they say, where none of a higher level stands before them.
                rise = int(source.etree_element.find("body").get("data-rise", 0))
                places, links, bookmarks = _places(document), _links(document), _bookmarks(document, source, rise)
                counted = tuple(filter(None, (element.get(COUNTS) for element in source.etree_element.iter())))
                finish = partial(complete_tags, sha256(html.encode()).hexdigest()[:_ID], rise)
                # Attached files are fetched here only.
                pdf: bytes = document.write_pdf(finisher=finish, pdf_variant=VARIANT, uncompressed_pdf=True)
            except (FatalURLFetchingError, TooLargeError) as error:
                raise BookError(str(error)) from error
        _check_used(document.fonts, self.fonts)
        fonts = note_fonts(document.fonts.values())
        return Part(pdf, len(document.pages), places, links, bookmarks, fonts, counted)

    def bind(
        self,
        parts: Sequence[Part],
        page_map: Mapping[str, int],
        inside: Inside | None = None,
        near: Mapping[str, str] = MappingProxyType({}),
    ) -> bytes:
        """Write the pages of all chapters as one PDF, with the files that belong ``inside``.

        Links to addresses that ``near`` has lead to its anchors.
        """
        from guidance.render.pdf_bind import Manner, bind

        lost = sorted({link for part in parts for link in part.links} - page_map.keys())
        if lost:
            raise BookError(f"{len(lost)} links of the book lead nowhere: {', '.join(lost[:_SHOWN])}")
        fonts = embed_fonts((font for part in parts for font in part.fonts), self.font_config)
        return bind(parts, fonts, page_map, Manner(self._gutter, self._archival, inside, near))


def _places(document: Any) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for number, page in enumerate(document.pages):
        for name, (left, top, right, bottom) in page.anchors.items():
            size = round(_POINT * (right - left), 4), round(_POINT * (bottom - top), 4)
            found.setdefault(name, Place(*_place(number, page, left, top)[:3], *size))
    return found


def _links(document: Any) -> frozenset[str]:
    return frozenset(target for page in document.pages for kind, target, *_ in page.links if kind == "internal")


def _check_outward(document: Any) -> None:
    """Raise an error for a link to anything but a place or a website, and for a file that is to be attached."""
    for page in document.pages:
        for kind, target, *_ in page.links:
            if kind != "internal" and (kind != "external" or urlsplit(target).scheme.lower() not in _SCHEMES):
                raise BookError(
                    f"a book links to its own places and to websites only, not to {target[:_SHOWN_LETTERS]}"
                )
    if document.metadata.attachments:
        raise BookError("the text of a book attaches no files")


def _bookmarks(document: Any, source: Any, rise: int) -> tuple[Bookmark, ...]:
    """The bookmarks, taken out of the document: the outline is the book's. Each is a heading."""
    found = [
        (level, _place(number, page, *point), state == "open")
        for number, page in enumerate(document.pages)
        for level, _, point, state in page.bookmarks
    ]
    for page in document.pages:
        page.bookmarks.clear()
    headings = (element for element in source.etree_element.iter() if element.tag in _HEADINGS)
    titles = (" ".join("".join(_words(heading)).split()) for heading in headings)
    return tuple(Bookmark(level - rise, title, *rest) for (level, *rest), title in zip(found, titles, strict=True))


def _words(element: Any) -> Iterator[str]:
    is_open = element.get("class") == SLOT_CLASS
    yield open_words(element.get(TO)) if is_open else element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""


def _place(number: int, page: Any, x: float, y: float) -> Place:
    return Place(number, _POINT * x, _POINT * (page.height - y))


def make_fetcher(folders: tuple[Path, ...]) -> Any:
    """A fetcher that gives out files below the folders, and stops the book at anything else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    allowed = tuple(folder.resolve() for folder in folders)

    class OwnFilesFetcher(URLFetcher):  # type: ignore[misc]
        """Refuses the network, other files, links that lead out of the folders, what stands in addresses, redirects."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if not is_allowed(url, allowed):
                raise FatalURLFetchingError(
                    f"a book may fetch only the project's own files, not {url[:_SHOWN_LETTERS]}"
                )
            return super().fetch(url, headers)

    return OwnFilesFetcher(allowed_protocols={"file"}, allow_redirects=False, fail_on_errors=True)


def is_allowed(url: str, folders: tuple[Path, ...]) -> bool:
    """Whether a book may fetch an address: only that of a file that really stands in one of the folders."""
    parts = urlsplit(url)
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
