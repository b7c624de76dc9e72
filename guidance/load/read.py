"""Sources to checked records: classify every file by its path, parse it, check its shape."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from guidance.diagnostics import Diagnostic, Pin, did_you_mean, error
from guidance.load import yaml
from guidance.load.cache import ParseCache
from guidance.load.pages import PageSource, split_page
from guidance.load.records.fields import Shape
from guidance.load.records.registry import FOLDERS, KINDS, Kind, validate
from guidance.load.sources import Source
from guidance.model.lang import LANGUAGES, SOURCE


@dataclass(frozen=True, slots=True)
class Record:
    """A checked record: its kind, id, file and shape; pages carry their cut-up text."""

    kind: str
    id: str
    path: str
    shape: Shape
    page: PageSource | None = None


@dataclass(frozen=True, slots=True)
class TranslationFile:
    """A checked translation file; ``id`` is none where the file holds a whole register."""

    lang: str
    kind: str
    id: str | None
    path: str
    shape: Shape


@dataclass(slots=True)
class Reading:
    """What reading yields; ``poisoned`` are the (kind, id) of files with mistakes."""

    records: dict[str, dict[str, Record]] = field(default_factory=lambda: {name: {} for name in KINDS})
    translations: list[TranslationFile] = field(default_factory=list)
    poisoned: set[tuple[str, str]] = field(default_factory=set)
    problems: list[Diagnostic] = field(default_factory=list)


def read(sources: tuple[Source, ...], unread: Iterable[str], content: str, cache: ParseCache) -> Reading:
    """Parse and check every source; ``unread`` are paths of files that could not even be read."""
    reading = Reading()
    for path in unread:
        parts = PurePosixPath(path).relative_to(content).parts
        if parts and (kind := _kind_of(parts)):
            reading.poisoned.add((kind.name, PurePosixPath(path).stem))
    for source in sources:
        parts = PurePosixPath(source.path).relative_to(content).parts
        if parts[0] == "translations":
            _read_translation(source, parts[1:], reading, cache)
        else:
            _read_record(source, parts, reading, cache)
    return reading


def _kind_of(parts: tuple[str, ...]) -> Kind | None:
    if len(parts) == 1:
        kind = KINDS.get(PurePosixPath(parts[0]).stem)
        return kind if kind and kind.folder is None else None
    kind = FOLDERS.get(parts[0])
    depth = 3 if kind is FOLDERS["laws"] else 2
    return kind if kind and len(parts) == depth else None


def _read_record(source: Source, parts: tuple[str, ...], reading: Reading, cache: ParseCache) -> None:
    kind = _kind_of(parts)
    if kind is None:
        hint = did_you_mean(parts[0], FOLDERS) or f"folders: {', '.join(FOLDERS)}"
        reading.problems.append(error("G014", "no kind of record lives in this place", Pin(source.path), hint))
        return
    stem = PurePosixPath(parts[-1]).stem
    record, problems = _checked(source, kind, stem, cache)
    if record is None:
        reading.poisoned.add((kind.name, stem))
    elif stem in reading.records[kind.name]:
        other = reading.records[kind.name][stem].path
        problems = [*problems, error("G301", f'the id "{stem}" is taken by {other}', Pin(source.path))]
    else:
        reading.records[kind.name][stem] = record
    reading.problems += problems


def _checked(source: Source, kind: Kind, stem: str, cache: ParseCache) -> tuple[Record | None, list[Diagnostic]]:
    known = cache.record(source.path, source.text)
    if isinstance(known, Record):
        return known, []
    page = None
    text = source.text
    if kind.name == "page":
        page, problems = split_page(source)
        if page is None:
            return None, problems
        text = page.front
    shape, problems = _parse_and_validate(source.path, text, kind, cache)
    if shape is not None:
        problems = [*problems, *_check_identity(source.path, stem, shape)]
    if shape is None or problems:
        return None, problems
    record = Record(kind.name, stem, source.path, shape, page)
    cache.keep_record(source.path, source.text, record)
    return record, []


def _parse_and_validate(path: str, text: str, kind: Kind, cache: ParseCache) -> tuple[Shape | None, list[Diagnostic]]:
    data = cache.data(path, text)
    if data is None:
        data, problems = yaml.parse(path, text)
        if data is None:
            return None, problems
        cache.keep_data(path, text, data)
    if not isinstance(data, dict):
        return None, [error("G103", "the file: expected keys and values", Pin(path))]
    return validate(kind, data, path)


def _check_identity(path: str, stem: str, shape: Shape) -> list[Diagnostic]:
    name = "code" if "code" in type(shape).model_fields else "id"
    value = getattr(shape, name, stem)
    if value == stem:
        return []
    return [error("G106", f'{name} "{value}" is not the name of the file', Pin(path, (name,)), f"write {name}: {stem}")]


def _read_translation(source: Source, parts: tuple[str, ...], reading: Reading, cache: ParseCache) -> None:
    problem = _translation_place(source.path, parts)
    if problem:
        reading.problems.append(problem)
        return
    lang, *rest = parts
    stem = PurePosixPath(rest[-1]).stem
    whole_register = len(rest) == 1 and stem in FOLDERS
    kind = FOLDERS[stem] if whole_register else (FOLDERS.get(rest[0]) or KINDS[stem])
    shape_kind = KINDS["register-translation" if whole_register else "translation"]
    known = cache.record(source.path, source.text)
    shape = known if isinstance(known, Shape) else None
    if shape is None:
        shape, problems = _parse_and_validate(source.path, source.text, shape_kind, cache)
        reading.problems += problems
    if shape is not None:
        cache.keep_record(source.path, source.text, shape)
        id_ = None if whole_register else stem
        reading.translations.append(TranslationFile(lang, kind.name, id_, source.path, shape))


def _translation_place(path: str, parts: tuple[str, ...]) -> Diagnostic | None:
    lang, rest = parts[0], parts[1:]
    if lang not in LANGUAGES or lang == SOURCE or not rest:
        known = [code for code in LANGUAGES if code != SOURCE]
        return error("G201", f'"{lang}" is not a language of translation', Pin(path), f"languages: {', '.join(known)}")
    stem = PurePosixPath(rest[-1]).stem
    if len(rest) == 1:
        kind = FOLDERS.get(stem) or KINDS.get(stem)
        fits = kind is not None and (kind.one_file_translation or kind.folder is None)
    else:
        kind = FOLDERS.get(rest[0])
        fits = kind is not None and not kind.one_file_translation and len(rest) == 2
    if fits:
        return None
    hint = "a register such as terms is one file a language; a clause has a file of its own"
    return error("G202", "no translation lives in this place", Pin(path), hint)
