"""Lay the translation files over the source records, and find units that fit nothing."""

from __future__ import annotations

from collections import defaultdict

from guidance.diagnostics import Diagnostic, Pin, Pointer, did_you_mean, error
from guidance.load.assemble import Assembly, Overlay
from guidance.load.read import Reading, TranslationFile
from guidance.load.records.publication import (
    AuthorshipShape,
    RegisterTranslationShape,
    TranslationShape,
    UnitShape,
)
from guidance.model.text import Authorship, Translation

Overlays = dict[tuple[str, str], Overlay]


def gather(files: list[TranslationFile]) -> Overlays:
    """All translations by (kind, id), unit path and language."""
    overlays: Overlays = defaultdict(lambda: defaultdict(dict))
    for file in files:
        shape = file.shape
        if isinstance(shape, TranslationShape) and file.id is not None:
            _add(overlays, file, file.id, shape.units, shape.translation, ("units",))
        elif isinstance(shape, RegisterTranslationShape):
            for id_, units in shape.records.items():
                _add(overlays, file, id_, units, shape.translation, ("records", id_))
    return overlays


def _add(
    overlays: Overlays,
    file: TranslationFile,
    id_: str,
    units: dict[str, UnitShape],
    authorship: AuthorshipShape,
    prefix: Pointer,
) -> None:
    record = overlays[file.kind, id_]
    for path, unit in units.items():
        record[path][file.lang] = Translation(
            unit.text,
            unit.of,
            Pin(file.path, (*prefix, path)),
            unit.origin,
            unit.confidence,
            tuple(unit.variants),
            unit.note,
            Authorship(authorship.status),
            bool(authorship.reviewer and authorship.reviewed),
        )


def orphans(overlays: Overlays, reading: Reading, assembled: dict[tuple[str, str], Assembly]) -> list[Diagnostic]:
    """Diagnostics for translated records and units that the source does not have."""
    problems: list[Diagnostic] = []
    for (kind, id_), overlay in overlays.items():
        assembly = assembled.get((kind, id_))
        if assembly is None:
            if (kind, id_) not in reading.poisoned:
                problems += _unknown_record(kind, id_, overlay, reading)
            continue
        known = {text.path for text in assembly.texts}
        for path, languages in overlay.items():
            if path not in known:
                hint = did_you_mean(path, known) or "delete it, or see the source for the units"
                problems += [
                    error("G204", f'the source has no unit "{path}"', _key(t.pin), hint) for t in languages.values()
                ]
    return problems


def _unknown_record(kind: str, id_: str, overlay: Overlay, reading: Reading) -> list[Diagnostic]:
    hint = did_you_mean(id_, reading.records[kind])
    pins: dict[str, Pin] = {}
    for languages in overlay.values():
        for translation in languages.values():
            whole = translation.pin.pointer[:1] != ("records",)
            pins[translation.pin.path] = Pin(
                translation.pin.path, () if whole else translation.pin.pointer[:2], at_key=True
            )
    return [error("G203", f'there is no {kind} "{id_}" to translate', pin, hint) for pin in pins.values()]


def _key(pin: Pin) -> Pin:
    return Pin(pin.path, pin.pointer, at_key=True)
