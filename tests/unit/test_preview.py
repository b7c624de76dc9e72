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


def test_a_mistake_shows_the_report_and_mending_it_the_site(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDANCE_LANGS", "en")
    assert not site.open_site(project, preview=True).broken
    _edit(project, r"\nmodule: ", "\nmodul: ")
    broken = site.open_site(project, preview=True)
    assert broken.broken
    assert "unknown key &#34;modul&#34;" in broken.not_found()["not_found"]
    _edit(project, r"\nmodul: ", "\nmodule: ")
    assert not site.open_site(project, preview=True).broken
