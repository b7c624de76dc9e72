"""The pages of a language as one file and back, so that pages made once need not be made again.

The HTML of each page is a file of its own in a bundle; the first file says what else is known of them. What a page
reads is not kept: only a preview asks for it, and makes its pages itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from guidance.artifact import Artifact, bundled, unbundled
from guidance.render.site.page import SitePage, TocEntry

_LIST = "pages.json"


def packed(pages: Iterable[SitePage], feed: str) -> bytes:
    """The pages as one file, with the digest of what the search engine is fed of them."""
    made = list(pages)
    listed = {"feed": feed, "pages": [_known(page) for page in made]}
    list_ = Artifact(_LIST, json.dumps(listed, separators=(",", ":")).encode(), "application/json")
    return bundled([list_, *(Artifact(page.src_uri, page.encoded, "text/html") for page in made)])


def unpacked(content: bytes) -> tuple[list[SitePage], str]:
    """The pages and the digest that were packed; raises ValueError for anything else."""
    list_, *files = unbundled(content)
    try:
        listed = json.loads(list_.content)
        pages = [_page(known, file.content) for known, file in zip(listed["pages"], files, strict=True)]
        return pages, str(listed["feed"])
    except (TypeError, KeyError, RecursionError) as failure:
        raise ValueError(f"no pages: {failure}") from None


def _known(page: SitePage) -> dict[str, Any]:
    return {
        "lang": page.lang,
        "kind": page.kind,
        "id": page.id,
        "path": page.path,
        "title": page.title,
        "description": page.description,
        "toc": [(entry.level, entry.anchor, entry.title) for entry in page.toc],
        "group": page.group,
        "source": page.source,
        "facets": page.facets,
        "in_english": page.in_english,
    }


def _page(known: dict[str, Any], html: bytes) -> SitePage:
    html.decode()
    toc = tuple(TocEntry(*entry) for entry in known.pop("toc"))
    facets = {facet: tuple(values) for facet, values in known.pop("facets").items()}
    return SitePage(encoded=html, toc=toc, facets=facets, **known)
