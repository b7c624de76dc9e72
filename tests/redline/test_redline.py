"""The redline as document, page, Word file and PDF: what a reader sees, hears, accepts and rejects."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from lxml import etree, html

from guidance.app import redlining
from guidance.config import Settings
from guidance.errors import ToldError
from guidance.model.lang import LANGUAGES
from guidance.render.docx.writer import word_file
from guidance.render.redline.data import data
from guidance.render.redline.files import page
from guidance.render.report.blocks import Document, Paragraph, Run
from tests.conftest import ROOT, run_guidance
from tests.pdf.conftest import inspected
from tests.redline.pairs import drawn, revised, sides, told

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TITLE = "# clauses/night-corridors.yaml\ntitle: Choice of night corridors\n"
LIT = "text: No person shall light a night corridor except under [[para:designation]]."
DESIGNATED = (
    "text: The {authority} shall designate as a night corridor every [[corridor|way]] that animals use in the dark."
)
PROVISIONS = f"# clauses/night-corridors.yaml\nprovisions:\n  designation:\n    {{}}\n  lighting:\n    {LIT}\n"
#: A new provision in the first place, another word in the second, the third untouched.
SHIFTED = (
    "# clauses/night-corridors.yaml\nprovisions:\n"
    f"  first:\n    heading: First\n    text: Night is kept dark.\n"
    f"  designation:\n    {DESIGNATED.replace('shall', 'must')}\n  lighting:\n    {LIT}\n"
)


# --- The document ---


def test_a_changed_word_stands_in_its_place(tmp_path: Path) -> None:
    lines = told(drawn(tmp_path, TITLE))
    assert "[-Designation-][+Choice+] of night corridors" in lines
    assert lines[lines.index("1.1 Choice of night corridors") + 1] == "Planning · 1. Safe passage"
    # The other clause and all that did not change is not there.
    assert not any("Quiet" in line for line in lines)


def test_numbers_come_first_and_are_right(tmp_path: Path) -> None:
    lines = told(drawn(tmp_path, SHIFTED))
    assert "Clauses | – | 1 | – | – | –" in lines
    assert {"Added: 2", "Changed: 1", "Renumbered: 2"} <= set(lines)


def test_renumbered_provisions_say_what_they_were_and_the_concordance_goes_both_ways(tmp_path: Path) -> None:
    lines = told(drawn(tmp_path, SHIFTED))
    place = lines.index("Provision 1.1(2)")
    assert lines[place + 1] == "Renumbered: was 1.1(1), now 1.1(2)"
    assert lines[place + 2].startswith("The [Minister] [-shall-][+must+] designate")
    assert "1.1(1) | 1.1(2) | Designation of night corridors – designation" in lines
    assert "1.1(1) | none: new | Designation of night corridors – First" in lines
    assert "1.1(3) | 1.1(2) | Designation of night corridors – lighting" in lines


def test_provisions_that_did_not_change_are_folded(tmp_path: Path) -> None:
    example = PROVISIONS.format(DESIGNATED.replace("dark", "night"))
    lines = told(drawn(tmp_path, example))
    assert "(1 provision that did not change)" in lines
    assert not any("No person shall light" in line for line in lines)


def test_withdrawn_clause_names_what_takes_its_place(tmp_path: Path) -> None:
    lines = told(drawn(tmp_path, "# clauses/quiet-rivers.yaml\nstatus: withdrawn\nreplaced_by: night-corridors\n"))
    place = lines.index("1.2 Quiet rivers")
    assert lines[place + 1 : place + 3] == ["Withdrawn", "In its place: 1.1 Designation of night corridors"]


def test_values_are_told_in_words(tmp_path: Path) -> None:
    question = (
        "# clauses/night-corridors.yaml\nquestions:\n  night-corridor-power:\n    core: false\n"
        "    text: Does the law name an authority that designates night corridors?\n"
        "    anchors: {full: It names one., partial: It names several., none: It names none.}\n    targets: [gbf-3]\n"
    )
    lines = told(drawn(tmp_path, question, "fr", before="# translations/fr/terms.yaml (deleted)"))
    assert "Question essentielle\u00a0: [-oui-] [+non+]" in lines


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_every_word_of_the_frame_is_in_the_language(tmp_path: Path, lang: str) -> None:
    heads = [line for line in told(drawn(tmp_path, SHIFTED, lang)) if line]
    english = told(drawn(tmp_path / "en", SHIFTED, "en"))
    shared = set(heads) & set(english)
    # Numbers, names and texts without a translation are the same in all languages.
    assert lang == "en" or not any(
        word in line for line in shared for word in ("number", "changed", "Provision", "New")
    )


def test_marks_that_are_not_printed_are_shown_as_typed(tmp_path: Path) -> None:
    example = PROVISIONS.format(DESIGNATED.replace("corridor|way", "barrier|way"))
    lines = told(drawn(tmp_path, example))
    assert any("[[[-corridor-][+barrier+]|way]]" in line for line in lines)


@pytest.mark.parametrize(("lang", "old", "new", "wanted"), [
    ("ar", "الممرات الليلية", "الممرات المظلمة", "الممرات [-الليلية-][+المظلمة+]"),
    ("zh", "夜间廊道的指定", "夜间生态廊道的划定", "夜间[+生态+]廊道的[-指-][+划+]定"),
])  # fmt: skip
def test_the_text_of_the_language_is_compared(tmp_path: Path, lang: str, old: str, new: str, wanted: str) -> None:
    units = "# translations/{}/clauses/night-corridors.yaml\nunits:\n  title: {{of: current, text: {}}}\n"
    lines = told(drawn(tmp_path, units.format(lang, new), lang, before=units.format(lang, old)))
    assert wanted in lines
    assert "Choice" not in "".join(lines)


def test_outdated_translation_shows_what_changed_in_english(tmp_path: Path) -> None:
    old, new = sides(tmp_path, "")
    source = tmp_path / "new/content/clauses/night-corridors.yaml"
    source.write_text(source.read_text("utf-8").replace("Designation of night", "Choice of night"), "utf-8")
    made = redlining.redline(Settings(tmp_path / "new", langs=("ar",)), str(tmp_path / "old"), None, ("html",), False)
    (record,) = made.revision.records
    assert {unit.lang: str(unit.change) for unit in record.units}["ar"] == "outdated"
    paths = made.write(tmp_path / "out")
    text = paths[0].read_text("utf-8")
    assert 'lang="en" dir="ltr"><span class="told">[محذوف:' in text
    assert old.publication.edition == new.publication.edition


# --- The page ---


def test_the_page_needs_nothing_else_and_marks_by_more_than_colour(tmp_path: Path) -> None:
    made = html.document_fromstring(page(drawn(tmp_path, TITLE)))
    assert made.xpath("//script | //link | //img | //*[@src]") == []
    assert [e.text_content() for e in made.xpath("//del")] == ["Designation"]
    assert [e.text_content() for e in made.xpath("//ins")] == ["Choice"]
    heard = re.sub(r"\s+", " ", made.xpath("//main")[0].text_content())
    assert "[deleted: Designation][inserted: Choice] of night corridors" in heard
    style = made.xpath("string(//style)")
    assert "ins { text-decoration: underline" in style and "del { text-decoration: line-through" in style
    # The heads are those of one document without a jump, and every address inside it is there.
    levels = [int(e.tag[1]) for e in made.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1 and all(b <= a + 1 for a, b in pairwise(levels))
    ids = made.xpath("//@id")
    assert len(ids) == len(set(ids)) and {a[1:] for a in made.xpath("//a/@href") if a.startswith("#")} <= set(ids)


def test_hostile_texts_are_words_like_others(tmp_path: Path) -> None:
    evil = "# clauses/night-corridors.yaml\ntitle: '</del><script>alert(1)</script> ]]> &amp; \" onload=x'\n"
    document = drawn(tmp_path, evil)
    made = html.document_fromstring(page(document))
    assert made.xpath("//script") == []
    assert any("<script>alert(1)</script> ]]> &amp;" in e.text_content() for e in made.xpath("//ins"))
    text = "".join(node.text or "" for node in docx.Document(BytesIO(word_file(document))).element.iter(f"{W}t"))
    assert "<script>alert(1)</script> ]]> &amp;" in text


# --- The Word file ---


def _settled(file: bytes, accept: bool) -> list[str]:
    """The lines of a Word file after all its changes are accepted or rejected, as ECMA-376 (17.13.5) says."""
    body = docx.Document(BytesIO(file)).element.body
    gone, kept = ("del", "ins") if accept else ("ins", "del")
    lines = []
    for paragraph in body.iter(f"{W}p"):
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{gone}") is not None:
            assert not "".join(_kept(paragraph, gone))
            continue
        lines.append("".join(_kept(paragraph, gone)))
    assert kept
    return lines


def _kept(paragraph: Any, gone: str) -> Iterator[str]:
    for text in paragraph.iter(f"{W}t", f"{W}delText"):
        above = {etree.QName(node).localname for node in text.iterancestors()}
        assert ("del" in above) == (text.tag == f"{W}delText")
        if gone not in above:
            yield text.text or ""


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_accepting_all_gives_the_new_text_and_rejecting_all_the_old_one(tmp_path: Path, lang: str) -> None:
    document = drawn(tmp_path, SHIFTED, lang)
    file = word_file(document)
    new, old = _settled(file, accept=True), _settled(file, accept=False)
    for block in document.blocks:
        if isinstance(block, Paragraph) and any(run.mark for run in block.line):
            after = "".join(run.text for run in block.line if run.mark != "del")
            before = "".join(run.text for run in block.line if run.mark != "ins")
            assert not after or after in new
            assert not before or before in old
    assert any("Night is kept dark." in line for line in new)
    assert not any("Night is kept dark." in line for line in old)


def test_every_tracked_change_has_an_author_a_date_and_an_id_of_its_own(tmp_path: Path) -> None:
    file = word_file(drawn(tmp_path, SHIFTED))
    marks = list(docx.Document(BytesIO(file)).element.iter(f"{W}ins", f"{W}del"))
    assert len(marks) >= 4
    assert len({mark.get(f"{W}id") for mark in marks}) == len(marks)
    assert {(mark.get(f"{W}author"), mark.get(f"{W}date")) for mark in marks} == {
        ("The editors", "2026-11-23T00:00:00Z")
    }
    assert word_file(drawn(tmp_path / "again", SHIFTED)) == file


def test_an_english_paragraph_of_an_arabic_file_runs_from_left_to_right() -> None:
    blocks = (Paragraph((Run("سطر"),)), Paragraph((Run("A line", "en"), Run(" more", "en", mark="ins"))))
    document = Document("ar", "t", "a", "s", "h", "f", "2026-11-23", "https://x.example/", blocks)
    first, second = docx.Document(BytesIO(word_file(document))).paragraphs
    assert first._p.find(f"{W}pPr/{W}bidi") is None
    assert second._p.find(f"{W}pPr/{W}bidi").get(f"{W}val") == "0"


# --- The data, the command and where editions come from ---


def test_data_hold_every_language_with_digests(tmp_path: Path) -> None:
    made = json.loads(data(revised(tmp_path, SHIFTED)))
    (record,) = made["records"]
    assert (record["kind"], record["id"], record["change"]) == ("clause", "night-corridors", "changed")
    assert {text["language"] for text in record["texts"]} == set(LANGUAGES)
    changed = next(t for t in record["texts"] if t["change"] == "changed" and t["language"] == "en")
    assert changed["old"]["digest"] != changed["new"]["digest"]
    assert [(place["old"], place["new"]) for place in record["places"]] == [
        ([1, 1, 1], [1, 1, 2]),
        ([1, 1, 2], [1, 1, 3]),
    ]


def test_the_command_reads_git_folders_and_archives_alike(tmp_path: Path) -> None:
    sides(tmp_path, TITLE)
    project = tmp_path / "new"
    git = ["git", "-C", str(project), "-c", "user.name=t", "-c", "user.email=t@x.example"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "new"]):
        subprocess.run([*git, *command], check=True)
    # The commit holds the new text and the working tree the old one: what is compared is turned round.
    title = project / "content/clauses/night-corridors.yaml"
    title.write_bytes((tmp_path / "old/content/clauses/night-corridors.yaml").read_bytes())
    release = tmp_path / "releases/2026.1"
    release.mkdir(parents=True)
    with zipfile.ZipFile(release / "content-2026.1.zip", "w") as archive:
        for path in sorted((tmp_path / "old/content").rglob("*.*")):
            archive.write(path, f"content-2026.1/{path.relative_to(tmp_path / 'old/content')}")
    before = {path: path.read_bytes() for path in (project / "content").rglob("*") if path.is_file()}
    settings = Settings(project, langs=("en",))
    for old, new, marks in (
        ("HEAD", None, "[-Choice-][+Designation+]"),
        (str(tmp_path / "old"), "HEAD", "[-Designation-][+Choice+]"),
        (str(tmp_path / "old/content"), "HEAD", "[-Designation-][+Choice+]"),
        (str(release), "HEAD", "[-Designation-][+Choice+]"),
        (str(release / "content-2026.1.zip"), "git:HEAD", "[-Designation-][+Choice+]"),
    ):
        made = redlining.redline(settings, old, new, ("html",), skip_unreadable=False)
        (unit,) = made.revision.records[0].in_language("en")
        assert unit.old and unit.new
        assert f"[-{unit.old.text.split()[0]}-][+{unit.new.text.split()[0]}+]" == marks, old
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize("kind", ["no such thing", "outside", "link", "no archive", "nothing in it"])
def test_what_is_no_edition_is_refused_in_words(tmp_path: Path, kind: str) -> None:
    sides(tmp_path, TITLE)
    name = tmp_path / "edition.zip"
    if kind == "outside":
        with zipfile.ZipFile(name, "w") as archive:
            archive.writestr("content/publication.yaml", "x")
            archive.writestr("content/../../evil.yaml", "x")
    elif kind == "link":
        subprocess.run(["tar", "cf", str(name), "-C", str(tmp_path), "--transform", "s,^old,x,", "old"], check=True)
        (tmp_path / "old/content/terms/link.yaml").symlink_to("/etc/passwd")
        subprocess.run(["tar", "cf", str(name), "-C", str(tmp_path), "old"], check=True)
    elif kind == "no archive":
        name.write_bytes(b"no archive at all" * 100)
    elif kind == "nothing in it":
        with zipfile.ZipFile(name, "w") as archive:
            archive.writestr("readme.txt", "x")
    given = "no-such-ref" if kind == "no such thing" else str(name)
    with pytest.raises(ToldError, match="G970"):
        redlining.redline(Settings(tmp_path / "new"), given, None, ("html",), skip_unreadable=False)
    assert not (tmp_path / "evil.yaml").exists()


def test_old_content_of_another_shape_is_said_to_be_of_that_edition(tmp_path: Path) -> None:
    sides(tmp_path, TITLE)
    old = tmp_path / "old/content/terms/barrier.yaml"
    old.write_text(old.read_text("utf-8").replace("category:", "kind_of_term:"), "utf-8")
    settings = Settings(tmp_path / "new", langs=("en",))
    with pytest.raises(ToldError) as told_error:
        redlining.redline(settings, str(tmp_path / "old"), None, ("html",), skip_unreadable=False)
    text = str(told_error.value)
    assert re.search(r"/old:content/terms/barrier\.yaml:\d+:\d+: error G101", text)
    assert "error G971" in text and "--skip-unreadable" in text
    made = redlining.redline(settings, str(tmp_path / "old"), None, ("html",), skip_unreadable=True)
    assert made.revision.unread == (("term", "barrier"),)
    (file,) = made.write(tmp_path / "out")
    assert "could not be read on one side" in file.read_text("utf-8")


@pytest.mark.pdf
def test_the_command_makes_all_forms_and_the_pdf_is_heard(tmp_path: Path) -> None:
    sides(tmp_path, SHIFTED)
    project = tmp_path / "new"
    (project / ".cache").mkdir(exist_ok=True)
    (project / ".cache/fonts").symlink_to(ROOT / ".cache/fonts")
    done = run_guidance(project, "diff", str(tmp_path / "old"), "--lang", "en", "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    made = {path.suffix: path for path in (tmp_path / "out").iterdir()}
    assert set(made) == {".html", ".pdf", ".docx", ".json"}
    read = pypdfium2.PdfDocument(made[".pdf"])
    text = re.sub(r"\s+", " ", "".join(p.get_textpage().get_text_range() for p in read))
    assert "[deleted: shall][inserted: must]" in text
    assert inspected(made[".pdf"]) == []
    assert run_guidance(project, "diff", "--lang", "en").returncode == 2
    assert run_guidance(project, "diff", "no-such-ref").returncode == 2
