"""Numbers of provisions and clauses: computed from their place, styled by language."""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_CHINESE = "一二三四五六七八九十"
#: The order in which Arabic enumerations count (abjad).
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشت"


def _letter(index: int) -> str:
    return chr(ord("a") + index)


def _roman(index: int) -> str:
    return _ROMAN[index]


def _chinese(index: int) -> str:
    tens, ones = divmod(index + 1, 10)
    return _CHINESE[index] if tens == 0 or index == 9 else f"十{_CHINESE[ones - 1] if ones else ''}"


Style = tuple[Callable[[int], str], ...]

_DEFAULT: Style = (
    lambda i: f"({i + 1})",
    lambda i: f"({_letter(i)})",
    lambda i: f"({_roman(i)})",
    lambda i: f"({_letter(i).upper()})",
)
_STYLES: dict[str, Style] = {
    "ar": (
        lambda i: f"({i + 1})",
        lambda i: f"({_ABJAD[i]})",
        lambda i: f"({i + 1}°)",
        lambda i: f"({_ABJAD[i]}°)",
    ),
    "ru": (
        lambda i: f"{i + 1})",
        lambda i: f"{_letter(i)})",
        lambda i: f"{_roman(i)})",
        lambda i: f"{_letter(i).upper()})",
    ),
    "zh": (
        lambda i: f"（{_chinese(i)}）",
        lambda i: f"（{i + 1}）",
        lambda i: f"（{_letter(i)}）",
        lambda i: f"（{_roman(i)}）",
    ),
}


def number(lang: str, depth: int, index: int) -> str:
    """The number of the ``index``-th provision (from 0) at a depth (from 0), with its punctuation."""
    return _STYLES.get(lang, _DEFAULT)[depth](index)


def path_number(lang: str, places: tuple[int, ...]) -> str:
    """The number of a provision with those of its parents, such as ``(2)(a)``."""
    return "".join(number(lang, depth, index) for depth, index in enumerate(places))
