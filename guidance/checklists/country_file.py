"""The file of a country with other answers in it: only the lines of what changed are written anew.

Comments and the layout of everything else stay, so that the difference shows what the country changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from textwrap import wrap

from guidance.load import yaml
from guidance.load.yaml import Data

_KEY = re.compile(r"[A-Za-z_]\w*:")
_ENTRY = re.compile(r"  ([a-z0-9][a-z0-9_-]*):")
_WIDTH = 105
#: A scalar that YAML reads as the text it is; dates are quoted, so that editors do not take them for dates.
_PLAIN = re.compile(r"[A-Za-z](?:[\w ./()§-]*[\w.)])?")
#: What YAML does not read as a text.
_WORDS = ("true", "false", "yes", "no", "on", "off", "null", "y", "n")
#: What stands below answers in the file of a country.
_BELOW = ("findings", "comments")


def with_answers(text: str, assessment: Mapping[str, Data], answers: Mapping[str, Data]) -> str:
    """The text of the file with another assessment and other answers; an answer that is the same keeps its lines."""
    data, problems = yaml.parse("", text)
    if not isinstance(data, dict) or problems:
        raise ValueError("the file of the country cannot be read")
    lines = text.rstrip("\n").split("\n")
    old = data.get("answers")
    written = _answers(lines, old if isinstance(old, dict) else {}, answers)
    if data.get("assessment") != assessment:
        lines = _replaced(lines, "assessment", ["assessment:", *_mapping(assessment, 2)], ("answers", *_BELOW))
    lines = _replaced(lines, "answers", ["answers:", *written] if written else [], _BELOW)
    made = "\n".join(lines) + "\n"
    read, _ = yaml.parse("", made)
    wanted = {**data, "assessment": dict(assessment), "answers": dict(answers)}
    if read != {key: value for key, value in wanted.items() if value}:
        raise ValueError("the file would not read as what was meant")
    return made


def _answers(lines: list[str], old: Mapping[str, Data], answers: Mapping[str, Data]) -> list[str]:
    kept = _entries(lines)
    written: list[str] = []
    for label, answer in answers.items():
        same = old.get(label) == answer and label in kept
        written += kept[label] if same or not isinstance(answer, dict) else [f"  {label}:", *_mapping(answer, 4)]
    return written


def _entries(lines: list[str]) -> dict[str, list[str]]:
    """The lines of each answer, with the comments above it."""
    begin, end = _block(lines, "answers")
    found: dict[str, list[str]] = {}
    above: list[str] = []
    current: list[str] = []
    for line in lines[begin + 1 : end]:
        if entry := _ENTRY.match(line):
            current = found[entry[1]] = [*above, line]
            above = []
        elif re.match(r"  #", line):
            above.append(line)
        else:
            current += [*above, line]
            above = []
    return found


def _block(lines: list[str], key: str) -> tuple[int, int]:
    """The lines from a key at the margin to the next; comments above the next belong to that. Empty if it is absent."""
    begin = next((i for i, line in enumerate(lines) if line.startswith(f"{key}:")), None)
    if begin is None:
        return len(lines), len(lines)
    end = next((i for i in range(begin + 1, len(lines)) if _KEY.match(lines[i])), len(lines))
    return begin, _above(lines, end) if end < len(lines) else end


def _above(lines: list[str], place: int) -> int:
    """The place above a key with the comments and empty lines that lead to it."""
    while 0 < place < len(lines) and (not lines[place - 1] or lines[place - 1].startswith("#")):
        place -= 1
    return place


def _replaced(lines: list[str], key: str, block: list[str], below: tuple[str, ...]) -> list[str]:
    """The lines with the block of a key in its place, or above the first of the keys that stand below it."""
    begin, end = _block(lines, key)
    if begin == len(lines):
        begin = end = _above(lines, min(_block(lines, other)[0] for other in below))
    return [*lines[:begin], *block, *lines[end:]]


def _mapping(data: Mapping[str, Data], indent: int) -> Iterator[str]:
    margin = " " * indent
    for key, value in data.items():
        if isinstance(value, list):
            yield from _list(key, value, margin)
        elif isinstance(value, str) and len(margin) + len(key) + len(value) > _WIDTH - 2:
            yield f"{margin}{key}: >-"
            yield from _folded(value, f"{margin}  ")
        else:
            yield f"{margin}{key}: {_scalar(str(value))}"


def _list(key: str, items: list[Data], margin: str) -> Iterator[str]:
    if not items:
        yield f"{margin}{key}: []"
        return
    yield f"{margin}{key}:"
    for item in items:
        pairs = item.items() if isinstance(item, dict) else ()
        for place, (name, value) in enumerate(pairs):
            yield f"{margin}  {'- ' if place == 0 else '  '}{name}: {_scalar(str(value))}"


def _folded(text: str, margin: str) -> list[str]:
    width = _WIDTH + 2 - len(margin)
    return [margin + line for line in wrap(text, width, break_long_words=False, break_on_hyphens=False)]


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return f"'{text}'" if re.fullmatch(r"[\d.-]+(?:draft)?", text) else json.dumps(text, ensure_ascii=False)
