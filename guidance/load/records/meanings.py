"""What fields and values mean: the texts that stand below them in the modules of the records.

A text begins with one paragraph on the field. A closed list goes on with one line ``value: meaning`` for each value.
The texts are read from the source when somebody asks, and not at import: nearly every run of the program asks for none.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Literal, get_args, get_origin

from guidance.load.records.fields import Shape

Values = dict[str, str]

_VALUE = re.compile(r"(?P<value>[^\s:][^:]*): (?P<meaning>.+)")


@dataclass(frozen=True, slots=True)
class Meaning:
    """The text of a field in one line, and the meaning of each value if it is a closed list."""

    text: str
    values: Values


def field_meanings(shape: type[Shape]) -> dict[str, Meaning]:
    """The meaning of each field of a shape that has a text below it."""
    found = _of_module(shape.__module__)
    return {name: found[shape.__name__, name] for name in shape.model_fields if (shape.__name__, name) in found}


def list_meanings(shapes: Iterable[type[Shape]]) -> dict[tuple[str, ...], Values]:
    """The meanings of the closed lists with a name of their own, in the modules of the shapes, their parts and bases.

    A list is found by its values, because pydantic does not keep its name. Two lists with the same values and other
    meanings are a ``ValueError``.
    """
    whole = _with_parts(shapes)
    modules = dict.fromkeys(base.__module__ for shape in whole for base in shape.mro() if issubclass(base, Shape))
    found: dict[tuple[str, ...], Values] = {}
    for module in modules:
        for (owner, name), meaning in _of_module(module).items():
            named = getattr(sys.modules[module], name, None) if owner == "" else None
            if get_origin(named) is Literal and found.setdefault(get_args(named), meaning.values) != meaning.values:
                raise ValueError(f"{module}.{name}: another list with these values means something else")
    return found


def _with_parts(shapes: Iterable[type[Shape]]) -> dict[type[Shape], None]:
    """The shapes, and those that their fields hold, however deep."""
    found: dict[type[Shape], None] = {}
    waiting = list(shapes)
    while waiting:
        shape = waiting.pop()
        if shape not in found:
            found[shape] = None
            waiting += (part for field in shape.model_fields.values() for part in _shapes_in(field.annotation))
    return found


def _shapes_in(annotation: Any) -> Iterable[type[Shape]]:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        yield annotation
    for argument in get_args(annotation):
        yield from _shapes_in(argument)


@cache
def _of_module(name: str) -> dict[tuple[str, str], Meaning]:
    """The texts of a module by class (nothing for the module itself) and name."""
    tree = ast.parse(inspect.getsource(sys.modules[name]))
    found = {("", name): meaning for name, meaning in _below(tree.body)}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            found |= {(node.name, name): meaning for name, meaning in _below(node.body)}
    return found


def _below(body: list[ast.stmt]) -> Iterable[tuple[str, Meaning]]:
    """Each name that is given a type or a value and has a text in the next statement."""
    for statement, following in pairwise(body):
        target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
        text = following.value if isinstance(following, ast.Expr) else None
        if isinstance(target, ast.Name) and isinstance(text, ast.Constant) and isinstance(text.value, str):
            yield target.id, _parsed(text.value)


def _parsed(text: str) -> Meaning:
    first, _, rest = inspect.cleandoc(text).partition("\n\n")
    lines = (_VALUE.fullmatch(line) for line in rest.split("\n"))
    return Meaning(" ".join(first.split()), {line["value"]: line["meaning"] for line in lines if line})
