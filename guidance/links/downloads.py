"""Files that a reader takes home: whether each is what its name says."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from io import BytesIO

from guidance.links.pages import text_damage, xml_damage

_PDF_HEAD = b"%PDF-"
#: A viewer looks for the end of a PDF in its last kilobyte.
_PDF_TAIL = 1024


def download_fault(path: str, data: bytes) -> str:
    """Why a file is not what the ending of its name says; empty if it is, or if the ending is not one of ours."""
    if not data:
        return "it is empty"
    return KINDS[suffix(path)](data) if is_download(path) else ""


def is_download(path: str) -> bool:
    """Whether a path names a file of a kind that is offered as a download."""
    return suffix(path) in KINDS


def suffix(path: str) -> str:
    """The ending of a name in small letters, with its dot; empty for none."""
    name = path.rpartition("/")[2]
    return f".{name.rpartition('.')[2].lower()}" if "." in name else ""


def _pdf(data: bytes) -> str:
    if not data.startswith(_PDF_HEAD):
        return "it is not a PDF: it does not begin with %PDF-"
    return "" if b"%%EOF" in data[-_PDF_TAIL:] else "it breaks off: it does not end with %%EOF"


def _json(data: bytes) -> str:
    try:
        json.loads(data)
    except (ValueError, RecursionError) as failure:
        return f"it is not JSON: {failure}"
    return ""


def _xml(data: bytes) -> str:
    damage = xml_damage(data)
    return damage.why if damage else ""


def _text(data: bytes) -> str:
    damage = text_damage(data)
    return damage.why if damage else ""


def _zip_with(*names: str) -> Callable[[bytes], str]:
    """A test for an archive whose files are whole, and which holds the files that make it what it is."""

    def fault(data: bytes) -> str:
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                damaged, held = archive.testzip(), frozenset(archive.namelist())
        except (zipfile.BadZipFile, ValueError, RuntimeError, NotImplementedError, EOFError, OSError) as failure:
            return f"it is not a zip archive: {failure}"
        if damaged is not None:
            return f"{damaged} in it is damaged"
        absent = [name for name in names if name not in held]
        return f"{absent[0]} is not in it" if absent else ""

    return fault


#: The kinds of downloads by the ending of their names, each with its test.
KINDS: dict[str, Callable[[bytes], str]] = {
    ".pdf": _pdf,
    ".docx": _zip_with("[Content_Types].xml", "word/document.xml"),
    ".xlsx": _zip_with("[Content_Types].xml", "xl/workbook.xml"),
    ".epub": _zip_with("mimetype", "META-INF/container.xml"),
    ".zip": _zip_with(),
    ".json": _json,
    ".xml": _xml,
    ".csv": _text,
}
