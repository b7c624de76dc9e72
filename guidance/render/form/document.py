"""The documents of a form: a front page, one a module, and a page for those who sign; and the fields that they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from itertools import count, groupby
from typing import Any

from markupsafe import Markup

from guidance.model.checklists import LEVELS, FilledChecklist, question_digest
from guidance.model.clause import Clause, Module, Question
from guidance.model.countries import ANSWER_VALUES
from guidance.model.lang import SOURCE
from guidance.render.base import environment
from guidance.render.book.html import frame, style_sheet
from guidance.render.form import fields as f
from guidance.render.form.fields import Field
from guidance.render.html import Writer
from guidance.render.labels import Labels
from guidance.render.view import View
from guidance.render.wording import colon, edition
from guidance.render.xlsx.columns import headings
from guidance.render.xlsx.questions import asked


@dataclass(slots=True)
class Form:
    """A form as it is written: its fields by name, and the anchors of the boxes that stand for them."""

    fields: dict[str, Field]
    #: The name of a field and, for a box to be ticked, the code that it stands for, by anchor.
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    documents: list[str] = field(default_factory=list)
    #: The digest of the wording of each question that is asked.
    wordings: dict[str, str] = field(default_factory=dict)

    @property
    def boxes(self) -> dict[str, tuple[Field, str]]:
        """What each box stands for: a field and, for one that is ticked, the code."""
        return {anchor: (self.fields[name], option) for anchor, (name, option) in self.places.items()}

    def place(self, name: str, option: str = "") -> str:
        """An anchor for the box of a field that the form has."""
        anchor = f"f{len(self.places)}"
        self.places[anchor] = (self.fields[name].name, option)
        return anchor


def form(view: View, blank: FilledChecklist) -> Form:
    """The form that asks what a checklist asks, without its replies."""
    modules = list(asked(view.corpus, blank))
    questions = [(clause, question) for _module, rows in modules for clause, question in rows]
    made = Form({field.name: field for field in _fields(view, questions)})
    made.wordings = {question.label: question_digest(question) for _clause, question in questions}
    made.documents = list(_documents(view, blank, made, modules))
    return made


def form_style() -> str:
    """The style sheet of forms: rules of their own after those of the books."""
    own = (files("guidance.render") / "templates" / "print" / "form.css").read_text("utf-8")
    return f"{style_sheet()}\n{own}"


def sign_off_headings(labels: Labels) -> dict[str, str]:
    """What stands over the fields of those who sign."""
    _ = labels.gettext
    return {"name": _("Name"), "role": _("Role"), "date": _("Date"), "edition": _("Edition")}


def _fields(view: View, questions: Iterable[tuple[Clause, Question]]) -> Iterator[Field]:
    _ = view.labels.gettext
    countries = tuple((country.code, view.words(country.name)) for country in view.countries)
    yield Field(f.COUNTRY, "choice", _("Country"), countries)
    yield Field(f.FILLED_BY, "line", _("Filled by (such as a ministry)"))
    yield Field(f.REMARK, "shown", _("Note"))
    heads = headings(view.labels)
    scale = view.corpus.publication.scale
    values = tuple((value, view.words(scale[value].label)) for value in ANSWER_VALUES)
    levels = tuple((level, view.labels.word("proof-level", level)) for level in LEVELS)
    pattern = _("{name}: {title}")
    for _clause, question in questions:
        told = view.words(question.text)
        yield Field(f.reply_field(question.label, "value"), "ticks", told, values)
        for part in f.REPLY_TEXTS:
            title = pattern.format(name=heads[part], title=told)
            yield Field(f.reply_field(question.label, part), "lines", title)
        for place in range(f.PROOFS):
            for part in f.PROOF_PARTS:
                title = pattern.format(name=f"{heads[part]} ({place + 1})", title=told)
                kind, options = ("choice", levels) if part == "level" else ("lines", ())
                yield Field(f.proof_field(question.label, place, part), kind, title, options, part in f.CODES)
    signs = sign_off_headings(view.labels)
    for place in range(f.SIGN_OFFS):
        for part in f.SIGN_OFF_PARTS:
            title = pattern.format(name=_("Who signs"), title=f"{signs[part]} ({place + 1})")
            yield Field(f.sign_off_field(place, part), "lines", title, (), part in f.CODES)


Numbered = tuple[int, Question]
Asked = list[tuple[Module, list[tuple[Clause, Question]]]]


def _documents(view: View, blank: FilledChecklist, made: Form, modules: Asked) -> Iterator[str]:
    writer = Writer(view, lambda _kind, _id, _anchor: None, inline_notes=True)
    context = _context(view, blank, made, writer)
    states = {view.unit(question.text).state.value for _module, rows in modules for _clause, question in rows}
    yield _document(context, "front", {"states": states if view.lang != SOURCE else set()})
    numbers = count(1)
    listed = [(module, _by_clause(rows, numbers)) for module, rows in modules]
    # The core questions of a module fill no page; in a whole checklist each module begins one, as in the book.
    for group in [listed] if blank.scope == "core" else [[one] for one in listed]:
        yield _document(context, "modules", {"modules": group})
    yield _document(context, "end", {})


def _by_clause(rows: list[tuple[Clause, Question]], numbers: Iterator[int]) -> list[tuple[Clause, list[Numbered]]]:
    groups = groupby(rows, key=lambda row: row[0])
    return [(clause, [(next(numbers), question) for _clause, question in found]) for clause, found in groups]


def _document(context: dict[str, Any], name: str, more: dict[str, Any]) -> str:
    body = environment().get_template(f"print/form-{name}.html.j2").render(context | more)
    return environment().get_template("print/shell.html.j2").render(context, head="", body=Markup(body))


def _context(view: View, blank: FilledChecklist, made: Form, writer: Writer) -> dict[str, Any]:
    return {
        **frame(view),
        "form": made,
        "v": view,
        "w": writer,
        "publication": view.corpus.publication,
        "values": ANSWER_VALUES,
        "heads": headings(view.labels),
        "sign_heads": sign_off_headings(view.labels),
        "proofs": f.PROOFS,
        "proof_parts": f.PROOF_PARTS,
        "sign_offs": f.SIGN_OFFS,
        "sign_off_parts": f.SIGN_OFF_PARTS,
        "core": blank.scope == "core",
        "digest": blank.digest,
        "edition": edition(view),
        "colon": partial(colon, view),
        "_": view.labels.gettext,
    }
