"""The page that shows proofs: pictures of pages by language, to look at on a screen or on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guidance.artifact import Artifact
from guidance.model.lang import LANGUAGES
from guidance.model.publication import Publication
from guidance.render.base import environment


@dataclass(frozen=True, slots=True)
class ProofPage:
    """A page: its picture, its number in the book or among the chapters that were made, and what it shows."""

    picture: str
    number: int
    shows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProofSection:
    """The pages of a language; ``whole`` if they come from the finished book."""

    lang: str
    whole: bool
    sheet: str
    pages: tuple[ProofPage, ...]


def proof_page(publication: Publication, sections: Sequence[ProofSection]) -> Artifact:
    """The page as HTML; its pictures stand beside it."""
    html = (
        environment()
        .get_template("proof/sheet.html.j2")
        .render(publication=publication, sections=sections, languages=LANGUAGES)
    )
    return Artifact("index.html", html.encode(), "text/html")
