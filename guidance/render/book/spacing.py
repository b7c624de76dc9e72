"""Spaces at punctuation as each language sets them, in the finished HTML of a chapter.

Texts come from many hands and labels from catalogues, and templates put them together; here they are made alike.
"""

from __future__ import annotations

import re

_NARROW, _WIDE = "\u202f", "\u00a0"
_RULES: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    # A narrow no-break space before ; ! ? » and after «, a no-break space before a colon: no line begins with one.
    "fr": (
        (re.compile(f"[ {_WIDE}](?=[;!?»])"), _NARROW),
        (re.compile(f"(?<=«)[ {_WIDE}]"), _NARROW),
        (re.compile(f"[ {_NARROW}](?=:(?:[\\s<{_WIDE}]|$))"), _WIDE),
    ),
    # Full-width punctuation brings its own space with it.
    "zh": ((re.compile("([，。：；、！？）》])((?:</[a-z0-9]+>)*) (?=\\S)"), r"\1\2"),),
}


def set_spaces(lang: str, html: str) -> str:
    """The HTML with the spaces of the language; words in other languages have nothing that would change.

    In every language a dot in the middle stays with what stands before it, so that no line begins with one.
    """
    html = html.replace(" · ", f"{_WIDE}· ")
    for pattern, space in _RULES.get(lang, ()):
        html = pattern.sub(space, html)
    return html
