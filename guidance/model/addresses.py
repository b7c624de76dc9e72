"""The addresses of other websites in the content, with every place they stand in.

Records are walked field by field, whatever fields they have, so that a field added later is found by itself. A thing
that has no place in a file is no content and is passed over.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from guidance.diagnostics import Pin
from guidance.model.blocks import OutsideLink, Words, inlines
from guidance.model.corpus import Corpus
from guidance.model.text import Text

#: What the corpus holds a second time, and the texts, which have a walk of their own.
_DERIVED = ("links", "questions", "targets", "texts", "blocks", "poisoned", "ledger", "health")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
#: What ends a sentence rather than an address that stands in it.
_PUNCTUATION = ".,;:!?'’”»)]"

Use = tuple[str, Pin]


def outside_urls(corpus: Corpus) -> dict[str, tuple[Pin, ...]]:
    """Every http(s) address in the content, as it is written there, with all its places.

    The order is that of the corpus; addresses of this site are left out. A place names the words that are the address
    where the value holds other words too.
    """
    own = corpus.publication.site_url.rstrip("/")
    # A dict for a set that keeps the order.
    found: dict[str, dict[Pin, None]] = defaultdict(dict)
    for url, pin in _uses(corpus):
        if url != own and not url.startswith(f"{own}/"):
            found[url][pin] = None
    return {url: tuple(pins) for url, pins in found.items()}


def address(url: str) -> str:
    """The part of an address that a server is asked for: all but the fragment."""
    return url.partition("#")[0]


def _uses(corpus: Corpus) -> Iterator[Use]:
    for part in fields(corpus):
        if part.name not in _DERIVED:
            yield from _of_value(getattr(corpus, part.name), None)
    for owned in corpus.texts:
        yield from _of_text(owned.text, corpus)


@dataclass(frozen=True, slots=True)
class _Way:
    """The way to a value: what it stands in, and the thing or the step (a key, a name, an index) that comes next.

    Ways are made for every value, places only for the few that hold an address.
    """

    above: _Way | None
    thing: Any

    def place(self) -> Pin | None:
        """Where the value stands; none above the first thing with a place."""
        steps: list[str | int] = []
        way: _Way | None = self
        while way is not None:
            if isinstance(way.thing, str | int):
                steps.append(way.thing)
            elif isinstance(own := way.thing if isinstance(way.thing, Pin) else _place(way.thing), Pin):
                return Pin(own.path, (*own.pointer, *reversed(steps)))
            way = way.above
        return None


def _of_value(value: Any, way: _Way | None) -> Iterator[Use]:
    """The addresses in a value and below it."""
    if isinstance(value, str):
        if way is not None and (pin := way.place()):
            yield from _in_words(value, pin)
    elif isinstance(value, dict):
        for key, item in value.items():
            if _may_hold(item):
                yield from _of_value(item, _Way(way, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            if _may_hold(item):
                yield from _of_value(item, _Way(way, index))
    elif names := _names(type(value)):
        own = _Way(way, value)
        for name in names:
            item = getattr(value, name)
            if _may_hold(item):
                yield from _of_value(item, _Way(own, name))


def _may_hold(item: Any) -> bool:
    """Whether an address can stand in a value or below it; most values are short words."""
    return "://" in item if isinstance(item, str) else bool(item) and not isinstance(item, _WITHOUT)


#: What holds no address, or has a walk of its own.
_WITHOUT = (Text, Pin, bool, int, type(None))


_NAMES: dict[type, tuple[str, ...]] = {}


def _names(kind: type) -> tuple[str, ...]:
    """The names of the fields of a dataclass; none for anything else."""
    if kind not in _NAMES:
        _NAMES[kind] = _fields_of(kind)
    return _NAMES[kind]


def _fields_of(kind: type) -> tuple[str, ...]:
    return tuple(part.name for part in fields(kind)) if is_dataclass(kind) else ()


def _place(thing: Any) -> Pin | None:
    """Where a thing stands: its own pin, or the place above one of its texts."""
    own = getattr(thing, "pin", None)
    if isinstance(own, Pin):
        return own
    texts = (getattr(thing, part.name) for part in fields(thing))
    pins = (text.pin for text in texts if isinstance(text, Text))
    return next((Pin(pin.path, pin.pointer[:-1]) for pin in pins if pin.pointer), None)


def _of_text(text: Text, corpus: Corpus) -> Iterator[Use]:
    if "://" in text.source:
        yield from _in_text(text.source, text.rich, text.pin, corpus)
    for translation in text.translations.values():
        place = translation.pin
        if "://" in translation.text:
            yield from _in_text(translation.text, text.rich, Pin(place.path, (*place.pointer, "text")), corpus)
        for name in _names(type(translation)):
            value = getattr(translation, name)
            if name != "text" and _may_hold(value):
                yield from _of_value(value, _Way(_Way(None, place), name))


def _in_text(text: str, rich: bool, pin: Pin, corpus: Corpus) -> Iterator[Use]:
    if "://" not in text:
        return
    if not rich:
        yield from _in_words(text, pin)
        return
    for node in inlines(corpus.blocks.get(text, ())):
        if isinstance(node, OutsideLink) and _URL.match(node.url):
            yield node.url, Pin(pin.path, pin.pointer, node.url)
        elif isinstance(node, Words):
            yield from _in_words(node.text, pin, whole=False)


def _in_words(text: str, pin: Pin, whole: bool = True) -> Iterator[Use]:
    """The addresses in a text; a text that is ``whole`` may be an address and nothing else."""
    if whole and _URL.fullmatch(text):
        yield text, pin
        return
    for match in _URL.finditer(text):
        url = match[0].rstrip(_PUNCTUATION)
        # A bracket that the address itself opens belongs to it, as in the names of some encyclopedias.
        if match[0][len(url) :].startswith(")") and "(" in url:
            url += ")"
        if _URL.fullmatch(url):
            yield url, Pin(pin.path, pin.pointer, url)
