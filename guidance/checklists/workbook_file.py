"""Opens a workbook that somebody sent, and trusts nothing in it; the only door to openpyxl.

Sizes are looked at before anything is unpacked. Macros, links to other files, pictures and looks are not read, formulas
are not computed, and marks that nobody sees are left out of a text.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from guidance.errors import ToldError

#: What a workbook may have: bytes as sent and unpacked, files inside, sheets, rows of a sheet, columns of a row.
MAX_BYTES, MAX_UNPACKED, MAX_PARTS = 10_000_000, 40_000_000, 1_000
MAX_SHEETS, MAX_ROWS, MAX_COLUMNS = 100, 5_000, 64
#: A row far down costs the rows before it. All sheets together may have this many: some programs end each with its
#: last possible row.
_MOST_ROWS = 30_000_000
#: A declaration of a document type is the way to entities that grow; no workbook has one.
_DECLARES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""^<\?xml[^>]*encoding=["']([^"']*)["']""")
#: Characters that show the direction of a text or nothing at all; people paste them without knowing.
INVISIBLE = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class UnreadableWorkbook(ToldError):
    """A file that is no workbook, or one that nobody should open."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its text; ``kind`` is text, formula or error. ``cleaned`` says that invisible marks were left out."""

    place: str
    text: str
    kind: str = "text"
    cleaned: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: by number of row the cells that hold something, by number of column, both from 1."""

    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)

    def text(self, row: int, column: int) -> str:
        """The text of a cell, empty where there is none."""
        cell = self.rows.get(row, {}).get(column)
        return cell.text if cell else ""


def read_content(path: Path) -> bytes:
    """The bytes of a file that is not too large; raises UnreadableWorkbook."""
    try:
        if not path.is_file():
            raise UnreadableWorkbook(f"{path}: there is no such file")
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableWorkbook(f"{path}: the file is larger than {MAX_BYTES // 1_000_000} MB")
        return path.read_bytes()
    except OSError as failure:
        raise UnreadableWorkbook(f"{path}: the file cannot be read: {failure.strerror}") from failure


def read_sheets(content: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook in order; raises UnreadableWorkbook."""
    if len(content) > MAX_BYTES:
        raise UnreadableWorkbook(f"the workbook is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        # The library warns of looks that it does not keep, and nobody asked it to keep any.
        with warnings.catch_warnings(action="ignore"):
            return _sheets(content)
    except ToldError:
        raise
    except Exception as failure:  # a broken file fails anywhere in the library, with any exception
        raise UnreadableWorkbook(f"this is no workbook that can be read ({type(failure).__name__})") from failure


def _sheets(content: bytes) -> tuple[Sheet, ...]:
    _look_inside(content)
    book = openpyxl.load_workbook(BytesIO(content), read_only=True, keep_vba=False, keep_links=False)
    if len(book.worksheets) > MAX_SHEETS:
        raise UnreadableWorkbook(f"the workbook has more than {MAX_SHEETS} sheets")
    left = [_MOST_ROWS]
    return tuple(Sheet(sheet.title, dict(_rows(sheet, left))) for sheet in book.worksheets)


def _look_inside(content: bytes) -> None:
    """Refuse a file that would grow when it is unpacked, or XML that declares anything."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise UnreadableWorkbook("the workbook is too large when it is unpacked")
        if len({part.filename for part in parts}) < len(parts):
            raise UnreadableWorkbook("the workbook holds two files of one name")
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                _refuse_declarations(archive.read(part))


def _refuse_declarations(xml: bytes) -> None:
    encoding = _ENCODING.match(xml[:200].removeprefix(b"\xef\xbb\xbf"))
    if (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii")) or xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableWorkbook("the workbook has a part that is not UTF-8")
    if _DECLARES.search(xml):
        raise UnreadableWorkbook("the workbook has a part that declares a document type")


def _rows(sheet: Any, left: list[int]) -> Iterator[tuple[int, dict[int, Cell]]]:
    # A file may say that its sheet is smaller than it is.
    sheet.reset_dimensions()
    filler: Any = None
    for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), 1):
        left[0] -= 1
        if left[0] < 0:
            raise UnreadableWorkbook("the workbook has too many rows")
        # Rows that the file leaves out are one object, given again and again.
        if row is filler:
            continue
        filler = row
        cells = {place: cell for place, found in enumerate(row, 1) if (cell := _cell(found, number, place))}
        if cells and number > MAX_ROWS:
            raise UnreadableWorkbook(f'the sheet "{sheet.title}" has something below row {MAX_ROWS:,}')
        if cells:
            yield number, cells


def _cell(found: Any, row: int, column: int) -> Cell | None:
    if found.value is None:
        return None
    place = place_of(row, column)
    if found.data_type in ("f", "e"):
        return Cell(place, str(found.value), "formula" if found.data_type == "f" else "error")
    written = _text(found.value).replace("\r\n", "\n").replace("_x000D_\n", "\n").replace("\r", "\n")
    text = INVISIBLE.sub("", written)
    return Cell(place, text.strip(), "text", text != written) if text.strip() else None


def place_of(row: int, column: int) -> str:
    """The name of a cell, such as ``F12``, for numbers from 1."""
    return f"{get_column_letter(column)}{row}"


def _text(value: Any) -> str:
    """What a person sees in a cell: days without a time, numbers without a needless point."""
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
