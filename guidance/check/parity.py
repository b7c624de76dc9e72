"""G6: a translation says what its source says: no more, no less, and all of it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

from guidance.check.rules import Finding, rule
from guidance.check.texts import Wording, below, current_translations, plain, translations
from guidance.diagnostics import Pin, Severity
from guidance.model.blocks import Blank, Block, List, OutsideLink, Reference, inlines
from guidance.model.corpus import Corpus
from guidance.model.text import Authorship

ERROR = Severity.ERROR
WARNING = Severity.WARNING

#: How long a translation of a text of some length is, against its source: the extremes of 1,200 units a language
#: lie well within.
_LENGTHS = {"ar": (0.4, 2.0), "zh": (0.12, 1.0), "fr": (0.6, 2.5), "ru": (0.5, 2.5), "es": (0.6, 2.5)}
_MEASURED = 80
_DIGIT = re.compile(r"\d")
_GROUPED = re.compile(r"(?<=\d)[\u00a0\u202f\u2009 ,.٬٫](?=\d)")


@rule(
    "G601",
    WARNING,
    "stale translation",
    fails="""
    # translations/fr/clauses/night-corridors.yaml
    units:
      title: {of: 0123456789ab, text: Désignation des corridors nocturnes}
    """,
    passes="""
    # translations/fr/clauses/night-corridors.yaml
    units:
      title: {of: current, text: Désignation des corridors nocturnes}
    """,
    local=True,
)
def stale(corpus: Corpus) -> Iterator[Finding]:
    """The source changed after the unit was translated; readers see the translation with a notice."""
    for owned in corpus.texts:
        for translation in owned.text.translations.values():
            if translation.of != owned.text.digest:
                message = f'"{owned.text.path}" was translated from an older source text'
                hint = "check the translation, then run: guidance i18n stamp"
                yield Finding(message, below(translation.pin, "of"), hint)


@rule(
    "G602",
    ERROR,
    "placeholders or references differ from the source",
    fails="""
    # translations/fr/clauses/night-corridors.yaml
    units:
      provisions/designation/text:
        of: current
        text: Le ministre désigne comme corridor nocturne toute [[corridor|voie]] utilisée dans l’obscurité.
    """,
    passes="""
    # translations/fr/clauses/night-corridors.yaml
    units:
      provisions/designation/text:
        of: current
        text: Le {authority} désigne comme corridor nocturne toute [[corridor|voie]] utilisée dans l’obscurité.
    """,
    local=True,
)
def marks_parity(corpus: Corpus) -> Iterator[Finding]:
    """A current translation holds the references and links of its source, as often, and the same placeholders.

    A placeholder may stand more often than in the source: many languages repeat a name where English has a pronoun.
    """
    for wording in current_translations(corpus):
        if wording.owned.text.rich:
            wanted, found = _marks(corpus, wording.owned.text.source), _marks(corpus, wording.text)
            missing, extra = wanted - found, found - wanted
            if missing or extra:
                parts = [f"lacks {', '.join(sorted(missing))}"] if missing else []
                parts += [f"adds {', '.join(sorted(extra))}"] if extra else []
                yield Finding(f"the translation {' and '.join(parts)}", wording.pin, "keep the marks of the source")


def _marks(corpus: Corpus, text: str) -> Counter[str]:
    marks: Counter[str] = Counter()
    for node in inlines(corpus.blocks.get(text, ())):
        match node:
            case Reference(kind, id_, _):
                marks[f"[[{kind}:{id_}]]"] += 1
            case Blank(name):
                marks["{" + name + "}"] = 1
            case OutsideLink(url, _):
                marks[url] += 1
    return marks


@rule(
    "G603",
    ERROR,
    "untranslated copy of the source",
    fails="""
    # translations/fr/clauses/night-corridors.yaml
    units:
      title: {of: current, text: Designation of night corridors}
    """,
    passes="""
    # translations/fr/clauses/night-corridors.yaml
    units:
      title: {of: current, text: Désignation des corridors nocturnes}
    """,
    local=True,
)
def untranslated_copy(corpus: Corpus) -> Iterator[Finding]:
    """A translated unit of several words is not the English text again."""
    for wording in translations(corpus):
        source = wording.owned.text.source
        alike = wording.text[:8] == source[:8] and wording.text.split() == source.split()
        if alike and len(source.split()) > 3 and wording.owned.text.translations[wording.lang].origin is None:
            yield Finding("the text is a copy of the source", wording.pin, "translate it or delete the unit")


@rule(
    "G604",
    ERROR,
    "reviewed translation that is not whole",
    fails="""
    # translations/fr/clauses/night-corridors.yaml
    translation: {status: reviewed, reviewer: A. Reader, reviewed: '2026-11-01'}
    """,
    passes="""
    # translations/fr/clauses/night-corridors.yaml
    translation: {status: courtesy}
    """,
)
def leaf_parity(corpus: Corpus) -> Iterator[Finding]:
    """Every language has the same leaves: who signs a translation signs all of it, so no unit is missing."""
    for pin, lacking, total, authorship in _incomplete(corpus):
        if authorship is not Authorship.COURTESY:
            message = f"{len(lacking)} of {total} units have no translation, such as {lacking[0]}"
            yield Finding(message, pin, "translate them, or write status: courtesy")


@rule(
    "G605",
    Severity.NOTE,
    "translation in progress",
    fails="""
    # translations/fr/clauses/night-corridors.yaml
    translation: {status: courtesy}
    """,
    passes="""
    # translations/fr/clauses/night-corridors.yaml (deleted)
    """,
)
def in_progress(corpus: Corpus) -> Iterator[Finding]:
    """A courtesy translation may grow unit by unit; until it is whole, readers see English where it lacks."""
    for pin, lacking, total, authorship in _incomplete(corpus):
        if authorship is Authorship.COURTESY:
            message = f"{len(lacking)} of {total} units have no translation yet, such as {lacking[0]}"
            yield Finding(message, pin, "translate them; readers see English until then")


def _incomplete(corpus: Corpus) -> Iterator[tuple[Pin, list[str], int, Authorship]]:
    """Translation files of one record that lack units: the place, the units, how many there are, who answers."""
    units: dict[tuple[str, str], list[str]] = defaultdict(list)
    files: dict[tuple[str, str], dict[str, tuple[Authorship, set[str]]]] = defaultdict(dict)
    for owned in corpus.texts:
        record = (owned.kind, owned.id)
        units[record].append(owned.text.path)
        for translation in owned.text.translations.values():
            if translation.pin.pointer[:1] == ("units",):
                _, known = files[record].setdefault(translation.pin.path, (translation.authorship, set()))
                known.add(owned.text.path)
    for record, translated in files.items():
        for path, (authorship, known) in translated.items():
            lacking = [unit for unit in units[record] if unit not in known]
            if lacking:
                yield Pin(path, ("units",), at_key=True), lacking, len(units[record]), authorship


@rule(
    "G606",
    WARNING,
    "number of the source missing",
    fails="""
    # modules/safe-passage.yaml
    summary: Two clauses keep ways open for 90 days.
    # translations/fr/modules/safe-passage.yaml
    translation: {status: courtesy}
    units:
      summary: {of: current, text: Deux clauses gardent les voies ouvertes pendant 60 jours.}
    """,
    passes="""
    # modules/safe-passage.yaml
    summary: Two clauses keep ways open for 90 days.
    # translations/fr/modules/safe-passage.yaml
    translation: {status: courtesy}
    units:
      summary: {of: current, text: Deux clauses gardent les voies ouvertes pendant 90 jours.}
    """,
    local=True,
)
def numbers_parity(corpus: Corpus) -> Iterator[Finding]:
    """A number written in digits stands in the translation too: a wrong period or paragraph changes the law."""
    for wording in current_translations(corpus):
        source = wording.owned.text.source
        if _DIGIT.search(source) and wording.owned.text.translations[wording.lang].origin is None:
            # Two numbers side by side, a symbol and a year, are read as one.
            found = " ".join(_numbers(wording.text))
            missing = [n for n in dict.fromkeys(_numbers(source)) if n not in found]
            if missing:
                yield Finding(f"the number {missing[0]} of the source is missing", wording.pin, "write it in digits")


@cache
def _numbers(text: str) -> list[str]:
    """The numbers of a text, whatever digits and separators it writes them with."""
    normal = _DIGIT.sub(lambda digit: str(unicodedata.digit(digit[0])), plain(text))
    return re.findall(r"\d+", _GROUPED.sub("", normal))


@rule(
    "G607",
    WARNING,
    "translation of a suspicious length",
    fails="""
    # modules/safe-passage.yaml
    summary: Two clauses keep ways open, one for those who move in the dark and one for those who move by water.
    # translations/fr/modules/safe-passage.yaml
    translation: {status: courtesy}
    units:
      summary: {of: current, text: Deux clauses gardent les voies ouvertes.}
    """,
    passes="""
    # modules/safe-passage.yaml
    summary: Two clauses keep ways open, one for those who move in the dark and one for those who move by water.
    # translations/fr/modules/safe-passage.yaml
    translation: {status: courtesy}
    units:
      summary:
        of: current
        text: Deux clauses gardent les voies ouvertes, l’une à la faune nocturne, l’autre à celle qui suit les eaux.
    """,
    local=True,
)
def length_parity(corpus: Corpus) -> Iterator[Finding]:
    """A translation much shorter than its source has lost a sentence; one much longer has gained one."""
    for wording in current_translations(corpus):
        length = len(wording.owned.text.source)
        low, high = _LENGTHS.get(wording.lang, (0.0, 9.0))
        if length >= _MEASURED and not low <= len(wording.text) / length <= high:
            share = round(100 * len(wording.text) / length)
            yield Finding(f"the translation has {share}% of the length of its source", wording.pin, "compare the two")


@rule(
    "G608",
    ERROR,
    "lists or paragraphs differ from the source",
    fails="""
    # modules/safe-passage.yaml
    introduction: "Animals move:\\n\\n- at night;\\n- by water."
    # translations/fr/modules/safe-passage.yaml
    translation: {status: courtesy}
    units:
      introduction: {of: current, text: "Les animaux se déplacent\\u202f:\\n\\n- la nuit et sur l’eau."}
    """,
    passes="""
    # modules/safe-passage.yaml
    introduction: "Animals move:\\n\\n- at night;\\n- by water."
    # translations/fr/modules/safe-passage.yaml
    translation: {status: courtesy}
    units:
      introduction: {of: current, text: "Les animaux se déplacent\\u202f:\\n\\n- la nuit\\u202f;\\n- sur l’eau."}
    """,
    local=True,
)
def structure_parity(corpus: Corpus) -> Iterator[Finding]:
    """A translation has the paragraphs and the list items of its source: others point to them by their place."""
    for wording in current_translations(corpus):
        if wording.owned.text.rich:
            wanted = _outline(corpus.blocks.get(wording.owned.text.source, ()))
            if _outline(corpus.blocks.get(wording.text, ())) != wanted:
                yield Finding("paragraphs or list items are not those of the source", wording.pin, f"write {wanted}")


def _outline(blocks: tuple[Block, ...]) -> str:
    parts = [f"a list of {len(b.items)}" if isinstance(b, List) else "a paragraph" for b in blocks]
    return ", ".join(parts)


@rule(
    "G609",
    ERROR,
    "one text for two languages",
    fails="""
    # translations/es/clauses/night-corridors.yaml
    units:
      title: {of: current, text: Désignation des corridors nocturnes}
    """,
    passes="""
    # translations/es/clauses/night-corridors.yaml
    units:
      title: {of: current, text: Designación de corredores nocturnos}
    """,
    local=True,
)
def same_in_two_languages(corpus: Corpus) -> Iterator[Finding]:
    """Two languages with the same words mean that a text was pasted into the wrong file."""
    seen: dict[tuple[int, str], Wording] = {}
    for wording in translations(corpus):
        if len(wording.text) > 25:
            known = seen.setdefault((id(wording.owned), wording.text), wording)
            if known is not wording and wording.text != wording.owned.text.source:
                message = f'the same text stands in "{known.lang}"'
                yield Finding(message, wording.pin, "put each text in the file of its language")


@rule(
    "G610",
    ERROR,
    "review without a reviewer",
    fails="""
    # translations/fr/terms.yaml
    translation: {status: reviewed}
    """,
    passes="""
    # translations/fr/terms.yaml
    translation: {status: reviewed, reviewer: A. Reader, reviewed: '2026-11-01'}
    """,
)
def unnamed_reviewer(corpus: Corpus) -> Iterator[Finding]:
    """A translation stays a courtesy translation until a named reviewer signs it, on a day."""
    seen: set[str] = set()
    for owned in corpus.texts:
        for translation in owned.text.translations.values():
            if translation.authorship is not Authorship.COURTESY and translation.pin.path not in seen:
                seen.add(translation.pin.path)
                if not translation.signed:
                    pin = Pin(translation.pin.path, ("translation", "status"))
                    hint = "add reviewer: <name> and reviewed: <date>"
                    yield Finding(f'"{translation.authorship}" without a name and a date', pin, hint)
