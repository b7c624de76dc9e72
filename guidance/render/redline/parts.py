"""What a path in a record is called: ``questions/x/anchors/full`` as a reader would say it, in one language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from guidance.model.clause import Clause
from guidance.model.publication import Page
from guidance.model.registers import InstrumentProvision, LawProvision
from guidance.model.revision_values import entry_key
from guidance.model.text import Text
from guidance.render.view import View

#: Steps that say nothing to a reader: the words of the thing itself stand below them.
_SILENT = frozenset({"text", "children", "themes", "scale"})
#: Registers within a thing whose entries are parts of their own.
_THROUGH = frozenset({"children", "choices"})
#: The most characters of a title that names a part.
_TITLE = 90


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a record that stands by itself: its place in reading order, its name, and the path of its root."""

    place: tuple[int, ...]
    name: str
    root: str


def part(view: View, record: Any, path: str) -> Part:
    """The part that a path belongs to; its root ends where a provision, question, alternative … begins."""
    steps = list(_steps(record, path.split("/")))
    root = steps[:1]
    for number, step in enumerate(steps[1:], 1):
        if step.key:
            root = steps[: number + 1]
        elif step.word not in _THROUGH:
            break
    return Part(tuple(step.place for step in root), _name(view, record, root), "/".join(step.word for step in root))


def rest(view: View, record: Any, path: str) -> str:
    """What stands behind the root of a path, such as “anchors, partial”; empty for the words of the part itself."""
    steps = list(_steps(record, path.split("/")))
    depth = part(view, record, path).root.count("/") + 1
    flat = [word for step in steps for word in step.word.split("/")]
    shown = [word for word in flat[depth:] if word not in _SILENT]
    return " – ".join(view.labels.word("part", word) for word in shown)


@dataclass(frozen=True, slots=True)
class _Step:
    """A step of a path: a field, or a key of a register or list, with what it leads to."""

    word: str
    key: bool
    place: int
    thing: Any


def _steps(thing: Any, words: list[str]) -> Iterator[_Step]:
    while words:
        if isinstance(thing, dict):
            place = list(thing).index(words[0]) if words[0] in thing else len(thing)
            thing = thing.get(words[0])
            yield _Step(words[0], True, place, thing)
            words = words[1:]
        elif isinstance(thing, tuple):
            word, place, thing = _entry(thing, words)
            yield _Step(word, True, place, thing)
            words = words[word.count("/") + 1 :]
        else:
            names = [field.name for field in fields(thing)] if is_dataclass(thing) else []
            place = names.index(words[0]) if words[0] in names else len(names)
            thing = getattr(thing, words[0], None)
            yield _Step(words[0], False, place, thing)
            words = words[1:]


def _entry(things: tuple[Any, ...], words: list[str]) -> tuple[str, int, Any]:
    """The entry of a list that the next words name; they name none where it stands on the other side only."""
    for place, thing in enumerate(things):
        key = entry_key(thing) if is_dataclass(thing) else str(thing)
        if "/".join(words[: key.count("/") + 1]).partition("~")[0] == key:
            return "/".join(words[: key.count("/") + 1]), place, thing
    return words[0], len(things), None


def _name(view: View, record: Any, root: list[_Step]) -> str:
    if isinstance(record, Clause) and root[0].word == "provisions" and len(root) > 1:
        path = "/".join(step.word for step in root[1:] if step.key)
        name = view.labels.gettext("Provision {number}").format(number=full_number(view, record, path))
        heading = getattr(root[-1].thing, "heading", None)
        return f"{name} – {view.words(heading)}" if heading else name
    if isinstance(record, Page) and root[0].word in record.sections:
        return shortened(view.words(record.sections[root[0].word].heading))
    _, field = view.labels.gettext, view.labels.word("part", root[0].word)
    keys = _("; ").join(_key_name(view, record, step) for step in root[1:] if step.key)
    return _("{name}: {title}").format(name=field, title=keys) if keys else field


def full_number(view: View, clause: Clause, path: str) -> str:
    """The number of a provision with that of its clause, such as ``6.3(2)(a)``."""
    number = view.provision_number(clause, path) if _has(clause, path) else path
    return view.left_to_right(view.clause_numbers.get(clause.id, "")) + number


def _has(clause: Clause, path: str) -> bool:
    return any(found == path for found, _ in clause.walk())


def _key_name(view: View, record: Any, step: _Step) -> str:
    """What a key stands for: the title of the thing, or the name of what it refers to."""
    if isinstance(step.thing, InstrumentProvision):
        return view.pinpoint(step.thing.ref)
    if isinstance(step.thing, LawProvision) and step.thing.pinpoint:
        return view.pinpoint(step.thing.pinpoint)
    for field in ("title", "name", "label"):
        found = getattr(step.thing, field, None)
        if isinstance(found, Text):
            return shortened(view.words(found))
    return name_of(view, step.word.partition("~")[0]) or step.word


def shortened(text: str) -> str:
    """A text that is no longer than a title."""
    return text if len(text) <= _TITLE else text[:_TITLE].rstrip() + "…"


def name_of(view: View, key: str) -> str | None:
    """The name of the target, provision, clause, law, question … that a key refers to; none if it refers to nothing."""
    try:
        return _name_of(view, key)
    except KeyError:
        # What it belongs to could not be read on this side.
        return None


def _name_of(view: View, key: str) -> str | None:
    corpus = view.corpus
    record, _, label = key.partition("/")
    if key in corpus.targets:
        return view.target_name(*corpus.targets[key])
    if key in corpus.clauses:
        clause = corpus.clauses[key]
        return view.clause_title(clause) if key in view.clause_numbers else view.words(clause.title)
    if record in corpus.instruments and (not label or label in corpus.instruments[record].provisions):
        return view.provision_name(*corpus.provision(key)) if label else view.words(corpus.instruments[key].short_title)
    if record in corpus.laws:
        return view.law_name(corpus.laws[record])
    if key in corpus.questions:
        return shortened(view.words(corpus.questions[key][1].text))
    for things, field in ((corpus.countries, "name"), (corpus.terms, "term"), (corpus.themes, "title")):
        if key in things:
            return view.words(getattr(things[key], field))
    return None
