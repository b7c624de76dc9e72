"""Reads what was made as its own programs would, and says what of it would do anything: run, fetch, count or break out.

Each reader raises AssertionError with the place, or returns the words that a person would read.
"""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import urlsplit

import openpyxl
import yaml
from docx import Document
from lxml import etree, html
from markdown_it import MarkdownIt

from tests.hostile.corpus import HOST, PRODUCT, STARTS, marks

#: Attributes whose address a program asks for by itself.
_FETCHED = ("src", "srcset", "poster", "data", "background", "action", "formaction", "manifest", "ping", "cite")
#: Schemes of addresses that a reader may follow.
_FOLLOWED = ("", "http", "https", "mailto")
_LITERAL = re.compile(r'"(?:[^"]|"")*"|' + r"'(?:[^']|'')*'")
_EDGE = "".join(map(chr, range(33)))
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def page(text: str, where: str, base: str = "") -> str:
    """An HTML page, or a piece of one, as a browser reads it."""
    tree = html.document_fromstring(text) if text.strip() else html.fromstring("<p>")
    return _elements(tree, where, base)


def xhtml(content: bytes, where: str) -> str:
    """A page that is XML."""
    return _elements(xml(content, where), where, "")


def xml(content: bytes, where: str) -> Any:
    """An XML document, which no reader of XML would refuse, and which brings no entities."""
    try:
        tree = etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError as failure:
        raise AssertionError(f"{where}: {failure}") from failure
    declared = tree.getroottree().docinfo
    assert declared.internalDTD is None or not list(declared.internalDTD.iterentities()), f"{where}: entities"
    return tree


def _elements(tree: Any, where: str, base: str) -> str:
    said = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            assert not _touched(element.text or ""), f"{where}: in a comment: {element.text}"
            continue
        tag = etree.QName(element).localname.lower()
        assert "pwned" not in tag, f"{where}: <{tag}>"
        if tag in ("script", "style"):
            _script(element, where)
        else:
            said.append(element.text or "")
        said.append(element.tail or "")
        for name, value in element.attrib.items():
            _attribute(tag, etree.QName(name).localname.lower(), value, f"{where}: <{tag} {name}>", base)
            said.append(f" {value} ")
    return _unevaluated("".join(said), where)


def _script(element: Any, where: str) -> None:
    text = element.text or ""
    if element.get("type") == "application/json":
        json.loads(text)
    else:
        assert not _touched(text), f"{where}: in <{element.tag}>: {text[:200]}"


def _attribute(tag: str, name: str, value: str, where: str, base: str) -> None:
    assert "pwned" not in name and not name.startswith("on"), where
    if name in _FETCHED or (name == "href" and tag not in ("a", "area")):
        # The addresses of the site itself are those of its own base.
        assert HOST not in value and not _scheme(value).startswith(("javascript", "data", "file")), f"{where}: {value}"
    elif name == "href":
        assert _scheme(value) in _FOLLOWED and not value.strip(_EDGE).startswith("//"), f"{where}: {value}"
    elif name == "style":
        assert not _touched(value), f"{where}: {value}"


def _scheme(address: str) -> str:
    """The scheme as a browser sees it, which passes over controls and spaces."""
    clean = re.sub(r"[\t\r\n]", "", address.strip(_EDGE))
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", clean)
    return found[1].lower() if found else ""


def _touched(text: str) -> bool:
    return bool(marks(text)) or "pwned" in text


def _unevaluated(text: str, where: str) -> str:
    assert f"{PRODUCT}pwn" not in text, f"{where}: a template was evaluated"
    return text


def data(content: bytes, where: str) -> str:
    """A JSON file; texts in it that are HTML, by the names of their keys, are read as such."""
    said = []

    def read(value: Any, key: str) -> None:
        if isinstance(value, dict):
            for name, one in value.items():
                said.append(name)
                read(one, name)
        elif isinstance(value, list):
            for one in value:
                read(one, key)
        elif isinstance(value, str):
            said.append(page(f"<div>{value}</div>", f"{where}: {key}") if key.endswith("html") else value)

    read(json.loads(content), "")
    return _unevaluated("\n".join(said), where)


