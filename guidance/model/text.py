"""Text units: the smallest pieces of text that are translated and tracked."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from sys import intern

from guidance.diagnostics import Pin
from guidance.model.lang import SOURCE


class State(StrEnum):
    """The state of a unit in a language."""

    SOURCE = "source"
    AUTHENTIC = "authentic"
    CURRENT = "current"
    STALE = "stale"
    MISSING = "missing"


class Authorship(StrEnum):
    """Who answers for a translation."""

    COURTESY = "courtesy"
    REVIEWED = "reviewed"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True)
class Translation:
    """A translated unit as its file has it."""

    text: str
    of: str
    pin: Pin
    origin: str | None = None
    confidence: str | None = None
    variants: tuple[str, ...] = ()
    note: str | None = None
    authorship: Authorship = Authorship.COURTESY
    #: Whether a reviewer is named with a date.
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """What a reader of one language gets to see: the text, the language it is in, and its state."""

    text: str
    lang: str
    state: State
    translation: Translation | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A text in all its languages; ``path`` is the unit id inside its record."""

    path: str
    source: str
    rich: bool
    pin: Pin
    translations: dict[str, Translation] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The file and unit path; one object however often it is asked for."""
        return intern(f"{self.pin.path}#{self.path}")

    @property
    def digest(self) -> str:
        """The digest that a current translation carries."""
        return digest(self.source)

    def in_language(self, lang: str) -> Unit:
        """The unit a reader of ``lang`` sees; the source text where no translation exists."""
        if lang == SOURCE:
            return Unit(self.source, SOURCE, State.SOURCE)
        translation = self.translations.get(lang)
        if translation is None:
            return Unit(self.source, SOURCE, State.MISSING)
        if translation.of != self.digest:
            return Unit(translation.text, lang, State.STALE, translation)
        state = State.AUTHENTIC if translation.origin == "official" else State.CURRENT
        return Unit(translation.text, lang, state, translation)


@lru_cache(maxsize=1 << 16)
def digest(text: str) -> str:
    """The first 12 hex digits of SHA-256 over the NFC form with every run of white space made one space."""
    normal = " ".join(unicodedata.normalize("NFC", text).split())
    return sha256(normal.encode()).hexdigest()[:12]
