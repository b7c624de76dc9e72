"""A record that was renamed keeps its old address: the ledger names the successor, and the site leads there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guidance.app.linking import check_built
from guidance.config import Settings
from guidance.model.lang import LANGUAGES
from tests.conftest import copy_project, run_guidance, run_mkdocs

pytestmark = pytest.mark.build

OLD, NEW = "term/barrier-removal", "term/removal-of-barriers"
#: A place of a clause that now is another place of the same page, and one that is on another page.
MOVED = {
    "clause/corridor-designation#provision/designating": "clause/corridor-designation#provision/duty",
    "clause/corridor-designation#question/interim": "clause/interim-protection",
}


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site in French, after a term was renamed and two places of a clause were moved."""
    folder = copy_project(tmp_path_factory.mktemp("renamed"))
    content = folder / "content"
    old, new = OLD.split("/")[1], NEW.split("/")[1]
    for path in content.rglob("*.yaml"):
        text = path.read_text("utf-8")
        path.write_text(re.sub(rf"(?<![\w-]){old}(?![\w-])", new, text), "utf-8")
    (content / f"terms/{old}.yaml").rename(content / f"terms/{new}.yaml")
    ledger = content / "ledger.txt"
    lines = ledger.read_text("utf-8").replace(f"{OLD}\n", f"{OLD} -> {NEW}\n")
    lines += f"{NEW}\n" + "".join(f"{before} -> {after}\n" for before, after in MOVED.items())
    ledger.write_text(lines, "utf-8")
    stamped = run_guidance(folder, "i18n", "stamp")
    assert stamped.returncode == 0, stamped.stdout
    done = run_mkdocs(folder, "build", "--quiet", "--strict", GUIDANCE_LANGS="en,fr,ar")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_an_old_address_leads_to_the_new_one(renamed: Path) -> None:
    for lang in ("en", "fr", "ar"):
        page = (renamed / "site" / lang / "terms/barrier-removal/index.html").read_text("utf-8")
        assert f'<html lang="{lang}" dir="{LANGUAGES[lang].direction}">' in page
        assert 'http-equiv="refresh" content="0; url=../../terms/removal-of-barriers/"' in page
        assert "<script" not in page and "<style" not in page
    assert "terms/barrier-removal/" not in (renamed / "site/sitemap.xml").read_text("utf-8")


def test_an_old_anchor_stands_where_its_successor_does(renamed: Path) -> None:
    page = (renamed / "site/fr/clauses/corridor-designation/index.html").read_text("utf-8")
    assert re.search(r'id="p-duty"[^>]*><span id="p-designating"></span>', page)
    assert re.search(r'id="top"[^>]*><span id="q-interim"></span>', page)


def test_the_link_check_accepts_it_and_notices_if_it_stops(renamed: Path) -> None:
    settings = Settings(renamed, langs=("en", "fr", "ar"))
    checked, report = check_built(settings)
    assert checked.report.diagnostics == ()
    assert report.pages > 3 * 500
    (renamed / "site/fr/terms/barrier-removal/index.html").unlink()
    checked, _ = check_built(settings)
    (found,) = checked.report.diagnostics
    assert "barrier-removal" in found.message


def test_a_retired_id_is_refused_and_its_successor_named(renamed: Path) -> None:
    path = renamed / "content/clauses/corridor-designation.yaml"
    before = path.read_text("utf-8")
    path.write_text(before.replace("purpose: >-\n", "purpose: >-\n  [[barrier-removal]]\n"), "utf-8")
    done = run_guidance(renamed, "check", str(path))
    path.write_text(before, "utf-8")
    assert done.returncode == 1
    assert 'G314 unknown term "barrier-removal"' in done.stdout
    assert 'hint: it was renamed: write "removal-of-barriers"' in done.stdout
