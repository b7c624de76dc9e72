"""A wrong file never builds silently and never crashes: real copies of the content, broken one way each."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from guidance.app import checking
from guidance.config import Settings
from tests.conftest import ROOT, copy_project, run_guidance, run_mkdocs

CLAUSE = "content/clauses/corridor-designation.yaml"
COUNTRY = "content/countries/ke.yaml"
LAW = "content/laws/ke"


@dataclass(frozen=True)
class Break:
    """A way to break a file, and the line that must be reported."""

    name: str
    path: str
    old: str
    new: str
    code: str
    words: str


BREAKS = (
    Break("syntax", CLAUSE, "title: ", "title: [", "G003", "cannot be read"),
    Break("tab", CLAUSE, "purpose: >-\n ", "purpose:\n\t", "G003", "cannot be read"),
    Break("unknown key", CLAUSE, "purpose:", "purpos:", "G101", 'unknown key "purpos"'),
    Break("missing key", COUNTRY, "region: africa\n", "", "G102", 'the key "region" is missing'),
    Break("wrong value", CLAUSE, "status: draft", "status: drafted", "G104", '"drafted" is not a value of status'),
    Break("wrong type", CLAUSE, "facets:\n", "facets: none\nfacet_s:\n", "G103", "expected keys and values"),
    Break("duplicate key", CLAUSE, "module: ", "status: draft\nmodule: ", "G004", 'the key "status" is written twice'),
    Break(
        "dangling clause", CLAUSE, "depends_on:\n", "depends_on:\n  - corridor-designatoin\n", "G304", "unknown clause"
    ),
    Break("undeclared placeholder", CLAUSE, "shall", "shall {nobody_knows}", "G402", '"nobody_knows" is not declared'),
    Break("anchor", CLAUSE, "title: ", "title: &name ", "G005", "anchor"),
    Break("tag", CLAUSE, "title: ", "title: !!python/name:os.system ", "G006", "tag"),
    Break("empty value", CLAUSE, "status: draft\n", "status:\n", "G007", "the value is empty"),
    Break("HTML", CLAUSE, "purpose: >-\n  ", "purpose: >-\n  <b>Bold</b> ", "G015", "the text holds HTML"),
    Break(
        "script link", CLAUSE, "purpose: >-\n  ", "purpose: >-\n  [x](javascript:alert) ", "G017", "not a web address"
    ),
    Break("bad date", COUNTRY, "as_at: '2026-11-22'", "as_at: '2026-22-11'", "G105", "is not a date"),
    Break("wrong id", COUNTRY, "code: ke", "code: kn", "G106", "is not the name of the file"),
    Break("page heading", "content/pages/about.md", "## ", "### ", "G013", "a heading of a page"),
    Break("bidi control", CLAUSE, "title: ", "title: \u202e", "G010", "forbidden character"),
    Break("NUL", CLAUSE, "title: ", "title: \x00", "G010", "forbidden character"),
)


def _break(folder: Path, how: Break) -> None:
    path = folder / how.path
    text = path.read_text("utf-8")
    assert how.old in text, f"{how.path} has changed: mend the test"
    path.write_text(text.replace(how.old, how.new, 1), "utf-8")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, mended after each test."""
    return copy_project(tmp_path_factory.mktemp("broken"))


@pytest.mark.parametrize("how", BREAKS, ids=lambda how: how.name)
def test_mistake_is_reported_with_its_place(copy: Path, how: Break) -> None:
    _break(copy, how)
    try:
        report = checking.check(Settings(copy))
        lines = [line for line in report.text.split("\n") if how.code in line and how.words in line]
        assert lines, report.text
        assert re.match(rf"{re.escape(how.path)}:\d+:\d+: error {how.code} ", lines[0]), lines[0]
        assert report.report.exit_code() == 1
    finally:
        shutil.copy(ROOT / how.path, copy / how.path)


def test_column_and_caret_point_at_the_word(copy: Path) -> None:
    how = Break("target", CLAUSE, "target: gbf-3", "target: gbf-03", "G302", "")
    _break(copy, how)
    try:
        text = checking.check(Settings(copy)).text
        found = re.search(
            rf"{CLAUSE}:(\d+):(\d+): error G302 unknown target \"gbf-03\"\n(.*)\n(.*)\n +hint: (.*)\n", text
        )
        assert found, text
        line = (copy / CLAUSE).read_text("utf-8").split("\n")[int(found[1]) - 1]
        assert line[int(found[2]) - 1 :].startswith("gbf-03")
        excerpt, carets = found[3].split("| ", 1)[1], found[4].split("| ", 1)[1]
        assert excerpt[carets.index("^") :][: carets.count("^")] == "gbf-03"
        assert found[5] == 'did you mean "gbf-3"?'
    finally:
        shutil.copy(ROOT / CLAUSE, copy / CLAUSE)


