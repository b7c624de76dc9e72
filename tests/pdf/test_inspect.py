"""What every PDF must be: a good file gives nothing, and a file broken in one way gives the code of that rule."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String
from pikepdf.settings import get_qpdf_limits

from guidance.app import inspecting
from guidance.app.checking import Checked
from guidance.app.reporting import catalogue, rendered
from guidance.config import Settings
from guidance.diagnostics import collect
from guidance.errors import UsageError
from guidance.inspect import rules, validator, verdict
from guidance.inspect.order import whole_text
from guidance.inspect.reading import file as reading
from guidance.inspect.reading.file import read_pdf
from guidance.inspect.reading.fonts import parse_map
from guidance.unpacking import BOOK, Limits, opened
from tests.conftest import ROOT, run_guidance
from tests.pdf.conftest import Work, inspected

pytestmark = pytest.mark.pdf
Break = Callable[[pikepdf.Pdf], object]

#: One of everything that a rule is about.
GOOD = """<!doctype html><html lang="en" dir="ltr"><head><title>A good file</title></head><body>
<h1 id="one">Corridors</h1>
<p>See <a href="#two">the rules</a> or <a href="https://laws.example.org/">a law</a>, in French
<span lang="fr" dir="ltr">corridors</span><span class="footnote">A note.</span>.</p>
<ol><li>First</li><li>Second</li></ol>
<h2 id="two"><span style="display: block">Part 1</span> Rules</h2>
<table><thead><tr><th scope="col">Term</th><th scope="col">Meaning</th></tr></thead>
<tbody><tr><th scope="row">corridor</th><td>a way</td></tr><tr><th scope="row">barrier</th><td>a wall</td></tr></tbody>
</table>
<h2 id="three">Reply</h2><p>Filled by</p><div class="field" id="f0"></div>
</body></html>"""


@pytest.fixture(scope="module")
def good(work: Work, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small file, made by the press of the books and of the forms."""
    folder = tmp_path_factory.mktemp("good")
    (folder / "good.html").write_text(GOOD, "utf-8")
    done = work("form", folder / "good.pdf", folder / "good.html")
    assert done.returncode == 0, done.stderr
    return (folder / "good.pdf").read_bytes()


def broken(content: bytes, break_it: Break, **saving: Any) -> bytes:
    """The file after somebody broke it."""
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        break_it(pdf)
        pdf.save(out, **saving)
    return out.getvalue()


