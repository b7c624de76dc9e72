"""Projects for timing the check: one with a changed file, and some with many times the content."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

#: What is copied: the records with the most text. The rest exists once, and copies refer to it.
_COPIED = ("clauses", "modules", "laws", "instruments")
_ORDERS = 30


def with_a_change(folder: Path, sample: str) -> None:
    """Put the content under git, then change a word of one file."""
    git = ["git", "-c", "user.name=bench", "-c", "user.email=bench@example.org", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "content"], ["commit", "-q", "-m", "All content"]):
        subprocess.run([*git, *command], cwd=folder, check=True, capture_output=True)
    path = folder / sample
    path.write_text(re.sub(r"\npurpose: >-\n  \S+", r"\g<0> indeed", path.read_text("utf-8"), count=1), "utf-8")


def grown(folder: Path, target: Path, times: int) -> int:
    """Make a project with so many times the clauses, modules, laws and instruments; returns how many files it has.

    Every copy has ids of its own, and refers to the copies of what its original refers to.
    """
    shutil.copytree(folder / "content", target / "content")
    shutil.copy(folder / "mkdocs.yml", target)
    records = [path for kind in _COPIED for path in sorted((folder / "content" / kind).rglob("*.yaml"))]
    known = {path.stem for path in records} | _questions(records)
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(sorted(known, key=len, reverse=True)) + r")(?![\w-])")
    translated = [p for kind in _COPIED for p in sorted((folder / "content/translations").glob(f"*/{kind}/*.yaml"))]
    for number in range(1, times):
        for path in (*records, *translated):
            made = target / path.relative_to(folder).with_name(f"{path.stem}-copy-{number}.yaml")
            text = pattern.sub(rf"\g<0>-copy-{number}", path.read_text("utf-8"))
            text = re.sub(r"(?m)^order: (\d+)", lambda m, n=number: f"order: {int(m[1]) + n * _ORDERS}", text)  # type: ignore[misc]
            made.write_text(text, "utf-8")
    return sum(1 for _ in (target / "content").rglob("*.yaml"))


def _questions(records: list[Path]) -> set[str]:
    """The ids of the questions, which countries answer by."""
    text = "".join(path.read_text("utf-8").partition("\nquestions:\n")[2] for path in records)
    return set(re.findall(r"(?m)^  ([a-z0-9-]+):$", text))
