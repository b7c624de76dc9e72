"""What the codes of filled workbooks stand for (G961 to G963)."""

from __future__ import annotations

from guidance.diagnostics import Code, Severity

WORKBOOK, CELL, ROW = "G961", "G962", "G963"

#: None has an example that is laid over content: a workbook is no content.
WORKBOOK_CODES: tuple[Code, ...] = (
    Code(
        WORKBOOK,
        Severity.ERROR,
        "workbook that cannot be read",
        "A checklist comes back as the workbook that went out, with the sheet that names the country and the hidden "
        "sheet that names the edition. A file that could harm whoever reads it is not opened.",
    ),
    Code(
        CELL,
        Severity.ERROR,
        "cell without a value that its column takes",
        "A cell holds text, or a choice from its list in any of the languages. Formulas are not computed, because what "
        "they show depends on the program and on other files.",
    ),
    Code(
        ROW,
        Severity.ERROR,
        "row that fits no question",
        "Each reply belongs to one question, and each question has one reply. Which of two is right is for those to "
        "say who wrote them.",
    ),
)
