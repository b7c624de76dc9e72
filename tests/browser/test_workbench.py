"""The workbench in a real browser: filling, keeping, undoing, several tabs, no connection, a site on a disk."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from guidance.render.labels import labels
from guidance.render.workbench.words import words
from tests.browser.conftest import serving
from tests.browser.desk import DUTY, POWER, answer, begin, export, exported_data, fresh, question, saved
from tests.browser.test_browser import AXE

pytestmark = pytest.mark.browser

LANGS = pytest.mark.parametrize("lang", ["en", "ar"])
#: What a slow line has to carry for a first view, compressed.
MOST = 70_000


@LANGS
def test_the_first_view_is_small(browser: Browser, site: Path, base: str, lang: str) -> None:
    """The page with its styles and scripts; the questions, which it fetches, come on top."""
    context = fresh(browser)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{base}{lang}/workbench/")
    expect(page.locator("#wb-country")).to_be_visible()
    paths = {url.removeprefix(base).split("?")[0] for url in asked}
    assert "assets/workbench-files.js" not in paths
    loaded = [
        site / path / "index.html" if path.endswith("/") else site / path for path in paths if "data/" not in path
    ]
    assert len(loaded) > 5
    assert sum(len(gzip.compress(file.read_bytes())) for file in loaded if file.suffix != ".woff2") <= MOST
    context.close()


@pytest.mark.parametrize(("lang", "width", "scheme"), [("en", 1280, "light"), ("ar", 360, "dark")])
def test_axe_finds_nothing_and_nothing_overflows(
    browser: Browser, base: str, lang: str, width: int, scheme: str
) -> None:
    """Every view, with answers, proofs and mistakes in it."""
    context = fresh(
        browser, viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    )  # fmt: skip
    page = context.new_page()
    found: list[str] = []

    def look(name: str) -> None:
        # Whatever lies under the bar that stays in view would count as a target too small to hit.
        page.evaluate("scrollTo(0, 0)")
        # The frame around it is looked at with the other pages.
        for violation in Axe().run(page, "#workbench", options=AXE).response["violations"]:
            nodes = "; ".join(node["html"][:120] for node in violation["nodes"][:2])
            found.append(f"{lang} {name} at {width}: {violation['id']}: {nodes}")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{lang} {name} at {width}: wider than the screen")

    overview = begin(page, base, lang)
    question(page, overview)
    answer(page, "partial", "Section 12", law="An Act", url="no address", as_at="soon")
    page.locator(".wb-help summary").click()
    page.locator("#wb-value-not-applicable").check()
    page.locator("#wb-reasoning").fill("")
    look("question")
    page.locator("#wb-value-none").check()
    saved(page, lang)
    for view in ("", "/print") if lang == "en" else ("", "/m/ecological-network", "/gaps"):
        page.goto(f"{overview}{view}")
        expect(page.locator("#wb-heading")).to_be_visible()
        page.wait_for_timeout(50)
        if view == "":
            page.locator(".wb-view button").last.click()
        look(view or "overview")
    page.goto(f"{base}{lang}/workbench/")
    expect(page.locator(".wb-list")).to_be_visible()
    look("list")
    context.close()
    assert not found, "\n".join(found)


@LANGS
def test_keyboard_alone(browser: Browser, base: str, lang: str) -> None:
    """From an empty desk to an answer with its proof and the next question, without a pointer."""
    context = fresh(browser)
    page = context.new_page()
    page.goto(f"{base}{lang}/workbench/")
    page.locator("#wb-country").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("A ministry")
    page.keyboard.press("Enter")
    expect(page.locator(".wb-ways")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "wb-heading"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#wb-value-full")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "wb-heading"
    _tab_to(page, "wb-value-full")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert page.locator("#wb-value-partial").is_checked()
    _tab_to(page, "wb-reasoning")
    page.keyboard.type("Section 5")
    _tab_to(page, "wb-add-proof")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "wb-proof-0-law"
    page.keyboard.type("An Act")
    page.keyboard.press("Tab")
    page.keyboard.type("s. 5(2)")
    # Leaving a field is announced, once it is kept.
    expect(page.locator(".wb-live")).to_have_text(labels(lang).gettext("Saved in this browser"))
    first = page.url
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "wb-primary":
            break
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != first)
    page.goto(first)
    page.reload()
    assert page.locator("#wb-value-partial").is_checked()
    expect(page.locator("#wb-proof-0-pinpoint")).to_have_value("s. 5(2)")
    expect(page.locator("#wb-reasoning")).to_have_value("Section 5")
    context.close()


def _tab_to(page: Page, id_: str) -> None:
    for _ in range(60):
        if page.evaluate("document.activeElement.id") == id_:
            return
        page.keyboard.press("Tab")
        focus = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert focus != "none"
    raise AssertionError(f"no way to {id_}")


@LANGS
def test_a_killed_browser_loses_nothing_older_than_a_second(
    browser: Browser, base: str, lang: str, tmp_path: Path
) -> None:
    """All processes of the browser are killed at once, as when the power fails."""
    profile = tmp_path / "profile"
    context = _own(browser, profile)
    page = context.new_page()
    overview = begin(page, base, lang)
    question(page, overview)
    page.locator("#wb-value-none").check()
    page.locator("#wb-reasoning").focus()
    page.keyboard.type("the first words and then", delay=15)
    page.wait_for_timeout(1000)
    killed = _kill(profile)
    assert killed > 1
    context = _own(browser, profile)
    page = context.new_page()
    question(page, overview)
    expect(page.locator("#wb-reasoning")).to_have_value("the first words and then")
    assert page.locator("#wb-value-none").is_checked()
    # What was done before the end can be taken back after it.
    page.locator(".wb-tools button").first.click()
    expect(page.locator("#wb-reasoning")).to_have_value("")
    context.close()


def test_a_browser_killed_while_somebody_types_keeps_all_but_the_last_second(
    browser: Browser, base: str, tmp_path: Path
) -> None:
    """Somebody who never pauses is kept up with."""
    profile = tmp_path / "profile"
    context = _own(browser, profile)
    page = context.new_page()
    overview = begin(page, base)
    question(page, overview)
    # The page notes for each letter when it was typed, by the clock of the machine.
    page.evaluate(
        """() => { const field = document.querySelector("#wb-reasoning"); globalThis.times = [];
        const next = () => { field.value += "x"; times.push(Date.now());
          field.dispatchEvent(new Event("input", { bubbles: true })); setTimeout(next, 20); }; next(); }"""
    )
    page.wait_for_timeout(2500)
    times: list[float] = page.evaluate("times")
    killed_at = time.time() * 1000
    _kill(profile)
    context = _own(browser, profile)
    page = context.new_page()
    question(page, overview)
    kept = len(page.locator("#wb-reasoning").input_value())
    assert kept >= sum(moment < killed_at - 1000 for moment in times) > 20
    context.close()


def _own(browser: Browser, profile: Path) -> BrowserContext:
    """A browser of its own with a profile that outlives it."""
    kind = browser.browser_type
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    made = kind.launch_persistent_context(str(profile), executable_path=program, args=["--no-sandbox"], headless=True)
    made.set_default_timeout(10_000)
    return made


def _kill(profile: Path) -> int:
    """Kill every process that has this profile; none can put anything in order before."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                line = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if str(profile).encode() in line:
                found.append(int(entry.name))
    parents = {pid: _parent(pid) for pid in (int(e.name) for e in Path("/proc").iterdir() if e.name.isdigit())}
    children = [pid for pid, parent in parents.items() if parent in found and pid not in found]
    for pid in (*found, *children):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    # The lock of the profile is the next browser's.
    time.sleep(0.3)
    for name in ("SingletonLock", "SingletonCookie", "SingletonSocket"):
        (profile / name).unlink(missing_ok=True)
    return len(found)


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError):
        return 0


