"""Sorting as each language does it: the Unicode Collation Algorithm, and pinyin for Chinese.

PyICU would know every tailoring but comes without wheels; the root order of the UCA is right for English, French,
Arabic and Russian, and Spanish needs one letter more (UTS #10, CLDR es: ñ after n).
"""

from __future__ import annotations

import os
import unicodedata
from functools import cache
from typing import Any

Key = tuple[Any, ...]


def sort_key(lang: str, text: str) -> Key:
    """A key that sorts texts as readers of the language expect."""
    return _pinyin_key(text) if lang == "zh" else _uca_key(text, lang)


def initial(lang: str, text: str) -> str:
    """The heading a text stands under in an alphabetical list, such as ``A`` or ``ب``."""
    if lang == "zh":
        first = _pinyin(text)[:1].upper()
        return first if first.isascii() and first.isalpha() else "#"
    bare = text.removeprefix("ال") if lang == "ar" and len(text) > 3 else text
    first = unicodedata.normalize("NFD", bare)[:1].upper() if lang != "ar" else bare[:1].translate(_ALEF)
    if lang == "es" and text[:1] in "ñÑ":
        return "Ñ"
    return first if first.isalpha() else "#"


#: Forms of alef that Arabic lists put together.
_ALEF = str.maketrans("أإآٱ", "اااا")


@cache
def _uca_key(text: str, lang: str) -> Key:
    folded = text
    if lang == "es":
        folded = text.replace("ñ", "n\uffff").replace("Ñ", "N\uffff")
    if lang == "ar":
        folded = text.removeprefix("ال").translate(_ALEF)
    return (tuple(_collator().sort_key(folded)), text)


@cache
def _collator() -> Any:
    from guidance.render.collator import QuickCollator

    return QuickCollator()


@cache
def _pinyin_key(text: str) -> Key:
    return (_pinyin(text), text)


@cache
def _pinyin(text: str) -> str:
    # Single readings are enough to sort by; the dictionary of phrases would take 300 MB.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True)).lower()
