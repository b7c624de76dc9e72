"""Where clauses and their provisions stand, and which of them moved or only got another number."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guidance.model.clause import Clause, Provision
from guidance.model.corpus import Corpus

#: The number of a module, the place of a clause in it, and from the third on the places of a provision and its parents,
#: from 1. What a reader sees, such as ``6.3(2)(a)``, a view makes of it.
Place = tuple[int, ...]
#: A clause, and the path of a provision in it; empty for the clause itself.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Shift:
    """A clause (path ``""``) or provision whose number changed; ``moved`` if it was put elsewhere itself.

    Otherwise something was put before it or taken away. ``old_path`` is another one where a provision was put below
    another one.
    """

    path: str
    old_path: str
    moved: bool
    old: Place
    new: Place


def places(corpus: Corpus) -> dict[Key, Place]:
    """The place of every clause that is in a module, and of every provision."""
    made: dict[Key, Place] = {}
    for module in corpus.modules.values():
        for place, id_ in enumerate((i for i in module.clauses if i in corpus.clauses), 1):
            made[id_, ""] = module.order, place
            made |= {
                (id_, path): (module.order, place, *at) for path, at in _provisions(corpus.clauses[id_].provisions)
            }
    return made


def _provisions(level: dict[str, Provision], prefix: str = "", above: Place = ()) -> Iterator[tuple[str, Place]]:
    for place, (label, provision) in enumerate(level.items(), 1):
        yield prefix + label, (*above, place)
        yield from _provisions(provision.children, f"{prefix}{label}/", (*above, place))


def shifts(old: Corpus, new: Corpus, before: dict[Key, Place], after: dict[Key, Place]) -> dict[str, tuple[Shift, ...]]:
    """The clauses and provisions of other numbers, by ``clause/<id>``; those that were renamed are not among them."""
    made: dict[str, tuple[Shift, ...]] = {}
    moved = _moved_clauses(old, new)
    for id_ in new.clauses:
        if id_ in old.clauses and (id_, "") in before and (id_, "") in after:
            was, now = before[id_, ""], after[id_, ""]
            own = [Shift("", "", id_ in moved, was, now)] if was != now else []
            found = (*own, *_within(old.clauses[id_], new.clauses[id_], before, after))
            if found:
                made[f"clause/{id_}"] = found
    return made


def _moved_clauses(old: Corpus, new: Corpus) -> set[str]:
    """Clauses that went to another module, or past another clause of their own."""
    home = {id_: module.id for module in old.modules.values() for id_ in module.clauses}
    moved: set[str] = set()
    for module in new.modules.values():
        stayed = [id_ for id_ in module.clauses if home.get(id_) == module.id]
        moved |= {id_ for id_ in module.clauses if id_ in home and home[id_] != module.id}
        moved |= _out_of_order(list(old.modules[module.id].clauses) if module.id in old.modules else [], stayed)
    return moved


def _within(old: Clause, new: Clause, before: dict[Key, Place], after: dict[Key, Place]) -> Iterator[Shift]:
    was, now = list(dict(old.walk())), list(dict(new.walk()))
    rehomed = _rehomed(was, now)
    origin = {path: rehomed.get(path, path) for path in now if path in was or path in rehomed}
    moved = _reordered(was, origin)
    for path, from_ in origin.items():
        if after[new.id, path][2:] != before[old.id, from_][2:]:
            yield Shift(path, from_, path in moved, before[old.id, from_], after[new.id, path])


def _rehomed(was: Sequence[str], now: Sequence[str]) -> dict[str, str]:
    """Provisions that stand below another one now, with where they were, and what went along with them.

    The label must be the same and, among all that are gone and all that have come, the only one of its name.
    """
    gone, come = [path for path in was if path not in now], [path for path in now if path not in was]
    made: dict[str, str] = {}
    carried: dict[str, str] = {}
    for path in gone:
        above, _, label = path.rpartition("/")
        with_parent = f"{carried[above]}/{label}" if above in carried else ""
        alike = [p for p in come if _label(p) == label]
        alone = len(alike) == 1 and sum(_label(p) == label for p in gone) == 1
        found = with_parent if with_parent in come else alike[0] if alone else None
        if found:
            made[found], carried[path] = path, found
    return made


def _reordered(was: Sequence[str], origin: dict[str, str]) -> set[str]:
    """Provisions that were put past another one at their level, or below another one."""
    levels: dict[str, list[str]] = defaultdict(list)
    moved: set[str] = set()
    for path, from_ in origin.items():
        above, former = path.rpartition("/")[0], from_.rpartition("/")[0]
        if origin.get(above, above) == former:
            levels[above].append(path)
        else:
            moved.add(path)
    for level in levels.values():
        moved |= _out_of_order(sorted(level, key=lambda path: was.index(origin[path])), level)
    return moved


def _label(path: str) -> str:
    return path.rpartition("/")[2]


def _out_of_order(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """What has to be moved to make the new order of the old one: all but the longest run that kept its order."""
    place = {name: number for number, name in enumerate(name for name in old if name in new)}
    known = [name for name in new if name in place]
    ends: list[int] = []
    lengths: list[int] = []
    for name in known:
        at = bisect_left(ends, place[name])
        ends[at : at + 1] = [place[name]]
        lengths.append(at)
    kept: set[str] = set()
    wanted = len(ends) - 1
    for name, length in zip(reversed(known), reversed(lengths), strict=True):
        if length == wanted:
            kept.add(name)
            wanted -= 1
    return set(known) - kept
