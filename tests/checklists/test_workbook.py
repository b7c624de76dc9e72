"""Workbooks: what goes out comes back, whatever people and their programs do to it, or its mistakes by cell."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guidance.checklists import files, workbook_file
from guidance.checklists.choices import choices, folded
from guidance.checklists.published import blank, published
from guidance.checklists.workbook import read_workbook
from guidance.diagnostics import MOST, Diagnostic, Severity
from guidance.load.sources import Source
from guidance.model.checklists import LEVELS, FilledChecklist, Proof, Reply, Unplaced
from guidance.model.corpus import Corpus
from guidance.model.countries import ANSWER_VALUES, SignOff
from guidance.model.lang import LANGUAGES
from guidance.render.labels import labels
from guidance.render.xlsx.columns import COLUMNS, MAX_TEXT
from guidance.render.xlsx.heights import row_height
from guidance.render.xlsx.workbook import WorkbookError, workbook
from tests.checklists.made import LABELS, checklists
from tests.conftest import run_guidance

POWER, DUTY = "corridor-designation-power", "lead-authority-named"
COLUMN = {column.key: place for place, column in enumerate(COLUMNS, 1)}
Edit = Callable[[Any], None]


def _filled(corpus: Corpus, lang: str = "en", **changes: Any) -> FilledChecklist:
    """A checklist with two replies, one of them with two proofs."""
    reply = Reply(
        POWER, "full", "=SUM(A1:A2)\nis said", "", (Proof("Act A", "s. 1", "statute"), Proof("Act B", "s. 2"))
    )
    replies = {POWER: replace(reply, of="0" * 12), DUTY: Reply(DUTY, "unknown", of="1" * 12)}
    return replace(blank(corpus, lang, "core", "cr"), replies=replies, **changes)


def _read(content: bytes, corpus: Corpus) -> FilledChecklist:
    found, problems = read_workbook(content, "x.xlsx", corpus)
    assert found is not None, problems
    return found


def _edited(content: bytes, edit: Edit) -> bytes:
    """The workbook as another program saves it after an edit."""
    book = openpyxl.load_workbook(BytesIO(content))
    edit(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _put(cell: Any, value: Any) -> None:
    """Moves a value as a spreadsheet does: a text that begins like a formula stays a text."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def _append(sheet: Any, values: list[Any]) -> None:
    below = sheet.max_row + 1
    for column, value in enumerate(values, 1):
        _put(sheet.cell(below, column), value)


def _find(book: Any, question: str) -> tuple[Any, int]:
    """The sheet and the first row of a question."""
    for sheet in book.worksheets:
        for row in range(1, sheet.max_row + 1):
            if sheet.cell(row, 1).value == question:
                return sheet, row
    raise AssertionError(question)


def _set(question: str, key: str, value: Any) -> Edit:
    def edit(book: Any) -> None:
        sheet, row = _find(book, question)
        sheet.cell(row, COLUMN[key]).value = value

    return edit


def _errors(content: bytes, corpus: Corpus) -> list[Diagnostic]:
    found, problems = read_workbook(content, "x.xlsx", corpus)
    assert found is None
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def _place(problem: Diagnostic) -> tuple[str, str]:
    at, sheet, cell = problem.pin.pointer
    assert at == "@cell"
    return str(sheet), str(cell)


_SLOW = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large)
_MIXED = st.one_of(LABELS, st.sampled_from((POWER, DUTY, "objective-connectivity-stated")))


