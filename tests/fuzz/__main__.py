"""The fuzz run: `python -m tests.fuzz --cases 10000 --seed 1 --batch 50`; exits with 1 at the first find."""

from __future__ import annotations

import argparse
import faulthandler
import json
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType

from guidance.app.checking import Checked, check
from guidance.app.reporting import FORMATS, rendered
from guidance.config import Settings
from tests.fuzz.mutate import mutated

ROOT = Path(__file__).resolve().parents[2]
#: A batch that takes longer, in seconds, is a find.
LIMIT = 60
_UNREAD = ("assets", "schema")


@dataclass(frozen=True, slots=True)
class Case:
    """A damaged file: its path below the content folder, what was done to it, and its bytes."""

    number: int
    path: str
    how: str
    content: bytes


@dataclass(slots=True)
class Figures:
    """What a run counted; ``slowest`` is in seconds of processor, which other work on the machine does not lengthen."""

    cases: int = 0
    batches: int = 0
    slowest: float = 0
    codes: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Find:
    """A batch that went wrong, as small as it could be made, and what happened."""

    cases: tuple[Case, ...]
    what: str


class Fuzz:
    """A copy of the content in a folder, damaged and mended again batch by batch."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(ROOT / "content", folder / "content")
        self._settings = Settings(folder)
        self._base = folder / "content"
        files = (path for path in self._base.rglob("*") if path.is_file())
        names = (path.relative_to(self._base).as_posix() for path in files)
        self._paths = sorted(name for name in names if name.split("/")[0] not in _UNREAD)

    def run(self, cases: int, seed: int, size: int) -> tuple[Figures, Find | None]:
        """Run batches until the cases are used up or one goes wrong."""
        figures = Figures()
        for first in range(0, cases, size):
            batch = self._batch(first, min(size, cases - first), seed)
            started = time.process_time()
            what = self._wrong(batch, figures.codes)
            figures.slowest = max(figures.slowest, time.process_time() - started)
            figures.cases += len(batch)
            figures.batches += 1
            if what:
                return figures, self._smallest(Find(batch, what))
        return figures, None

    def _batch(self, first: int, size: int, seed: int) -> tuple[Case, ...]:
        random = Random(f"{seed}/{first}")
        chosen = random.sample(self._paths, size)
        made = ((path, *mutated((self._base / path).read_bytes(), random)) for path in chosen)
        return tuple(Case(first + index, *parts) for index, parts in enumerate(made))

    def _smallest(self, find: Find) -> Find:
        """Halve the batch as long as a half of it still goes wrong."""
        while len(find.cases) > 1:
            middle = len(find.cases) // 2
            halves = (find.cases[:middle], find.cases[middle:])
            smaller = next((Find(half, what) for half in halves if (what := self._wrong(half, Counter()))), None)
            if smaller is None:
                break
            find = smaller
        return find

    def _wrong(self, batch: Sequence[Case], codes: Counter[str]) -> str | None:
        """What goes wrong when the files are damaged all at once; nothing if all is well."""
        before = {case.path: (self._base / case.path).read_bytes() for case in batch}
        try:
            for case in batch:
                (self._base / case.path).write_bytes(case.content)
            with _time_limit(LIMIT):
                checked = check(self._settings)
                forms = {form: rendered(self._settings, checked, form) for form in FORMATS}
            codes.update(d.code for d in checked.report.diagnostics)
            return next(_broken_promises(checked, forms), None)
        except Exception:
            return traceback.format_exc()
        finally:
            for path, content in before.items():
                (self._base / path).write_bytes(content)


def _broken_promises(checked: Checked, forms: dict[str, str]) -> Iterator[str]:
    """What every report keeps, whatever the content: places in their files, an order, nothing said twice."""
    seen: set[tuple[str, ...]] = set()
    order: list[tuple[str, int, int]] = []
    for d in checked.report.diagnostics:
        if d.span is None:
            yield f"a diagnostic without a place: {d}"
            continue
        lines = checked.texts[d.span.path].count("\n") + 1 if d.span.path in checked.texts else sys.maxsize - 1
        if not (1 <= d.span.line <= lines + 1 and d.span.column >= 1 and d.span.end_line >= d.span.line):
            yield f"a place outside its file of {lines} lines: {d}"
        key = (d.code, d.span.path, str(d.span.line), str(d.span.column), d.message)
        if key in seen:
            yield f"said twice: {d}"
        seen.add(key)
        order.append((d.span.path, d.span.line, d.span.column))
    if order != sorted(order):
        yield "the report is not sorted by place"
    said = forms["github"]
    if said.count("\n") != len(order) + 1 or "\r" in said:
        yield "an annotation is more than one line"
    for form in ("json", "sarif", "gitlab"):
        json.loads(forms[form])


@contextmanager
def _time_limit(seconds: int) -> Iterator[None]:
    def late(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"longer than {seconds} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _keep(find: Find, folder: Path) -> None:
    """Keep the damaged files of a find under their own names, each with its case before it."""
    folder.mkdir(parents=True, exist_ok=True)
    for case in find.cases:
        (folder / f"{case.number}-{case.path.replace('/', '+')}").write_bytes(case.content)


def main() -> int:
    """Run, print a line of figures, and keep what was found in build/fuzz/; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000, help="how many files to damage")
    parser.add_argument("--seed", type=int, default=1, help="the same seed damages the same files in the same way")
    parser.add_argument("--batch", type=int, default=50, help="how many files are damaged at once")
    asked = parser.parse_args()
    faulthandler.enable()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        figures, find = Fuzz(Path(folder)).run(asked.cases, asked.seed, asked.batch)
    if find:
        _keep(find, ROOT / "build" / "fuzz")
        for case in find.cases:
            print(f"seed {asked.seed}, case {case.number}: {case.path}: {case.how}")
        print(find.what)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    codes = ", ".join(f"{code} {count}" for code, count in sorted(figures.codes.items()))
    print(
        f"{figures.cases} cases, {figures.batches} batches, {time.monotonic() - started:.0f} s, "
        f"slowest batch {figures.slowest:.1f} s of processor, peak memory {peak} MB; {codes}"
    )
    return 1 if find else 0


if __name__ == "__main__":
    sys.exit(main())
