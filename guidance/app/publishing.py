"""Publishing: a private draft that is checked and signed becomes the answers that stand on the page of its country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from guidance.app.checking import check, sound_content
from guidance.app.filling import ChecklistError, read, refuse
from guidance.checklists.country_file import with_answers
from guidance.checklists.publish import answers, assessment, hindrances
from guidance.config import Settings
from guidance.load import yaml
from guidance.load.select import Selection
from guidance.write import write_file


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing changes: the file, the difference as patches show it, and how many answers it is about."""

    path: str
    difference: str
    answers: int
    new: int
    changed: int
    gone: int


def publish(settings: Settings, file: Path, dry_run: bool = False) -> Published:
    """Write the replies of a draft as the answers of its country, whole or not at all; ``dry_run`` writes nothing.

    Raises ChecklistError while the draft cannot be published, or where the content would have errors with it.
    """
    (opened,) = read([file])
    corpus, texts = sound_content(settings)
    refuse(hindrances(opened.checklist, corpus, opened.source.path), opened)
    path = corpus.countries[opened.checklist.country].pin.path
    text = texts[path]
    old = _answers(text)
    made = answers(opened.checklist, corpus, old)
    new = with_answers(text, assessment(opened.checklist), made)
    checked = check(settings, Selection(focus=frozenset({path})), elsewhere=True, instead={path: new})
    if checked.report.has_errors:
        raise ChecklistError(f"{path} would have errors, so nothing was written:\n{checked.text}")
    if not dry_run:
        write_file(settings.root / path, new.encode())
    changed = sum(label in old and old[label] != answer for label, answer in made.items())
    before, after = text.splitlines(keepends=True), new.splitlines(keepends=True)
    difference = "".join(unified_diff(before, after, f"a/{path}", f"b/{path}"))
    return Published(path, difference, len(made), len(made.keys() - old.keys()), changed, len(old.keys() - made.keys()))


def _answers(text: str) -> Mapping[str, yaml.Data]:
    data, _ = yaml.parse("", text)
    found = data.get("answers") if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}
