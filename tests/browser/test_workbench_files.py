"""Checklists between the workbench, files and the command line: what one writes the others read as it was meant."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from guidance.app.workbench import script_sources
from guidance.checklists import files
from guidance.checklists.judge import judge
from guidance.checklists.migrate import migrate
from guidance.checklists.published import blank, published
from guidance.checklists.workbook import read_workbook
from guidance.load.sources import Source
from guidance.model.checklists import (
    Conflict,
    FilledChecklist,
    Proof,
    Reply,
    Unplaced,
    Version,
    question_digest,
)
from guidance.model.corpus import Corpus
from guidance.model.countries import SignOff
from guidance.render.labels import labels
from guidance.render.xlsx.workbook import workbook
from tests.browser.desk import DUTY, POWER, answer, begin, export, exported_data, fresh, opened, question, saved, upload
from tests.checklists.made import checklists
from tests.conftest import ROOT, run_guidance

pytestmark = pytest.mark.browser

LANGS = pytest.mark.parametrize("lang", ["en", "ar"])


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Page]:
    """One page for all that leaves nothing behind that another test sees."""
    context: BrowserContext = fresh(browser)
    yield context.new_page()
    context.close()


def full(corpus: Corpus, lang: str) -> FilledChecklist:
    """A checklist in which everything that may be written is written, in all scripts."""
    whole = published(corpus, corpus.countries["ke"], lang, "full")
    law = next(iter(corpus.links.laws_of_country["ke"])).id
    proofs = (
        Proof(law, "Art. 45(2)", "statute", "https://laws.example/1", "2026-11-22", 'A "note": with - signs #1'),
        Proof("قانون البيئة", "", "regulation", "", "2026", ""),
        Proof("=SUM(A1)", "第5条", "", "", "2026-11", "two\nlines  \n  indented\n\nand a tab\tinside"),
    )
    replies = whole.replies | {
        POWER: Reply(POWER, "partial", "- no list\n# no comment", "«ё» 中文 😀", proofs, "yes", "", "Look at it."),
        DUTY: Reply(DUTY, "not-applicable", "null", of="0123456789ab"),
    }
    return replace(
        whole,
        filled_by="وزارة البيئة: القسم 5",
        replies=replies,
        sign_offs=(SignOff("Ж. Жданова", "Minister", "2026-11-29", "2026.1-draft"),),
        unplaced=(
            Unplaced(Reply("an-old-question", "full", "kept", proofs=proofs[1:2]), "There is no such question."),
        ),
    )


def parsed(path: Path) -> FilledChecklist:
    """A file as the command line reads it."""
    found, problems = files.parse(files.readable(Source(path.name, path.read_text("utf-8"))))
    assert found, problems
    return found


# --- out of the workbench, into the command line, and back


@LANGS
def test_what_is_typed_comes_back_by_way_of_the_command_line(
    browser: Browser, base: str, corpus: Corpus, lang: str, tmp_path: Path
) -> None:
    context = fresh(browser)
    page = context.new_page()
    overview = begin(page, base, lang)
    question(page, overview)
    law = next(iter(corpus.links.laws_of_country["ke"]))
    choice = page.locator("#wb-laws option").first.get_attribute("value") or ""
    answer(page, "partial", "Two lines:\n- one\u200f", law=choice, pinpoint="Art. 5", level="statute", as_at="2026-11")
    expect(page.locator("#wb-proof-0-url")).to_have_value(law.source.url)
    page.locator("#wb-practice").fill("عملي")
    question(page, overview, DUTY)
    answer(page, "not-applicable", "It is no State.")
    saved(page, lang)
    made = {form: export(page, form, tmp_path) for form in ("yaml", "json", "xlsx")}
    wanted = {
        POWER: Reply(
            POWER, "partial", "Two lines:\n- one", "عملي",
            (Proof(law.id, "Art. 5", "statute", law.source.url, "2026-11"),), of=_of(corpus, POWER),
        ),
        DUTY: Reply(DUTY, "not-applicable", "It is no State.", of=_of(corpus, DUTY)),
    }  # fmt: skip
    assert parsed(made["yaml"]) == parsed(made["json"]) == replace(blank(corpus, lang, "core", "ke"), replies=wanted)
    assert not list(judge(parsed(made["yaml"]), corpus, "typed.yaml"))
    read, problems = read_workbook(made["xlsx"].read_bytes(), "typed.xlsx", corpus)
    assert read == parsed(made["yaml"]), problems
    out = tmp_path / "imported.json"
    if lang == "en":
        # The same by the commands that people type.
        checked = run_guidance(ROOT, "checklist", "check", str(made["yaml"]), str(made["json"]))
        assert checked.returncode == 0 and not re.search(r"error|warning", checked.stdout), checked.stdout
        imported = run_guidance(ROOT, "checklist", "import", str(made["xlsx"]), "--out", str(out))
        assert imported.returncode == 0 and "2 replies" in imported.stderr, imported.stderr
        assert parsed(out) == read
    else:
        out.write_text(files.written(read, corpus.questions, True), "utf-8")
    for path in (out, made["xlsx"]):
        opened(page, upload(page, base, path, lang=lang))
        assert exported_data(page, tmp_path) == json.loads(out.read_text("utf-8"))
    # Each file became an assessment of its own; the first is as it was.
    page.goto(f"{base}{lang}/workbench/")
    expect(page.locator(".wb-list > li")).to_have_count(3)
    context.close()


def _of(corpus: Corpus, id_: str) -> str:
    return question_digest(corpus.questions[id_][1])


@pytest.mark.parametrize("form", ["yaml", "json", "xlsx"])
@LANGS
def test_what_the_command_line_writes_comes_through_unchanged(
    desk: Page, base: str, corpus: Corpus, lang: str, form: str, tmp_path: Path
) -> None:
    checklist = full(corpus, lang)
    path = tmp_path / f"from-the-command-line.{form}"
    if form == "xlsx":
        path.write_bytes(workbook(corpus, checklist).content)
        wanted, _problems = read_workbook(path.read_bytes(), path.name, corpus)
        assert wanted
    else:
        path.write_text(files.written(checklist, corpus.questions, form == "json"), "utf-8")
        wanted = checklist
    # The page of one language reads what was filled in another.
    opened(desk, upload(desk, base, path, lang="ar" if lang == "en" else "en"))
    for again in ("yaml", "json"):
        assert parsed(export(desk, again, tmp_path)) == wanted
    content = export(desk, "xlsx", tmp_path).read_bytes()
    assert read_workbook(content, "again.xlsx", corpus)[0] == wanted


def test_a_workbook_saved_by_libreoffice_is_read(desk: Page, base: str, corpus: Corpus, tmp_path: Path) -> None:
    path = ROOT / "tests" / "checklists" / "saved-by-libreoffice.xlsx"
    wanted, _problems = read_workbook(path.read_bytes(), path.name, corpus)
    opened(desk, upload(desk, base, path))
    assert wanted and parsed(export(desk, "yaml", tmp_path)) == wanted


def test_rows_that_people_moved_count_for_their_questions(
    desk: Page, base: str, corpus: Corpus, tmp_path: Path
) -> None:
    """Sorted, with a proof in a row of its own, a day that the program took for a date, and a sheet of notes."""
    path = tmp_path / "edited.xlsx"
    book = openpyxl.load_workbook(BytesIO(workbook(corpus, blank(corpus, "en", "core", "ke")).content))
    sheet = next(s for s in book.worksheets if any(row[0].value == POWER for row in s.iter_rows()))
    row = next(row[0].row for row in sheet.iter_rows() if row[0].value == POWER)
    columns = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(row, columns["value"]).value = "partly  PROVIDED for"
    sheet.cell(row, columns["law"]).value = "First Act"
    sheet.cell(row, columns["as_at"]).value = datetime(2026, 11, 22)
    sheet.cell(row, columns["as_at"]).number_format = "dd/mm/yyyy"
    sheet.insert_rows(row + 1)
    sheet.cell(row + 1, columns["law"]).value = "Second Act"
    sheet.insert_rows(3, 2)
    book.create_sheet("Notes")["A1"] = "of our own"
    book.save(path)
    wanted, _problems = read_workbook(path.read_bytes(), path.name, corpus)
    opened(desk, upload(desk, base, path))
    data = exported_data(desk, tmp_path)
    assert [p["law"] for p in data["replies"][POWER]["proofs"]] == ["First Act", "Second Act"]
    assert data["replies"][POWER]["proofs"][0]["as_at"] == "2026-11-22"
    assert wanted and parsed(export(desk, "yaml", tmp_path)) == wanted


def test_another_reader_opens_the_workbook(desk: Page, base: str, corpus: Corpus, tmp_path: Path) -> None:
    """openpyxl is an independent reader; it finds lists to choose from, hidden keys, and text where text is."""
    path = tmp_path / "full.json"
    path.write_text(files.written(full(corpus, "ar"), corpus.questions, True), "utf-8")
    opened(desk, upload(desk, base, path, lang="ar"))
    book = openpyxl.load_workbook(export(desk, "xlsx", tmp_path))
    assert book["lists"].sheet_state == "hidden"
    sheet = book.worksheets[1]
    assert sheet.sheet_view.rightToLeft and sheet.column_dimensions["A"].hidden and sheet.row_dimensions[1].hidden
    sources = {rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert sources == {"lists!$D$2:$D$8", "lists!$G$2:$G$7"}
    assert not [c for s in book.worksheets for row in s.iter_rows() for c in row if c.data_type == "f"]


# --- by chance


@pytest.fixture(scope="module")
def modules(browser: Browser) -> Iterator[Page]:
    """A page on which the modules of the script can be imported one by one."""
    sources = script_sources(ROOT)

    def serve(route: Route) -> None:
        name = route.request.url.partition("modules.example/")[2]
        if name not in sources:
            route.fulfill(body="<!doctype html><title>modules</title>", content_type="text/html")
            return
        body = sources[name]
        if name.startswith("vendor/"):
            names = "FAILSAFE_SCHEMA, load"
            head = "const module = { exports: {} }, { exports } = module;"
            body = "\n".join([head, body, f"export const {{ {names} }} = module.exports;"])
        route.fulfill(body=body, content_type="text/javascript")

    context = browser.new_context()
    page = context.new_page()
    page.route("https://modules.example/**", serve)
    page.goto("https://modules.example/")
    yield page
    context.close()


@settings(max_examples=25, deadline=None, derandomize=True, phases=[Phase.generate],
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(checklists())
def test_any_checklist_survives_the_workbench(modules: Page, checklist: FilledChecklist) -> None:
    """Random texts of all scripts, conflicts and all: YAML and JSON in, YAML and JSON out."""
    for as_json in (False, True):
        text = files.written(checklist, as_json=as_json)
        found = modules.evaluate(
            """async (text) => {
              const { parse, dump } = await import("/yaml.js");
              const { judged } = await import("/shape.js");
              const { asData, fromData } = await import("/model.js");
              const { data, problem } = parse(text);
              if (problem) return { problems: [problem] };
              const shaped = judged(data);
              const out = asData(fromData(shaped.data), []);
              const { problems } = shaped;
              return { problems, changed: out.changed, yaml: dump(out.data), json: JSON.stringify(out.data) };
            }""",
            text,
        )
        assert not found["problems"] and not found["changed"], (found, text)
        for name in ("yaml", "json"):
            back, problems = files.parse(files.readable(Source(f"x.{name}", found[name])))
            assert back == checklist, (problems, found[name])


# --- what is wrong with a file is said, with its place


HEAD = "checklist:\n  country: ke\n  lang: en\n  edition: '2026.1-draft'\n  digest: '0123456789ab'\n"
WRONG_TEXTS = {
    "slip": (f"{HEAD}replies:\n  {POWER}:\n    valeu: full\n", "line 8, column 5", "valeu"),
    "value": (f"{HEAD}replies:\n  {POWER}:\n    value: maybe\n", "line 8, column 12", "value"),
    "twice": (f"{HEAD}replies:\n  {POWER}:\n    value: full\n    value: none\n", "line 9", "duplicated"),
    "shared": (f"{HEAD}replies: &a\n  {POWER}:\n    value: full\n", "line 6", "Anchors"),
    "tag": (f"{HEAD}replies: !!map\n  {POWER}:\n    value: full\n", "line 6", ""),
    "indent": (f"{HEAD}replies:\n {POWER}:\n    value: full\n  note: x\n", "line 9", ""),
    "hidden": (f"{HEAD}  filled_by: a\u202eb\n", "line 6, column 15", "U+202E"),
    "no head": ("replies: {}\n", "line 1", "checklist"),
    "list": ("- a\n- b\n", "", "no filled checklist"),
    "deep": ("[" * 300, "", ""),
    "proof": (f"{HEAD}replies:\n  {POWER}:\n    proofs:\n    - note: x\n", "line 9", "law"),
    "url": (
        f"{HEAD}replies:\n  {POWER}:\n    proofs:\n    - law: x\n      url: javascript:alert(1)\n",
        "line 10, column 12",
        "url",
    ),
}


@LANGS
def test_mistakes_are_said_with_line_and_column(desk: Page, base: str, lang: str, tmp_path: Path) -> None:
    paths = []
    for name, (text, _where, _what) in WRONG_TEXTS.items():
        paths.append(tmp_path / f"{name}.yaml")
        paths[-1].write_text(text, "utf-8")
    before = _count(desk, base, lang)
    notices = upload(desk, base, *paths, lang=lang)
    for place, (name, (_text, where, what)) in enumerate(WRONG_TEXTS.items()):
        notice = notices.nth(place)
        expect(notice).to_contain_text(f"{name}.yaml")
        if lang == "en":
            expect(notice).to_contain_text(where)
            expect(notice).to_contain_text(what)
        else:
            assert set(re.findall(r"\d+", where)) <= set(re.findall(r"\d+", notice.inner_text())), name
    assert _count(desk, base, lang) == before


def _count(page: Page, base: str, lang: str) -> int:
    page.goto(f"{base}{lang}/workbench/")
    expect(page.locator("#wb-import")).to_be_visible()
    return page.locator(".wb-list > li").count()


def test_workbooks_that_harm_or_puzzle_are_refused(desk: Page, base: str, corpus: Corpus, tmp_path: Path) -> None:
    content = workbook(corpus, blank(corpus, "en", "core", "ke")).content
    made = {
        "no-workbook": b"PK\x03\x04 nothing of the kind",
        "bomb": _bomb(content),
        "entities": _with(content, "xl/styles.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><styleSheet/>'),
        "formula": _filled(content, '=HYPERLINK("https://x.example")'),
        "choice": _filled(content, "perhaps"),
        "no-lists": _without_lists(content),
    }
    for name, data in made.items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    before = _count(desk, base, "en")
    notices = upload(desk, base, *(tmp_path / f"{name}.xlsx" for name in made))
    said = {name: notices.nth(place).inner_text() for place, name in enumerate(made)}
    for name in ("no-workbook", "bomb", "entities"):
        assert "no workbook that can be read" in said[name], said[name]
    assert "too large" in said["bomb"]
    cell = re.compile(r"sheet “.+”, cell H\d+")
    assert cell.search(said["formula"]) and "formula" in said["formula"]
    assert cell.search(said["choice"]) and "“perhaps”" in said["choice"]
    assert "hidden sheet" in said["no-lists"]
    assert _count(desk, base, "en") == before


def _with(content: bytes, name: str, data: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, data if part == name else old.read(part))
    return out.getvalue()


def _bomb(content: bytes) -> bytes:
    """A sheet of 60 MB whose size the list of parts says to be 100 bytes."""
    huge = _with(content, "xl/sharedStrings.xml", b" " * 60_000_000)
    with zipfile.ZipFile(BytesIO(huge)) as archive:
        size = archive.getinfo("xl/sharedStrings.xml").file_size
    return huge.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))


def _filled(content: bytes, value: str) -> bytes:
    book: Any = openpyxl.load_workbook(BytesIO(content))
    sheet = next(s for s in book.worksheets if any(row[0].value == POWER for row in s.iter_rows()))
    row = next(row[0].row for row in sheet.iter_rows() if row[0].value == POWER)
    sheet.cell(row, 8).value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _without_lists(content: bytes) -> bytes:
    book: Any = openpyxl.load_workbook(BytesIO(content))
    del book["lists"]
    out = BytesIO()
    book.save(out)
    return out.getvalue()


# --- what cannot be typed into a file, contradictions, other editions


def test_words_without_the_form_of_a_file_are_kept_in_a_note(
    browser: Browser, base: str, corpus: Corpus, tmp_path: Path
) -> None:
    context = fresh(browser)
    page = context.new_page()
    overview = begin(page, base)
    question(page, overview)
    answer(page, "full", "R", pinpoint="s. 1", url="see the shelf", as_at="last spring")
    saved(page)
    path = export(page, "yaml", tmp_path)
    expect(page.locator(".wb-passing")).to_contain_text("moved into a note")
    assert parsed(path).replies[POWER].proofs == (Proof("?", "s. 1", note="see the shelf\nlast spring"),)
    context.close()


@LANGS
def test_contradictions_are_decided_here(
    browser: Browser, base: str, corpus: Corpus, lang: str, tmp_path: Path
) -> None:
    context = fresh(browser)
    page = context.new_page()
    _ = labels(lang).gettext
    versions = (
        Version(("a.yaml",), Reply(POWER, "full", "A", proofs=(Proof("An Act"),))),
        Version(("b.yaml", "c.yaml"), Reply(POWER, "none", "B")),
    )
    checklist = replace(blank(corpus, lang, "core", "ke"), conflicts=(Conflict(POWER, versions),))
    path = tmp_path / "merged.yaml"
    path.write_text(files.written(checklist), "utf-8")
    opened(page, upload(page, base, path, lang=lang))
    page.locator(".wb-export summary").click()
    page.locator(".wb-export button").last.click()
    refused = _("A workbook cannot hold replies that contradict each other: decide them first.")
    expect(page.locator(".wb-passing")).to_contain_text(refused)
    page.get_by_role("button", name=_("Keep this reply")).nth(1).click()
    expect(page.locator("#wb-conflicts")).to_have_count(0)
    saved(page, lang)
    decided = parsed(export(page, "yaml", tmp_path))
    assert not decided.conflicts and decided.replies == {POWER: Reply(POWER, "none", "B")}
    page.locator(".wb-tools button").first.click()
    page.locator(".wb-nav a").nth(1).click()
    expect(page.locator("#wb-conflicts")).to_be_visible()
    context.close()


@LANGS
def test_another_edition_is_carried_over_as_the_command_line_does(
    browser: Browser, base: str, corpus: Corpus, lang: str, tmp_path: Path
) -> None:
    context = fresh(browser)
    page = context.new_page()
    old = replace(
        full(corpus, lang),
        digest="0123456789ab",
        edition="2025.1",
        replies=full(corpus, lang).replies | {"gone-for-good": Reply("gone-for-good", "none", "still here")},
    )
    path = tmp_path / "old.yaml"
    path.write_text(files.written(old), "utf-8")
    opened(page, upload(page, base, path, lang=lang))
    page.get_by_role("button", name=labels(lang).gettext("Carry over to this edition")).click()
    expect(page.get_by_role("button", name=labels(lang).gettext("Carry over to this edition"))).to_have_count(0)
    saved(page, lang)
    assert parsed(export(page, "json", tmp_path)) == migrate(old, corpus)
    question(page, page.url, DUTY)
    page.get_by_role("button", name=labels(lang).gettext("I have looked; the answer stands")).click()
    saved(page, lang)
    assert not parsed(export(page, "json", tmp_path)).replies[DUTY].look_again
    context.close()
