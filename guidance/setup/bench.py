"""Time what users wait for: a check, the site, its search index, the books, an edit in preview, and a first page view.

Everything runs in a copy of the project, as a user runs it, with nothing made before. The figures go to the screen as a
table and to ``build/bench.json``. Each process is measured by the system: seconds of wall clock and of processor, and
the most memory that the process or one of its children held.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from guidance.setup.bench_check import grown, with_a_change
from guidance.setup.bench_checklists import checklist_times
from guidance.setup.bench_links import thousand_urls

ROOT = Path(__file__).resolve().parents[2]
LANGS = ("ar", "zh", "en", "fr", "ru", "es")
PARTS = ("content", "hooks", "overrides", "mkdocs.yml", "pyproject.toml")
PORT = 8765
GROWTH = 10
#: Countries of the sample of a batch of checklists.
SAMPLED = 20
SAMPLE = "content/clauses/corridor-designation.yaml"
SAMPLE_PAGE = "en/clauses/corridor-designation/"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: seconds and MiB where they apply, and any other figure with its unit."""

    name: str
    seconds: float | None = None
    cpu: float | None = None
    mebibytes: float | None = None
    figure: str = ""


def timed(name: str, command: Sequence[str], cwd: Path, **environment: str) -> Row:
    """Run a command to its end and return what it took; raises if it fails."""
    whole = os.environ | {"NO_MKDOCS_2_WARNING": "1"} | environment
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, env=whole, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status != 0:
        raise RuntimeError(f"{' '.join(command)} failed")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Row(name, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def guidance(*arguments: str) -> list[str]:
    """The command line of the project."""
    return [sys.executable, "-m", "guidance", *arguments]


@contextmanager
def copy_of_project() -> Iterator[Path]:
    """A copy of what a build reads, with the prepared fonts and nothing made before."""
    with tempfile.TemporaryDirectory(prefix="guidance-bench-") as name:
        folder = Path(name)
        for part in PARTS:
            source = ROOT / part
            if source.is_dir():
                shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, folder / part)
        (folder / ".cache").mkdir()
        (folder / ".cache" / "fonts").symlink_to(ROOT / ".cache" / "fonts")
        yield folder


def rows(folder: Path, with_books: bool) -> Iterator[Row]:
    """Every measurement, one after the other."""
    yield from check_rows(folder)
    for lang in LANGS:
        yield timed(f"site, {lang}", guidance("build", "--no-books", "--lang", lang), folder)
    yield timed("site, six languages", guidance("build", "--no-books"), folder)
    yield timed("links of the site", guidance("links"), folder)
    yield Row("1,000 outside links of a server", thousand_urls())
    yield index_row(folder)
    yield from page_weights(folder / "site")
    yield from growth(folder)
    yield edit_row(folder, "a sentence", r"\npurpose: >-\n  \S+", "\npurpose: >-\n  {word}")
    yield edit_row(folder, "a title", r"\ntitle: .*", "\ntitle: Designation {word}")
    if with_books:
        yield timed("gap reports, six languages, cold", guidance("export", "report", "--out", "reports"), folder)
        yield timed("gap reports, nothing changed", guidance("export", "report", "--out", "reports"), folder)
        one = ("export", "report", "--country", "fr", "--lang", "en", "--out", "reports", "--format")
        (folder / ".cache" / "gap-reports" / ".made").unlink()
        for form in ("pdf", "docx", "xlsx"):
            yield timed(f"the longest gap report, en, {form}", guidance(*one, form), folder)
        yield from checklist_rows(folder)
        for lang in LANGS:
            yield timed(f"book, {lang}, cold", guidance("export", "pdf", "--lang", lang, "--out", "books"), folder)
        yield timed("books, nothing changed", guidance("export", "pdf", "--out", "books"), folder)


def checklist_rows(folder: Path) -> Iterator[Row]:
    """Checklists to fill: one by one in a process that is ready, then a batch, and the batch once more."""
    for name, (wall, cpu, size) in checklist_times(folder).items():
        yield Row(name, wall, cpu, figure=f"{size / 1000:.0f} kB")
    countries = [path.stem for path in sorted((folder / "content" / "countries").glob("*.yaml"))][:SAMPLED]
    named = [word for code in countries for word in ("--country", code)]
    batch = guidance("export", "checklist", *named, "--lang", "en,ar", "--scope", "core", "--out", "checklists")
    for state in ("with its empty forms", "nothing changed"):
        row = timed(f"checklists of {SAMPLED} countries in two languages, {state}", batch, folder)
        yield replace(row, figure=f"{4 * SAMPLED} files")


def check_rows(folder: Path) -> Iterator[Row]:
    """The check: with nothing known, warm, of one changed file, and of many times the content."""
    yield from _checks("check", folder)
    with_a_change(folder, SAMPLE)
    yield timed("check --changed, one file", guidance("check", "--changed"), folder)
    shutil.copy(ROOT / SAMPLE, folder / SAMPLE)
    shutil.rmtree(folder / ".git")
    for times in (5, GROWTH):
        with tempfile.TemporaryDirectory(prefix="guidance-bench-") as name:
            grown(folder, Path(name), times)
            yield from _checks(f"check, content × {times}", Path(name))


def _checks(name: str, folder: Path) -> Iterator[Row]:
    """Two checks of content that must have no errors; the cost of a file and of a megabyte tells how it grows."""
    sizes = [path.stat().st_size for path in (folder / "content").rglob("*.yaml")]
    for state in ("nothing known", "warm"):
        row = timed(f"{name}, {state}", guidance("check"), folder)
        cpu, size = row.cpu or 0, sum(sizes) / 1e6
        each = f"{1000 * cpu / len(sizes):.1f} ms of processor a file, {1000 * cpu / size:.0f} ms a MB"
        yield replace(row, figure=f"{len(sizes)} files, {size:.1f} MB: {each}")


