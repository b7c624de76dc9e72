"""Hostile input is refused in good time and in little memory, with a diagnostic: real files in a copy of the sample."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from guidance.app.checking import check
from guidance.app.reporting import rendered
from guidance.config import Settings
from tests.conftest import ROOT, run_guidance
from tests.rules.examples import SAMPLE, lay

#: What one hostile input may cost: far more than any needs, far less than one that is not guarded against would take.
SECONDS, MEGABYTES = 5, 500

MODULE = (SAMPLE / "content/modules/safe-passage.yaml").read_text("utf-8")
TERM = (SAMPLE / "content/terms/barrier.yaml").read_text("utf-8")

Lay = Callable[[Path], object]


@dataclass(frozen=True)
class Hostile:
    """A hostile input: how it is laid at a path below the content folder, and the code it is refused with."""

    path: str
    code: str
    lay: Lay


def _text(path: str, code: str, text: str) -> Hostile:
    return Hostile(path, code, lambda place: place.write_bytes(text.encode()))


def _module(stem: str, code: str, introduction: str) -> Hostile:
    """A module that is sound but for its introduction."""
    old = "introduction: Animals move at night and by water."
    assert old in MODULE, "the sample has changed: mend the test"
    quoted = introduction.replace("'", "''")
    text = MODULE.replace("id: safe-passage", f"id: {stem}").replace(old, f"introduction: '{quoted}'")
    return _text(f"modules/{stem}.yaml", code, text)


def _term(stem: str, code: str, old: str, new: str) -> Hostile:
    """A term that is sound but for one place."""
    text = TERM.replace("id: barrier", f"id: {stem}")
    assert old in text, "the sample has changed: mend the test"
    return _text(f"terms/{stem}.yaml", code, text.replace(old, new, 1))


def _sparse(size: int) -> Lay:
    def write(place: Path) -> None:
        place.touch()
        os.truncate(place, size)

    return write


def _link(target: str) -> Lay:
    return lambda place: place.symlink_to(target)


BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
BAIT = ("(", "[", " ", "a ", "[a](", "[](", "^[", "[[a", "{a", "*a ", "_", "**a", "- ", "1. ", "<a", "\\", "https://x ")

INPUTS = {
    "bomb": _text("clauses/bomb.yaml", "G005", BOMB),
    "large file": Hostile("clauses/large.yaml", "G009", _sparse(100_000_000)),
    "large ledger": Hostile("ledger.txt", "G009", _sparse(100_000_000)),
    "flow": _text("clauses/flow.yaml", "G011", "title: " + "[" * 1_900_000),
    "flow of keys": _text("clauses/flow-keys.yaml", "G011", "title: " + "{a: " * 100_000),
    "block": _text("clauses/block.yaml", "G011", "\n".join(" " * n + "a:" for n in range(1500))),
    "dashes": _text("clauses/dashes.yaml", "G011", "- " * 100_000 + "a"),
    "dashes far apart": _text("clauses/dashes-apart.yaml", "G011", "-  " * 100_000 + "a"),
    "question marks": _text("clauses/questions.yaml", "G011", "?  -  " * 50_000 + "a"),
    "id that leads out": _term("leads-out", "G105", "id: leads-out", "id: ../../etc/passwd"),
    "name that leads out": _text("terms/x..%2fx.yaml", "G106", TERM),
    "reference that leads out": _text("clauses/refers-out.yaml", "G105", "id: refers-out\ndepends_on: [../x]\n"),
    "linked file": Hostile("terms/linked.yaml", "G008", _link("/etc/hostname")),
    "linked folder": Hostile("laws/linked", "G008", _link("/etc")),
    "loop of links": Hostile("terms/loop.yaml", "G019", _link("loop.yaml")),
    "pipe": Hostile("terms/pipe.yaml", "G019", os.mkfifo),
    "HTML in rich text": _module("html", "G015", "Animals <b>move</b>."),
    "script in rich text": _module("script", "G015", "<script>alert(1)</script>"),
    "script in plain text": _term("script", "G422", "term: ", "term: <script>x</script> "),
    "javascript link": _module("javascript", "G017", "[x](javascript:alert)"),
    "data link": _module("data", "G017", "[x](data:text/html,x)"),
    "vbscript link": _module("vbscript", "G017", "[x](VBScript:x)"),
    "credentials": _module("credentials", "G331", "[x](https://editor:secret@laws.example/)"),
    "Cyrillic host": _module("cyrillic", "G331", "[x](https://l\u0430ws.example/)"),
    "bidi": _term("bidi", "G010", "term: ", "term: \u202e"),
    "escaped bidi": _term("escaped-bidi", "G010", "term: ", 'term: "a\\u202eb" # '),
    "escaped NUL in a key": _text("terms/escaped-nul.yaml", "G010", '"a\\0": x\n'),
    "zero width": _term("zero-width", "G010", "term: ", "term: a\u200b"),
    "NUL": _term("nul", "G010", "term: ", "term: \x00"),
    "homoglyph": _term("homoglyph", "G105", "id: homoglyph", "id: homoglyp\u04bb"),
    "homoglyph in a name": _term("b\u0430rrier", "G105", "term: ", "term: "),
    "long key": _text("terms/long-key.yaml", "G101", f"? {'k' * 1_000_000}\n: x\n"),
    "many keys": _text("terms/many-keys.yaml", "G101", "".join(f"k{n}: x\n" for n in range(100_000))),
    "many empty values": _text("terms/many-empty.yaml", "G007", "".join(f"k{n}:\n" for n in range(100_000))),
    "one key many times": _text("terms/many-times.yaml", "G004", "k: x\n" * 100_000),
    "long scalar": _text("clauses/long-scalar.yaml", "G103", f"id: long-scalar\ntitle: {'x' * 1_900_000}\n"),
    "newline in a name": _text("terms/a\n::error::b.yaml", "G102", "id: x\n"),
    "name that is no UTF-8": _text(os.fsdecode(b"terms/\xff.yaml"), "G102", "id: x\n"),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample project."""
    lay(tmp_path, "# publication.yaml")
    return tmp_path


