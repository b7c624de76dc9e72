"""G6: a translation is in its language: its script, its marks, its words for the terms of the glossary."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from guidance.check.rules import Finding, rule
from guidance.check.texts import Wording, current_translations, one_of, plain, scan, translations
from guidance.diagnostics import Severity
from guidance.model.blocks import Reference, inlines
from guidance.model.corpus import Corpus
from guidance.model.lang import LANGUAGES, SOURCE

ERROR = Severity.ERROR
WARNING = Severity.WARNING

_LETTERS = {
    "ar": re.compile("[\u0620-\u064a\u066e-\u06d3]"),
    "zh": re.compile("[\u3400-\u9fff\uf900-\ufaff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
}
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_FOREIGN = re.compile("[\u0400-\u04ff\u0590-\u06ff\u3040-\u9fff]")
#: English left standing: five words in a row in another script, or the small words no French or Spanish text has.
_ENGLISH_RUN = re.compile(r"(?:\b[A-Za-z]{2,}[ ,;]+){4,}[A-Za-z]{2,}")
_ENGLISH_WORDS = re.compile(r"\b(?:the|shall|which|with|and|must|their)\b")


@rule(
    "G611",
    ERROR,
    "wrong script for the language",
    fails="""
    # translations/ru/clauses/night-corridors.yaml
    units:
      title: {of: current, text: 夜间廊道的指定}
    """,
    passes="""
    # translations/ru/clauses/night-corridors.yaml
    units:
      title: {of: current, text: Выделение ночных коридоров}
    """,
    local=True,
)
def script(corpus: Corpus) -> Iterator[Finding]:
    """A Russian text has Cyrillic letters, an Arabic one Arabic letters: else it stands in the wrong file."""
    for wording in translations(corpus):
        wanted = _LETTERS.get(wording.lang)
        if (wanted is None or not wanted.search(wording.plain)) and _wrong_script(wording, wanted is None):
            yield Finding(f'the text is not in the script of "{wording.lang}"', wording.pin, "move or translate it")


def _wrong_script(wording: Wording, latin: bool) -> bool:
    """Whether a text without a letter of its script is more than a name or a symbol that may stay as it is."""
    foreign = len(_FOREIGN.findall(wording.plain))
    if latin:
        return foreign > len(_LATIN.findall(wording.plain))
    if wording.text == wording.owned.text.source:
        return False
    return bool(foreign) or len(_LATIN.findall(wording.plain)) > 12


@rule(
    "G612",
    ERROR,
    "marks of another direction or script",
    fails="""
    # translations/ar/clauses/night-corridors.yaml
    units:
      title: {of: current, text: 'تعيين الممرات, ليلا'}
    """,
    passes="""
    # translations/ar/clauses/night-corridors.yaml
    units:
      title: {of: current, text: تعيين الممرات، ليلا}
    """,
    local=True,
)
def marks(corpus: Corpus) -> Iterator[Finding]:
    """Arabic writes ، ؛ ؟, which turn with the line; Chinese writes full-width marks; Latin marks break both."""
    for lang, pattern in _MARKS.items():
        for wording, found in scan(corpus, pattern, lang, as_read=True):
            mark = found[0].strip()[-1]
            right = _RIGHT_MARKS[lang].get(mark, "")
            yield Finding(f'"{mark}" is a mark of another script', wording.at(mark), f"write {right}")


_MARKS = {
    "ar": re.compile("[\u0620-\u064a][ \u064b-\u0652]*[,;?]"),
    "zh": re.compile("[\u3400-\u9fff] *[,;:?!]|[\u3400-\u9fff] *\\.(?![0-9A-Za-z])"),
}
_RIGHT_MARKS = {
    "ar": {",": "،", ";": "؛", "?": "؟"},
    "zh": {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"},
}


@rule(
    "G613",
    ERROR,
    "spaces of French marks",
    fails="""
    # translations/fr/clauses/night-corridors.yaml
    units:
      title: {of: current, text: 'Corridors nocturnes: désignation'}
    """,
    passes="""
    # translations/fr/clauses/night-corridors.yaml
    units:
      title: {of: current, text: "Corridors nocturnes\\u00a0: désignation"}
    """,
    local=True,
)
def french_spaces(corpus: Corpus) -> Iterator[Finding]:
    """French sets a space that does not break before ; : ! ? » and after «, so that no mark begins a line alone."""
    hint = "put a no-break space (U+202F, before : U+00A0) there"
    for wording, found in scan(corpus, _FRENCH, "fr", as_read=True):
        yield Finding(f'no such space at "{found[0].strip()}"', wording.at(found[0].strip()), hint)


_FRENCH = re.compile(
    r"[^\s\u202f\u00a0(«?!\x00][;!?»](?!\w)|[^\u00a0\u202f\x00](?<!\d):(?=[\s\x00])|(?<=[^\s\x00]) [;:!?»](?=[\s\x00])|"
    r"«(?![\u00a0\u202f])"
)


@rule(
    "G614",
    ERROR,
    "Spanish mark that does not open",
    fails="""
    # translations/es/clauses/night-corridors.yaml
    units:
      questions/night-corridor-power/text: {of: current, text: Designa la ley una autoridad para los corredores?}
    """,
    passes="""
    # translations/es/clauses/night-corridors.yaml
    units:
      questions/night-corridor-power/text: {of: current, text: ¿Designa la ley una autoridad para los corredores?}
    """,
    local=True,
)
def spanish_marks(corpus: Corpus) -> Iterator[Finding]:
    """Spanish opens a question with ¿ and an exclamation with ¡."""
    for wording, _ in scan(corpus, re.compile("[?!¿¡]"), "es"):
        for opening, closing in ("¿?", "¡!"):
            if wording.text.count(opening) != wording.text.count(closing):
                yield Finding(f"{opening} and {closing} are not in pairs", wording.pin, f"open with {opening}")


@rule(
    "G615",
    ERROR,
    "English left in a translation",
    fails="""
    # translations/ru/clauses/night-corridors.yaml
    units:
      title: {of: current, text: Выделение of night corridors by the competent authority}
    """,
    passes="""
    # translations/ru/clauses/night-corridors.yaml
    units:
      title: {of: current, text: Выделение ночных коридоров}
    """,
    local=True,
)
def english_left(corpus: Corpus) -> Iterator[Finding]:
    """A sentence that was half translated reads as if it were whole; quotations of English words are in italics."""
    for lang in LANGUAGES:
        pattern = _ENGLISH_RUN if lang in _LETTERS else _ENGLISH_WORDS
        for wording, _ in scan(corpus, pattern, lang, as_read=True) if lang != SOURCE else ():
            translation = wording.owned.text.translations[lang]
            own = translation.origin is not None or wording.text == wording.owned.text.source
            if not own and (words := _english(lang, re.sub(r"\*[^*]+\*", " ", wording.text))):
                hint = "translate them, or set them in *italics*"
                yield Finding(f'English words: "{words}"', wording.at(words), hint)


def _english(lang: str, text: str) -> str:
    """The first English words that stand there as words of the language; small ones only where there are three."""
    if lang in _LETTERS:
        found = _ENGLISH_RUN.search(plain(text))
        return found[0] if found else ""
    small = _ENGLISH_WORDS.findall(plain(text))
    return small[0] if len(small) >= 3 else ""


@rule(
    "G616",
    WARNING,
    "glossary term not used",
    fails="""
    # modules/safe-passage.yaml
    summary: Two clauses keep every ecological corridor open.
    # translations/fr/modules/safe-passage.yaml
    translation: {status: courtesy}
    units:
      summary: {of: current, text: Deux clauses gardent ouvert tout passage naturel.}
    """,
    passes="""
    # modules/safe-passage.yaml
    summary: Two clauses keep every ecological corridor open.
    # translations/fr/modules/safe-passage.yaml
    translation: {status: courtesy}
    units:
      summary: {of: current, text: Deux clauses gardent ouvert tout corridor écologique.}
    """,
    local=True,
)
def glossary_term(corpus: Corpus) -> Iterator[Finding]:
    """A term of several words has one translation, the glossary's or a variant listed there, whatever its inflection.

    A term of one word is not looked for: too many of them are everyday words as well.
    """
    names = ((name.casefold(), t.id) for t in corpus.terms.values() for name in (t.term.source, *t.variants))
    find = _finder(tuple((name, id_) for name, id_ in names if " " in name))
    named: dict[str, tuple[str, ...]] = {}
    for wording in current_translations(corpus):
        owned = wording.owned
        if owned.kind == "term" or owned.text.translations[wording.lang].origin is not None:
            continue
        source = owned.text.source
        if source not in named:
            named[source] = find(plain(source))
        for id_ in named[source]:
            term = corpus.terms[id_]
            translated = term.term.translations.get(wording.lang)
            if translated and not _uses(wording, (translated.text, *translated.variants), corpus):
                message = f'the term "{term.term.source}" is "{translated.text}" in the glossary'
                yield Finding(message, wording.pin, "use it, or list this wording as a variant of the term")


@lru_cache(maxsize=8)
def _finder(names: tuple[tuple[str, str], ...]) -> Callable[[str], tuple[str, ...]]:
    """A function that finds the ids of the terms a text names in English."""
    ids = dict(names)
    pattern = re.compile(rf"({one_of(ids)})s?\b") if ids else None

    def find(text: str) -> tuple[str, ...]:
        found = pattern.findall(text.casefold()) if pattern else ()
        return tuple(dict.fromkeys(ids[name] for name in found))

    return find


def _uses(wording: Wording, names: tuple[str, ...], corpus: Corpus) -> bool:
    """Whether a text has the words of a name, by their stems; a reference to the term shows the name itself."""
    lang, text = wording.lang, wording.plain
    for node in inlines(corpus.blocks.get(wording.text, ())):
        if isinstance(node, Reference) and node.kind == "term" and node.words is None:
            term = corpus.terms.get(node.id)
            translated = term.term.translations.get(lang) if term else None
            text += f" {translated.text}" if translated else ""
    if lang == "zh":
        return any(name in text for name in names)
    here = _stems(lang, text)
    return any(all(_near(lang, stem, here) for stem in _stems(lang, name, shortest=4)) for name in names)


def _near(lang: str, stem: str, others: frozenset[str]) -> bool:
    if lang == "ar":
        # A preposition or a pronoun of one letter is written in one word with what it belongs to.
        return any(stem in other for other in others)
    return stem in others or any(other.startswith(stem) or stem.startswith(other) for other in others)


#: Vowels and endings that Arabic changes between the singular and the broken plural, and short vowels.
_WEAK = re.compile("[\u064b-\u0652اأإآٱويىئؤءةه]")
_PREFIX = re.compile("^[وف]?(?:[بك]?ال|لل)")


@cache
def _stem(lang: str, word: str) -> str:
    if lang == "ar":
        stem = _WEAK.sub("", _PREFIX.sub("", word))
        return stem if len(stem) > 1 else ""
    return word[: max(3, min(len(word) - 2, 6))]


def _stems(lang: str, text: str, shortest: int = 1) -> frozenset[str]:
    """The beginnings of the words, from a length on; of Arabic words the consonants."""
    words = re.findall(r"\w+", text.casefold())
    return frozenset(_stem(lang, word) for word in words if len(word) >= shortest) - {""}
