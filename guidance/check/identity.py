"""G3: ids are given once, kept for ever, and a retired one names its successor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from guidance.check.rules import Finding, rule
from guidance.check.texts import below, places
from guidance.diagnostics import Pin, Related, Severity
from guidance.model.blocks import Reference, inlines
from guidance.model.clause import Clause
from guidance.model.corpus import Corpus
from guidance.model.entries import entries
from guidance.model.ledger import LedgerLine

ERROR = Severity.ERROR


def _retired(corpus: Corpus, id_: str) -> str | None:
    """What to write in the place of a withdrawn clause; none for one that stands."""
    clause = corpus.clauses.get(id_)
    if clause is None or clause.status != "withdrawn":
        return None
    return f'write "{clause.replaced_by}", which replaces it' if clause.replaced_by else "take it out"


@rule(
    "G315",
    ERROR,
    "retired id used",
    fails="""
    # clauses/quiet-rivers.yaml
    status: withdrawn
    replaced_by: night-corridors
    # clauses/night-corridors.yaml
    depends_on: [quiet-rivers]
    """,
    passes="""
    # clauses/quiet-rivers.yaml
    status: withdrawn
    replaced_by: night-corridors
    # clauses/night-corridors.yaml
    depends_on: []
    """,
)
def retired_id(corpus: Corpus) -> Iterator[Finding]:
    """A withdrawn clause keeps its page, which names its successor; nothing that is in force builds on it."""
    for clause in corpus.clauses.values():
        for i, id_ in enumerate(clause.depends_on):
            if clause.status != "withdrawn" and (hint := _retired(corpus, id_)):
                yield Finding(f'the clause "{id_}" is withdrawn', below(clause.pin, "depends_on", i), hint)
    for resource in corpus.resources.values():
        for i, id_ in enumerate(resource.clauses):
            if hint := _retired(corpus, id_):
                yield Finding(f'the clause "{id_}" is withdrawn', below(resource.pin, "clauses", i), hint)
    for owned in corpus.rich_texts():
        owner = corpus.clauses.get(owned.id) if owned.kind == "clause" else None
        if owner is None or owner.status != "withdrawn":
            for text, pin in places(owned.text):
                yield from _retired_in_text(corpus, text, pin)


def _retired_in_text(corpus: Corpus, text: str, pin: Pin) -> Iterator[Finding]:
    for node in inlines(corpus.blocks.get(text, ())):
        if isinstance(node, Reference) and node.kind == "clause" and (hint := _retired(corpus, node.id)):
            yield Finding(f'the clause "{node.id}" is withdrawn', Pin(pin.path, pin.pointer, f"clause:{node.id}"), hint)


@rule(
    "G316",
    ERROR,
    "withdrawn clause and successor do not fit",
    fails="""
    # clauses/quiet-rivers.yaml
    replaced_by: night-corridors
    """,
    passes="""
    # clauses/quiet-rivers.yaml
    status: withdrawn
    replaced_by: night-corridors
    # clauses/night-corridors.yaml
    depends_on: []
    """,
)
def successor(corpus: Corpus) -> Iterator[Finding]:
    """A withdrawn clause names the clause that replaces it, a clause in force names none, and none replaces itself."""
    for clause in corpus.clauses.values():
        withdrawn, pin = clause.status == "withdrawn", below(clause.pin, "replaced_by")
        if withdrawn and clause.replaced_by is None:
            message = "the clause is withdrawn and names no successor"
            yield Finding(message, below(clause.pin, "status"), "add replaced_by: <the clause to use now>")
        elif clause.replaced_by and not withdrawn:
            yield Finding("a clause that stands names a successor", pin, "delete it, or write status: withdrawn")
        elif clause.replaced_by and _ends_nowhere(corpus, clause):
            yield Finding("following the successors leads to no clause that stands", pin, "name one that stands")


def _ends_nowhere(corpus: Corpus, clause: Clause) -> bool:
    seen: set[str] = set()
    now: Clause | None = clause
    while now is not None and now.status == "withdrawn" and now.replaced_by and now.id not in seen:
        seen.add(now.id)
        now = corpus.clauses.get(now.replaced_by)
    return now is not None and now.status == "withdrawn"


@rule(
    "G317",
    ERROR,
    "term defined twice",
    fails="""
    # terms/barrier.yaml
    variants: [Green way]
    """,
    passes="""
    # terms/barrier.yaml
    variants: [obstacle]
    """,
)
def term_defined_twice(corpus: Corpus) -> Iterator[Finding]:
    """A word of the glossary, its variants and its abbreviation belong to one term: else nobody knows what is meant."""
    first: dict[str, tuple[str, Pin]] = {}
    for term in corpus.terms.values():
        names = [(term.term.source, below(term.pin, "term"))]
        names += [(name, below(term.pin, "variants", i)) for i, name in enumerate(term.variants)]
        names += [(term.abbreviation, below(term.pin, "abbreviation"))] if term.abbreviation else []
        for name, pin in names:
            owner, known = first.setdefault(name.casefold(), (term.id, pin))
            if owner != term.id:
                related = (Related("defined here", known),)
                yield Finding(f'"{name}" is a word of the term "{owner}"', pin, "join the two, or choose", related)


@rule(
    "G318",
    ERROR,
    "listed twice",
    fails="""
    # terms/barrier.yaml
    related: [corridor, corridor]
    """,
    passes="""
    # terms/barrier.yaml
    related: [corridor]
    """,
)
def listed_twice(corpus: Corpus) -> Iterator[Finding]:
    """A list of ids holds each of them once: a second entry adds nothing and mostly is a slip for another."""
    for pin, name, ids in _lists(corpus):
        counts = Counter(ids)
        for i, id_ in enumerate(ids):
            if counts[id_] > 1 and ids.index(id_) != i:
                yield Finding(f'"{id_}" is listed twice', below(pin, name, i), "delete one of the two")


def _lists(corpus: Corpus) -> Iterator[tuple[Pin, str, tuple[str, ...]]]:
    for module in corpus.modules.values():
        yield module.pin, "clauses", module.clauses
        yield module.pin, "instruments", module.instruments
    for clause in corpus.clauses.values():
        yield clause.pin, "depends_on", clause.depends_on
        yield from ((q.pin, "targets", q.targets) for q in clause.questions.values())
    for instrument in corpus.instruments.values():
        for provision in instrument.provisions.values():
            yield provision.pin, "targets", provision.targets
            yield provision.pin, "addressees", provision.addressees
    for law in corpus.laws.values():
        yield law.pin, "themes", law.themes
        yield below(law.pin, "jurisdiction"), "parties", law.jurisdiction.parties
        # Each entry is a mapping; its place is the whole entry.
        yield law.pin, "targets", tuple(t.target for t in law.targets)
    for term in corpus.terms.values():
        yield term.pin, "related", term.related
    for resource in corpus.resources.values():
        yield resource.pin, "clauses", resource.clauses
        yield resource.pin, "targets", resource.targets
        yield resource.pin, "countries", resource.countries
    if corpus.neighbours:
        borders = below(corpus.neighbours.pin, "borders")
        yield from ((borders, code, others) for code, others in corpus.neighbours.borders.items())
    for _, target in corpus.targets.values():
        yield target.pin, "indicators", target.indicators


@rule(
    "G319",
    ERROR,
    "place taken twice",
    fails="""
    # pages/more.md
    ---
    id: more
    title: More
    summary: More of it.
    order: 1
    menu: start
    ---

    There is more.
    """,
    passes="""
    # pages/more.md
    ---
    id: more
    title: More
    summary: More of it.
    order: 2
    menu: start
    ---

    There is more.
    """,
)
def place_taken(corpus: Corpus) -> Iterator[Finding]:
    """Modules, and the pages of a menu, have different places in the order: numbers of modules come from it."""
    taken: dict[object, tuple[str, Pin]] = {}
    orders = [(("module", m.order), m.id, m.pin) for m in corpus.modules.values()]
    orders += [((p.menu, p.order), p.id, p.pin) for p in corpus.pages.values()]
    for place, id_, pin in orders:
        other, known = taken.setdefault(place, (id_, below(pin, "order")))
        if other != id_:
            related = (Related("taken here", known),)
            yield Finding(f'"{other}" has this place in the order', below(pin, "order"), "choose another", related)


@rule(
    "G320",
    ERROR,
    "a published id is gone",
    fails="""
    # ledger.txt
    clause/night-corridors
    clause/dark-corridors
    """,
    passes="""
    # ledger.txt
    clause/night-corridors
    clause/dark-corridors -> clause/night-corridors
    """,
)
def gone_from_ledger(corpus: Corpus) -> Iterator[Finding]:
    """Others link to every id that was ever published: it is withdrawn, or names its successor, and never deleted."""
    if corpus.poisoned:
        return
    # The number of an edition is given away before its release is recorded.
    known = {*entries(corpus), f"release/{corpus.publication.edition}"}
    for line in corpus.ledger:
        if line.entry and line.successor is None and line.entry not in known:
            hint = "bring it back, withdraw it, or write after it: -> <what took its place>"
            yield Finding(f'"{line.entry}" was published and is gone', _line(corpus, line, line.entry), hint)


@rule(
    "G321",
    ERROR,
    "line of the ledger that cannot be",
    fails="""
    # ledger.txt
    clause/night-corridors
    clause/night-corridors
    """,
    passes="""
    # ledger.txt
    clause/night-corridors
    clause/quiet-rivers
    """,
)
def ledger_line(corpus: Corpus) -> Iterator[Finding]:
    """A line holds one entry, ``kind/id`` or ``kind/id#label``, each once, and perhaps ``-> `` and its successor."""
    seen: set[str] = set()
    for line in corpus.ledger:
        if line.entry is None:
            message = "this is no entry of the ledger" if line.text.strip() else "an empty line"
            yield Finding(message, _line(corpus, line, line.text), "write kind/id, kind/id#label, or … -> …")
        elif line.entry in seen:
            yield Finding(f'"{line.entry}" stands twice', _line(corpus, line, line.entry), "delete one of the two")
        seen.add(line.entry or "")


