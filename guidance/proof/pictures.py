"""Pages of a PDF as pictures, drawn by PDFium and held in Pillow, its only door."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from io import BytesIO
from typing import Any

#: Points to pixels: twice the size on paper, for a screen of 96 pixels an inch.
SCALE = 2 * 96 / 72
#: Pixels of a page on a contact sheet, and between two pages.
_WIDTH, _GAP = 595, 8
_COLUMNS = 4


def draw_pages(pdf: bytes, pages: Iterable[int]) -> list[bytes]:
    """Pages, counted from 1, as PNG in shades of grey, as the books are printed."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [_png(document[page - 1].render(scale=SCALE, grayscale=True).to_pil()) for page in pages]


def contact_sheet(pictures: Sequence[bytes]) -> bytes:
    """Small pictures of pages beside and below each other, as PNG."""
    from PIL import Image

    small = []
    for picture in pictures:
        page = Image.open(BytesIO(picture)).convert("L")
        small.append(page.resize((_WIDTH, round(page.height * _WIDTH / page.width)), Image.Resampling.LANCZOS))
    height = max(page.height for page in small) + _GAP
    rows = -(-len(small) // _COLUMNS)
    sheet = Image.new("L", (_COLUMNS * (_WIDTH + _GAP) + _GAP, rows * height + _GAP), 128)
    for place, page in enumerate(small):
        row, column = divmod(place, _COLUMNS)
        sheet.paste(page, (_GAP + column * (_WIDTH + _GAP), _GAP + row * height))
    return _png(sheet)


def _png(image: Any) -> bytes:
    out = BytesIO()
    # Sixteen shades are enough to judge type by, and half the bytes.
    image.convert("L").quantize(16).save(out, "PNG")
    return out.getvalue()
