"""Page numbers: lay the book out, read where its anchors stand, write it again with these numbers, until they stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

MAX_PASSES = 4
_SHOWN = 5

PageMap = Mapping[str, int]


class LaidOut(Protocol):
    """A book after layout."""

    @property
    def page_map(self) -> dict[str, int]:
        """The page of every anchor, counted from 1."""


L = TypeVar("L", bound=LaidOut)


class UnsettledPagesError(Exception):
    """The page numbers kept moving; the message names some anchors that did."""


@dataclass(frozen=True, slots=True)
class Settled(Generic[L]):
    """A layout whose printed page numbers are its real ones."""

    laid_out: L
    page_map: dict[str, int]
    passes: int


def settle(write: Callable[[PageMap], str], lay_out: Callable[[str], L], start: PageMap) -> Settled[L]:
    """Write and lay out until the numbers printed are the numbers found; a good start saves passes."""
    known: dict[str, int] = dict(start)
    for passes in range(1, MAX_PASSES + 1):
        # Nothing may hold the layout of the pass before: two at a time would double the memory.
        laid_out = lay_out(write(known))
        found = laid_out.page_map
        if found == known:
            return Settled(laid_out, found, passes)
        moved = sorted(name for name in found.keys() | known.keys() if found.get(name) != known.get(name))
        known = found
        del laid_out
    shown = ", ".join(moved[:_SHOWN])
    raise UnsettledPagesError(f"after {MAX_PASSES} passes {len(moved)} anchors still change their page: {shown} …")
