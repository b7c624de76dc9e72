"""Chapters bound into one tagged PDF: the door to pikepdf for writing.

Ready-made mergers lose the tags of all parts but one. Here the structure trees hang on one document element, the keys
of their parent trees are counted on, and what only the whole book can have is written: names, outline, page numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, String

from guidance.fingerprint import pages_digest
from guidance.model.lang import LANGUAGES
from guidance.render.book.part import Bookmark, Part
from guidance.render.book.slots import fill, fill_words
from guidance.render.pdf_archive import PLAIN, WITH_FILES, attach, mark, save
from guidance.render.pdf_inside import Inside

#: The edge that is bound is wider by 10 mm. All pages are laid out as odd ones, which are bound at the left, or at the
#: right where the language is read from right to left; the window of an even one is moved.
GUTTER = 10 / 25.4 * 72
_BOXES = ("/MediaBox", "/TrimBox", "/BleedBox")
#: A link is printed with its page; archives want every annotation to say so (ISO 19005-2, 6.3.2).
_PRINTED = 4
_FROM_FIRST = ("/Lang", "/ViewerPreferences", "/MarkInfo", "/Metadata")


@dataclass(frozen=True, slots=True)
class Manner:
    """How chapters are bound: with a wider edge, as PDF/A, with files inside.

    ``near`` has addresses of the website, each with the anchor of the same thing in the document: links lead there.
    """

    gutter: bool = True
    archival: bool = True
    inside: Inside | None = None
    near: Mapping[str, str] = field(default_factory=dict)


class Binder:
    """Puts chapters together, in reading order."""

    def __init__(self, fonts: bytes, page_map: Mapping[str, int], last: int, manner: Manner) -> None:
        self._gutter = GUTTER if manner.gutter else 0
        self._last = last
        self._near = manner.near
        self.book = pikepdf.new()
        self.page_map = page_map
        source = _open(fonts)
        self._fonts = self.book.copy_foreign(source.Root.Font)
        self._root = self.book.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = self.book.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self._root))
        self._kids: list[Object] = []
        self._parents: list[Object | int] = []
        self._ids: list[tuple[bytes, Object]] = []
        self._next_key = 0
        #: All pages, when all are there.
        self._pages: list[Object] = []

    def add(self, part: Part) -> None:
        """Add the pages and the tags of a chapter."""
        source = _open(part.pdf)
        first = len(self.book.pages)
        for page in source.pages:
            self.book.pages.append(page)
        if not first:
            self._take_over(source)
            if LANGUAGES[str(source.Root.Lang)].direction == "rtl":
                # The preference R2L is left out: of a book that has it, PDFium (in Chrome) copies every line of English
                # with its words in reverse; Arabic is copied right without it.
                self._gutter = -self._gutter
        for number in range(first, first + part.pages):
            self._finish_page(self.book.pages[number].obj, number + 1)
        # One dictionary of resources for all pages of a part, and one of fonts for these and all that they use.
        fonts = self.book.pages[first].obj.Resources.Font
        for name, font in self._fonts.items():
            fonts[name] = font
        self._add_tags(self.book.copy_foreign(source.Root.StructTreeRoot))

    def finish(self, parts: Sequence[Part]) -> pikepdf.Pdf:
        """Add what stands over the chapters and return the book."""
        book = self.book
        self._pages = [page.obj for page in book.pages]
        self._document.K = Array(self._kids)
        self._root.K = Array([self._document])
        self._root.ParentTree = book.make_indirect(Dictionary(Nums=Array(self._parents)))
        self._root.IDTree = book.make_indirect(Dictionary(Names=_name_tree(self._ids)))
        book.Root.StructTreeRoot = self._root
        book.Root.Names = Dictionary(Dests=book.make_indirect(Dictionary(Names=self._names(parts))))
        self._write_outline(parts)
        return book

    def _take_over(self, source: pikepdf.Pdf) -> None:
        """What the catalogs of all chapters have alike."""
        for key in _FROM_FIRST:
            found = source.Root[key]
            self.book.Root[key] = self.book.copy_foreign(found if found.is_indirect else source.make_indirect(found))
        self.book.trailer.Info = self.book.copy_foreign(source.trailer.Info)

    def _finish_page(self, page: Object, number: int) -> None:
        page.Contents.write(fill(page.Contents.read_bytes(), self.page_map, number, self._last))
        page.StructParents = int(page.StructParents) + self._next_key
        for annotation in page.get("/Annots", ()):
            annotation.F = _PRINTED
            annotation.StructParent = int(annotation.StructParent) + self._next_key
            self._turn(annotation)
        if self._gutter and number % 2 == 0:
            for box in _BOXES:
                left, bottom, right, top = (float(edge) for edge in page[box])
                page[box] = Array([round(left + self._gutter, 4), bottom, round(right + self._gutter, 4), top])

    def _turn(self, annotation: Object) -> None:
        """Let a link to the website lead to the place in this document that holds the same, if there is one."""
        place = self._near.get(str(annotation.A.URI)) if "/A" in annotation and "/URI" in annotation.A else None
        if place:
            del annotation.A
            annotation.Dest = String(place)

    def _add_tags(self, tree: Object) -> None:
        for kid in tree.K[0].K:
            kid.P = self._document
            self._kids.append(kid)
        numbers = list(tree.ParentTree.Nums)
        keys = [self._next_key + int(key) for key in numbers[::2]]
        for key, parent in zip(keys, numbers[1::2], strict=True):
            self._parents += (key, parent)
        self._next_key = keys[-1] + 1
        ids = list(tree.IDTree.Names) if "/IDTree" in tree else []
        self._ids += ((bytes(name), element) for name, element in zip(ids[::2], ids[1::2], strict=True))

    def _names(self, parts: Sequence[Part]) -> Array:
        found: dict[bytes, Object] = {}
        first = 0
        for part in parts:
            for name, (page, x, y, *_size) in part.places.items():
                if (key := name.encode("ascii")) not in found:
                    found[key] = self._destination(first + page, x, y)
            first += part.pages
        return _name_tree(found.items())

    def _destination(self, page: int, x: float, y: float) -> Array:
        return Array([self._pages[page], Name.XYZ, round(x, 4), round(y, 4), 0])

    def _write_outline(self, parts: Sequence[Part]) -> None:
        first = 0
        with self.book.open_outline() as outline:
            branches: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
            for part in parts:
                for bookmark in part.bookmarks:
                    while branches[-1][0] >= bookmark.level:
                        branches.pop()
                    item = self._item(bookmark, first)
                    branches[-1][1].append(item)
                    branches.append((bookmark.level, item.children))
                first += part.pages

    def _item(self, bookmark: Bookmark, first: int) -> OutlineItem:
        page, x, y, *_size = bookmark.place
        item = OutlineItem(fill_words(bookmark.title, self.page_map), self._destination(first + page, x, y))
        item.is_closed = not bookmark.is_open
        return item


def bind(
    parts: Sequence[Part],
    fonts: bytes,
    page_map: Mapping[str, int],
    manner: Manner,
) -> bytes:
    """One PDF of all chapters.

    It is PDF/UA-1 and, unless fields will be added to it, PDF/A: 2a, or 3a with files inside, which are asked for when
    the book is whole, for they say what its pages are.
    """
    binder = Binder(fonts, page_map, sum(part.pages for part in parts), manner)
    for part in parts:
        binder.add(part)
    book = binder.finish(parts)
    inside = manner.inside
    if manner.archival:
        mark(book, WITH_FILES if inside else PLAIN)
    if inside:
        attach(book, inside.attachments(len(book.pages), pages_digest(book)), inside.moment)
    return save(book)


def _open(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


def _name_tree(entries: Iterable[tuple[bytes, Object]]) -> Array:
    flat: list[Object] = []
    for name, value in sorted(entries, key=lambda entry: entry[0]):
        flat += (String(name), value)
    return Array(flat)
