"""How cells look. A value is told by its words, its shade and its pattern, so black-and-white print keeps it."""

from __future__ import annotations

from typing import Any

from guidance.model.lang import LANGUAGES

_BORDER = {"border": 1, "border_color": "#BFBFBF"}
_HEAD = {"bold": True, "text_wrap": True, "valign": "top", **_BORDER}
_INPUT = {"text_wrap": True, "valign": "top", "num_format": "@", **_BORDER}

#: What a cell looks like, by name; those for readers of one language also have its direction.
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "text_wrap": True, "valign": "top"},
    "heading": {"bold": True, "font_size": 12, "bottom": 1, "text_wrap": True},
    "prose": {"text_wrap": True, "valign": "top"},
    "label": {"bold": True, "text_wrap": True, "valign": "top"},
    "head": {**_HEAD, "bg_color": "#1F3B4D", "font_color": "#FFFFFF"},
    "head-fill": {**_HEAD, "bg_color": "#D9E5EC", "font_color": "#000000"},
    "given": {"text_wrap": True, "valign": "top", "bg_color": "#F4F4F4", **_BORDER},
    "count": {"valign": "top", "align": "right", "num_format": "0", **_BORDER},
    "text": _INPUT,
    "choice": {**_INPUT, "bold": True},
}

#: The look of each value of the answer scale: dark, striped, framed, dotted, pale, lined, plain.
VALUE_LOOKS: dict[str, dict[str, Any]] = {
    "full": {"bg_color": "#1F5F3A", "font_color": "#FFFFFF", "bold": True},
    "partial": {"border": 3, "pattern": 14, "bg_color": "#E3F1E7", "fg_color": "#7FB294", "font_color": "#000000"},
    "none": {"bg_color": "#FFFFFF", "font_color": "#9C1C12", "bold": True, "border": 1, "border_color": "#9C1C12"},
    "planned": {"border": 4, "pattern": 18, "bg_color": "#E4EEF8", "fg_color": "#5B89B4", "font_color": "#000000"},
    "not-applicable": {"bg_color": "#E2E2E2", "font_color": "#404040", "italic": True},
    "unknown": {"pattern": 11, "bg_color": "#FFF6DC", "fg_color": "#D9B95C", "font_color": "#000000"},
    "not-assessed": {"font_color": "#595959"},
}


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Any, lang: str) -> None:
        """Make none yet."""
        self._workbook = workbook
        self._lang = lang
        self._made: dict[tuple[str, str], Any] = {}

    def __call__(self, look: str, lang: str = "") -> Any:
        """A look for text in a language, that of the workbook if none is named; ``code`` runs from left to right."""
        if look == "code":
            return self._format("text", "en")
        return self._format(look, lang or self._lang)

    def _format(self, look: str, lang: str) -> Any:
        direction = LANGUAGES[lang].direction
        key = (look, direction)
        if key not in self._made:
            reading = {"reading_order": 2 if direction == "rtl" else 1}
            # A text of the other direction stands at its own side.
            side = {} if direction == LANGUAGES[self._lang].direction else {"align": "left"}
            self._made[key] = self._workbook.add_format({**_LOOKS[look], **reading, **side})
        return self._made[key]

    def value(self, value: str) -> Any:
        """What a cell turns to when a value is chosen."""
        return self._workbook.add_format(VALUE_LOOKS[value])
