"""guidance verify: a sound book passes, and whatever is done to one is said."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest

from guidance.app import checking
from guidance.app.verifying import Verified, extract, verify
from guidance.config import Settings
from guidance.errors import ToldError, UsageError
from guidance.proof.leaves import Pages, pieces
from guidance.proof.manifest import read_sums
from guidance.proof.verdict import Outcome
from guidance.proof.words import page_words
from tests.conftest import run_guidance
from tests.pdf.conftest import run_worker
from tests.proof.books import CONTENT, DATA, files_of, tampered

pytestmark = pytest.mark.pdf

#: The first page of a clause, counted from 0.
CLAUSE = 6


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests begin in a folder that is no project."""
    (tmp_path / "nowhere").mkdir()
    monkeypatch.chdir(tmp_path / "nowhere")


def codes(verified: Verified) -> list[str]:
    return [statement.code for statement in verified.statements if statement.outcome is Outcome.FAILS]


def said(verified: Verified) -> str:
    return "\n".join(f"{statement.text} {statement.hint}" for statement in verified.statements)


def words_of(pdf: pikepdf.Pdf, number: int, change: Callable[[bytes], bytes]) -> None:
    contents = pdf.pages[number].obj.Contents
    before = contents.read_bytes()
    after = change(before)
    assert after != before
    contents.write(after)


def without_words(content: bytes) -> bytes:
    return b"\n".join(line for line in content.split(b"\n") if not line.endswith(b"TJ"))


def test_a_sound_book_passes_and_says_what_it_is(small_project: Path, small_book: Path) -> None:
    done = run_guidance(small_project, "verify", str(small_book))
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    with pikepdf.open(small_book) as pdf:
        assert lines[0].endswith(f"edition 2026.1-draft of 2026-11-23 (draft), English, {len(pdf.pages)} pages")
    assert f"ok: {CONTENT} holds the files of content/ here" in lines
    assert f"ok: {DATA} is what this program makes of content/ here" in lines
    assert any(re.match("ok: all 1[0-9]{2} texts of the data that the book shows are on its pages", x) for x in lines)


def test_elsewhere_it_says_what_could_not_be_checked(small_book: Path) -> None:
    found = verify(small_book)
    assert found.exit_code == 0
    (open_,) = [s for s in found.statements if s.outcome is Outcome.OPEN and s.hint]
    assert "nothing of this edition is here" in open_.text and "--against" in open_.hint