def tags(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    """The tags of a kind."""
    things = (thing for thing in pdf.objects if isinstance(thing, Dictionary))
    return [thing for thing in things if thing.get("/Type") == Name.StructElem and thing.get("/S") == f"/{kind}"]


def annotation(pdf: pikepdf.Pdf, kind: str, place: int = 0) -> pikepdf.Object:
    """An annotation of the first page."""
    found = [item for item in pdf.pages[0].obj.Annots if item.Subtype == f"/{kind}" and not int(item.get("/F", 0)) & 2]
    return found[place]


def fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    yield from pdf.pages[0].obj.Resources.Font.values()


def setting(thing: Callable[[pikepdf.Pdf], pikepdf.Object], key: str, value: object) -> Break:
    """Breaks a file by a value under a key; None takes the key away."""

    def set_it(pdf: pikepdf.Pdf) -> None:
        found = thing(pdf)
        if value is None:
            del found[key]
        else:
            found[key] = value(pdf) if callable(value) else value

    return set_it


def on_each(kinds: str, other: pikepdf.Name) -> Break:
    """Breaks a file by another kind for the tags of some kinds."""

    def set_all(pdf: pikepdf.Pdf) -> None:
        for tag in [tag for kind in kinds.split() for tag in tags(pdf, kind)]:
            tag.S = other

    return set_all


def root(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root


def rewritten(pattern: bytes, by: bytes) -> Break:
    """Breaks what is drawn on the first page."""

    def write(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        text, count = re.subn(pattern, by, page.Contents.read_bytes(), count=1)
        assert count, "the page is drawn otherwise: mend the test"
        page.Contents = pdf.make_stream(text)

    return write


def _drop_title(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        del metadata["dc:title"]


def _drop_claim(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        del metadata["pdfuaid:part"]


def _rename_bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].children[0].title = "Exceptions"


def _rename_chapter(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].title = "2. Purpose and principles"


def _drop_bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].children.pop()


def _swap(pdf: pikepdf.Pdf) -> None:
    """The list is read before the sentence above it."""
    kids = tags(pdf, "Document")[0].K
    kids[1], kids[2] = kids[2], kids[1]


def _hang_twice(pdf: pikepdf.Pdf) -> None:
    tags(pdf, "TR")[0].K.append(tags(pdf, "TD")[0])


def _circle(pdf: pikepdf.Pdf) -> None:
    table = tags(pdf, "Table")[0]
    tags(pdf, "TD")[0].K = Array([table])


def _lose(pdf: pikepdf.Pdf) -> None:
    kids = tags(pdf, "Document")[0].K
    del kids[3]


def _drop_cell(pdf: pikepdf.Pdf) -> None:
    row = tags(pdf, "TR")[-1]
    cell = row.K[1]
    owner = tags(pdf, "H1")[0]
    # What the cell says stays tagged.
    for mark in cell.K:
        owner.K.append(mark)
        pdf.Root.StructTreeRoot.ParentTree.Nums[1][int(mark)] = owner
    del row.K[1]
    del cell["/Type"]


def _same_id(pdf: pikepdf.Pdf) -> None:
    first, second = tags(pdf, "TH")[:2]
    second.ID = first.ID


def _unlist(pdf: pikepdf.Pdf) -> None:
    names = pdf.Root.StructTreeRoot.IDTree.Names
    del names[1], names[0]


def _attach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["invoice.exe"] = b"MZ"


def _no_font_file(pdf: pikepdf.Pdf) -> None:
    descriptor = next(fonts(pdf)).DescendantFonts[0].FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def _empty_glyph(pdf: pikepdf.Pdf) -> None:
    stream = next(fonts(pdf)).ToUnicode
    stream.write(re.sub(rb"(beginbfchar\s*<\w+>) <\w+>", rb"\1 <>", stream.read_bytes()))


def _widget(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return annotation(pdf, "Widget")


def _link(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return annotation(pdf, "Link")


def _web_link(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return annotation(pdf, "Link", 1)


def _script(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _swap_owners(pdf: pikepdf.Pdf) -> None:
    owners = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    owners[0], owners[1] = owners[1], owners[0]


def _blank_picture(pdf: pikepdf.Pdf) -> None:
    picture = tags(pdf, "P")[-1]
    picture.S, picture.Alt = Name.Figure, String(" ")


BROKEN: dict[str, tuple[str, Break]] = {
    "no language": ("G751", setting(root, "/Lang", None)),
    "a language that is none": ("G751", setting(root, "/Lang", String("English, please"))),
    "a foreign word in no language": ("G751", setting(lambda pdf: tags(pdf, "Span")[0], "/Lang", String("?"))),
    "no title": ("G752", _drop_title),
    "a title that is not shown": ("G752", setting(lambda pdf: pdf.Root.ViewerPreferences, "/DisplayDocTitle", False)),
    "two titles": ("G752", setting(lambda pdf: pdf.trailer.Info, "/Title", String("Another"))),
    "no claim of PDF/UA": ("G774", _drop_claim),
    "no claim of PDF/A": ("G774", setting(root, "/AcroForm", None)),
    "a wrong bookmark": ("G753", _rename_bookmark),
    "a bookmark too few": ("G753", _drop_bookmark),
    "no bookmarks": ("G753", setting(root, "/Outlines", None)),
    "text without a tag": ("G754", rewritten(rb"(?s)/Span\s+<</MCID 1>>\s+BDC(.*?)EMC", rb"\1")),
    "not said to be tagged": ("G754", setting(root, "/MarkInfo", None)),
    "lines without a tag": ("G754", rewritten(rb"$", b"\n0 0 m 9 9 l S\n")),
    "text that no tag owns": ("G755", setting(lambda pdf: tags(pdf, "H1")[0], "/K", Array([]))),
    "text that two tags own": ("G755", lambda pdf: tags(pdf, "H1")[0].K.append(1)),
    "a tag without its text": ("G755", lambda pdf: tags(pdf, "H1")[0].K.append(999)),
    "a number that is drawn twice": ("G755", rewritten(rb"MCID 3\b", b"MCID 1")),
    "the wrong owner": ("G755", _swap_owners),
    "a skipped level": ("G756", on_each("H2", Name.H3)),
    "a first heading of level 2": ("G756", setting(lambda pdf: tags(pdf, "H1")[0], "/S", Name.H2)),
    "a header without a scope": ("G757", setting(lambda pdf: tags(pdf, "TH")[0].A, "/Scope", None)),
    "a header that is not there": (
        "G757",
        setting(lambda pdf: tags(pdf, "TD")[0].A, "/Headers", Array([String("nobody")])),
    ),
    "a table without headers": ("G757", on_each("TH", Name.TD)),
    "a row too short": ("G758", _drop_cell),
    "a cell too wide": ("G758", setting(lambda pdf: tags(pdf, "TD")[0].A, "/ColSpan", 2)),
    "a link without words": ("G759", setting(_link, "/Contents", None)),
    "a link without a tag": ("G759", setting(_link, "/StructParent", None)),
    "a link on another tag": ("G759", setting(lambda pdf: tags(pdf, "Link")[0], "/S", Name.Span)),
    "a link to nowhere": ("G760", setting(_link, "/Dest", String("nowhere"))),
    "a link to a page that is gone": ("G760", setting(_link, "/Dest", Array([Dictionary(), Name.Fit]))),
    "a bookmark to nowhere": ("G760", setting(lambda pdf: pdf.Root.Outlines.First, "/Dest", String("nowhere"))),
    "a picture without words": ("G761", on_each("P", Name.Figure)),
    "a picture with empty words": ("G761", _blank_picture),
    "a field without a name": ("G762", setting(_widget, "/T", None)),
    "a field that says nothing": ("G762", setting(_widget, "/TU", None)),
    "a field without a tag": ("G762", setting(_widget, "/StructParent", None)),
    "a field that is not reached": ("G762", setting(lambda pdf: pdf.pages[0].obj, "/Tabs", None)),
    "one ID twice": ("G763", _same_id),
    "an ID that is not listed": ("G763", _unlist),
    "a note without an ID": ("G763", setting(lambda pdf: tags(pdf, "Note")[0], "/ID", None)),
    "a tag in two places": ("G764", _hang_twice),
    "a tag in itself": ("G764", _circle),
    "a tag of an unknown kind": ("G764", setting(lambda pdf: tags(pdf, "L")[0], "/S", Name.Liste)),
    "a list item outside a list": ("G764", setting(lambda pdf: tags(pdf, "L")[0], "/S", Name.Div)),
    "a heading in a heading": (
        "G764",
        on_each("P Link", Name.H1),
    ),
    "a tag that does not know where it is": (
        "G764",
        setting(lambda pdf: tags(pdf, "L")[0], "/P", lambda pdf: pdf.Root.StructTreeRoot),
    ),
    "tags that hang on nothing": ("G764", _lose),
    "the wrong reading order": ("G765", _swap),
    "a font that is not embedded": ("G766", _no_font_file),
    "glyphs without words": ("G767", setting(lambda pdf: next(fonts(pdf)), "/ToUnicode", None)),
    "a glyph without words": ("G767", _empty_glyph),
    "a font of the machine": (
        "G768",
        setting(lambda pdf: next(fonts(pdf)), "/BaseFont", Name("/ABCDEF+Arial")),
    ),
    "a script at the opening": ("G770", setting(root, "/OpenAction", _script)),
    "a script in a field": ("G770", setting(_widget, "/AA", lambda pdf: Dictionary(K=_script(pdf)))),
    "a script with a name": ("G770", setting(lambda pdf: pdf.Root.Names, "/JavaScript", Dictionary(Names=Array()))),
    "a form that is a program": ("G770", setting(lambda pdf: pdf.Root.AcroForm, "/XFA", Array())),
    "a program that is started": (
        "G771",
        setting(_web_link, "/A", Dictionary(S=Name.Launch, F=String("/bin/sh"))),
    ),
    "a form that sends itself": (
        "G771",
        setting(_web_link, "/A", Dictionary(S=Name.SubmitForm, F=String("https://x.example"))),
    ),
    "a file of the machine": (
        "G771",
        setting(_web_link, "/A", Dictionary(S=Name.URI, URI=String("file:///etc/passwd"))),
    ),
    "a script as an address": ("G771", setting(_web_link, "/A", Dictionary(S=Name.URI, URI=String("javascript:x")))),
    "a second action": (
        "G771",
        setting(lambda pdf: _web_link(pdf).A, "/Next", Dictionary(S=Name.GoToR, F=String("b.pdf"))),
    ),
    "something at each closing": ("G771", setting(root, "/AA", Dictionary())),
    "an attachment that belongs to nothing": ("G772", _attach),
    "a page of another file": (
        "G772",
        setting(
            lambda pdf: pdf.pages[0].obj.Resources,
            "/XObject",
            lambda pdf: Dictionary(X=Stream(pdf, b"", Type=Name.XObject, Ref=Dictionary(F=String("b.pdf")))),
        ),
    ),
    "content in another file": ("G772", setting(lambda pdf: pdf.pages[0].obj.Contents, "/F", String("b.bin"))),
    "a film": ("G772", lambda pdf: setting(_web_link, "/Subtype", Name.Movie)(pdf)),
}


def test_a_good_file_gives_nothing(good: bytes, tmp_path: Path) -> None:
    (tmp_path / "good.pdf").write_bytes(good)
    assert inspected(tmp_path / "good.pdf") == []


def test_an_english_title_with_its_number_in_an_arabic_document(work: Work, tmp_path: Path) -> None:
    """As modules without a translation have it: the full stop stands at the left of the number, which is right."""
    title = '<h1><span>1.</span> <span lang="en" dir="ltr">Purpose and principles</span></h1>'
    text = f'<!doctype html><html lang="ar" dir="rtl"><head><title>T</title></head><body>{title}</body></html>'
    (tmp_path / "a.html").write_text(text, "utf-8")
    done = work("html", tmp_path / "a.pdf", tmp_path / "a.html")
    assert done.returncode == 0, done.stderr
    assert inspected((tmp_path / "a.pdf").read_bytes()) == []
    other = broken((tmp_path / "a.pdf").read_bytes(), _rename_chapter)
    assert [line.split()[0] for line in inspected(other)] == ["G753"]


@pytest.mark.parametrize("how", BROKEN)
def test_each_way_to_break_a_file_is_found(good: bytes, how: str) -> None:
    code, break_it = BROKEN[how]
    found = inspected(broken(good, break_it))
    assert code in {line.split()[0] for line in found}, found


def test_every_rule_is_broken_once() -> None:
    tried = {code for code, _ in BROKEN.values()} | {"G769"}
    assert {rule.code.code for rule in rules.all_rules()} == tried
    assert {code.code for code in rules.inspect_codes()} <= catalogue().keys()


def test_locked_and_damaged_files(good: bytes) -> None:
    opens = broken(good, lambda pdf: None, encryption=pikepdf.Encryption(owner="a", user=""))
    assert inspected(opens) == ["G769 the file is encrypted"]
    locked = broken(good, lambda pdf: None, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert inspected(locked) == ["G750 it is locked with a password"]
    for damaged in (b"", b"%PDF-1.7", good[: len(good) // 2], good[1000:]):
        assert [line.split()[0] for line in inspected(damaged)] == ["G750"]


#: Saves the streams of a file as they were packed.
AS_IT_IS = {
    "stream_decode_level": pikepdf.StreamDecodeLevel.none,
    "compress_streams": False,
    "fix_metadata_version": False,
}


def packed(size: int, times: int = 1) -> bytes:
    """So many spaces, packed so many times."""
    content = b" " * size
    for _ in range(times):
        content = zlib.compress(content, 9)
    return content


def bomb(pdf: pikepdf.Pdf, times: int = 1, **more: Any) -> Stream:
    """A stream of a few kilobytes that unpacks to more than any file of ours, thinly packed or packed twice."""
    stream = Stream(pdf, b"", **more)
    stream.write(packed(BOOK.stream + 1, times), filter=Array([Name.FlateDecode] * times))
    return stream


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize(
    "place",
    [
        lambda pdf, stream: setattr(pdf.pages[0].obj, "Contents", stream),
        lambda pdf, stream: setattr(next(fonts(pdf)), "ToUnicode", stream),
        lambda pdf, stream: setattr(pdf.Root, "Metadata", stream),
        lambda pdf, stream: setattr(pdf.pages[0].obj, "Thumb", stream),
    ],
    ids=["page", "font", "metadata", "what no rule reads"],
)
def test_a_file_that_unpacks_to_too_much_is_refused_in_words(
    good: bytes, place: Callable[[pikepdf.Pdf, Stream], object], times: int, tmp_path: Path
) -> None:
    file = tmp_path / "bomb.pdf"
    file.write_bytes(broken(good, lambda pdf: place(pdf, pdf.make_indirect(bomb(pdf, times))), **AS_IT_IS))
    assert file.stat().st_size < 200_000
    # The validator, which knows no limits, is not asked.
    [problem] = inspecting.inspect_file(tmp_path, rules.Wanted(), True, file)
    assert (problem.code, problem.message) == ("G750", "a part of it unpacks to more than 60 MB")


def test_many_parts_together_are_counted_and_filters_too(good: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with pikepdf.open(BytesIO(good)) as pdf:
        whole = sum(len(thing.read_bytes()) for thing in pdf.objects if isinstance(thing, Stream))
    for most, said in ((whole, ""), (whole - 1, "G750 it unpacks to more than 0 MB")):
        monkeypatch.setattr(reading, "BOOK", Limits(len(good), whole, most))
        assert "\n".join(inspected(good)) == said
    monkeypatch.setattr(reading, "BOOK", Limits(len(good) - 1, whole, whole))
    assert inspected(good) == ["G750 it is larger than 0 MB"]

    def thrice(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Thumb = pdf.make_indirect(stream := Stream(pdf, b""))
        stream.write(packed(100, 3), filter=Array([Name.FlateDecode] * 3))

    monkeypatch.undo()
    thrice_packed = broken(good, thrice, **AS_IT_IS)
    assert inspected(thrice_packed) == ["G750 a part of it is packed in a way that this program does not unpack"]

    def photograph(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Thumb = pdf.make_indirect(stream := Stream(pdf, b""))
        stream.write(b"a photograph", filter=Name.DCTDecode)

    assert inspected(broken(good, photograph, **AS_IT_IS)) == []


def test_limits_hold_only_while_a_file_is_open(good: bytes) -> None:
    before = get_qpdf_limits()
    with pytest.raises(KeyError), opened(good, BOOK):
        assert get_qpdf_limits() != before
        raise KeyError
    assert get_qpdf_limits() == before


def test_a_file_broken_anywhere_is_told_and_never_ends_in_a_traceback(good: bytes) -> None:
    for place in range(0, len(good), len(good) // 150):
        inspected(good[:place] + b"\0<<[(" * 3 + good[place + 15 :])


def test_trees_without_end_are_walked_once(good: bytes) -> None:
    def nest(pdf: pikepdf.Pdf) -> None:
        for tree, key in ((pdf.Root.StructTreeRoot.ParentTree, "/Kids"), (pdf.Root.Names.Dests, "/Kids")):
            tree[key] = Array([tree])
        pdf.Root.Outlines.First.First = pdf.Root.Outlines.First

    assert inspected(broken(good, nest))


def test_many_findings_of_a_kind_are_counted(good: bytes) -> None:
    many = broken(good, setting(lambda pdf: tags(pdf, "H1")[0], "/K", Array([0, *range(1000, 1012)])))
    found = [line for line in inspected(many) if line.startswith("G755")]
    assert len(found) == verdict.SHOWN + 1 and found[-1] == f"G755 {12 - verdict.SHOWN} more of this kind"


def test_reports_name_the_page_and_print_what_can_be_printed(good: bytes) -> None:
    bad = broken(good, setting(_web_link, "/A", Dictionary(S=Name.URI, URI=String("javascript:\n::error::\x1b[31m"))))
    found, _claims = verdict.inspect(bad, "x.pdf")
    text = rendered(Settings(ROOT), Checked(None, collect(found), {}), "text")
    assert text.startswith("x.pdf: page 1: error G771 ")
    assert "\n::error" not in text and "\x1b" not in text
    assert "\n::error::\\u" not in rendered(Settings(ROOT), Checked(None, collect(found), {}), "github")


def test_words_of_a_map_to_unicode() -> None:
    content = b"""2 beginbfchar <0001> <0041> <0002> <D83DDE00> endbfchar
    2 beginbfrange <0003> <0005> <0061> <0006> <0007> [<0066006C> <0031>] endbfrange"""
    assert parse_map(content) == {1: "A", 2: "\U0001f600", 3: "a", 4: "b", 5: "c", 6: "fl", 7: "1"}


def test_words_in_the_order_of_the_tags(good: bytes) -> None:
    said = whole_text(read_pdf(good, all_texts=True))
    assert re.sub(r"\s", "", said).startswith("CorridorsSeetherulesoralaw,inFrenchcorridors1.1.First2.SecondPart1Rules")


def test_a_false_positive_of_the_validator_is_proved_anew_for_each_file(good: bytes, tmp_path: Path) -> None:
    """A packed stream that ends with 0D, and one whose length is really wrong."""
    path = tmp_path / "x.pdf"
    with pikepdf.open(BytesIO(good)) as pdf:
        pdf.Root.Extra = pdf.make_indirect(Stream(pdf, b"% \r"))
        pdf.save(path, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    content = path.read_bytes()
    page = pytest.importorskip("page")
    names = {failure.rule_id for failure in page.validate_pdf(str(path), profile="2b").failures}
    assert "PDFA2B-STREAM-LENGTH-001" in names
    assert not [found for found in validator.validate(path, ("2b",)) if "STREAM-LENGTH" in found.message]
    wrong, count = re.subn(rb"/Length 3\b", b"/Length 1", content)
    assert count == 1
    path.write_bytes(wrong)
    assert [found for found in validator.validate(path, ("2b",)) if "STREAM-LENGTH" in found.message]


def test_the_command_line(good: bytes, tmp_path: Path) -> None:
    (tmp_path / "good.pdf").write_bytes(good)
    (tmp_path / "bad.pdf").write_bytes(broken(good, setting(root, "/Lang", None)))
    done = run_guidance(ROOT, "inspect", str(tmp_path))
    assert done.returncode == 1
    found = set(re.findall(r"(\w+)\.pdf: error (G\d+)", done.stdout))
    assert found == {("bad", "G751"), ("bad", "G773")}, done.stdout
    assert "inspected 2 PDFs" in done.stderr


def test_files_are_found_once(tmp_path: Path) -> None:
    for name in ("site/en/a.pdf", "dist/b.pdf", "site/c.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    named = [tmp_path / "site/en/a.pdf"]
    found = inspecting.files_to_inspect(Settings(tmp_path), named, every=True)
    assert [file.name for file in found] == ["a.pdf", "b.pdf"]
    with pytest.raises(UsageError, match="no PDF to inspect"):
        inspecting.files_to_inspect(Settings(tmp_path), [], every=False)
