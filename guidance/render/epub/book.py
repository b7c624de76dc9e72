"""The book as one EPUB file: chapters, navigation and package, packed so that the same book has the same bytes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from markupsafe import Markup

from guidance.render.address import epub_path
from guidance.render.base import environment
from guidance.render.book.content import BookContent, Line
from guidance.render.book.html import Printer, chapter_key, chapters, no_address
from guidance.render.book.pagemap import number_counted
from guidance.render.book.slots import counted, fill_html
from guidance.render.book.wording import citation
from guidance.render.epub.writer import EpubWriter
from guidance.render.epub.xhtml import resolve, to_xhtml
from guidance.render.view import View

#: Chapters of the paper book that a screen does not need: the contents are the navigation, and one can search.
_PAPER = ("contents", "index")
#: What the chapters of a template are, in the vocabularies of EPUB and of DPUB-ARIA.
_SEMANTICS = {
    "part": ("part", "doc-part"),
    "module": ("chapter", "doc-chapter"),
    "page": ("chapter", "doc-chapter"),
    "glossary": ("glossary", "doc-glossary"),
}
_APPENDIX = ("appendix", "doc-appendix")
_FOLDER = "EPUB"
_HEADING = re.compile(r'<h[1-6](?: id="(?P<id>[^"]+)")?[^>]*>(?P<title>.*?)</h[1-6]>', re.DOTALL)
MEDIA_TYPE = "application/epub+zip"
#: The files around the chapters, each with its template.
_AROUND = {
    f"{_FOLDER}/nav.xhtml": "nav.xhtml.j2",
    f"{_FOLDER}/package.opf": "package.opf.j2",
    f"{_FOLDER}/book.css": "book.css",
    "META-INF/container.xml": "container.xml.j2",
}
#: The first day that a zip archive can name: the date of an edition is said in the package.
_NO_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _File:
    """A chapter as a file: its name, its title, its XHTML and its anchors."""

    name: str
    title: str
    xhtml: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the navigation with those below it."""

    line: Line
    href: str
    children: list[_Entry]


def epub_book(view: View) -> bytes:
    """The EPUB of a language."""
    content = BookContent(view)
    written = list(_chapters(content))
    at = {anchor: file.name for file in written for anchor in file.anchors}
    lines = [line for line in content.contents if line.anchor in at]
    context = _common(view) | {
        "files": written,
        "entries": _tree(lines, at),
        "body": next((at[line.anchor] for line in lines if line.anchor.startswith("module-")), written[0].name),
        "glossary": at.get(content.annexes["glossary"].anchor, ""),
    }
    numbers = number_counted(name for file in written for name in counted(file.xhtml))
    documents = {f"{_FOLDER}/{file.name}": fill_html(resolve(file.xhtml, file.name, at), numbers) for file in written}
    for name, template in _AROUND.items():
        documents[name] = environment().get_template(f"epub/{template}").render(context)
    return _packed(documents)


def _chapters(content: BookContent) -> Iterator[_File]:
    view, shell = content.view, environment().get_template("epub/chapter.xhtml.j2")
    writer = EpubWriter(view, no_address, known=content.anchors, paragraphs=content.numbered)
    printer, common = Printer(content), _common(view)
    for chapter in chapters(content):
        template = chapter[0]
        if template in _PAPER:
            continue
        writer.begin_chapter(chapter_key(chapter))
        body = printer.body(chapter, writer) + writer.footnotes()
        heading = _HEADING.search(body)
        own = heading["id"] if heading and heading["id"] else ""
        xhtml, anchors = to_xhtml(body, _semantics(template, own))
        title = " ".join(Markup(heading["title"]).striptags().split()) if heading else chapter[1]
        whole = shell.render(common, title=title, body=Markup(xhtml))
        yield _File(f"{own or template}.xhtml", title, whole, anchors)


def _semantics(template: str, heading: str) -> dict[str, str]:
    """What the first section of a chapter is, for reading systems and screen readers."""
    found = _APPENDIX if template.startswith("annex-") else _SEMANTICS.get(template)
    if not found or not heading:
        return {}
    return {"epub:type": found[0], "role": found[1], "aria-labelledby": heading}


def _tree(lines: Sequence[Line], at: Mapping[str, str]) -> list[_Entry]:
    """The lines of the contents, each below the last of a lower level."""
    found: list[_Entry] = []
    branches: list[tuple[int, list[_Entry]]] = [(0, found)]
    for line in lines:
        while branches[-1][0] >= line.level:
            branches.pop()
        entry = _Entry(line, f"{at[line.anchor]}#{line.anchor}", [])
        branches[-1][1].append(entry)
        branches.append((line.level, entry.children))
    return found


def _common(view: View) -> dict[str, Any]:
    publication = view.corpus.publication
    address = publication.site_url + epub_path(publication.edition, view.lang)
    return {
        "v": view,
        "_": view.labels.gettext,
        "publication": publication,
        "identifier": uuid5(NAMESPACE_URL, address),
        "cite": citation(view),
    }


def _packed(documents: Mapping[str, str]) -> bytes:
    """The archive: its kind stands first and is not compressed, so that it can be read off the first bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _add(archive, "mimetype", MEDIA_TYPE, zipfile.ZIP_STORED)
        for name, text in documents.items():
            _add(archive, name, text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _add(archive: zipfile.ZipFile, name: str, text: str, how: int) -> None:
    entry = zipfile.ZipInfo(name, _NO_DATE)
    entry.compress_type, entry.create_system = how, 0
    archive.writestr(entry, text.encode())
