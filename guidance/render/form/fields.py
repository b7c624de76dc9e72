"""The fields of a form: their names, which are those of the model under the id of the question, and their kinds."""

from __future__ import annotations

from dataclasses import dataclass

from guidance.model.checklists import Proof
from guidance.model.countries import SignOff

#: A hidden field with the country, language, edition, digest and scope; the mark of a checklist.
HEAD = "guidance.head"
#: A hidden field with all that a checklist holds and the form has no field for; none of it is lost.
CARRIED = "guidance.carried"
#: A field, empty in a blank form, that says what is carried.
REMARK = "guidance.remark"
COUNTRY, FILLED_BY = "country", "filled_by"
#: How the second part of the name of a field begins that belongs to a proof or to somebody who signs.
PROOF, SIGN_OFF = "proof", "sign"
#: For how many proofs of a reply, and for how many who sign, there is room.
PROOFS, SIGN_OFFS = 3, 3
#: What a reply and a proof have fields for; the note on a proof and the reason to look again are carried.
REPLY_TEXTS = ("reasoning", "practice", "note")
PROOF_PARTS = ("law", "pinpoint", "level", "url", "as_at")
SIGN_OFF_PARTS = ("name", "role", "date", "edition")
#: Parts that run from left to right in every language.
CODES = frozenset({"url", "as_at", "date", "edition"})


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its full name, how it is filled, what a screen reader says, and for choices codes with their words.

    ``kind`` is ``lines`` (text of several lines), ``line``, ``choice`` (a list that drops down), ``ticks`` (one box of
    several) or ``shown`` (text that is not to be changed).
    """

    name: str
    kind: str
    title: str
    options: tuple[tuple[str, str], ...] = ()
    #: Runs from left to right whatever the language.
    code: bool = False


def reply_field(question: str, part: str) -> str:
    """The name of a field of a reply."""
    return f"{question}.{part}"


def proof_field(question: str, place: int, part: str) -> str:
    """The name of a field of a proof of a reply; places count from 0, numbers in names from 1."""
    return f"{question}.{PROOF}{place + 1}.{part}"


def sign_off_field(place: int, part: str) -> str:
    """The name of a field of somebody who signs."""
    return f"{SIGN_OFF}{place + 1}.{part}"


def proof_texts(question: str, proofs: tuple[Proof, ...]) -> dict[str, str]:
    """What proofs put into the fields of a reply."""
    return {
        proof_field(question, place, part): getattr(proof, part)
        for place, proof in enumerate(proofs[:PROOFS])
        for part in PROOF_PARTS
    }


def sign_off_texts(signed: tuple[SignOff, ...]) -> dict[str, str]:
    """What those who signed put into the fields."""
    return {
        sign_off_field(place, part): getattr(sign_off, part)
        for place, sign_off in enumerate(signed[:SIGN_OFFS])
        for part in SIGN_OFF_PARTS
    }
