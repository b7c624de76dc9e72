"""A small project in which every text, and every other value that the loader lets pass, is hostile.

What may be hostile is found out and not listed: each value of each file is replaced by an attack, the loader says
which ones it refuses, and these go back to a weaker attack or to what they were. Then every text unit is made stronger
than the loader would let it be, so that a renderer is not saved by the loader. Each value carries a mark of its own, by
which it is found again in whatever is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

import yaml

from guidance.load.assemble import MODELS
from guidance.load.corpus import load
from guidance.load.markdown import parse
from guidance.model.checklists import Conflict, FilledChecklist, Proof, Reply, Unplaced, Version
from guidance.model.corpus import Corpus
from guidance.model.countries import SignOff
from guidance.model.publication import Page, PageSection
from guidance.model.text import Text, Translation, digest
from tests.rules.examples import lay

OVERLAY = Path(__file__).with_name("overlay.txt")
#: The languages in which the project is followed: that of the source, and one that runs from right to left.
LANGS = ("en", "ar")
#: A host that nobody may be sent to, and a number that only an evaluated template would hold.
HOST = "evil.example"
PRODUCT = str(7 * 191)
#: What a spreadsheet takes for a formula.
STARTS = ("=cmd|'/C calc'!A0 ", "+1+cmd|' /C calc'!A0 ", "-2+3 ", "@SUM(1+1) ")
ATTACK = (
    "<pwned onload=pwned()>&amp;</pwned><script>pwned()</script></style></script></title></textarea></div>]]>--><!--"
    "<img src=file:///etc/passwd onerror=pwned()><svg/onload=pwned()> \" pwned=\"1 ' pwned='1 \\u003cpwned "
    "{{ 7*191 }}pwn {% raw %} ${7*191}pwn #{7*191}pwn <%= 7*191 %>pwn %s {0} \\' \\\" &#x3c;pwned&#x3e; &lt;pwned&gt; "
    f"![p](https://{HOST}/p.png) ![p](file:///etc/passwd) [x](javascript:pwned()) [y](//{HOST}/y) [[P wned]] "
    "\u05e9\u05dc\u05d5\u05dd \u0639\u0631\u0628\u064a \U0001f4a9 e\u0301 " + "W" * 120
)
#: From the strongest to the weakest; a mark stands in the place of the two braces.
LEVELS = (
    "{}" + ATTACK,
    "{}& ]]> \" pwned=\"1 ' pwned='1 $ % `",
    "{}& ]]> \" pwned=\"1 ' pwned='1 $ %",
    f"https://{HOST}/{{}}?'pwned='1&x=(pwned);]]",
    "{}",
)
#: What nobody sees, or what turns the order of what is seen.
INVISIBLE = ("\u202e", "\u2066", "\u200f", "\u200b", "\u0085", "\u2028", "\ufeff", "\u007f")
_MARK = re.compile(r"Zq\d{4}z")
#: What the records of the content are in the model.
RECORDS = tuple(dict.fromkeys((*MODELS.values(), Page, PageSection)))
#: What people fill in.
FILLED = (FilledChecklist, Reply, Proof, SignOff, Unplaced, Version, Conflict)


def marks(text: str) -> set[str]:
    """The marks in a text."""
    return set(_MARK.findall(text))


@dataclass(frozen=True)
class Hostile:
    """The project, the kinds (class and field) of values that hold each mark, and those that had a value to attack."""

    corpus: Corpus
    kinds: dict[str, set[str]]
    tried: set[str]


def hostile(folder: Path) -> Hostile:
    """Make the project below a folder, and load it."""
    lay(folder, OVERLAY.read_text("utf-8").rstrip("\n"))
    loaded = load(folder).corpus
    assert loaded is not None
    _attack(folder)
    found = load(folder)
    assert found.corpus is not None and not found.problems, found.problems
    corpus = _strengthen(found.corpus)
    kinds, tried = _kinds(corpus), _kinds(loaded)
    return Hostile(corpus, {mark: kinds_ for mark, kinds_ in kinds.items() if mark}, set().union(*tried.values()))


# --- files


def _attack(folder: Path) -> None:
    """Replace each value of each record by the strongest attack that the loader lets pass."""
    trees = {path: _tree(path) for path in sorted((folder / "content").rglob("*.yaml"))}
    leaves = {
        (path.relative_to(folder).as_posix(), pointer): node
        for path, tree in trees.items()
        for pointer, node in _leaves(tree, ())
    }
    were = {place: (node.value, node.style, node.tag) for place, node in leaves.items()}
    # The address of the site itself is that of every page.
    level = {place: len(LEVELS) if place[1] == ("site_url",) else 0 for place in leaves}
    while True:
        for number, (place, node) in enumerate(leaves.items()):
            weak = level[place] >= len(LEVELS)
            start = "" if LEVELS[min(level[place], 3)].startswith("http") else STARTS[number % len(STARTS)]
            attack = "" if weak else start + LEVELS[level[place]].replace("{}", f"Zq{number:04}z", 1)
            node.value, node.style, node.tag = were[place] if weak else (attack, '"', "tag:yaml.org,2002:str")
        for path, tree in trees.items():
            path.write_text(yaml.serialize(tree, Dumper=yaml.CSafeDumper, allow_unicode=True), "utf-8")
        refused = {(problem.pin.path, _bare(problem.pin.pointer)) for problem in load(folder).problems}
        if not refused:
            return
        known = [place for place in leaves if place in refused and level[place] < len(LEVELS)]
        # A problem that is no value's own is about a record: then whatever is not text in it goes back.
        assert known, sorted(refused)[:5]
        for place in known:
            level[place] += 1


def _tree(path: Path) -> yaml.Node:
    tree = yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    assert tree is not None
    return tree


def _leaves(node: yaml.Node, pointer: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], yaml.ScalarNode]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _leaves(value, (*pointer, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _leaves(value, (*pointer, number))
    elif isinstance(node, yaml.ScalarNode):
        yield pointer, node


def _bare(pointer: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(step for step in pointer if not (isinstance(step, str) and step.startswith("@")))


# --- the model


def _strengthen(corpus: Corpus) -> Corpus:
    """Every text unit with the strongest attack and an Arabic translation that is one too."""
    made: dict[int, Any] = {}
    texts: dict[str, Text] = {}

    def strong(value: Any) -> Any:
        if isinstance(value, Text):
            if value.address not in texts:
                texts[value.address] = _strong_text(value, len(texts))
            return texts[value.address]
        if isinstance(value, Mapping):
            return {key: strong(one) for key, one in value.items()}
        if isinstance(value, tuple):
            return tuple(strong(one) for one in value)
        if not is_dataclass(value) or isinstance(value, type):
            return value
        if id(value) not in made:
            changed = {field.name: strong(getattr(value, field.name)) for field in fields(value)}
            made[id(value)] = replace(value, **changed), value
        return made[id(value)][0]

    whole = {field.name: strong(getattr(corpus, field.name)) for field in fields(corpus) if field.name != "blocks"}
    written = [text for text in texts.values() if text.rich]
    blocks = {
        wording: parse(wording)[0]
        for text in written
        for wording in (text.source, *(translation.text for translation in text.translations.values()))
    }
    return replace(corpus, blocks=blocks, **whole)


def _strong_text(text: Text, number: int) -> Text:
    mark = next(iter(marks(text.source)), f"Zq{5000 + number}z")
    source = f"{STARTS[number % len(STARTS)]}{mark}{ATTACK}"
    if text.rich:
        source += f"\n\n- *{ATTACK}*\n- ^[{ATTACK}] [safe](https://laws.example/)"
    translated = Translation(source.replace(mark, f"{mark} \u0646\u0635"), digest(source), text.pin)
    return replace(text, source=source, translations={"ar": translated})


def _kinds(corpus: Corpus) -> dict[str, set[str]]:
    """For each mark the kinds of values that hold it; under the empty mark every kind that has any value."""
    found: dict[str, set[str]] = {"": set()}

    def look(value: Any, kind: str) -> None:
        if isinstance(value, Text):
            look(value.source, kind)
        elif isinstance(value, str):
            found[""].add(kind)
            for mark in marks(value):
                found.setdefault(mark, set()).add(kind)
        elif isinstance(value, Mapping):
            for one in value.values():
                look(one, kind)
        elif isinstance(value, tuple):
            for one in value:
                look(one, kind)
        elif type(value) in RECORDS:
            for field in fields(value):
                look(getattr(value, field.name), f"{type(value).__name__}.{field.name}")

    for field in fields(corpus):
        if field.name not in ("links", "texts", "blocks", "questions", "targets"):
            look(getattr(corpus, field.name), f"Corpus.{field.name}")
    return found


@cache
def worded(shapes: tuple[type, ...] = RECORDS) -> dict[str, bool]:
    """Every kind of value of the model that holds words, and whether it is a text unit."""
    found = {}
    for shape in shapes:
        hints = get_type_hints(shape)
        for field in fields(shape):
            inside = set(_types(hints[field.name]))
            if Text in inside or str in inside:
                found[f"{shape.__name__}.{field.name}"] = Text in inside
    return found


def _types(hint: Any) -> Iterator[Any]:
    arguments = get_args(hint)
    if not arguments:
        yield hint
    # The keys of a mapping are labels and ids.
    for argument in arguments[1:] if getattr(hint, "__origin__", None) is dict else arguments:
        yield from _types(argument)
