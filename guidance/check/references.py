"""G3: every id that one record names in another exists."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.check.lookup import each, key, unknown
from guidance.check.rules import Finding, rule
from guidance.check.texts import below
from guidance.diagnostics import Pin, Severity, did_you_mean
from guidance.model.corpus import Corpus

ERROR = Severity.ERROR


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
            uses += each(question.pin, "targets", question.targets)
    for instrument in corpus.instruments.values():
        for provision in instrument.provisions.values():
            uses += each(provision.pin, "targets", provision.targets)
    for law in corpus.laws.values():
        uses += [(t.target, below(law.pin, "targets", i, "target")) for i, t in enumerate(law.targets)]
    themes = Pin(f"{corpus.folder}/themes.yaml", ("themes",))
    for label, theme in corpus.themes.items():
        uses += each(below(themes, label), "targets", theme.targets)
    for resource in corpus.resources.values():
        uses += each(resource.pin, "targets", resource.targets)
    if not any(kind == "framework" for kind, _ in corpus.poisoned):
        yield from unknown(corpus, "target", corpus.targets, uses)


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
    yield from unknown(corpus, "provision", known, whole)


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
        uses += each(module.pin, "clauses", module.clauses)
    for clause in corpus.clauses.values():
        uses += each(clause.pin, "depends_on", clause.depends_on)
        if clause.replaced_by:
            uses.append((clause.replaced_by, below(clause.pin, "replaced_by")))
    for resource in corpus.resources.values():
        uses += each(resource.pin, "clauses", resource.clauses)
    yield from unknown(corpus, "clause", corpus.clauses, uses)


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
    yield from unknown(corpus, "module", corpus.modules, uses)


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
    yield from unknown(corpus, "law", corpus.laws, uses)


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
        uses += each(below(law.pin, "jurisdiction"), "parties", law.jurisdiction.parties)
    for resource in corpus.resources.values():
        uses += each(resource.pin, "countries", resource.countries)
    for treaty in corpus.memberships.values():
        uses += [(code, key(below(treaty.pin, "parties", code))) for code in treaty.parties]
    if corpus.neighbours:
        borders = below(corpus.neighbours.pin, "borders")
        uses += [(code, key(below(borders, code))) for code in corpus.neighbours.borders]
        for code, others in corpus.neighbours.borders.items():
            uses += each(borders, code, others)
    yield from unknown(corpus, "country", corpus.countries, uses)


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
        uses += each(module.pin, "instruments", module.instruments)
    for term in corpus.terms.values():
        uses += [(s.instrument, below(term.pin, "sources", i, "instrument")) for i, s in enumerate(term.sources)]
    for resource in corpus.resources.values():
        places = enumerate(resource.named_in)
        uses += [(n.instrument, below(resource.pin, "named_in", i, "instrument")) for i, n in places]
    uses += [(treaty.id, below(treaty.pin, "id")) for treaty in corpus.memberships.values()]
    yield from unknown(corpus, "instrument", corpus.instruments, uses)


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
            yield from unknown(corpus, "question", corpus.questions, [(label, key(answer.pin))])
        about = [(c.question, below(c.pin, "question")) for c in country.comments.values() if c.question]
        yield from unknown(corpus, "question", corpus.questions, about)


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
        uses += each(law.pin, "themes", law.themes)
    for country in corpus.countries.values():
        uses += [(label, key(f.pin)) for label, f in country.findings.items()]
        uses += [(c.theme, below(c.pin, "theme")) for c in country.comments.values() if c.theme]
    if ("themes", "themes") not in corpus.poisoned:
        yield from unknown(corpus, "theme", corpus.themes, uses)


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
        yield from unknown(corpus, "term", corpus.terms, each(term.pin, "related", term.related))


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
        uses = each(target.pin, "indicators", target.indicators)
        yield from unknown(corpus, "indicator", framework.indicators, uses)