@LANGS
def test_undo_and_redo_outlive_the_page(browser: Browser, base: str, lang: str) -> None:
    context = fresh(browser)
    page = context.new_page()
    overview = begin(page, base, lang)
    question(page, overview)
    answer(page, "full", "First", law="Act one")
    saved(page, lang)
    page.reload()
    undo, redo = page.locator(".wb-tools button").nth(0), page.locator(".wb-tools button").nth(1)
    undo.click()  # the law
    expect(page.locator("#wb-proof-0-law")).to_have_value("")
    undo.click()  # the empty proof
    expect(page.locator("#wb-proof-0-law")).to_have_count(0)
    undo.click()
    expect(page.locator("#wb-reasoning")).to_have_value("")
    saved(page, lang)
    page.reload()
    redo.click()
    expect(page.locator("#wb-reasoning")).to_have_value("First")
    undo.click()
    undo.click()
    assert not page.locator("#wb-value-full").is_checked()
    expect(undo).to_be_disabled()
    # From elsewhere, a change that is taken back is shown where it was.
    page.goto(f"{overview}/gaps")
    redo.click()
    expect(page.locator("#wb-value-full")).to_be_checked()
    context.close()


@LANGS
def test_several_assessments_side_by_side(browser: Browser, base: str, lang: str) -> None:
    context = fresh(browser)
    page = context.new_page()
    _ = labels(lang).gettext
    first = begin(page, base, lang, "ke")
    question(page, first)
    answer(page, "full", "Of the first")
    saved(page, lang)
    begin(page, base, lang, "no", "full")
    page.locator(".wb-nav a").first.click()
    cards = page.locator(".wb-list > li")
    expect(cards).to_have_count(2)
    kenya = cards.filter(has=page.locator(f"a[href='#{first.partition('#')[2]}']"))
    expect(kenya).to_contain_text(_("{answered} of {count}").format(answered=1, count=""))
    kenya.get_by_role("button", name=_("Duplicate")).click()
    expect(cards).to_have_count(3)
    expect(page.locator(".wb-list")).to_contain_text(_("{name} (copy)").replace("{name}", "").strip())
    kenya.get_by_role("button", name=_("Rename")).first.click()
    page.keyboard.type("My own name")
    page.keyboard.press("Enter")
    expect(kenya.get_by_role("link")).to_have_text("My own name")
    kenya.get_by_role("button", name=_("Delete")).click()
    expect(cards).to_have_count(2)
    # Whoever deletes by mistake has the way back under the finger.
    page.keyboard.press("Enter")
    expect(cards).to_have_count(3)
    page.goto(f"{first}/q/{POWER}")
    expect(page.locator("#wb-reasoning")).to_have_value("Of the first")
    context.close()


