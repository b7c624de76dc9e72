"""Comparison and matrix as readers use them: by keyboard, by address, without a script, on paper, as a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from guidance.model.comparison import compared
from guidance.model.corpus import Corpus
from guidance.render.labels import labels
from tests.browser.test_browser import AXE

pytestmark = pytest.mark.browser


def _said(page: Page) -> list[int]:
    """The figures of the line that says what is shown, once it says so."""
    status = page.locator("[role=status]")
    expect(status).to_contain_text(re.compile(r"\d"))
    return [int(number) for number in re.findall(r"\d+", status.inner_text())]


def _model(corpus: Corpus, *codes: str) -> tuple[int, int]:
    """How many rows a comparison has, and how many with a difference; what nobody assessed has no rows."""
    rows = list(compared(corpus, [corpus.countries[code] for code in codes]))
    if not any(corpus.countries[code].assessment for code in codes):
        rows = [row for row in rows if row.section not in ("findings", "answers")]
    return len(rows), sum(row.differs for row in rows)


def _add(page: Page, name: str) -> None:
    """Choose a country as somebody does who has no mouse: in the list, then Enter on the button after it."""
    choices = page.locator("#compare-add")
    choices.focus()
    if name.isascii():
        page.keyboard.type(name, delay=5)
    else:  # the keyboard of the browser has Latin letters only
        for _ in range(choices.locator("option").all_inner_texts().index(name)):
            page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


#: Germany, Kenya and Namibia.
NAMES = {"en": ("Germany", "Kenya", "Namibia"), "ar": ("ألمانيا", "كينيا", "ناميبيا")}


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_three_countries_by_keyboard(page: Page, base: str, corpus: Corpus, lang: str) -> None:
    page.goto(f"{base}{lang}/compare/")
    for name in NAMES[lang]:
        _add(page, name)
    expect(page).to_have_url(f"{base}{lang}/compare/?c=de,ke,na")
    assert _said(page) == [3, *_model(corpus, "de", "ke", "na")]
    assert page.locator("#compare-tables tbody").count() == _model(corpus, "de", "ke", "na")[0]
    heads = page.locator("#compare-tables thead").last.locator("th").all_inner_texts()
    assert heads == list(NAMES[lang])
    # Removing one keeps the focus among the countries, and the last one leaves it where countries are added.
    for rest in ("ke,na", "na"):
        page.locator("#compare-chosen button").first.focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{base}{lang}/compare/?c={rest}")
        assert page.evaluate("document.activeElement.closest('#compare-chosen') !== null")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "compare-add"
    expect(page.locator("[role=status]")).to_have_text(
        labels(lang).gettext("No country is chosen: the table shows the core questions for all countries with answers.")
    )


def test_an_address_is_shared_with_its_filters(page: Page, base: str, corpus: Corpus) -> None:
    page.goto(f"{base}en/compare/?c=de,KE,xx,fr,ke&core=1&diff=1&target=gbf-14")
    rows = [
        row
        for row in compared(corpus, [corpus.countries[code] for code in ("de", "ke", "fr")])
        if row.differs and (row.core or row.section != "answers")
        if row.section == "memberships" or "gbf-14" in row.targets
    ]
    assert rows and _said(page) == [3, len(rows), len(rows)]
    shown = page.locator("#compare-tables tbody")
    assert shown.count() == len(rows)
    expect(page.locator("#compare-tables .difference")).to_have_count(len(rows))
    assert page.locator("input[name=core]").is_checked() and page.locator("input[name=diff]").is_checked()
    page.locator("input[name=diff]").uncheck()
    page.locator("select[name=target]").select_option("")
    page.locator("select[name=module]").select_option("spatial-planning")
    expect(page).to_have_url(f"{base}en/compare/?c=de,ke,fr&core=1&module=spatial-planning")
    questions = page.locator("h2#part-answers ~ .sheet").first.locator("tbody")
    expected = [q for _, q in corpus.questions.values() if q.core and q.label in _of_module(corpus, "spatial-planning")]
    assert expected and questions.count() == len(expected)
    before = page.locator("#compare-tables").inner_html()
    page.reload()
    expect(page.locator("#compare-tables .sheet").first).to_be_visible()
    expect(page.locator("h2#part-answers")).to_be_visible()
    assert page.locator("#compare-tables").inner_html() == before


def _of_module(corpus: Corpus, module: str) -> set[str]:
    return {q for id_ in corpus.modules[module].clauses for q in corpus.clauses[id_].questions}


def test_all_states_of_an_area(page: Page, base: str, corpus: Corpus) -> None:
    page.goto(f"{base}en/compare/")
    page.locator("#compare-add").select_option("area:kavango-zambezi")
    page.get_by_role("button", name="Add").click()
    expect(page).to_have_url(f"{base}en/compare/?c=ao,bw,na,zm,zw")
    assert _said(page) == [5, *_model(corpus, "ao", "bw", "na", "zm", "zw")]
    expect(page.locator("#part-answers + p")).to_have_text("Nobody has assessed any of these countries yet.")
    # The tables are those of the page of the area, but for the questions nobody assessed.
    mine = page.locator("#compare-tables tbody").all_inner_texts()
    page.goto(f"{base}en/resources/kavango-zambezi/")
    assert page.locator("table.compare tbody").all_inner_texts() == mine


def test_the_spreadsheet_holds_what_is_shown(page: Page, base: str, corpus: Corpus, site: Path) -> None:
    page.goto(f"{base}en/compare/?c=ke,tz&diff=1")
    _countries, rows, _differences = _said(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as CSV").click()
    assert waiting.value.suggested_filename == "comparison-ke-tz-en.csv"
    raw = Path(waiting.value.path()).read_bytes()
    head, *lines = csv.reader(io.StringIO(raw.decode("utf-8-sig")))
    assert raw.startswith(b"\xef\xbb\xbf") and head[-2:] == ["Kenya", "United Republic of Tanzania"]
    assert len(lines) == rows
    data = json.loads((site / "data" / "comparison-en.json").read_text("utf-8"))
    known = {name for values in data["values"].values() for name in values.values()}
    for line in lines:
        assert line[3] == "yes" and line[-2] != line[-1] and {line[-2], line[-1]} <= known


def test_the_matrix_is_filtered(page: Page, base: str, corpus: Corpus) -> None:
    page.goto(f"{base}en/matrix/?c=ua")
    assert _said(page) == [len(corpus.clauses), 1]
    page.locator("select[name=value]").select_option("full")
    full = {corpus.questions[a.label][0].id for a in corpus.countries["ua"].answers.values() if a.value == "full"}
    assert full and _said(page) == [len(full), 1]
    links = page.locator("tr[data-targets]:visible th a").evaluate_all("found => found.map(a => a.href)")
    assert {link.rstrip("/").rpartition("/")[2] for link in links} == full
    page.get_by_role("button", name="Clear the choices").click()
    expect(page).to_have_url(f"{base}en/matrix/")
    columns = sum(country.assessment is not None for country in corpus.countries.values())
    assert _said(page) == [len(corpus.clauses), columns]
    page.locator("select[name=c]").select_option("africa")
    page.locator("select[name=module]").select_option("finance")
    assert _said(page) == [len(corpus.modules["finance"].clauses), 2]
    expect(page.locator("#matrix-table thead th[data-id]:visible")).to_have_count(2)


def test_a_phone_reads_one_country_at_a_time(browser: Browser, base: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{base}ar/matrix/")
    assert _said(page)[1] == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    table = page.locator(".sheet").first
    assert table.evaluate("box => box.scrollWidth <= box.clientWidth")
    page.goto(f"{base}ar/compare/?c=ke,tz")
    _said(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("h2#part-answers ~ .sheet").first.evaluate("box => box.scrollWidth <= box.clientWidth")
    context.close()


def test_without_a_script_everything_is_there(browser: Browser, base: str, corpus: Corpus) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}ar/compare/")
    expect(page.locator("#compare")).to_be_hidden()
    core = sum(question.core for _, question in corpus.questions.values())
    assert page.locator("#compare-tables tbody:visible").count() == core
    page.locator("a[href*='kavango-zambezi/#compare']").click()
    expect(page.locator("#compare")).to_be_visible()
    page.goto(f"{base}ar/matrix/")
    expect(page.locator("#matrix")).to_be_hidden()
    assert page.locator("tr[data-targets]:visible").count() == len(corpus.clauses)
    context.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Page]:
    """A narrow dark page into which axe may be put."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme="dark", bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_axe_finds_nothing_in_a_comparison(open_page: Page, base: str, lang: str) -> None:
    open_page.goto(f"{base}{lang}/compare/?c=de,ke,na&core=1&target=gbf-14&module=finance")
    _said(open_page)
    open_page.locator("details > summary").evaluate_all("found => found.forEach(one => one.click())")
    found = Axe().run(open_page, context="article", options=AXE).response["violations"]
    assert not found, [(v["id"], [node["html"][:120] for node in v["nodes"][:2]]) for v in found]


