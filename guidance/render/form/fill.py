"""The form of a country: the words of a checklist put into an empty form of its language and scope."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Object, String

from guidance.errors import ToldError
from guidance.model.checklists import FilledChecklist
from guidance.render.form import fields as f
from guidance.render.form.carried import carried, remark
from guidance.render.form.looks import Box, looks
from guidance.render.form.template import PRINTED, READ_ONLY, save
from guidance.render.pdf import Press
from guidance.render.view import View
from guidance.render.xlsx.questions import law_words

#: Marks the hidden facts of a checklist, and the format of the hidden fields.
MARK, FORMAT = "guidance-checklist", 1


class FormError(ToldError):
    """A checklist that no form can hold."""


@dataclass(frozen=True, slots=True)
class Words:
    """All that is put into an empty form: texts and codes by the name of the field, answers by question, its title."""

    lang: str
    title: str
    texts: dict[str, str]
    ticks: dict[str, str]


def words(view: View, checklist: FilledChecklist, wordings: Mapping[str, str], desk_review: bool = False) -> Words:
    """What a checklist puts into a form that asks questions of these ``wordings``.

    ``desk_review`` says that the replies are the published answers, which the form tells the country. Raises FormError
    for conflicts, which are decided before a form is made.
    """
    if checklist.conflicts:
        names = ", ".join(conflict.question for conflict in checklist.conflicts)
        raise FormError(f"decide these conflicts before a form is made: {names}")
    texts = {name: text for name, text in _texts(view, checklist, wordings).items() if text}
    if said := [text for text in (_review(view) if desk_review else "", texts.get(f.REMARK)) if text]:
        texts[f.REMARK] = "\n".join(said)
    ticks = {
        question: reply.value for question, reply in checklist.replies.items() if question in wordings and reply.value
    }
    return Words(view.lang, _title(view, checklist), texts, ticks)


def fill(template: bytes, words: Words, press: Press, glyphs: Collection[int]) -> bytes:
    """The form with the words in its fields, in the looks that ``press`` gives them with the ``glyphs`` it has."""
    pdf = pikepdf.open(BytesIO(template))
    known = {name: node for field in pdf.Root.AcroForm.Fields for name, node in _named(field, "")}
    shown = {name: text for name, text in words.texts.items() if name not in (f.HEAD, f.CARRIED)}
    for name in words.texts.keys() - shown.keys():
        known[name].V = String(words.texts[name])
    if f.REMARK in shown:
        known[f.REMARK].F = PRINTED
    if f.COUNTRY in shown:
        known[f.COUNTRY].Ff = int(known[f.COUNTRY].get("/Ff", 0)) | READ_ONLY
    for question, value in words.ticks.items():
        _tick(known[f.reply_field(question, "value")], value)
    boxes = [_box(known[name], name, text) for name, text in shown.items()]
    for (name, text), look in zip(shown.items(), looks(pdf, words.lang, boxes, press, glyphs), strict=True):
        known[name].V = String(text)
        known[name].AP = Dictionary(N=look)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as metadata:
        metadata["dc:title"] = words.title
    return save(pdf)


def _review(view: View) -> str:
    _ = view.labels.gettext
    return _(
        "The replies are the published answers of a desk review by the editors. They are a draft for the country, "
        "which confirms, corrects or deletes each of them."
    )


def _title(view: View, checklist: FilledChecklist) -> str:
    _ = view.labels.gettext
    pattern = _("{name}: {title}")
    title = pattern.format(name=view.words(view.corpus.publication.short_title), title=_("Checklist"))
    country = view.corpus.countries.get(checklist.country)
    return pattern.format(name=view.words(country.name), title=title) if country else title


def _head(checklist: FilledChecklist, wordings: Mapping[str, str]) -> str:
    facts = ("country", "lang", "edition", "digest", "scope")
    head = {MARK: FORMAT, **{fact: getattr(checklist, fact) for fact in facts}, "of": dict(wordings)}
    return json.dumps(head, separators=(",", ":"))


def _texts(view: View, checklist: FilledChecklist, asked: Mapping[str, str]) -> dict[str, str]:
    """The values of fields with text or a choice, by name."""
    texts = {
        f.HEAD: _head(checklist, asked),
        f.CARRIED: carried(checklist, asked),
        f.COUNTRY: checklist.country,
        f.FILLED_BY: checklist.filled_by,
        f.REMARK: remark(view.labels, checklist, asked),
    }
    for question, reply in checklist.replies.items():
        if question in asked:
            texts |= {f.reply_field(question, part): getattr(reply, part) for part in f.REPLY_TEXTS}
            texts |= f.proof_texts(question, reply.proofs)
            for place, proof in enumerate(reply.proofs[: f.PROOFS]):
                texts[f.proof_field(question, place, "law")] = law_words(view, proof.law)
    return texts | f.sign_off_texts(checklist.sign_offs)


def _named(field: Object, above: str) -> Iterator[tuple[str, Object]]:
    """Every field below one, with its full name."""
    name = f"{above}.{field.T}" if above else str(field.T)
    kids = [kid for kid in field.get("/Kids", ()) if "/T" in kid]
    if not kids:
        yield name, field
    for kid in kids:
        yield from _named(kid, name)


def _tick(group: Object, value: str) -> None:
    group.V = Name(f"/{value}")
    for widget in group.Kids:
        if f"/{value}" in widget.AP.N:
            widget.AS = Name(f"/{value}")


def _box(field: Object, name: str, text: str) -> Box:
    left, low, right, high = (float(edge) for edge in field.Rect)
    shown = _words(field, text) if "/Opt" in field else text
    return Box(shown, right - left, high - low, name.rpartition(".")[2] in f.CODES)


def _words(field: Object, code: str) -> str:
    """What a list shows for a code."""
    return next((str(words) for found, words in field.Opt if str(found) == code), code)