@LANGS
def test_two_tabs_never_overwrite_each_other(browser: Browser, base: str, lang: str) -> None:
    context = fresh(browser)
    one, two = context.new_page(), context.new_page()
    _ = labels(lang).gettext
    overview = begin(one, base, lang)
    question(one, overview)
    question(two, overview)
    other = "This assessment is open in another tab or window, and is written there. Here you see it as it is there."
    expect(two.locator(".wb-standing")).to_contain_text(_(other))
    expect(two.locator("#wb-reasoning")).to_be_disabled()
    three = context.new_page()
    three.goto(f"{base}{lang}/workbench/")
    three.locator("#wb-by").fill("half a na")
    one.locator("#wb-reasoning").fill("typed in the first")
    one.locator("#wb-value-none").check()
    expect(three.locator(".wb-list")).to_contain_text(_("{answered} of {count}").format(answered=1, count=""))
    expect(three.locator("#wb-by")).to_have_value("half a na")
    expect(two.locator("#wb-reasoning")).to_have_value("typed in the first")
    # Handing over keeps what was typed a moment ago.
    one.locator("#wb-reasoning").fill("typed at the last moment")
    two.get_by_role("button", name=_("Write here instead")).click()
    expect(two.locator("#wb-reasoning")).to_be_enabled()
    expect(two.locator("#wb-reasoning")).to_have_value("typed at the last moment")
    expect(one.locator("#wb-reasoning")).to_be_disabled()
    expect(one.locator(".wb-standing")).to_contain_text(_("This assessment is now written in another tab or window."))
    two.locator("#wb-reasoning").fill("typed in the second")
    expect(one.locator("#wb-reasoning")).to_have_value("typed in the second")
    context.close()


