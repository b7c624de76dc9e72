"""Checked records to the corpus: objects in reading order, parsed texts, and every back-link, computed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from guidance.diagnostics import Diagnostic, Pin, error
from guidance.load import markdown
from guidance.load.assemble import Assembly
from guidance.load.cache import ParseCache
from guidance.load.markdown import TextProblem
from guidance.load.overlay import Layer, gather, orphans, overlay
from guidance.load.read import Reading, Record
from guidance.load.records.publication import PageFrontShape
from guidance.model.blocks import Block
from guidance.model.clause import Clause, Module
from guidance.model.corpus import Corpus, Links, OwnedText
from guidance.model.countries import Country
from guidance.model.ledger import read_lines
from guidance.model.memberships import FAMILIES, TreatyParties
from guidance.model.publication import Page, PageSection
from guidance.model.registers import Instrument, Law, Term
from guidance.model.release import Release, edition_order
from guidance.model.resources import Resource

T = TypeVar("T")


def link(
    reading: Reading, content: str, cache: ParseCache, ledger: tuple[str, ...] = ()
) -> tuple[Corpus | None, list[Diagnostic]]:
    """Build the corpus; none if the publication record itself cannot be read."""
    layers = gather(reading.translations)
    things: dict[str, dict[str, Any]] = defaultdict(dict)
    assembled: dict[tuple[str, str], Assembly] = {}
    for kind, records in reading.records.items():
        for id_, record in records.items():
            made = _made(record, layers.get((kind, id_), []), cache)
            things[kind][id_], assembled[kind, id_] = made.thing, made.assembly
    problems = orphans(layers, reading, assembled)
    publication = things["publication"].get("publication")
    if publication is None:
        if ("publication", "publication") not in reading.poisoned:
            problems.append(error("G000", "there is no publication record", Pin(f"{content}/publication.yaml")))
        return None, problems
    texts = tuple(OwnedText(k, i, t) for (k, i), assembly in assembled.items() for t in assembly.texts)
    blocks, text_problems = _parse_texts(texts, cache)
    corpus = _corpus(publication, things, texts, blocks, frozenset(reading.poisoned), ledger)
    return corpus, problems + text_problems


@dataclass(frozen=True, slots=True)
class _Made:
    """The model's object for a record, and what it was made from."""

    record: Record
    layers: list[Layer]
    assembly: Assembly
    thing: object


def _made(record: Record, layers: list[Layer], cache: ParseCache) -> _Made:
    """The object for a record, the same as before if neither the record nor a translation changed since."""
    known = cache.made(record.kind, record.id)
    if isinstance(known, _Made) and known.record is record and _are_those_of(layers, known.layers):
        return known
    assembly = Assembly(record.path, overlay(layers))
    made = _Made(record, layers, assembly, _make(record, assembly))
    cache.keep_made(record.kind, record.id, made)
    return made


def _are_those_of(layers: list[Layer], others: list[Layer]) -> bool:
    return len(layers) == len(others) and all(a.is_that_of(b) for a, b in zip(layers, others, strict=True))


def _make(record: Record, assembly: Assembly) -> object:
    if record.page is None:
        return assembly.thing(record.shape, "", ())
    shape = cast(PageFrontShape, record.shape)
    page = record.page
    introduction = None
    if page.introduction:
        at = ("@line", page.introduction_line, 1)
        introduction = assembly.text(page.introduction, True, "introduction", at)
    title = assembly.text(shape.title, False, "title", ("title",))
    summary = assembly.text(shape.summary, False, "summary", ("summary",))
    sections = {}
    for part in page.sections:
        heading = assembly.text(part.heading, False, f"{part.key}/heading", ("@line", part.line, 4))
        text = assembly.text(part.text, True, f"{part.key}/text", ("@line", part.line + 1, 1))
        sections[part.key] = PageSection(part.key, heading, text)
    holds = tuple(assembly.thing(hold, "", ("holds", i)) for i, hold in enumerate(shape.holds))
    return Page(record.id, title, summary, shape.order, shape.menu, introduction, sections, holds, Pin(record.path))


def _parse_texts(
    texts: Iterable[OwnedText], cache: ParseCache
) -> tuple[dict[str, tuple[Block, ...]], list[Diagnostic]]:
    parsed: dict[str, tuple[Block, ...]] = {}
    problems: list[Diagnostic] = []
    for owned in texts:
        if not owned.text.rich:
            continue
        written = [(owned.text.source, owned.text.pin)]
        written += [(t.text, t.pin) for t in owned.text.translations.values()]
        for text, pin in written:
            if text not in parsed:
                parsed[text], mistakes = _blocks(pin.path, text, cache)
                problems += [error(m.code, m.message, _words(pin, m.words), m.hint) for m in mistakes]
    return parsed, problems


def _blocks(path: str, text: str, cache: ParseCache) -> tuple[tuple[Block, ...], tuple[TextProblem, ...]]:
    if markdown.is_plain(text):
        return markdown.parse(text)
    known = cache.blocks(path, text)
    if known is not None:
        return known, ()
    blocks, mistakes = markdown.parse(text)
    if not mistakes:
        cache.keep_blocks(path, text, blocks)
    return blocks, mistakes


def _words(pin: Pin, words: str) -> Pin:
    # The unit of a translation is a mapping; its words stand under the key "text".
    pointer = (*pin.pointer, "text") if pin.pointer[:1] in (("units",), ("records",)) else pin.pointer
    return Pin(pin.path, pointer, words)


