"""The form of a country: what a screen reader, a validator and another program's form filler find in it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pypdfium2 import raw

from guidance.checklists.form import read_form
from guidance.checklists.published import blank, published
from guidance.model.checklists import Proof, Reply
from guidance.model.corpus import Corpus
from guidance.model.countries import ANSWER_VALUES
from tests.checklists.forms import Maker, maker
from tests.pdf.conftest import inspected

pytestmark = pytest.mark.pdf
DUTY = "general-duty-on-authorities"


@pytest.fixture(scope="module")
def make(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Maker]:
    with maker(corpus, tmp_path_factory.mktemp("forms")) as found:
        yield found


@pytest.fixture(scope="module", params=["en", "ar"])
def filled(request: pytest.FixtureRequest, make: Maker) -> tuple[str, bytes]:
    """The form of a country with published answers."""
    lang = str(request.param)
    return lang, make(published(make.corpus, make.corpus.countries["fr"], lang, "core"))


@pytest.fixture(scope="module")
def empty(make: Maker) -> bytes:
    """The form of a country that nobody has assessed."""
    return make(blank(make.corpus, "en", "core", "td"))


def widgets(pdf: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    """Every widget in the order of the tab key, with the full name of its field."""
    for page in pdf.pages:
        for widget in page.obj.get("/Annots", ()):
            names: list[str] = []
            node: pikepdf.Object | None = widget
            while node is not None:
                names += [str(node.T)] if "/T" in node else []
                node = node.get("/Parent")
            yield ".".join(reversed(names)), widget


def test_the_form_is_what_every_pdf_must_be(filled: tuple[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "form.pdf").write_bytes(filled[1])
    assert inspected(tmp_path / "form.pdf") == []
    # Viewers draw what is filled in: a form claims no PDF/A.
    with pikepdf.open(tmp_path / "form.pdf") as form:
        assert b"pdfaid" not in form.Root.Metadata.read_bytes()


def test_every_question_has_its_fields_in_order(filled: tuple[str, bytes], corpus: Corpus) -> None:
    lang, content = filled
    with pikepdf.open(BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == lang and "/NeedAppearances" not in pdf.Root.AcroForm
        tree = pdf.Root.StructTreeRoot
        numbers = list(tree.ParentTree.Nums)
        keys = [int(key) for key in numbers[::2]]
        assert keys == sorted(keys)
        assert int(tree.ParentTreeNextKey) > max(keys)
        shown = [(name, widget) for name, widget in widgets(pdf) if not int(widget.F) & 2]
        for name, widget in shown:
            assert "/AP" in widget, name
        questions = [question for _, question in corpus.questions.values() if question.core]
        titles = {name: str(widget.TU) for name, widget in shown}
        for question in questions:
            asked = question.text.in_language(lang).text
            assert titles[f"{question.label}.proof3.url"].endswith(asked)
            ticks = [widget for name, widget in shown if name == f"{question.label}.value"]
            # The label of a group is its own, and so are those of its boxes.
            assert len(ticks) == len({str(tick.TU) for tick in ticks}) == len(ANSWER_VALUES)
            assert asked == ticks[0].Parent.TU
        order = [name.partition(".")[0] for name, _ in shown]
        assert [label for label in dict.fromkeys(order) if label in corpus.questions] == [q.label for q in questions]


def test_a_title_of_its_own_and_a_small_file(filled: tuple[str, bytes], corpus: Corpus) -> None:
    lang, content = filled
    name = corpus.countries["fr"].name.in_language(lang).text
    with pikepdf.open(BytesIO(content)) as pdf:
        with pdf.open_metadata() as metadata:
            assert name in metadata["dc:title"]
        assert name in str(pdf.docinfo["/Title"])
    assert len(content) < 500_000


def test_answers_are_seen_without_a_viewer_that_knows_fields(filled: tuple[str, bytes], corpus: Corpus) -> None:
    """The looks of the fields hold the words: flattened, as for print, they are the text of the page."""
    lang, content = filled
    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    for page in document:
        assert raw.FPDFPage_Flatten(page.raw, raw.FLAT_PRINT) == raw.FLATTEN_SUCCESS
    text = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)
    answers = corpus.countries["fr"].answers
    core = [answer for label, answer in answers.items() if corpus.questions[label][1].core]
    reasons = ["".join(answer.reasoning.in_language(lang).text.split()) for answer in core]
    found = [reason for reason in reasons if reason.replace("-", "") in text.replace("-", "").replace("\ufffe", "")]
    assert len(found) > 0.9 * len(reasons) > 0


class Filler:
    """Fills a form as somebody at a screen does, by PDFium, which is what Chromium has."""

    def __init__(self, content: bytes) -> None:
        self.document = pypdfium2.PdfDocument(content)
        self.document.init_forms()
        self._env = self.document.formenv
        self._pages = [self.document[number] for number in range(len(self.document))]

    def _find(self, name: str) -> Iterator[tuple[pypdfium2.PdfPage, ctypes._Pointer]]:  # type: ignore[type-arg]
        for page in self._pages:
            for number in range(raw.FPDFPage_GetAnnotCount(page.raw)):
                found = raw.FPDFPage_GetAnnot(page.raw, number)
                size = raw.FPDFAnnot_GetFormFieldName(self._env, found, None, 0)
                buffer = ctypes.create_string_buffer(size)
                raw.FPDFAnnot_GetFormFieldName(
                    self._env, found, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size
                )
                if buffer.raw[: size - 2].decode("utf-16-le") == name:
                    yield page, found

    def write(self, name: str, text: str) -> None:
        """Type a text into a field."""
        page, found = next(self._find(name))
        assert raw.FORM_SetFocusedAnnot(self._env, found)
        wide = ctypes.create_string_buffer(text.encode("utf-16-le") + b"\0\0")
        raw.FORM_SelectAllText(self._env, page.raw)
        raw.FORM_ReplaceSelection(self._env, page.raw, ctypes.cast(wide, raw.FPDF_WIDESTRING))
        raw.FORM_ForceToKillFocus(self._env)

    def click(self, name: str, place: int) -> None:
        """Click one of the boxes of a field."""
        page, found = list(self._find(name))[place]
        edges = raw.FS_RECTF()
        raw.FPDFAnnot_GetRect(found, edges)
        middle = (edges.left + edges.right) / 2, (edges.bottom + edges.top) / 2
        raw.FORM_OnMouseMove(self._env, page.raw, 0, *middle)
        assert raw.FORM_OnLButtonDown(self._env, page.raw, 0, *middle)
        assert raw.FORM_OnLButtonUp(self._env, page.raw, 0, *middle)

    def saved(self) -> bytes:
        """The file as the program saves it."""
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()


def test_what_another_program_filled_is_read(empty: bytes, corpus: Corpus) -> None:
    filler = Filler(empty)
    texts = ("“œuvre” (a\\b)\nсвод законов", "نعم، المادة 5", "保护生态走廊。")
    filler.click(f"{DUTY}.value", ANSWER_VALUES.index("planned"))
    filler.click(f"{DUTY}.value", ANSWER_VALUES.index("partial"))
    for part, text in zip(("reasoning", "practice", "note"), texts, strict=True):
        filler.write(f"{DUTY}.{part}", text)
    filler.write(f"{DUTY}.proof1.law", "Закон о животном мире")
    filler.write(f"{DUTY}.proof1.as_at", "2026-11")
    filler.write("filled_by", "Ministère de l’environnement")
    found, problems = read_form(filler.saved(), "x.pdf", corpus)
    assert found is not None and problems == [], problems
    reply = replace(found.replies[DUTY], of="")
    proof = Proof("Закон о животном мире", as_at="2026-11")
    assert reply == Reply(DUTY, "partial", texts[0], texts[1], (proof,), texts[2])
    assert (found.country, found.filled_by) == ("td", "Ministère de l’environnement")


def test_a_letter_that_another_program_loses_is_told(empty: bytes, corpus: Corpus) -> None:
    filler = Filler(empty)
    filler.write(f"{DUTY}.note", "😀")
    _found, problems = read_form(filler.saved(), "x.pdf", corpus)
    assert [problem.pin.pointer[1] for problem in problems if "lost a letter" in problem.message] == [f"{DUTY}.note"]


def test_what_is_typed_is_drawn_in_the_font_of_the_form(empty: bytes) -> None:
    filler = Filler(empty)
    filler.write("filled_by", "Ministry")
    with pikepdf.open(BytesIO(filler.saved())) as pdf:
        (field,) = (widget for name, widget in widgets(pdf) if name == "filled_by")
        look = field.AP.N
        fonts = look.Resources.Font
        assert all("/DescendantFonts" in font for font in fonts.values())
        assert b"Tj" in look.read_bytes()


def test_the_same_checklist_gives_the_same_bytes(make: Maker, empty: bytes) -> None:
    assert make(blank(make.corpus, "en", "core", "td")) == empty


def test_rules_to_write_on_stand_in_empty_boxes_and_not_behind_words(filled: tuple[str, bytes], empty: bytes) -> None:
    """The grey rules are seen in the box of reasons while it is empty; a filled field covers them."""

    def greys(content: bytes) -> int:
        document = pypdfium2.PdfDocument(content)
        document.init_forms()
        with pikepdf.open(BytesIO(content)) as pdf:
            (field,) = (widget for name, widget in widgets(pdf) if name == f"{DUTY}.reasoning")
            _left, low, right, high = (float(edge) for edge in field.Rect)
        page = document[1]
        size = page.get_height()
        image = page.render(scale=2, may_draw_forms=True).to_pil().convert("L")
        column = [
            image.getpixel((int(2 * right) - 12, y))
            for y in range(int(2 * (size - high)) + 3, int(2 * (size - low)) - 3)
        ]
        return sum(value < 250 for value in column)

    assert greys(empty) > 2
    if filled[0] == "en":
        assert greys(filled[1]) == 0
