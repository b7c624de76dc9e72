"""G4: the parts of a clause fit each other, so that it can be used."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.check.rules import Finding, rule
from guidance.check.texts import places
from guidance.diagnostics import Pin, Related, Severity, did_you_mean
from guidance.model.blocks import Blank, Reference, inlines
from guidance.model.clause import Clause
from guidance.model.corpus import Corpus
from guidance.model.countries import ANSWER_VALUES
from guidance.model.text import Text

ERROR = Severity.ERROR


def _law_texts(clause: Clause) -> Iterator[Text]:
    """The texts in which placeholders and paragraph references have a meaning."""
    for _, provision in clause.walk():
        yield provision.text
    for alternative in clause.alternatives.values():
        for choice in alternative.choices.values():
            yield choice.text


@rule(
    "G401",
    ERROR,
    "clause and module disagree",
    fails="""
    # modules/safe-passage.yaml
    clauses: [night-corridors]
    """,
    passes="""
    # modules/safe-passage.yaml
    clauses: [night-corridors, quiet-rivers]
    """,
)
def clause_in_its_module(corpus: Corpus) -> Iterator[Finding]:
    """A clause stands in exactly one module, the one it names."""
    for clause in corpus.clauses.values():
        module = corpus.modules.get(clause.module)
        if module and clause.id not in module.clauses:
            pin = Pin(clause.pin.path, ("module",))
            hint = f"add {clause.id} to the clauses of {module.pin.path}"
            yield Finding(f'the module "{module.id}" does not list this clause', pin, hint)
    for module in corpus.modules.values():
        for i, id_ in enumerate(module.clauses):
            clause_there = corpus.clauses.get(id_)
            if clause_there and clause_there.module != module.id and clause_there.module in corpus.modules:
                message = f'the clause "{id_}" belongs to the module "{clause_there.module}"'
                yield Finding(message, Pin(module.pin.path, ("clauses", i)), "list it in that module only")


@rule(
    "G402",
    ERROR,
    "undeclared placeholder",
    fails="""
    # clauses/night-corridors.yaml
    alternatives:
      who:
        title: Who designates
        at: designation
        mode: replace
        how_many: one
        note: Choose by the form of government.
        choices:
          council: {title: A council, text: 'The {council} shall decide.', note: For unions., stringency: different}
          court: {title: A court, text: The court shall decide., note: Where courts do., stringency: stricter}
    """,
    passes="""
    # clauses/night-corridors.yaml
    alternatives:
      who:
        title: Who designates
        at: designation
        mode: replace
        how_many: one
        note: Choose by the form of government.
        choices:
          council: {title: A council, text: 'The {authority} shall decide.', note: For unions., stringency: different}
          court: {title: A court, text: The court shall decide., note: Where courts do., stringency: stricter}
    """,
)
def undeclared_placeholder(corpus: Corpus) -> Iterator[Finding]:
    """Every {placeholder} in a clause is declared once under placeholders.

    A translation is only looked at where the placeholder stands in its source too: else it is reported as different.
    """
    for clause in corpus.clauses.values():
        for text in _law_texts(clause):
            wrong = {words: _undeclared(corpus, clause, words) for words, _ in places(text)}
            for words, pin in places(text):
                for name in wrong[words]:
                    if pin == text.pin or name in wrong[text.source]:
                        hint = did_you_mean(name, clause.placeholders) or f"declare it in {clause.pin.path}"
                        place = Pin(pin.path, pin.pointer, "{" + name + "}")
                        yield Finding(f'the placeholder "{name}" is not declared', place, hint)


def _undeclared(corpus: Corpus, clause: Clause, words: str) -> list[str]:
    blanks = (node.name for node in inlines(corpus.blocks.get(words, ())) if isinstance(node, Blank))
    return [name for name in dict.fromkeys(blanks) if name not in clause.placeholders]


@rule(
    "G403",
    ERROR,
    "unused placeholder",
    fails="""
    # clauses/night-corridors.yaml
    placeholders:
      authority: {hint: Name the authority.}
      period: {hint: Write the period.}
    """,
    passes="""
    # clauses/night-corridors.yaml
    placeholders:
      authority: {hint: Name the authority.}
    """,
)
def unused_placeholder(corpus: Corpus) -> Iterator[Finding]:
    """A declared placeholder is used in a provision or an alternative."""
    for clause in corpus.clauses.values():
        used = {
            node.name
            for text in _law_texts(clause)
            for node in inlines(corpus.blocks.get(text.source, ()))
            if isinstance(node, Blank)
        }
        for name in clause.placeholders:
            if name in used:
                continue
            pin = Pin(clause.pin.path, ("placeholders", name), at_key=True)
            yield Finding(f'the placeholder "{name}" is never used', pin, "use it or delete it")


@rule(
    "G404",
    ERROR,
    "alternative without a place",
    fails="""
    # clauses/night-corridors.yaml
    alternatives:
      who:
        title: Who designates
        at: designating
        mode: replace
        how_many: one
        note: Choose by the form of government.
        choices:
          council: {title: A council, text: The council shall decide., note: For federal States., stringency: different}
          court: {title: A court, text: The court shall decide., note: Where courts do., stringency: stricter}
    """,
    passes="""
    # clauses/night-corridors.yaml
    alternatives:
      who:
        title: Who designates
        at: designation
        mode: replace
        how_many: one
        note: Choose by the form of government.
        choices:
          council: {title: A council, text: The council shall decide., note: For federal States., stringency: different}
          court: {title: A court, text: The court shall decide., note: Where courts do., stringency: stricter}
    """,
)
def alternative_place(corpus: Corpus) -> Iterator[Finding]:
    """An alternative names the provision that it varies."""
    for clause in corpus.clauses.values():
        paths = {path for path, _ in clause.walk()}
        for alternative in clause.alternatives.values():
            if alternative.at not in paths:
                pin = Pin(alternative.pin.path, (*alternative.pin.pointer, "at"))
                hint = did_you_mean(alternative.at, paths) or f"provisions: {', '.join(sorted(paths))}"
                yield Finding(f'the clause has no provision "{alternative.at}"', pin, hint)


@rule(
    "G405",
    ERROR,
    "paragraph reference leads nowhere",
    fails="""
    # clauses/night-corridors.yaml
    examples:
      - {law: xx-wildlife-act, provision: s-5, note: 'Worth copying, with [[para:lightning]].'}
    """,
    passes="""
    # clauses/night-corridors.yaml
    examples:
      - {law: xx-wildlife-act, provision: s-5, note: 'Worth copying, with [[para:lighting]].'}
    """,
)
def paragraph_reference(corpus: Corpus) -> Iterator[Finding]:
    """A reference [[para:…]] names a provision of the same clause."""
    for owned in corpus.rich_texts():
        clause = corpus.clauses.get(owned.id) if owned.kind == "clause" else None
        if clause is None or "[[para:" not in owned.text.source:
            continue
        paths = {path for path, _ in clause.walk()}
        for node in inlines(corpus.blocks.get(owned.text.source, ())):
            if isinstance(node, Reference) and node.kind == "para" and node.id not in paths:
                pin = Pin(owned.pin.path, owned.pin.pointer, f"para:{node.id}")
                yield Finding(f'the clause has no provision "{node.id}"', pin, did_you_mean(node.id, paths))


@rule(
    "G406",
    ERROR,
    "paragraph reference outside a clause",
    fails="""
    # modules/safe-passage.yaml
    introduction: Animals move at night, as [[para:designation]] says.
    """,
    passes="""
    # modules/safe-passage.yaml
    introduction: Animals move at night, as [[clause:night-corridors]] says.
    """,
)
def paragraph_reference_outside(corpus: Corpus) -> Iterator[Finding]:
    """Only a clause has paragraphs that [[para:…]] can name."""
    for owned in corpus.rich_texts():
        if owned.kind != "clause":
            for node in inlines(corpus.blocks.get(owned.text.source, ())):
                if isinstance(node, Reference) and node.kind == "para":
                    pin = Pin(owned.pin.path, owned.pin.pointer, f"para:{node.id}")
                    yield Finding(f'"{node.id}" is not a paragraph of anything here', pin, "name the clause")


@rule(
    "G407",
    ERROR,
    "nothing where something must stand, and no reason",
    fails="""
    # clauses/night-corridors.yaml
    examples: []
    """,
    passes="""
    # clauses/night-corridors.yaml
    examples: []
    no_example_yet: The register holds no law on night corridors yet.
    """,
)
def explained_absence(corpus: Corpus) -> Iterator[Finding]:
    """A clause has alternatives and examples, or says why it has none."""
    pairs = (("alternatives", "no_alternatives"), ("examples", "no_example_yet"))
    for clause in corpus.clauses.values():
        for name, reason in pairs:
            has, why = bool(getattr(clause, name)), getattr(clause, reason) is not None
            if has == why:
                message = f"the clause has {name} and a reason why it has none" if has else f"the clause has no {name}"
                hint = f"delete {reason}" if has else f"write {name}, or {reason} with the reason"
                yield Finding(message, clause.pin, hint)


@rule(
    "G408",
    ERROR,
    "clauses depend on each other in a circle",
    fails="""
    # clauses/quiet-rivers.yaml
    depends_on: [night-corridors]
    """,
    passes="""
    # clauses/quiet-rivers.yaml
    depends_on: []
    """,
)
def cyclic_dependency(corpus: Corpus) -> Iterator[Finding]:
    """A clause does not need, through others, itself; each circle is reported once."""
    reported: set[str] = set()
    for start in sorted(corpus.clauses):
        path = _circle(corpus, start)
        if path and not reported & set(path):
            reported |= set(path)
            pin = Pin(corpus.clauses[start].pin.path, ("depends_on",))
            message = f"the clauses depend on each other in a circle: {' → '.join((*path, start))}"
            yield Finding(message, pin, "keep the dependency that the wording needs, drop the others")


def _circle(corpus: Corpus, start: str) -> tuple[str, ...]:
    """The shortest way from a clause back to itself; empty if there is none."""
    ways: dict[str, tuple[str, ...]] = {start: (start,)}
    queue = [start]
    for id_ in queue:
        clause = corpus.clauses.get(id_)
        for below in clause.depends_on if clause else ():
            if below == start:
                return ways[id_]
            if below not in ways:
                ways[below] = (*ways[id_], below)
                queue.append(below)
    return ()


@rule(
    "G409",
    ERROR,
    "question asked twice",
    fails="""
    # clauses/quiet-rivers.yaml
    questions:
      night-corridor-power:
        text: Does the law name an authority for rivers?
        anchors: {full: It names one., partial: It names several., none: It names none.}
        targets: [gbf-3]
    """,
    passes="""
    # clauses/quiet-rivers.yaml
    questions:
      river-power:
        text: Does the law name an authority for rivers?
        anchors: {full: It names one., partial: It names several., none: It names none.}
        targets: [gbf-3]
    """,
)
def duplicate_question(corpus: Corpus) -> Iterator[Finding]:
    """The id of a question is unique in the whole guidance, because countries answer by it."""
    first: dict[str, Pin] = {}
    for clause in corpus.clauses.values():
        for label, question in clause.questions.items():
            pin = Pin(question.pin.path, question.pin.pointer, at_key=True)
            if label in first:
                related = (Related("first asked here", first[label]),)
                yield Finding(f'the question id "{label}" is taken', pin, "choose another id", related)
            first.setdefault(label, pin)


@rule(
    "G419",
    ERROR,
    "words that every page carries are missing",
    fails="""
    # publication.yaml
    disclaimers:
      designations: Names take no side.
    """,
    passes="""
    # publication.yaml
    disclaimers:
      designations: Names take no side.
      country-answers: A desk review.
    """,
)
def missing_words(corpus: Corpus) -> Iterator[Finding]:
    """Pages show two disclaimers, each value of the scale and the part of each module; without them none is made."""
    publication = corpus.publication
    parts = tuple(dict.fromkeys(module.part for module in corpus.modules.values()))
    for key, held, wanted in (
        ("disclaimers", publication.disclaimers.keys(), ("designations", "country-answers")),
        ("scale", publication.scale.keys(), ANSWER_VALUES),
        ("parts", publication.parts.keys(), parts),
    ):
        if missing := [name for name in wanted if name not in held]:
            pin = Pin(publication.pin.path, (key,), at_key=True)
            yield Finding(f"{key} lacks {', '.join(missing)}", pin, "add it: pages show it")
