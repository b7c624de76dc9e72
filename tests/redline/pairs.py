"""Two editions of the small project of the rules: as it is, and with what a test lays over it."""

from __future__ import annotations

from pathlib import Path

from guidance.load.corpus import load
from guidance.model.corpus import Corpus
from guidance.model.lang import LANGUAGES
from guidance.model.revision import Revision, compare
from guidance.render.redline.compose import Compared, document
from guidance.render.report.blocks import Block, Document, Fold, Heading, Items, Line, Paragraph, Table
from guidance.render.view import View
from tests.rules.examples import lay


def sides(folder: Path, example: str, before: str = "") -> tuple[Corpus, Corpus]:
    """Both editions: ``example`` is laid over the new one as the examples of rules are, ``before`` over both."""
    made = []
    for name, text in (("old", before), ("new", f"{before}\n{example}".strip("\n"))):
        where = folder / name
        lay(where, text or "# terms/barrier.yaml")
        found = load(where)
        assert found.corpus is not None
        assert [problem.message for problem in found.problems] == []
        made.append(found.corpus)
    return made[0], made[1]


def revised(folder: Path, example: str, before: str = "") -> Revision:
    """What changed between the two."""
    return compare(*sides(folder, example, before), LANGUAGES)


def drawn(folder: Path, example: str, lang: str = "en", before: str = "") -> Document:
    """The redline of the two in a language."""
    old, new = sides(folder, example, before)
    return document(Compared(View(old, lang), View(new, lang), "", "", compare(old, new, LANGUAGES)))


def words(line: Line) -> str:
    """A line with its marks: ``[-struck-]`` and ``[+written+]``."""
    signs = {"": "{}", "ins": "[+{}+]", "del": "[-{}-]"}
    return "".join(signs[run.mark].format(run.text) for run in line)


def told(made: Document) -> list[str]:
    """The lines of a document with their marks; folds by their label."""
    return [line for block in made.blocks for line in _of(block)]


def _of(block: Block) -> list[str]:
    match block:
        case Heading() | Paragraph():
            return [words(block.line)]
        case Items():
            return [words(line) for line in block.items]
        case Fold():
            return [f"({block.label})"]
        case Table():
            return [" | ".join(words(cell) for cell in row) for row in block.rows]
