"""G3: every id that something refers to exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guidance.check.rules import Finding, rule
from guidance.diagnostics import Pin, Severity, did_you_mean
from guidance.model.blocks import Reference, inlines
from guidance.model.corpus import Corpus
from guidance.model.ledger import entries

ERROR = Severity.ERROR


def _unknown(corpus: Corpus, kind: str, known: Iterable[str], uses: Iterable[tuple[str, Pin]]) -> Iterator[Finding]:
    """Findings for the uses whose id is not known; silent where the file of that id is itself broken."""
    names = set(known)
    for id_, pin in uses:
        if id_ not in names and (kind, id_) not in corpus.poisoned:
            yield Finding(f'unknown {kind} "{id_}"', pin, did_you_mean(id_, names))


def _below(pin: Pin, *steps: str | int) -> Pin:
    return Pin(pin.path, (*pin.pointer, *steps))


def _each(pin: Pin, name: str, ids: Iterable[str]) -> Iterator[tuple[str, Pin]]:
    return ((id_, _below(pin, name, i)) for i, id_ in enumerate(ids))


@rule("G302", ERROR, "unknown target")
def unknown_target(corpus: Corpus) -> Iterator[Finding]:
    """A clause, question, provision, law or theme names a goal or target that no framework has."""
    uses: list[tuple[str, Pin]] = []
    for clause in corpus.clauses.values():
        uses += [(m.target, _below(m.pin, "target")) for m in clause.implements if m.target]
        for question in clause.questions.values():
            uses += _each(question.pin, "targets", question.targets)
    for instrument in corpus.instruments.values():
        for provision in instrument.provisions.values():
            uses += _each(provision.pin, "targets", provision.targets)
    for law in corpus.laws.values():
        uses += [(t.target, _below(law.pin, "targets", i, "target")) for i, t in enumerate(law.targets)]
    for label, theme in corpus.themes.items():
        uses += [(t, Pin("content/themes.yaml", ("themes", label, "targets", i))) for i, t in enumerate(theme.targets)]
    if not any(kind == "framework" for kind, _ in corpus.poisoned):
        yield from _unknown(corpus, "target", corpus.targets, uses)


@rule("G303", ERROR, "unknown provision of an instrument")
def unknown_provision(corpus: Corpus) -> Iterator[Finding]:
    """A clause implements a provision that its instrument does not have."""
    known = {f"{i.id}/{label}" for i in corpus.instruments.values() for label in i.provisions}
    for clause in corpus.clauses.values():
        for mapping in clause.implements:
            if mapping.provision and ("instrument", mapping.provision.split("/")[0]) not in corpus.poisoned:
                pin = _below(mapping.pin, "provision")
                yield from _unknown(corpus, "provision", known, [(mapping.provision, pin)])


@rule("G304", ERROR, "unknown clause")
def unknown_clause(corpus: Corpus) -> Iterator[Finding]:
    """A module lists, or a clause depends on, a clause that does not exist."""
    uses: list[tuple[str, Pin]] = []
    for module in corpus.modules.values():
        uses += _each(module.pin, "clauses", module.clauses)
    for clause in corpus.clauses.values():
        uses += _each(clause.pin, "depends_on", clause.depends_on)
        if clause.replaced_by:
            uses.append((clause.replaced_by, _below(clause.pin, "replaced_by")))
    yield from _unknown(corpus, "clause", corpus.clauses, uses)


@rule("G305", ERROR, "unknown module")
def unknown_module(corpus: Corpus) -> Iterator[Finding]:
    """A clause names a module that does not exist."""
    uses = [(clause.module, _below(clause.pin, "module")) for clause in corpus.clauses.values()]
    yield from _unknown(corpus, "module", corpus.modules, uses)


@rule("G306", ERROR, "unknown law")
def unknown_law(corpus: Corpus) -> Iterator[Finding]:
    """An example, an answer or a finding cites a law that the register does not have."""
    uses = [(e.law, _below(e.pin, "law")) for clause in corpus.clauses.values() for e in clause.examples]
    for country in corpus.countries.values():
        for answer in country.statements():
            uses += [(e.law, _below(e.pin, "law")) for e in answer.evidence]
    yield from _unknown(corpus, "law", corpus.laws, uses)


@rule("G307", ERROR, "unknown provision of a law")
def unknown_law_provision(corpus: Corpus) -> Iterator[Finding]:
    """An example, an answer or a finding cites a provision that its law does not have."""
    uses = [(e.law, e.provision, e.pin) for clause in corpus.clauses.values() for e in clause.examples]
    for country in corpus.countries.values():
        for answer in country.statements():
            uses += [(e.law, e.provision, e.pin) for e in answer.evidence]
    for law_id, label, pin in uses:
        law = corpus.laws.get(law_id)
        if law and label and label not in law.provisions:
            hint = did_you_mean(label, law.provisions) or f"labels: {', '.join(law.provisions)}"
            yield Finding(f'{law_id} has no provision "{label}"', _below(pin, "provision"), hint)


@rule("G308", ERROR, "unknown country")
def unknown_country(corpus: Corpus) -> Iterator[Finding]:
    """A law stands under a country that the register does not have."""
    uses = [
        (law.jurisdiction.country, _below(law.pin, "jurisdiction", "country"))
        for law in corpus.laws.values()
        if law.jurisdiction.country != "int"
    ]
    for law in corpus.laws.values():
        uses += _each(_below(law.pin, "jurisdiction"), "parties", law.jurisdiction.parties)
    yield from _unknown(corpus, "country", corpus.countries, uses)


@rule("G309", ERROR, "unknown instrument")
def unknown_instrument(corpus: Corpus) -> Iterator[Finding]:
    """A module or a term refers to an instrument that the register does not have."""
    uses: list[tuple[str, Pin]] = []
    for module in corpus.modules.values():
        uses += _each(module.pin, "instruments", module.instruments)
    for term in corpus.terms.values():
        uses += [(s.instrument, _below(term.pin, "sources", i, "instrument")) for i, s in enumerate(term.sources)]
    yield from _unknown(corpus, "instrument", corpus.instruments, uses)


@rule("G310", ERROR, "unknown question")
def unknown_question(corpus: Corpus) -> Iterator[Finding]:
    """A country answers a question that no clause asks."""
    if any(kind == "clause" for kind, _ in corpus.poisoned):
        return
    for country in corpus.countries.values():
        for label, answer in country.answers.items():
            pin = Pin(answer.pin.path, answer.pin.pointer, at_key=True)
            yield from _unknown(corpus, "question", corpus.questions, [(label, pin)])


@rule("G311", ERROR, "unknown theme")
def unknown_theme(corpus: Corpus) -> Iterator[Finding]:
    """A law or a finding names a theme that does not exist."""
    uses: list[tuple[str, Pin]] = []
    for law in corpus.laws.values():
        uses += _each(law.pin, "themes", law.themes)
    for country in corpus.countries.values():
        uses += [(label, Pin(f.pin.path, f.pin.pointer, at_key=True)) for label, f in country.findings.items()]
    if ("themes", "themes") not in corpus.poisoned:
        yield from _unknown(corpus, "theme", corpus.themes, uses)


@rule("G312", ERROR, "unknown term")
def unknown_term(corpus: Corpus) -> Iterator[Finding]:
    """A glossary term names a related term that does not exist."""
    for term in corpus.terms.values():
        yield from _unknown(corpus, "term", corpus.terms, _each(term.pin, "related", term.related))


@rule("G313", ERROR, "unknown indicator")
def unknown_indicator(corpus: Corpus) -> Iterator[Finding]:
    """A target lists an indicator that its framework does not have."""
    for framework, target in corpus.targets.values():
        yield from _unknown(
            corpus, "indicator", framework.indicators, _each(target.pin, "indicators", target.indicators)
        )


@rule("G314", ERROR, "text refers to nothing")
def dangling_reference(corpus: Corpus) -> Iterator[Finding]:
    """A text holds a reference such as [[clause:…]] to something that does not exist."""
    known = _known_references(corpus)
    for owned in corpus.rich_texts():
        written = [(owned.text.source, owned.text.pin)]
        written += [(t.text, _below(t.pin, "text")) for t in owned.text.translations.values()]
        for text, pin in written:
            for node in inlines(corpus.blocks.get(text, ())):
                if isinstance(node, Reference) and node.kind in known and node.id not in known[node.kind]:
                    record = node.id.split("/")[0]
                    kind = "instrument" if node.kind == "provision" else node.kind
                    if (kind, record) not in corpus.poisoned:
                        words = f"{node.kind}:{node.id}" if node.kind != "term" else node.id
                        place = Pin(pin.path, pin.pointer, words)
                        message = f'the text refers to an unknown {node.kind} "{node.id}"'
                        yield Finding(message, place, did_you_mean(node.id, known[node.kind]))


def _known_references(corpus: Corpus) -> dict[str, set[str]]:
    return {
        "term": set(corpus.terms),
        "clause": set(corpus.clauses),
        "module": set(corpus.modules),
        "target": set(corpus.targets),
        "instrument": set(corpus.instruments),
        "provision": {f"{i.id}/{label}" for i in corpus.instruments.values() for label in i.provisions},
        "law": set(corpus.laws),
        "country": set(corpus.countries),
        "page": set(corpus.pages),
    }


@rule("G320", ERROR, "a published id is gone")
def gone_from_ledger(corpus: Corpus) -> Iterator[Finding]:
    """Others link to every id that was ever published: it is withdrawn, with its successor, and never deleted."""
    if corpus.poisoned:
        return
    known = set(entries(corpus))
    for line, entry in enumerate(corpus.ledger, 1):
        if entry not in known:
            pin = Pin("content/ledger.txt", ("@line", line, 1, len(entry)))
            yield Finding(f'"{entry}" was published and is gone', pin, "bring it back, or mark the record as withdrawn")