@settings(max_examples=25, deadline=None, suppress_health_check=_SLOW)
@given(made=checklists(_MIXED))
def test_what_goes_out_comes_back(corpus: Corpus, made: FilledChecklist) -> None:
    checklist = replace(made, conflicts=())
    if any(char in repr(checklist) for char in ("\\ufffe", "\\uffff")):
        return
    assert _read(workbook(corpus, checklist).content, corpus) == checklist


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("save", [lambda content: content, lambda content: _edited(content, lambda book: None)])
def test_every_language_comes_back_also_when_another_program_saved_it(
    corpus: Corpus, lang: str, save: Callable[[bytes], bytes]
) -> None:
    texts = (
        "=1+1",
        "a\nb",
        "نعم، (أ)",
        "١٢",
        "007",
        "1,5",
        "TRUE",
        "#REF!",
        "2026-11-29",
        "_x000D_",
        "'quoted",
        "ñ" * 9000,
    )
    replies = {
        question: Reply(question, value, texts[place], texts[-place], (Proof(texts[place]),) * 2, look_again="x")
        for place, (question, value) in enumerate(zip(list(corpus.questions)[::40], ANSWER_VALUES, strict=False))
    }
    checklist = replace(
        blank(corpus, lang, "full", "cr"),
        filled_by="=A1",
        replies=replies,
        sign_offs=(SignOff("A. B.", "Director", "2026-11-01", "2026.1-draft"), SignOff("C", "D", "2026", "2025.1")),
        unplaced=(
            Unplaced(Reply("gone", "none", "x", proofs=(Proof("a"), Proof("b"))), "gone"),
            Unplaced(Reply("gone", "full"), "gone"),
        ),
    )
    assert _read(save(workbook(corpus, checklist).content), corpus) == checklist


def test_published_answers_come_back_and_are_called_a_desk_review(corpus: Corpus) -> None:
    checklist = published(corpus, corpus.countries["cr"], "en", "full")
    assert len(checklist.replies) == len(corpus.countries["cr"].answers) > 0
    made = workbook(corpus, checklist, desk_review=True)
    assert _read(made.content, corpus) == checklist
    first = openpyxl.load_workbook(BytesIO(made.content)).worksheets[0]
    said = [str(cell.value) for row in first.iter_rows() for cell in row if cell.value]
    assert any("desk review" in text and "confirm" in text for text in said)
    plain = corpus.publication.disclaimers["country-answers"].source
    assert any(text == plain for text in said)
    assert checklist.edition in said and checklist.digest in said


def test_the_same_checklist_gives_the_same_bytes(corpus: Corpus) -> None:
    checklist = published(corpus, corpus.countries["de"], "ar", "full")
    first = workbook(corpus, checklist)
    assert workbook(corpus, checklist).content == first.content
    assert first.path == f"connectivity-checklist-{corpus.publication.edition}-de-ar.xlsx"


def test_a_workbook_is_made_for_those_who_fill_it(corpus: Corpus) -> None:
    """Right-to-left sheets, frozen heads, hidden keys, lists from a range, colours, and every module in order."""
    book = openpyxl.load_workbook(BytesIO(workbook(corpus, blank(corpus, "ar", "full")).content))
    first, *modules, lists = book.worksheets
    assert first.sheet_view.rightToLeft and lists.sheet_state == "hidden"
    assert [sheet.title.split(".")[0] for sheet in modules] == [str(module.order) for module in corpus.modules.values()]
    ids = [sheet.cell(row, 1).value for sheet in modules for row in range(3, sheet.max_row + 1)]
    assert ids == list(corpus.questions)
    for sheet in modules:
        assert sheet.sheet_view.rightToLeft and sheet.freeze_panes == "F3"
        assert sheet.column_dimensions["A"].hidden and sheet.row_dimensions[1].hidden
        sources = {str(rule.formula1) for rule in sheet.data_validations.dataValidation}
        assert sources == {"lists!$D$2:$D$8", "lists!$G$2:$G$7"}
        [rules] = [found.rules for found in sheet.conditional_formatting]
        assert len(rules) == len(ANSWER_VALUES)
        looks = [rule.dxf for rule in rules]
        told = {
            (look.fill and look.fill.patternType, look.font.b, look.font.i, look.border and look.border.left.style)
            for look in looks
        }
        assert len(told) == len(ANSWER_VALUES), "black-and-white print would not tell two values apart"


def test_rows_are_high_enough_for_what_is_asked(corpus: Corpus) -> None:
    """Not every program fits rows to their text when it opens a workbook."""
    assert row_height([("word " * 40, 20), ("", 5)]) > 10 * 15 >= row_height([("short", 20)])
    assert row_height([("字" * 40, 20)]) > row_height([("x" * 40, 20)])
    book = openpyxl.load_workbook(BytesIO(workbook(corpus, blank(corpus, "en", "full")).content))
    for sheet in book.worksheets[1:-1]:
        assert all(sheet.row_dimensions[row].height > 30 for row in range(3, sheet.max_row + 1))


