"""The page “Data and reuse” names what the build publishes, all of it and nothing else, in every language."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from guidance.app.bundling import edition_data
from guidance.app.products import published_files
from guidance.config import read_settings
from guidance.model.corpus import Corpus
from guidance.model.lang import LANGUAGES
from guidance.render.address import released_path
from guidance.render.data import data_artifacts
from guidance.render.pdf_inside import Inside
from guidance.render.site.comparison import comparison_artifacts
from guidance.render.view import View
from guidance.render.workbench.data import workbench_artifacts
from tests.conftest import ROOT

#: How the page calls a file by the end of its name.
FORMS = {"pdf": "PDF", "epub": "EPUB", "docx": "Word", "xlsx": "Excel"}


def _section(corpus: Corpus, lang: str, label: str) -> str:
    return View(corpus, lang).words(corpus.pages["data-and-reuse"].sections[label].text)


@pytest.fixture(scope="module")
def data(corpus: Corpus) -> set[str]:
    """The data files of the site, of all that there is one of for each language those in English."""
    workbench = workbench_artifacts(corpus, "en", {})
    made = (*data_artifacts(corpus), *comparison_artifacts(corpus, ("en",)), *workbench)
    return {artifact.path for artifact in made}


@pytest.fixture(scope="module")
def inside(corpus: Corpus) -> set[str]:
    """The files inside a book, by their names."""
    edition = edition_data(replace(corpus, publication=replace(corpus.publication, edition="EDITION")), b"")
    return {attached.file.name for attached in Inside(edition, "en", {}).attachments(1, "0")}


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_every_data_file_is_named(corpus: Corpus, data: set[str], lang: str) -> None:
    named = re.findall(
        r"data/[a-z-]+\.[a-z]+",
        "".join(_section(corpus, lang, f"{x}-data") for x in ("mandate", "comparison", "workbench")),
    )
    assert set(named) == {path.replace("-en.", f"-{lang}.") for path in data}


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_every_file_inside_a_book_is_named(corpus: Corpus, inside: set[str], lang: str) -> None:
    text = _section(corpus, lang, "inside-the-book")
    assert set(re.findall(r"[a-z]+(?:-EDITION)?\.(?:zip|json)|SHA256SUMS", text)) == inside


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_every_folder_is_named_with_the_forms_of_its_files(corpus: Corpus, lang: str) -> None:
    made: dict[str, set[str]] = {}
    for file in published_files(read_settings(ROOT), corpus):
        if file.lang == lang:
            made.setdefault(f"{file.path.partition('/')[0]}/", set()).add(FORMS[file.path.rpartition(".")[2]])
    said = {}
    for item in re.findall(r"^- (.*(?:\n  .*)*)", _section(corpus, lang, "files"), re.MULTILINE):
        # Not with a stroke in Arabic, where it would go to the other side.
        [folder] = re.findall(r"[a-z]+(?=[/:])", item)
        said[f"{folder}/"] = {form for form in FORMS.values() if form in item}
    assert said.pop(f"{released_path('x', 'y').partition('/')[0]}/") == set()
    assert said == made
