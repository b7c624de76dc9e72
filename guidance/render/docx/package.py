"""The package of a Word file: what it says of itself, and the same bytes for the same parts."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.constants import RELATIONSHIP_TYPE

from guidance.model.moment import moment_written
from guidance.render.docx.styles import TAGS
from guidance.render.report.blocks import Document

#: The first moment that a zip file can name.
_NO_DATE = (1980, 1, 1, 0, 0, 0)
#: Letters of a property, at most; Word shows no more of them, and the library refuses them.
_LONGEST = 255
_THUMBNAIL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"


def set_properties(file: Any, document: Document) -> None:
    """Title, author, language and the date of the edition; nothing of the template's author stays."""
    properties = file.core_properties
    day = moment_written(document.date)
    author = _cut(document.author)
    properties.title, properties.subject, properties.author = _cut(document.title), _cut(document.subject), author
    properties.last_modified_by, properties.comments, properties.keywords = author, "", ""
    properties.created = properties.modified = day
    properties.language, properties.revision = TAGS[document.lang], 1
    relationships = file.part.package.rels
    for name in [name for name, found in relationships.items() if found.reltype == _THUMBNAIL]:
        del relationships[name]


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def link_to(file: Any, url: str) -> str:
    """The name by which the text refers to an address outside."""
    name: str = file.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    return name


def packed(file: Any) -> bytes:
    """The file; the library notes the time of day in every part, we do not."""
    written, out = BytesIO(), BytesIO()
    file.save(written)
    with ZipFile(written) as old, ZipFile(out, "w") as new:
        for part in old.infolist():
            new.writestr(ZipInfo(part.filename, _NO_DATE), old.read(part), ZIP_DEFLATED)
    return out.getvalue()
