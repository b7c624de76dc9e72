"""What people chose, as codes: the words of a list in whichever language they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from guidance.model.checklists import LEVELS
from guidance.model.corpus import Corpus
from guidance.model.countries import ANSWER_VALUES
from guidance.model.lang import LANGUAGES
from guidance.model.text import Text
from guidance.render.labels import labels

#: The id of a law in brackets after its title.
_LAW = re.compile(r"\(([a-z0-9]+(?:-[a-z0-9]+)+)\)$")


def folded(text: str) -> str:
    """A text as it is compared: small letters, one space between words, one form of each letter."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@dataclass(frozen=True, slots=True)
class Choices:
    """Codes by their folded words: answers, kinds of law, countries and questions."""

    values: Mapping[str, str]
    levels: Mapping[str, str]
    countries: Mapping[str, str]
    questions: Mapping[str, str]
    ids: frozenset[str]
    laws: frozenset[str]

    def law(self, text: str) -> str:
        """The id of a law of the register that is named with its title; any other text as it is."""
        found = _LAW.search(text)
        return found[1] if found and found[1] in self.laws else text


def choices(corpus: Corpus, lang: str) -> Choices:
    """The choices of a corpus; where a word means two things, what it means in ``lang`` counts."""
    scale = corpus.publication.scale
    langs = [*(code for code in LANGUAGES if code != lang), lang]
    return Choices(
        _codes({value: _words(scale[value].label, langs) for value in ANSWER_VALUES}),
        _codes({level: [labels(code).word("proof-level", level) for code in langs] for level in LEVELS}),
        _codes({country.code: _words(country.name, langs) for country in corpus.countries.values()}),
        _codes({label: _words(question.text, langs) for label, (_, question) in corpus.questions.items()}, False),
        frozenset(corpus.questions),
        frozenset(corpus.laws),
    )


def _words(text: Text, langs: Iterable[str]) -> list[str]:
    return [text.in_language(lang).text for lang in langs]


def _codes(words: Mapping[str, list[str]], with_codes: bool = True) -> dict[str, str]:
    """Codes by words: those of the last language count most, a code itself more than any word."""
    found: dict[str, str] = {}
    for place in range(max((len(texts) for texts in words.values()), default=0)):
        found |= {folded(texts[place]): code for code, texts in words.items()}
    return found | {folded(code): code for code in words if with_codes}
