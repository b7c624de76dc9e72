"""What was found, one diagnostic a mistake: a missing page is one mistake, whoever leads to it and how often."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from guidance.diagnostics import Diagnostic, Pin, Related, error
from guidance.links.places import Place, find_pins
from guidance.links.tree import INDEX, Tree, printable

#: What to do, or a search for it.
Hint = str | Callable[[], str]

_SHOWN_RELATED = 3
#: Looking for names like a wrong one takes long, and helps nobody where everything is wrong.
_MAX_SEARCHES = 100
#: Where a mistake was found in several ways, the code that says most about its cause comes first.
_ORDER = ("G811", "G808", "G803", "G805", "G809", "G801", "G802", "G806", "G810", "G804", "G807")
#: The kinds of targets that have an address, which ``{}`` stands for in a message.
_ADDRESSED = ("page", "anchor", "language")


@dataclass(frozen=True, slots=True)
class Target:
    """What is wrong, whoever points at it: its kind, its address below the root of its language, and what is there."""

    kind: str
    path: str = ""
    detail: str = ""


@dataclass(slots=True)
class _Group:
    """What was found under one code: the message, and the places seen first."""

    message: str
    hint: str | None
    places: list[Place] = field(default_factory=list)


@dataclass(slots=True)
class _Mistake:
    """All that was found about one target; ``count`` is how many places lead to it."""

    groups: dict[str, _Group] = field(default_factory=dict)
    langs: dict[str, None] = field(default_factory=dict)
    count: int = 0

    def leading(self) -> tuple[str, _Group, tuple[Place, ...]]:
        """The code that says most, its group, and the places shown: its own first, then the others."""
        code = min(self.groups, key=_ORDER.index)
        others = (place for other, group in self.groups.items() if other != code for place in group.places)
        return code, self.groups[code], (*self.groups[code].places, *others)[: _SHOWN_RELATED + 1]


class Findings:
    """Collects what is wrong with a site in ``langs``; ``absent`` are those of them it has no page in."""

    def __init__(self, langs: tuple[str, ...], absent: frozenset[str] = frozenset()) -> None:
        """Start with nothing found."""
        self._langs, self._absent = langs, absent
        self._mistakes: dict[Target, _Mistake] = {}

    def add(self, code: str, target: Target, message: str, place: Place, *, lang: str = "", hint: Hint = "") -> None:
        """Add a place to what is wrong with ``target``.

        ``{}`` in the message stands for the address of a page. A place that is a whole file says where something should
        be, and leads nowhere. The first place under a code gives the message and the hint.
        """
        mistake = self._mistakes.setdefault(target, _Mistake())
        if code not in mistake.groups:
            mistake.groups[code] = _Group(message, self._said(hint))
        places = mistake.groups[code].places
        if len(places) <= _SHOWN_RELATED and place not in places:
            places.append(place)
        mistake.count += _leads(place)
        if lang:
            mistake.langs[lang] = None

    def add_missing(self, code: str, address: str, message: str, place: Place, hint: Hint = "") -> None:
        """Add a place that leads to an address, below the site, where nothing is."""
        lang, path = self.split(address)
        target = Target("language", lang) if lang in self._absent else Target("page", path)
        self.add(code, target, message, place, lang=lang, hint=hint)

    def add_anchor(self, code: str, address: str, anchor: str, message: str, place: Place, hint: Hint = "") -> None:
        """Add a place that leads to an anchor that the page at an address has not."""
        lang, path = self.split(address)
        self.add(code, Target("anchor", path, anchor), message, place, lang=lang, hint=hint)

    def split(self, address: str) -> tuple[str, str]:
        """The language of an address below the site, empty for none, and the rest of it.

        The first page of a language has an empty rest, and the first page of the site is called by its file.
        """
        first, slash, rest = address.partition("/")
        return (first, rest) if slash and first in self._langs else ("", address or INDEX)

    def diagnostics(self, tree: Tree) -> Iterator[Diagnostic]:
        """One diagnostic for each mistake, at the first place found, with up to three others."""
        pins = find_pins(tree, {place for mistake in self._mistakes.values() for place in mistake.leading()[2]})
        for target, mistake in self._mistakes.items():
            yield self._diagnostic(target, mistake, pins)

    def _diagnostic(self, target: Target, mistake: _Mistake, pins: dict[Place, Pin]) -> Diagnostic:
        code, group, (first, *others) = mistake.leading()
        message = group.message
        if target.kind in _ADDRESSED:
            message = message.replace("{}", self._shown(target, mistake), 1)
        message = printable(message + _inside(first) + _more(mistake.count - _leads(first)))
        related = tuple(Related(printable(f"here too{_inside(place)}"), pins[place]) for place in others)
        return error(code, message, pins[first], group.hint, related)

    def _said(self, hint: Hint) -> str | None:
        if not isinstance(hint, str):
            hint = hint() if len(self._mistakes) <= _MAX_SEARCHES else ""
        return printable(hint) or None

    def _shown(self, target: Target, mistake: _Mistake) -> str:
        """The address as a reader knows it: with its language, or with the list of languages it is the same in."""
        if target.kind == "language" or not mistake.langs:
            return target.path
        if len(mistake.langs) == 1:
            return f"{next(iter(mistake.langs))}/{target.path}"
        named = "every language" if len(mistake.langs) == len(self._langs) else ", ".join(mistake.langs)
        return f"{target.path or 'the first page'} (in {named})"


def _leads(place: Place) -> bool:
    return bool(place.line or place.inside)


def _inside(place: Place) -> str:
    return f" ({place.inside})" if place.inside else ""


def _more(count: int) -> str:
    return f" (and {count:,} more place{'s' if count > 1 else ''})" if count else ""
