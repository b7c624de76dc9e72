"""G4 and G7: the marks between the words, and letters that can be set and read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from guidance.check.rules import Finding, rule
from guidance.check.texts import Wording, scan, wordings
from guidance.diagnostics import Severity
from guidance.model.corpus import Corpus

ERROR = Severity.ERROR
WARNING = Severity.WARNING

_PAIRS = {"(": ")", "（": "）", "“": "”", "«": "»", "「": "」", "《": "》"}
_PAIRED = re.compile("[()（）“”«»「」《》]")
_DOUBLED = re.compile(
    r"[.,،;؛:。，](?:(?<= [,;.])(?!\w)|(?<=\.)(?<![.…].)\.(?!\.)|(?<=,)[,،]|(?<=،)،|(?<=;);|(?<=؛)؛|"
    r"(?<=:)(?<!:.):(?!:)|(?<=。)。|(?<=，)，)"
)
_WIDE = re.compile(r"  (?<=[^\s\x00]  ) *(?=[^\s\x00])")
#: Small words that slip in twice; the second of the two is in lower case.
_SMALL = (
    "the", "a", "an", "of", "to", "in", "and", "or", "for", "by", "is", "that", "shall",
    "le", "la", "les", "de", "des", "du", "et", "el", "los", "en", "и", "в", "на", "с",
)  # fmt: skip


def _again(word: str) -> str:
    """The pattern of a word whose twin stands before it, at the space between the two."""
    return rf"{word}(?<=[\s\x00(“][{word[0]}{word[0].upper()}]{word[1:]} {word})"


_TWICE = re.compile(rf" (?:{'|'.join(map(_again, _SMALL))})(?=[\s\x00,.;:)”])")
_ITEM = re.compile(r"(?:^|(?<=[\s;,:–]))\w{1,4}[)）]", re.MULTILINE)
_DATE = re.compile(r"\d(?<![\d/.].)\d?[/.]\d{1,2}[/.](?:19|20)\d{2}(?![/.]?\d)")
_QUOTE = re.compile(r'"')
#: Scripts that the fonts of the books hold (guidance/setup/fonts.toml), by the first word of a letter's name.
_SCRIPTS = {
    "ARABIC", "BENGALI", "CJK", "CYRILLIC", "DEVANAGARI", "GREEK", "HANGUL", "HIRAGANA", "KATAKANA", "KHMER", "LAO",
    "LATIN", "FULLWIDTH", "HALFWIDTH", "MODIFIER", "MASCULINE", "FEMININE", "MICRO",
}  # fmt: skip


@rule(
    "G430",
    ERROR,
    "bracket or quotation mark without its partner",
    fails="""
    # modules/safe-passage.yaml
    introduction: Animals move at night (and by water.
    """,
    passes="""
    # modules/safe-passage.yaml
    introduction: Animals move at night (and by water).
    """,
    local=True,
)
def unpaired(corpus: Corpus) -> Iterator[Finding]:
    """A bracket or a quotation mark that opens is closed: else nobody knows where a quotation or an aside ends."""
    for wording, _ in scan(corpus, _PAIRED):
        if problem := _lone(wording):
            opening, closing, wrong = problem
            yield Finding(f'"{wrong}" has no partner', wording.at(wrong), f"pair {opening} with {closing}")


def _lone(wording: Wording) -> tuple[str, str, str] | None:
    """The pair that does not close, and the mark that is one too many."""
    text = wording.text
    for opening, closing in _PAIRS.items():
        if closing == "”" and "„" in text:
            continue
        extra = text.count(opening) - text.count(closing)
        # A closing bracket alone may number an item: a), 1).
        if extra < 0 and closing in ")）":
            extra = min(0, extra + len(_ITEM.findall(text)))
        if extra:
            return opening, closing, opening if extra > 0 else closing
    return None


@rule(
    "G431",
    ERROR,
    "mark, space or word set twice",
    fails="""
    # modules/safe-passage.yaml
    introduction: Animals move at night and by the the water..
    """,
    passes="""
    # modules/safe-passage.yaml
    introduction: Animals move at night and by the water.
    """,
    local=True,
)
def doubled(corpus: Corpus) -> Iterator[Finding]:
    """Two stops, two spaces, a space before a comma, or a small word twice are slips of the hand."""
    for wording, found in scan(corpus, _DOUBLED):
        yield Finding(f'a slip: "{found[0]}"', wording.at(found[0]), "write it once")
    for wording, _ in scan(corpus, _WIDE):
        yield Finding('a slip: "two spaces"', wording.pin, "write it once")
    for wording, found in scan(corpus, _TWICE):
        words = found.string[found.start() - len(found[0]) + 1 : found.end()]
        yield Finding(f'a slip: "{words}"', wording.at(words), "write it once")


@rule(
    "G432",
    ERROR,
    "typewriter quotation mark",
    fails="""
    # modules/safe-passage.yaml
    introduction: The law calls it a "dark way".
    """,
    passes="""
    # modules/safe-passage.yaml
    introduction: The law calls it a “dark way”.
    """,
    local=True,
)
def straight_quotes(corpus: Corpus) -> Iterator[Finding]:
    """Each language has quotation marks of its own, and they say where a quotation begins and where it ends."""
    for wording, found in scan(corpus, _QUOTE, as_read=True):
        yield Finding("a typewriter quotation mark", wording.at(found[0]), "write “…”, « … », «…» or “…”")


@rule(
    "G433",
    ERROR,
    "date that reads two ways",
    fails="""
    # modules/safe-passage.yaml
    introduction: The law was made on 03/04/2019.
    """,
    passes="""
    # modules/safe-passage.yaml
    introduction: The law was made on 3 April 2019.
    """,
    local=True,
)
def ambiguous_date(corpus: Corpus) -> Iterator[Finding]:
    """03/04 is in March for some readers and in April for others; a date has its month in words."""
    for wording, found in scan(corpus, _DATE, as_read=True):
        yield Finding(f'"{found[0]}" reads two ways', wording.at(found[0]), "write the month in words")


@rule(
    "G701",
    ERROR,
    "letter that the books cannot show",
    fails="""
    # modules/safe-passage.yaml
    introduction: The word \\u10e2\\u10e7\\u10d4 means forest.
    """,
    passes="""
    # modules/safe-passage.yaml
    introduction: The word λόγγος means forest.
    """,
    local=True,
)
def unknown_script(corpus: Corpus) -> Iterator[Finding]:
    """The fonts of the books hold the scripts of the six languages and of titles of laws; others need a font first."""
    letters = {char for wording in wordings(corpus) if not wording.text.isascii() for char in set(wording.text)}
    unknown = [char for char in letters if char > "\u024f" and unicodedata.category(char)[0] in "LM"]
    unknown = sorted(char for char in unknown if not _has_font(char))
    if unknown:
        for wording, found in scan(corpus, re.compile(f"[{''.join(unknown)}]")):
            name = unicodedata.name(found[0], f"U+{ord(found[0]):04X}")
            hint = "add a font for the script in guidance/setup/fonts.toml, or write it in Latin letters"
            yield Finding(f'no font of the books has "{found[0]}" ({name})', wording.at(found[0]), hint)


def _has_font(char: str) -> bool:
    first = unicodedata.name(char, "?").split()[0].split("-")[0]
    return first in _SCRIPTS or first == "COMBINING"


@rule(
    "G702",
    ERROR,
    "letters of two alphabets in one word",
    fails="""
    # modules/safe-passage.yaml
    introduction: Animals use the c\\u043erridor at night.
    """,
    passes="""
    # modules/safe-passage.yaml
    introduction: Animals use the corridor at night.
    """,
    local=True,
)
def mixed_alphabets(corpus: Corpus) -> Iterator[Finding]:
    """A Cyrillic or Greek letter that looks like a Latin one hides a word from search and from screen readers."""
    for wording, found in scan(corpus, _MIXED):
        word = _start_of_word(found.string, found.start()) + found[0]
        yield Finding(f'"{word}" mixes alphabets', wording.at(word), "type the word anew in one alphabet")


def _start_of_word(text: str, end: int) -> str:
    start = end
    while text[start - 1].isalpha():
        start -= 1
    return text[start:end]


_LATIN, _GREEK, _CYRILLIC = "A-Za-z\u00c0-\u024f", "\u0370-\u03ff", "\u0400-\u04ff"
_MIXED = re.compile(
    rf"[{_GREEK}{_CYRILLIC}](?:(?<=[{_LATIN}].)|(?=[{_LATIN}])|(?<=[{_GREEK}])(?=[{_CYRILLIC}])|"
    rf"(?<=[{_CYRILLIC}])(?=[{_GREEK}]))\w*"
)
