"""Plain data put together from a file that people filled, judged by the shape of a checklist.

The data are those that the file of a checklist would hold; what is said of a key is said of the cell or the field that
the key came from.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from guidance.checklists.cells import AnyPlace, Problems, pin_of
from guidance.checklists.files import from_data
from guidance.checklists.judge import judge
from guidance.diagnostics import Pointer
from guidance.load.yaml import Data
from guidance.model.checklists import FilledChecklist
from guidance.model.corpus import Corpus


@dataclass(slots=True)
class Assembly:
    """A file on its way: its data, and the place that each key came from."""

    problems: Problems
    corpus: Corpus
    places: dict[Pointer, AnyPlace] = field(default_factory=dict)
    data: dict[str, Data] = field(default_factory=dict)

    def judged(self) -> FilledChecklist | None:
        """The checklist that the data are; problems are told by place."""
        checklist, found = from_data(self.data, self.problems.path)
        # A key that is missing was said of its place already.
        found = [problem for problem in found if problem.code != "G102" or not self.problems.stop]
        if checklist and not self.problems.stop:
            # A question that is not there was said of its reply, and is no reason to lose it.
            found += (said for said in judge(checklist, self.corpus, self.problems.path) if said.code != "G953")
        for problem in found:
            pin = pin_of(self.problems.path, self._place(problem.pin.pointer))
            self.problems.found.append(replace(problem, pin=pin))
        return checklist

    def _place(self, pointer: Pointer) -> AnyPlace | None:
        """The place that a key came from, or that of the nearest key above it."""
        while pointer and pointer not in self.places:
            pointer = pointer[:-1]
        return self.places.get(pointer)