def test_core_questions_only_and_those_that_have_a_reply(corpus: Corpus) -> None:
    other = next(label for label, (_, question) in corpus.questions.items() if not question.core)
    checklist = replace(blank(corpus, "en", "core", "cr"), replies={other: Reply(other, "full")})
    book = openpyxl.load_workbook(BytesIO(workbook(corpus, checklist).content))
    ids = {sheet.cell(row, 1).value for sheet in book.worksheets[1:-1] for row in range(3, sheet.max_row + 1)}
    assert ids == {label for label, (_, question) in corpus.questions.items() if question.core} | {other}


def test_a_word_of_a_list_means_one_thing_in_all_languages(corpus: Corpus) -> None:
    scale = corpus.publication.scale
    found = choices(corpus, "en")
    for lang in LANGUAGES:
        for value in ANSWER_VALUES:
            assert found.values[folded(scale[value].label.in_language(lang).text)] == value
        for level in LEVELS:
            assert found.levels[folded(labels(lang).word("proof-level", level))] == level
        for country in corpus.countries.values():
            assert found.countries[folded(country.name.in_language(lang).text)] == country.code


def test_choices_of_other_languages_and_codes_are_understood(corpus: Corpus) -> None:
    content = workbook(corpus, _filled(corpus, "fr")).content
    scale = corpus.publication.scale
    for said in (scale["partial"].label.in_language("ar").text, " PARTIAL ", "partly  provided for"):
        assert _read(_edited(content, _set(POWER, "value", said)), corpus).replies[POWER].value == "partial"
    in_chinese = corpus.countries["de"].name.in_language("zh").text

    def move(book: Any) -> None:
        sheet = book.worksheets[0]
        next(row for row in sheet.iter_rows() if row[0].value == "country")[2].value = in_chinese

    assert _read(_edited(content, move), corpus).country == "de"


def saved_elsewhere() -> FilledChecklist:
    """What stands in the file that LibreOffice 7.4 saved."""
    proofs = (Proof("cr-ley-7788-1998", "المادة 3", "statute", "https://laws.example/a?b=c&d", "2026-11"), Proof("١٢"))
    texts = (("full", "=1+1", "a\nb"), ("partial", "007", "1,5"), ("unknown", "TRUE", "#REF!"), ("none", "-5", "10%"))
    replies = {
        question: Reply(question, value, reasoning, practice, proofs, note="نعم، (أ)", of="475213913e48")
        for question, (value, reasoning, practice) in zip((POWER, DUTY, "gone", "older"), texts, strict=True)
    }
    signed = (SignOff("A. B.", "Director", "2026-11-01", "2026.1-draft"),)
    left = (Unplaced(replies.pop("older"), "gone"),)
    return FilledChecklist("cr", "ar", "2026.1-draft", "475213913e48", "core", "وزارة", replies, signed, (), left)


def test_a_file_that_libreoffice_saved_is_read(corpus: Corpus) -> None:
    assert _read((Path(__file__).parent / "saved-by-libreoffice.xlsx").read_bytes(), corpus) == saved_elsewhere()


# --- what people do to rows, columns and sheets


def _sorted_backwards(book: Any) -> None:
    for sheet in book.worksheets[1:-1]:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
        for place, values in enumerate(reversed(rows), 3):
            for column, value in enumerate(values, 1):
                _put(sheet.cell(place, column), value)


def _to_another_sheet(book: Any) -> None:
    sheet, row = _find(book, POWER)
    other = book.worksheets[1]
    for number in (row, row + 1):
        _append(other, [cell.value for cell in sheet[number]])
    sheet.delete_rows(row, 2)


def _copied(book: Any) -> None:
    sheet, row = _find(book, POWER)
    _append(sheet, [cell.value for cell in sheet[row]])


def _columns_moved(book: Any) -> None:
    for sheet in book.worksheets[1:-1]:
        for row in sheet.iter_rows(max_col=len(COLUMNS)):
            for cell, value in zip(row, [cell.value for cell in reversed(row)], strict=True):
                _put(cell, value)


def _renamed(book: Any) -> None:
    for place, sheet in enumerate(book.worksheets[1:-1]):
        sheet.title = f"Blatt {place}"
    book.move_sheet(book.worksheets[3], -3)


def _keys_deleted(book: Any) -> None:
    for sheet in book.worksheets[1:-1]:
        sheet.delete_rows(1)


