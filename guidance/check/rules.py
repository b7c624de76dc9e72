"""The register of rules and the one way to run them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from hashlib import sha256
from importlib import import_module
from textwrap import dedent

from guidance.diagnostics import Code, Diagnostic, Pin, Related, Severity
from guidance.model.corpus import Corpus, OwnedText


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule finds: a message that stands alone, a place, and what to do."""

    message: str
    pin: Pin
    hint: str | None = None
    related: tuple[Related, ...] = ()


Check = Callable[[Corpus], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what its code stands for, and the function that finds its violations.

    A rule that is ``local`` judges every text with its translations by itself, knowing only the glossary and the house
    style: it need not see a text again that it found in order before. A rule of the ``gate`` is kept by an edition that
    goes out, and not by work in progress: no check applies it.
    """

    code: Code
    check: Check
    local: bool
    gate: bool


_RULES: dict[str, Rule] = {}
_MODULES = (
    "answers",
    "drafting",
    "identity",
    "languages",
    "mandate",
    "mapping",
    "memberships",
    "parity",
    "references",
    "registers",
    "release",
    "reply",
    "resources",
    "structure",
    "text_references",
    "typography",
    "wording",
)


def rule(
    code: str, severity: Severity, title: str, *, fails: str, passes: str, local: bool = False, gate: bool = False
) -> Callable[[Check], Check]:
    """Register a function as a rule, with content that breaks it and content that keeps it; its docstring says why."""

    def register(check: Check) -> Check:
        if code in _RULES:
            raise ValueError(f"two rules have the code {code}")
        why = " ".join((check.__doc__ or "").split())
        page = Code(code, severity, title, why, dedent(fails).strip(), dedent(passes).strip())
        _RULES[code] = Rule(page, check, local, gate)
        return check

    return register


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    for module in _MODULES:
        import_module(f"guidance.check.{module}")
    return tuple(_RULES[code] for code in sorted(_RULES))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules found, and the keys of the texts that every local rule found in order."""

    diagnostics: list[Diagnostic]
    clean: frozenset[str]


Found = Callable[[], list[Diagnostic]]


def when_asked(work: Found) -> Found:
    """Do work when its result is asked for."""
    return work


def run(
    corpus: Corpus,
    focus: frozenset[str] | None = None,
    known: frozenset[str] = frozenset(),
    begun: Callable[[Found], Found] = when_asked,
) -> Verdict:
    """Apply every rule to the corpus but those of the gate.

    Local rules see only the texts that stand in the files in ``focus`` (all for none), and not those whose keys are
    ``known`` to be in order. Their work is ``begun``, and the other rules are applied meanwhile.
    """
    all_rules()
    keys = {id(owned): text_key(owned) for owned in corpus.texts if focus is None or _stands_in(owned, focus)}
    near = tuple(o for o in corpus.texts if (key := keys.get(id(o))) is not None and key not in known)
    asked = begun(partial(_judged, corpus, near))
    others = list(_findings(corpus, local=False))
    local = asked()
    places = {(d.pin.path, d.pin.pointer) for d in local}
    clean = frozenset(keys[id(owned)] for owned in near if not _marked(owned, places))
    return Verdict([*local, *others], clean | (known & frozenset(keys.values())))


def _judged(corpus: Corpus, near: tuple[OwnedText, ...]) -> list[Diagnostic]:
    """What the local rules find in some texts."""
    return list(_findings(replace(corpus, texts=near), local=True)) if near else []


def at_the_gate(corpus: Corpus) -> list[Diagnostic]:
    """What the rules of the gate find: why this edition must not go out yet."""
    return list(_findings(corpus, local=False, gate=True))


def _findings(corpus: Corpus, local: bool, gate: bool = False) -> Iterator[Diagnostic]:
    for rule in all_rules():
        if rule.local is local and rule.gate is gate:
            for found in rule.check(corpus):
                code = rule.code
                yield Diagnostic(code.code, code.severity, found.message, found.pin, found.hint, found.related)


def _stands_in(owned: OwnedText, focus: frozenset[str]) -> bool:
    text = owned.text
    return text.pin.path in focus or any(t.pin.path in focus for t in text.translations.values())


def _marked(owned: OwnedText, places: set[tuple[str, tuple[str | int, ...]]]) -> bool:
    """Whether any finding stands in a text or in one of its translations."""
    pins = [owned.pin, *(t.pin for t in owned.text.translations.values())]
    steps: tuple[tuple[str | int, ...], ...] = ((), ("text",), ("of",))
    return any((pin.path, (*pin.pointer, *step)) in places for pin in pins for step in steps)


def text_key(owned: OwnedText) -> str:
    """Names a text with its translations by all that a local rule may look at."""
    text = owned.text
    parts = [owned.kind, owned.id, text.path, text.source]
    for lang, t in text.translations.items():
        parts += [lang, t.text, t.of, t.origin or "", t.authorship]
    return sha256("\0".join(parts).encode()).hexdigest()[:20]


def glossary_key(corpus: Corpus) -> str:
    """Names what local rules know beside the text: the glossary and the house style."""
    terms = [text_key(owned) for owned in corpus.texts if owned.kind == "term"]
    variants = [
        (term.id, term.variants, [(lang, t.variants) for lang, t in term.term.translations.items()])
        for term in corpus.terms.values()
    ]
    return sha256(repr((terms, variants, corpus.style)).encode()).hexdigest()
