"""Every outside address of the content is found, with the exact place it stands in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from guidance.diagnostics import Pin
from guidance.load.corpus import load, spans
from guidance.model.addresses import address, outside_urls
from guidance.model.corpus import Corpus
from guidance.model.publication import Page

#: Every file that holds content: what is written there is what must be found.
FILES = ("*.yaml", "*.md")


def written(root: Path) -> set[str]:
    """Every address in the files, found by looking at their letters only."""
    found: set[str] = set()
    for pattern in FILES:
        for path in (root / "content").rglob(pattern):
            if "schema" not in path.parts and path.name != "links.yaml":
                found |= set(re.findall(r"https?://[^\s\"')\]}]+", path.read_text("utf-8")))
    return found


def test_the_content_has_no_address_that_is_not_found(root: Path, corpus: Corpus) -> None:
    own = corpus.publication.site_url
    assert set(outside_urls(corpus)) == {url for url in written(root) if not url.startswith(own)}


def test_every_place_is_the_address_itself(root: Path) -> None:
    loaded = load(root)
    assert loaded.corpus is not None
    uses = [(url, pin) for url, pins in outside_urls(loaded.corpus).items() for pin in pins]
    assert len(uses) == len(set(uses))
    for (url, _), span in zip(uses, spans([pin for _, pin in uses], loaded.sources), strict=True):
        line = (root / span.path).read_text("utf-8").split("\n")[span.line - 1]
        assert line[span.column - 1 : span.end_column - 1].strip("\"'") == url


EDITS: list[tuple[str, Callable[[str], str], str, Pin]] = [
    (
        "content/pages/accessibility.md",
        lambda text: text.rstrip("\n") + "\n\nSee [the rules](https://new.org/(rules)#top), please.\n",
        "https://new.org/(rules)#top",
        Pin("content/pages/accessibility.md", ()),
    ),
    (
        "content/pages/accessibility.md",
        lambda text: text.rstrip("\n") + "\n\nIt is written out: https://new.org/a_(b). Look there.\n",
        "https://new.org/a_(b)",
        Pin("content/pages/accessibility.md", ()),
    ),
    (
        "content/publication.yaml",
        lambda text: re.sub(r"(?m)^contact: .*$", "contact: 'Write (https://new.org/form), or come.'", text),
        "https://new.org/form",
        Pin("content/publication.yaml", ("contact",), "https://new.org/form"),
    ),
    (
        "content/publication.yaml",
        lambda text: re.sub(r"(?m)^licence: .*$", "licence: https://new.org/licence", text),
        "https://new.org/licence",
        Pin("content/publication.yaml", ("licence",)),
    ),
]


@pytest.mark.parametrize(("path", "edit", "url", "pin"), EDITS, ids=[url for *_, url, _ in EDITS])
def test_an_address_added_anywhere_is_found(
    project: Path, path: str, edit: Callable[[str], str], url: str, pin: Pin
) -> None:
    file = project / path
    old = file.read_text("utf-8")
    file.write_text(edit(old), "utf-8")
    assert file.read_text("utf-8") != old
    loaded = load(project)
    assert loaded.corpus is not None
    (found,) = outside_urls(loaded.corpus)[url]
    assert found.path == pin.path
    if pin.pointer:
        assert found == pin
    (span,) = spans([found], loaded.sources)
    line = file.read_text("utf-8").split("\n")[span.line - 1]
    assert line[span.column - 1 : span.end_column - 1] == url


def test_links_in_translations_are_found(project: Path) -> None:
    path = next(
        path
        for path in sorted((project / "content/translations").rglob("*.yaml"))
        if re.search(r"\]\(https?://", path.read_text("utf-8"))
    )
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"\]\(https?://[^)]+\)", "](https://new.org/in-translation)", text, count=1), "utf-8")
    loaded = load(project)
    assert loaded.corpus is not None
    (found,) = outside_urls(loaded.corpus)["https://new.org/in-translation"]
    assert found.path == path.relative_to(project).as_posix()
    (span,) = spans([found], loaded.sources)
    assert span.end_column - span.column == len("https://new.org/in-translation")


@dataclass(frozen=True, slots=True)
class Shelf:
    """A part of a record that nobody has thought of yet."""

    books: dict[str, tuple[str | None, ...]]


@dataclass(frozen=True, slots=True)
class Library:
    """A kind of record that nobody has thought of yet."""

    shelves: tuple[Shelf, ...]
    pin: Pin


def test_a_field_that_nobody_has_thought_of_is_found(corpus: Corpus) -> None:
    shelf = Shelf({"law": (None, "https://new.org/book", "no address", "https://", "see https://... there")})
    library = Library((shelf,), Pin("content/libraries/a.yaml"))
    strange: dict[str, Page] = {"library": library}  # type: ignore[dict-item]
    known = outside_urls(corpus)
    found = outside_urls(replace(corpus, pages=corpus.pages | strange))
    new = {url: pins for url, pins in found.items() if url not in known}
    assert new == {"https://new.org/book": (Pin("content/libraries/a.yaml", ("shelves", 0, "books", "law", 1)),)}


def test_this_site_and_mail_are_not_outside(corpus: Corpus) -> None:
    own = corpus.publication.site_url.rstrip("/")
    pages = {"x": Library((Shelf({"a": (own, f"{own}/en/", f"{own}x", "mailto:a@b.org")}),), Pin("x.yaml"))}
    found = outside_urls(replace(corpus, pages=pages))  # type: ignore[arg-type]
    assert {url for url in found if url.startswith((own, "mailto:"))} == {f"{own}x"}


def test_a_server_is_not_asked_for_fragments() -> None:
    assert address("https://a.org/x?y#z#w") == "https://a.org/x?y"
    assert address("http://[::1#x") == "http://[::1"
