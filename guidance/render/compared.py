"""The words of a comparison: what each row is about, where it leads, and what a value says."""

from __future__ import annotations

from typing import cast

from guidance.model.clause import Clause, Question
from guidance.model.comparison import CompareRow
from guidance.model.countries import Country
from guidance.model.registers import Instrument, Law, Target, Theme
from guidance.model.resources import Resource
from guidance.model.text import Text
from guidance.render.view import View

#: The value of the checklist whose sign a value of another scale is shown with.
LIKE = {
    "in-place": "full",
    "absent": "none",
    "party": "full",
    "not-a-party": "none",
    "not-looked-up": "unknown",
    "member": "full",
    "not-member": "none",
    "inside": "full",
    "outside": "none",
}
Place = tuple[str, str, str]


def sections(view: View) -> dict[str, tuple[str, str]]:
    """The title of each part of a comparison, and what a reader must know of it."""
    _ = view.labels.gettext
    register = _("An empty cell says that the register holds no such law, and nothing about the law of the country.")
    return {
        "memberships": (_("Memberships"), ""),
        "areas": (_("Areas and treaties that they share"), ""),
        "themes": (_("Laws of the register, by theme"), register),
        "clauses": (_("Laws that are an example of a clause"), register),
        "targets": (_("Laws of the register, by target"), register),
        "findings": (
            _("First desk review, by theme"),
            _("These findings answer broader questions than the checklist does; they are kept as they were made."),
        ),
        "answers": (_("Answers to the checklist"), ""),
    }


def heading(view: View, row: CompareRow) -> tuple[str, Text | None]:
    """What a row is about: the number or word before, and the text that follows it, if one does."""
    subject, _ = row.subject, view.labels.gettext
    match subject:
        case Resource():
            return "", subject.name
        case Instrument():
            return "", subject.short_title
        case Law():
            return "", subject.titles.english
        case Theme():
            return "", subject.title
        case Clause():
            return view.clause_numbers[subject.id], subject.title
        case Target():
            return f"{view.target_name(*view.corpus.targets[subject.label])}", subject.name
        case str():
            return {"eu": _("European Union")}[subject], None
        case (_clause, Question() as question):
            return "", question.text
    raise TypeError(f"a row about {subject!r}")


def place(row: CompareRow) -> Place | None:
    """The kind, id and anchor of the page that a row leads to; none for the Union and for themes."""
    subject = row.subject
    match subject:
        case Resource():
            return "resource", subject.id, ""
        case Instrument():
            return "instrument", subject.id, ""
        case Law():
            return "law", subject.id, ""
        case Clause():
            return "clause", subject.id, ""
        case Target():
            return "target", subject.label, ""
    if row.section == "answers":
        clause, question = cast(tuple[Clause, Question], subject)
        return "clause", clause.id, f"q-{question.label}"
    return None


def answer_place(row: CompareRow, country: Country) -> Place | None:
    """Where the page of a country says more about its value."""
    if row.section == "answers" and row.key in country.answers:
        return "country", country.code, f"q-{row.key}"
    if row.section == "findings" and row.key in country.findings:
        return "country", country.code, f"theme-{row.key}"
    return None


def value_words(view: View) -> dict[str, dict[str, str]]:
    """What each value says, by section."""
    _, scale = view.labels.gettext, view.corpus.publication.scale
    unassessed = view.words(scale["not-assessed"].label)
    findings = {value: view.labels.word("finding", value) for value in ("in-place", "partial", "absent", "unknown")}
    return {
        "memberships": {
            "party": _("Party"),
            "not-a-party": _("not a Party"),
            "not-looked-up": _("not looked up"),
            "member": _("member"),
            "not-member": _("not a member"),
        },
        "areas": {"inside": _("one of its States"), "outside": _("not one of its States")},
        "findings": findings | {"not-assessed": unassessed},
        "answers": {value: view.words(found.label) for value, found in scale.items()},
    }


def since(view: View, date: str | None) -> str:
    """Since when a membership holds."""
    return view.labels.gettext("in force since {date}").format(date=view.labels.date(date)) if date else ""
