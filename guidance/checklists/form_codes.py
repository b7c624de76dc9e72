"""What the codes of filled PDF forms stand for (G967 to G969)."""

from __future__ import annotations

from guidance.diagnostics import Code, Severity

FORM, FIELD, FIELDS = "G967", "G968", "G969"

#: None has an example that is laid over content: a form is no content.
FORM_CODES: tuple[Code, ...] = (
    Code(
        FORM,
        Severity.ERROR,
        "PDF that cannot be read as a checklist",
        "A checklist comes back as the PDF that went out, saved with its fields. A program that prints or “flattens” "
        "it leaves a picture of the replies, which nobody can read back.",
    ),
    Code(
        FIELD,
        Severity.ERROR,
        "field without a value that it takes",
        "A field holds text, or a choice from its list. Who wrote it must say what was meant; nothing is guessed.",
    ),
    Code(
        FIELDS,
        Severity.WARNING,
        "fields that are not those of the form",
        "Some programs drop fields or add some. What is in fields that are not there cannot be read; so somebody "
        "should compare the replies with those of whoever filled the form.",
    ),
)
