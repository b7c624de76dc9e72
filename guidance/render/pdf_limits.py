"""How deep and how large a chapter may be: what goes far beyond any text was made to exhaust a program."""

from __future__ import annotations

from typing import Any

from guidance.errors import ToldError

#: Elements that stand in each other, elements of a chapter, and columns or rows that a cell covers.
DEEPEST, MOST, WIDEST = 60, 200_000, 200
_SPANS = ("colspan", "rowspan", "span")


class TooLargeError(ToldError):
    """A chapter that no layout could end with; the message says what is too much of it."""


def check_size(root: Any) -> None:
    """Raise an error for a tree of elements that is too deep or too large to lay out."""
    count = 0
    waiting = [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        count += 1
        if depth > DEEPEST:
            raise TooLargeError(f"a text is nested more than {DEEPEST} levels deep")
        if count > MOST:
            raise TooLargeError(f"a chapter has more than {MOST:,} elements: divide it")
        for name in _SPANS:
            said = element.get(name, "") if isinstance(element.tag, str) else ""
            if said.isdigit() and int(said[:9]) > WIDEST:
                raise TooLargeError(f"a cell covers {said[:9]} columns or rows, more than {WIDEST}")
        if isinstance(element.tag, str) and element.tag.rpartition("}")[2] == "use":
            raise TooLargeError("a picture repeats a part of itself (use): draw it out")
        waiting += ((child, depth + 1) for child in element)