def test_without_locks_a_write_from_elsewhere_becomes_a_copy(browser: Browser, base: str) -> None:
    """In a browser that cannot tell tabs apart neither version is lost."""
    context = fresh(browser)
    context.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined }); delete self.BroadcastChannel;"
    )
    one, two = context.new_page(), context.new_page()
    overview = begin(one, base)
    question(one, overview)
    question(two, overview)
    one.locator("#wb-reasoning").fill("from the first")
    saved(one)
    two.locator("#wb-reasoning").fill("from the second")
    expect(two.locator(".wb-passing")).to_contain_text("kept as a copy")
    assert overview.partition("#")[2] not in two.url
    expect(two.locator("#wb-reasoning")).to_have_value("from the second")
    two.locator("#wb-note").fill("and on in the copy")
    saved(two)
    expect(two.locator(".wb-passing")).to_contain_text("kept as a copy")
    one.reload()
    expect(one.locator("#wb-reasoning")).to_have_value("from the first")
    context.close()


@LANGS
def test_a_browser_that_keeps_nothing_says_so(browser: Browser, base: str, lang: str, tmp_path: Path) -> None:
    context = fresh(browser)
    context.add_init_script("IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };")
    page = context.new_page()
    _ = labels(lang).gettext
    overview = begin(page, base, lang)
    said = words(labels(lang))["no-store"]
    expect(page.locator(".wb-standing")).to_contain_text(str(said))
    page.evaluate(f"location.hash = '{overview.partition('#')[2]}/q/{POWER}'")
    answer(page, "none", "Kept on the page", law="An Act")
    expect(page.locator(".wb-state")).to_have_text(_("Not saved"))
    page.wait_for_timeout(400)
    data = exported_data(page, tmp_path)
    assert data["replies"][POWER]["reasoning"] == "Kept on the page"
    context.close()


@LANGS
def test_a_full_disk_is_said_and_tried_again(browser: Browser, base: str, lang: str, tmp_path: Path) -> None:
    context = fresh(browser)
    context.add_init_script(
        """const put = IDBObjectStore.prototype.put; globalThis.full = false;
        IDBObjectStore.prototype.put = function (...given) {
          if (full) throw new DOMException("full", "QuotaExceededError");
          return put.apply(this, given); };"""
    )
    page = context.new_page()
    _ = labels(lang).gettext
    overview = begin(page, base, lang)
    question(page, overview)
    page.evaluate("full = true")
    page.locator("#wb-reasoning").fill("words without room")
    expect(page.locator(".wb-state")).to_have_text(_("Not saved"))
    standing = page.locator(".wb-standing")
    expect(standing).not_to_be_empty()
    with page.expect_download() as waiting:
        standing.get_by_role("button").first.click()
    waiting.value.save_as(tmp_path / "rescued.yaml")
    assert "words without room" in (tmp_path / "rescued.yaml").read_text("utf-8")
    page.evaluate("full = false")
    page.locator("#wb-note").fill("room again")
    saved(page, lang)
    expect(standing).to_be_empty()
    page.reload()
    expect(page.locator("#wb-reasoning")).to_have_value("words without room")
    context.close()


