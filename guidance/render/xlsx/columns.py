"""The columns of a sheet of questions; the first row of a sheet holds their keys, so each is known wherever it goes."""

from __future__ import annotations

from dataclasses import dataclass

from guidance.render.labels import Labels

#: Marks the sheet that says whose checklist it is, and the hidden sheet of lists, in their first cell.
ABOUT_MARK, LISTS_MARK = "guidance-about", "guidance-lists"
#: The key row and the row of headings, from 0; questions follow.
KEY_ROW, HEAD_ROW, FIRST_ROW = 0, 1, 2
#: The most UTF-16 units that a cell holds.
MAX_TEXT = 32_767


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key in its first row, its width in letters, and how its cells are set."""

    key: str
    width: int
    #: ``hidden``, ``given`` (what is asked), ``text``, ``choice`` or ``code`` (runs from left to right).
    kind: str = "text"


COLUMNS = (
    Column("id", 4, "hidden"),
    Column("of", 4, "hidden"),
    Column("proof", 4, "hidden"),
    Column("clause", 20, "given"),
    Column("question", 48, "given"),
    Column("core", 10, "given"),
    Column("counts", 48, "given"),
    Column("value", 22, "choice"),
    Column("reasoning", 40),
    Column("practice", 32),
    Column("law", 34),
    Column("pinpoint", 18),
    Column("level", 16, "choice"),
    Column("url", 28, "code"),
    Column("as_at", 13, "code"),
    Column("proof_note", 26),
    Column("note", 26),
    Column("look_again", 26),
)
#: Only on the sheet of replies that have no place.
WHY = Column("why", 30)

#: The keys of what belongs to a reply as a whole, and of what belongs to one proof, as the model names them.
REPLY_FIELDS = ("value", "reasoning", "practice", "note", "look_again")
PROOF_FIELDS = {
    "law": "law",
    "pinpoint": "pinpoint",
    "level": "level",
    "url": "url",
    "as_at": "as_at",
    "proof_note": "note",
}
#: Columns that are frozen when the others are scrolled.
FROZEN = 5


def headings(labels: Labels) -> dict[str, str]:
    """What stands over each column that is shown."""
    _ = labels.gettext
    return {
        "clause": _("Clause"),
        "question": _("Question"),
        "core": _("Core question"),
        "counts": _("What counts"),
        "value": _("Answer"),
        "reasoning": _("Reasons"),
        "practice": _("How the law is applied"),
        "law": _("Law or other proof"),
        "pinpoint": _("Article or paragraph"),
        "level": _("Kind of law"),
        "url": _("Web address"),
        "as_at": _("As at (such as 2026-11)"),
        "proof_note": _("Note on the proof"),
        "note": _("Note"),
        "look_again": _("Why to look again"),
        "why": _("Why it has no place"),
    }
