"""Pinpoints in a language: the words of a citation translated, its numbers kept as the source prints them.

Chinese puts the number inside (第3条), so it needs patterns; the other languages only other words.
"""

from __future__ import annotations

import re
from collections.abc import Callable

#: Longer words first: "operative part" before "Part", "Articles" before "Article".
_WORDS = (
    "Operational Guidelines",
    "operative part",
    "Conservation Plan",
    "Action Plan",
    "Recommendation No.",
    "Resolution No.",
    "Resolution",
    "Decisions",
    "Decision",
    "Objective",
    "Articles",
    "Article",
    "Arts.",
    "Art.",
    "paragraphs",
    "paragraph",
    "definitions",
    "preamble",
    "Appendix",
    "Annex",
    "annex",
    "Goals",
    "Goal",
    "Targets",
    "Target",
    "Chapter",
    "section",
    "chapeau",
    "mandate",
    "vision",
    "Part",
    "old",
    "and",
)
_WORD = re.compile(r"(?<![A-Za-z])(?:" + "|".join(re.escape(word) for word in _WORDS) + r")(?![A-Za-z])")
_CODE = re.compile(
    r"(?<![A-Za-z])(?:[0-9IVXLC]+|[A-D])(?:[./-][0-9A-Za-z]+)*(?:\([0-9a-z]+\))+|\b\d+\.[A-Z]{2}(?:\([a-z]\))?"
)
_SEPARATORS = {"ar": ("، ", "؛ "), "zh": ("，", "；")}

#: A number of Chinese citations: what stands between the words, from 第 to the unit.
_NUMBER = r"(?P<number>[0-9IVXLC]+(?:[./-][0-9A-Za-z]+)*)(?P<rest>(?:\([0-9a-z]+\))*)"
_CHINESE = (
    (
        re.compile(r"\bArticles? (?P<article>[IVXLC0-9]+)\.(?P<number>[0-9]+)(?P<rest>(?:\([0-9a-z]+\))*)"),
        "第{article}条第{number}款",
    ),
    (re.compile(rf"\bArticles? {_NUMBER}"), "第{number}条"),
    (re.compile(rf"\bparagraphs? {_NUMBER}"), "第{number}段"),
    (re.compile(rf"\bResolution {_NUMBER}"), "第{number}号决议"),
    (re.compile(rf"\bDecisions? {_NUMBER}"), "第{number}号决定"),
    (re.compile(rf"\b[Aa]nnex {_NUMBER}"), "附件{number}"),
    (re.compile(rf"\bAppendix {_NUMBER}"), "附录{number}"),
)


def pinpoint(lang: str, ref: str, word: Callable[[str], str]) -> str:
    """A pinpoint in a language; ``word`` gives the word of the language for an English one."""
    if lang == "en":
        return ref
    if lang == "zh":
        for pattern, form in _CHINESE:
            ref = pattern.sub(lambda match, form=form: _chinese(match, form), ref)  # type: ignore[misc]
    if lang == "ar":
        # Marks keep a number such as III.4(b) in one piece: its brackets would turn at the edge of the Arabic.
        ref = _CODE.sub("\u200e\\g<0>\u200e", ref)
    text = _WORD.sub(lambda match: word(match[0]), ref)
    comma, semicolon = _SEPARATORS.get(lang, (", ", "; "))
    return text.replace(", ", comma).replace("; ", semicolon)


def _chinese(match: re.Match[str], form: str) -> str:
    parts = match.groupdict()
    items = "".join(f"（{item}）" for item in re.findall(r"\(([0-9a-z]+)\)", parts["rest"]))
    unit = "项" if items else ""
    return form.format(**parts) + items + unit
