"""Extracts as files: which there are to make, and how a worker makes each from chapters that it may find laid out.

All that a file is made from is the HTML of its chapters, which travels with its product. A clause stands in its sheet
and in its module: whoever comes first lays it out and keeps it under the digest of its HTML, for others and for the
next time. So after the edit of a sentence one clause is laid out, and two files are bound again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from zlib import compress, decompress

from guidance.garbage import seldom
from guidance.model.corpus import Corpus
from guidance.render.address import extract_path
from guidance.render.book.extracts import Extract, Extracts, extract_style
from guidance.render.book.pagemap import Batch, Learn, estimate, settle
from guidance.render.book.part import Part, restore, store
from guidance.render.book.slots import as_wide_as
from guidance.render.pdf import Press, check_process, no_complaints
from guidance.render.view import View
from guidance.shelf import Product, Workers, digest_of, program_digest
from guidance.write import write_file

#: The kinds of extracts, in the order in which they are made: a sheet before the module that holds its clause.
KINDS = ("clause", "module", "short")


@dataclass(frozen=True, slots=True)
class Wish:
    """An extract that is wanted; the id is empty for the short form."""

    kind: str
    id: str
    lang: str


def wishes(corpus: Corpus, langs: Iterable[str], kinds: Sequence[str] = KINDS) -> Iterator[Wish]:
    """All extracts of these kinds and languages, in the order in which they are best made."""
    for lang in langs:
        for kind in (kind for kind in KINDS if kind in kinds):
            yield from (Wish(kind, id_, lang) for id_ in ids(corpus, kind))


def ids(corpus: Corpus, kind: str) -> tuple[str, ...]:
    """What there are extracts of, in reading order; the short form has an empty id."""
    match kind:
        case "clause":
            return tuple(id_ for module in corpus.modules.values() for id_ in module.clauses)
        case "module":
            return tuple(corpus.modules)
        case _:
            return ("",)


def path(corpus: Corpus, wish: Wish) -> str:
    """The path of the file below the root of the site."""
    return extract_path(corpus.publication.edition, wish.kind, wish.id, wish.lang)


def products(corpus: Corpus, wanted: Iterable[Wish], chapters: Path) -> list[Product]:
    """The files of extracts; ``chapters`` is the folder in which chapters that are laid out are kept."""
    writers: dict[str, Extracts] = {}
    made = []
    for wish in wanted:
        if wish.lang not in writers:
            writers[wish.lang] = Extracts(View(corpus, wish.lang))
        extract = _write(writers[wish.lang], wish)
        digest = digest_of(*extract.documents, repr(extract.near), repr(extract.numbers))
        made.append(Product(path(corpus, wish), digest, partial(_bound, extract, str(chapters))))
    return made


def workers(count: int, fonts: Path) -> Workers:
    """So many workers."""
    conf = str((fonts / "fonts.conf").resolve())
    return Workers(count, partial(_begin, str(fonts)), {"FONTCONFIG_FILE": conf})


def forget_chapters(chapters: Path, wanted: Iterable[Product]) -> None:
    """Remove the chapters that none of the products holds any more."""
    used = {_name(html) for product in wanted for html in _documents(product)}
    for kept in chapters.glob("*.part"):
        if kept.name not in used:
            kept.unlink()


def _documents(product: Product) -> tuple[str, ...]:
    assert isinstance(product.make, partial)
    extract = product.make.args[0]
    assert isinstance(extract, Extract)
    return extract.documents


def _write(writer: Extracts, wish: Wish) -> Extract:
    match wish.kind:
        case "clause":
            return writer.sheet(wish.id)
        case "module":
            return writer.module(wish.id)
        case _:
            return writer.short()


#: Where a worker finds the fonts.
_fonts: Path


def _begin(fonts: str) -> None:
    seldom()
    global _fonts
    _fonts = Path(fonts)


@cache
def _press() -> Press:
    check_process(_fonts)
    return Press(_fonts, extract_style(), gutter=False)


def _bound(extract: Extract, chapters: str) -> bytes:
    press, folder = _press(), Path(chapters)
    made: dict[str, Part] = {}

    def lay_out(documents: Batch, _learn: Learn) -> dict[int, Part]:
        return {place: made.get(html) or made.setdefault(html, _part(html, folder)) for place, html in documents}

    # Paragraphs and tables have the numbers of the book, whatever is counted here.
    of_book = dict(extract.numbers)
    with no_complaints():
        settled = settle(
            lambda known: [enumerate([as_wide_as(html, {**known, **of_book}) for html in extract.documents])],
            lay_out,
            estimate(extract.documents),
        )
        numbers = settled.page_map | of_book
        return press.bind(settled.chapters, numbers, near=dict(extract.near))


def _part(html: str, folder: Path) -> Part:
    kept = folder / _name(html)
    if kept.is_file():
        return restore(decompress(kept.read_bytes()))
    part = _press().make(html)
    write_file(kept, compress(store(part), 1))
    return part


def _name(html: str) -> str:
    return sha256(f"{program_digest()}{html}".encode()).hexdigest()[:32] + ".part"