def _hidden_ids_deleted(book: Any) -> None:
    sheet, row = _find(book, DUTY)
    sheet.cell(row, 1).value = None


def _rows_above(book: Any) -> None:
    for sheet in book.worksheets[1:-1]:
        sheet.insert_rows(1, 3)


@pytest.mark.parametrize(
    "edit",
    [
        _sorted_backwards,
        _to_another_sheet,
        _copied,
        _columns_moved,
        _renamed,
        _keys_deleted,
        _hidden_ids_deleted,
        _rows_above,
    ],
)
def test_replies_stay_with_their_questions(corpus: Corpus, edit: Edit) -> None:
    checklist = _filled(corpus)
    found = _read(_edited(workbook(corpus, checklist).content, edit), corpus)
    proofs = {question: set(reply.proofs) for question, reply in found.replies.items()}
    assert proofs == {question: set(reply.proofs) for question, reply in checklist.replies.items()}
    plain = {question: replace(reply, proofs=()) for question, reply in found.replies.items()}
    assert plain == {question: replace(reply, proofs=()) for question, reply in checklist.replies.items()}


def test_a_row_that_was_inserted_holds_one_more_proof(corpus: Corpus) -> None:
    def edit(book: Any) -> None:
        sheet, row = _find(book, DUTY)
        sheet.insert_rows(row + 1)
        sheet.cell(row, COLUMN["law"]).value = "Act C"
        sheet.cell(row + 1, COLUMN["law"]).value = "Act D"

    content = _edited(workbook(corpus, _filled(corpus)).content, edit)
    found, problems = read_workbook(content, "x.xlsx", corpus)
    assert found and [proof.law for proof in found.replies[DUTY].proofs] == ["Act C", "Act D"]
    assert [p.severity for p in problems if "one more proof" in p.message and DUTY in p.message] == [Severity.NOTE]


def test_two_answers_to_one_question_are_both_shown(corpus: Corpus) -> None:
    def edit(book: Any) -> None:
        sheet, row = _find(book, POWER)
        _append(sheet, [cell.value for cell in sheet[row]])
        sheet.cell(sheet.max_row, COLUMN["value"]).value = "none"

    content = _edited(workbook(corpus, _filled(corpus)).content, edit)
    [problem] = _errors(content, corpus)
    sheet, row = _find(openpyxl.load_workbook(BytesIO(content)), POWER)
    assert problem.code == "G963" and f"H{row}" in problem.message and sheet.title in problem.message
    assert _place(problem) == (sheet.title, f"H{sheet.max_row}")


def test_a_reply_to_a_question_that_is_not_there_is_kept_and_told(corpus: Corpus) -> None:
    def edit(book: Any) -> None:
        sheet, row = _find(book, DUTY)
        sheet.cell(row, 1).value = "older-question"
        sheet.cell(row, COLUMN["question"]).value = "An older question?"

    found, problems = read_workbook(_edited(workbook(corpus, _filled(corpus)).content, edit), "x.xlsx", corpus)
    assert found and found.replies["older-question"].value == "unknown"
    assert [p.severity for p in problems if "older-question" in p.message] == [Severity.WARNING]


def test_a_reply_far_from_any_question_is_an_error(corpus: Corpus) -> None:
    def edit(book: Any) -> None:
        sheet = book.worksheets[1]
        sheet.cell(sheet.max_row + 5, COLUMN["law"]).value = "Act"

    [problem] = _errors(_edited(workbook(corpus, _filled(corpus)).content, edit), corpus)
    assert problem.code == "G963" and "no question" in problem.message


# --- broken values


@pytest.mark.parametrize(
    ("key", "value", "code", "said"),
    [
        ("value", "Fully", "G962", '"Fully" is not an answer'),
        ("level", "Statut", "G962", "kind of law"),
        ("value", "=IF(1,2)", "G962", "formula"),
        ("reasoning", "=A1", "G962", "formula"),
        ("url", "www.example", "G105", "address"),
        ("as_at", "last year", "G105", "date"),
        ("of", "changed", "G105", "digest"),
        ("id", "No Id", "G105", ""),
        ("reasoning", "x" * 20_001, "G103", "20000"),
        ("law", "", "G963", "which law"),
    ],
)
def test_a_broken_value_is_told_by_its_cell(corpus: Corpus, key: str, value: str, code: str, said: str) -> None:
    def edit(book: Any) -> None:
        _set(POWER, key, value or None)(book)
        sheet, row = _find(book, POWER if key != "id" else value)
        if key == "id":
            sheet.cell(row, COLUMN["question"]).value = None
            sheet.cell(row + 1, 1).value = value

    content = _edited(workbook(corpus, _filled(corpus)).content, edit)
    [problem] = _errors(content, corpus)
    sheet, row = _find(openpyxl.load_workbook(BytesIO(content)), POWER if key != "id" else value)
    assert problem.code == code and said in problem.message, problem
    assert _place(problem) == (sheet.title, f"{sheet.cell(row, COLUMN[key]).column_letter}{row}")


