"""A PDF form that somebody filled as a checklist, or everything that is wrong with it by page and field."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from guidance.checklists.assembly import Assembly
from guidance.checklists.cells import FieldPlace, Problems
from guidance.checklists.choices import choices
from guidance.checklists.form_carried import Carried, carried_of
from guidance.checklists.form_codes import FIELD, FIELDS, FORM
from guidance.checklists.form_file import UnreadableForm, Value, read_values
from guidance.diagnostics import MOST, Diagnostic, Pointer
from guidance.load.yaml import Data
from guidance.model.checklists import FilledChecklist
from guidance.model.corpus import Corpus
from guidance.model.lang import LANGUAGES, SOURCE
from guidance.render.form import fields as f
from guidance.render.form.fill import FORMAT, MARK

_FACTS = ("lang", "edition", "digest", "scope")
#: Stands for a country that is missing, so that all else is still looked at.
_ANY_COUNTRY = "xx"
_PARTS = (
    "value",
    *f.REPLY_TEXTS,
    *(f"{f.PROOF}{place + 1}.{part}" for place in range(f.PROOFS) for part in f.PROOF_PARTS),
)
_OWN = {f.HEAD, f.CARRIED, f.REMARK, f.COUNTRY, f.FILLED_BY} | {
    f.sign_off_field(place, part) for place in range(f.SIGN_OFFS) for part in f.SIGN_OFF_PARTS
}


def read_form(content: bytes, path: str, corpus: Corpus) -> tuple[FilledChecklist | None, list[Diagnostic]]:
    """The checklist of a form with notes and warnings on it; nothing and every problem if it has errors."""
    problems = Problems(path, value_code=FIELD)
    try:
        values = read_values(content)
    except UnreadableForm as failure:
        problems.error(FORM, str(failure), None, "save the form with its fields and send it again")
        return None, problems.found
    checklist = _Reading(problems, corpus, values).checklist()
    return (None if problems.stop else checklist), problems.listed()


class _Reading:
    """One form on its way to a checklist."""

    def __init__(self, problems: Problems, corpus: Corpus, values: Mapping[str, Value]) -> None:
        self._problems = problems
        self._corpus = corpus
        self._values = values
        self._assembly = Assembly(problems, corpus)
        self._places, self._data = self._assembly.places, self._assembly.data

    def checklist(self) -> FilledChecklist | None:
        """The checklist, if nothing is wrong with it."""
        head = _object(self._values[f.HEAD].text) if f.HEAD in self._values else {}
        if head.get(MARK) != FORMAT:
            hint = "copy the replies into a new form: guidance export checklist"
            self._problems.error(FORM, "this is no checklist: its hidden field is missing or changed", None, hint)
            return None
        carried = carried_of(_object(self._values[f.CARRIED].text)) if f.CARRIED in self._values else Carried()
        if carried is None:
            place = FieldPlace(f.CARRIED)
            self._problems.error(FORM, "the hidden field that holds what the form has no room for was changed", place)
            return None
        lang = str(head.get("lang"))
        self._choices = choices(self._corpus, lang if lang in LANGUAGES else SOURCE)
        wordings = head.get("of")
        wordings = wordings if isinstance(wordings, dict) else {}
        self._read_head(head)
        self._read_sign_offs(carried)
        self._look_for_fields(wordings)
        self._read_replies({str(question): str(of) for question, of in wordings.items()}, carried)
        return self._assembly.judged()

    def _text(self, name: str) -> str:
        value = self._values.get(name)
        if value is None or not value.text:
            return ""
        text = self._problems.readable(value.text, value.cleaned, self._place(name))
        if any(unicodedata.category(char) == "Co" for char in text):
            # What PDFium leaves of letters beyond the first 65,536, such as emoji.
            message = "a sign in the text means nothing: the program that saved the form may have lost a letter"
            self._problems.warning(FIELD, message, self._place(name), "ask whoever wrote it")
        return text

    def _place(self, name: str) -> FieldPlace:
        return FieldPlace(name, self._values[name].page if name in self._values else 0)

    def _read_head(self, head: Mapping[str, Any]) -> None:
        facts: dict[str, Data] = {fact: str(head[fact]) for fact in _FACTS if head.get(fact)}
        self._places["checklist",] = FieldPlace(f.HEAD)
        place = self._places["checklist", "country"] = self._place(f.COUNTRY)
        # A program may drop a field that nobody may change; the form knows whose it is.
        written = self._text(f.COUNTRY) or str(head.get("country") or "")
        country = self._problems.chosen(written, self._choices.countries, place, "a country")
        if not written:
            self._problems.error(FORM, "no country is named", place, "choose it from the list")
        facts["country"] = country or _ANY_COUNTRY
        self._places["checklist", "filled_by"] = self._place(f.FILLED_BY)
        if filled_by := self._text(f.FILLED_BY):
            facts["filled_by"] = filled_by
        self._data["checklist"] = facts

    def _read_sign_offs(self, carried: Carried) -> None:
        signed: list[Data] = []
        for place in range(f.SIGN_OFFS):
            names = {part: f.sign_off_field(place, part) for part in f.SIGN_OFF_PARTS}
            texts = {part: self._text(name) for part, name in names.items()}
            if not any(texts.values()):
                continue
            for part, name in names.items():
                self._places["sign_offs", len(signed), part] = self._place(name)
                if not texts[part] and not self._filled(name):
                    self._problems.error(FIELD, f"who signs gives a {part} too", self._place(name))
            signed.append({part: text for part, text in texts.items() if text})
        signed += carried.sign_offs
        if signed:
            self._data["sign_offs"] = signed

    def _filled(self, name: str) -> bool:
        return name in self._values and bool(self._values[name].text)

    def _look_for_fields(self, wordings: Mapping[str, str]) -> None:
        """Say which fields of the form are missing, and which it does not have."""
        wanted = {f"{question}.{part}" for question in wordings for part in _PARTS} | _OWN
        missing = sorted({name.partition(".")[0] for name in wanted - self._values.keys()})
        for name in missing[:MOST]:
            hint = "compare its reply with that of whoever filled the form"
            self._problems.warning(FIELDS, f'fields of "{name}" are missing', FieldPlace(name), hint)
        others = (name for name in self._values.keys() - wanted if name.partition(".")[0] not in self._corpus.questions)
        for name in sorted(others)[:MOST]:
            self._problems.warning(FIELDS, "the field is none of the form and was not read", self._place(name))

    def _read_replies(self, wordings: Mapping[str, str], carried: Carried) -> None:
        replies: dict[str, Data] = {}
        for question in dict.fromkeys((*self._corpus.questions, *wordings, *carried.replies)):
            reply = self._reply(question, wordings, carried)
            if reply.keys() - {"of"}:
                replies[question] = reply
        for question, known in carried.others.items():
            replies.setdefault(question, known)
        for question in replies.keys() - self._corpus.questions.keys():
            message, hint = f'this edition has no question "{question}"', "place it: guidance checklist migrate"
            self._problems.warning(FIELDS, message, self._place(f.reply_field(question, "value")), hint)
        unplaced: list[Data] = list(carried.unplaced)
        self._data |= {key: data for key, data in (("replies", replies), ("unplaced", unplaced)) if data}

    def _reply(self, question: str, wordings: Mapping[str, str], carried: Carried) -> dict[str, Data]:
        pointer: Pointer = ("replies", question)
        self._places[pointer] = self._place(f.reply_field(question, "value"))
        data: dict[str, Data] = {}
        for part in ("value", *f.REPLY_TEXTS):
            name = f.reply_field(question, part)
            text = self._text(name)
            if part == "value":
                text = self._problems.chosen(text, self._choices.values, self._place(name), "an answer")
            if text:
                data[part] = text
                self._places[*pointer, part] = self._place(name)
        kept = carried.replies.get(question)
        proofs = self._proofs(question, kept.notes if kept else ())
        if kept:
            proofs += kept.more
        if proofs:
            data["proofs"] = proofs
        if kept and kept.look_again:
            data["look_again"] = kept.look_again
        # A reply that was there before answers the wording that it answered then.
        of = kept.of if kept else wordings.get(question, "")
        return data | ({"of": of} if of else {})

    def _proofs(self, question: str, notes: Iterable[str]) -> list[Data]:
        proofs: list[Data] = []
        noted = dict(enumerate(notes))
        for place in range(f.PROOFS):
            names = {part: f.proof_field(question, place, part) for part in f.PROOF_PARTS}
            texts = {part: self._part(part, name) for part, name in names.items()}
            if not any(self._filled(name) for name in names.values()):
                if noted.get(place):
                    message = "the proof was deleted, and with it the note on it"
                    self._problems.warning(FIELD, message, self._place(names["law"]))
                continue
            if not texts["law"]:
                hint = "name the law or other proof"
                if not self._filled(names["law"]):
                    self._problems.error(FIELD, "the proof does not say which law", self._place(names["law"]), hint)
                continue
            for part, name in names.items():
                self._places["replies", question, "proofs", len(proofs), part] = self._place(name)
            proof: dict[str, Data] = {part: text for part, text in texts.items() if text}
            proofs.append(proof | ({"note": noted[place]} if noted.get(place) else {}))
        return proofs

    def _part(self, part: str, name: str) -> str:
        text = self._text(name)
        if part == "level":
            return self._problems.chosen(text, self._choices.levels, self._place(name), "a kind of law")
        return self._choices.law(text) if part == "law" else text


def _object(text: str) -> dict[str, Any]:
    """The object that a hidden field holds; an empty one for anything else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
