"""What the search engine is fed with: article-only HTML, one small file a page.

Pagefind keeps an index for each ``<html lang>``. Its Chinese segmentation at index time and at query time disagree
(Pagefind issue 1237), so Han characters are fed one by one and the page's script asks for them as a phrase. Then none
is left to be segmented, which needs a larger program and takes it half of the time of the whole language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markupsafe import escape

from guidance.artifact import Artifact
from guidance.render.site.page import SitePage

#: Between a Han character and whatever else is no space and no tag.
_HAN = re.compile(r"(?<=[\u3400-\u9fff])(?=[^\s<])|(?<=[^\s>])(?=[\u3400-\u9fff])")
#: A space that the page has not: the script of the search takes it out of what it shows.
_APART = " \u2060"
_HEADER_LINK = re.compile(r'<a class="headerlink"[^>]*>#</a>')
_CITE = re.compile(r'<aside class="cite".*?</aside>', re.DOTALL)
_NOTICE = re.compile(r'<p class="notice translation">.*?</p>', re.DOTALL)
_SKIPPED_KINDS = ("search",)


def search_feed(pages: Iterable[SitePage]) -> Iterator[Artifact]:
    """The pages as the search engine should read them."""
    for page in pages:
        if page.kind not in _SKIPPED_KINDS:
            yield Artifact(f"{page.url}index.html", _document(page).encode(), "text/html")


def _document(page: SitePage) -> str:
    html = page.html
    for noise in (_HEADER_LINK, _CITE, _NOTICE):
        html = noise.sub("", html)
    head, end, rest = html.replace("</dt>", ": </dt>").partition("</h1>")
    # Search in a language finds that language: English that stands in for a missing translation is left out, but a
    # name in the heading is a name in every language.
    html = head + end + rest.replace('class="other-language"', "data-pagefind-ignore")
    title = page.title
    if page.lang == "zh":
        html, title = _HAN.sub(_APART, html), _HAN.sub(_APART, title)
    return (
        f'<!doctype html><html lang="{page.lang}"><head><title>{escape(title)}</title>{_marks(page)}</head>'
        f"<body><article data-pagefind-body>{html}</article></body></html>"
    )


def _marks(page: SitePage) -> str:
    """Facets and remarks, one element each: Pagefind reads everything after the first colon as one value."""
    facets = [("kind", _KIND.get(page.kind, page.kind))]
    facets += [(facet, value) for facet, found in page.facets.items() for value in found]
    remarks = [facets[0]] + ([("english", "1")] if page.in_english else [])
    return "".join(
        f'<meta data-pagefind-filter="{name}[content]" content="{value}">' for name, value in facets
    ) + "".join(f'<meta data-pagefind-meta="{name}[content]" content="{value}">' for name, value in remarks)


#: Lists of pages are pages to a reader.
_KIND = {"pages": "page"}
