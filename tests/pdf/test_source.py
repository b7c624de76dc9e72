"""What is handed to the press is read as HTML5 says, only sooner; what cannot be is left to the parser of the press."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from xml.etree.ElementTree import Element

import pytest
import tinyhtml5

from guidance.checklists.published import blank
from guidance.model.corpus import Corpus
from guidance.model.gaps import published_report
from guidance.render.book.content import BookContent
from guidance.render.book.extracts import Extracts
from guidance.render.book.html import BookText
from guidance.render.form.document import form
from guidance.render.pdf_source import quick_tree
from guidance.render.report.blocks import Document
from guidance.render.report.files import materials
from guidance.render.report.paper import paper_html
from guidance.render.view import View

SHELL = '<!doctype html>\n<html lang="en">\n<head>\n<title>T</title>\n</head>\n<body>\n{}\n</body>\n</html>\n'


def _flat(root: Element) -> list[tuple[str, dict[str, str], str, str, int]]:
    return [(one.tag, one.attrib, one.text or "", one.tail or "", len(one)) for one in root.iter()]


def _by_the_press(html: str) -> Element:
    found: Element = tinyhtml5.parse(html, namespace_html_elements=False)
    return found


def _documents(corpus: Corpus, lang: str) -> Iterator[str]:
    view = View(corpus, lang)
    # Chapters of every kind, and every twelfth of the others.
    chapters = list(BookText(BookContent(view)).documents({}))
    yield from (*chapters[:6], *chapters[::12], *chapters[-6:])
    extracts = Extracts(view)
    yield from extracts.sheet("corridor-designation").documents
    yield from extracts.module("ecological-network").documents
    yield from islice(extracts.short().documents, 3)
    yield from form(view, blank(corpus, lang, "core")).documents
    for _, report in materials(view, published_report(corpus, corpus.countries["fr"]), ("pdf",)):
        assert isinstance(report, Document)
        yield paper_html(report)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_every_kind_of_document_is_read_alike(corpus: Corpus, lang: str) -> None:
    left = 0
    documents = list(_documents(corpus, lang))
    for html in documents:
        tree = quick_tree(html)
        if tree is None:
            left += 1
        else:
            assert _flat(tree) == _flat(_by_the_press(html))
    # Only those with drawings.
    assert left == sum("<svg" in html for html in documents) < len(documents) / 4


@pytest.mark.parametrize(
    "body",
    [
        "<p>One &amp; two &lt; three &nbsp;&#8209;&#x2011; &eacute; “four” 五</p>",
        "<p>one<p>two",
        "<ul><li>one<li>two</ul>",
        "<table><tbody><tr><td>a<td>b</table>",
        "<p>a<br>b<wbr>c<img alt='' src='x'>d</p><hr>",
        "<section><article><h1>t</h1><figure><figcaption>f</figcaption></figure></article></section>",
        "<p DATA-X=1 hidden>a</p> tail <b>b</b>\n\n",
        '<p id="a" id="b">a</p>',
        "",
        "text alone",
    ],
    ids=[
        "characters",
        "open p",
        "open li",
        "open cells",
        "void",
        "younger elements",
        "attributes",
        "one twice",
        "empty",
        "text",
    ],
)
def test_what_is_taken_is_what_html5_says(body: str) -> None:
    html = SHELL.format(body)
    tree = quick_tree(html)
    assert tree is None or _flat(tree) == _flat(_by_the_press(html))


@pytest.mark.parametrize(
    "html",
    [
        SHELL.format('<svg xmlns="http://www.w3.org/2000/svg"><text>a</text></svg>'),
        SHELL.format("<math><mi>a</mi></math>"),
        SHELL.format("<!-- a --><p>b</p>"),
        SHELL.format("<table><tr><td>a</td></tr></table>"),
        SHELL.format("<table><tbody><td>a</td></tbody></table>"),
        SHELL.format("<p>a</b></p>"),
        SHELL.format("<p>one<p>two"),
        SHELL.format("<p>one<section>two</section></p>"),
        SHELL.format("<p><i>one<figure>two</figure></i></p>"),
        SHELL.format("<table>text<tbody><tr><td>a</td></tr></tbody></table>"),
        SHELL.format("<table><tbody><tr><td>a</td></tr><p>b</p></tbody></table>"),
        SHELL.format('<a href="#a">a<b><a href="#b">b</a></b></a>'),
        SHELL.format("<h1>a<h2>b</h2></h1>"),
        SHELL.format("<p>a<wbr>b</p>"),
        SHELL.format("<template><p>a</p></template>"),
        SHELL.format("<p>" + "<i>" * 5000),
        "<p>no more than a paragraph</p>",
        "",
        "<!doctype html>",
        SHELL.format("a lone half \ud800"),
    ],
    ids=[
        "drawing",
        "formula",
        "comment",
        "rows without a body",
        "cells without a row",
        "wrong end",
        "no end",
        "a block in a paragraph",
        "a block in italics in a paragraph",
        "text in a table",
        "a paragraph in a table",
        "a link in a link",
        "a heading in a heading",
        "a younger element without an end",
        "template",
        "too deep",
        "fragment",
        "nothing",
        "no element",
        "no character",
    ],
)
def test_what_html5_reads_in_its_own_way_is_left_to_it(html: str) -> None:
    assert quick_tree(html) is None
