"""The structure of a thing without its words: what other pages depend on beyond the texts they show."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from guidance.diagnostics import Pin
from guidance.model.text import Text

Skeleton = object


def skeleton(thing: object) -> Skeleton:
    """A value that is equal for two things that differ in their texts only."""
    if isinstance(thing, Text):
        return thing.path
    if isinstance(thing, Pin):
        return thing.path
    if is_dataclass(thing) and not isinstance(thing, type):
        return tuple(skeleton(getattr(thing, field.name)) for field in fields(thing))
    if isinstance(thing, dict):
        return tuple((key, skeleton(value)) for key, value in thing.items())
    if isinstance(thing, tuple):
        return tuple(skeleton(item) for item in thing)
    return thing
