"""Opens a PDF that somebody sent, and takes the values of its fields; the only door to pikepdf for reading forms.

Nothing in the file is trusted: how much it may unpack to and how deep its fields may lie is limited, scripts and
attachments are not looked at, and however damaged it is, it is refused in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String

from guidance.checklists.workbook_file import INVISIBLE
from guidance.errors import ToldError
from guidance.unpacking import FORM, opened, why

#: What a form may have: fields, and fields above a field.
MAX_FIELDS, MAX_DEPTH = 50_000, 8
#: Letters of one text, in any field.
MAX_TEXT = 1_000_000
_OFF = "Off"
_TOO_MANY = "the PDF has more fields than any checklist, or nests them without end"
#: Names a language inside a text of PDF; no reader sees it.
_ESCAPED = re.compile("\x1b[^\x1b]{0,16}\x1b")


class UnreadableForm(ToldError):
    """A file that is no PDF form, or one that nobody should open."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a field holds, as one text, and the page that it is on, from 1; 0 if it is on none."""

    text: str
    page: int = 0
    #: Marks that nobody sees were left out.
    cleaned: bool = False


def read_values(content: bytes) -> dict[str, Value]:
    """The value of every field by its full name, empty ones too; raises UnreadableForm."""
    if b"%PDF-" not in content[:1024]:
        raise UnreadableForm("this is no PDF")
    try:
        with opened(content, FORM, mend=True) as pdf:
            return _values(pdf)
    except ToldError:
        raise
    except Exception as failure:  # a damaged file fails anywhere in the library, with any exception
        raise UnreadableForm(f"the PDF cannot be read: {why(failure)}") from failure


def _values(pdf: pikepdf.Pdf) -> dict[str, Value]:
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, Dictionary) or not form.get("/Fields"):
        raise UnreadableForm(
            "this PDF has no form fields any more: it was printed to a PDF, or flattened, and holds pictures of them"
        )
    if "/XFA" in form:
        raise UnreadableForm("this PDF was made into an XFA form, which only few programs can read")
    pages = _pages(pdf)
    found: dict[str, Value] = {}
    for field in _fields(form):
        # Of two fields with one name, which no form has, the first counts that says anything.
        if field.name not in found or not found[field.name].text:
            found[field.name] = _value(field, pages)
    return found


def _pages(pdf: pikepdf.Pdf) -> dict[tuple[int, int], int]:
    """The page of each widget, from 1."""
    if len(pdf.pages) > MAX_FIELDS:
        raise UnreadableForm("the PDF has more pages than any checklist")
    found: dict[tuple[int, int], int] = {}
    for number, page in enumerate(pdf.pages, 1):
        widgets = _listed(page.obj.get("/Annots"))
        found |= {widget.objgen: number for widget in widgets if isinstance(widget, Dictionary)}
    return found


def _listed(array: Object | None) -> list[Object]:
    """The things in an array, none for anything else."""
    if not isinstance(array, Array):
        return []
    if len(array) > MAX_FIELDS:
        raise UnreadableForm(_TOO_MANY)
    return list(array)


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of the tree of fields, with what it has from those above it."""

    node: Object
    name: str
    kind: Object | None
    value: Object | None
    depth: int
    kids: tuple[Object, ...] = ()

    @classmethod
    def below(cls, above: _Field | None, node: Object) -> _Field:
        """A node of the tree, below another or at the top."""
        title = str(node.get("/T", ""))
        names = [name for name in (above.name if above else "", title) if name]
        kind, value = (above.kind, above.value) if above else (None, None)
        kids = tuple(kid for kid in _listed(node.get("/Kids")) if isinstance(kid, Dictionary))
        depth = above.depth + 1 if above else 0
        return cls(node, ".".join(names), node.get("/FT", kind), node.get("/V", value), depth, kids)


def _fields(form: Object) -> Iterator[_Field]:
    """The fields that have no others below them, in order; no recursion, for a file may nest its fields for ever."""
    seen: set[tuple[int, int]] = set()
    waiting = [_Field.below(None, node) for node in reversed(_listed(form.Fields)) if isinstance(node, Dictionary)]
    count = len(waiting)
    while waiting:
        field = waiting.pop()
        if field.depth > MAX_DEPTH or count > MAX_FIELDS:
            raise UnreadableForm(_TOO_MANY)
        if field.node.is_indirect:
            if field.node.objgen in seen:
                continue
            seen.add(field.node.objgen)
        below = [kid for kid in field.kids if "/T" in kid]
        if not below:
            yield field
        waiting += [_Field.below(field, kid) for kid in reversed(below)]
        count += len(below)


def _value(field: _Field, pages: Mapping[tuple[int, int], int]) -> Value:
    widgets = (field.node, *field.kids)
    text = _text(field.value)
    if field.kind == Name.Btn:
        # Some programs write the name of a box as a text, with its slash.
        text = text.removeprefix("/")
    if field.kind == Name.Btn and text in ("", _OFF):
        # Others only turn a box on and do not tell its field.
        states = (str(widget.get("/AS", f"/{_OFF}"))[1:] for widget in widgets)
        text = next((state for state in states if state != _OFF), "")
    if len(text) > MAX_TEXT:
        raise UnreadableForm("the PDF has a field with more text than any reply")
    written = _ESCAPED.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    clean = INVISIBLE.sub("", written)
    page = next((pages[widget.objgen] for widget in widgets if widget.objgen in pages), 0)
    return Value(clean.strip(), page, clean != written)


def _text(value: Object | None) -> str:
    if isinstance(value, Array):
        return _text(value[0]) if len(value) else ""
    if isinstance(value, Stream):
        return str(String(value.read_bytes()))
    if isinstance(value, Name):
        return str(value)[1:]
    return str(value) if isinstance(value, String) else ""
