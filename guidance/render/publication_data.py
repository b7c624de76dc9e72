"""The whole publication as one data file: every record of the model, with all languages and states of translation.

The file is an object. Beside ``name``, ``version``, ``edition``, ``date``, ``status`` and ``languages`` it has
``publication`` and, for each kind of record, an object of records by id, in reading order. A record has the keys of its
dataclass in ``guidance/model``. A text is an object of ``unit`` (the file below the content folder in which its source
stands, ``#``, its path), ``source``, ``rich`` where it is restricted Markdown, and ``translations`` by language: each
with ``text``, ``state`` (current, stale or authentic) and ``authorship``; a language that is not there is missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

from guidance.model.corpus import Corpus
from guidance.model.text import Text

#: Grows when a key is taken away or changes its meaning; a new key alone changes nothing for a program.
VERSION = 1
#: The kinds of records, in the order in which a reader meets them.
KINDS = (
    "modules",
    "clauses",
    "frameworks",
    "instruments",
    "laws",
    "countries",
    "memberships",
    "terms",
    "resources",
    "themes",
    "pages",
)
#: Where a thing stands in our files is nothing for others; a text says it as its unit.
_LEFT_OUT = frozenset(("pin",))


def publication_json(corpus: Corpus) -> bytes:
    """The publication as UTF-8; a record has a line, so that two editions can be compared by any program."""
    return "".join(_lines(corpus)).encode()


def _lines(corpus: Corpus) -> Iterator[str]:
    publication = corpus.publication
    head = {
        "name": "guidance",
        "version": VERSION,
        "edition": publication.edition,
        "date": publication.date,
        "status": publication.status,
        "languages": publication.languages,
    }
    yield "{\n"
    for key, value in head.items():
        yield f'"{key}": {_written(value)},\n'
    yield f'"publication": {_written(_plain(corpus, publication))},\n'
    for kind in KINDS:
        records = (f'"{id_}": {_written(_plain(corpus, it))}' for id_, it in getattr(corpus, kind).items())
        yield f'"{kind}": {{\n' + ",\n".join(records) + "\n},\n"
    yield f'"neighbours": {_written(_plain(corpus, corpus.neighbours))}\n}}\n'


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def _plain(corpus: Corpus, value: Any) -> Any:
    """A value of the model as JSON can hold it."""
    if isinstance(value, Text):
        return _text(corpus, value)
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(corpus, getattr(value, name)) for name in _keys(type(value))}
    if isinstance(value, Mapping):
        return {str(key): _plain(corpus, one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(corpus, one) for one in value]
    return value.value if isinstance(value, Enum) else value


@cache
def _keys(shape: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(shape) if field.name not in _LEFT_OUT)


def _text(corpus: Corpus, text: Text) -> dict[str, Any]:
    made: dict[str, Any] = {"unit": text.address.removeprefix(f"{corpus.folder}/"), "source": text.source}
    if text.rich:
        made["rich"] = True
    translations = {}
    for lang in sorted(text.translations):
        unit = text.in_language(lang)
        if unit.translation:
            authorship = unit.translation.authorship.value
            translations[lang] = {"text": unit.text, "state": unit.state.value, "authorship": authorship}
    if translations:
        made["translations"] = translations
    return made
