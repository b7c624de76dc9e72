"""The workbench as a person uses it: what the tests do on its page, in words of that page's language."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from guidance.render.labels import labels

#: A core question, and another one.
POWER, DUTY = "corridor-designation-power", "lead-authority-named"


def begin(page: Page, base: str, lang: str = "en", country: str = "ke", scope: str = "core") -> str:
    """A new assessment; returns the address of its overview."""
    page.goto(f"{base}{lang}/workbench/?country={country}")
    page.locator(f"input[name=scope][value={scope}]").check()
    page.locator("#workbench form:has(#wb-country) button:not([type])").click()
    expect(page.locator(".wb-ways")).to_be_visible()
    return page.url


def question(page: Page, overview: str, id_: str = POWER) -> None:
    """Go to a question of an assessment."""
    page.goto(f"{overview}/q/{id_}")
    expect(page.locator("#wb-value-full")).to_be_visible()


def saved(page: Page, lang: str = "en") -> None:
    """Wait until the page says that all is saved."""
    expect(page.locator(".wb-state")).to_have_text(labels(lang).gettext("Saved in this browser"))


def answer(page: Page, value: str = "partial", reasons: str = "", **proof: str) -> None:
    """Answer the question that is shown, with one proof if its fields are given."""
    page.locator(f"#wb-value-{value}").check()
    if reasons:
        page.locator("#wb-reasoning").fill(reasons)
    if proof:
        page.locator("#wb-add-proof").click()
    for name, text in proof.items():
        field = page.locator(f"#wb-proof-0-{name}")
        if name == "level":
            field.select_option(text)
        else:
            field.fill(text)


def export(page: Page, form: str, folder: Path) -> Path:
    """The open assessment as a file."""
    page.locator(".wb-export summary").click()
    with page.expect_download() as waiting:
        page.locator(".wb-export button").nth(("yaml", "json", "xlsx").index(form)).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def upload(page: Page, base: str, *files: Path, lang: str = "en") -> Locator:
    """Import files; returns what the page says of them."""
    page.goto(f"{base}{lang}/workbench/")
    page.locator("#wb-import").set_input_files(files)
    notices = page.locator(".wb-passing .notice")
    expect(notices).to_have_count(len(files), timeout=10_000)
    return notices


def opened(page: Page, notices: Locator) -> None:
    """Open the assessment that a file became."""
    notices.first.get_by_role("link").click()
    expect(page.locator(".wb-ways")).to_be_visible()


def exported_data(page: Page, folder: Path) -> dict[str, Any]:
    """What the open assessment holds, as its JSON file has it."""
    data: dict[str, Any] = json.loads(export(page, "json", folder).read_text("utf-8"))
    return data


def fresh(browser: Browser, **options: Any) -> BrowserContext:
    """A fresh profile that takes downloads."""
    made = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "en", **options})
    made.set_default_timeout(10_000)
    return made
