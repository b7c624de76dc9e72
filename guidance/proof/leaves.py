"""The texts of the data, found again on the pages of a book.

Between a text and its print lie line ends, divided words, references whose words come from elsewhere, and page ends. So
a text is cut where other words may stand in it, white space and hyphens do not count, and a piece may go on at the next
page. Where lines run from right to left the words of a line may be read in another order: there the words of a piece
have to stand together on a page.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import accumulate
from typing import Any

from guidance.model.lang import LANGUAGES, SOURCE

#: Where other words may stand than those that are written: references, with their pages, blanks, the end of a block.
_GAP = "\n"
_REFERENCE = re.compile(r"\[\[[^\[\]|]+(?:\|([^\[\]|]+))?\]\]")
_BLANK = re.compile(r"\{[a-z][a-z0-9_]*\}")
_NOTE = re.compile(r"\^\[((?:[^\[\]]|\[[^\[\]]*\])*)\]")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_BLOCK = re.compile(r"(?:\A|\n)\s*(?:[-+*] |\d+[.)] )|\n\s*\n")
_MARKS = re.compile(r"\\(?=[^\w\s])|(?<!\\)[*_]+(?=\S)|(?<=\S)(?<!\\)[*_]+")
#: What closes a reference stands with it, be it at the end of the page before.
_AFTER_GAP = re.compile(r"\A[\s).,;:!?»”’）。，、；：！？،؛؟]+")
#: What does not count: white space, hyphens, marks of direction and of joining, and what stands for a divided word.
_NOTHING = re.compile("[\\s\\-\u00ad\u2010\u2011\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\x00-\x1f]+")
#: The end of a line; a word that is divided there has none but a mark.
_LINE_END = re.compile("[\n\ufffe\x02]")
_WORD = re.compile(r"[^\W\d_]+|\d+")
#: The end of a line inside a word.
_DIVIDED = re.compile("[\\-\u00ad\u2010\u2011\ufffe\x02]\\s*")
#: Marks above and below letters, which PDFium reads apart from them, and marks that nobody sees.
_UNSEEN = re.compile("\\s*[\u064b-\u065f\u0670]|[\u200b-\u200f\u2060-\u2069]")
#: A bullet or a label before a word with such a mark: PDFium reads it where the mark is drawn, within the word.
_WITHIN = re.compile("[\u064b-\u065f\u0670]([^\\W\\d_]*) (?:•|\\(\\S{1,5}\\)) (?=[^\\W\\d_])")
#: Letters by which the beginning of a piece is looked for that does not end on its page.
_PROBES = (24, 12, 6, 3, 1)
#: Places of beginnings that are tried in a book: one from which much is lost would take for ever.
_MOST_TRIES = 500_000


def texts_by_unit(data: Any, lang: str) -> dict[str, tuple[str, bool]]:
    """The text of each unit that a reader of the language sees, and whether it is rich."""
    found: dict[str, tuple[str, bool]] = {}
    waiting = [data]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, list):
            waiting += thing
        elif isinstance(thing, dict):
            unit, source = thing.get("unit"), thing.get("source")
            if isinstance(unit, str) and isinstance(source, str):
                found[unit] = (_translated(thing, lang) or source, bool(thing.get("rich")))
            else:
                waiting += thing.values()
    return found


def _translated(thing: Mapping[str, Any], lang: str) -> str | None:
    translations = thing.get("translations")
    unit = translations.get(lang) if isinstance(translations, dict) and lang != SOURCE else None
    text = unit.get("text") if isinstance(unit, dict) else None
    return text if isinstance(text, str) else None


def pieces(text: str, rich: bool) -> list[str]:
    """The words of a text as they may stand on a page, cut where others may stand in it."""
    if rich:
        notes = _NOTE.findall(text)
        text = _BLOCK.sub("\0", "\n\n".join((_NOTE.sub("\0", text), *notes))).replace("\n", " ").replace("\0", _GAP)
        text = _REFERENCE.sub(lambda match: (match[1] or "") + _GAP, text)
        text = _MARKS.sub("", _LINK.sub(r"\1", _BLANK.sub(_GAP, text)))
    return [_AFTER_GAP.sub("", piece).strip() for piece in text.split(_GAP) if _WORD.search(piece)]


def flat(text: str) -> str:
    """A text without what does not count."""
    return _NOTHING.sub("", unicodedata.normalize("NFC", text))


class Pages:
    """The words on all pages, to look for pieces in reading order."""

    def __init__(self, texts: Iterable[str], lang: str) -> None:
        self._raw, self._right_to_left = list(texts), LANGUAGES[lang].direction == "rtl"
        lines = [[flat(line) for line in _LINE_END.split(text)] for text in self._raw]
        self._flat = ["".join(page) for page in lines]
        #: Where the lines of each page begin, and where the last one ends.
        self._lines = [frozenset((0, *accumulate(map(len, page)))) for page in lines]
        self._whole = "".join(self._flat)
        self._starts = [0, *accumulate(map(len, self._flat))]
        self._at = 0
        self._tries = 0
        self._taken: dict[str, tuple[int, int]] = {}
        #: How many pieces were found only by their words, in whatever order.
        self.by_words = 0
        self._bags: dict[int, Counter[str]] = {}

    def has(self, piece: str) -> bool:
        """Whether a piece stands on the pages, as often as it was asked for: several texts may have the same words."""
        wanted = flat(piece)
        if self._next_place(wanted):
            return True
        if not self._right_to_left:
            return self._runs_over(wanted)
        found = self._has_words(piece)
        self.by_words += found
        return found

    def _next_place(self, wanted: str) -> bool:
        """Whether there is a place of a piece that no other text has taken; they are taken from the last one on."""
        first, last = self._taken.get(wanted, (None, self._at - 1))
        at = -1 if first is not None and last < first else self._whole.find(wanted, last + 1)
        if at < 0:
            again = last + 1 if first is not None and last < first else 0
            end = (self._at if first is None else first) + len(wanted) - 1
            at = self._whole.find(wanted, again, end)
        if at < 0:
            return False
        self._taken[wanted] = (at if first is None else first, at)
        self._at = at
        return True

    def _runs_over(self, wanted: str) -> bool:
        """Whether a piece begins on a page and goes on on the next."""
        for probe in _PROBES:
            at = self._whole.find(wanted[:probe])
            while at >= 0 and self._tries < _MOST_TRIES:
                self._tries += 1
                page = bisect_right(self._starts, at) - 1
                if self._goes_on(wanted, page, at - self._starts[page]):
                    return True
                at = self._whole.find(wanted[:probe], at + 1)
        return False

    def _goes_on(self, wanted: str, page: int, at: int) -> bool:
        """Whether what begins there stands up to the end of a line, and goes on at the beginning of one."""
        if page + 1 >= len(self._flat):
            return False
        here, following = self._flat[page][at : at + len(wanted)], self._flat[page + 1]
        same = next((n for n, (a, b) in enumerate(zip(here, wanted, strict=False)) if a != b), len(here))
        breaks = (n for n in range(min(same, len(wanted) - 1), 0, -1) if at + n in self._lines[page])
        return any(following.startswith(wanted[n:], start) for n in breaks for start in self._lines[page + 1])

    def _has_words(self, piece: str) -> bool:
        """Whether all words of a piece stand on one page, or on one and the next."""
        wanted = Counter(_words(piece))
        rarest = min(wanted, key=lambda word: len(self._pages_of.get(word, ())), default="")
        near = {page - step for page in self._pages_of.get(rarest, ()) for step in (0, 1) if page >= step}
        return any(self._stand_on(page, wanted) for page in near)

    def _stand_on(self, page: int, wanted: Counter[str]) -> bool:
        here, following = self._bag(page), self._bag(page + 1)
        return all(here[word] + following[word] >= count for word, count in wanted.items())

    @cached_property
    def _pages_of(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for page in range(len(self._raw)):
            for word in self._bag(page):
                found.setdefault(word, []).append(page)
        return found

    def _bag(self, page: int) -> Counter[str]:
        if page not in self._bags:
            text = self._raw[page] if page < len(self._raw) else ""
            self._bags[page] = Counter(_words(text)) | Counter(_words(_DIVIDED.sub("", text)))
        return self._bags[page]


def _words(text: str) -> list[str]:
    """The words and the numbers of a text, without marks."""
    return _WORD.findall(_UNSEEN.sub("", _WITHIN.sub(r"\1", unicodedata.normalize("NFC", text))))