def _put(folder: Path, hostile: Hostile) -> None:
    place = folder / "content" / hostile.path
    place.unlink(missing_ok=True)
    hostile.lay(place)


#: The command line, and then the most memory it held: the kernel's own count for a child starts at the parent's.
_MEASURED = """
import pathlib, re, sys
from guidance.cli import main
try:
    main()
finally:
    print(re.search("VmHWM:.*", pathlib.Path("/proc/self/status").read_text())[0], file=sys.stderr)
"""


def _guarded(folder: Path, seconds: float = SECONDS) -> tuple[int, str]:
    """Exit code and output of a check in a child, whose time and memory are bounded."""
    command = [sys.executable, "-c", _MEASURED, "check"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, timeout=seconds, check=False, errors="replace"
        )
    except subprocess.TimeoutExpired:
        pytest.fail(f"not done after {seconds} s")
    peak = re.search(r"VmHWM:\s+(\d+) kB", done.stderr)
    assert peak, f"the child was killed, or ended before it could be measured: {done.stderr[-2000:]}"
    assert int(peak[1]) / 1024 <= MEGABYTES
    return done.returncode, done.stdout + done.stderr


def _said(hostile: Hostile, text: str) -> Iterator[str]:
    """The lines that report an input under its own code and path, as it is printed."""
    name = os.fsencode(hostile.path).decode("utf-8", "replace").replace("\n", "\\u000a")
    return (s for s in text.split("\n") if s.startswith(f"content/{name}:") and f" error {hostile.code} " in s)


@pytest.mark.parametrize("name", INPUTS)
def test_hostile_input_is_refused(folder: Path, name: str) -> None:
    _put(folder, INPUTS[name])
    code, text = _guarded(folder)
    assert code == 1, text[:2000]
    assert "Traceback" not in text
    assert any(_said(INPUTS[name], text)), text[:2000]


def test_all_hostile_inputs_at_once(folder: Path) -> None:
    for hostile in INPUTS.values():
        _put(folder, hostile)
    code, text = _guarded(folder, SECONDS * len(INPUTS))
    assert code == 1
    assert "Traceback" not in text
    # Records that are sound but for an address are judged in this company too.
    missed = [name for name, hostile in INPUTS.items() if not any(_said(hostile, text))]
    assert not missed


@pytest.mark.parametrize("length", [19_900, 100_000], ids=["within the limit", "beyond it"])
@pytest.mark.parametrize("bait", BAIT)
def test_bait_for_patterns(folder: Path, bait: str, length: int) -> None:
    """Repetitions that make a careless pattern or parser try every way there is."""
    _put(folder, _module("bait", "", "x" + (bait * length)[:length] + "x"))
    code, said = _guarded(folder)
    assert code in (0, 1)
    assert "Traceback" not in said
    # The record is sound in all else, so that a text within the limit comes before every rule.
    assert not re.search(r"error G(?:00|10[12])", said), said[:2000]
    assert ("at most 20000 characters" in said) == (length > 20_000)


def test_many_files(folder: Path) -> None:
    for number in range(1500):
        (folder / f"content/terms/t{number}.yaml").write_text("id: x\n", "utf-8")
    code, text = _guarded(folder)
    assert code == 1
    assert "content/terms/t1499.yaml:1:1: error " in text


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_file_without_permission(folder: Path) -> None:
    (folder / "content/terms/barrier.yaml").chmod(0)
    assert "content/terms/barrier.yaml:1:1: error G019 " in check(Settings(folder)).text


def test_line_ends_and_mark_of_byte_order_are_accepted(folder: Path) -> None:
    before = check(Settings(folder)).text
    for path in (folder / "content").rglob("*.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert check(Settings(folder)).text == before


@pytest.mark.parametrize("name", ["homoglyph"])
def test_hint_names_the_foreign_letter(folder: Path, name: str) -> None:
    _put(folder, INPUTS[name])
    assert "CYRILLIC SMALL LETTER SHHA" in check(Settings(folder)).text


@pytest.mark.parametrize("name", ["newline in a name", "name that is no UTF-8"])
def test_a_file_name_gives_no_command_to_the_runner(folder: Path, name: str) -> None:
    _put(folder, INPUTS[name])
    checked = check(Settings(folder))
    said = rendered(Settings(folder), checked, "github").removesuffix("\n").split("\n")
    assert len(said) == len(checked.report.diagnostics) + 1
    done = run_guidance(folder, "check", "--format", "github", PYTHONPATH=str(ROOT))
    assert done.returncode == 1
    assert "\n::error::" not in done.stdout
    assert "Traceback" not in done.stderr
