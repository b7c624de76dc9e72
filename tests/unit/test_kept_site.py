"""What an earlier build left is taken again only if this build would make the same; no byte of the site differs."""

from __future__ import annotations

import filecmp
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from guidance import shelf
from guidance.app import indexing, making, site
from guidance.app.reporting import catalogue
from guidance.artifact import Artifact, bundled, unbundled
from guidance.load.corpus import load
from guidance.model.corpus import Corpus
from guidance.render import base, template_speed
from guidance.render.site.build import each_page, site_pages
from guidance.render.site.kept import packed, unpacked
from guidance.search import build_index
from tests.conftest import ROOT, run_mkdocs
from tests.rules.examples import lay

LANGS = ("en", "fr", "zh")
CLAUSE = "content/clauses/night-corridors.yaml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample as a whole project, in three languages."""
    lay(tmp_path, "# publication.yaml")
    for part in ("hooks", "overrides"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "content/assets").mkdir(exist_ok=True)
    monkeypatch.setenv("GUIDANCE_LANGS", ",".join(LANGS))
    monkeypatch.setenv("GUIDANCE_BOOKS", "0")
    return tmp_path


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The languages whose pages are made, in this process; and ``index of`` those whose index is."""
    languages: list[str] = []

    def noted(corpus: Corpus, lang: str, *others: object) -> object:
        languages.append(lang)
        return each_page(corpus, lang, *others)  # type: ignore[arg-type]

    def indexed(feed: Path, output: Path) -> None:
        languages.append(f"index of {feed.name}")
        build_index(feed, output)

    monkeypatch.setattr(making, "each_page", noted)
    monkeypatch.setattr(making, "workers", lambda: 1)
    monkeypatch.setattr(indexing, "build_index", indexed)
    return languages


def _open(project: Path, made: list[str]) -> tuple[dict[str, str], set[str]]:
    """The HTML of every page, and what had to be made for it."""
    made.clear()
    opened = site.open_site(project)
    assert opened.index, opened.report
    opened.index.finish(project / "index")
    return {uri: page.html for uri, page in opened.pages.items()}, set(made)


ALL = {*LANGS, *(f"index of {lang}" for lang in LANGS)}


def test_a_warm_build_is_the_same_byte_for_byte(project: Path) -> None:
    for _ in ("cold", "warm"):
        done = run_mkdocs(project, "build", "--quiet", "--strict")
        assert done.returncode == 0, done.stdout + done.stderr
        if not (project / "cold").exists():
            (project / "site").rename(project / "cold")
    files = {path.relative_to(project / "cold") for path in (project / "cold").rglob("*") if path.is_file()}
    assert files == {path.relative_to(project / "site") for path in (project / "site").rglob("*") if path.is_file()}
    assert any(path.match("pagefind/zh/fragment/*") for path in files)
    same, differing, unreadable = filecmp.cmpfiles(project / "cold", project / "site", map(str, files), shallow=False)
    assert (len(same), differing, unreadable) == (len(files), [], [])


def test_nothing_is_made_twice(project: Path, made: list[str]) -> None:
    first, new = _open(project, made)
    assert new == ALL
    held = {path.relative_to(project): path.read_bytes() for path in (project / "index").rglob("*") if path.is_file()}
    assert _open(project, made) == (first, set())
    assert held == {p.relative_to(project): p.read_bytes() for p in (project / "index").rglob("*") if p.is_file()}


def test_whatever_pages_are_made_from_is_noticed(
    project: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _open(project, made)
    # A word in French: every page is made again, but the others say to the search engine what they said.
    path = project / "content/translations/fr/clauses/night-corridors.yaml"
    text = path.read_text("utf-8")
    assert "'Nul n’éclaire" in text
    path.write_text(text.replace("'Nul n’éclaire", "'Jamais nul n’éclaire"), "utf-8")
    pages, new = _open(project, made)
    assert new == {*LANGS, "index of fr"}
    assert any("Jamais nul" in html for uri, html in pages.items() if uri.startswith("fr/"))
    # The ledger leads from old addresses to pages.
    ledger = project / "content/ledger.txt"
    ledger.write_text(ledger.read_text("utf-8") + "term/old-word -> term/corridor\n", "utf-8")
    assert set(LANGS) <= _open(project, made)[1]
    # The files that are offered, the program with its templates, a library, the search engine.
    monkeypatch.setenv("GUIDANCE_BOOKS", "1")
    assert set(LANGS) <= _open(project, made)[1]
    assert _open(project, made)[1] == set()
    monkeypatch.setattr(shelf, "program_digest", lambda: "another program")
    assert set(LANGS) <= _open(project, made)[1]
    monkeypatch.setattr(making, "version", lambda name: "99")
    assert set(LANGS) <= _open(project, made)[1]
    monkeypatch.setattr(indexing, "version", lambda: "99")
    assert {name for name in ALL if name.startswith("index")} <= _open(project, made)[1]


def test_a_file_that_was_damaged_is_made_again(project: Path, made: list[str]) -> None:
    first, _ = _open(project, made)
    kept = project / ".cache/site"
    pages = (kept / "fr.pages").read_bytes()
    (kept / "fr.pages").write_bytes(pages.replace(b"<h1", b"<h6", 1))
    (kept / "zh.index").write_bytes((kept / "zh.index").read_bytes()[:-1])
    (kept / "en.index").unlink()
    assert _open(project, made) == (first, {"fr", "index of zh", "index of en"})
    assert (kept / "fr.pages").read_bytes() == pages


def test_content_with_errors_leaves_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a mistake that only a rule finds, when processes make pages already; and of one that loading finds."""
    temporary, memory = project / "temporary", project / "memory"
    temporary.mkdir()
    memory.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setattr(indexing, "_MEMORY", memory)
    french = project / "content/translations/fr/clauses/night-corridors.yaml"
    for path, old, new, code in (
        (french, "'Nul n’éclaire", "'Jamais : nul n’éclaire", "G613"),
        (project / CLAUSE, "\nmodule: ", "\nmodul: ", "G101"),
    ):
        sound = path.read_text("utf-8")
        assert old in sound
        path.write_text(sound.replace(old, new, 1), "utf-8")
        opened = site.open_site(project)
        assert opened.broken and f"error {code}" in opened.report
        assert list(temporary.iterdir()) == list(memory.iterdir()) == []
        assert not (project / ".cache/site").exists()
        path.write_text(sound, "utf-8")
    assert not site.open_site(project).broken


