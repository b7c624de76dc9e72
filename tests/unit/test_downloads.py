"""The checklists that pages offer are those that are made, and a file is made again only when it would change."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from guidance.app import exporting
from guidance.app.products import published_files
from guidance.checklists.published import published
from guidance.config import Settings
from guidance.forms import Desk, Order
from guidance.load.corpus import load
from guidance.model.corpus import Corpus
from guidance.render.site.build import site_pages
from guidance.render.site.downloads import checklist_paths, offered
from guidance.shelf import Product
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def sample() -> Corpus:
    found = load(ROOT / "tests" / "rules" / "sample").corpus
    assert found is not None
    return found


def _links(corpus: Corpus, lang: str, books: tuple[str, ...]) -> dict[str, set[str]]:
    """The checklists that each page of a language leads to, by the path of the page."""
    found = {}
    for page in site_pages(corpus, lang, books, ()):
        hrefs = re.findall(r'<a href="([^"]*/checklists/[^"]*)"', page.html)
        depth = page.url.count("/")
        assert all(href.startswith("../" * depth + "checklists/") for href in hrefs), page.url
        if hrefs:
            found[page.path] = {href.removeprefix("../" * depth) for href in hrefs}
    return found


def test_pages_lead_to_every_checklist_that_is_made_and_to_no_other(sample: Corpus) -> None:
    found = _links(sample, "fr", ("fr",))
    assert set().union(*found.values()) == set(checklist_paths(sample, "fr"))
    assert {"checklist/", "countries/xx/", "countries/yy/"} == set(found)
    # A country that nobody has assessed offers blank ones, the other has its own besides.
    assert found["countries/yy/"] == found["checklist/"] < found["countries/xx/"]
    assert _links(sample, "fr", ("en",)) == {}


def test_pages_lead_to_every_product_and_to_no_other(sample: Corpus) -> None:
    settings = Settings(ROOT / "tests" / "rules" / "sample", langs=("fr", "ar"))
    made = {product.path: product for product in published_files(settings, sample)}
    offered_on: dict[str, set[str]] = {}
    for lang in settings.langs:
        for page in site_pages(sample, lang, settings.langs, ()):
            for href, media_type in re.findall(r'<a href="([^"]+)"[^>]*? type="([^"]+)" ?(?:download)?>', page.html):
                path = href.removeprefix("../" * page.url.count("/"))
                assert made[path].media_type == media_type, f"{page.url}: {href}"
                offered_on.setdefault(path, set()).add(page.url)
    missing = {product.kind for path, product in made.items() if path not in offered_on}
    assert missing == set()
    for product in made.values():
        if product.kind in ("clause", "module"):
            assert offered_on[product.path] == {f"{product.lang}/{product.kind}s/{product.subject}/"}
        if product.kind in ("book", "epub", "short"):
            # The sample has no home page: the page on the guidance offers the books, in each language those of all.
            assert offered_on[product.path] == {"fr/pages/about/", "ar/pages/about/"}


def test_what_is_made_for_the_site_is_what_it_offers(corpus: Corpus) -> None:
    job = exporting.for_site(Settings(ROOT, langs=("es",)), corpus)
    made = {product.path for product in job.products}
    assert made == {PurePosixPath(path).name for path in checklist_paths(corpus, "es")}
    assessed = [country for country in corpus.countries.values() if country.assessment]
    assert len(assessed) == 12 and len(list(offered(corpus))) == 2 + 2 * 12


def _digests(corpus: Corpus, folder: Path) -> dict[str, str]:
    orders = [Order(published(corpus, corpus.countries[code], "fr", "full")) for code in ("xx", "yy")]
    products: list[Product] = Desk(corpus, folder, folder).products(orders, ["pdf", "xlsx"])
    return {product.path: product.digest for product in products}


def test_a_file_is_made_again_only_when_it_would_change(sample: Corpus, tmp_path: Path) -> None:
    before = _digests(sample, tmp_path)
    assert len(set(before.values())) == len(before) == 4 and _digests(sample, tmp_path) == before
    country = sample.countries["xx"]
    ((label, answer),) = country.answers.items()
    answers = {label: replace(answer, value="none")}
    changed = replace(sample, countries=sample.countries | {"xx": replace(country, answers=answers)})
    after = _digests(changed, tmp_path)
    assert {path for path in before if before[path] != after[path]} == {path for path in before if "-xx-" in path}
    publication = replace(sample.publication, short_title=replace(sample.publication.short_title, source="Another"))
    after = _digests(replace(sample, publication=publication), tmp_path)
    assert not set(before.values()) & set(after.values())


def test_a_site_without_downloads_has_no_links_to_them(corpus: Corpus, tmp_path: Path) -> None:
    settings = Settings(ROOT, cache=str(tmp_path / "cache"))
    assert not exporting.has_checklists(settings, corpus, "en")
    exporting.add_to_site(settings, corpus, tmp_path / "site", preview=True)
    assert not (tmp_path / "site").exists()
