"""What the site and its checks know of editions that went out; how an edition is entered in catalogues."""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from guidance.app import checking
from guidance.app.released import add_releases, damaged, known_releases, released_files
from guidance.app.site import open_site
from guidance.config import Settings
from guidance.links.site import check_site
from guidance.model.corpus import Corpus
from guidance.model.publication import Creator, Related
from guidance.pack import tar_gz
from guidance.render.release.datacite import datacite, datacite_json, datacite_xml
from guidance.render.release.manifest import Listed
from guidance.render.site.build import site_pages
from guidance.render.site.page import SitePage
from tests.release.shop import EDITION, contents, edit, released, sample

SECOND = "2026.2-draft"


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The small project with two editions, the first of which was replaced and withdrawn."""
    settings = sample(tmp_path_factory.mktemp("editions"))
    released(settings)
    edit(settings, "publication.yaml", EDITION, SECOND)
    edit(settings, "clauses/quiet-rivers.yaml", "title: ", "title: Designation of ")
    released(settings, SECOND)
    edit(
        settings,
        f"releases/{EDITION}.yaml",
        "files:\n",
        f"withdrawn: {{since: '2026-12-01', reason: A clause was wrong.}}\nreplaced_by: {SECOND}\nfiles:\n",
    )
    return settings


def _corpus(settings: Settings) -> Corpus:
    checked = checking.check(settings)
    assert checked.sound is not None, checked.text
    return checked.sound


def _pages(corpus: Corpus, lang: str) -> dict[str, SitePage]:
    return {page.id: page for page in site_pages(corpus, lang, (), ()) if page.kind == "release"}


def test_the_pages_list_editions_with_files_checksums_and_changes(twice: Settings) -> None:
    corpus = _corpus(twice)
    pages = _pages(corpus, "en")
    assert list(pages) == ["", SECOND, EDITION]
    assert pages[""].html.index(f"Edition {SECOND}") < pages[""].html.index(f"Edition {EDITION}")
    assert "This edition was withdrawn on 1 December 2026" in pages[""].html and "A clause was wrong." in pages[""].html
    html = pages[SECOND].html
    stands = contents(twice.root / "releases" / SECOND)
    found = dict(re.findall(rf'href="https://guidance\.example/releases/{SECOND}/([^"]+)".*?<code[^>]*>(\w+)<', html))
    other_languages = {name for name, file in corpus.releases[SECOND].files.items() if file.lang == "fr"}
    assert found == {name: digest for name, digest in stands.items() if name not in other_languages}
    assert f"Compared with edition {EDITION}:" in html and "2 records changed." in html
    assert "../../clauses/quiet-rivers/" in html
    assert "Sample guidance, edition 2026.2-draft, 23 November 2026 (Draft)." in html
    # The old one leads to the new one, and says that it was the first.
    assert f"releases/{SECOND}/" in pages[EDITION].html and "This is the first edition." in pages[EDITION].html


def test_the_pages_speak_the_language_of_their_readers(twice: Settings) -> None:
    french = _pages(_corpus(twice), "fr")[SECOND].html
    assert "Citer cette édition" in french and "Fichiers dans cette langue" in french
    assert f"guidance-{SECOND}-fr.pdf" in french and f"guidance-{SECOND}-en.pdf" not in french


def test_an_edition_in_preparation_says_so(tmp_path: Path) -> None:
    page = _pages(_corpus(sample(tmp_path)), "en")[""]
    assert (
        f"These pages show edition {EDITION}. Once it is published, its files and checksums are listed at" in page.html
    )
    # The page is not there yet: its address is said, and no link.
    assert f"https://guidance.example/en/releases/{EDITION}/" in page.html and f'/{EDITION}/"' not in page.html


def test_files_of_releases_come_to_the_site_and_only_those_recorded(twice: Settings, tmp_path: Path) -> None:
    corpus = _corpus(twice)
    assert list(damaged(twice, corpus)) == []
    add_releases(twice, corpus, tmp_path)
    for edition in (EDITION, SECOND):
        assert contents(tmp_path / "releases" / edition) == contents(twice.root / "releases" / edition)
    stand = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert released_files(corpus) == stand
    # On its way out an edition does not list its own files, so that its archive is the same once it is recorded.
    assert list(known_releases(replace(twice, releasing=True), corpus).releases) == [EDITION]


def test_a_file_that_was_exchanged_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = sample(tmp_path)
    folder = released(settings).folder
    (folder / "datacite.xml").write_text("exchanged", "utf-8")
    (folder / "changes.json").unlink(missing_ok=True)
    (folder / f"guidance-{EDITION}-fr.pdf").unlink()
    monkeypatch.setenv("GUIDANCE_LANGS", "en,fr")
    site = open_site(tmp_path)
    assert site.broken
    assert f"error G798 releases/{EDITION}/datacite.xml is not the file recorded" in site.report
    assert f"error G798 releases/{EDITION}/guidance-{EDITION}-fr.pdf is not there" in site.report
    assert re.search(rf"content/releases/{EDITION}\.yaml:\d+:\d+: ", site.report)


def test_a_link_to_a_file_of_a_release_is_dead_only_where_its_folder_stands(tmp_path: Path) -> None:
    page = '<!doctype html><html lang="en"><title>x</title><a href="https://g.example/releases/1/a.pdf">a</a></html>'
    (tmp_path / "en").mkdir()
    (tmp_path / "index.html").write_text(page, "utf-8")
    (tmp_path / "en/index.html").write_text(page, "utf-8")

    def said(*released: str) -> list[str]:
        found = check_site(tmp_path, "https://g.example/", ("en",), {}, frozenset(released)).diagnostics
        return [problem.message for problem in found if "releases/1/" in problem.message]

    # No release: dead. A release whose folder this copy lacks: not.
    assert said() and not said("releases/1/a.pdf")
    # Where the folder stands, the file does; and nothing in it is looked into, be it as it may.
    (tmp_path / "releases/1").mkdir(parents=True)
    (tmp_path / "releases/1/b.pdf").write_text("no PDF", "utf-8")
    assert len(said("releases/1/a.pdf", "releases/1/b.pdf")) == 1
    (tmp_path / "releases/1/a.pdf").write_text("no PDF", "utf-8")
    assert not said("releases/1/a.pdf", "releases/1/b.pdf") and len(said()) == 2


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Corpus]:
    """The small project with a hold on a module, a clause, a law and a page."""
    settings = sample(tmp_path)
    hold = "holds: [{reason: Counsel has not answered., since: '2026-11-01', by: the editors}]\n"
    for path in ("modules/safe-passage.yaml", "laws/xx/xx-roads-act.yaml", "clauses/quiet-rivers.yaml"):
        with (settings.root / "content" / path).open("a") as file:
            file.write(hold)
    edit(settings, "pages/about.md", "menu: start\n", f"menu: start\n{hold}")
    yield _corpus(settings)


def test_a_hold_stands_on_the_page_of_its_record(held: Corpus) -> None:
    shown = {f"{p.kind}/{p.id}" for p in site_pages(held, "fr", (), ()) if "Counsel has not answered." in p.html}
    assert shown == {"module/safe-passage", "law/xx-roads-act", "clause/quiet-rivers", "page/about"}


# --- catalogues

_FILES = (
    Listed("a-en.pdf", "book", "", "en", "application/pdf", 1_000, "0" * 64),
    Listed("a-fr.pdf", "book", "", "fr", "application/pdf", 2_000, "1" * 64),
    Listed("a.json", "data", "", "", "application/json", 30, "2" * 64),
)
_KERNEL = "{http://datacite.org/schema/kernel-4}"


def test_datacite_says_what_the_publication_says_and_invents_no_doi(corpus: Corpus) -> None:
    publication = replace(corpus.publication, related=(Related("https://doi.org/10.5555/other", "References"),))
    made = json.loads(datacite_json(datacite(publication, ("en", "fr"), _FILES, "2025.1")))
    assert "doi" not in made and made["version"] == publication.edition and made["language"] == "en"
    assert made["titles"][0] == {"title": publication.title.source, "lang": "en"}
    assert {title["lang"] for title in made["titles"]} == {"en", "fr"}
    assert made["publicationYear"] == publication.date[:4]
    assert made["sizes"] == ["3 files", "3030 bytes"]
    assert made["formats"] == ["application/json", "application/pdf"]
    assert made["rightsList"][0]["rightsIdentifier"] == publication.licence
    relations = [(r["relationType"], r["relatedIdentifierType"]) for r in made["relatedIdentifiers"]]
    assert relations == [("References", "DOI"), ("IsNewVersionOf", "URL")]
    assert made["relatedItems"][0]["titles"] == [{"title": publication.based_on}]


def test_datacite_xml_has_what_the_schema_asks_for(corpus: Corpus) -> None:
    """The order and the names of the schema; a DOI where there is one, and then every element that must be there."""
    person = Creator("Doe, Jo", "personal", "https://orcid.org/0000-0002-1825-0097")
    publication = replace(corpus.publication, doi="10.5555/guidance", symbol="UNEP/CMS/X", creators=(person,))
    root = ElementTree.fromstring(datacite_xml(datacite(publication, ("en", "ar"), _FILES, None)))
    assert root.tag == f"{_KERNEL}resource"
    found = {child.tag.removeprefix(_KERNEL): child for child in root}
    assert len(found) == len(root), "the schema has each element once"
    assert {"identifier", "creators", "titles", "publisher", "publicationYear", "resourceType"} <= found.keys()
    assert (found["identifier"].text, found["identifier"].get("identifierType")) == ("10.5555/guidance", "DOI")
    identifier = found["creators"].find(f"{_KERNEL}creator/{_KERNEL}nameIdentifier")
    assert identifier is not None and identifier.get("nameIdentifierScheme") == "ORCID"
    titles = [t.get("{http://www.w3.org/XML/1998/namespace}lang") for t in found["titles"]]
    assert titles == ["en", "ar", "en", "ar"]
    assert found["resourceType"].get("resourceTypeGeneral") == "Text"
    without = ElementTree.fromstring(datacite_xml(datacite(corpus.publication, ("en",), _FILES, None)))
    assert without.find(f"{_KERNEL}identifier") is None


def test_equal_folders_are_equal_archives(tmp_path: Path) -> None:
    made = datetime(2026, 11, 23, tzinfo=UTC)
    for name, mode in (("one", 0o600), ("two", 0o755)):
        (tmp_path / name / "en").mkdir(parents=True)
        for file in ("en/b.html", "a.html") if name == "one" else ("a.html", "en/b.html"):
            (tmp_path / name / file).write_text(file, "utf-8")
            (tmp_path / name / file).chmod(mode)
    first = tar_gz(tmp_path / "one", "site", made)
    assert first == tar_gz(tmp_path / "two", "site", made)
    with tarfile.open(fileobj=BytesIO(first)) as archive:
        assert archive.getnames() == ["site", "site/a.html", "site/en", "site/en/b.html"]
        assert {(m.mtime, m.uid, m.uname) for m in archive} == {(made.timestamp(), 0, "")}
