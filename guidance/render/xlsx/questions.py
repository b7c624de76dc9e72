"""The sheets of questions: a row a question, and one more for each further proof."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from guidance.model.checklists import FilledChecklist, Proof, Reply, Unplaced, question_digest
from guidance.model.clause import Clause, Module, Question
from guidance.model.corpus import Corpus
from guidance.model.text import Text
from guidance.render.view import View
from guidance.render.xlsx.columns import (
    COLUMNS,
    FIRST_ROW,
    FROZEN,
    HEAD_ROW,
    KEY_ROW,
    PROOF_FIELDS,
    REPLY_FIELDS,
    WHY,
    Column,
    headings,
)
from guidance.render.xlsx.formats import VALUE_LOOKS, Formats
from guidance.render.xlsx.heights import row_height
from guidance.render.xlsx.lists import Lists

#: Rows below the last question that are ready for further proofs.
_SPARE = 40
_NAME_LENGTH = 31
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
#: Every cell of a row, by the key of its column, with the language it is in if that is another one.
Cells = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every sheet is written with."""

    formats: Formats
    view: View
    lists: Lists
    heads: dict[str, str]


def sheet_name(text: str) -> str:
    """A name that a sheet may have."""
    plain = _NOT_IN_A_NAME.sub(" ", text).strip(" '")
    return plain if len(plain) <= _NAME_LENGTH else f"{plain[: _NAME_LENGTH - 1].rstrip()}…"


def write_modules(book: Any, formats: Formats, view: View, lists: Lists, checklist: FilledChecklist) -> None:
    """A sheet a module in reading order, with the questions of the scope and every other one that has a reply."""
    desk = _Desk(formats, view, lists, headings(view.labels))
    for module, questions in asked(view.corpus, checklist):
        rows = [cells for clause, question in questions for cells in _question(desk, clause, question, checklist)]
        _sheet(book, desk, sheet_name(view.module_title(module)), COLUMNS, rows)


def asked(corpus: Corpus, checklist: FilledChecklist) -> Iterator[tuple[Module, list[tuple[Clause, Question]]]]:
    """The modules with the questions that a checklist asks; none without questions."""
    for module in corpus.modules.values():
        clauses = (corpus.clauses[id_] for id_ in module.clauses if id_ in corpus.clauses)
        questions = [
            (clause, question)
            for clause in clauses
            for question in clause.questions.values()
            if checklist.scope == "full" or question.core or question.label in checklist.replies
        ]
        if questions:
            yield module, questions


def write_unplaced(book: Any, formats: Formats, view: View, lists: Lists, checklist: FilledChecklist) -> None:
    """A sheet of the replies to questions that this edition does not have, if there are any."""
    known = view.corpus.questions
    others = [Unplaced(reply, "") for id_, reply in checklist.replies.items() if id_ not in known and not reply.empty]
    rows = [
        cells | {"why": (item.why, "")}
        for item in (*others, *checklist.unplaced)
        for cells in _rows(view, item.reply, item.reply.question, item.reply.of)
    ]
    if rows:
        desk = _Desk(formats, view, lists, headings(view.labels))
        _sheet(book, desk, sheet_name(view.labels.gettext("Replies without a place")), (*COLUMNS, WHY), rows)


def _question(desk: _Desk, clause: Clause, question: Question, checklist: FilledChecklist) -> Iterator[Cells]:
    reply = checklist.replies.get(question.label, Reply(question.label))
    of = question_digest(question) if reply.empty else reply.of
    view = desk.view
    first, *others = _rows(view, reply, question.label, of)
    asks = [question.text, *([question.help] if question.help else [])]
    anchors = question.anchors
    counts = {"full": anchors.full, "partial": anchors.partial, "none": anchors.none}
    pattern = view.labels.gettext("{name}: {title}")
    told = [pattern.format(name=desk.lists.values[key], title=view.words(text)) for key, text in counts.items()]
    yield first | {
        "clause": (view.clause_title(clause), view.unit(clause.title).lang),
        "question": ("\n".join(view.words(text) for text in asks), view.unit(question.text).lang),
        "core": ("●" if question.core else "", ""),
        "counts": ("\n".join(told), _language(view, counts.values())),
    }
    yield from others


def _language(view: View, texts: Iterable[Text]) -> str:
    languages = {view.unit(text).lang for text in texts}
    return view.lang if view.lang in languages else languages.pop()