@pytest.mark.parametrize("place", ["no such folder", "too little room"])
def test_where_files_cannot_be_kept_in_memory_they_go_to_the_disk(
    project: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    temporary = project / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setattr(indexing, "_MEMORY", project / "nowhere" if place == "no such folder" else project)
    monkeypatch.setattr(indexing, "_ENOUGH", 1 << 62)
    index = indexing.Index(project / ".cache/site")
    corpus = load(project).corpus
    assert corpus
    index.feed("en", [next(each_page(corpus, "en", (), ()))])
    assert len(list(temporary.glob("guidance-feed-*/**/index.html"))) == 1
    index.discard()
    assert list(temporary.iterdir()) == []


def test_shortcuts_change_no_character(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = tuple(catalogue().values())
    quick = site_pages(corpus, "ar", ("ar",), codes)
    base.environment.cache_clear()
    # The version that is installed is not the one whose inner parts are known.
    assert version("jinja2") == template_speed.KNOWN
    monkeypatch.setattr(template_speed, "KNOWN", "0")
    try:
        assert type(base.environment()) is Environment
        assert site_pages(corpus, "ar", ("ar",), codes) == quick
    finally:
        base.environment.cache_clear()


def test_shortcuts_escape_what_is_not_safe() -> None:
    macro = "{% macro said(words) %}<b>{{ words }}</b>{% endmacro %}"
    template = base.environment().from_string(macro + "{{ said(words) }}{{ plain(words) }}{{ none }}{{ words }}")
    made = template.render(words="<i>&", plain=lambda words: f"{words}!", none=None)
    assert made == "<b>&lt;i&gt;&amp;</b>&lt;i&gt;&amp;!None&lt;i&gt;&amp;"


def test_pages_come_back_as_they_were(tmp_path: Path) -> None:
    lay(tmp_path, "# publication.yaml")
    corpus = load(tmp_path).corpus
    assert corpus
    pages = site_pages(corpus, "zh", (), ())
    back, feed = unpacked(packed(pages, "of the feed"))
    assert feed == "of the feed"
    assert [(page.src_uri, page.html, page.toc, page.facets, page.digest) for page in back] == [
        (page.src_uri, page.html, page.toc, page.facets, page.digest) for page in pages
    ]
    for damaged in (b"", b"[]\n", b"{}\n", b"[[1]]\n", packed(pages, "")[:-1], bundled([Artifact("a", b"{}", "")])):
        with pytest.raises(ValueError, match=r"."):
            unpacked(damaged)


@given(st.lists(st.tuples(st.text(), st.binary(), st.text())))
def test_a_bundle_gives_back_what_it_holds(things: list[tuple[str, bytes, str]]) -> None:
    artifacts = [Artifact(*thing) for thing in things]
    assert unbundled(bundled(artifacts)) == artifacts
