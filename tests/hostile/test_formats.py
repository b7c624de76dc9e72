"""Hostile texts of every kind, followed into every format: they arrive as words, and as nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest

from guidance.app.reporting import catalogue
from guidance.checklists import files
from guidance.checklists.published import blank, published
from guidance.load.corpus import load
from guidance.load.markdown import parse
from guidance.load.sources import Source
from guidance.model.checklists import FilledChecklist
from guidance.model.gaps import draft_report, published_report
from guidance.model.lang import LANGUAGES
from guidance.model.revision import compare
from guidance.render.book.content import BookContent
from guidance.render.book.extracts import Extracts
from guidance.render.book.html import BookText, guess_pages
from guidance.render.epub.book import epub_book
from guidance.render.form.document import form
from guidance.render.publication_data import publication_json
from guidance.render.redline.compose import Compared, document
from guidance.render.redline.data import data as redline_data
from guidance.render.redline.files import page as redline_page
from guidance.render.redline.files import redline_file
from guidance.render.release.changes import changes_markdown
from guidance.render.release.datacite import datacite, datacite_json, datacite_xml
from guidance.render.release.manifest import Inputs, manifest_json
from guidance.render.report.files import materials, report_file
from guidance.render.site.build import site_pages
from guidance.render.site.feed import search_feed
from guidance.render.site.stage import staged_files
from guidance.render.view import View
from guidance.render.xlsx.workbook import workbook
from tests.conftest import ROOT
from tests.hostile import readers
from tests.hostile.corpus import ATTACK, FILLED, INVISIBLE, LANGS, Hostile, marks, worded
from tests.rules.examples import SAMPLE

#: Kinds of values that no format shows, with the reason.
NOT_SHOWN = {
    "Preferred.write": "the house style, of which only the check speaks",
    "Preferred.never": "the house style, of which only the check speaks",
}
#: Values of what people fill in that are codes: their shapes let nothing else pass.
CODES = {
    *(f"FilledChecklist.{name}" for name in ("country", "lang", "edition", "digest", "scope")),
    *(f"Reply.{name}" for name in ("question", "value", "of")),
    *(f"Proof.{name}" for name in ("level", "as_at")),
    *("SignOff.date", "SignOff.edition", "Conflict.question"),
}
Said = dict[str, str]


# --- what is attacked


def test_every_kind_of_words_in_the_model_is_attacked(made: Hostile) -> None:
    """A kind that is new has to stand in the small project, so that it is followed into every format too."""
    attacked = set().union(*made.kinds.values())
    assert not (worded().keys() - made.tried), "let tests/hostile/overlay.txt have one of these"
    assert not {kind for kind, is_text in worded().items() if is_text} - attacked
    # The loader lets an attack into names, notes and addresses, and into nothing that is a code.
    assert {"Comment.text", "Hold.reason", "LawTitles.original", "SignOff.role", "Link.url"} <= attacked
    assert not {"Clause.id", "Answer.value", "Country.code", "Publication.date", "Term.related"} & attacked


def test_every_box_that_people_fill_in_is_attacked(filled: FilledChecklist) -> None:
    found = set()

    def look(value: object, kind: str) -> None:
        if isinstance(value, str) and marks(value):
            found.add(kind)
        for one in value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ():
            look(one, kind)
        if type(value) in FILLED:
            for field in fields(value):  # type: ignore[arg-type]
                look(getattr(value, field.name), f"{type(value).__name__}.{field.name}")

    look(filled, "")
    assert worded(FILLED).keys() - CODES == found
    assert not CODES - worded(FILLED).keys()


@pytest.mark.parametrize("mark", INVISIBLE, ids=lambda mark: f"U+{ord(mark):04X}")
def test_what_nobody_sees_comes_in_nowhere(mark: str, tmp_path: Path) -> None:
    shutil.copytree(SAMPLE / "content", tmp_path / "content")
    for path in (tmp_path / "content").rglob("*.yaml"):
        path.write_text(f"{path.read_text('utf-8')}# a{mark}b\n", "utf-8")
    found = load(tmp_path)
    names = {path.relative_to(tmp_path).as_posix() for path in (tmp_path / "content").rglob("*.yaml")}
    assert names <= {problem.pin.path for problem in found.problems if problem.code == "G010"}


@pytest.mark.parametrize("text", ["[x](javascript:pwned())", "[x](//evil.example/)", "[x](file:///etc/passwd)"])
def test_links_of_other_kinds_are_refused(text: str) -> None:
    assert {problem.code for problem in parse(text)[1]} == {"G017"}


# --- where it arrives


@pytest.fixture(scope="module")
def of_site(built: Path) -> Said:
    return dict(_read_site(built))


def _read_site(built: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(built.rglob("*")):
        where = path.relative_to(built).as_posix()
        if path.suffix == ".html":
            yield where, readers.page(path.read_text("utf-8"), where)
        elif path.suffix == ".json" and not where.startswith("pagefind/"):
            yield where, readers.data(path.read_bytes(), where)
        elif path.suffix == ".xml":
            yield where, "".join(readers.xml(path.read_bytes(), where).itertext())
        elif where.startswith("data/") and path.suffix == ".js":
            before, between, after = path.read_text("utf-8").partition("{detail:")
            assert between and "pwned" not in before and after.endswith("}));\n"), where
            yield where, readers.data(after.removesuffix("}));\n").encode(), where)
        elif path.is_file() and path.suffix in (".js", ".css", ".svg", ".txt", ".webmanifest"):
            assert not marks(path.read_text("utf-8")), where
        assert not marks(where), where


@pytest.fixture(scope="module")
def of_files(made: Hostile, filled: FilledChecklist) -> Said:
    """What every other format says."""
    return dict(_read_files(made, filled))


def _read_files(made: Hostile, filled: FilledChecklist) -> Iterator[tuple[str, str]]:
    corpus = made.corpus
    yield "publication.json", readers.data(publication_json(corpus), "publication.json")
    yield from _read_release(made)
    yield from _read_checklist_file(filled)
    # Of what contradicts itself nobody makes a form or a report.
    decided = replace(filled, conflicts=())
    for lang in LANGS:
        view = View(corpus, lang)
        yield f"{lang}.epub", readers.epub(epub_book(view), f"{lang}.epub")
        for name, text in _printed(view):
            yield f"{lang}: {name}", readers.page(text, f"{lang}: {name}")
        country = corpus.countries["xx"]
        for name, checklist in {
            "blank": blank(corpus, lang, "full"),
            "published": published(corpus, country, lang, "full"),
            "filled": decided,
        }.items():
            where = f"{lang}: {name}.xlsx"
            yield where, readers.workbook(workbook(corpus, checklist, name == "published").content, where)
        for name, report in {
            "report": published_report(corpus, country),
            "draft report": draft_report(corpus, decided),
        }.items():
            for suffix, made_from in materials(view, report, ("docx", "xlsx")):
                where = f"{lang}: {name}.{suffix}"
                read = readers.document if suffix == "docx" else readers.workbook
                yield where, read(report_file(made_from, suffix, ROOT), where)
        yield from _read_redline(made, lang)
        pages = list(site_pages(corpus, lang, LANGS, tuple(catalogue().values())))
        for file in search_feed(pages):
            yield f"{lang}: {file.path} as search reads it", readers.page(file.content.decode(), file.path)
        for file in staged_files(pages):
            yield f"{lang}: {file.path} staged", readers.staged(file.content.decode(), file.path)


def _printed(view: View) -> Iterator[tuple[str, str]]:
    """What is handed to the press, which fetches nothing whatever it says (tests/pdf/test_hostile.py)."""
    text = BookText(BookContent(view))
    for number, chapter in enumerate(text.documents(guess_pages(text))):
        yield f"chapter {number}", chapter
    extracts = Extracts(view)
    made = {
        "sheet": extracts.sheet("night-corridors"),
        "module": extracts.module("safe-passage"),
        "short": extracts.short(),
    }
    for name, extract in made.items():
        yield name, "".join(extract.documents)
    yield "form", "".join(form(view, blank(view.corpus, view.lang, "full")).documents)


def _read_redline(made: Hostile, lang: str) -> Iterator[tuple[str, str]]:
    """From the harmless project to the hostile one."""
    old = load(SAMPLE).corpus
    assert old is not None
    revision = compare(old, made.corpus, LANGUAGES)
    composed = document(Compared(View(old, lang), View(made.corpus, lang), "", "", revision))
    yield f"{lang}: redline.html", readers.page(redline_page(composed), f"{lang}: redline.html")
    yield f"{lang}: redline.docx", readers.document(redline_file(composed, "docx", ROOT), f"{lang}: redline.docx")
    yield "redline.json", readers.data(redline_data(revision), "redline.json")
    changes = changes_markdown(View(made.corpus, lang), revision).decode()
    yield f"{lang}: changes.md", readers.markdown(changes, f"{lang}: changes.md")


def _read_release(made: Hostile) -> Iterator[tuple[str, str]]:
    publication = made.corpus.publication
    properties = datacite(publication, LANGS, [], None)
    yield "datacite.json", readers.data(datacite_json(properties), "datacite.json")
    yield "datacite.xml", "".join(readers.xml(datacite_xml(properties), "datacite.xml").itertext())
    manifest = manifest_json(publication, Inputs("0", "0"), LANGS, [])
    yield "manifest.json", readers.data(manifest, "manifest.json")


def _read_checklist_file(filled: FilledChecklist) -> Iterator[tuple[str, str]]:
    """The file of a checklist is read back as it was written: nothing in it became structure."""
    for name in ("filled.yaml", "filled.json"):
        text = files.written(filled, as_json=name.endswith("json"))
        again, problems = files.parse(files.readable(Source(name, text)))
        assert again == filled, problems
        yield name, text


def test_the_site_shows_them_as_words(made: Hostile, of_site: Said) -> None:
    assert {where for where in of_site if where.endswith("/index.html")} >= {
        "en/clauses/night-corridors/index.html",
        "ar/countries/xx/index.html",
        "en/laws/xx-wildlife-act/index.html",
        "en/workbench/index.html",
    }
    assert {f"data/workbench-{lang}.js" for lang in LANGS} <= of_site.keys()
    _arrived_whole(made, of_site)


def test_files_show_them_as_words(made: Hostile, of_files: Said) -> None:
    _arrived_whole(made, {"publication.json": of_files["publication.json"]})
    _arrived_whole(made, {where: text for where, text in of_files.items() if where != "publication.json"})


def _arrived_whole(made: Hostile, said: Said) -> None:
    """Whatever of the plain texts is shown is shown to its last letter somewhere, so that nothing of it was obeyed."""
    plain = {mark for owned in made.corpus.texts if not owned.text.rich for mark in marks(owned.text.source)}
    words = " ".join(" ".join(text.split()) for text in said.values())
    shown = marks(words) & plain
    attack = " ".join(ATTACK.split())
    assert len(shown) > len(plain) / 2
    # What stands in a translation only, such as the notice on it, is shown in Arabic.
    whole = {mark for mark in shown if f"{mark}{attack}" in words or f"{mark} \u0646\u0635{attack}" in words}
    assert not [made.kinds[mark] for mark in shown - whole]


def test_every_kind_is_shown_somewhere(made: Hostile, of_site: Said, of_files: Said) -> None:
    texts = [*of_site.values(), *(text for where, text in of_files.items() if where != "publication.json")]
    shown = set().union(*map(marks, texts))
    kinds = set().union(*made.kinds.values())
    seen = set().union(*(made.kinds[mark] for mark in made.kinds if mark in shown))
    assert kinds - seen == NOT_SHOWN.keys()


def test_every_box_is_shown_somewhere(filled: FilledChecklist, of_files: Said) -> None:
    written = marks(of_files["filled.yaml"])
    assert len(written) > 30 and written == marks(of_files["filled.json"])
    shown = marks(of_files["en: filled.xlsx"]) | marks(of_files["en: draft report.docx"])
    decided = marks(files.written(replace(filled, conflicts=())))
    assert decided <= shown
