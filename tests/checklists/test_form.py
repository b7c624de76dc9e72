"""Forms: what goes out comes back, whichever program saved it, or its mistakes by page and field."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from guidance.checklists import files, form_file
from guidance.checklists.form import read_form
from guidance.checklists.published import blank, published
from guidance.diagnostics import Diagnostic, Severity
from guidance.load.corpus import load
from guidance.load.sources import Source
from guidance.model.checklists import LEVELS, FilledChecklist, Proof, Reply, Unplaced, question_digest
from guidance.model.corpus import Corpus
from guidance.model.countries import ANSWER_VALUES, SignOff
from guidance.render.form.fields import CARRIED, HEAD
from guidance.setup.fonts import ensure_fonts
from guidance.unpacking import FORM
from tests.checklists.forms import Maker, maker
from tests.checklists.made import LABELS, checklists
from tests.conftest import ROOT, run_guidance

pytestmark = pytest.mark.pdf
Edit = Callable[[pikepdf.Pdf], None]


@pytest.fixture(scope="module")
def sample() -> Corpus:
    """A small guidance, so that a form is laid out in a moment."""
    found = load(ROOT / "tests" / "rules" / "sample").corpus
    assert found is not None
    return found


@pytest.fixture(scope="module")
def make(sample: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Maker]:
    with maker(sample, tmp_path_factory.mktemp("forms")) as found:
        yield found


@pytest.fixture(scope="module")
def question(sample: Corpus) -> str:
    return next(iter(sample.questions))


def _read(content: bytes, corpus: Corpus) -> FilledChecklist:
    found, problems = read_form(content, "x.pdf", corpus)
    assert found is not None, problems
    return found


def _errors(content: bytes, corpus: Corpus) -> list[Diagnostic]:
    found, problems = read_form(content, "x.pdf", corpus)
    assert found is None
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def _edited(content: bytes, edit: Edit, **how: Any) -> bytes:
    with pikepdf.open(BytesIO(content)) as pdf:
        edit(pdf)
        out = BytesIO()
        pdf.save(out, **how)
        return out.getvalue()


def _field(pdf: pikepdf.Pdf, name: str) -> pikepdf.Object:
    nodes = pdf.Root.AcroForm.Fields
    for part in name.split("."):
        (node,) = (kid for kid in nodes if kid.get("/T") == part)
        nodes = node.get("/Kids", Array([]))
    return node


def _set(**values: Any) -> Edit:
    """Puts values into fields, whose names have a double underscore for the dot."""

    def edit(pdf: pikepdf.Pdf) -> None:
        for name, value in values.items():
            _field(pdf, name).V = value

    return edit


def _write(name: str, value: Any) -> Edit:
    return lambda pdf: _field(pdf, name).__setattr__("V", value)


_SLOW = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large)


@settings(max_examples=15, deadline=None, suppress_health_check=_SLOW)
@given(data=st.data())
def test_what_goes_out_comes_back(make: Maker, data: st.DataObject) -> None:
    labels = st.one_of(st.sampled_from(sorted(make.corpus.questions)), LABELS)
    drawn = data.draw(checklists(labels))
    lang = data.draw(st.sampled_from(("en", "ar")))
    checklist = replace(drawn, country="xx", lang=lang, conflicts=(), scope="full")
    if any(char in repr(checklist) for char in ("\\ufffe", "\\uffff")):
        return
    assert _read(make(checklist), make.corpus) == checklist


def test_texts_of_every_script_and_length_come_back_also_when_another_program_saved_it(
    make: Maker, question: str
) -> None:
    texts = (
        "(a\\b) )(\n\nc",
        "نعم، (أ) 12",
        "保护生态走廊。",
        "Закон № 5",
        "😀👩‍⚖️ 𠮷",
        "x" * 20_000,
        "œuvre “ẞ”",
        "þÿ\ttab",
    )
    for place, text in enumerate(texts):
        proofs = tuple(
            Proof(f"{n} {text[:3990]}", "s. 1", "custom", "https://x.example/1", "2026-11") for n in range(5)
        )
        reply = Reply(question, ANSWER_VALUES[place % 7], text, text, proofs, text, "0" * 12, "look")
        signed = tuple(SignOff(f"{n} {text[:3990]}", "Director", "2026-11-01", "2025.1") for n in range(4))
        unplaced = (Unplaced(Reply("gone", "none", text), "gone"),)
        one = replace(blank(make.corpus, "en", "full", "xx"), replies={question: reply}, sign_offs=signed)
        checklist = replace(one, unplaced=unplaced, filled_by=text[:3990])
        content = make(checklist)
        assert _read(content, make.corpus) == checklist
        # As programs save that know nothing of streams of objects.
        plain = pikepdf.ObjectStreamMode.disable
        assert _read(_edited(content, lambda pdf: None, object_stream_mode=plain), make.corpus) == checklist


def test_a_new_reply_answers_the_wording_that_was_asked(make: Maker, question: str) -> None:
    content = _edited(make(blank(make.corpus, "en", "full", "xx")), _write(f"{question}.value", Name("/unknown")))
    of = question_digest(make.corpus.questions[question][1])
    assert _read(content, make.corpus).replies == {question: Reply(question, "unknown", of=of)}


def test_a_box_that_was_only_turned_on_counts(make: Maker, question: str) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        _field(pdf, f"{question}.value").Kids[1].AS = Name.partial

    content = _edited(make(blank(make.corpus, "en", "full", "xx")), edit)
    assert _read(content, make.corpus).replies[question].value == "partial"


def test_choices_count_in_words_of_any_language_and_mistakes_are_told_at_once(make: Maker, question: str) -> None:
    blank_one = make(blank(make.corpus, "en", "full"))

    def edit(pdf: pikepdf.Pdf) -> None:
        _field(pdf, f"{question}.proof1.level").V = String("Statut")
        _field(pdf, f"{question}.proof2.pinpoint").V = String("Art. 5")
        _field(pdf, f"{question}.proof3.url").V = String("laws.example")
        _field(pdf, f"{question}.proof3.law").V = String("Act")
        _field(pdf, f"{question}.proof3.as_at").V = String("yesterday")
        _field(pdf, f"{question}.note").V = String("a\u0007b")
        _field(pdf, "sign1.name").V = String("A. B.")

    found = _errors(_edited(blank_one, edit), make.corpus)
    told = {(problem.code, problem.pin.pointer) for problem in found}
    at = {name: page for _at, name, page in (problem.pin.pointer for problem in found)}
    assert told == {
        ("G967", ("@field", "country", 1)),
        ("G968", ("@field", f"{question}.proof1.level", 2)),
        ("G968", ("@field", f"{question}.proof1.law", 2)),
        ("G968", ("@field", f"{question}.proof2.law", 2)),
        ("G105", ("@field", f"{question}.proof3.url", 2)),
        ("G105", ("@field", f"{question}.proof3.as_at", 2)),
        ("G010", ("@field", f"{question}.note", 2)),
        *(("G968", ("@field", f"sign1.{part}", at[f"sign1.{part}"])) for part in ("role", "date", "edition")),
    }, told
    level = next(problem for problem in found if problem.pin.pointer[1] == f"{question}.proof1.level")
    assert level.hint == 'did you mean "statute"?', level

    def right(pdf: pikepdf.Pdf) -> None:
        _field(pdf, "country").V = String("xx")
        _field(pdf, f"{question}.proof1.law").V = String("Act")
        _field(pdf, f"{question}.proof1.level").V = String(" КОНСТИТУЦИЯ ")

    proofs = _read(_edited(blank_one, right), make.corpus).replies[question].proofs
    assert proofs == (Proof("Act", level=LEVELS[0]),)


def test_a_form_that_pypdf_filled_and_saved_is_read(sample: Corpus, question: str) -> None:
    found = _read((ROOT / "tests" / "checklists" / "saved-by-pypdf.pdf").read_bytes(), sample)
    proof = Proof("Loi sur la faune, 法律", level="statute", as_at="2026-11")
    reply = Reply(question, "partial", "Écrit ailleurs : (a\\b)\nقانون", proofs=(proof,))
    assert {label: replace(reply, of="") for label, reply in found.replies.items()} == {question: reply}
    assert (found.country, found.lang, found.filled_by) == ("xx", "fr", "Ministère")


def test_what_was_deleted_is_gone_and_what_has_no_field_is_kept(make: Maker, question: str) -> None:
    secret = "a text that must not stay in the file"
    proofs = (Proof(secret, note="noted"), *(Proof(f"Act {n}") for n in range(3)))
    reply = Reply(question, "full", secret, proofs=proofs, of="0" * 12)
    content = make(replace(blank(make.corpus, "en", "full", "xx"), replies={question: reply}))

    def delete(pdf: pikepdf.Pdf) -> None:
        for name in ("reasoning", "proof1.law"):
            field = _field(pdf, f"{question}.{name}")
            del field.V, field.AP

    edited = _edited(content, delete)
    found, problems = read_form(edited, "x.pdf", make.corpus)
    assert found and found.replies[question] == replace(reply, reasoning="", proofs=proofs[1:])
    assert ["the note on it" in problem.message for problem in problems].count(True) == 1
    with pikepdf.open(BytesIO(edited)) as pdf:
        assert not [thing for thing in pdf.objects if secret in str(thing)]


def test_missing_and_strange_fields_are_told(make: Maker, question: str) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        fields = pdf.Root.AcroForm.Fields
        kept = [field for field in fields if question != field.T]
        kept.append(pdf.make_indirect(Dictionary(T=String("mine"), FT=Name.Tx, V=String("x"))))
        pdf.Root.AcroForm.Fields = Array(kept)

    found, problems = read_form(_edited(make(blank(make.corpus, "en", "full", "xx")), edit), "x.pdf", make.corpus)
    assert found is not None
    assert [(problem.code, problem.pin.pointer[1]) for problem in problems] == [("G969", question), ("G969", "mine")]


def test_a_form_of_another_edition_is_told_and_nothing_of_it_is_lost(make: Maker, question: str) -> None:
    old = replace(blank(make.corpus, "en", "full", "xx"), digest="0" * 12, edition="2025.1")
    reply = Reply("no-such-question", "full", "x", proofs=(Proof("Act"),), of="1" * 12)
    found, problems = read_form(make(replace(old, replies={reply.question: reply})), "x.pdf", make.corpus)
    assert found and found.replies == {reply.question: reply} and found.edition == "2025.1"
    assert {problem.code for problem in problems} == {"G952", "G969"}


# --- files that are no forms


def _flattened(pdf: pikepdf.Pdf) -> None:
    pdf.flatten_annotations("all")


def _nested(pdf: pikepdf.Pdf) -> None:
    top = node = pdf.make_indirect(Dictionary(T=String("a"), Kids=Array([])))
    for _n in range(form_file.MAX_DEPTH + 2):
        kid = pdf.make_indirect(Dictionary(T=String("b"), Kids=Array([])))
        node.Kids.append(kid)
        node = kid
    pdf.Root.AcroForm.Fields.append(top)


def _bomb(pdf: pikepdf.Pdf) -> None:
    packed = zlib.compress(bytes(FORM.stream + 1), 9)
    stream = pikepdf.Stream(pdf, b"")
    stream.write(packed, filter=Name.FlateDecode)
    _field(pdf, CARRIED).V = pdf.make_indirect(stream)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (_flattened, "flattened"),
        (_nested, "nests them"),
        (_bomb, "a part of it unpacks to more than 40 MB"),
        (lambda pdf: pdf.Root.AcroForm.__setattr__("XFA", Array([])), "XFA"),
        (lambda pdf: pdf.Root.__setattr__("AcroForm", String("x")), "no form fields"),
        (_write(HEAD, String("{}")), "no checklist"),
        (_write(HEAD, String("[" * 100_000)), "no checklist"),
        (_write(CARRIED, String('{"replies": [1]}')), "was changed"),
        (
            _write(CARRIED, String('{"replies": {"a": 1}, "others": [], "unplaced": [], "sign_offs": []}')),
            "was changed",
        ),
        (_write("filled_by", String("x" * (form_file.MAX_TEXT + 1))), "more text"),
    ],
    ids=range(10),
)
def test_what_is_no_form_any_more_is_refused_in_words(make: Maker, edit: Edit, said: str) -> None:
    how = {"stream_decode_level": pikepdf.StreamDecodeLevel.none, "compress_streams": False}
    [problem] = _errors(_edited(make(blank(make.corpus, "en", "full", "xx")), edit, **how), make.corpus)
    assert problem.code == "G967" and said in problem.message, problem.message


def test_a_form_locked_with_a_password_is_refused_and_one_that_only_forbids_is_read(make: Maker) -> None:
    content = make(blank(make.corpus, "en", "full", "xx"))
    locked = _edited(content, lambda pdf: None, encryption=pikepdf.Encryption(owner="a", user="b"))
    [problem] = _errors(locked, make.corpus)
    assert "password" in problem.message
    forbids = _edited(content, lambda pdf: None, encryption=pikepdf.Encryption(owner="a", user=""))
    assert _read(forbids, make.corpus).country == "xx"


def test_damaged_files_are_refused_without_a_traceback(make: Maker) -> None:
    content = make(blank(make.corpus, "en", "full", "xx"))
    assert "no PDF" in _errors(b"PK\x03\x04", make.corpus)[0].message
    assert "larger" in _errors(content + b" " * FORM.file, make.corpus)[0].message
    for end in range(0, len(content), len(content) // 40):
        found, problems = read_form(content[:end], "x.pdf", make.corpus)
        assert found is not None or {problem.code for problem in problems} == {"G967"}
    for place in range(1000, len(content), len(content) // 60):
        broken = content[:place] + b"\xff" * 40 + content[place + 40 :]
        found, problems = read_form(broken, "x.pdf", make.corpus)
        assert found is not None or problems


# --- the command line


def test_the_command_line_makes_forms_keeps_them_and_reads_them(project: Path, corpus: Corpus) -> None:
    (project / ".cache").mkdir()
    (project / ".cache" / "fonts").symlink_to(ensure_fonts(ROOT))
    stem = f"out/connectivity-checklist-{corpus.publication.edition}-cr-es-core"
    order = ("export", "checklist", "--country", "cr", "--lang", "es", "--scope", "core", "--out", "out")
    made = run_guidance(project, *order)
    assert (made.returncode, made.stdout.split()) == (0, [f"{stem}.xlsx", f"{stem}.pdf"]), made.stderr
    known = published(corpus, corpus.countries["cr"], "es", "core")
    read = run_guidance(project, "checklist", "import", f"{stem}.pdf", "--out", "cr.yaml")
    assert read.returncode == 0, read.stderr
    assert files.parse(Source("cr.yaml", (project / "cr.yaml").read_text("utf-8")))[0] == known
    # What is there and up to date is left alone, and a file that somebody changed is made again.
    (project / f"{stem}.xlsx").write_bytes(b"changed")
    before = (project / f"{stem}.pdf").stat().st_mtime_ns
    again = run_guidance(project, *order)
    assert again.returncode == 0, again.stderr
    assert (project / f"{stem}.pdf").stat().st_mtime_ns == before
    assert (project / f"{stem}.xlsx").read_bytes().startswith(b"PK")
    # A filled checklist goes back into a form, with what was added to it.
    text = (project / "cr.yaml").read_text("utf-8").replace("  scope: core\n", "  scope: core\n  filled_by: MINAE\n")
    (project / "cr.yaml").write_text(text, "utf-8")
    made = run_guidance(project, "export", "checklist", "--from", "cr.yaml", "--format", "pdf", "--out", "filled")
    assert made.returncode == 0, made.stderr
    found = _read((project / made.stdout.strip()).read_bytes(), corpus)
    assert found == replace(known, filled_by="MINAE")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--country", "cr", "--all"), "exclude each other"),
        (("--country", "crr"), 'no country "crr"'),
        (("--format", "docx"), 'no format "docx"'),
        (("--from", "old.yaml", "--lang", "en"), "language of its own"),
        (("--from", "old.yaml"), "checklist migrate old.yaml"),
    ],
)
def test_wrong_orders_are_refused_in_words(project: Path, arguments: tuple[str, ...], said: str) -> None:
    head = "checklist: {country: cr, lang: en, edition: '2025.1', digest: '000000000000'}\n"
    (project / "old.yaml").write_text(head, "utf-8")
    done = run_guidance(project, "export", "checklist", *arguments)
    assert (done.returncode, done.stdout) == (2, "") and said in done.stderr, done.stderr
