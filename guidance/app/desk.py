"""The desk: schemas, the ledger, translations and new files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from guidance import scaffold
from guidance.app.checking import ContentError, check, loaded, sound_content
from guidance.app.reporting import catalogue
from guidance.config import Settings
from guidance.i18n import catalog, stamp
from guidance.i18n.stamp import Stamp
from guidance.load.corpus import spans
from guidance.load.records.schemas import json_schemas
from guidance.model.entries import entries
from guidance.model.lang import LANGUAGES, SOURCE
from guidance.model.text import State
from guidance.write import write_file


def schema_files(settings: Settings) -> dict[Path, str]:
    """The JSON Schemas by the path they stand at."""
    folder = settings.root / settings.content / "schema"
    return {folder / name: text for name, text in json_schemas().items()}


def write_schemas(settings: Settings) -> int:
    """Write the JSON Schemas; returns how many."""
    for path, text in schema_files(settings).items():
        write_file(path, text.encode())
    return len(json_schemas())


def stale_schemas(settings: Settings) -> list[str]:
    """Names of the schemas that are not what the records say."""
    files = schema_files(settings).items()
    return [path.name for path, text in files if not path.is_file() or path.read_text("utf-8") != text]


def extend_ledger(settings: Settings, *taken: str) -> int:
    """Add every id that is not in the ledger yet, and entries that are ``taken`` from now on; returns how many."""
    corpus, _ = sound_content(settings)
    known = {line.entry for line in corpus.ledger}
    new = [entry for entry in dict.fromkeys((*entries(corpus), *taken)) if entry not in known]
    lines = "".join(f"{line}\n" for line in (*(line.text for line in corpus.ledger), *new))
    write_file(settings.root / settings.content / "ledger.txt", lines.encode())
    return len(new)


def stamp_translations(settings: Settings) -> list[Stamp]:
    """Mark every stale unit of the languages asked for as current; returns what was marked."""
    found = loaded(settings)
    if found.corpus is None:
        raise ContentError(check(settings).text)
    stamps = list(stamp.stale_stamps(found.corpus, settings.langs))
    places = spans([s.pin for s in stamps], found.sources)
    by_path: dict[str, list[tuple[Any, str]]] = {}
    for made, span in zip(stamps, places, strict=True):
        by_path.setdefault(made.pin.path, []).append((span, stamp.written(made.digest)))
    texts = {source.path: source.text for source in found.sources}
    for path, edits in by_path.items():
        write_file(settings.root / path, stamp.apply(texts[path], edits).encode())
    return stamps


def translation_status(settings: Settings) -> dict[str, Counter[State]]:
    """For each language of translation, how many units are in which state."""
    corpus, _ = sound_content(settings)
    return {lang: stamp.status(corpus, lang) for lang in settings.langs if lang != SOURCE}


def updated_catalogue(lang: str) -> bytes:
    """The catalogue of a language as it should be: interface strings, and the words of the codes of the check."""
    codes = catalogue()
    words = {
        "code-title": {code.code: code.title for code in codes.values()},
        "code-why": {code.code: code.why for code in codes.values()},
    }
    return catalog.updated(lang, words)


def update_catalogues() -> dict[str, int]:
    """Bring the catalogues of interface strings up to date; returns how many strings each lacks."""
    for lang in LANGUAGES:
        write_file(catalog.labels_folder() / f"{lang}.po", updated_catalogue(lang))
    return {lang: len(catalog.untranslated(lang)) for lang in LANGUAGES}


def new_file(settings: Settings, kind: str, id_: str, options: dict[str, str]) -> list[Path]:
    """Scaffold a clause, page, country, law or translation that passes the check; returns the files written."""
    corpus, texts = sound_content(settings)
    made = scaffold.scaffold(corpus, texts, settings.content, kind, id_, options)
    for path, text in made.items():
        write_file(settings.root / path, text.encode())
    return [settings.root / path for path in made]