def test_a_comparison_is_printed_whole(page: Page, base: str) -> None:
    page.goto(f"{base}en/compare/?c=ke,tz")
    _said(page)
    page.emulate_media(media="print")
    expect(page.locator("#compare")).to_be_hidden()
    for box in page.locator("#compare-tables .sheet").all():
        assert box.evaluate("box => box.scrollHeight <= box.clientHeight + 1")


def test_every_address_of_the_data_is_on_the_site(site: Path) -> None:
    data = json.loads((site / "data" / "comparison-fr.json").read_text("utf-8"))
    paths = {row["path"] for row in data["rows"] if "path" in row}
    paths |= {country["path"] for country in data["countries"].values()}
    cells = [cell for found in data["cells"].values() for cell in found.values()]
    paths |= {cell["path"] for cell in cells if "path" in cell}
    laws = [use for cell in cells for use in cell.get("laws", ())]
    paths |= {data["laws"][use["id"]]["path"] + (f"#{use['provision']}" if "provision" in use else "") for use in laws}
    pages: dict[str, str] = {}
    for path in sorted(paths):
        name, _, anchor = path.partition("#")
        if name not in pages:
            pages[name] = (site / "fr" / name / "index.html").read_text("utf-8")
        assert not anchor or f'id="{anchor}"' in pages[name], path