def archive(content: bytes, where: str) -> Iterator[tuple[str, bytes]]:
    """The files of a zip archive, none of which leads out of it."""
    with zipfile.ZipFile(BytesIO(content)) as packed:
        assert packed.testzip() is None
        for name in packed.namelist():
            assert ".." not in name and not name.startswith("/") and not marks(name), f"{where}: {name}"
            yield name, packed.read(name)


def epub(content: bytes, where: str) -> str:
    """A book for screens."""
    said = []
    for name, part in archive(content, where):
        if name.endswith((".xhtml", ".opf", ".xml", ".ncx")):
            said.append(xhtml(part, f"{where}: {name}"))
        else:
            assert not _touched(part.decode("utf-8", "replace")), f"{where}: {name}"
    return "".join(said)


def _office(content: bytes, where: str) -> None:
    """What holds for the files of Word and Excel: sound XML, links to websites only, and nothing that runs."""
    for name, part in archive(content, where):
        if not name.endswith((".xml", ".rels")):
            continue
        tree = xml(part, f"{where}: {name}")
        assert not re.search(r"(?i)vba|activeX|externalLink|embedding|altChunk|afchunk", name), f"{where}: {name}"
        for element in tree.iter(etree.Element):
            tag = etree.QName(element).localname
            assert tag not in ("altChunk", "object", "control", "ddeLink", "oleLink", "pwned"), f"{where}: {name} {tag}"
            assert not any("pwned" in etree.QName(key).localname for key in element.attrib), f"{where}: {name} {tag}"
            if tag in ("instrText", "f", "definedName", "formula1", "formula2", "formula"):
                # Texts and names of sheets in quotation marks, with those inside doubled, are no more than that.
                words = _LITERAL.sub("", "".join(element.itertext()))
                assert not _touched(words) and not re.search(r"(?i)\bcmd\b|\bDDE", words), f"{where}: {name} {words}"
            if tag == "Relationship" and element.get("TargetMode") == "External":
                assert urlsplit(element.get("Target")).scheme in _FOLLOWED[1:], f"{where}: {element.get('Target')}"
                assert element.get("Type", "").endswith("/hyperlink"), f"{where}: {element.get('Type')}"


def workbook(content: bytes, where: str) -> str:
    """A workbook: what stands in its cells; none of the cells counts anything that came from a text."""
    _office(content, where)
    said = []
    for sheet in openpyxl.load_workbook(BytesIO(content)):
        for row in sheet.iter_rows():
            for cell in row:
                value = cell.value
                if cell.data_type == "f":
                    assert not _touched(str(value)) and HOST not in str(value), f"{where}: {cell.coordinate} {value}"
                elif value is not None:
                    said.append(str(value))
                if cell.hyperlink and cell.hyperlink.target:
                    assert _scheme(cell.hyperlink.target) in _FOLLOWED, f"{where}: {cell.hyperlink.target}"
                if cell.comment:
                    said.append(cell.comment.text)
    return _unevaluated("\n".join(said), where)


def document(content: bytes, where: str) -> str:
    """A Word file."""
    _office(content, where)
    body = Document(BytesIO(content)).element
    words = (node.text or "" for node in body.iter("{*}t", "{*}delText", "{*}p"))
    return _unevaluated("".join(words), where)


def markdown(text: str, where: str) -> str:
    """Markdown as those websites read it that let HTML through."""
    shown = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").render(text)
    return page(shown, where)


def staged(text: str, where: str) -> str:
    """A page as a file for another engine: plain front matter, and HTML that Markdown leaves alone."""
    front, body = text.removeprefix("---\n").split("\n---\n", 1)
    head = yaml.safe_load(front)
    assert set(head) == {"title", "description", "lang", "source"}, where
    return f"{head['title']}\n{head['description']}\n{markdown(body, where)}"


def table(content: str, where: str) -> str:
    """A CSV file: no cell of it is taken for a formula."""
    cells = [cell for row in csv.reader(StringIO(content.removeprefix("\ufeff"))) for cell in row]
    for cell in cells:
        assert not cell.startswith((*(start[0] for start in STARTS), "\t", "\r")), f"{where}: {cell[:80]}"
    return _unevaluated("\n".join(cells), where)
