"""The view: everything one language decides, once.

Numbers, wording of references, order of lists, direction, names of countries, states of translation. A renderer asks
the view and decides nothing of the kind itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from guidance.model.clause import Clause, Module
from guidance.model.corpus import Corpus
from guidance.model.countries import Country
from guidance.model.lang import LANGUAGES, Language
from guidance.model.registers import Framework, Instrument, InstrumentProvision, Law, Target
from guidance.model.text import Text, Unit
from guidance.render.collate import initial, sort_key
from guidance.render.labels import Labels, labels
from guidance.render.numbering import path_number
from guidance.render.pinpoint import pinpoint

T = TypeVar("T")


@dataclass(frozen=True)
class View:
    """A corpus seen in one language."""

    corpus: Corpus
    lang: str
    #: The addresses of the texts that were shown since somebody last emptied the set.
    reads: set[str] = field(default_factory=set, compare=False)
    #: The units of texts that were shown before; a title is shown on hundreds of pages.
    _units: dict[int, tuple[Text, str, Unit]] = field(default_factory=dict, init=False, compare=False, repr=False)

    @cached_property
    def labels(self) -> Labels:
        """Interface strings, dates and numbers."""
        return labels(self.lang)

    @property
    def language(self) -> Language:
        """Name and direction of the language."""
        return LANGUAGES[self.lang]

    def unit(self, text: Text) -> Unit:
        """The unit a reader sees."""
        known = self._units.get(id(text))
        if known is None:
            # The text is kept with its unit, so that no other can have its identity.
            known = self._units[id(text)] = (text, text.address, text.in_language(self.lang))
        _, address, unit = known
        self.reads.add(address)
        return unit

    def words(self, text: Text) -> str:
        """The text a reader sees, without markup."""
        return self.unit(text).text

    # --- order

    def sorted(self, things: Iterable[T], name: Callable[[T], str]) -> list[T]:
        """Things in the alphabetical order of the language."""
        return sorted(things, key=lambda thing: sort_key(self.lang, name(thing)))

    def initial(self, text: str) -> str:
        """The heading of an alphabetical list under which a text stands."""
        return initial(self.lang, text)

    @cached_property
    def countries(self) -> list[Country]:
        """All countries in the order of the language."""
        return self.sorted(self.corpus.countries.values(), lambda c: self.words(c.name))

    # --- numbers

    @cached_property
    def clause_numbers(self) -> dict[str, str]:
        """The number of every clause: its module's place in the outline, and its own in the module."""
        return {
            id_: f"{module.order}.{place}"
            for module in self.corpus.modules.values()
            for place, id_ in enumerate(module.clauses, 1)
        }

    def provision_number(self, clause: Clause, path: str) -> str:
        """The number of a provision with those of its parents, such as ``(2)(a)``."""
        places: list[int] = []
        level = clause.provisions
        for label in path.split("/"):
            places.append(list(level).index(label))
            level = level[label].children
        return path_number(self.lang, tuple(places))

    # --- names

    def module_title(self, module: Module) -> str:
        """A module with its number."""
        return f"{module.order}. {self.words(module.title)}"

    def clause_title(self, clause: Clause) -> str:
        """A clause with its number."""
        return f"{self.clause_numbers[clause.id]} {self.words(clause.title)}"

    def clause_reference(self, clause: Clause) -> str:
        """How a text refers to a clause."""
        pattern = self.labels.gettext("clause {number} ({title})")
        return pattern.format(number=self.clause_numbers[clause.id], title=self.words(clause.title))

    def paragraph_reference(self, clause: Clause, path: str) -> str:
        """How a clause refers to one of its own paragraphs."""
        return self.labels.gettext("paragraph {number}").format(number=self.provision_number(clause, path))

    def target_name(self, framework: Framework, target: Target) -> str:
        """A goal or target by its number, such as ``GBF Target 3``."""
        _ = self.labels.gettext
        pattern = _("{framework} Goal {number}") if target.level == "goal" else _("{framework} Target {number}")
        return pattern.format(framework=self.labels.word("framework", framework.abbreviations[0]), number=target.number)

    def target_title(self, framework: Framework, target: Target) -> str:
        """A goal or target by its number and name."""
        pattern = self.labels.gettext("{name}: {title}")
        return pattern.format(name=self.target_name(framework, target), title=self.words(target.name))

    def pinpoint(self, ref: str) -> str:
        """A pinpoint with its words (Article, paragraph …) in the language; numbers stay as they are."""
        return pinpoint(self.lang, ref, lambda word: self.labels.word("pinpoint", word))

    def left_to_right(self, code: str) -> str:
        """A code such as an edition, kept in one piece between marks where the text around runs from right to left.

        The last mark ends it, so that a comma and a number after it, as in a date, do not join it.
        """
        return f"\u200e{code}\u200e\u200f" if self.language.direction == "rtl" else code

    def provision_name(self, instrument: Instrument, provision: InstrumentProvision) -> str:
        """A provision with the short title of its instrument."""
        pattern = self.labels.gettext("{instrument}, {pinpoint}")
        return pattern.format(instrument=self.words(instrument.short_title), pinpoint=self.pinpoint(provision.ref))

    def jurisdiction(self, law: Law) -> str:
        """The country of a law, with its subdivision."""
        place = law.jurisdiction
        if place.country == "int":
            return self.labels.gettext("Treaty")
        country = self.words(self.corpus.countries[place.country].name)
        return f"{country} ({place.name})" if place.name else country

    def law_name(self, law: Law) -> str:
        """A law by its title as this language's readers know it, with its country."""
        pattern = self.labels.gettext("{country}: {title}")
        return pattern.format(country=self.jurisdiction(law), title=self.words(law.titles.english))
