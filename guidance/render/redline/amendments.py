"""What a draft proposes to change in an instrument, in our own words: each paragraph before, marked, and as proposed.

The source of the draft may have lost its strike-through, so that what is struck is inferred; where it can be read in
two ways nothing is marked, and the remarks of the record say which ways.
"""

from __future__ import annotations

from dataclasses import dataclass

from guidance.model.lang import SOURCE
from guidance.model.registers import Instrument, InstrumentProvision
from guidance.render.redline.words import Piece, difference
from guidance.render.view import View


@dataclass(frozen=True, slots=True)
class Amended:
    """A paragraph that the draft changes.

    ``before`` and ``after`` are none on the side where it does not stand, or where its text is not known. ``pieces``
    have no marks where it is uncertain what changes. ``lang`` is the language of the texts.
    """

    provision: InstrumentProvision
    before: str | None
    after: str | None
    pieces: tuple[Piece, ...]
    lang: str

    @property
    def numbers(self) -> tuple[str | None, str | None]:
        """The number in the text in force and in the draft; none where it has none."""
        number = self.provision.number
        return (number.cop13, number.draft) if number else (None, None)


@dataclass(frozen=True, slots=True)
class Amendments:
    """The paragraphs that a draft changes, and those that it leaves as they are, whose numbers may change."""

    changed: tuple[Amended, ...]
    kept: tuple[InstrumentProvision, ...]

    @property
    def renumbered(self) -> tuple[InstrumentProvision, ...]:
        """Paragraphs that have another number in the draft and else the same words."""
        return tuple(p for p in self.kept if p.number and p.number.cop13 != p.number.draft)


def amendments(view: View, instrument: Instrument) -> Amendments | None:
    """The amendments proposed to an instrument; none where no draft is on record."""
    marked = [p for p in instrument.provisions.values() if p.change]
    changed = tuple(_amended(view, p) for p in marked if p.change != "kept")
    kept = tuple(p for p in marked if p.change == "kept")
    return Amendments(changed, kept) if changed and kept else None


def _amended(view: View, provision: InstrumentProvision) -> Amended:
    now = view.unit(provision.summary)
    old = view.unit(provision.summary_before) if provision.summary_before else None
    if old and old.lang != now.lang:
        # One of the two has no translation yet: sides in two languages cannot be compared.
        now, old = (text.in_language(SOURCE) for text in (provision.summary, provision.summary_before) if text)
    match provision.change:
        case "new":
            return Amended(provision, None, now.text, (("ins", now.text),), now.lang)
        case "deleted":
            return Amended(provision, now.text, None, (("del", now.text),), now.lang)
        case "amended" if old:
            return Amended(provision, old.text, now.text, difference(old.text, now.text), now.lang)
        case "amended":
            return Amended(provision, None, now.text, (("", now.text),), now.lang)
        case _:
            # It may stand on one side only: both show it, and say so.
            return Amended(provision, now.text, now.text, (("", now.text),), now.lang)
