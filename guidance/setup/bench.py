"""Time the project's own commands: wall clock, processor and memory of each, run as a user runs them."""

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a command took: seconds, and the most memory that one of its processes held."""

    wall: float
    cpu: float
    mebibytes: float
    code: int


def time_once(command: Sequence[str], cwd: Path = ROOT) -> Run:
    """Run a command to its end, its output thrown away, and return what it took."""
    # Only here: Windows has no such module, and all else in the package must be importable there.
    import resource

    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.DEVNULL, check=False)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    # Linux counts kibibytes, macOS bytes; the peak is that of all children so far.
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Run(wall, cpu, after.ru_maxrss / unit, done.returncode)


def main(arguments: Sequence[str] | None = None) -> int:
    """Time each verb of the command line and print one line for it; return 2 if one failed."""
    parser = argparse.ArgumentParser(prog="python -m guidance.setup.bench", description="Time verbs of guidance.")
    parser.add_argument("--runs", type=int, default=3, help="how often each is run")
    parser.add_argument("verbs", nargs="+", metavar="VERB", help="a verb of guidance, such as build")
    options = parser.parse_args(arguments)
    failed = False
    for verb in options.verbs:
        runs = [time_once([sys.executable, "-m", "guidance", verb]) for _ in range(options.runs)]
        wall, cpu = statistics.median(r.wall for r in runs), statistics.median(r.cpu for r in runs)
        peak = max(run.mebibytes for run in runs)
        print(f"{verb:<8} first {runs[0].wall:7.2f} s  median {wall:7.2f} s  cpu {cpu:7.2f} s  {peak:5.0f} MiB")
        failed = failed or any(run.code for run in runs)
    return 2 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
