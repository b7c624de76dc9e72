"""G4: words that do not stand in a published text, and names written in one way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from guidance.check.rules import Finding, rule
from guidance.check.texts import english_words, one_of, scan
from guidance.diagnostics import Pin, Severity
from guidance.model.corpus import Corpus
from guidance.model.lang import SOURCE
from guidance.model.style import Preferred

ERROR = Severity.ERROR
WARNING = Severity.WARNING

_HOLD = re.compile(
    r"\b(?:TB[CD]|TODO|FIXME|XXX+|HOLD)\b|\?{3}|\[\s*(?:hold|note|check|insert)\b[^\]]*\]|\b[lL](?i:orem ipsum)\b|"
    r"\b[tT](?i:o be (?:confirmed|determined|completed) (?:later|before (?:release|publication))\b)"
)
#: Where a hold note may be, by letters that are rare.
_MAY_HOLD = re.compile(
    r"[TFXH\[?bBpP](?:(?<=\bT)(?:BC|BD|ODO)\b|(?<=\bF)IXME\b|(?<=\bX)XX|(?<=\bH)OLD\b|(?<=\?)\?\?|"
    r"(?<=\[)\s*(?:hold|note|check|insert)\b|(?i:(?<=orem ip)sum\b|(?<=\bto b)e (?:conf|det|comp)))"
)
_BRACKET = re.compile(r"[\[【](?:(?<=\[)(?<![\[\]^!].)(?!\[)(?P<words>[^\[\]\x00]+)\](?![(\]])|(?<=【)[^】\x00]+】)")
_MARKUP = re.compile(
    r"[<&jJvV](?:(?<=<)(?:/?[A-Za-z][^>\x00]*>|!)|(?<=&)(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);|"
    r"(?<=[jJvV])\w+[sS]cript\s*:(?=[^\s\x00]))"
)
_SYMBOL = re.compile(
    r"[UCFAE](?<!\w.)(?:(?<=U)NEP|(?<=C)BD|(?<=F)CCC|(?<=A)/RES|(?<=A)/CONF|(?<=E)CE)(?:/[A-Za-z0-9.-]*[A-Za-z0-9])+"
)
_SYMBOLS = re.compile(
    r"""
    UNEP/CMS/(?:COP\d+|ScC(?:-SC)?\d+|StC\d+|Sharks/MOS\d+)/(?:Doc|Inf|Outcome|CRP)\.\d+(?:\.\d+)*(?:/(?:Add|Rev|Corr)\.\d+)*
    | UNEP/CMS/(?:Resolution|Decision|Concerted-Action|Recommendation)
    | UNEP/EA\.\d+/(?:Res|Dec|HLS|INF)\.\d+
    | CBD/(?:COP|CP/MOP|NP/MOP|SBI|SBSTTA|WG2020)(?:/\d+)?(?:/(?:DEC|REC|INF|L))?/\d+(?:/\d+)?(?:/(?:Add|Rev)\.\d+)*
    | FCCC/[A-Z]+/\d{4}/\d+(?:/Add\.\d+)?
    | A/RES/(?:S-)?\d+/\d+[A-Z]? | A/CONF\.\d+(?:/\d{4})?/\d+ | ECE/MP\.[A-Z]+/(?:\d{4}/)?\d+
    """,
    re.VERBOSE,
)


@rule(
    "G420",
    ERROR,
    "note to the editors left in a text",
    fails="""
    # modules/safe-passage.yaml
    summary: Two clauses keep ways open. TBC
    """,
    passes="""
    # modules/safe-passage.yaml
    summary: Two clauses keep ways open.
    """,
    local=True,
)
def hold_note(corpus: Corpus) -> Iterator[Finding]:
    """A hold note says that somebody must still decide or find out something; nobody publishes it."""
    for wording, _ in scan(corpus, _MAY_HOLD):
        if found := _HOLD.search(wording.text):
            yield Finding(f'the note "{found[0]}" is not resolved', wording.at(found[0]), "resolve it, then delete it")


@rule(
    "G421",
    ERROR,
    "brackets that nobody agreed to take away",
    fails="""
    # modules/safe-passage.yaml
    summary: Two clauses keep ways [and waters] open.
    """,
    passes="""
    # modules/safe-passage.yaml
    summary: Two clauses keep ways and waters open.
    """,
    local=True,
)
def square_brackets(corpus: Corpus) -> Iterator[Finding]:
    """Square brackets mark words not yet agreed; in model text a choice is an alternative and a blank a placeholder."""
    hint = "decide; write a choice as an alternative and a blank as a {placeholder}"
    for wording, found in scan(corpus, _BRACKET):
        yield Finding(f'"{found[0]}" stands in brackets', wording.at(found[0]), hint)


@rule(
    "G422",
    ERROR,
    "HTML or a script in plain text",
    fails="""
    # clauses/night-corridors.yaml
    title: Designation of <em>night</em> corridors
    """,
    passes="""
    # clauses/night-corridors.yaml
    title: Designation of night corridors
    """,
    local=True,
)
def markup_in_plain_text(corpus: Corpus) -> Iterator[Finding]:
    """Titles, names and notes are words and nothing else; every page escapes them, so markup would be shown."""
    for wording, found in scan(corpus, _MARKUP):
        if not wording.owned.text.rich:
            yield Finding(f'markup in plain text: "{found[0]}"', wording.at(found[0]), "write it in words")


@rule(
    "G423",
    ERROR,
    "name not written as agreed",
    fails="""
    # modules/safe-passage.yaml
    introduction: The tracks are in MoveBank.
    """,
    passes="""
    # modules/safe-passage.yaml
    introduction: The tracks are in Movebank.
    """,
    local=True,
)
def name_canon(corpus: Corpus) -> Iterator[Finding]:
    """Bodies, instruments and tools have one name each, listed in style.yaml, so that a search finds all of them."""
    yield from _never(corpus, corpus.style.names.values() if corpus.style else (), any_case=False)


@rule(
    "G424",
    ERROR,
    "spelling of another house",
    fails="""
    # modules/safe-passage.yaml
    introduction: An organisation maps the ways.
    """,
    passes="""
    # modules/safe-passage.yaml
    introduction: An organization maps the ways.
    """,
    local=True,
)
def spelling(corpus: Corpus) -> Iterator[Finding]:
    """English is spelled as in the Concise Oxford with -ize; style.yaml lists what is often written otherwise."""
    yield from _never(corpus, corpus.style.spelling.values() if corpus.style else (), any_case=True)


def _never(corpus: Corpus, preferred: Iterable[Preferred], any_case: bool) -> Iterator[Finding]:
    right = {wrong.casefold() if any_case else wrong: entry.write for entry in preferred for wrong in entry.never}
    used = english_words(corpus)
    pattern = _words(tuple(wrong for wrong in right if used.issuperset(_WORD.findall(wrong.casefold()))), any_case)
    if pattern is None:
        return
    for wording, _ in scan(corpus, pattern, SOURCE):
        text, owned = wording.text, wording.owned
        if owned.kind in ("law", "instrument", "resource") and owned.text.path in _OWN_TITLES:
            continue
        for found in pattern.finditer(text):
            # What stands between quotation marks is somebody else's wording.
            if text.count("“", 0, found.start()) == text.count("”", 0, found.start()):
                write = right[found[0].casefold() if any_case else found[0]]
                yield Finding(f'"{found[0]}" is not how we write it', wording.at(found[0]), f"write {write}")


#: Titles and names that are written as their owners write them.
_OWN_TITLES = ("titles/english", "title", "short_title", "name")


_WORD = re.compile(r"\w+")


@cache
def _words(words: tuple[str, ...], any_case: bool) -> re.Pattern[str] | None:
    if not words:
        return None
    return re.compile(rf"{one_of(words, any_case)}(?!\w)")


#: A quotation of thirteen words or more.
_LONG_QUOTATION = re.compile(r"“(?:[^\s“”\x00]+\s+){12,}[^\s“”\x00]+”")
#: Where a clause quotes wordings that are its own.
_MODEL_WORDINGS = ("provisions/", "alternatives/", "drafting_notes/", "placeholders/")


@rule(
    "G427",
    ERROR,
    "quotation too long",
    fails="""
    # modules/safe-passage.yaml
    summary: >-
      The convention asks that “each Party shall keep open every way that the animals of its forests and waters use”.
    """,
    passes="""
    # modules/safe-passage.yaml
    summary: The convention asks Parties to keep open “every way” of the animals in their forests and waters.
    """,
    local=True,
)
def long_quotation(corpus: Corpus) -> Iterator[Finding]:
    """What others wrote is told in our own words; up to twelve of theirs may be quoted, with their place."""
    for wording, found in scan(corpus, _LONG_QUOTATION, SOURCE):
        own = wording.owned.kind == "clause" and wording.owned.text.path.startswith(_MODEL_WORDINGS)
        if not own:
            message = f"a quotation of {len(found[0].split())} words"
            yield Finding(message, wording.at(found[0]), "say it in your own words; quote at most twelve")


@rule(
    "G425",
    ERROR,
    "symbol of a document that cannot be",
    fails="""
    # modules/safe-passage.yaml
    introduction: See UNEP/CMS/COP14/17 for more.
    """,
    passes="""
    # modules/safe-passage.yaml
    introduction: See UNEP/CMS/COP14/Doc.17 for more.
    """,
    local=True,
)
def symbol_grammar(corpus: Corpus) -> Iterator[Finding]:
    """A symbol is written as the body that issues it writes it: else nobody finds the document."""
    for wording, _ in scan(corpus, _SYMBOL):
        yield from _wrong_symbols(wording.text, wording.pin)


@rule(
    "G426",
    ERROR,
    "symbol of a record that cannot be",
    fails="""
    # targets/gbf.yaml
    symbol: CBD/COP15/DEC/4
    """,
    passes="""
    # targets/gbf.yaml
    symbol: CBD/COP/DEC/15/4
    """,
)
def symbol_of_record(corpus: Corpus) -> Iterator[Finding]:
    """The symbol of an instrument or a framework is the name under which libraries keep it."""
    for instrument in corpus.instruments.values():
        yield from _wrong_symbols(instrument.symbol or "", Pin(instrument.pin.path, ("symbol",)))
    for framework in corpus.frameworks.values():
        yield from _wrong_symbols(framework.symbol, Pin(framework.pin.path, ("symbol",)))
        for i, decision in enumerate(framework.decisions):
            yield from _wrong_symbols(decision.symbol, Pin(framework.pin.path, ("decisions", i, "symbol")))


def _wrong_symbols(text: str, pin: Pin) -> Iterator[Finding]:
    for found in _SYMBOL.finditer(text):
        whole = _SYMBOLS.match(found[0])
        if whole is None or whole.end() < len(found[0]):
            place = Pin(pin.path, pin.pointer, found[0])
            yield Finding(f'"{found[0]}" is not a symbol of that body', place, "as in UNEP/CMS/COP14/Doc.18.2")
