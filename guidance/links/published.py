"""Whether every address that was ever published still leads to its place, in every language."""

from __future__ import annotations

from collections.abc import Mapping

from guidance.links.addresses import Kind, Resolver, anchors_of
from guidance.links.findings import Findings
from guidance.links.pages import Markup
from guidance.links.places import Place
from guidance.links.tree import INDEX, address_of

CODE = "G808"
_HINT = "bring it back, or leave a redirect to what took its place"


def check_published(
    published: Mapping[str, str],
    langs: tuple[str, ...],
    pages: Mapping[str, Markup],
    resolver: Resolver,
    findings: Findings,
) -> None:
    """Look up each address, below the root of each language; a redirect keeps an address alive, with all its anchors.

    An address that begins with a slash belongs to no language. A damaged page is not in ``pages``: nothing is said
    about its anchors.
    """
    for entry, address in published.items():
        for whole in _below_the_root(address, langs):
            found = resolver.below(whole)
            if found.kind is not Kind.FILE:
                path = found.path or whole
                place = Place(f"{path}{INDEX}" if path.endswith("/") else path)
                findings.add_missing(CODE, path, f"the published address {{}} is gone ({entry})", place, _HINT)
                continue
            page, anchors = pages.get(found.path), anchors_of(found.fragment)
            if page is None or page.refresh is not None or not anchors or page.has(anchors):
                continue
            message = f"the published address {{}}#{anchors[-1]} is gone ({entry})"
            findings.add_anchor(CODE, address_of(found.path), anchors[-1], message, Place(found.path), _HINT)


def _below_the_root(address: str, langs: tuple[str, ...]) -> list[str]:
    return [address[1:]] if address.startswith("/") else [f"{lang}/{address}" for lang in langs]