#: A disk on which every write takes a while, unless the page that writes is being left.
_SLOW_DISK = """
const begin = IDBDatabase.prototype.transaction;
globalThis.slow = 0;
globalThis.open = 0;
IDBDatabase.prototype.transaction = function (stores, mode, options) {
  const made = begin.call(this, stores, mode, options);
  if (mode !== "readwrite" || !slow) return made;
  let end = Date.now() + slow;
  const wait = () => { if (Date.now() < end) made.objectStore("parts").count().onsuccess = wait; };
  made.commit = () => { end = 0; IDBTransaction.prototype.commit.call(made); };
  globalThis.open += 1;
  made.addEventListener("complete", () => { globalThis.open -= 1; });
  wait();
  return made;
};"""


def test_saved_is_said_only_of_what_is_kept(browser: Browser, base: str) -> None:
    """Words typed while a write runs are not called saved with it."""
    context = fresh(browser)
    context.add_init_script(_SLOW_DISK)
    page = context.new_page()
    question(page, begin(page, base))
    page.evaluate(
        """() => {
          const state = document.querySelector(".wb-state");
          globalThis.slow = 600;
          globalThis.early = 0;
          const look = () => { if (state.dataset.state === "saved" && open) globalThis.early += 1; };
          new MutationObserver(look).observe(state, { attributes: true });
        }"""
    )
    answer(page, "full", "typed while the answer is written")
    page.wait_for_timeout(900)
    saved(page)
    assert page.evaluate("[early, open]") == [0, 0]
    context.close()


def test_a_page_left_while_it_writes_loses_nothing(browser: Browser, base: str) -> None:
    context = fresh(browser)
    context.add_init_script(_SLOW_DISK)
    page = context.new_page()
    overview = begin(page, base)
    question(page, overview)
    page.evaluate("slow = 20000")
    answer(page, "full", "typed while the answer is written")
    page.goto("about:blank")
    question(page, overview)
    expect(page.locator("#wb-reasoning")).to_have_value("typed while the answer is written")
    expect(page.locator("#wb-value-full")).to_be_checked()
    context.close()


def test_other_places_of_the_page_are_no_views(browser: Browser, base: str) -> None:
    """The link past the navigation leaves what is open as it is."""
    context = fresh(browser)
    page = context.new_page()
    overview = begin(page, base)
    question(page, overview)
    page.locator("#wb-reasoning").fill("typed before")
    page.locator(".md-skip").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#top")
    expect(page.locator("#wb-reasoning")).to_have_value("typed before")
    assert POWER in (page.locator(".g-languages a").first.get_attribute("href") or "")
    # One way after the other, however fast they are begun.
    here = overview.partition("#")[2]
    page.evaluate(f"for (const view of ['gaps', 'print', 'q/{DUTY}']) location.hash = '{here}/' + view")
    expect(page.locator("#wb-reasoning")).to_be_enabled()
    expect(page.locator("#wb-reasoning")).to_have_value("")
    context.close()


def test_languages_share_an_assessment(browser: Browser, base: str) -> None:
    context = fresh(browser)
    page = context.new_page()
    overview = begin(page, base)
    question(page, overview)
    answer(page, "planned", "Said in English")
    saved(page)
    page.get_by_role("link", name="العربية").click()
    page.wait_for_url(re.compile(rf"/ar/workbench/.*{POWER}"))
    expect(page.locator("#wb-reasoning")).to_have_value("Said in English")
    expect(page.locator("#wb-reasoning")).to_be_enabled()
    assert page.locator("#wb-value-planned").is_checked()
    page.locator("#wb-note").fill("قيل بالعربية")
    saved(page, "ar")
    page.get_by_role("link", name="English").click()
    expect(page.locator("#wb-note")).to_have_value("قيل بالعربية")
    context.close()


