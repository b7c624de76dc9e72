"""How much there is of everything: words, clauses, questions, mappings, laws; counted from the corpus, never kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from guidance.model.blocks import Reference, inlines
from guidance.model.clause import Clause, Implements, Module
from guidance.model.corpus import Corpus
from guidance.model.once import once

REALMS = ("terrestrial", "freshwater", "marine", "air")
#: A reference with words of its own shows these; one without, and a blank, count as one word.
_WORDED = re.compile(r"\[\[[^\[\]|]*\|([^\[\]]+)\]\]")
_MARK = re.compile(r"\[\[[^\[\]]*\]\]|\{[a-z0-9_]+\}")
_ADDRESS = re.compile(r"\]\([^)\s]*\)|https?://\S+")
#: One of them is in whatever the patterns above find; most texts hold none.
_SIGNS = ("[", "]", "{", "://")
_WORD = re.compile(r"[^\W_]+(?:[-'’./,:][^\W_]+)*")


@lru_cache(maxsize=1 << 16)
def words(text: str) -> int:
    """The words of an English text as a reader sees it."""
    if any(sign in text for sign in _SIGNS):
        text = _MARK.sub(" x ", _WORDED.sub(r" \1 ", _ADDRESS.sub(" ", text)))
    return len(_WORD.findall(text))


@dataclass(frozen=True, slots=True)
class Amount:
    """How much a module, a part or the whole outline holds; ``model_words`` are those of the text of the law."""

    modules: int = 0
    clauses: int = 0
    alternatives: int = 0
    questions: int = 0
    core: int = 0
    examples: int = 0
    model_words: int = 0
    words: int = 0

    def __add__(self, other: Amount) -> Amount:
        """Both together."""
        return Amount(
            self.modules + other.modules,
            self.clauses + other.clauses,
            self.alternatives + other.alternatives,
            self.questions + other.questions,
            self.core + other.core,
            self.examples + other.examples,
            self.model_words + other.model_words,
            self.words + other.words,
        )


@dataclass(frozen=True, slots=True)
class Mappings:
    """How many mappings there are, by strength, and from how many clauses."""

    clauses: int
    primary: int
    secondary: int

    @property
    def all(self) -> int:
        """Both strengths together."""
        return self.primary + self.secondary


@dataclass(frozen=True, slots=True)
class Register:
    """A register: how many records it has and how many words their texts hold."""

    kind: str
    records: int
    words: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the provisions of an instrument some clause is mapped to, and by how many mappings."""

    provisions: int
    mapped: int
    mappings: Mappings


@dataclass(frozen=True, slots=True)
class Statistics:
    """Everything that is counted; every mapping is in reading order."""

    modules: dict[str, Amount]
    parts: dict[str, Amount]
    total: Amount
    registers: dict[str, Register]
    mappings: Mappings
    targets: dict[str, Mappings]
    questions_of_target: dict[str, int]
    realms: dict[str, Mappings]
    threats: dict[str, int]
    instruments: dict[str, Coverage]
    laws_cited: tuple[str, ...]
    laws_answering: tuple[str, ...]
    laws_uncited: tuple[str, ...]
    terms_used: tuple[str, ...]
    terms_unused: tuple[str, ...]

    @property
    def words(self) -> int:
        """All English words of the publication."""
        return sum(register.words for register in self.registers.values())


@once
def statistics(corpus: Corpus) -> Statistics:
    """Count everything."""
    standing = _standing(corpus)
    whole = _words_of_records(corpus)
    amounts = _amounts(corpus, standing, whole)
    by_part = {
        label: sum((amounts[m.id] for m in corpus.modules.values() if m.part == label), Amount())
        for label in corpus.publication.parts
    }
    cited = {example.law for clause in standing for example in clause.examples}
    answering = {law for law, uses in corpus.links.countries_of_law.items() if uses}
    used = _used_terms(corpus)
    return Statistics(
        amounts,
        by_part,
        sum(amounts.values(), Amount()),
        _registers(whole),
        _mappings((clause, mapping) for clause in standing for mapping in clause.implements),
        mappings_of_targets(corpus),
        {id_: len(corpus.links.questions_of_target.get(id_, ())) for id_ in corpus.targets},
        {r: _mappings((c, m) for c in standing if r in c.facets.realm for m in c.implements) for r in REALMS},
        _threats(corpus, standing),
        {id_: _coverage(corpus, standing, id_) for id_ in corpus.instruments},
        tuple(id_ for id_ in corpus.laws if id_ in cited),
        tuple(id_ for id_ in corpus.laws if id_ in answering),
        tuple(id_ for id_ in corpus.laws if id_ not in cited | answering),
        tuple(sorted(id_ for id_ in corpus.terms if id_ in used)),
        tuple(sorted(id_ for id_ in corpus.terms if id_ not in used)),
    )