def test_everything_is_told_at_once(corpus: Corpus) -> None:
    def edit(book: Any) -> None:
        _set(POWER, "value", "Fully")(book)
        _set(POWER, "url", "nowhere")(book)
        _set(DUTY, "reasoning", "=NOW()")(book)
        for row in book.worksheets[0].iter_rows():
            if row[0].value == "country":
                row[2].value = None
            if row[0].value == "sign-off":
                row[3].value = "Director"
                break

    found = _errors(_edited(workbook(corpus, _filled(corpus)).content, edit), corpus)
    columns = sorted((problem.code, _place(problem)[1][0]) for problem in found)
    # No country; two cells without a value; no name, date and edition beside the role; no address.
    missing = [("G961", "C"), ("G962", "H"), ("G962", "I"), ("G963", "C"), ("G963", "E"), ("G963", "F")]
    assert columns == [("G105", "N"), *missing]


def test_numbers_days_and_invisible_marks_are_taken_as_they_are_seen(corpus: Corpus) -> None:
    def edit(book: Any) -> None:
        for key, value in (
            ("pinpoint", 12.0), ("as_at", datetime(2026, 11, 5)), ("note", 1.5), ("law", "\u200fقانون\u200e"),
        ):  # fmt: skip
            _set(POWER, key, value)(book)

    reply = _read(_edited(workbook(corpus, _filled(corpus)).content, edit), corpus).replies[POWER]
    assert (reply.proofs[0].pinpoint, reply.proofs[0].as_at, reply.note) == ("12", "2026-11-05", "1.5")
    assert reply.proofs[0].law == "قانون"


def test_a_sheet_of_ones_own_is_told_and_not_read(corpus: Corpus) -> None:
    def edit(book: Any) -> None:
        book.create_sheet("Mine").append(["to do"])

    found, problems = read_workbook(_edited(workbook(corpus, _filled(corpus)).content, edit), "x.xlsx", corpus)
    assert found == _filled(corpus)
    assert [_place(p)[0] for p in problems if p.severity is Severity.WARNING and p.code == "G961"] == ["Mine"]


# --- files that nobody should open


def _repacked(content: bytes, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, data in (more or {}).items():
            new.writestr(name, data)
    return out.getvalue()


_BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda content: b"", "no workbook"),
        (lambda content: b"PK\x03\x04 rubbish", "no workbook"),
        (lambda content: content[: len(content) // 2], "no workbook"),
        (lambda content: b"x" * (workbook_file.MAX_BYTES + 1), "larger"),
        (lambda content: _repacked(content, lambda n, d: d, {"xl/media/a.bin": b"0" * 40_000_001}), "unpacked"),
        (lambda content: _repacked(content, lambda n, d: d, {f"x{i}": b"" for i in range(1001)}), "unpacked"),
        (lambda content: _repacked(content, lambda n, d: d.replace(b"?>", b"?>" + _BOMB, 1)), "declares"),
        (lambda content: _repacked(content, lambda n, d: d.decode().encode("utf-16")), "UTF-8"),
        (
            lambda content: _repacked(content, lambda n, d: b"<worksheet/>" if n.endswith("sheet2.xml") else d[:99]),
            "no workbook",
        ),
    ],
    ids=range(9),
)
def test_a_file_that_is_no_workbook_is_refused(corpus: Corpus, make: Callable[[bytes], bytes], said: str) -> None:
    [problem] = _errors(make(workbook(corpus, blank(corpus, "en", "core", "cr")).content), corpus)
    assert problem.code == "G961" and said in problem.message, problem.message