@LANGS
def test_progress_filters_and_gaps(browser: Browser, base: str, lang: str) -> None:
    context = fresh(browser)
    page = context.new_page()
    _ = labels(lang).gettext
    overview = begin(page, base, lang)
    for id_, value in ((POWER, "none"), (DUTY, "full")):
        question(page, overview, id_)
        answer(page, value)
    saved(page, lang)
    page.goto(overview)
    counts = (
        page.locator("table")
        .first.locator("tbody tr")
        .evaluate_all("rows => rows.map(row => row.cells[1].innerText.match(/\\d+/g).map(Number))")
    )
    assert sum(done for done, _all in counts) == 2
    total = sum(all_ for _done, all_ in counts)
    assert total > 30
    targets = page.locator("table").nth(1).locator("tbody tr")
    assert sum(int(t) for t in targets.locator("td:nth-of-type(4)").all_inner_texts() if t.isdigit()) >= 1
    for shown, number in (("all", total), ("open", total - 2), ("gaps", 1)):
        page.goto(f"{overview}/m/all")
        page.locator("#wb-show").select_option(shown)
        expect(page.locator(".wb-view ol.cards > li")).to_have_count(number)
        # Who chooses with the keys goes on choosing.
        assert shown == "all" or page.evaluate("document.activeElement.id") == "wb-show"
    page.goto(f"{overview}/gaps")
    adopt = page.locator(".wb-view ul.cards li", has_text=_("Clause to adopt:")).get_by_role("link").last
    assert (adopt.get_attribute("href") or "").endswith("/clauses/corridor-designation/")
    adopt.click()
    expect(page.locator("h1")).to_be_visible()
    page.go_back()
    page.goto(f"{overview}/print")
    page.emulate_media(media="print")
    expect(page.locator(".wb-bar")).to_be_hidden()
    expect(page.locator(".wb-printed")).to_have_count(total)
    context.close()


@LANGS
def test_published_answers_are_a_beginning(browser: Browser, base: str, lang: str) -> None:
    context = fresh(browser)
    page = context.new_page()
    page.goto(f"{base}{lang}/countries/ke/")
    page.get_by_role("link", name=labels(lang).gettext("Fill it in online; nothing leaves your computer")).click()
    expect(page.locator("#wb-country")).to_have_value("ke")
    page.locator("#wb-published").check()
    page.locator("#workbench form:has(#wb-published) button:not([type])").click()
    expect(page.locator(".wb-ways")).to_be_visible()
    page.goto(f"{page.url}/q/{POWER}")
    expect(page.locator(".wb-scale :checked")).to_have_count(1)
    assert page.locator("#wb-proof-0-law").input_value().endswith(")")
    context.close()


@LANGS
def test_without_javascript_other_ways_are_named(browser: Browser, base: str, lang: str) -> None:
    context = fresh(browser, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}{lang}/workbench/")
    expect(page.locator("noscript")).to_be_visible()
    expect(page.locator(".wb-loading")).to_be_hidden()
    page.locator("article").get_by_role("link", name=labels(lang).gettext("Checklist")).click()
    expect(page.locator("h1")).to_have_text(labels(lang).gettext("Checklist"))
    context.close()


# --- without a connection


@LANGS
def test_works_without_a_connection_after_the_first_visit(
    browser: Browser, base: str, lang: str, tmp_path: Path
) -> None:
    context = fresh(browser)
    page = context.new_page()
    messages: list[str] = []
    page.on("console", lambda m: messages.append(m.text) if m.type in ("error", "warning") else None)
    overview = begin(page, base, lang)
    _kept(page)
    expect(page.get_by_text(labels(lang).gettext("This page now works without a connection."))).to_be_visible()
    context.set_offline(True)
    question(page, overview)
    page.reload()
    answer(page, "full", "Written on a train", law="An Act")
    saved(page, lang)
    page.reload()
    expect(page.locator("#wb-reasoning")).to_have_value("Written on a train")
    assert export(page, "xlsx", tmp_path).stat().st_size > 5000
    page.goto(f"{base}{lang}/workbench/?country=no")
    expect(page.locator("#wb-country")).to_have_value("no")
    assert messages == []
    context.close()


