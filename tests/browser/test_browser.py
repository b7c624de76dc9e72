"""The site in a real browser: languages, search, direction, no request elsewhere, and axe."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from guidance.model.lang import LANGUAGES
from guidance.render.labels import labels

pytestmark = pytest.mark.browser

PAGES = (
    "",
    "pages/",
    "pages/about/",
    "modules/",
    "modules/ecological-network/",
    "clauses/",
    "clauses/corridor-designation/",
    "targets/",
    "targets/gbf-3/",
    "instruments/",
    "instruments/cms-res-12-26/",
    "laws/",
    "laws/cr-decreto-40043-2017/",
    "countries/",
    "countries/cr/",
    "countries/no/",
    "reports/",
    "reports/ke/",
    "terms/",
    "terms/ecological-connectivity/",
    "resources/",
    "resources/global-environment-facility/",
    "resources/kavango-zambezi/",
    "checklist/",
    "compare/?c=ke,tz&core=1&module=finance&target=gbf-19",
    "matrix/?c=ke&module=finance",
    "workbench/",
    "mandate/",
    "statistics/",
    "rules/",
    "link-health/",
    "releases/",
    "search/",
)
#: WCAG 2.2 AA, and axe's own good practice.
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
#: What depends on colours and on room; everything else is the same in the dark and on a phone.
LOOKS = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable", "aria-hidden-focus"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_axe_finds_nothing(browser: Browser, base: str, lang: str, scheme: str) -> None:
    """One page of each kind, wide and narrow, in both directions and both colour schemes."""
    found: list[str] = []
    rules = AXE if scheme == "light" else {"runOnly": {"type": "rule", "values": LOOKS}}
    for width in (1280,) if scheme == "light" else (360,):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            bypass_csp=True,  # axe is put into the page from outside
        )
        page = context.new_page()
        for path in PAGES:
            page.goto(f"{base}{lang}/{path}")
            result = Axe().run(page, options=rules).response
            for violation in result["violations"]:
                nodes = "; ".join(node["html"][:120] for node in violation["nodes"][:2])
                found.append(f"{lang}/{path} at {width}: {violation['id']}: {nodes}")
        context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("lang", ["en", "ar", "zh"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_overflows(browser: Browser, base: str, lang: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    for path in PAGES:
        page.goto(f"{base}{lang}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{lang}/{path}"
    context.close()


def test_no_request_leaves_the_site(page: Page, base: str) -> None:
    asked: list[str] = []
    messages: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: messages.append(message.text) if message.type == "error" else None)
    for lang in LANGUAGES:
        for path in ("", "clauses/corridor-designation/", "search/?q=CMS"):
            page.goto(f"{base}{lang}/{path}")
            page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith((base, "data:"))] == []
    assert messages == []


def test_language_switch_keeps_the_page(page: Page, base: str) -> None:
    page.goto(f"{base}en/clauses/corridor-designation/")
    page.get_by_role("link", name="العربية").click()
    expect(page).to_have_url(f"{base}ar/clauses/corridor-designation/")
    page.wait_for_load_state()
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    # Mirrored: the navigation stands on the right of the text.
    nav, article = page.locator(".g-nav").bounding_box(), page.locator("article").bounding_box()
    assert nav and article and nav["x"] > article["x"]
    page.get_by_role("link", name="Français").click()
    expect(page).to_have_url(f"{base}fr/clauses/corridor-designation/")


QUERIES = {
    "en": "corridor",
    "fr": "l'écosystème",
    "es": "corredores",
    "ru": "связность",
    "ar": "الترابط",
    "zh": "连通性",
}


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_search_finds_its_own_language_only(page: Page, base: str, lang: str) -> None:
    page.goto(f"{base}{lang}/")
    page.locator(".g-search input").fill(QUERIES[lang])
    page.keyboard.press("Enter")
    results = page.locator("#search-results a")
    expect(results.first).to_be_visible(timeout=15_000)
    hrefs = results.evaluate_all("links => links.map(link => link.href)")
    assert hrefs
    assert all(href.startswith(f"{base}{lang}/") for href in hrefs)
    expect(page.locator("#search-status")).not_to_be_empty()
    words = page.locator("#search-results mark").all_inner_texts()
    assert words


def _wait_for_answer(page: Page, lang: str) -> None:
    """Wait until the search says what it found, and shows it."""
    status = page.locator("#search-status")
    expect(status).to_have_text(re.compile(r"\S"), timeout=15_000)
    expect(status).not_to_have_text(labels(lang).gettext("Searching …"), timeout=15_000)
    page.wait_for_timeout(500)


@pytest.mark.parametrize(
    ("query", "whole"),
    [("第12条", "第12条"), ("迁徙物种，栖息地", ""), ("12.2 选址", ""), ("GBF目标", "")],
    ids=["number within", "two words", "clause number", "two scripts"],
)
def test_search_in_chinese_takes_queries_apart_and_puts_excerpts_together(
    page: Page, base: str, query: str, whole: str
) -> None:
    page.goto(f"{base}zh/search/?q={quote(query)}")
    _wait_for_answer(page, "zh")
    excerpts = page.locator("#search-results li").all_inner_texts()
    assert excerpts
    assert not any("\u2060" in text or re.search("[\u3400-\u9fff] [，。；（]", text) for text in excerpts)
    # A phrase is found as a phrase; the parts of any other query may stand apart.
    assert all(whole in text for text in excerpts)


def test_search_leaves_out_english_that_stands_in(page: Page, base: str) -> None:
    """A word of an English summary is found in English, and not on the French page that shows the summary."""
    for lang, found in (("en", True), ("fr", False)):
        page.goto(f"{base}{lang}/search/?q=hydromorphological")
        _wait_for_answer(page, lang)
        words = [word.lower().strip(".,;") for word in page.locator("#search-results mark").all_inner_texts()]
        assert ("hydromorphological" in words) is found


def test_search_on_a_phone_shows_what_it_found_first(page: Page, base: str) -> None:
    page.set_viewport_size({"width": 360, "height": 760})
    page.goto(f"{base}en/search/?q=corridor")
    _wait_for_answer(page, "en")
    narrow = page.locator("#search-narrow")
    expect(narrow).not_to_have_attribute("open", "")
    expect(page.locator("#search-results a").first).to_be_in_viewport()
    # What was chosen is never hidden: not by the address, and not by turning the phone.
    page.goto(f"{base}en/search/?q=corridor&realm=marine")
    _wait_for_answer(page, "en")
    expect(page.locator("select[name=realm]")).to_have_value("marine")
    expect(page.locator("select[name=realm]")).to_be_visible()
    page.goto(f"{base}en/search/?q=corridor")
    page.set_viewport_size({"width": 1000, "height": 360})
    expect(narrow).to_have_attribute("open", "")


def test_search_facets(page: Page, base: str) -> None:
    page.goto(f"{base}en/search/?q=corridor")
    status = page.locator("#search-status")
    expect(status).to_contain_text("found", timeout=15_000)
    everything = int("".join(c for c in status.inner_text() if c.isdigit()))
    for name, value in (("kind", "clause"), ("target", "gbf-3"), ("realm", "marine"), ("sector", "transport")):
        page.locator(f"select[name={name}]").select_option(value)
        _wait_for_answer(page, "en")
        assert f"{name}={value}" in page.url
    narrowed = page.locator("#search-results a").evaluate_all("links => links.map(link => link.href)")
    assert narrowed and all("/en/clauses/" in href for href in narrowed)
    assert len(narrowed) < everything
    page.get_by_role("button", name="Clear the choices").click()
    page.locator("select[name=country]").select_option("ke")
    _wait_for_answer(page, "en")
    hrefs = page.locator("#search-results a").evaluate_all("links => links.map(link => link.href)")
    assert hrefs and all(any(f"/{kind}/ke" in href for kind in ("laws", "countries", "reports")) for href in hrefs)


def test_search_says_when_nothing_is_found(page: Page, base: str) -> None:
    page.goto(f"{base}fr/search/?q=ѭѭѭѭѭ")
    expected = labels("fr").gettext("Nothing was found for “{query}”.").replace("{query}", "ѭѭѭѭѭ")
    expect(page.locator("#search-status")).to_have_text(expected, timeout=15_000)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_keyboard_alone(page: Page, base: str, lang: str) -> None:
    """On a page of each kind: the skip link comes first, every stop shows its focus, and "/" goes to search."""
    for path in PAGES:
        page.goto(f"{base}{lang}/{path}")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("Tab")
        if path != "search/":  # the search page puts the reader into its field
            assert page.evaluate("document.activeElement.className") == "md-skip", path
        for _ in range(12):
            page.keyboard.press("Tab")
            stop = page.evaluate(
                "[document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle]"
            )
            assert stop[0] == "BODY" or stop[1] != "none", f"{lang}/{path}: {stop}"
        hidden = page.evaluate(
            "() => [...document.querySelectorAll('summary')].filter((one) => one.checkVisibility())"
            ".filter((one) => { one.focus(); return getComputedStyle(one).outlineStyle === 'none'; })"
            ".map((one) => one.textContent)"
        )
        assert not hidden, path
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.name") == "q", path


def test_menu_works_without_javascript(browser: Browser, base: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 700}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}en/")
    menu = page.locator(".g-nav")
    expect(menu).to_be_hidden()
    page.get_by_role("link", name="Menu", exact=True).click()
    expect(menu).to_be_visible()
    page.get_by_role("link", name="Countries").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Countries")
    context.close()


def test_a_short_link_leads_to_the_readers_language(browser: Browser, base: str) -> None:
    for locale, script, where in (
        ("fr-CA", True, "fr"),
        ("zh-Hant-TW", True, "zh"),
        ("sw", True, ""),
        ("fr", False, ""),
    ):
        context = browser.new_context(locale=locale, java_script_enabled=script)
        page = context.new_page()
        page.goto(f"{base}c/corridor-designation/")
        if where:
            page.wait_for_url(f"{base}{where}/clauses/corridor-designation/")
        else:
            page.wait_for_load_state("networkidle")
            assert page.url == f"{base}c/corridor-designation/", locale
            page.locator('a[hreflang="ru"]').click()
            page.wait_for_url(f"{base}ru/clauses/corridor-designation/")
        context.close()


def test_colours_are_remembered(page: Page, base: str) -> None:
    page.goto(f"{base}en/")
    page.get_by_role("button", name="Dark colours").click()
    page.goto(f"{base}en/clauses/")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.get_by_role("button", name="Dark colours").get_attribute("aria-pressed") == "true"


def test_notices_speak_the_readers_language(page: Page, base: str) -> None:
    """A register without a translation says so in the reader's language, and marks the English."""
    page.goto(f"{base}ar/laws/cr-decreto-40043-2017/")
    notice = page.locator(".notice.translation")
    expect(notice.first).to_be_visible()
    assert any("\u0600" <= c <= "\u06ff" for c in notice.first.inner_text())
    english = page.locator(".other-language").first
    assert english.get_attribute("lang") == "en"
    assert english.get_attribute("dir") == "ltr"


def test_pages_print_without_the_frame(page: Page, base: str) -> None:
    page.goto(f"{base}en/clauses/corridor-designation/")
    page.emulate_media(media="print")
    expect(page.locator(".g-bar")).to_be_hidden()
    # What the text is, and that nobody has adopted it, goes onto paper too.
    expect(page.locator(".g-status")).to_be_visible()
    expect(page.locator(".g-nav")).to_be_hidden()
    expect(page.locator(".part-text")).to_be_visible()
