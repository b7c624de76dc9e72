"""After an edit of words, only the pages that show them are made again; after anything else, all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guidance.app import site

CLAUSE = "content/clauses/corridor-designation.yaml"


def _edit(project: Path, pattern: str, new: str) -> None:
    path = project / CLAUSE
    text = path.read_text("utf-8")
    assert re.search(pattern, text)
    path.write_text(re.sub(pattern, new, text, count=1), "utf-8")


def test_edits_in_preview(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDANCE_LANGS", "en,fr")
    monkeypatch.setenv("GUIDANCE_BOOKS", "0")
    first = site.open_site(project, preview=True)
    again = site.open_site(project, preview=True)
    assert all(again.pages[uri] is page for uri, page in first.pages.items())

    _edit(project, r"\ntitle: .*", "\ntitle: Naming of corridors")
    words = site.open_site(project, preview=True)
    made = {uri for uri, page in words.pages.items() if page is not first.pages[uri]}
    assert "en/clauses/corridor-designation/index.md" in made
    assert "en/targets/gbf-3/index.md" in made
    assert "en/countries/na/index.md" not in made
    assert "Naming of corridors" in words.pages["en/targets/gbf-3/index.md"].html
    # The kept pages are what a fresh build would make.
    fresh = site.open_site(project)
    assert {u: p.html for u, p in fresh.pages.items()} == {u: p.html for u, p in words.pages.items()}

    _edit(project, r"status: draft", "status: adopted")
    after = site.open_site(project, preview=True)
    assert not any(after.pages[uri] is page for uri, page in words.pages.items())


def test_statistics_follow_the_number_of_words(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDANCE_LANGS", "en")
    monkeypatch.setenv("GUIDANCE_BOOKS", "0")
    page = "en/statistics/index.md"
    first = site.open_site(project, preview=True).pages[page]
    _edit(project, r"\ntitle: .*", "\ntitle: Naming of corridors")
    longer = site.open_site(project, preview=True).pages[page]
    assert longer.html != first.html
    _edit(project, r"\ntitle: .*", "\ntitle: Giving of names")
    assert site.open_site(project, preview=True).pages[page] is longer


def test_an_edited_translation_changes_its_language_only(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDANCE_LANGS", "en,fr")
    monkeypatch.setenv("GUIDANCE_BOOKS", "0")
    first = site.open_site(project, preview=True)
    path = project / "content/translations/fr/clauses/corridor-designation.yaml"
    text = path.read_text("utf-8")
    title = r"(\n  title:\n    of: .*\n    text: ).*"
    path.write_text(re.sub(title, r"\1Nommer des corridors", text, count=1), "utf-8")
    words = site.open_site(project, preview=True)
    assert "Nommer des corridors" in words.pages["fr/clauses/corridor-designation/index.md"].html
    assert all(words.pages[uri] is page for uri, page in first.pages.items() if uri.startswith("en/"))


def test_a_dirty_preview_writes_what_changed(project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GUIDANCE_LANGS", "en")
    monkeypatch.setenv("GUIDANCE_BOOKS", "0")
    first = site.open_site(project, preview=True)
    assert first.to_write(dirty=True) == first.pages
    (tmp_path / "pagefind").mkdir()
    site.finish_site(first, tmp_path)
    _edit(project, r"\npurpose: >-\n  \S+", "\npurpose: >-\n  Zyxw")
    edited = site.open_site(project, preview=True)
    assert edited.to_write(dirty=False) == edited.pages
    written = edited.to_write(dirty=True)
    assert "en/clauses/corridor-designation/index.md" in written
    assert len(written) < 10
    assert all("Zyxw" in page.html or page.kind == "module" for page in written.values())


def test_a_mistake_shows_the_report_and_mending_it_the_site(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDANCE_LANGS", "en")
    assert not site.open_site(project, preview=True).broken
    _edit(project, r"\nmodule: ", "\nmodul: ")
    broken = site.open_site(project, preview=True)
    assert broken.broken
    assert "unknown key &#34;modul&#34;" in broken.not_found()["not_found"]
    _edit(project, r"\nmodul: ", "\nmodule: ")
    assert not site.open_site(project, preview=True).broken
