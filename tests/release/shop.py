"""A workshop that makes small files fast, in the places and ways of the real one, and a project to release."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

from guidance.app import release
from guidance.app.checking import Checked
from guidance.app.products import PublishedFile
from guidance.app.release import Done, Released, Workshop
from guidance.config import Settings
from guidance.diagnostics import collect
from guidance.model.corpus import Corpus
from guidance.shelf import Product, Workers, digest_of, make_all
from tests.rules.examples import lay

EDITION = "2026.1-draft"


def sample(folder: Path, example: str = "# publication.yaml") -> Settings:
    """The small project of the rules, in English and French, with an example laid over it."""
    lay(folder, example)
    return Settings(folder)


def _text(corpus: Corpus, lang: str) -> str:
    titles = [clause.title.in_language(lang).text for clause in corpus.clauses.values()]
    return "\n".join([corpus.publication.edition, lang, *titles])


def _files(settings: Settings, corpus: Corpus) -> tuple[PublishedFile, ...]:
    edition, kept = corpus.publication.edition, settings.root / settings.cache / "books"
    books = [f"books/guidance-{edition}-{lang}.pdf" for lang in settings.langs]
    report = f"reports/xx/gaps-{edition}-xx-en.pdf"
    return (
        *(
            PublishedFile(path, "book", "", lang, "application/pdf", kept / path)
            for lang, path in zip(settings.langs, books, strict=True)
        ),
        PublishedFile(report, "report", "xx", "en", "application/pdf", kept / report),
    )


def _make(settings: Settings, corpus: Corpus, kind: str, done: Done) -> None:
    products = []
    for file in _files(settings, corpus):
        if file.kind == kind:
            text = f"%PDF-\n{kind}\n{_text(corpus, file.lang)}\n%%EOF\n"
            products.append(Product(file.path, digest_of(text), partial(str.encode, text)))
    make_all(settings.root / settings.cache / "books", products, Workers(1), lambda product: done(product.path))


def _site(settings: Settings, name: str, made: datetime) -> bytes:
    return f"{name} {made:%Y-%m-%d} {','.join(settings.langs)}".encode()


def _inspect(settings: Settings, files: Sequence[Path], done: Done) -> Checked:
    return Checked(None, collect([]), {})


SHOP = Workshop(_files, _make, _inspect, _site)


def released(settings: Settings, edition: str = EDITION, workshop: Workshop = SHOP) -> Released:
    """Release the edition."""
    plan = release.plan(settings, edition, workshop=workshop)
    for stage in plan.stages:
        plan.make(stage, lambda name: None)
    return release.finish(plan)


def contents(folder: Path) -> dict[str, str]:
    """The digests of the files of a release by name; it holds all that its checksums name, as they name it."""
    found = {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    assert {line[66:]: line[:64] for line in lines} == {n: d for n, d in found.items() if n != "SHA256SUMS"}
    listed = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
    assert {file["path"] for file in listed} == found.keys() - {"SHA256SUMS", "manifest.json"}
    assert all((folder / file["path"]).stat().st_size == file["size"] for file in listed)
    return found


def edit(settings: Settings, path: str, old: str, new: str) -> None:
    """Change a text of the content."""
    file = settings.root / "content" / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
