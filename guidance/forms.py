"""Checklists as files, by the thousand: which there are to make, and how a worker makes each.

An empty form is laid out once for a language and a scope and kept; the form of a country is that one with words in its
fields. All that a file is made from travels with its product, so that a worker needs nothing but the fonts, and the
digest of a product says whether anything in its file would change. Workbooks need the whole corpus, which a worker
loads when it makes its first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from guidance.model.checklists import FilledChecklist
from guidance.model.corpus import Corpus
from guidance.parcel import unwrapped, wrapped
from guidance.render.address import checklist_name
from guidance.render.book.pagemap import number_pages
from guidance.render.form.document import Form, form, form_style
from guidance.render.form.fill import Words, fill, words
from guidance.render.form.letters import form_font
from guidance.render.form.looks import look_style
from guidance.render.form.template import make_template, whole_places
from guidance.render.pdf import Press, check_process, no_complaints
from guidance.render.view import View
from guidance.render.xlsx.workbook import workbook
from guidance.setup.fonts import glyphs
from guidance.shelf import Product, Workers, digest_of
from guidance.write import write_file

FORMATS = ("xlsx", "pdf")
_Kind = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Order:
    """A checklist that is wanted as files, and whether its replies are the published answers."""

    checklist: FilledChecklist
    desk_review: bool = False


class Desk:
    """Knows what each file is made from; forms are written once for a language and a scope."""

    def __init__(self, corpus: Corpus, cache: Path, fonts: Path) -> None:
        self._corpus = corpus
        self._fonts = fonts
        self.templates = cache
        self._views: dict[str, View] = {}
        self._forms: dict[_Kind, tuple[Form, str]] = {}

    def workers(self, count: int, folder: Path) -> Workers:
        """So many workers; what they all need is put into a folder that must stay until they are done."""
        stored = folder / "corpus.pickle"
        write_file(stored, wrapped(self._corpus))
        conf = str((self._fonts / "fonts.conf").resolve())
        return Workers(count, partial(_begin, str(self._fonts), str(stored)), {"FONTCONFIG_FILE": conf})

    def template_products(self, orders: Iterable[Order]) -> list[Product]:
        """The empty forms that the forms of these checklists are made from."""
        kinds = {self._kind(order.checklist): order.checklist for order in orders}
        made = []
        for kind, checklist in kinds.items():
            found, digest = self._form(checklist)
            made.append(Product(_template_name(kind), digest, partial(_template, kind[0], found)))
        return made

    def products(self, orders: Iterable[Order], formats: Iterable[str]) -> list[Product]:
        """The files of checklists; raises FormError for one that no form can hold."""
        formats = tuple(formats)
        return [self._product(order, suffix) for order in orders for suffix in formats]

    def _product(self, order: Order, suffix: str) -> Product:
        checklist = order.checklist
        found, digest = self._form(checklist)
        put = words(self._view(checklist.lang), checklist, found.wordings, order.desk_review)
        name = file_name(checklist, suffix)
        if suffix == "pdf":
            template = str(self.templates / _template_name(self._kind(checklist)))
            return Product(name, digest_of(digest, repr(put), suffix), partial(_filled, template, put))
        # A workbook shows what the form shows, and no more.
        return Product(name, digest_of(digest, repr(put), suffix), partial(_workbook, checklist, order.desk_review))

    def _kind(self, checklist: FilledChecklist) -> _Kind:
        """The language of a form and how much it asks: all, where a reply is to more than the core questions."""
        asked = (self._corpus.questions[label][1] for label in checklist.replies if label in self._corpus.questions)
        more = any(not question.core for question in asked)
        return checklist.lang, "full" if more else checklist.scope

    def _form(self, checklist: FilledChecklist) -> tuple[Form, str]:
        kind = self._kind(checklist)
        if kind not in self._forms:
            lang, scope = kind
            blank = FilledChecklist("", lang, checklist.edition, checklist.digest, scope)
            found = form(self._view(lang), blank)
            self._forms[kind] = found, digest_of(repr(found.fields), *found.documents)
        return self._forms[kind]

    def _view(self, lang: str) -> View:
        return self._views.setdefault(lang, View(self._corpus, lang))


def file_name(checklist: FilledChecklist, suffix: str) -> str:
    """The name of the file of a checklist."""
    return checklist_name(checklist.edition, checklist.country, checklist.lang, checklist.scope, suffix)


def _template_name(kind: _Kind) -> str:
    return f"{'-'.join(kind)}.pdf"


#: Where a worker finds the fonts and the corpus.
_places: tuple[Path, Path]


def _begin(fonts: str, stored: str) -> None:
    global _places
    _places = Path(fonts), Path(stored)


@cache
def _press() -> Press:
    check_process(_places[0])
    return Press(_places[0], look_style(), archival=False)


@cache
def _glyphs() -> frozenset[int]:
    return glyphs(_places[0])


@cache
def _corpus() -> Corpus:
    found: Corpus = unwrapped(_places[1].read_bytes())
    return found


def _template(lang: str, found: Form) -> bytes:
    check_process(_places[0])
    press = Press(_places[0], form_style(), gutter=False, archival=False)
    with no_complaints():
        parts = press.make_all(found.documents)
        pdf = press.bind(parts, number_pages(parts))
        font = form_font(press)
    return make_template(pdf, whole_places([(part.pages, part.places) for part in parts]), found.boxes, font, lang)


def _filled(template: str, put: Words) -> bytes:
    with no_complaints():
        return fill(Path(template).read_bytes(), put, _press(), _glyphs())


def _workbook(checklist: FilledChecklist, desk_review: bool) -> bytes:
    return workbook(_corpus(), checklist, desk_review).content
