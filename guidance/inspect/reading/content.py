"""What is drawn on a page: its marks, what is neither marked nor an artifact, and the words of marks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pikepdf

from guidance.inspect.facts import Page, Shown

#: The operators that draw, with what each draws; all others only prepare it.
_DRAWS = {
    **dict.fromkeys(("Tj", "TJ", "'", '"'), "text"),
    **dict.fromkeys(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s"), "lines"),
    "Do": "a picture",
    "sh": "a shade",
    "INLINE IMAGE": "a picture",
}
_READ = " ".join(("BDC", "BMC", "EMC", "BI", "ID", "EI", *_DRAWS.keys() - {"INLINE IMAGE"}))
#: A mark that belongs to no tag and that nobody reads.
_ARTIFACT = -1
#: Marked, but neither an artifact nor by a number.
_NOTHING = -2


def read_marks(page: Any, facts: Page, wanted: Mapping[str, Collection[int]] | None) -> Page:
    """The page with its marks; the words of those that are ``wanted``, of all for None."""
    here = None if wanted is None else wanted.get(facts.ref, frozenset())
    reading = _Reading(_resources(page, "/Font"), _resources(page, "/Properties"), here)
    # Every operator that need not be looked at saves a twentieth of the time.
    read = _READ if here is not None and not here else f"{_READ} Tf"
    for instruction in pikepdf.parse_content_stream(page, read):
        reading.take(instruction.operands, str(instruction.operator))
    texts = {mark: tuple(shown) for mark, shown in reading.texts.items()}
    return replace(facts, marks=tuple(reading.marks), loose=tuple(reading.loose), texts=texts)


def _resources(page: Any, kind: str) -> dict[str, Any]:
    """What a page may name of a kind; a page may have it from the pages above it."""
    found = pikepdf.Page(page).resources.get(kind)
    return dict(found.items()) if isinstance(found, pikepdf.Dictionary) else {}


class _Reading:
    """Follows the operators of one page."""

    def __init__(self, fonts: Mapping[str, Any], named: Mapping[str, Any], wanted: Collection[int] | None) -> None:
        self.marks: list[int] = []
        self.loose: list[str] = []
        self.texts: dict[int, list[Shown]] = {}
        self._named, self._wanted = named, wanted
        self._fonts = {name: "{} {} R".format(*font.objgen) for name, font in fonts.items()}
        self._font = ""
        self._open: list[int] = []

    def take(self, operands: Any, operator: str) -> None:
        """Follow an operator."""
        if operator == "EMC":
            if self._open:
                self._open.pop()
        elif operator in ("BDC", "BMC"):
            self._begin(operands)
        elif operator == "Tf":
            self._font = self._fonts.get(str(operands[0]), "")
        elif drawn := _DRAWS.get(operator):
            self._draw(drawn, operands)

    def _begin(self, operands: Any) -> None:
        """A piece inside an artifact or a mark belongs to that, unless it has a number of its own."""
        around = self._open[-1] if self._open else _NOTHING
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, pikepdf.Name):
            properties = self._named.get(str(properties))
        if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
            around = int(properties["/MCID"])
            self.marks.append(around)
        elif str(operands[0]) == "/Artifact":
            around = _ARTIFACT
        self._open.append(around)

    def _draw(self, drawn: str, operands: Any) -> None:
        inside = self._open[-1] if self._open else _NOTHING
        if inside == _NOTHING:
            self.loose.append(drawn)
        elif drawn == "text" and inside >= 0 and (self._wanted is None or inside in self._wanted):
            shown = (Shown(self._font, bytes(text)) for text in _strings(operands[-1]))
            self.texts.setdefault(inside, []).extend(shown)


def _strings(value: Any) -> Iterator[Any]:
    if isinstance(value, pikepdf.Array):
        yield from (text for text in value if isinstance(text, pikepdf.String))
    elif isinstance(value, pikepdf.String):
        yield value