def test_unknown_country(copy: Path) -> None:
    folder = copy / "content/laws/qq"
    folder.mkdir()
    source = next((copy / LAW).glob("*.yaml"))
    text = source.read_text("utf-8").replace("country: ke", "country: qq").replace(f"id: {source.stem}", "id: qq-law")
    (folder / "qq-law.yaml").write_text(text, "utf-8")
    try:
        assert 'error G308 unknown country "qq"' in checking.check(Settings(copy)).text
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("content", "code"), [(b"\xff\xfe bad", "G001"), (b"", "G002"), (b"   \n", "G002"), (b"- a\n- b\n", "G103")]
)
def test_unreadable_files(copy: Path, content: bytes, code: str) -> None:
    (copy / CLAUSE).write_bytes(content)
    try:
        report = checking.check(Settings(copy)).text
        assert f"{CLAUSE}:" in report
        assert f"error {code} " in report
        # References to a broken file are not mistakes of their own.
        assert "unknown clause" not in report
    finally:
        shutil.copy(ROOT / CLAUSE, copy / CLAUSE)


def test_all_errors_of_all_files_at_once(copy: Path) -> None:
    chosen = [BREAKS[2], BREAKS[14], Break("page", "content/pages/about.md", "order:", "ordre:", "G101", "")]
    for how in chosen:
        _break(copy, how)
    try:
        done = run_guidance(copy, "check")
        assert done.returncode == 1
        for how in chosen:
            assert re.search(rf"(?m)^{re.escape(how.path)}:\d+:\d+: error {how.code} ", done.stdout), done.stdout
        assert "Traceback" not in done.stdout + done.stderr
    finally:
        for how in chosen:
            shutil.copy(ROOT / how.path, copy / how.path)


@pytest.mark.build
def test_last_site_stays_whole(project: Path) -> None:
    """A build with mistakes exits with 1, names them all, and leaves the previous site untouched."""
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("the last site", "utf-8")
    _break(project, BREAKS[2])
    for done in (run_mkdocs(project, "build"), run_guidance(project, "build", "--no-books")):
        assert done.returncode == 1
        assert 'error G101 unknown key "purpos"' in done.stdout + done.stderr
        assert "Traceback" not in done.stdout + done.stderr
        assert (project / "site" / "index.html").read_text("utf-8") == "the last site"
        assert not (project / "site.new").exists()


@pytest.mark.parametrize("name", ["unknown unit", "unknown record", "copy", "lost placeholder"])
def test_translation_mistakes(copy: Path, name: str, check_text: Callable[[Path], str]) -> None:
    folder = copy / "content/translations/fr/clauses"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "corridor-designation.yaml"
    before = path.read_bytes() if path.is_file() else None
    corpus = checking.check(Settings(ROOT)).corpus
    assert corpus is not None
    clause = corpus.clauses["corridor-designation"]
    provision = next(p for _, p in clause.walk() if "{" in p.text.source)
    units = {
        "unknown unit": ("titel", "000000000000", "Titre", "G204"),
        "unknown record": ("title", "000000000000", "Titre", "G203"),
        "copy": ("purpose", clause.purpose.digest, " ".join(clause.purpose.source.split()), "G603"),
        "lost placeholder": (provision.text.path, provision.text.digest, "Rien du tout ici.", "G602"),
    }
    unit, digest, text, code = units[name]
    target = path if name != "unknown record" else folder / "no-such-clause.yaml"
    target.write_text(
        f"translation: {{status: courtesy}}\nunits:\n  {unit}: {{of: '{digest}', text: {text!r}}}\n", "utf-8"
    )
    try:
        assert f"error {code} " in check_text(copy)
    finally:
        if target != path or before is None:
            target.unlink()
        else:
            path.write_bytes(before)


def test_a_published_id_that_is_gone(copy: Path) -> None:
    path = copy / "content/ledger.txt"
    text = path.read_text("utf-8")
    path.write_text(text + "clause/no-longer-here\n", "utf-8")
    try:
        line = text.count("\n") + 1
        expected = f'content/ledger.txt:{line}:1: error G320 "clause/no-longer-here" was published and is gone'
        assert expected in checking.check(Settings(copy)).text
    finally:
        path.write_text(text, "utf-8")
