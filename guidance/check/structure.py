"""G4 and G5: what a clause must have so that it can be used, and how mappings are written."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.check.rules import Finding, rule
from guidance.diagnostics import Pin, Related, Severity, did_you_mean
from guidance.model.blocks import Blank, Reference, inlines
from guidance.model.clause import Clause
from guidance.model.corpus import Corpus
from guidance.model.text import Text

ERROR = Severity.ERROR


def _law_texts(clause: Clause) -> Iterator[Text]:
    """The texts in which placeholders and paragraph references have a meaning."""
    for _, provision in clause.walk():
        yield provision.text
    for alternative in clause.alternatives.values():
        for choice in alternative.choices.values():
            yield choice.text


@rule("G401", ERROR, "clause and module disagree")
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
            if clause_there and clause_there.module != module.id:
                message = f'the clause "{id_}" belongs to the module "{clause_there.module}"'
                yield Finding(message, Pin(module.pin.path, ("clauses", i)), "list it in that module only")


@rule("G402", ERROR, "undeclared placeholder")
def undeclared_placeholder(corpus: Corpus) -> Iterator[Finding]:
    """Every {placeholder} in a clause is declared once under placeholders."""
    for clause in corpus.clauses.values():
        for text in _law_texts(clause):
            written = [(text.source, text.pin)]
            written += [(t.text, Pin(t.pin.path, (*t.pin.pointer, "text"))) for t in text.translations.values()]
            for words, pin in written:
                for node in inlines(corpus.blocks.get(words, ())):
                    if isinstance(node, Blank) and node.name not in clause.placeholders:
                        hint = did_you_mean(node.name, clause.placeholders) or f"declare it in {clause.pin.path}"
                        place = Pin(pin.path, pin.pointer, "{" + node.name + "}")
                        yield Finding(f'the placeholder "{node.name}" is not declared', place, hint)


@rule("G403", ERROR, "unused placeholder")
def unused_placeholder(corpus: Corpus) -> Iterator[Finding]:
    """A declared placeholder is used in a provision or an alternative."""
    for clause in corpus.clauses.values():
        used = {
            node.name
            for text in _law_texts(clause)
            for node in inlines(corpus.blocks.get(text.source, ()))
            if isinstance(node, Blank)
        }
        for name in clause.placeholders.keys() - used:
            pin = Pin(clause.pin.path, ("placeholders", name), at_key=True)
            yield Finding(f'the placeholder "{name}" is never used', pin, "use it or delete it")


@rule("G404", ERROR, "alternative without a place")
def alternative_place(corpus: Corpus) -> Iterator[Finding]:
    """An alternative names the provision that it varies."""
    for clause in corpus.clauses.values():
        paths = {path for path, _ in clause.walk()}
        for alternative in clause.alternatives.values():
            if alternative.at not in paths:
                pin = Pin(alternative.pin.path, (*alternative.pin.pointer, "at"))
                hint = did_you_mean(alternative.at, paths) or f"provisions: {', '.join(sorted(paths))}"
                yield Finding(f'the clause has no provision "{alternative.at}"', pin, hint)


@rule("G405", ERROR, "paragraph reference leads nowhere")
def paragraph_reference(corpus: Corpus) -> Iterator[Finding]:
    """A reference [[para:…]] names a provision of the same clause."""
    for clause in corpus.clauses.values():
        paths = {path for path, _ in clause.walk()}
        owned = (o for o in corpus.rich_texts() if o.kind == "clause" and o.id == clause.id)
        for text in owned:
            for node in inlines(corpus.blocks.get(text.text.source, ())):
                if isinstance(node, Reference) and node.kind == "para" and node.id not in paths:
                    pin = Pin(text.pin.path, text.pin.pointer, f"para:{node.id}")
                    yield Finding(f'the clause has no provision "{node.id}"', pin, did_you_mean(node.id, paths))


@rule("G406", ERROR, "paragraph reference outside a clause")
def paragraph_reference_outside(corpus: Corpus) -> Iterator[Finding]:
    """Only a clause has paragraphs that [[para:…]] can name."""
    for owned in corpus.rich_texts():
        if owned.kind != "clause":
            for node in inlines(corpus.blocks.get(owned.text.source, ())):
                if isinstance(node, Reference) and node.kind == "para":
                    pin = Pin(owned.pin.path, owned.pin.pointer, f"para:{node.id}")
                    yield Finding(f'"{node.id}" is not a paragraph of anything here', pin, "name the clause")


@rule("G407", ERROR, "clause without variants or examples, and no reason")
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


@rule("G408", ERROR, "clauses depend on each other in a circle")
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


@rule("G409", ERROR, "question asked twice")
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


@rule("G501", ERROR, "mapping without exactly one end")
def mapping_end(corpus: Corpus) -> Iterator[Finding]:
    """A clause implements a target or a provision: exactly one of them in each entry, and none twice."""
    for clause in corpus.clauses.values():
        seen: set[str] = set()
        for mapping in clause.implements:
            end = mapping.target or mapping.provision
            if (mapping.target is None) == (mapping.provision is None):
                yield Finding("name a target or a provision, one of the two", mapping.pin)
            elif end in seen:
                yield Finding(f'"{end}" is mapped twice', mapping.pin, "join the two entries")
            seen.add(end or "")


@rule("G502", ERROR, "example given twice")
def duplicate_example(corpus: Corpus) -> Iterator[Finding]:
    """A provision of a law is given as an example once in a clause."""
    for clause in corpus.clauses.values():
        seen: set[tuple[str, str | None]] = set()
        for example in clause.examples:
            if (example.law, example.provision) in seen:
                yield Finding(f'"{example.law}" is given twice', example.pin, "join the two notes")
            seen.add((example.law, example.provision))


@rule("G503", ERROR, "example that nobody vouches for")
def uncertain_example(corpus: Corpus) -> Iterator[Finding]:
    """A law whose record has low confidence is not given as an example before a legal check."""
    for clause in corpus.clauses.values():
        for example in clause.examples:
            law = corpus.laws.get(example.law)
            if law and law.confidence == "low":
                pin = Pin(example.pin.path, (*example.pin.pointer, "law"))
                yield Finding(f'the record of "{law.id}" has low confidence', pin, "leave it out until it is checked")
