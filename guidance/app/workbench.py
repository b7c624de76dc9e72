"""The workbench beside the pages: its script put together, its data, and the worker that keeps it for offline work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from posixpath import join, normpath

from guidance.checklists.files import as_data
from guidance.checklists.published import published
from guidance.errors import ToldError
from guidance.links.pages import Damage, Role, read_page
from guidance.links.tree import Tree
from guidance.load.yaml import Data
from guidance.model.corpus import Corpus
from guidance.render.address import data_path, page_path
from guidance.render.workbench.data import workbench_artifacts
from guidance.render.workbench.script import bundle
from guidance.render.workbench.worker import worker
from guidance.write import copy_file, write_artifacts, write_file

#: The modules of the scripts.
MODULES = "overrides/assets/workbench"
#: The scripts as the page loads them, at once and later: the module that begins, and the event that hands it over.
SCRIPTS = {"assets/workbench.js": ("main.js", ""), "assets/workbench-files.js": ("files.js", "workbench-files")}
_WORKER_SOURCE = "worker.js"


class WorkbenchError(ToldError):
    """A script of the workbench cannot be read."""


def add_workbench(corpus: Corpus, root: Path, site: Path, langs: tuple[str, ...]) -> None:
    """Write all that the page of the workbench loads into a built site; the pages are there already."""
    sources = script_sources(root)
    for path, (first, event) in SCRIPTS.items():
        write_file(site / path, bundle(sources, first, event).encode())
    for licence in sorted((root / MODULES / "vendor").glob("*.LICENSE")):
        copy_file(licence, site / f"assets/{licence.stem}-licence.txt")
    for lang in langs:
        write_artifacts(site, workbench_artifacts(corpus, lang, _published(corpus, lang)))
    tree = Tree(site)
    kept = {lang: dict(_kept(tree, lang)) for lang in langs}
    write_artifacts(site, [worker(sources[_WORKER_SOURCE], kept)])


def script_sources(root: Path) -> dict[str, str]:
    """The modules of the script by the names they import each other by; raises WorkbenchError."""
    folder = root / MODULES
    try:
        return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.js"))}
    except (OSError, UnicodeDecodeError) as failure:
        raise WorkbenchError(f"a script in {MODULES} cannot be read: {failure}") from failure


def _published(corpus: Corpus, lang: str) -> Mapping[str, Data]:
    """The published answers of every country that has some, as the file of a checklist holds them."""
    assessed = (country for country in corpus.countries.values() if country.answers)
    made = ((country.code, published(corpus, country, lang, "full")) for country in assessed)
    return {code: as_data(checklist, corpus.questions)["replies"] for code, checklist in made if checklist.replies}


def _kept(tree: Tree, lang: str) -> Iterator[tuple[str, bytes]]:
    """The page of a language and all it loads, by path."""
    page = f"{lang}/{page_path('workbench')}"
    content = tree.read(f"{page}index.html")
    markup = read_page(content)
    if isinstance(markup, Damage):
        raise WorkbenchError(f"{page}: {markup.why}")
    yield page, content
    for link in markup.links:
        if link.role is Role.LOAD:
            path = normpath(join(page, link.value))
            yield path, tree.read(path)
    for path in (*SCRIPTS, data_path(f"workbench-{lang}")):
        yield path, tree.read(path)