def _corpus(
    publication: Any,
    things: dict[str, dict[str, Any]],
    texts: tuple[OwnedText, ...],
    blocks: dict[str, tuple[Block, ...]],
    poisoned: frozenset[tuple[str, str]],
    ledger: tuple[str, ...],
) -> Corpus:
    modules = _sorted(cast(dict[str, Module], things["module"]), lambda m: (m.order, m.id))
    clauses = _in_module_order(cast(dict[str, Clause], things["clause"]), modules)
    frameworks, instruments = things["framework"], cast(dict[str, Instrument], things["instrument"])
    laws = _sorted(cast(dict[str, Law], things["law"]), lambda x: (x.jurisdiction.country, x.year, x.id))
    countries, terms, resources = things["country"], things["term"], things["resource"]
    memberships = _by_family(things["membership"], instruments)
    return Corpus(
        publication,
        modules,
        clauses,
        frameworks,
        instruments,
        laws,
        countries,
        memberships,
        things["neighbours"].get("neighbours"),
        terms,
        resources,
        things["themes"]["themes"].themes if things["themes"] else {},
        _sorted(cast(dict[str, Page], things["page"]), lambda p: (p.menu != "start", p.order, p.id)),
        _newest_first(things["release"]),
        {label: (clause, q) for clause in clauses.values() for label, q in clause.questions.items()},
        {label: (framework, t) for framework in frameworks.values() for label, t in framework.targets.items()},
        _links(clauses, instruments, laws, countries, memberships, terms, resources),
        texts,
        blocks,
        poisoned,
        read_lines(ledger),
        things["style"].get("style"),
        things["links"].get("links"),
    )


def _sorted(things: dict[str, T], key: Callable[[T], Any]) -> dict[str, T]:
    return dict(sorted(things.items(), key=lambda item: key(item[1])))


def _newest_first(releases: dict[str, Release]) -> dict[str, Release]:
    return dict(sorted(releases.items(), key=lambda item: edition_order(item[0]), reverse=True))


def _in_module_order(clauses: dict[str, Clause], modules: dict[str, Module]) -> dict[str, Clause]:
    order = [id_ for module in modules.values() for id_ in module.clauses if id_ in clauses]
    order += [id_ for id_ in clauses if id_ not in order]
    return {id_: clauses[id_] for id_ in order}


def _links(
    clauses: dict[str, Clause],
    instruments: dict[str, Instrument],
    laws: dict[str, Law],
    countries: dict[str, Country],
    memberships: dict[str, TreatyParties],
    terms: dict[str, Term],
    resources: dict[str, Resource],
) -> Links:
    every, those, helpers = clauses.values(), laws.values(), resources.values()
    mappings = [(clause, m) for clause in every for m in clause.implements]
    provisions = [(i, p) for i in instruments.values() for p in i.provisions.values()]
    return Links(
        clauses_of_target=_group((m.target, (c, m)) for c, m in mappings if m.target),
        clauses_of_provision=_group((m.provision, (c, m)) for c, m in mappings if m.provision),
        clauses_of_law=_group((e.law, (c, e)) for c in every for e in c.examples),
        dependants=_group((on, c) for c in every for on in c.depends_on),
        questions_of_target=_group((t, (c, q)) for c in every for q in c.questions.values() for t in q.targets),
        provisions_of_target=_group((t, (i, p)) for i, p in provisions for t in p.targets),
        laws_of_target=_group((t.target, (law, t.strength)) for law in those for t in law.targets),
        laws_of_country=_group((law.jurisdiction.country, law) for law in those),
        laws_of_theme=_group((theme, law) for law in those for theme in law.themes),
        answers_to=_group((label, (c, a)) for c in countries.values() for label, a in c.answers.items()),
        countries_of_law=_group(_uses(countries.values())),
        treaties_of_country=_group((c, (m, p)) for m in memberships.values() for c, p in m.parties.items()),
        terms_of_instrument=_group((s.instrument, term) for term in terms.values() for s in term.sources),
        resources_of_clause=_group((id_, r) for r in helpers for id_ in r.clauses),
        resources_of_target=_group((id_, r) for r in helpers for id_ in r.targets),
        resources_of_provision=_group((f"{n.instrument}/{n.provision or ''}", r) for r in helpers for n in r.named_in),
        resources_of_country=_group((code, r) for r in helpers for code in r.countries),
    )


def _by_family(memberships: dict[str, TreatyParties], instruments: dict[str, Instrument]) -> dict[str, TreatyParties]:
    """Families in their order, and in each the treaties from the oldest; one of no known instrument comes last."""

    def place(treaty: TreatyParties) -> tuple[int, str, str]:
        instrument = instruments.get(treaty.id)
        return FAMILIES.index(treaty.family), (instrument.adopted if instrument else None) or "9", treaty.id

    return _sorted(memberships, place)


def _uses(countries: Iterable[Country]) -> Iterator[tuple[str, tuple[Country, str]]]:
    """Each (law, (country, where)) that an answer or finding of a country cites, once."""
    seen: set[tuple[str, str, str]] = set()
    for country in countries:
        for where, evidence in _cited(country):
            if (evidence, country.code, where) not in seen:
                seen.add((evidence, country.code, where))
                yield evidence, (country, where)


def _cited(country: Country) -> Iterator[tuple[str, str]]:
    for answer in country.answers.values():
        yield from ((answer.label, e.law) for e in answer.evidence)
    for finding in country.findings.values():
        yield from ((finding.label, e.law) for e in finding.evidence)


def _group(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
