"""Proofs: pages of the books as pictures, chosen by what they show, on a sheet for each language and on one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from guidance import books, proof_chapters
from guidance.app.bundling import archive
from guidance.app.checking import sound_content
from guidance.app.printing import workers
from guidance.artifact import Artifact
from guidance.config import Settings
from guidance.model.corpus import Corpus
from guidance.proof import pictures
from guidance.render.book.content import BookContent
from guidance.render.book.sights import Sight, sights
from guidance.render.proof import ProofPage, ProofSection, proof_page
from guidance.render.view import View
from guidance.setup.fonts import fonts_dir
from guidance.write import remove_folder, write_artifacts

_PNG = "image/png"


@dataclass(frozen=True, slots=True)
class Source:
    """A PDF to look into, the page of each anchor, and whether it is the whole book."""

    pdf: bytes
    pages: dict[str, int]
    whole: bool


def make_proof(settings: Settings, out: Path, done: Callable[[str], None] = lambda lang: None) -> Path:
    """Write the proofs of the languages asked for; returns the page that shows them.

    A book that is up to date is shown as it is; of the others the chapters to be shown are laid out.
    """
    corpus, _ = sound_content(settings)
    shelf = books.shelf(settings.root, settings.cache, archive(settings, corpus))
    remove_folder(out)

    def make(lang: str) -> ProofSection:
        wanted = sights(BookContent(View(corpus, lang)))
        source = _source(shelf, corpus, lang, wanted)
        with drawing:
            section, artifacts = picture_pages(lang, source, wanted)
        write_artifacts(out, artifacts)
        done(lang)
        return section

    # Chapters are laid out in processes of their own; PDFium draws for one thread at a time.
    drawing = Lock()
    with ThreadPoolExecutor(workers()) as pool:
        sections = list(pool.map(make, settings.langs))
    write_artifacts(out, [proof_page(corpus.publication, sections)])
    return out / "index.html"


def _source(shelf: books.Shelf, corpus: Corpus, lang: str, wanted: Sequence[Sight]) -> Source:
    known, finished = books.known_pages(shelf, lang), books.finished(shelf, lang)
    if finished and known:
        return Source(finished, known, True)
    names = {sight.anchor for sight in wanted if sight.anchor}
    return Source(*proof_chapters.make_chapters(corpus, lang, fonts_dir(shelf.root), known, names), False)


def picture_pages(lang: str, source: Source, wanted: Sequence[Sight]) -> tuple[ProofSection, list[Artifact]]:
    """The pages to be shown, each once, as a section of the page that shows all and as pictures."""
    shown: dict[int, list[str]] = {}
    for sight in wanted:
        # The first page has no anchor. What is not there is left out.
        page = source.pages.get(sight.anchor, 0) if sight.anchor else 1
        if page:
            shown.setdefault(page + sight.after, []).append(sight.shows)
    drawn = pictures.draw_pages(source.pdf, shown)
    names = [f"{lang}/{place:02}.png" for place in range(1, len(shown) + 1)]
    pages = tuple(ProofPage(name, page, tuple(what)) for name, (page, what) in zip(names, shown.items(), strict=True))
    artifacts = [Artifact(name, picture, _PNG) for name, picture in zip(names, drawn, strict=True)]
    sheet = Artifact(f"{lang}.png", pictures.contact_sheet(drawn), _PNG)
    return ProofSection(lang, source.whole, sheet.path, pages), [*artifacts, sheet]
