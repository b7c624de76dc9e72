"""Projects for timing the check: one with a changed file, and some with many times the content, all without errors."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

#: What is copied: the records with the most text. The rest exists once, and copies refer to it.
_COPIED = ("clauses", "modules", "laws", "instruments")
#: Ids of records are written anew where they are ids: behind these words of clauses, modules and their translations.
_BEFORE = (
    r"^(?:id|module): |^  - (?:law: |provision: )?|\[\[(?:clause|module|law|instrument|provision):|"
    r"^  (?:questions|implements|examples)/"
)
#: The registers name no record of these kinds: what looks like an id there is a theme, a target or a label.
_OWN_ID = re.compile(r"(?m)^id: \S+")
_ORDERS = 30
_SCHEME = re.compile(r"https?://")
#: A reference or a placeholder, with the end of the word before it.
_MARK = re.compile(r"((?<=[A-Za-z])\s+)?(\[\[(?=[a-z])|\{(?=[a-z_0-9]+\}))")
#: Copies have a word more where a text begins with a mark: what is as long as it may be would be too long.
_LIMIT = re.compile(r"(?m)^longest_law: .*\n")


def with_a_change(folder: Path, sample: str) -> None:
    """Put the content under git, then change a word of one file."""
    git = ["git", "-c", "user.name=bench", "-c", "user.email=bench@example.org", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "content"], ["commit", "-q", "-m", "All content"]):
        subprocess.run([*git, *command], cwd=folder, check=True, capture_output=True)
    path = folder / sample
    path.write_text(re.sub(r"\npurpose: >-\n  \S+", r"\g<0> indeed", path.read_text("utf-8"), count=1), "utf-8")


def grown(folder: Path, target: Path, times: int) -> None:
    """Make a project with so many times the clauses, modules, laws and instruments.

    Questions and translations go with them. Every copy has ids and addresses of its own, and refers to the copies of
    what its original refers to. The check has nothing to say about the copies that it does not say about the originals.
    """
    shutil.copytree(folder / "content", target / "content")
    shutil.copy(folder / "mkdocs.yml", target)
    content = target / "content"
    style = content / "style.yaml"
    style.write_text(_LIMIT.sub("", style.read_text("utf-8")), "utf-8")
    records = [path for kind in _COPIED for path in sorted((content / kind).rglob("*.yaml"))]
    translated = [path for kind in _COPIED for path in sorted((content / "translations").glob(f"*/{kind}/*.yaml"))]
    texts = {path: path.read_text("utf-8") for path in (*records, *translated)}
    ids = _ids({path.stem for path in records}, _questions(texts[path] for path in records))
    for number in range(1, times):
        for path, text in texts.items():
            pattern = _OWN_ID if path.relative_to(content).parts[0] in ("laws", "instruments") else ids
            made = path.with_name(f"{path.stem}-copy-{number}.yaml")
            made.write_text(_copy(pattern.sub(rf"\g<0>-copy-{number}", text), number), "utf-8")
    # The copies of translations are of the copied texts; what the run below found out is not for the check to know.
    command = [sys.executable, "-m", "guidance", "i18n", "stamp"]
    subprocess.run(command, cwd=target, check=True, capture_output=True)
    shutil.rmtree(target / ".cache")


def _questions(texts: Iterable[str]) -> set[str]:
    """The ids of the questions, which countries answer by."""
    return set(re.findall(r"(?m)^  ([a-z0-9-]+):$", "".join(text.partition("\nquestions:\n")[2] for text in texts)))


def _ids(records: set[str], questions: set[str]) -> re.Pattern[str]:
    """Finds the ids of records and questions where they are ids."""
    asked = "|".join(questions)
    return re.compile(rf"(?m)(?:{_BEFORE})(?:{'|'.join(records)}|{asked})(?![\w-])|^  (?:{asked})(?=:$)")


def _copy(text: str, number: int) -> str:
    """A copy with addresses, a place and texts of its own: equal texts would be parsed once for all copies."""
    text = _SCHEME.sub(rf"\g<0>copy-{number}.", text)
    text = _MARK.sub(lambda found: f"{chr(ord('A') + number)}{found[1] or ' '}{found[2]}", text)
    return re.sub(r"(?m)^order: (\d+)", lambda found: f"order: {int(found[1]) + number * _ORDERS}", text)
