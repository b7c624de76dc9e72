"""The text of a book set by Typst, to measure our press against a faster one; no part of the publication.

The same words, headings, tables, boxes, links and page numbers, from the same HTML, in a plain style and tagged as
PDF/UA-1. Left out, so that it costs nothing, are the running heads of a chapter, the gutter, the marks of provisions
and the languages of single words.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from guidance.render.book.html import FAMILIES, LATIN_FAMILIES
from guidance.render.book.slots import SLOT_CLASS

_SPACE = re.compile(r"\s+")
_ANCHOR = re.compile(r"#\[#metadata\(none\)<[^>]+>\];")
_HEADING = re.compile("h([1-6])")
_WRAPPED = {"strong": "strong", "b": "strong", "em": "emph", "i": "emph", "sup": "super", "sub": "sub"}
_BOXES = ("typed", "choice", "cover-notice", "notice")
_SILENT = ("head", "svg", "colgroup", "script", "style")


def typst_source(documents: Iterable[str], lang: str, title: str) -> str:
    """The documents of a book as one in Typst's language."""
    from lxml import html

    fonts = ", ".join(f'"{family}"' for family in FAMILIES.get(lang, LATIN_FAMILIES))
    bodies = [html.document_fromstring(document).find("body") for document in documents]
    known = {id_ for body in bodies for id_ in body.xpath("//@id")}
    text = "#pagebreak(weak: true)\n".join("".join(_children(body, known)) for body in bodies)
    return f"""#set document(title: {_string(title)}, date: none)
#set page(paper: "a4", margin: 25mm, numbering: "1", header: align(center, text(8pt, {_string(title)})))
#set text(font: ({fonts},), size: 10pt, lang: "{lang}", hyphenate: true)
#set par(justify: false, leading: 0.62em, spacing: 0.7em)
#set block(spacing: 0.7em)
#set table(stroke: 0.5pt, inset: 4pt)
#let page-of(at) = context counter(page).at(at).first()
#let boxed(body) = block(stroke: (left: 2pt, rest: 0.5pt), inset: 8pt, width: 100%, body)
#outline(depth: 3)
{text}"""


def _string(text: str) -> str:
    return json.dumps(" ".join(text.split()) if text.strip() else " ", ensure_ascii=False)


def _text(text: str | None) -> str:
    # As a string, no sign of it means anything to Typst.
    return f"#{json.dumps(_SPACE.sub(' ', text), ensure_ascii=False)};" if text else ""


def _children(element: Any, known: set[str]) -> Iterator[str]:
    yield _text(element.text)
    for child in element:
        if isinstance(child.tag, str):
            yield from _element(child, known)
        yield _text(child.tail)


def _element(element: Any, known: set[str]) -> Iterator[str]:
    tag, classes = element.tag, (element.get("class") or "").split()
    if tag in _SILENT:
        return
    yield _anchor(element)
    if SLOT_CLASS in classes:
        to = element.get("data-to")
        yield f"#page-of(<{to}>);" if to in known else "#[000];"
        return
    inner = "".join(_children(element, known))
    if level := _HEADING.fullmatch(tag):
        anchors, inner = _apart(inner)
        yield f"\n{anchors}#heading(level: {level[1]})[{inner}]\n"
    elif tag in ("ul", "ol"):
        items = (item for item in element.iter("li") if _of(item, element))
        inner = "".join(f"[{_anchor(item)}{''.join(_children(item, known))}]," for item in items)
        yield f"\n#{'list' if tag == 'ul' else 'enum'}({inner})\n"
    elif tag == "table":
        yield _table(element, known)
    elif tag == "a" and (to := element.get("href", "")[1:]) in known:
        yield f"#link(<{to}>)[{inner}];"
    elif tag in _WRAPPED:
        yield f"#{_WRAPPED[tag]}[{inner}];"
    elif tag == "br":
        yield "#linebreak();"
    elif tag in ("p", "div", "section", "dt", "dd"):
        yield f"\n#boxed[{inner}]\n" if set(classes) & set(_BOXES) else f"\n\n{inner}\n\n"
    else:
        yield inner


def _anchor(element: Any) -> str:
    return f"#[#metadata(none)<{id_}>];" if (id_ := element.get("id")) else ""


def _apart(inner: str) -> tuple[str, str]:
    """Anchors apart from what is set twice: in the outline, or on every page of a table."""
    return "".join(_ANCHOR.findall(inner)), _ANCHOR.sub("", inner)


def _of(item: Any, element: Any) -> bool:
    return next(item.iterancestors("ul", "ol")) is element


def _table(table: Any, known: set[str]) -> str:
    rows = [list(row) for row in table.iter("tr")]
    heads = list(table.iterfind("thead/tr"))
    width = max(sum(int(cell.get("colspan", "1")) for cell in row) for row in rows)

    def cells(row: Iterable[Any]) -> str:
        row = list(row)
        anchors = [_anchor(row[0].getparent()), *("" for _ in row[1:])]
        found = (
            (cell, anchor + _anchor(cell) + "".join(_children(cell, known)))
            for cell, anchor in zip(row, anchors, strict=True)
        )
        return "".join(f"table.cell(colspan: {cell.get('colspan', '1')})[{inner}]," for cell, inner in found)

    anchors, head = _apart("".join(cells(row) for row in heads))
    body = "".join(cells(row) for row in rows[len(heads) :])
    return f"\n{anchors}#table(columns: (1fr,) * {width}, table.header({head}), {body})\n"


def main() -> None:
    """Set a book: a JSON list of HTML documents, its language, its title, the folder of fonts, and the PDF to write."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    for name in ("documents", "lang", "title", "fonts", "out"):
        parser.add_argument(name)
    given = parser.parse_args()
    import typst

    source = typst_source(json.loads(Path(given.documents).read_text("utf-8")), given.lang, given.title)
    pdf = typst.compile(
        source.encode(), format="pdf", font_paths=[given.fonts], ignore_system_fonts=True, pdf_standards=["ua-1"]
    )
    Path(given.out).write_bytes(pdf)
    import pypdfium2

    memory = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(json.dumps({"pages": len(pypdfium2.PdfDocument(given.out)), "mebibytes": [memory]}))


if __name__ == "__main__":
    main()