@once
def mappings_of_targets(corpus: Corpus) -> dict[str, Mappings]:
    """The mappings to each target."""
    found: dict[str, list[tuple[Clause, Implements]]] = {id_: [] for id_ in corpus.targets}
    for clause in _standing(corpus):
        for mapping in clause.implements:
            if mapping.target in found:
                found[mapping.target].append((clause, mapping))
    return {id_: _mappings(pairs) for id_, pairs in found.items()}


def _standing(corpus: Corpus) -> tuple[Clause, ...]:
    return tuple(clause for clause in corpus.clauses.values() if clause.status != "withdrawn")


def _words_of_records(corpus: Corpus) -> Counter[tuple[str, str]]:
    """The English words of each record, by its kind and id."""
    found: Counter[tuple[str, str]] = Counter()
    for owned in corpus.texts:
        found[owned.kind, owned.id] += words(owned.text.source)
    return found


def _amounts(corpus: Corpus, standing: tuple[Clause, ...], whole: Counter[tuple[str, str]]) -> dict[str, Amount]:
    return {module.id: _amount(module, standing, whole) for module in corpus.modules.values()}


def _amount(module: Module, standing: tuple[Clause, ...], whole: Counter[tuple[str, str]]) -> Amount:
    clauses = [clause for clause in standing if clause.module == module.id]
    questions = [question for clause in clauses for question in clause.questions.values()]
    return Amount(
        modules=1,
        clauses=len(clauses),
        alternatives=sum(len(clause.alternatives) for clause in clauses),
        questions=len(questions),
        core=sum(question.core for question in questions),
        examples=sum(len(clause.examples) for clause in clauses),
        model_words=sum(_model_words(clause) for clause in clauses),
        words=whole["module", module.id] + sum(whole["clause", clause.id] for clause in clauses),
    )


def _model_words(clause: Clause) -> int:
    """The words of the text of the law itself, without its variants."""
    texts = [text for _, provision in clause.walk() for text in (provision.heading, provision.text) if text]
    return sum(words(text.source) for text in texts)


def _mappings(found: Iterable[tuple[Clause, Implements]]) -> Mappings:
    pairs = list(found)
    counts = Counter(mapping.strength for _, mapping in pairs)
    return Mappings(len({clause.id for clause, _ in pairs}), counts["primary"], counts["secondary"])


def _registers(whole: Counter[tuple[str, str]]) -> dict[str, Register]:
    records = Counter(kind for kind, _ in whole)
    counts: Counter[str] = Counter()
    for (kind, _), count in whole.items():
        counts[kind] += count
    return {kind: Register(kind, records[kind], counts[kind]) for kind in sorted(records)}


def _threats(corpus: Corpus, standing: tuple[Clause, ...]) -> dict[str, int]:
    named = [t for i in corpus.instruments.values() for p in i.provisions.values() for t in p.threats]
    known = dict.fromkeys([*named, *sorted({t for clause in standing for t in clause.facets.threats})])
    return {threat: sum(threat in clause.facets.threats for clause in standing) for threat in known}


def _coverage(corpus: Corpus, standing: tuple[Clause, ...], id_: str) -> Coverage:
    begins = f"{id_}/"
    found = [(c, m) for c in standing for m in c.implements if m.provision and m.provision.startswith(begins)]
    mapped = {mapping.provision for _, mapping in found}
    return Coverage(len(corpus.instruments[id_].provisions), len(mapped), _mappings(found))


def _used_terms(corpus: Corpus) -> set[str]:
    """The terms that an English text outside the glossary links to."""
    return {
        node.id
        for owned in corpus.rich_texts()
        if owned.kind != "term"
        for node in inlines(corpus.blocks.get(owned.text.source, ()))
        if isinstance(node, Reference) and node.kind == "term"
    }
