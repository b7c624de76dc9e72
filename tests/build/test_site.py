"""The built site: whole, linked, in the right languages, from nowhere else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from guidance.model.corpus import Corpus
from guidance.model.lang import LANGUAGES
from tests.conftest import copy_project, run_mkdocs

pytestmark = pytest.mark.build

_TAG = re.compile(r"<[a-zA-Z][^>]*>")
_ATTRIBUTE = re.compile(r'\s(href|id)="([^"]*)"')
_ASCII_ID = re.compile(r"^[A-Za-z0-9_-]+$")


def _page(path: Path) -> tuple[set[str], set[str]]:
    """The anchors of a page, and the addresses that it leads to."""
    found = [pair for tag in _TAG.findall(path.read_text("utf-8")) for pair in _ATTRIBUTE.findall(tag)]
    anchors = {value for name, value in found if name == "id"}
    return anchors, {value.replace("&amp;", "&") for name, value in found if name == "href"}


def _pages(site: Path) -> Iterator[Path]:
    yield from sorted(site.rglob("*.html"))


def test_every_page_of_every_language_is_there(site: Path, corpus: Corpus) -> None:
    kinds: dict[str, Collection[str]] = {
        "modules": corpus.modules,
        "clauses": corpus.clauses,
        "targets": corpus.targets,
        "instruments": corpus.instruments,
        "laws": corpus.laws,
        "countries": corpus.countries,
        "terms": corpus.terms,
        "resources": corpus.resources,
        "pages": {id_: page for id_, page in corpus.pages.items() if id_ != "home"},
    }
    for lang in LANGUAGES:
        assert (site / lang / "index.html").is_file()
        for folder, records in kinds.items():
            for id_ in ["", *list(records)]:
                assert (site / lang / folder / id_ / "index.html").is_file(), f"{lang}/{folder}/{id_}"


def test_ids_are_ascii_and_unique(site: Path) -> None:
    for page in _pages(site):
        ids = [
            value for tag in _TAG.findall(page.read_text("utf-8")) for n, value in _ATTRIBUTE.findall(tag) if n == "id"
        ]
        assert all(_ASCII_ID.match(value) for value in ids), page
        doubled = {value for value in ids if ids.count(value) > 1}
        assert not doubled, f"{page}: {doubled}"


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_language_and_direction(site: Path, lang: str) -> None:
    direction = LANGUAGES[lang].direction
    for page in (site / lang).rglob("*.html"):
        text = page.read_text("utf-8")
        assert f'<html lang="{lang}"' in text, page
        assert f'<body dir="{direction}"' in text, page


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_language_bar(site: Path, lang: str) -> None:
    """UN order, native names, the same page in each language."""
    text = (site / lang / "clauses/corridor-designation/index.html").read_text("utf-8")
    bar = text[text.index('class="g-languages"') :].split("</nav>")[0]
    found = re.findall(r'<a href="([^"]+)" lang="(\w+)" hreflang="\w+" dir="\w+"[^>]*>([^<]+)</a>', bar)
    assert [code for _, code, _ in found] == list(LANGUAGES)
    assert [name for _, _, name in found] == [language.name for language in LANGUAGES.values()]
    assert all(href == f"../../../{code}/clauses/corridor-designation/" for href, code, _ in found)


def test_nothing_comes_from_elsewhere(site: Path) -> None:
    """No script, style, image, font or frame of another origin, and no inline script."""
    for page in _pages(site):
        text = page.read_text("utf-8")
        for tag in re.findall(
            r"<(?:script|img|iframe|source|link rel=\"(?:stylesheet|icon|preload|preconnect))[^>]*>", text
        ):
            assert "//" not in tag.replace("http://www.w3.org", ""), f"{page}: {tag}"
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text), f"{page}: inline script"
    for style in (site / "assets").rglob("*.css"):
        assert not re.search(r"url\(['\"]?(https?:)?//", style.read_text("utf-8")), style


def test_nothing_is_published_that_no_page_loads(site: Path) -> None:
    """The theme brings scripts, a search and palettes of its own, which readers of the offline site need not copy."""
    assets = [path for path in (site / "assets").rglob("*") if path.is_file()]
    tools = (site / "en" / name / "index.html" for name in ("search", "compare", "matrix", "workbench"))
    readers = [site / "index.html", site / "en/index.html", site / "c/objective/index.html", *tools, *assets]
    text = "".join(path.read_text("utf-8") for path in readers if path.suffix in (".html", ".css", ".js"))
    # A licence goes with what is published under it.
    assert [path.name for path in assets if path.name not in text and "licence" not in path.name] == []


def test_target_clause_question_law_and_back(site: Path, corpus: Corpus) -> None:
    """From a duty to the clause, its question and real law, and back, in two clicks."""
    clause = corpus.clauses["corridor-designation"]
    page = site / "en/clauses/corridor-designation/index.html"
    target = site / "en/targets/gbf-3/index.html"
    law = next(e.law for e in clause.examples)
    hrefs = _page(page)[1]
    assert "../../targets/gbf-3/" in hrefs
    assert any(value.startswith(f"../../laws/{law}/") for value in hrefs)
    back = _page(target)[1]
    assert "../../clauses/corridor-designation/" in back
    question = next(q for q in clause.questions.values() if "gbf-3" in q.targets)
    assert f"../../clauses/corridor-designation/#q-{question.label}" in back
    law_links = _page(site / f"en/laws/{law}/index.html")[1]
    assert "../../clauses/corridor-designation/" in law_links
    mapping = next(m.provision for m in clause.implements if m.provision)
    instrument, label = mapping.split("/")
    provision_page = site / f"en/instruments/{instrument}/index.html"
    assert label in _page(provision_page)[0]
    assert "../../clauses/corridor-designation/" in _page(provision_page)[1]


def test_country_page_maps_answers_to_targets_without_a_score(site: Path, corpus: Corpus) -> None:
    text = (site / "en/countries/cr/index.html").read_text("utf-8")
    country = corpus.countries["cr"]
    for label in corpus.questions:
        assert f'id="q-{label}"' in text
    for finding in country.findings:
        assert f'id="theme-{finding}"' in text
    assert corpus.publication.country_notice.source in text
    assert "22 November 2026" in text
    assert not re.search(r"\b\d+ ?%", re.sub(r"<[^>]+>", " ", text))


def test_two_builds_give_the_same_bytes(tmp_path: Path, site: Path) -> None:
    folder = copy_project(tmp_path, source=site.parent)
    done = run_mkdocs(folder, "build", "--quiet", PYTHONHASHSEED="7", TZ="Asia/Tokyo", LC_ALL="C")
    assert done.returncode == 0, done.stderr
    first = {p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    second = {p.relative_to(folder / "site"): p.read_bytes() for p in (folder / "site").rglob("*") if p.is_file()}
    assert first.keys() == second.keys()
    assert [str(name) for name, content in first.items() if second[name] != content] == []


def test_properdocs_builds_the_same_site(tmp_path: Path, site: Path) -> None:
    """The engine seam: the fork that outlives MkDocs runs the same hooks."""
    folder = copy_project(tmp_path, source=site.parent)
    done = run_mkdocs(folder, "build", "--quiet", "-f", "mkdocs.yml", engine="properdocs", GUIDANCE_LANGS="fr")
    assert done.returncode == 0, done.stdout + done.stderr
    made = (folder / "site/fr/clauses/corridor-designation/index.html").read_text("utf-8")
    known = (site / "fr/clauses/corridor-designation/index.html").read_text("utf-8")
    article = re.compile(r"<article.*?</article>", re.DOTALL)
    assert article.search(made)[0] == article.search(known)[0]  # type: ignore[index]
