"""Read a built site: every file by what it is, once."""

from __future__ import annotations

from dataclasses import dataclass, field

from guidance.links.downloads import download_fault, is_download, suffix
from guidance.links.findings import Findings, Target
from guidance.links.languages import SITEMAP
from guidance.links.pages import Damage, Markup, read_drawing, read_page, text_damage
from guidance.links.pdf import Book, read_book
from guidance.links.places import Place
from guidance.links.search_index import FOLDER as SEARCH_FOLDER
from guidance.links.tree import Tree

_PAGES = (".html", ".htm")
_DRAWINGS = (".svg",)
_TEXTS = (".css", ".js", ".mjs")


@dataclass(slots=True)
class Contents:
    """What the files of a site hold, by path; ``damaged`` are those that could not be read to their end."""

    pages: dict[str, Markup] = field(default_factory=dict)
    drawings: dict[str, Markup] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    books: dict[str, Book] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)
    downloads: int = 0


def read_contents(tree: Tree, findings: Findings, sealed: frozenset[str] = frozenset()) -> Contents:
    """Read every file that is not ``sealed``, in the order of their paths, and add those damaged to the findings.

    The site map and the search index have a check of their own.
    """
    return _Reader(tree, findings).read(sealed)


class _Reader:
    """Reads files one by one."""

    def __init__(self, tree: Tree, findings: Findings) -> None:
        self._tree, self._findings = tree, findings
        self._made = Contents()

    def read(self, sealed: frozenset[str]) -> Contents:
        """Read all that is not sealed."""
        for path in sorted(self._tree.files - sealed):
            if path == SITEMAP or path.startswith(f"{SEARCH_FOLDER}/"):
                continue
            kind = suffix(path)
            if kind in (*_PAGES, *_DRAWINGS, *_TEXTS) or is_download(path):
                try:
                    self._take(path, kind, self._tree.read(path))
                except OSError as failure:
                    self._damage(path, Damage(f"the file cannot be read: {failure.strerror}"))
        return self._made

    def _take(self, path: str, kind: str, data: bytes) -> None:
        if is_download(path):
            self._made.downloads += 1
            self._download(path, kind, data)
        elif kind in _TEXTS:
            damage = text_damage(data) if data.strip() else None
            if damage:
                self._damage(path, damage)
            else:
                self._made.texts[path] = data.decode("utf-8")
        else:
            markup = read_page(data) if kind in _PAGES else read_drawing(data)
            if isinstance(markup, Damage):
                self._damage(path, markup)
            else:
                (self._made.pages if kind in _PAGES else self._made.drawings)[path] = markup

    def _download(self, path: str, kind: str, data: bytes) -> None:
        fault = download_fault(path, data)
        if not fault and kind == ".pdf":
            book = read_book(self._tree.location(path))
            if isinstance(book, Book):
                self._made.books[path] = book
            else:
                fault = f"it cannot be opened: {book.why}"
        if fault:
            self._made.damaged.append(path)
            self._findings.add("G805", Target("download", path), f"{path} is damaged: {fault}", Place(path))

    def _damage(self, path: str, damage: Damage) -> None:
        self._made.damaged.append(path)
        place = Place(path, line=damage.line, column=damage.column)
        self._findings.add("G811", Target("damaged", path), f"{path} is damaged: {damage.why}", place)