def index_row(folder: Path) -> Row:
    """The part of the six-language build that search takes."""
    code = (
        "import time, pathlib; from guidance.app import indexing, site as app;"
        "site = app.open_site(pathlib.Path('.'), preview=True); start = time.perf_counter();"
        "kept = pathlib.Path('kept');"
        "indexing.index_of(site.pages.values(), site.settings.langs, kept).finish(pathlib.Path('index'));"
        "print(time.perf_counter() - start)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    size = sum(path.stat().st_size for path in (folder / "index").rglob("*") if path.is_file())
    return Row("search index, six languages", float(done.stdout), figure=f"{size / 1e6:.1f} MB on disk")


def page_weights(site: Path) -> Iterator[Row]:
    """Bytes of a first view, compressed: the page and all that it asks for by itself."""
    seen = ("en/", SAMPLE_PAGE, "ar/clauses/corridor-designation/", "zh/countries/")
    for path in (*seen, "en/compare/", "en/matrix/", "en/workbench/"):
        page = site / path / "index.html"
        text = page.read_text("utf-8")
        wanted = re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"|<script[^>]* src="([^"]+)"', text)
        files = {page, *((page.parent / (style or script)).resolve() for style, script in wanted)}
        size = sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)
        yield Row(f"first view, {path}", figure=f"{size / 1000:.1f} kB compressed in {len(files)} requests")


def growth(folder: Path) -> Iterator[Row]:
    """Cost of a page today and with ten times as many laws, in one language without search."""
    code = (
        "import pathlib; from guidance.app import site as app;"
        "print(len(app.open_site(pathlib.Path('.'), preview=True).pages))"
    )
    for name, times in (("cost of a page", 1), (f"cost of a page, laws × {GROWTH}", GROWTH)):
        with_copies(folder, times)
        environment = os.environ | {"GUIDANCE_LANGS": "en", "GUIDANCE_BOOKS": "0"}
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, check=True
        )
        pages = int(done.stdout)
        built = timed(name, guidance("build", "--no-books", "--lang", "en"), folder)
        per_page = 1000 * (built.cpu or 0) / pages
        yield Row(
            name, built.seconds, built.cpu, built.mebibytes, f"{pages} pages, {per_page:.1f} ms of processor each"
        )
    with_copies(folder, 1)


def with_copies(folder: Path, times: int) -> None:
    """Give the copy of the project every law so many times."""
    for copy in (folder / "content/laws").rglob("*-copy-*.yaml"):
        copy.unlink()
    for law in sorted((folder / "content/laws").rglob("*.yaml")):
        text = law.read_text("utf-8")
        for number in range(1, times):
            id_ = f"{law.stem}-copy-{number}"
            law.with_name(f"{id_}.yaml").write_text(text.replace(f"id: {law.stem}\n", f"id: {id_}\n", 1), "utf-8")


def edit_row(folder: Path, what: str, pattern: str, new: str) -> Row:
    """Seconds from saving a file to the page being served with the change, in preview of all languages."""
    command = [sys.executable, "-m", "mkdocs", "serve", "--dirty", "--quiet", "--dev-addr", f"127.0.0.1:{PORT}"]
    environment = os.environ | {"GUIDANCE_BOOKS": "0", "NO_MKDOCS_2_WARNING": "1"}
    server = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        _wait_for("ecological", 120)
        seconds = []
        for word in ("zyxw", "wxyz", "yzxw"):
            path = folder / SAMPLE
            text = re.sub(pattern, new.format(word=word), path.read_text("utf-8"), count=1)
            start = time.perf_counter()
            path.write_text(text, "utf-8")
            _wait_for(word, 60)
            seconds.append(time.perf_counter() - start)
            time.sleep(1.5)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()
        shutil.copy(ROOT / SAMPLE, folder / SAMPLE)
    return Row(f"edit of {what} to page", sorted(seconds)[1], figure=", ".join(f"{s:.2f}" for s in seconds) + " s")


def _wait_for(word: str, limit: float) -> None:
    end = time.perf_counter() + limit
    while time.perf_counter() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/{SAMPLE_PAGE}", timeout=5) as answer:
                if word in answer.read().decode():
                    return
        except OSError:
            pass
        time.sleep(0.02)
    raise RuntimeError(f"the preview did not show {word!r} within {limit} s")


def line(row: Row) -> str:
    """A row of the table."""
    seconds = f"{row.seconds:8.2f} s" if row.seconds is not None else " " * 10
    cpu = f"{row.cpu:8.2f} s" if row.cpu is not None else " " * 10
    memory = f"{row.mebibytes:7.0f} MiB" if row.mebibytes is not None else " " * 11
    return f"{row.name:<38}{seconds}{cpu}{memory}  {row.figure}".rstrip()


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table as it grows, and write the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m guidance.setup.bench", description=__doc__)
    parser.add_argument("--no-books", action="store_true", help="leave the books out")
    parser.add_argument("--json", type=Path, default=ROOT / "build" / "bench.json", help="where the figures go")
    options = parser.parse_args(arguments)
    print(f"{'':<38}{'wall':>10}{'processor':>10}{'memory':>11}")
    measured: list[Row] = []
    with copy_of_project() as folder:
        for row in rows(folder, not options.no_books):
            measured.append(row)
            print(line(row), flush=True)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps([asdict(row) for row in measured], indent=1) + "\n", "utf-8")
    print(f"figures: {options.json}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
