"""Notices about translations: stale, missing, courtesy; in the reader's language, naming what they are about."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup

from guidance.load.corpus import load
from guidance.model.corpus import Corpus
from guidance.model.lang import LANGUAGES, SOURCE
from guidance.render.labels import labels
from guidance.render.site.build import site_pages
from guidance.render.site.page import SitePage


def _page(corpus: Corpus, lang: str, url: str) -> SitePage:
    return next(page for page in site_pages(corpus, lang, (), ()) if page.url == f"{lang}/{url}")


@pytest.mark.parametrize("lang", [code for code in LANGUAGES if code != SOURCE])
def test_a_translated_page_says_it_is_a_courtesy_translation(corpus: Corpus, lang: str) -> None:
    page = _page(corpus, lang, "pages/about/")
    notice = corpus.publication.courtesy_notice.in_language(lang).text
    assert str(Markup.escape(notice)) in page.html
    assert "other-language" not in page.html


@pytest.mark.parametrize("lang", ["ar", "fr", "zh"])
def test_a_stale_text_is_shown_with_a_notice_that_names_it(project: Path, lang: str) -> None:
    path = project / "content/pages/home.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace("\nsummary: ", "\nsummary: Once more, ", 1), "utf-8")
    corpus = load(project).corpus
    assert corpus is not None
    page = _page(corpus, lang, "")
    singular = "{count} text on this page was translated from an older English text:"
    plural = "{count} texts on this page were translated from an older English text:"
    assert labels(lang).ngettext(singular, plural, 1) in page.html
    assert '<span lang="en" dir="ltr">summary</span>' in page.html
    assert str(Markup.escape(corpus.pages["home"].summary.translations[lang].text)) in page.html


def test_a_missing_text_is_shown_in_english_and_marked(project: Path) -> None:
    (project / "content/translations/ar/pages/about.yaml").unlink()
    corpus = load(project).corpus
    assert corpus is not None
    page = _page(corpus, "ar", "pages/about/")
    assert page.in_english
    assert '<div lang="en" dir="ltr" class="other-language">' in page.html
    count = 1 + 2 * len(corpus.pages["about"].sections) + 1
    count += corpus.pages["about"].introduction is not None
    singular = "{count} text on this page has no translation yet and is shown in English."
    plural = "{count} texts on this page have no translation yet and are shown in English."
    assert labels("ar").ngettext(singular, plural, count) in page.html
