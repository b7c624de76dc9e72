"""G6: a translation says what its source says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from guidance.check.rules import Finding, rule
from guidance.diagnostics import Pin, Severity
from guidance.model.blocks import Blank, OutsideLink, Reference, inlines
from guidance.model.corpus import Corpus
from guidance.model.text import Translation


def _text(translation: Translation) -> Pin:
    return Pin(translation.pin.path, (*translation.pin.pointer, "text"))


@rule("G601", Severity.WARNING, "stale translation")
def stale(corpus: Corpus) -> Iterator[Finding]:
    """The source changed after the unit was translated; readers see the translation with a notice."""
    for owned in corpus.texts:
        for translation in owned.text.translations.values():
            if translation.of != owned.text.digest:
                message = f'"{owned.text.path}" was translated from an older source text'
                hint = "check the translation, then run: guidance i18n stamp"
                yield Finding(message, Pin(translation.pin.path, (*translation.pin.pointer, "of")), hint)


@rule("G602", Severity.ERROR, "placeholders or references differ from the source")
def parity(corpus: Corpus) -> Iterator[Finding]:
    """A current translation holds the references and links of its source, as often, and the same placeholders.

    A placeholder may stand more often than in the source: many languages repeat a name where English has a pronoun.
    """
    for owned in corpus.rich_texts():
        wanted = _marks(corpus, owned.text.source)
        for translation in owned.text.translations.values():
            if translation.of != owned.text.digest:
                continue
            found = _marks(corpus, translation.text)
            missing, extra = wanted - found, found - wanted
            if missing or extra:
                parts = [f"lacks {', '.join(sorted(missing))}"] if missing else []
                parts += [f"adds {', '.join(sorted(extra))}"] if extra else []
                yield Finding(
                    f"the translation {' and '.join(parts)}", _text(translation), "keep the marks of the source"
                )


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


@rule("G603", Severity.ERROR, "untranslated copy of the source")
def untranslated_copy(corpus: Corpus) -> Iterator[Finding]:
    """A translated unit of several words is not the English text again."""
    for owned in corpus.texts:
        for translation in owned.text.translations.values():
            same = translation.text.split() == owned.text.source.split()
            if same and len(translation.text.split()) > 3 and translation.origin is None:
                yield Finding("the text is a copy of the source", _text(translation), "translate it or delete the unit")
