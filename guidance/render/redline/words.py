"""The difference of two texts in the words that a reader would strike and write: readable, and bounded in time.

Words are compared where a script puts spaces between them, and characters in Chinese. What is common to both sides
counts as kept only where it makes sense by itself: a comma or an article that happens to stand between two changes
would leave the reader with crumbs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

#: A piece of the joint text: ``""`` for what both have, ``del`` for the old text only, ``ins`` for the new one only.
Piece = tuple[str, str]

#: A word with its marks and inner apostrophes and hyphens; one character of Chinese; one sign; white space.
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_HAN}]|(?:(?![{_HAN}])[\w{_MARKS}])+(?:['’‑-](?:(?![{_HAN}])[\w{_MARKS}])+)*|\s+|.", re.DOTALL)
_SENTENCE_ENDS = frozenset(".;:!?。；：！？؛؟\n")
#: The most comparisons of one word with another that a pair of texts may cost: a long page against another one.
_MOST_WORK = 4_000_000
#: Texts that have less in common are two texts, which are read better one after the other.
_ALIKE = 0.3
#: Kept characters between two changes that make sense by themselves, however long the changes are.
_SENSE = 12


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of both texts in reading order; what is struck stands before what takes its place.

    All pieces but ``ins`` are the old text, all but ``del`` the new one.
    """
    if old == new:
        return (("", new),) if new else ()
    pieces = _with_sense(list(_compared(_TOKEN.findall(old), _TOKEN.findall(new))))
    kept = sum(len(text.strip()) for mark, text in pieces if not mark)
    if kept < _ALIKE * min(len(old), len(new)):
        pieces = [("del", old), ("ins", new)]
    return tuple(piece for piece in pieces if piece[1])


def likeness(old: str, new: str) -> float:
    """How much two texts have in common, from 0 to 1, by their words and not by their order."""
    before, after = ([token for token in _TOKEN.findall(text) if token[0].isalnum()] for text in (old, new))
    return SequenceMatcher(None, before, after, autojunk=False).quick_ratio()


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    """Both texts by their words, or by their sentences first where there are too many words."""
    start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    room = min(len(old), len(new)) - start
    end = next((n for n in range(room) if old[-1 - n] != new[-1 - n]), room)
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    yield "", "".join(new[:start])
    if len(before) * len(after) <= _MOST_WORK:
        yield from _matched(before, after)
    else:
        yield from _by_sentences(before, after)
    yield "", "".join(new[len(new) - end :])


def _matched(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield "", "".join(new[c:d])
        else:
            yield "del", "".join(old[a:b])
            yield "ins", "".join(new[c:d])


def _by_sentences(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    """Sentences of which whole ones are kept, struck or written; words are compared where that costs little."""
    before, after = _sentences(old), _sentences(new)
    # Of texts without ends of sentences nothing is compared but whole pieces.
    if len(before) * len(after) > _MOST_WORK:
        yield from (("del", "".join(old)), ("ins", "".join(new)))
        return
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield "", "".join(after[c:d])
            continue
        left, right = _TOKEN.findall("".join(before[a:b])), _TOKEN.findall("".join(after[c:d]))
        if len(left) * len(right) <= _MOST_WORK // 8:
            yield from _matched(left, right)
        else:
            yield from (("del", "".join(left)), ("ins", "".join(right)))


def _sentences(tokens: Sequence[str]) -> list[str]:
    made, current = [], ""
    for token in tokens:
        current += token
        if token in _SENTENCE_ENDS or "\n" in token:
            made.append(current)
            current = ""
    return [*made, current] if current else made


def _with_sense(pieces: list[Piece]) -> list[Piece]:
    """Join changes that only crumbs keep apart, until nothing more can be joined."""
    groups = _grouped(pieces)
    place = 1
    while place < len(groups) - 1:
        if not _is_crumb(groups, place):
            place += 1
            continue
        crumb = groups[place][0][1]
        (_, left_old), (_, left_new) = groups[place - 1]
        (_, right_old), (_, right_new) = groups[place + 1]
        joined = [("del", left_old + crumb + right_old), ("ins", left_new + crumb + right_new)]
        groups[place - 1 : place + 2] = [joined]
        # The longer change may make a crumb of what stands before it.
        place = max(place - 2, 1)
    return [piece for group in groups for piece in group if piece[1]]


def _grouped(pieces: list[Piece]) -> list[list[Piece]]:
    """Kept texts and changes by turns; a change is what is struck and what is written, either of which may be empty."""
    groups: list[list[Piece]] = []
    for kept, group in groupby((piece for piece in pieces if piece[1]), key=lambda piece: not piece[0]):
        found = list(group)
        texts = {mark: "".join(text for m, text in found if m == mark) for mark in ("", "del", "ins")}
        groups.append([("", texts[""])] if kept else [("del", texts["del"]), ("ins", texts["ins"])])
    return groups


def _is_crumb(groups: list[list[Piece]], place: int) -> bool:
    if len(groups[place]) != 1:
        return False
    text = groups[place][0][1]
    # A Chinese character says as much as a short word.
    weight = sum(4 if re.match(f"[{_HAN}]", char) else 1 for char in text if char.isalnum())
    around = (max(len(text) for _, text in groups[place + side]) for side in (-1, 1))
    return weight == 0 or (weight < _SENSE and all(2 * len(text) < size for size in around))