def test_sheets_that_are_too_long_are_refused_and_empty_rows_at_their_end_are_not(corpus: Corpus) -> None:
    content = workbook(corpus, _filled(corpus)).content
    row = b'<row r="1048576"><c r="A1048576"%b</row></sheetData>'
    empty = _repacked(content, lambda n, d: d.replace(b"</sheetData>", row % b"/>", 1) if "sheet2.xml" in n else d)
    assert _read(empty, corpus) == _filled(corpus)
    text = row % b' t="inlineStr"><is><t>x</t></is></c>'
    far = _repacked(content, lambda n, d: d.replace(b"</sheetData>", text, 1) if "sheet2.xml" in n else d)
    assert "below row" in _errors(far, corpus)[0].message


def test_a_workbook_made_to_stall_is_told_of_in_seconds(corpus: Corpus) -> None:
    cell = b'<c r="%s%d" t="inlineStr"><is><t>%s%d</t></is></c>'
    rows = b"".join(
        b'<row r="%d">%s%s</row>' % (row, cell % (b"A", row, b"id-", row), cell % (b"H", row, b"Fuly ", row))
        for row in range(40, 4000)
    )
    many = _repacked(
        workbook(corpus, _filled(corpus)).content,
        lambda name, data: data.replace(b"</sheetData>", rows + b"</sheetData>") if "sheet2.xml" in name else data,
    )
    begun = time.process_time()
    found = _errors(many, corpus)
    assert time.process_time() - begun < 5
    assert len(found) == MOST + 1 and "3,760 more" in found[-1].message


def test_columns_of_ones_own_are_told_once(corpus: Corpus) -> None:
    def edit(book: Any) -> None:
        for row in range(2, 6):
            book.worksheets[1].cell(row, 30).value = "mine"

    _found, problems = read_workbook(_edited(workbook(corpus, _filled(corpus)).content, edit), "x.xlsx", corpus)
    assert [_place(p)[1] for p in problems if "column" in p.message] == ["AD2"]


def test_macros_and_links_to_other_files_are_not_looked_at(corpus: Corpus) -> None:
    parts = {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0", "xl/externalLinks/externalLink1.xml": b"<broken"}
    content = _repacked(workbook(corpus, _filled(corpus)).content, lambda name, data: data, parts)
    assert _read(content, corpus) == _filled(corpus)


def test_another_workbook_is_no_checklist(corpus: Corpus) -> None:
    book = openpyxl.Workbook()
    out = BytesIO()
    book.save(out)
    [problem] = _errors(out.getvalue(), corpus)
    assert "hidden sheet" in problem.message


def test_what_no_cell_can_hold_is_not_cut_off(corpus: Corpus) -> None:
    fits, too_long = "x" * MAX_TEXT, "😀" * (MAX_TEXT // 2 + 1)
    assert workbook(corpus, replace(_filled(corpus), replies={POWER: Reply(POWER, note=fits)}))
    with pytest.raises(WorkbookError, match=f"{POWER}: the note"):
        workbook(corpus, replace(_filled(corpus), replies={POWER: Reply(POWER, note=too_long)}))


# --- the command line


def test_the_command_line_makes_workbooks_and_reads_them(project: Path, corpus: Corpus) -> None:
    name = f"connectivity-checklist-{corpus.publication.edition}-cr-es-core.xlsx"
    order = ("export", "checklist", "--format", "xlsx", "--out", "out")
    made = run_guidance(project, *order, "--country", "cr", "--lang", "es", "--scope", "core")
    assert (made.returncode, made.stdout) == (0, f"out/{name}\n"), made.stderr
    read = run_guidance(project, "checklist", "import", f"out/{name}", "--out", "cr.yaml")
    assert read.returncode == 0, read.stderr
    source = Source("cr.yaml", (project / "cr.yaml").read_text("utf-8"))
    assert files.parse(source)[0] == published(corpus, corpus.countries["cr"], "es", "core")

    blank_one = run_guidance(project, *order, "--lang", "fr")
    path = project / blank_one.stdout.strip()
    assert "-blank-fr." in path.name
    read = run_guidance(project, "checklist", "import", str(path), "--out", "fr.yaml")
    assert read.returncode == 1 and not (project / "fr.yaml").exists()
    assert f"{path}: Instructions!C5: error G961 no country is named" in read.stderr
    assert run_guidance(project, "checklist", "import", "content/publication.yaml").returncode == 1
