"""Tracked changes: what Word and other office programs let people accept or reject one by one."""

from __future__ import annotations

from itertools import count
from typing import Any

from docx.oxml.ns import qn

from guidance.render.docx.styles import element


class Tracker:
    """Marks runs and paragraphs as inserted or deleted, by an author and on a day; each mark has an id of its own."""

    def __init__(self, author: str, date: str) -> None:
        self._author, self._date, self._ids = author, f"{date}T00:00:00Z", count(1)

    def track(self, run: Any, mark: str) -> None:
        """Mark a run as inserted (``ins``) or deleted (``del``); its text is deleted text then."""
        wrapper = self._mark(mark)
        run.addprevious(wrapper)
        wrapper.append(run)
        if mark == "del":
            for text in run.findall(qn("w:t")):
                text.tag = qn("w:delText")

    def track_paragraph(self, paragraph: Any, mark: str) -> None:
        """Mark the end of a paragraph, so that nothing is left of it where all its words go."""
        properties = paragraph.get_or_add_pPr()
        held = properties.find(qn("w:rPr"))
        if held is None:
            held = element("w:rPr")
            # The look of the mark comes last but for the section and earlier looks, of which there are none.
            properties.append(held)
        held.insert(0, self._mark(mark))

    def _mark(self, mark: str) -> Any:
        return element(f"w:{mark}", id=str(next(self._ids)), author=self._author, date=self._date)
