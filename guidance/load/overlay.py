"""Lay the translation files over the source records, and find units that fit nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Layer:
    """What one file holds of the translation of one record."""

    file: TranslationFile
    units: dict[str, UnitShape]
    authorship: AuthorshipShape
    prefix: Pointer

    def is_that_of(self, other: Layer) -> bool:
        """Whether another layer was read from the same text: what is parsed once stays the same object."""
        return self.units is other.units and self.authorship is other.authorship


#: The layers of every record, by its kind and id.
Layers = dict[tuple[str, str], list[Layer]]


def gather(files: list[TranslationFile]) -> Layers:
    """What all files hold of the translation of each record."""
    layers: Layers = defaultdict(list)
    for file in files:
        shape = file.shape
        if isinstance(shape, TranslationShape) and file.id is not None:
            layers[file.kind, file.id].append(Layer(file, shape.units, shape.translation, ("units",)))
        elif isinstance(shape, RegisterTranslationShape):
            for id_, units in shape.records.items():
                layers[file.kind, id_].append(Layer(file, units, shape.translation, ("records", id_)))
    return layers


def overlay(layers: Iterable[Layer]) -> Overlay:
    """The translations of a record by unit path and language."""
    found: Overlay = defaultdict(dict)
    for layer in layers:
        authorship = layer.authorship
        for path, unit in layer.units.items():
            found[path][layer.file.lang] = Translation(
                unit.text,
                unit.of,
                Pin(layer.file.path, (*layer.prefix, path)),
                unit.origin,
                unit.confidence,
                tuple(unit.variants),
                unit.note,
                Authorship(authorship.status),
                bool(authorship.reviewer and authorship.reviewed),
            )
    return found


def orphans(layers: Layers, reading: Reading, assembled: dict[tuple[str, str], Assembly]) -> list[Diagnostic]:
    """Diagnostics for translated records and units that the source does not have."""
    problems: list[Diagnostic] = []
    for (kind, id_), those in layers.items():
        assembly = assembled.get((kind, id_))
        if assembly is None:
            if (kind, id_) not in reading.poisoned:
                problems += _unknown_record(kind, id_, those, reading)
            continue
        known = {text.path for text in assembly.texts}
        for path, languages in assembly.overlay.items():
            if path not in known:
                hint = did_you_mean(path, known) or "delete it, or see the source for the units"
                problems += [
                    error("G204", f'the source has no unit "{path}"', _key(t.pin), hint) for t in languages.values()
                ]
    return problems


def _unknown_record(kind: str, id_: str, layers: Iterable[Layer], reading: Reading) -> list[Diagnostic]:
    hint = did_you_mean(id_, reading.records[kind])
    pins = {layer.file.path: Pin(layer.file.path, layer.prefix[1:] and layer.prefix, at_key=True) for layer in layers}
    return [error("G203", f'there is no {kind} "{id_}" to translate', pin, hint) for pin in pins.values()]


def _key(pin: Pin) -> Pin:
    return Pin(pin.path, pin.pointer, at_key=True)
