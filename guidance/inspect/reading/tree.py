"""The trees of a file, walked without recursion and each node once, for a damaged file may nest them for ever."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from guidance.inspect.facts import Bookmark, Dict, Element, Json, MarkOf, Pdf, is_reference, words

#: Kinds of tags that are headings.
HEADINGS = frozenset({"H", *(f"H{level}" for level in range(1, 7))})
#: Names that stand for names of names …: more steps are a circle.
_MOST_ROLES = 8


def tags(pdf: Pdf, tree: Dict) -> tuple[dict[str, Element], tuple[str, ...]]:
    """The tags by their references, in reading order, and those that stand in two places."""
    roles = pdf.dictionary(tree.get("/RoleMap"))
    found: dict[str, Element] = {}
    twice: list[str] = []
    own = "the tree of tags"
    waiting: list[tuple[Json, str, Json]] = [(kid, own, None) for kid in reversed(pdf.array(tree.get("/K")))]
    while waiting:
        value, above, page = waiting.pop()
        data = pdf.dictionary(value)
        # A tag is an object of its own; one that is not gets a name of ours.
        ref = value if is_reference(value) else f"tag {len(found)}"
        if ref in found:
            twice.append(ref)
            continue
        page = data.get("/Pg", page)
        kids, objects, below = _kids(pdf, data, page)
        found[ref] = Element(ref, _kind(data, roles), above, data, tuple(kids), frozenset(objects))
        waiting += [(kid, ref, page) for kid in reversed(below)]
    return found, tuple(twice)


def _kids(pdf: Pdf, data: Dict, page: Json) -> tuple[list[str | MarkOf], list[str], list[Json]]:
    """What a tag holds, which of it are objects, and the tags among it."""
    kids: list[str | MarkOf] = []
    objects: list[str] = []
    below: list[Json] = []
    for value in pdf.array(data.get("/K")):
        if isinstance(value, int):
            kids.append((str(page), value))
            continue
        kid = pdf.dictionary(value)
        if kid.get("/Type") == "/MCR":
            kids.append((str(kid.get("/Pg", page)), int(kid.get("/MCID", -1))))
        elif kid.get("/Type") == "/OBJR":
            objects.append(str(kid.get("/Obj")))
            kids.append(objects[-1])
        elif "/S" in kid:
            below.append(value)
            kids.append(value if isinstance(value, str) else "")
    return kids, objects, below


def _kind(data: Dict, roles: Mapping[str, Any]) -> str:
    kind = data.get("/S", "")
    for _ in range(_MOST_ROLES):
        if kind not in roles:
            break
        kind = roles[kind]
    return str(kind).removeprefix("/")


def wanted_marks(elements: Mapping[str, Element]) -> dict[str, set[int]]:
    """The marks that hold the words of headings, by the references of their pages."""
    inside: set[str] = set()
    found: dict[str, set[int]] = {}
    for ref, element in elements.items():
        if element.kind in HEADINGS or element.above in inside:
            inside.add(ref)
            for kid in element.kids:
                if isinstance(kid, tuple):
                    found.setdefault(kid[0], set()).add(kid[1])
    return found


def bookmarks(pdf: Pdf) -> tuple[Bookmark, ...]:
    """The bookmarks in order, each once."""
    found: list[Bookmark] = []
    seen: set[str] = set()
    waiting: list[tuple[Json, int]] = [(pdf.dictionary(pdf.root.get("/Outlines")).get("/First"), 1)]
    while waiting:
        value, level = waiting.pop()
        data = pdf.dictionary(value)
        if not data or str(value) in seen:
            continue
        seen.add(str(value))
        found.append(Bookmark(words(data.get("/Title")), level, data))
        waiting += [(data.get("/Next"), level), (data.get("/First"), level + 1)]
    return tuple(found)


def number_tree(pdf: Pdf, value: Json) -> dict[int, Json]:
    """The entries of a tree of numbers."""
    found: dict[int, Json] = {}
    for leaf in _leaves(pdf, value):
        flat = pdf.array(leaf.get("/Nums"))
        found |= {key: entry for key, entry in zip(flat[::2], flat[1::2], strict=False) if isinstance(key, int)}
    return found


def name_tree(pdf: Pdf, value: Json) -> list[tuple[str, Json]]:
    """The entries of a tree of names, in order, as they stand there."""
    found: list[tuple[str, Json]] = []
    for leaf in _leaves(pdf, value):
        flat = pdf.array(leaf.get("/Names"))
        found += [(str(key), entry) for key, entry in zip(flat[::2], flat[1::2], strict=False)]
    return found


def _leaves(pdf: Pdf, value: Json) -> list[Dict]:
    waiting, seen, found = [value], set(), []
    while waiting:
        at = waiting.pop()
        if is_reference(at):
            if at in seen:
                continue
            seen.add(at)
        node = pdf.dictionary(at)
        found.append(node)
        waiting += reversed(pdf.array(node.get("/Kids")))
    return found