def test_what_cannot_be_loaded_is_said_and_found_later(browser: Browser, base: str, tmp_path: Path) -> None:
    """The connection is lost before the script came that writes files."""
    context = fresh(browser, service_workers="block")
    page = context.new_page()
    context.route("**/workbench-files.js", lambda route: route.abort())
    question(page, begin(page, base))
    answer(page, "full", "Not lost")
    saved(page)
    page.locator(".wb-export summary").click()
    page.locator(".wb-export button").first.click()
    expect(page.locator(".wb-passing")).to_contain_text("What reads and writes files could not be loaded.")
    context.unroute("**/workbench-files.js")
    assert "Not lost" in export(page, "yaml", tmp_path).read_text("utf-8")
    context.close()


def _kept(page: Page) -> None:
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    for _ in range(100):
        if page.evaluate("navigator.serviceWorker.controller !== null"):
            return
        page.wait_for_timeout(50)
    raise AssertionError("no worker")


@pytest.fixture
def deployed(site: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The files of the workbench below a folder of a server of their own, so that they can be changed."""
    folder = tmp_path / "www" / "guidance"
    for part in ("assets", "data", "en/workbench"):
        shutil.copytree(site / part, folder / part)
    # With its time: a server says "not modified" of what changes twice within a second.
    shutil.copy2(site / "workbench-worker.js", folder)
    with serving(tmp_path / "www") as address:
        yield folder, f"{address}guidance/"


def test_a_newer_version_is_offered_and_loses_no_word(browser: Browser, deployed: tuple[Path, str]) -> None:
    folder, base = deployed
    context = fresh(browser)
    page = context.new_page()
    overview = begin(page, base)
    _kept(page)
    style = folder / "assets" / "workbench.css"
    style.write_text(style.read_text("utf-8") + "\n.wb-newer { color: red; }\n", "utf-8")
    worker = folder / "workbench-worker.js"
    worker.write_text(re.sub(r'"version": "[0-9a-f]{4}', '"version": "ffff', worker.read_text("utf-8")), "utf-8")
    question(page, overview)
    page.reload()
    expect(page.locator(".wb-passing")).to_contain_text("A newer version of this page is ready.")
    assert "wb-newer" not in _style(page)
    page.locator("#wb-reasoning").fill("typed before the change")
    page.get_by_role("button", name="Load it").click()
    expect(page.locator(".wb-passing")).to_be_empty()
    expect(page.locator("#wb-reasoning")).to_have_value("typed before the change")
    assert "wb-newer" in _style(page)
    names = page.evaluate("caches.keys()")
    assert len(names) == 1 and "ffff" in names[0]
    context.close()


def _style(page: Page) -> str:
    return str(page.evaluate("fetch('../../assets/workbench.css').then((answer) => answer.text())"))


@LANGS
def test_works_from_a_disk(browser: Browser, site: Path, lang: str, tmp_path: Path) -> None:
    """The unpacked site: no server, no module, nothing fetched."""
    base = f"{site.resolve().as_uri()}/"
    context = fresh(browser)
    page = context.new_page()
    messages: list[str] = []
    page.on("console", lambda m: messages.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda failure: messages.append(str(failure)))
    page.goto(f"{base}{lang}/workbench/index.html")
    page.locator("#wb-country").select_option("ke")
    page.locator("#workbench form:has(#wb-country) button:not([type])").click()
    expect(page.locator(".wb-ways")).to_be_visible()
    overview = page.url
    question(page, overview)
    answer(page, "none", "Without any server", law="An Act")
    saved(page, lang)
    page.reload()
    expect(page.locator("#wb-reasoning")).to_have_value("Without any server")
    assert "Without any server" in export(page, "yaml", tmp_path).read_text("utf-8")
    addresses = page.locator("a[href]").evaluate_all("links => links.map((link) => link.href.split('#')[0])")
    leads_nowhere = [a for a in addresses if a.startswith("file:") and a.endswith("/")]
    assert addresses and not leads_nowhere, leads_nowhere[:5]
    other = "العربية" if lang == "en" else "English"
    page.locator(".g-languages").get_by_role("link", name=other).click()
    expect(page.locator("#wb-reasoning")).to_have_value("Without any server")
    assert messages == []
    context.close()