def _rows(view: View, reply: Reply, id_: str, of: str) -> Iterator[Cells]:
    """The rows of a reply, at least one; the hidden number of a proof tells a copied row from a second proof."""
    for number, proof in enumerate(reply.proofs or (Proof(""),), 1):
        cells = {"id": (id_, ""), "of": (of, ""), "proof": (str(number), "")}
        if number == 1:
            cells |= {key: (getattr(reply, key), "") for key in REPLY_FIELDS}
        cells |= {key: (getattr(proof, name), "") for key, name in PROOF_FIELDS.items()}
        cells["law"] = (law_words(view, proof.law), "")
        yield cells


def law_words(view: View, law: str) -> str:
    """A law of the register by its title, with its id, which is what is read back; any other as it was written."""
    known = view.corpus.laws.get(law)
    return f"{view.words(known.titles.english)} ({law})" if known else law


def _sheet(book: Any, desk: _Desk, name: str, columns: tuple[Column, ...], rows: list[Cells]) -> None:
    sheet = book.add_worksheet(name)
    if desk.view.language.direction == "rtl":
        sheet.right_to_left()
    _frame(sheet, desk, columns, len(rows))
    lists = {"value": desk.lists.values, "level": desk.lists.levels}
    for row, cells in enumerate(rows, FIRST_ROW):
        shown: list[tuple[str, int]] = []
        for place, column in enumerate(columns):
            text, lang = cells.get(column.key, ("", ""))
            text = lists.get(column.key, {}).get(text, text)
            look = None if column.kind == "hidden" else desk.formats(column.kind, lang)
            if text:
                sheet.write_string(row, place, text, look)
            elif look:
                sheet.write_blank(row, place, None, look)
            if look:
                shown.append((text, column.width))
        sheet.set_row(row, row_height(shown))
    _choices(sheet, desk, columns, FIRST_ROW + len(rows) - 1 + _SPARE)


def _frame(sheet: Any, desk: _Desk, columns: tuple[Column, ...], rows: int) -> None:
    """Keys, headings, widths, what stays in view, and how it is printed."""
    sheet.set_row(KEY_ROW, None, None, {"hidden": True})
    for place, column in enumerate(columns):
        hidden = column.kind == "hidden"
        look = None if hidden else desk.formats(column.kind)
        sheet.set_column(place, place, column.width, look, {"hidden": hidden})
        sheet.write_string(KEY_ROW, place, column.key)
        head = "head" if column.kind == "given" else "head-fill"
        sheet.write_string(HEAD_ROW, place, desk.heads.get(column.key, ""), None if hidden else desk.formats(head))
    sheet.freeze_panes(FIRST_ROW, FROZEN)
    first = next(place for place, column in enumerate(columns) if column.kind != "hidden")
    sheet.autofilter(HEAD_ROW, first, HEAD_ROW + rows, len(columns) - 1)
    heads = [(desk.heads.get(column.key, ""), column.width - 3) for column in columns if column.kind != "hidden"]
    sheet.set_row(HEAD_ROW, row_height(heads))
    _print(sheet, columns)


def _print(sheet: Any, columns: tuple[Column, ...]) -> None:
    """Two sheets of A3 side by side hold all columns; each begins with the clause and its question."""
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(2, 0)
    sheet.repeat_rows(HEAD_ROW)
    keys = [column.key for column in columns]
    sheet.repeat_columns(keys.index("clause"), keys.index("question"))
    sheet.set_footer("&L&A&R&P / &N")


def _choices(sheet: Any, desk: _Desk, columns: tuple[Column, ...], last: int) -> None:
    """Lists to choose from, and colours that follow what is chosen."""
    keys = [column.key for column in columns]
    for key, name in (("value", "values"), ("level", "levels")):
        rule = {
            "validate": "list",
            "source": desk.lists.range(name),
            "error_title": desk.heads[key][:32],
            "error_message": desk.view.labels.gettext("Choose a value from the list."),
        }
        sheet.data_validation(FIRST_ROW, keys.index(key), last, keys.index(key), rule)
    place = keys.index("value")
    for value in VALUE_LOOKS:
        words = desk.lists.values[value].replace('"', '""')
        rule = {"type": "cell", "criteria": "==", "value": f'"{words}"', "format": desk.formats.value(value)}
        sheet.conditional_format(FIRST_ROW, place, last, place, rule)