@rule(
    "G322",
    ERROR,
    "successor in the ledger that is not there",
    fails="""
    # ledger.txt
    clause/dark-corridors -> clause/night-corridor
    """,
    passes="""
    # ledger.txt
    clause/dark-corridors -> clause/night-corridors
    """,
)
def ledger_successor(corpus: Corpus) -> Iterator[Finding]:
    """An address that moved leads to one that exists now, in one step, and an id that exists has not moved."""
    if corpus.poisoned:
        return
    known = set(entries(corpus))
    for line in corpus.ledger:
        if line.entry and line.successor:
            if line.successor not in known:
                message = f'the successor "{line.successor}" does not exist'
                yield Finding(message, _line(corpus, line, line.successor), "name one that exists now")
            elif line.entry in known:
                message = f'"{line.entry}" exists and is said to have moved'
                yield Finding(message, _line(corpus, line, line.entry), "take the successor away, or the record")


def _line(corpus: Corpus, line: LedgerLine, words: str) -> Pin:
    column = line.text.find(words) + 1 if words else 1
    return Pin(f"{corpus.folder}/ledger.txt", ("@line", line.number, max(column, 1), max(len(words), 1)))


@rule(
    "G323",
    ERROR,
    "law in the wrong place",
    fails="""
    # laws/xx/xx-wildlife-act.yaml -> laws/yy/xx-wildlife-act.yaml
    """,
    passes="""
    # laws/xx/xx-wildlife-act.yaml
    """,
)
def law_in_its_country(corpus: Corpus) -> Iterator[Finding]:
    """A law stands in the folder of its country, and its id begins with the code of the country."""
    for law in corpus.laws.values():
        code = law.jurisdiction.country
        if law.pin.path.split("/")[-2] != code:
            yield Finding(f'a law of "{code}" stands in another folder', Pin(law.pin.path), f"move it to laws/{code}/")
        elif not law.id.startswith(f"{code}-"):
            yield Finding(f'the id does not begin with "{code}-"', below(law.pin, "id"), f"write {code}-{law.id}")


@rule(
    "G324",
    ERROR,
    "name or code of a country given twice",
    fails="""
    # countries/yy.yaml
    iso3: XXA
    """,
    passes="""
    # countries/yy.yaml
    iso3: YYA
    """,
)
def country_once(corpus: Corpus) -> Iterator[Finding]:
    """A three-letter code and a name, in each language, belong to one country."""
    first: dict[tuple[str, str], tuple[str, Pin]] = {}
    for country in corpus.countries.values():
        # The names of a language stand in one file; the English ones in the files of the countries.
        names = [(_lang_file(pin, country.pin), name, pin) for name, pin in places(country.name)]
        names += [("iso3", country.iso3, below(country.pin, "iso3"))] if country.iso3 else []
        for space, name, pin in names:
            owner, known = first.setdefault((space, name), (country.code, pin))
            if owner != country.code:
                related = (Related("given here", known),)
                yield Finding(f'"{name}" belongs to "{owner}"', pin, "correct one of the two", related)


def _lang_file(pin: Pin, source: Pin) -> str:
    """Tells the names of one language from those of another."""
    return "" if pin.path == source.path else pin.path
