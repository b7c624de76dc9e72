"""The words on the pages of a PDF, read by PDFium, which had no part in making them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2

#: What a page of a book may hold at most, in letters.
_LONGEST_PAGE = 200_000


class UnreadableWords(ValueError):
    """Pages that the library cannot read."""


def page_words(path: Path) -> Iterator[str]:
    """The text of each page, in the order in which it was drawn."""
    try:
        document = pypdfium2.PdfDocument(path)
        try:
            for number in range(len(document)):
                page = document[number]
                text = page.get_textpage()
                if text.count_chars() > _LONGEST_PAGE:
                    raise UnreadableWords(f"page {number + 1} has more letters than any page")
                yield text.get_text_range()
                text.close()
                page.close()
        finally:
            document.close()
    except pypdfium2.PdfiumError as failure:
        raise UnreadableWords(str(failure)) from failure
