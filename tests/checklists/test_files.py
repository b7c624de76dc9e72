"""The file of a filled checklist: what is written is read again, and every mistake has its place."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidance.app import filling
from guidance.checklists import files
from guidance.config import Settings
from guidance.diagnostics import Severity
from guidance.errors import UsageError
from guidance.load.records.checklists import ChecklistHeadShape, ProofShape, ReplyShape
from guidance.load.records.fields import Shape
from guidance.load.sources import Source, forbidden_character
from guidance.model.checklists import LEVELS, SCOPES, FilledChecklist, Proof, Reply, questions_digest
from guidance.model.corpus import Corpus
from guidance.model.countries import ANSWER_VALUES
from guidance.model.lang import LANGUAGES
from tests.checklists.made import checklists
from tests.conftest import ROOT

FILE = """\
checklist:
  country: cr
  lang: es
  edition: '2026.1'
  digest: '475213913e48'
replies:
  corridor-power:
    value: full
    proofs:
    - law: Ley de Biodiversidad
      url: https://laws.example/7788
"""


def _read(text: str, name: str = "x.yaml") -> FilledChecklist:
    found, problems = files.parse(files.readable(Source(name, text)))
    assert found is not None, problems
    return found


@settings(max_examples=150, deadline=None)
@given(checklists(), st.booleans())
def test_what_is_written_is_read_again(checklist: FilledChecklist, as_json: bool) -> None:
    text = files.written(checklist, as_json=as_json)
    assert _read(text, "x.json" if as_json else "x.yaml") == checklist
    assert files.written(_read(text)) == files.written(checklist)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).map(str.strip).filter(bool))
def test_json_that_other_programs_write_is_read(words: str) -> None:
    """Python writes characters of other planes in two halves, which YAML knows nothing of."""
    if forbidden_character(words):
        return
    data = files.as_data(FilledChecklist("cr", "es", "2026.1", "475213913e48", filled_by=words))
    assert _read(json.dumps(data), "x.json").filled_by == words


def test_replies_stand_in_the_order_of_the_questions_and_empty_ones_nowhere() -> None:
    replies = {q: Reply(q, "full") for q in ("c", "a", "x")} | {"b": Reply("b", of="475213913e48")}
    text = files.written(FilledChecklist("cr", "es", "2026.1", "475213913e48", replies=replies), ("a", "b", "c"))
    assert list(_read(text).replies) == ["a", "c", "x"]
    assert "b:" not in text


def test_a_file_of_three_keys_is_a_checklist() -> None:
    assert _read(FILE).replies == {
        "corridor-power": Reply(
            "corridor-power", "full", proofs=(Proof("Ley de Biodiversidad", url="https://laws.example/7788"),)
        )
    }


def test_numbers_that_editors_see_in_digests_are_quoted() -> None:
    assert "of: '475213913e48'" in files.written(
        FilledChecklist("cr", "es", "2026.1", "475213913e48", replies={"a": Reply("a", "full", of="475213913e48")})
    )


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        ("value: full", "value: fulll", "8:12", 'did you mean "full"?'),
        ("value: full", "valu: full", "8:5", 'did you mean "value"?'),
        ("https://laws", "javascript:laws", "11:12", "is not a web address"),
        ("country: cr", "country: Costa Rica", "2:12", "is not a country code"),
        ("digest: '475213913e48'", "digest: '12'", "5:11", "put it back as the program wrote it"),
        ("value: full", "value:", "8:11", "the value is empty"),
        ("value: full", "value: full\n    value: none", "9:5", "is written twice"),
        ("value: full", "value: &a full", "8:12", "anchor"),
        ("Biodiversidad", "Bio\u202ediversidad", "10:22", "U+202E"),
        ("lang: es", "lang: de", "3:9", '"de" is not a value of checklist.lang'),
    ],
)
def test_a_mistake_is_said_with_its_place(tmp_path: Path, old: str, new: str, place: str, says: str) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(FILE.replace(old, new), "utf-8")
    with pytest.raises(filling.ChecklistError) as told:
        filling.read([path])
    assert f"{path}:{place}: error G" in str(told.value)
    assert says in str(told.value)
    assert told.value.exit_code == 1


def test_mistakes_of_all_files_are_said_at_once(tmp_path: Path) -> None:
    paths = [tmp_path / "a.yaml", tmp_path / "b.json", tmp_path / "c.yaml"]
    paths[0].write_text(FILE.replace("full", "foul"), "utf-8")
    paths[1].write_text('{"checklist":\n {"country": "cr"}}', "utf-8")
    paths[2].write_bytes(b"\xff\xfe")
    with pytest.raises(filling.ChecklistError) as told:
        filling.read(paths)
    for place in (f"{paths[0]}:8:12", f"{paths[1]}:1:2", f"{paths[2]}:1:1"):
        assert place in str(told.value)
    assert str(told.value).rstrip().endswith("5 errors")


@pytest.mark.parametrize("content", [b"", b"\x00", b"- a", b"PK\x03\x04", b"[" * 100_000, b"x" * 2_000_001, b"a: *b"])
def test_whatever_is_sent_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "sent.yaml"
    path.write_bytes(content)
    with pytest.raises(filling.ChecklistError):
        filling.read([path])


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(FILE)), st.integers(0, 12), st.text(max_size=12))
def test_a_file_with_a_hole_is_read_or_refused(at: int, length: int, words: str) -> None:
    """Whatever stands in the place of some letters: no traceback, and what was read can be written."""
    text = FILE[:at] + words + FILE[at + length :]
    found, problems = files.parse(Source("x.yaml", text))
    assert (found is None) == bool(problems)
    if found is not None and not forbidden_character(text):
        assert _read(files.written(found)) == found


@pytest.mark.parametrize(
    ("shape", "name", "values"),
    [
        (ProofShape, "level", LEVELS),
        (ReplyShape, "value", ANSWER_VALUES),
        (ChecklistHeadShape, "scope", SCOPES),
        (ChecklistHeadShape, "lang", tuple(LANGUAGES)),
    ],
)
def test_a_file_takes_the_values_of_the_model(shape: type[Shape], name: str, values: tuple[str, ...]) -> None:
    literal = shape.model_fields[name].annotation
    taken = get_args(literal) if get_origin(literal) is Literal else get_args(get_args(literal)[0])
    assert taken == values


def test_a_workbook_is_sent_to_its_own_command(tmp_path: Path) -> None:
    (tmp_path / "ours.xlsx").write_bytes(b"PK")
    with pytest.raises(UsageError, match="guidance checklist import"):
        filling.read([tmp_path / "ours.xlsx"])


def test_a_file_made_to_stall_is_judged_in_time(tmp_path: Path, corpus: Corpus) -> None:
    """Thirty thousand replies to questions that nobody asks: in seconds, not in hours."""
    head = f"checklist: {{country: cr, lang: es, edition: '2026.1', digest: '{questions_digest(corpus)}'}}\nreplies:\n"
    path = tmp_path / "huge.yaml"
    path.write_text(head + "".join(f" q{n}: {{value: full}}\n" for n in range(30_000)), "utf-8")
    began = time.process_time()
    report = filling.check_files(Settings(ROOT), [path]).report
    assert report.count(Severity.ERROR) == 1000
    assert time.process_time() - began < 60
