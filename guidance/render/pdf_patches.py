"""Mends of WeasyPrint and pydyf that the books need; each is bound to the version it was written for.

They are applied once for a process that makes a book. When a library is updated, read each mend against its new code,
drop what upstream has mended, and only then change the version here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import cache
from typing import Any

from guidance.render.book.slots import COUNTS, HERE, LAST, SLOT_CLASS, TO, OpenNumberError, Slot, kind_of
from guidance.render.pdf_speed import apply_shortcuts

#: The margin box that holds the number of its page.
_FOOT = "@bottom-center"
#: A line that fills less of its width may be one that was broken too early.
_FULL_LINE = 0.8

_HEADINGS = frozenset(f"/H{level}" for level in range(1, 7))
#: Elements that may hold words themselves (ISO 32000-1, 14.8.4: block and inline elements, not those that group).
_OF_WORDS = frozenset(
    (
        *_HEADINGS,
        "/P",
        "/Span",
        "/NonStruct",
        "/Link",
        "/Lbl",
        "/LBody",
        "/TD",
        "/TH",
        "/Note",
        "/Caption",
    )
)
_HEADINGS = frozenset(f"/H{level}" for level in range(1, 7))
#: Elements that mean nothing, and the keys of one that says nothing more.
_SAYS_NOTHING = ("/Span", "/NonStruct")
_BARE = {"Type", "S", "K", "Pg", "P"}

PATCHED = {"weasyprint": "70.0", "pydyf": "0.13.0"}


class WrongVersionError(Exception):
    """A library is not the version its mends were written for."""


@cache
def apply_patches() -> None:
    """Check the versions and apply every mend."""
    check_versions()
    apply_shortcuts()
    _cache_page_references()
    _leave_fonts_out()
    _keep_links_to_other_chapters()
    _leave_numbers_open(_margin_boxes_as_artifacts())
    _one_annotation_for_a_link()
    _better_tags()
    _no_stray_lines()


def check_versions() -> None:
    """Raise an error that says what to do unless the libraries are those that the mends know."""
    from importlib.metadata import version

    for name, known in PATCHED.items():
        if (found := version(name)) != known:
            raise WrongVersionError(
                f"{name} is {found}, but guidance/render/pdf_patches.py mends {known}: install the locked version, "
                "or read the mends against the new one"
            )


def _cache_page_references() -> None:
    # pydyf builds the tuple of all pages anew for each element of the structure tree: quadratic in a long book.
    import pydyf

    def page_references(self: Any) -> tuple[bytes, ...]:
        kids = self.pages["Kids"]
        cached: tuple[int, tuple[bytes, ...]] | None = getattr(self, "_guidance_references", None)
        if cached is None or cached[0] != len(kids):
            cached = (len(kids), tuple(f"{number} 0 R".encode("ascii") for number in kids[::3]))
            self._guidance_references = cached
        return cached[1]

    pydyf.PDF.page_references = property(page_references)


def _leave_fonts_out() -> None:
    # The chapters of a book share their fonts, which are embedded when the book is bound (pdf_fonts.py).
    import pydyf
    import weasyprint.pdf as target

    target.build_fonts_dictionary = lambda *_: pydyf.Dictionary()


def _keep_links_to_other_chapters() -> None:
    # WeasyPrint drops a link whose anchor it does not see. Where all anchors are known, when the book is bound, each
    # link must have one.
    import weasyprint.pdf as target

    target.resolve_links = lambda pages: ((list(page.links), ()) for page in pages)


def _leave_numbers_open(feet: set[int]) -> None:
    # All ten digits are drawn, so that the font will have them, and an open number is written in their place.
    import weasyprint.draw as target

    draw: Callable[..., None] = target.draw_text

    def draw_text(stream: Any, box: Any, *rest: Any) -> None:
        is_slot = box.element is not None and box.element.get("class") == SLOT_CLASS
        is_foot = id(box) in feet and not box.text.strip("0")
        if not is_slot and not is_foot:
            draw(stream, box, *rest)
            return
        places, box.pango_layout.text = len(box.text), "0123456789"
        box.pango_layout.style = None  # so that it is laid out anew
        draw(stream, box, *rest)
        at = next(n for n in range(len(stream.stream) - 1, 0, -1) if stream.stream[n].endswith(b"] TJ"))
        # Corrections may stand between the glyphs, which are less than a unit: their widths are no whole numbers.
        glyphs = "".join(re.findall("<([0-9a-f]+)>", stream.stream[at].decode("ascii")))
        name = box.element.get(TO) or box.element.get(COUNTS) if is_slot else HERE
        fit, number = _fit(box, name), name.partition("-")[0] if name.startswith((HERE, LAST)) else name
        slot = Slot(number, places, fit, _advance(stream, at, glyphs), glyphs)
        stream.stream[at] = b"[" + slot.write() + b"] TJ"

    target.draw_text = draw_text


def _fit(box: Any, name: str) -> str:
    """Where a number stands that is not as wide as its room; only those in the margins may be so."""
    if name.startswith((HERE, LAST)):
        return {"": "c", "left": "l", "right": "r"}[name.partition("-")[2]]
    if box.element.get(COUNTS) and kind_of(name) == "paragraph":
        return "l" if box.style["direction"] == "rtl" else "r"
    return "="


def _advance(stream: Any, at: int, glyphs: str) -> int:
    """The width of the digits, which must be the same for all."""
    name = next(o for o in reversed(stream.stream[:at]) if o.endswith(b" Tf")).split()[0].lstrip(b"/").decode("ascii")
    font = next(font for font in stream._fonts.values() if font.hash == name)
    widths = {font.widths.get(int(glyphs[n : n + 4], 16)) for n in range(0, len(glyphs), 4)}
    if len(widths) != 1:
        raise OpenNumberError(f"the digits of {font.family} are not equally wide")
    return int(widths.pop())


def _margin_boxes_as_artifacts() -> set[int]:
    # Running heads and page numbers are marked as content but hang on no tag; PDF/UA wants them as artifacts. Returns a
    # set that holds, while a page is drawn, the boxes in its foot.
    import weasyprint.document
    import weasyprint.draw
    import weasyprint.pdf.stream
    from weasyprint.formatting_structure import boxes

    draw: Callable[..., None] = weasyprint.draw.draw_page
    mark: Callable[..., AbstractContextManager[None]] = weasyprint.pdf.stream.Stream.marked
    in_margin: set[int] = set()
    in_foot: set[int] = set()

    def draw_page(page: Any, stream: Any) -> None:
        in_margin.clear()
        in_foot.clear()
        for child in page.children:
            if isinstance(child, boxes.MarginBox):
                found = {id(child), *(id(box) for box in child.descendants(placeholders=True))}
                in_margin.update(found)
                if child.at_keyword == _FOOT:
                    in_foot.update(found)
        draw(page, stream)

    def marked(self: Any, box: Any, tag: str) -> AbstractContextManager[None]:
        if id(box) in in_margin:
            found: AbstractContextManager[None] = self.artifact()
            return found
        return mark(self, box, tag)

    weasyprint.draw.draw_page = weasyprint.document.draw_page = draw_page
    weasyprint.pdf.stream.Stream.marked = marked
    return in_foot


def _one_annotation_for_a_link() -> None:
    # Elements inside a link (a foreign word, a bold number, the leader of the contents) get an annotation of their own
    # over that of the link, and this one hangs on no tag Link (PDF/UA-1, 7.18.5).
    import weasyprint.pdf as target

    add: Callable[..., None] = target.add_links

    def add_links(links_and_anchors: Any, *rest: Any) -> None:
        links, anchors = links_and_anchors
        add(([link for link in links if link[3].element_tag == "a"], anchors), *rest)

    target.add_links = add_links


def _better_tags() -> None:
    # WeasyPrint writes no /Lang for foreign words, no /Scope for headers, footnotes without the tag Note and its ID,
    # the raw anchor as the description of a link, and blocks of a list item beside its label, not in its body. Each
    # line of text gets an element of its own, which says nothing and is half of all tags of a book.
    import weasyprint.pdf.tags as tags
    from weasyprint.formatting_structure import boxes

    build: Callable[..., Iterator[Any]] = tags._build_box_tree

    def build_box_tree(
        box: Any, parent: Any, pdf: Any, page: int, owners: dict[int, bytes], *rest: Any
    ) -> Iterator[Any]:
        if isinstance(box, boxes.MarginBox):
            return
        for element in build(box, parent, pdf, page, owners, *rest):
            _complete(element, parent, getattr(box, "_box", box))
            if element["S"] in _OF_WORDS:
                _take_lines(element, pdf, owners)
            if element["S"] == "/LI":
                _gather_body(element, pdf)
            yield element

    tags._build_box_tree = build_box_tree


def _take_lines(element: Any, pdf: Any, owners: dict[int, bytes]) -> None:
    """Hang the lines of an element on itself instead of on elements of their own; ``owners`` has the owner of each."""
    kids = []
    for kid in element["K"]:
        line = None if isinstance(kid, int) else pdf.objects[int(kid.split()[0])]
        if line and line.keys() == _BARE and line["S"] in _SAYS_NOTHING and all(isinstance(x, int) for x in line["K"]):
            line.free = "f"
            owners.update(dict.fromkeys(line["K"], element.reference))
            kids += line["K"]
        else:
            kids.append(kid)
    element["K"][:] = kids


def _complete(element: Any, parent: Any, box: Any) -> None:
    import pydyf

    html = box.element
    if html is None:
        return
    if html.get("lang") and html.tag != "html":
        element["Lang"] = pydyf.String(html.get("lang"))
    if element["S"] == "/TH" and "A" in element:
        element["A"]["Scope"] = "/Row" if html.get("scope") == "row" else "/Column"
    if "field" in html.get("class", "").split():
        # What fills the box of a field is put into the finished PDF, which knows it by this title (form/template.py).
        element["S"] = "/Form"
        element["T"] = pydyf.String(html.get("id"))
    if "footnote" in html.get("class", "").split():
        if box.element_tag == "span::footnote-call":
            element["S"] = "/Reference"
        elif box.element_tag == "span" and parent["S"] != "/Note":
            element["S"] = "/Note"
            element["ID"] = pydyf.String(f"note-{element.number}")
    if element["S"] in _HEADINGS and parent["S"] == element["S"]:
        # A block inside a heading splits it into several boxes, and each would be a heading of its own.
        element["S"] = "/Span"
    if element["S"] == "/Link" and not box.link_annotation:
        element["S"] = "/Span"
    if box.link_annotation:
        words = " ".join("".join(html.itertext()).split())
        box.link_annotation["Contents"] = pydyf.String(words or html.get("href", ""))


def _no_stray_lines() -> None:
    # A text that ends with a space before a link, and that fits without the space but not with it, is broken in or
    # after its first word: a short line stands in the middle of a paragraph. WeasyPrint takes the width with the space
    # to mean that the first word is too long. Without the space the last possible break is found.
    import weasyprint.layout.inline as target

    split: Callable[..., tuple[Any, ...]] = target.split_first_line

    def split_first_line(text: str, style: Any, context: Any, width: Any, *rest: Any, **more: Any) -> tuple[Any, ...]:
        found = split(text, style, context, width, *rest, **more)
        resume_at, bare = found[2], text.rstrip(" ")
        if resume_at is None or width is None or bare == text or found[3] > _FULL_LINE * width:
            return found
        better = split(bare, style, context, width, *rest, **more)
        if better[2] is None:
            return split(text, style, context, None, *rest, **more)
        return better if better[2] > resume_at else found

    target.split_first_line = split_first_line


def _gather_body(item: Any, pdf: Any) -> None:
    import pydyf

    children = [(kid, pdf.objects[int(kid.split()[0])]) for kid in item["K"]]
    loose = [(kid, child) for kid, child in children if child["S"] not in ("/Lbl", "/LBody")]
    if not loose:
        return
    kept = [kid for kid, child in children if child["S"] in ("/Lbl", "/LBody")]
    body = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "Pg": item["Pg"], "P": item.reference})
    body["K"] = pydyf.Array([kid for kid, _ in loose])
    pdf.add_object(body)
    for _, child in loose:
        child["P"] = body.reference
    item["K"] = pydyf.Array([*kept, body.reference])


def complete_tags(prefix: str, rise: int, document: Any, pdf: Any) -> None:
    """Finish the tags of a chapter; runs before the trailer is written.

    Every structure element that has an ID is listed, as ISO 32000-1, 14.7.2 asks; the prefix before each ID is the
    chapter's own, so that no other chapter has the same. Headings rise by so many levels: the first of a document is
    of the first level (PDF/UA-1, 7.4.2).
    """
    import pydyf

    elements = [e for e in pdf.objects if isinstance(e, pydyf.Dictionary) and e.get("Type") == "/StructElem"]
    for element in elements if rise else ():
        if element["S"] in _HEADINGS:
            element["S"] = f"/H{int(element['S'][2:]) - rise}"
    names = pydyf.Array()
    for element in elements:
        if "ID" in element:
            # The headers of a cell are the same objects as the IDs that they name.
            element["ID"].string = f"{prefix}-{element['ID'].string}"
            names += (element["ID"], element.reference)
    tree = pydyf.Dictionary({"Names": names})
    pdf.add_object(tree)
    for element in pdf.objects:
        if isinstance(element, pydyf.Dictionary) and element.get("Type") == "/StructTreeRoot":
            element["IDTree"] = tree.reference
