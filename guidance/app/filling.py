"""Filled checklists: reading, checking, joining and carrying over what people wrote."""

from __future__ import annotations

from guidance.app.checking import ContentError, check, loaded
from guidance.config import Settings
from guidance.diagnostics import Severity
from guidance.model.corpus import Corpus


def questions(settings: Settings) -> Corpus:
    """The guidance whose questions are asked; raises ContentError if a file of it cannot be read.

    The rules are not applied, for they take time and no reply depends on them; but a question that is missing because
    its clause cannot be read must not look like one that was taken away.
    """
    found = loaded(settings)
    if found.corpus is None or any(problem.severity is Severity.ERROR for problem in found.problems):
        raise ContentError(check(settings).text)
    return found.corpus
