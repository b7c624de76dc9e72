"""Texts as rules read them: every wording of a unit with its language and its place.

Sixteen thousand texts stand in the corpus and most rules look for something that hardly any of them has. So the texts
are laid end to end once, and a rule searches the whole at one go (``scan``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from guidance.diagnostics import Pin
from guidance.model.corpus import Corpus, OwnedText
from guidance.model.lang import SOURCE
from guidance.model.once import once
from guidance.model.text import Text, Translation

#: What readers do not see as it is written: the ids of references, placeholders, addresses.
_MARKS = re.compile(r"\[\[[^\[\]|]*\|?|\]\]|\{[a-z0-9_]+\}|\]\([^)\s]*\)|https?://\S+|[*\\]|\^?\[")
#: One of them is in whatever the pattern finds; most texts hold none.
_SIGNS = ("[", "]", "{", "*", "\\", "http")
#: Stands between two texts; no text holds it, and no pattern may match across it.
END = "\x00"


class Wording(NamedTuple):
    """A text in one language, with where it stands; ``current`` unless its source has changed since.

    ``plain`` is the text without its marks, as a reader sees it, with spaces in the place of what is taken out.
    """

    owned: OwnedText
    lang: str
    text: str
    plain: str
    pin: Pin
    current: bool

    def at(self, words: str) -> Pin:
        """The place of some of its words."""
        return Pin(self.pin.path, self.pin.pointer, words)


@dataclass(slots=True)
class _Page:
    """Texts laid end to end: the whole, and where each begins."""

    whole: str
    starts: list[int]
    wordings: list[Wording]


@once
def wordings(corpus: Corpus) -> tuple[Wording, ...]:
    """Every text of the corpus in every language it has."""
    made: list[Wording] = []
    for owned in corpus.texts:
        text = owned.text
        made.append(Wording(owned, SOURCE, text.source, plain(text.source), text.pin, True))
        digest = text.digest if text.translations else ""
        for lang, t in text.translations.items():
            made.append(Wording(owned, lang, t.text, plain(t.text), text_pin(t), t.of == digest))
    return tuple(made)


@once
def translations(corpus: Corpus) -> tuple[Wording, ...]:
    """Every translation of the corpus."""
    return tuple(wording for wording in wordings(corpus) if wording.lang != SOURCE)


@once
def current_translations(corpus: Corpus) -> tuple[Wording, ...]:
    """The translations made from the source as it is; a stale one is reported as stale and nothing else."""
    return tuple(wording for wording in translations(corpus) if wording.current)


@once
def _pages(corpus: Corpus) -> dict[tuple[str, bool], _Page]:
    """The texts of each language (all for an empty one) end to end, as written and as read."""
    by_lang: dict[str, list[Wording]] = {"": list(wordings(corpus))}
    for wording in by_lang[""]:
        by_lang.setdefault(wording.lang, []).append(wording)
    made: dict[tuple[str, bool], _Page] = {}
    for lang, group in by_lang.items():
        for as_read in (False, True):
            parts = [wording.plain if as_read else wording.text for wording in group]
            starts, at = [], 1
            for part in parts:
                starts.append(at)
                at += len(part) + 1
            made[lang, as_read] = _Page(END + END.join(parts) + END, starts, group)
    return made


def scan(
    corpus: Corpus, pattern: re.Pattern[str], lang: str = "", as_read: bool = False
) -> Iterator[tuple[Wording, re.Match[str]]]:
    """The first place in each text of a language (or of all) where a pattern matches, as written or as read.

    A pattern that begins with a letter or a class of few letters is searched for many times faster than one that begins
    with a look at what stands before; that can follow, as in ``\\d(?<![.].)``.
    """
    page = _pages(corpus).get((lang, as_read))
    position = 0
    while page and (found := pattern.search(page.whole, position)):
        place = bisect_right(page.starts, found.start()) - 1
        end = page.starts[place + 1] - 1 if place + 1 < len(page.starts) else len(page.whole) - 1
        if place < 0 or found.end() > end:
            position = found.start() + 1
        else:
            yield page.wordings[place], found
            position = end


@once
def english_words(corpus: Corpus) -> frozenset[str]:
    """Every word that stands in an English text, folded."""
    page = _pages(corpus).get((SOURCE, False))
    parts = set(page.whole.casefold().split()) if page else ()
    return frozenset(word for part in parts for word in re.findall(r"\w+", part))


def places(text: Text) -> Iterator[tuple[str, Pin]]:
    """The source and every translation of a text, with their places."""
    yield text.source, text.pin
    yield from ((t.text, text_pin(t)) for t in text.translations.values())


def text_pin(translation: Translation) -> Pin:
    """Where the words of a translated unit stand."""
    return below(translation.pin, "text")


def below(pin: Pin, *steps: str | int) -> Pin:
    """A place further down the route."""
    return Pin(pin.path, (*pin.pointer, *steps))


def plain(text: str) -> str:
    """A text without its marks, as a reader sees it, with spaces in the place of what is taken out."""
    return _MARKS.sub(" ", text) if any(sign in text for sign in _SIGNS) else text


def one_of(words: Iterable[str], any_case: bool = False) -> str:
    """A pattern for one of these words where no letter stands before it, the longest first.

    It begins with a class of the first letters, so that it is found fast.
    """
    listed = sorted(words, key=lambda word: (-len(word), word))
    heads = {form for word in listed for form in ((word[0].lower(), word[0].upper()) if any_case else word[0])}
    before = "".join(re.escape(head) for head in sorted(heads))
    rest = "|".join(_after_first(word, any_case) for word in listed)
    return rf"[{before}](?<!\w.)(?:{rest})"


def _after_first(word: str, any_case: bool) -> str:
    head, rest = re.escape(word[0]), re.escape(word[1:])
    return f"(?i:(?<={head}){rest})" if any_case else f"(?<={head}){rest}"
