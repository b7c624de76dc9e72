"""A file or bytes to plain values; whatever is wrong with a file, it is told in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pikepdf

from guidance.errors import ToldError
from guidance.inspect.facts import Dict, Page, Pdf
from guidance.inspect.reading.content import read_marks
from guidance.inspect.reading.fonts import read_fonts
from guidance.inspect.reading.tree import bookmarks, number_tree, tags, wanted_marks
from guidance.unpacking import BOOK, opened, unpack, why

_UA = "{http://www.aiim.org/pdfua/ns/id/}part"
_A_PART = "{http://www.aiim.org/pdfa/ns/id/}part"
_AT_ONCE = 1000
_A_LEVEL = "{http://www.aiim.org/pdfa/ns/id/}conformance"


class UnreadablePdf(ToldError):
    """A file that no program should have to mend before it can show it."""


def read_pdf(source: Path | bytes, all_texts: bool = False) -> Pdf:
    """The facts of a file: the words of its headings, or with ``all_texts`` of everything. Raises UnreadablePdf."""
    try:
        with opened(source, BOOK) as pdf:
            # The rules and the validator unpack what they like.
            unpack(pdf, BOOK)
            return _facts(pdf, all_texts)
    except Exception as failure:  # a damaged file fails anywhere in the library, with any exception
        raise UnreadablePdf(why(failure)) from failure


def _facts(pdf: pikepdf.Pdf, all_texts: bool) -> Pdf:
    objects = _objects(pdf)
    root: Dict = json.loads(pdf.Root.to_json(dereference=True))
    title, claims = _metadata(pdf)
    bare = [Page(n, _ref(page.obj), objects[_ref(page.obj)]) for n, page in enumerate(pdf.pages, 1)]
    info = pdf.trailer.get("/Info")
    found = Pdf(
        objects,
        root,
        objects.get(_ref(info), {}) if info else {},
        title,
        claims,
        pdf.is_encrypted,
        {page.ref: page for page in bare},
        {},
        (),
        {},
    )
    tree = found.dictionary(root.get("/StructTreeRoot"))
    elements, twice = tags(found, tree)
    found = replace(
        found,
        elements=elements,
        twice=twice,
        bookmarks=bookmarks(found),
        parents=number_tree(found, tree.get("/ParentTree")),
        fonts=read_fonts(found, pdf),
    )
    wanted = None if all_texts else wanted_marks(elements)
    pages = (read_marks(page.obj, facts, wanted) for page, facts in zip(pdf.pages, bare, strict=True))
    return replace(found, pages={page.ref: page for page in pages})


def _ref(thing: pikepdf.Object) -> str:
    number, generation = thing.objgen
    return f"{number} {generation} R"


def _objects(pdf: pikepdf.Pdf) -> Mapping[str, Any]:
    """Every object of the file; of a stream its dictionary."""
    found: dict[str, Any] = {}
    things = iter(pdf.objects)
    while some := list(islice(things, _AT_ONCE)):
        # One text of many objects is read in half the time of many texts.
        values = json.loads(b"[%b]" % b",".join(thing.to_json(dereference=True) for thing in some))
        found |= zip(map(_ref, some), values, strict=True)
    return found


def _metadata(pdf: pikepdf.Pdf) -> tuple[str, tuple[str, ...]]:
    """The title of the file, and the parts of PDF/UA and PDF/A that it claims to keep."""
    if "/Metadata" not in pdf.Root:
        return "", ()
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        claims = [f"ua{metadata[_UA]}"] if _UA in metadata else []
        if _A_PART in metadata:
            claims.append(f"{metadata[_A_PART]}{metadata.get(_A_LEVEL, '')}".lower())
        return str(metadata.get("dc:title", "")).strip(), tuple(claims)
