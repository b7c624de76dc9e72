"""G3: every id that one record names in another exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guidance.check.rules import Finding, rule
from guidance.check.texts import below, places
from guidance.diagnostics import Pin, Severity, did_you_mean
from guidance.model.blocks import Reference, inlines
from guidance.model.corpus import Corpus
from guidance.model.ledger import successor

ERROR = Severity.ERROR


def _unknown(corpus: Corpus, kind: str, known: Iterable[str], uses: Iterable[tuple[str, Pin]]) -> Iterator[Finding]:
    """Findings for the uses whose id is not known; silent where the file of that id is itself broken."""
    names = set(known)
    for id_, pin in uses:
        if id_ not in names and (kind, id_) not in corpus.poisoned:
            yield Finding(f'unknown {kind} "{id_}"', pin, _hint(corpus, kind, id_, names))


def _hint(corpus: Corpus, kind: str, id_: str, known: Iterable[str]) -> str | None:
    """The successor that the ledger names, else a name much like it."""
    new = successor(corpus.ledger, kind, id_)
    return f'it was renamed: write "{new}"' if new else did_you_mean(id_, known)


def _each(pin: Pin, name: str, ids: Iterable[str]) -> Iterator[tuple[str, Pin]]:
    return ((id_, below(pin, name, i)) for i, id_ in enumerate(ids))


def _key(pin: Pin) -> Pin:
    return Pin(pin.path, pin.pointer, at_key=True)


@rule(
    "G302",
    ERROR,
    "unknown target",
    fails="""
    # clauses/night-corridors.yaml
    implements:
      - {target: gbf-03, relation: implements, strength: primary, why: A corridor connects protected areas.}
    """,
    passes="""
    # clauses/night-corridors.yaml
    implements:
      - {target: gbf-3, relation: implements, strength: primary, why: A corridor connects protected areas.}
    """,
)
def unknown_target(corpus: Corpus) -> Iterator[Finding]:
    """A clause, question, provision, law, theme or resource names a goal or target that no framework has."""
    uses: list[tuple[str, Pin]] = []
    for clause in corpus.clauses.values():
        uses += [(m.target, below(m.pin, "target")) for m in clause.implements if m.target]
        for question in clause.questions.values():
            uses += _each(question.pin, "targets", question.targets)
    for instrument in corpus.instruments.values():
        for provision in instrument.provisions.values():
            uses += _each(provision.pin, "targets", provision.targets)
    for law in corpus.laws.values():
        uses += [(t.target, below(law.pin, "targets", i, "target")) for i, t in enumerate(law.targets)]
    themes = Pin(f"{corpus.folder}/themes.yaml", ("themes",))
    for label, theme in corpus.themes.items():
        uses += _each(below(themes, label), "targets", theme.targets)
    for resource in corpus.resources.values():
        uses += _each(resource.pin, "targets", resource.targets)
    if not any(kind == "framework" for kind, _ in corpus.poisoned):
        yield from _unknown(corpus, "target", corpus.targets, uses)


@rule(
    "G303",
    ERROR,
    "unknown provision of an instrument",
    fails="""
    # clauses/night-corridors.yaml
    implements:
      - {provision: sample-convention/article-33, relation: implements, strength: primary, why: It asks for it.}
    """,
    passes="""
    # clauses/night-corridors.yaml
    implements:
      - {provision: sample-convention/article-3, relation: implements, strength: primary, why: It asks for it.}
    """,
)
def unknown_provision(corpus: Corpus) -> Iterator[Finding]:
    """A clause implements, or a resource is named in, a provision that its instrument does not have."""
    known = {f"{i.id}/{label}" for i in corpus.instruments.values() for label in i.provisions}
    mappings = (mapping for clause in corpus.clauses.values() for mapping in clause.implements)
    uses = [(m.provision, below(m.pin, "provision")) for m in mappings if m.provision]
    for resource in corpus.resources.values():
        named = ((i, n) for i, n in enumerate(resource.named_in) if n.provision and n.instrument in corpus.instruments)
        pin = resource.pin
        uses += [(f"{n.instrument}/{n.provision}", below(pin, "named_in", i, "provision")) for i, n in named]
    whole = (use for use in uses if ("instrument", use[0].split("/")[0]) not in corpus.poisoned)
    yield from _unknown(corpus, "provision", known, whole)


@rule(
    "G304",
    ERROR,
    "unknown clause",
    fails="""
    # clauses/night-corridors.yaml
    depends_on: [quiet-river]
    """,
    passes="""
    # clauses/night-corridors.yaml
    depends_on: [quiet-rivers]
    """,
)
def unknown_clause(corpus: Corpus) -> Iterator[Finding]:
    """A module lists, a clause depends on, or a resource serves a clause that does not exist."""
    uses: list[tuple[str, Pin]] = []
    for module in corpus.modules.values():
        uses += _each(module.pin, "clauses", module.clauses)
    for clause in corpus.clauses.values():
        uses += _each(clause.pin, "depends_on", clause.depends_on)
        if clause.replaced_by:
            uses.append((clause.replaced_by, below(clause.pin, "replaced_by")))
    for resource in corpus.resources.values():
        uses += _each(resource.pin, "clauses", resource.clauses)
    yield from _unknown(corpus, "clause", corpus.clauses, uses)


@rule(
    "G305",
    ERROR,
    "unknown module",
    fails="""
    # clauses/night-corridors.yaml
    module: safe-passages
    """,
    passes="""
    # clauses/night-corridors.yaml
    module: safe-passage
    """,
)
def unknown_module(corpus: Corpus) -> Iterator[Finding]:
    """A clause names a module that does not exist."""
    uses = [(clause.module, below(clause.pin, "module")) for clause in corpus.clauses.values()]
    yield from _unknown(corpus, "module", corpus.modules, uses)


@rule(
    "G306",
    ERROR,
    "unknown law",
    fails="""
    # clauses/night-corridors.yaml
    examples:
      - {law: xx-wildlife-code, provision: s-5, note: Worth copying for its time limit.}
    """,
    passes="""
    # clauses/night-corridors.yaml
    examples:
      - {law: xx-wildlife-act, provision: s-5, note: Worth copying for its time limit.}
    """,
)
def unknown_law(corpus: Corpus) -> Iterator[Finding]:
    """An example, an answer or a finding cites a law that the register does not have."""
    uses = [(e.law, below(e.pin, "law")) for clause in corpus.clauses.values() for e in clause.examples]
    for country in corpus.countries.values():
        for answer in country.statements():
            uses += [(e.law, below(e.pin, "law")) for e in answer.evidence]
    yield from _unknown(corpus, "law", corpus.laws, uses)


@rule(
    "G307",
    ERROR,
    "unknown provision of a law",
    fails="""
    # clauses/night-corridors.yaml
    examples:
      - {law: xx-wildlife-act, provision: s-50, note: Worth copying for its time limit.}
    """,
    passes="""
    # clauses/night-corridors.yaml
    examples:
      - {law: xx-wildlife-act, provision: s-5, note: Worth copying for its time limit.}
    """,
)
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
            yield Finding(f'{law_id} has no provision "{label}"', below(pin, "provision"), hint)


@rule(
    "G308",
    ERROR,
    "unknown country",
    fails="""
    # laws/xx/xx-wildlife-act.yaml
    jurisdiction: {country: xx, level: international, parties: [xx, zz]}
    """,
    passes="""
    # laws/xx/xx-wildlife-act.yaml
    jurisdiction: {country: xx, level: international, parties: [xx, yy]}
    """,
)
def unknown_country(corpus: Corpus) -> Iterator[Finding]:
    """A law, a list of Parties or of borders, or a resource names a country that the register does not have."""
    uses = [
        (law.jurisdiction.country, below(law.pin, "jurisdiction", "country"))
        for law in corpus.laws.values()
        if law.jurisdiction.country != "int"
    ]
    for law in corpus.laws.values():
        uses += _each(below(law.pin, "jurisdiction"), "parties", law.jurisdiction.parties)
    for resource in corpus.resources.values():
        uses += _each(resource.pin, "countries", resource.countries)
    for treaty in corpus.memberships.values():
        uses += [(code, _key(below(treaty.pin, "parties", code))) for code in treaty.parties]
    if corpus.neighbours:
        borders = below(corpus.neighbours.pin, "borders")
        uses += [(code, _key(below(borders, code))) for code in corpus.neighbours.borders]
        for code, others in corpus.neighbours.borders.items():
            uses += _each(borders, code, others)
    yield from _unknown(corpus, "country", corpus.countries, uses)


@rule(
    "G309",
    ERROR,
    "unknown instrument",
    fails="""
    # modules/safe-passage.yaml
    instruments: [sample-conventoin]
    """,
    passes="""
    # modules/safe-passage.yaml
    instruments: [sample-convention]
    """,
)
def unknown_instrument(corpus: Corpus) -> Iterator[Finding]:
    """A module, a term, a resource or a list of Parties refers to an instrument that the register does not have."""
    uses: list[tuple[str, Pin]] = []
    for module in corpus.modules.values():
        uses += _each(module.pin, "instruments", module.instruments)
    for term in corpus.terms.values():
        uses += [(s.instrument, below(term.pin, "sources", i, "instrument")) for i, s in enumerate(term.sources)]
    for resource in corpus.resources.values():
        places = enumerate(resource.named_in)
        uses += [(n.instrument, below(resource.pin, "named_in", i, "instrument")) for i, n in places]
    uses += [(treaty.id, below(treaty.pin, "id")) for treaty in corpus.memberships.values()]
    yield from _unknown(corpus, "instrument", corpus.instruments, uses)


@rule(
    "G310",
    ERROR,
    "unknown question",
    fails="""
    # countries/xx.yaml
    answers:
      night-corridors-power: {value: unknown, reasoning: Nobody has looked., confidence: none, as_at: '2026-11-01'}
    """,
    passes="""
    # countries/xx.yaml
    answers:
      night-corridor-power: {value: unknown, reasoning: Nobody has looked., confidence: none, as_at: '2026-11-01'}
    """,
)
def unknown_question(corpus: Corpus) -> Iterator[Finding]:
    """A country answers, or comments on, a question that no clause asks."""
    if any(kind == "clause" for kind, _ in corpus.poisoned):
        return
    for country in corpus.countries.values():
        for label, answer in country.answers.items():
            yield from _unknown(corpus, "question", corpus.questions, [(label, _key(answer.pin))])
        about = [(c.question, below(c.pin, "question")) for c in country.comments.values() if c.question]
        yield from _unknown(corpus, "question", corpus.questions, about)


@rule(
    "G311",
    ERROR,
    "unknown theme",
    fails="""
    # laws/xx/xx-wildlife-act.yaml
    themes: [designations]
    """,
    passes="""
    # laws/xx/xx-wildlife-act.yaml
    themes: [designation]
    """,
)
def unknown_theme(corpus: Corpus) -> Iterator[Finding]:
    """A law, a finding or a comment names a theme that does not exist."""
    uses: list[tuple[str, Pin]] = []
    for law in corpus.laws.values():
        uses += _each(law.pin, "themes", law.themes)
    for country in corpus.countries.values():
        uses += [(label, _key(f.pin)) for label, f in country.findings.items()]
        uses += [(c.theme, below(c.pin, "theme")) for c in country.comments.values() if c.theme]
    if ("themes", "themes") not in corpus.poisoned:
        yield from _unknown(corpus, "theme", corpus.themes, uses)


@rule(
    "G312",
    ERROR,
    "unknown term",
    fails="""
    # terms/barrier.yaml
    related: [corridors]
    """,
    passes="""
    # terms/barrier.yaml
    related: [corridor]
    """,
)
def unknown_term(corpus: Corpus) -> Iterator[Finding]:
    """A glossary term names a related term that does not exist."""
    for term in corpus.terms.values():
        yield from _unknown(corpus, "term", corpus.terms, _each(term.pin, "related", term.related))


@rule(
    "G313",
    ERROR,
    "unknown indicator",
    fails="""
    # targets/gbf.yaml
    targets:
      gbf-3:
        {number: '3', level: target, name: Conserve well, summary: Conserve connected areas., connectivity: explicit,
         connectivity_reason: It says so., url: 'https://framework.example/3', indicators: [areas]}
    """,
    passes="""
    # targets/gbf.yaml
    targets:
      gbf-3:
        {number: '3', level: target, name: Conserve well, summary: Conserve connected areas., connectivity: explicit,
         connectivity_reason: It says so., url: 'https://framework.example/3', indicators: [area]}
    """,
)
def unknown_indicator(corpus: Corpus) -> Iterator[Finding]:
    """A target lists an indicator that its framework does not have."""
    for framework, target in corpus.targets.values():
        uses = _each(target.pin, "indicators", target.indicators)
        yield from _unknown(corpus, "indicator", framework.indicators, uses)


@rule(
    "G314",
    ERROR,
    "text refers to nothing",
    fails="""
    # modules/safe-passage.yaml
    introduction: Animals move along a [[corridors|corridor]] at night.
    """,
    passes="""
    # modules/safe-passage.yaml
    introduction: Animals move along a [[corridor]] at night.
    """,
)
def dangling_reference(corpus: Corpus) -> Iterator[Finding]:
    """A text holds a reference such as [[clause:…]] to something that does not exist.

    A translation is only looked at where its references are those of its source: else they are reported as different.
    """
    known = _known_references(corpus)
    for owned in corpus.rich_texts():
        written = list(places(owned.text))
        wrong = {text: list(_dangling(corpus, known, text)) for text, _ in written}
        source = {(node.kind, node.id) for node in wrong[owned.text.source]}
        for text, pin in written:
            for node in wrong[text]:
                if pin == owned.pin or (node.kind, node.id) in source:
                    words = f"[[{node.id}" if node.kind == "term" else f"{node.kind}:{node.id}"
                    place = Pin(pin.path, pin.pointer, words)
                    hint = _hint(corpus, node.kind, node.id, known[node.kind])
                    yield Finding(f'unknown {node.kind} "{node.id}"', place, hint)


def _dangling(corpus: Corpus, known: dict[str, set[str]], text: str) -> Iterator[Reference]:
    for node in inlines(corpus.blocks.get(text, ())):
        if isinstance(node, Reference) and node.kind in known and node.id not in known[node.kind]:
            owner = node.id.split("/")[0] if node.kind == "provision" else node.id
            kind = "instrument" if node.kind == "provision" else node.kind
            if (kind, owner) not in corpus.poisoned:
                yield node


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
        "resource": set(corpus.resources),
        "page": set(corpus.pages),
    }