def test_the_content_here_may_have_changed(small_project: Path, small_book: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(small_project / "content", project / "content")
    file = project / "content" / "clauses" / "night-corridors.yaml"
    file.write_text(file.read_text("utf-8") + "# a remark\n", "utf-8")
    done = run_guidance(project, "verify", str(small_book))
    assert done.returncode == 1
    assert f"error G784 {CONTENT} differs from content/ here in content/clauses/night-corridors.yaml\n" in done.stdout
    edition = project / "content" / "publication.yaml"
    edition.write_text(edition.read_text("utf-8").replace("edition: 2026.1-draft", "edition: 2027.1"), "utf-8")
    done = run_guidance(project, "verify", str(small_book))
    assert done.returncode == 0 and "not checked: whether these data are those released" in done.stdout


def test_a_release_to_compare_with(small_book: Path, tmp_path: Path) -> None:
    release = tmp_path / "release"
    release.mkdir()
    files = files_of(small_book)
    sums = {name: sha256(files[name]).hexdigest() for name in (CONTENT, DATA)}
    sums[small_book.name] = sha256(small_book.read_bytes()).hexdigest()
    listed = release / "SHA256SUMS"

    def write(**changes: str) -> Verified:
        lines = sums | changes
        listed.write_text("".join(f"{digest}  books/{name}\n" for name, digest in lines.items()))
        return verify(small_book, listed)

    write()
    found = verify(small_book, release)
    assert found.exit_code == 0
    assert len([s for s in found.statements if "is the one released" in s.text]) == 3
    assert codes(write(**{DATA: "0" * 64})) == ["G784"]
    assert codes(write(**{small_book.name: "0" * 64})) == ["G784"]
    other = tmp_path / "other"
    other.write_text(f"{'0' * 64}  content-2025.1.zip\n")
    found = verify(small_book, other)
    assert codes(found) == ["G787"] and "is it of another edition?" in said(found)
    other.write_text("<html>\n")
    assert codes(verify(small_book, other)) == ["G787"]
    other.write_bytes(b"\xff\xfe")
    assert codes(verify(small_book, other)) == ["G787"]
    assert codes(verify(small_book, tmp_path / "nowhere")) == ["G787"]


def test_a_changed_file_inside(small_book: Path, tmp_path: Path) -> None:
    content = files_of(small_book)[DATA]
    changed = content.replace(b"Sample guidance", b"Other guidance ")
    found = verify(tampered(small_book, tmp_path / "a.pdf", files={DATA: changed}))
    assert "G782" in codes(found) and f"{DATA} was changed" in said(found) and found.exit_code == 1
    with pytest.raises(ToldError, match="nothing was extracted"):
        extract(found, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    found = verify(tampered(small_book, tmp_path / "b.pdf", files={CONTENT: None}))
    assert codes(found).count("G782") >= 1 and f"{CONTENT} is lost" in said(found)
    found = verify(tampered(small_book, tmp_path / "c.pdf", files={"run.exe": b"MZ"}))
    assert "'run.exe' does not belong here" in said(found) and "G782" in codes(found)


def test_changed_pages(small_book: Path, tmp_path: Path) -> None:
    def less(pdf: pikepdf.Pdf) -> None:
        words_of(pdf, CLAUSE, without_words)

    found = verify(tampered(small_book, tmp_path / "a.pdf", less))
    assert set(codes(found)) == {"G785", "G786"} and "texts are not on the pages: " in said(found)
    # Somebody who knows the manifest and mends it: the words of the data are still looked for.
    found = verify(tampered(small_book, tmp_path / "b.pdf", less, consistent=True))
    assert codes(found) == ["G786"]

    def colour(pdf: pikepdf.Pdf) -> None:
        words_of(pdf, CLAUSE, lambda content: content.replace(b" rg", b" rg 1 0 0 rg", 1))

    assert codes(verify(tampered(small_book, tmp_path / "c.pdf", colour))) == ["G785"]

    def language(pdf: pikepdf.Pdf) -> None:
        element = next(o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Link")
        element.Lang = "tlh"

    assert codes(verify(tampered(small_book, tmp_path / "d.pdf", language))) == ["G785"]

    def another_page(pdf: pikepdf.Pdf) -> None:
        pdf.add_blank_page()

    found = verify(tampered(small_book, tmp_path / "e.pdf", another_page))
    assert codes(found) == ["G785"] and re.search(r"(\d+) pages were bound, (\d+) are there", said(found))

    def glyphs(pdf: pikepdf.Pdf) -> None:
        font = next(iter(pdf.pages[CLAUSE].obj.Resources.Font.values()))
        font.ToUnicode.write(font.ToUnicode.read_bytes() + b"% another font")

    assert "G785" in codes(verify(tampered(small_book, tmp_path / "f.pdf", glyphs)))


def test_a_copy_that_another_program_saved_is_still_the_book(small_book: Path, tmp_path: Path) -> None:
    with pikepdf.open(small_book) as pdf:
        pdf.save(tmp_path / "a.pdf", object_stream_mode=pikepdf.ObjectStreamMode.disable, linearize=True)
    assert codes(verify(tmp_path / "a.pdf")) == []


def test_what_is_no_book(small_book: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo.Title = "A novel"
        pdf.save(foreign)
    found = verify(foreign)
    assert codes(found) == ["G781"] and "'A novel' was made by somebody else" in said(found)
    with pikepdf.open(small_book) as pdf:
        del pdf.Root.Names.EmbeddedFiles
        pdf.save(foreign, encryption=pikepdf.Encryption(owner="x", user="y"))
        assert codes(verify(foreign)) == ["G780"]
        pdf.save(foreign)
        found = verify(foreign)
        assert codes(found) == ["G781"] and "carries no data" in said(found)


@pytest.mark.parametrize("part", [0, 10, 5000, 0.5, 0.99])
def test_a_truncated_book(small_book: Path, tmp_path: Path, part: float) -> None:
    content = small_book.read_bytes()
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(content[: int(part * len(content)) if 0 < part < 1 else int(part)])
    found = verify(cut)
    assert codes(found) == ["G780"] and found.title == ""
    assert "no PDF" in said(found) or "damaged" in said(found)


def test_files_that_nobody_should_open(small_book: Path, tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(9):
            with archive.open(f"content/{number}.yaml", "w", force_zip64=True) as file:
                for _ in range(50):
                    file.write(bytes(1_000_000))
    found = verify(tampered(small_book, tmp_path / "a.pdf", files={CONTENT: bomb.getvalue()}, consistent=True))
    with pytest.raises(ToldError, match=r"G788 .* far too large"):
        extract(found, tmp_path / "out")
    outside = io.BytesIO()
    with zipfile.ZipFile(outside, "w") as archive:
        archive.writestr("content/publication.yaml", "x")
        archive.writestr("content/../../evil.yaml", "x")
    found = verify(tampered(small_book, tmp_path / "b.pdf", files={CONTENT: outside.getvalue()}, consistent=True))
    with pytest.raises(ToldError, match="G788"):
        extract(found, tmp_path / "out")
    assert not (tmp_path / "out").exists()

    def unpacks(pdf: pikepdf.Pdf) -> None:
        pdf.pages[3].obj.Contents = pdf.make_stream(b" " * 61_000_000)

    found = verify(tampered(small_book, tmp_path / "c.pdf", unpacks))
    assert codes(found) == ["G780"] and "a part of it unpacks to more than 60 MB" in said(found)

    def within_itself(pdf: pikepdf.Pdf) -> None:
        drawing = pdf.make_stream(b"/X Do /X Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        drawing.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=drawing))
        pdf.pages[3].obj.Resources.XObject = pikepdf.Dictionary(X=drawing)

    found = verify(tampered(small_book, tmp_path / "d.pdf", within_itself))
    assert codes(found) == ["G780"] and "drawings within drawings" in said(found)

    def doubling(pdf: pikepdf.Pdf, times: int) -> None:
        drawing = pdf.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        for _ in range(times):
            within = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=pdf.make_indirect(drawing)))
            drawing = pdf.make_stream(b"/X Do " * 50, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
            drawing.Resources = within
        page = pdf.pages[3].obj
        page.Resources.XObject = pikepdf.Dictionary(X=drawing)
        page.Contents.write(page.Contents.read_bytes() + b"\n/X Do")

    for times, refused in ((1, False), (3, True), (8, True), (20, True)):
        book = tampered(small_book, tmp_path / f"d{times}.pdf", partial(doubling, times=times))
        assert ("drawings within drawings" in said(verify(book))) == refused, times

    def without_end(pdf: pikepdf.Pdf) -> None:
        element = pdf.Root.StructTreeRoot.K[0]
        element.K = pikepdf.Array([element])

    assert codes(verify(tampered(small_book, tmp_path / "e.pdf", without_end))) == ["G780"]


@pytest.mark.parametrize(
    "manifest",
    [b"", b"\xff", b"[]", b"{}", b"[" * 100_000, b'{"version": 99}', b'{"version": 1, "files": {"a": 3}}'],
)
def test_a_manifest_that_is_none(small_book: Path, tmp_path: Path, manifest: bytes) -> None:
    found = verify(tampered(small_book, tmp_path / "a.pdf", files={"manifest.json": manifest}))
    assert codes(found) == ["G783"]


def test_a_manifest_that_asks_for_nothing(small_book: Path, tmp_path: Path) -> None:
    made = json.loads(files_of(small_book)["manifest.json"])
    for shown in ({}, {"clauses/x.yaml": ["title"]}):
        changed = json.dumps(made | {"shown": shown}).encode()
        found = verify(tampered(small_book, tmp_path / "a.pdf", files={"manifest.json": changed}, consistent=True))
        assert codes(found) == ["G786"]
    changed = json.dumps(made | {"edition": "../../../etc"}).encode()
    assert codes(verify(tampered(small_book, tmp_path / "a.pdf", files={"manifest.json": changed}))) == ["G783"]


def test_what_is_taken_out_is_a_project(small_project: Path, small_book: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run_guidance(tmp_path / "nowhere", "verify", str(small_book), "--extract", str(out))
    assert done.returncode == 0 and f"files written to {out}" in done.stdout
    report = checking.check(Settings(out)).report
    assert not report.has_errors
    inside = {path.relative_to(out / "content"): path.read_bytes() for path in out.glob("content/**/*.*")}
    original = {
        p.relative_to(small_project / "content"): p.read_bytes() for p in (small_project / "content").glob("**/*.*")
    }
    assert inside == original and len(inside) > 20
    assert read_sums((out / "SHA256SUMS").read_text())[CONTENT] == sha256((out / CONTENT).read_bytes()).hexdigest()
    with pytest.raises(UsageError, match="holds something already"):
        extract(verify(small_book), out)


def test_pieces_are_cut_where_other_words_may_stand() -> None:
    text = "The {authority} under [[clause:a|this clause]] *shall*^[See [here](https://example.org/a).] act:"
    text += "\n\n1. one\n2. two"
    assert pieces(text, rich=True) == ["The", "under this clause", "shall", "act:", "one", "two", "See here."]
    assert pieces("A *b* {c}", rich=False) == ["A *b* {c}"]


def test_a_piece_runs_over_a_page_end_and_nothing_else() -> None:
    pages = Pages(["One two three.\nFour five pro\ufffehibited\r\nhead 1", "seven eight.\nnine ten\nhead 2"], "en")
    assert pages.has("three. Four")
    assert pages.has("five prohibited seven eight")
    assert pages.has("One two three")
    # Two texts with the same words stand in two places.
    assert not pages.has("One two three")
    assert pages.has("five prohibited nine")
    assert not pages.has("five prohibited ten")
    assert not pages.has("five seven eight")
    # A word put into the middle of a page is no page end.
    assert not pages.has("One three")
    assert not pages.has("seven eight. One")


def test_a_word_with_a_mark_behind_a_bullet_or_label_is_found(tmp_path: Path) -> None:
    """PDFium reads a bullet that stands before a word with a shadda within that word."""
    item = '<span class="item">عبّارة مياه</span>'
    label = f"""<ol class="provisions"><li style="list-style-type:'(1) '">{item}</li></ol>"""
    lists = f"<ul><li>{item}</li></ul>{label}"
    text = (
        f'<!doctype html><html lang="ar" dir="rtl"><head><title>T</title></head><body><h1>A</h1>{lists}</body></html>'
    )
    (tmp_path / "a.html").write_text(text, "utf-8")
    done = run_worker("html", tmp_path / "a.pdf", tmp_path / "a.html")
    assert done.returncode == 0, done.stderr
    pages = Pages(list(page_words(tmp_path / "a.pdf")), "ar")
    assert [pages.has("عبّارة مياه") for _ in range(2)] == [True, True]
    assert not pages.has("عبّارات مياه")
