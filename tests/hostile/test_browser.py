"""The hostile site in a real browser: nothing runs, nothing is asked for elsewhere, nothing becomes a formula."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from guidance.checklists import files
from guidance.model.checklists import FilledChecklist
from tests.browser import desk
from tests.browser.conftest import serving
from tests.hostile import readers
from tests.hostile.corpus import LANGS, marks

pytestmark = pytest.mark.browser
#: Says aloud what an attack would do.
_ALARM = "window.pwned = () => { throw document.title = 'pwned'; }; window.alert = window.pwned;"
#: What stands beyond the edge of the page, however narrow the screen, and does not scroll by itself.
_WIDE = """() => [...document.querySelectorAll('body *')].filter(element => {
    const place = element.getBoundingClientRect();
    return place.width > 1 && (place.right > document.documentElement.clientWidth + 1 || place.left < -1)
        && !element.closest('.table-scroll, svg, [hidden], .sr');
}).map(element => `${element.localName}.${element.className}`)"""
PAGES = (
    "",
    "clauses/night-corridors/",
    "modules/safe-passage/",
    "countries/xx/",
    "laws/xx-wildlife-act/",
    "instruments/sample-convention/",
    "targets/gbf-3/",
    "resources/track-store/",
    "terms/corridor/",
    "pages/about/",
    "checklist/",
    "compare/?c=xx,yy",
    "matrix/",
    "search/?q=corridor",
    "workbench/",
)
#: Those whose scripts write something.
SCRIPTED = ("compare/", "matrix/", "search/", "workbench/")


@pytest.fixture(scope="module")
def base(built: Path) -> Iterator[str]:
    with serving(built) as address:
        yield address


@pytest.fixture
def watched(browser: Browser, base: str) -> Iterator[Page]:
    """A page that may ask its own site only; without the policy of the pages, which would hide what they try."""
    context: BrowserContext = browser.new_context(
        bypass_csp=True, accept_downloads=True, viewport={"width": 360, "height": 800}
    )
    context.add_init_script(_ALARM)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("dialog", lambda dialog: failed.append(dialog.message))
    yield page
    context.close()
    assert [url for url in asked if not url.startswith((base, f"blob:{base}", "data:image/"))] == []
    assert failed == []


def _unharmed(page: Page, where: str) -> None:
    assert page.title() != "pwned", where
    found = page.evaluate(
        "[...document.querySelectorAll('*')].filter(e => e.localName.includes('pwned') || "
        "[...e.attributes].some(a => a.name.includes('pwned') || a.name.startsWith('on'))).map(e => e.outerHTML)"
    )
    assert found == [], where


def test_no_page_runs_or_asks_for_anything(watched: Page, base: str, built: Path) -> None:
    for lang in LANGS:
        for path in PAGES:
            if path and not (built / lang / path.partition("?")[0]).is_dir():
                pytest.fail(f"there is no page {lang}/{path}")
            watched.goto(f"{base}{lang}/{path}")
            if path.startswith(SCRIPTED):
                watched.wait_for_load_state("networkidle")
            assert marks(watched.content()), path
            _unharmed(watched, f"{lang}/{path}")
            # Labels in pictures are on one line: what of them does not fit is in the table below.
            wide = watched.evaluate(_WIDE)
            assert wide == [], f"{lang}/{path}"


def test_what_a_search_finds_is_words(watched: Page, base: str) -> None:
    watched.goto(f"{base}en/search/?q=calc")
    expect(watched.locator("mark").first).to_be_visible()
    assert marks(watched.locator("main").inner_text())
    _unharmed(watched, "the search")


def test_the_table_of_a_comparison_holds_no_formula(watched: Page, base: str) -> None:
    watched.goto(f"{base}en/compare/?c=xx,yy")
    button = watched.locator("#compare-csv")
    expect(button).to_be_enabled()
    with watched.expect_download() as waiting:
        button.click()
    said = readers.table(Path(waiting.value.path()).read_text("utf-8"), "compare.csv")
    assert len(marks(said)) > 5


def test_a_hostile_checklist_goes_through_the_workbench(
    watched: Page, base: str, filled: FilledChecklist, tmp_path: Path
) -> None:
    decided = replace(filled, conflicts=(), unplaced=())
    file = tmp_path / "filled.yaml"
    file.write_text(files.written(decided), "utf-8")
    desk.opened(watched, desk.upload(watched, base, file))
    overview = watched.url
    _unharmed(watched, "the overview")
    assert marks(watched.content())
    desk.question(watched, overview, "night-corridor-power")
    assert watched.locator("#wb-reasoning").input_value() == decided.replies["night-corridor-power"].reasoning
    _unharmed(watched, "the question")
    said = readers.workbook(desk.export(watched, "xlsx", tmp_path).read_bytes(), "workbench.xlsx")
    assert marks(decided.replies["night-corridor-power"].reasoning) <= marks(said)
