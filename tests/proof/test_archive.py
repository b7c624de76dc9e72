"""PDFs for archives: PDF/A beside PDF/UA, with the data inside and without, the same bytes everywhere."""

from __future__ import annotations

import json
import re
import shutil
import zlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from hashlib import md5, sha256
from pathlib import Path

import pikepdf
import pytest

from guidance.errors import UsageError
from guidance.inspect.validator import lengths_are_true
from guidance.load.archive import content_archive
from guidance.model.corpus import Corpus
from guidance.model.edition import Attachment, data_file
from guidance.model.moment import date_written, moment_written
from guidance.model.text import Text
from guidance.render.pdf_archive import NotABookError, attach, without_files
from guidance.render.publication_data import KINDS, VERSION
from tests.pdf.conftest import inspected
from tests.proof.books import CONTENT, DATA, export, files_of
from tests.proof.validation import failures

pytestmark = pytest.mark.pdf

#: The keys of the records in the data file, for programs that read it.
KEYS = Path(__file__).with_name("keys.txt")


def xmp(path: Path) -> str:
    with pikepdf.open(path) as pdf:
        assert "/Filter" not in pdf.Root.Metadata
        return pdf.Root.Metadata.read_bytes().decode()


def test_a_book_is_pdf_a_3a_with_its_data_and_2a_without(small_project: Path, small_book: Path) -> None:
    assert failures(small_book, "ua1", "3a") == []
    assert "<pdfaid:part>3<" in xmp(small_book) and 'pdfuaid:part="1"' in xmp(small_book)
    bare = export(small_project, "en", "--no-data")
    assert bare != small_book and bare.is_file() and small_book.is_file()
    assert failures(bare, "ua1", "2a") == []
    assert "<pdfaid:part>2<" in xmp(bare)
    with pikepdf.open(bare) as pdf, pikepdf.open(small_book) as whole:
        assert "/AF" not in pdf.Root and "/EmbeddedFiles" not in pdf.Root.Names
        assert [p.Contents.read_bytes() for p in pdf.pages] == [p.Contents.read_bytes() for p in whole.pages]
        assert not [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Type") == "/EmbeddedFile"]
    with pytest.raises(NotABookError, match="no book with its data inside"):
        without_files(bare)


def test_an_arabic_book_is_pdf_a_3a(small_project: Path) -> None:
    assert failures(export(small_project, "ar"), "ua1", "3a") == []


def test_a_book_with_its_data_is_what_every_pdf_must_be(small_book: Path) -> None:
    assert inspected(small_book) == []


def test_a_length_that_is_not_true_is_not_forgiven(small_book: Path) -> None:
    content = small_book.read_bytes()
    assert lengths_are_true(content)
    found = re.search(rb"/Length (\d+)", content)
    assert found is not None
    wrong = b"/Length %d" % (int(found[1]) - 1)
    assert not lengths_are_true(content[: found.start()] + wrong + content[found.end() :])


def test_the_same_book_is_the_same_bytes_in_another_place(
    small_project: Path, small_book: Path, tmp_path: Path
) -> None:
    other = tmp_path / "Ordner mit Ümläut" / "b"
    shutil.copytree(small_project, other, symlinks=True, ignore=shutil.ignore_patterns("books", "out"))
    again = export(other, "en", LC_ALL="C", LANG="tr_TR.UTF-8", TZ="Pacific/Kiritimati", PYTHONHASHSEED="4711")
    assert again.read_bytes() == small_book.read_bytes()


def test_files_say_how_they_belong_to_the_book(small_book: Path) -> None:
    with pikepdf.open(small_book) as pdf:
        specs = {str(spec.UF): spec for spec in pdf.Root.AF}
        listed = list(pdf.Root.Names.EmbeddedFiles.Names)
        assert sorted(specs) == [str(name) for name in listed[::2]] == ["SHA256SUMS", CONTENT, DATA, "manifest.json"]
        assert {name: str(spec.AFRelationship) for name, spec in specs.items()} == {
            "SHA256SUMS": "/Data",
            CONTENT: "/Source",
            DATA: "/Data",
            "manifest.json": "/Data",
        }
        for spec in specs.values():
            content, params = spec.EF.F.read_bytes(), spec.EF.F.Params
            assert (int(params.Size), bytes(params.CheckSum)) == (len(content), md5(content).digest())
            assert str(params.ModDate) == str(params.CreationDate) == "D:20261123000000Z"
            assert len(str(spec.Desc)) > 20 and "/" in str(spec.EF.F.Subtype)[1:]
    files = files_of(small_book)
    sums = "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in (CONTENT, DATA, "manifest.json"))
    assert files["SHA256SUMS"].decode() == sums


def test_the_manifest_says_what_the_book_was_made_from(small_book: Path) -> None:
    files = files_of(small_book)
    said = json.loads(files["manifest.json"])
    assert (said["edition"], said["date"], said["language"]) == ("2026.1-draft", "2026-11-23", "en")
    assert said["files"][DATA] == {"size": len(files[DATA]), "sha256": sha256(files[DATA]).hexdigest()}
    assert set(said["libraries"]) == {"weasyprint", "pydyf", "fonttools", "pikepdf"}
    with pikepdf.open(small_book) as pdf:
        assert said["pages"]["count"] == len(pdf.pages)
    units = said["shown"]["clauses/night-corridors.yaml"]
    assert "title" in units and len(units) == len(set(units)) > 10
    # Nobody reads the data of the edition twice: the English words of the clause stand there with their translation.
    title = json.loads(files[DATA])["clauses"]["night-corridors"]["title"]
    assert title["unit"] == "clauses/night-corridors.yaml#title"
    assert title["translations"]["fr"]["state"] == "current"


def shapes(value: object, found: dict[str, tuple[str, ...]]) -> None:
    """Note the keys of every dataclass that a value holds."""
    if is_dataclass(value) and not isinstance(value, type):
        if not isinstance(value, Text):
            found[type(value).__name__] = tuple(field.name for field in fields(value) if field.name != "pin")
            for field in fields(value):
                shapes(getattr(value, field.name), found)
    elif isinstance(value, Mapping):
        for one in value.values():
            shapes(one, found)
    elif isinstance(value, tuple):
        for one in value:
            shapes(one, found)


def test_the_form_of_the_data_is_the_one_that_its_version_names(corpus: Corpus) -> None:
    found: dict[str, tuple[str, ...]] = {}
    for kind in ("publication", "neighbours", *KINDS):
        shapes(getattr(corpus, kind), found)
    lines = KEYS.read_text("utf-8").splitlines()
    known = {name: set(keys.split()) for name, _, keys in (line.partition(": ") for line in lines[1:])}
    lost = {name: keys - set(found.get(name, ())) for name, keys in known.items()}
    assert lines[0] == f"version {VERSION}"
    assert {name: keys for name, keys in lost.items() if keys} == {}, "raise VERSION, then mend keys.txt"
    assert {name: set(keys) for name, keys in found.items()} == known, "add the new keys to keys.txt"


def test_dates_come_from_the_edition_or_from_the_source_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.yaml").write_text("a: b\n")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert date_written("2026-11-23") == "2026-11-23"
    assert moment_written("2026-11-23") == datetime(2026, 11, 23, tzinfo=UTC)
    first = content_archive(tmp_path, "content", moment_written("2026-11-23"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert date_written("2026-11-23") == "2023-11-14T22:13:20Z"
    assert content_archive(tmp_path, "content", moment_written("2026-11-23")) != first
    with pikepdf.new() as pdf:
        attach(pdf, [Attachment(data_file("a", "text/plain", b"a"), "A")], moment_written("2026-11-23"))
        assert str(pdf.Root.AF[0].EF.F.Params.ModDate) == "D:20231114221320Z"
    for wrong in ("soon", "-1", "1e9", "٣", "99999999999999999999"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)
        with pytest.raises(UsageError, match="whole seconds since 1970"):
            moment_written("2026-11-23")


def test_the_archive_holds_the_bytes_as_they_are(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "clauses").mkdir(parents=True)
    (content / "clauses" / "a.yaml").write_bytes(b"# kept\r\na: \xff\n")
    (content / ".hidden").write_bytes(b"x")
    (content / "link.yaml").symlink_to("/etc/hostname")
    day = datetime(2026, 11, 23, tzinfo=UTC)
    packed = content_archive(tmp_path, "content", day)
    assert b"# kept\r\na: \xff\n" in packed and b"hidden" not in packed and b"link.yaml" not in packed
    (content / "clauses" / "a.yaml").touch()
    (content / "clauses" / "a.yaml").chmod(0o755)
    assert content_archive(tmp_path, "content", day) == packed


def test_files_are_packed_in_one_way() -> None:
    made = data_file("a", "text/plain", b"abc" * 1000)
    assert made.packed == zlib.compress(b"abc" * 1000, 9) and made.size == 3000
