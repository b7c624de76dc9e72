"""The house keeps its shape: sizes, doors, thin hooks, documented public names."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "guidance").rglob("*.py"))
HOOKS = sorted((ROOT / "hooks").glob("*.py"))
MAX_MODULE, MAX_FUNCTION, MAX_HOOK = 400, 40, 80

#: Data in the shape of a table may be longer than code: it has no control flow to follow.
TABLES = {"guidance/i18n/vocabularies.py"}

#: Each third-party library with the only modules that may import it.
DOORS = {
    "yaml": ("guidance/load/yaml.py",),
    "pydantic": ("guidance/load/records/",),
    "pydantic_core": ("guidance/load/records/",),
    "markdown_it": ("guidance/load/markdown.py",),
    "jinja2": ("guidance/render/base.py", "guidance/render/template_speed.py"),
    "markupsafe": ("guidance/render/",),
    "babel": ("guidance/render/labels.py", "guidance/i18n/catalog.py"),
    "pyuca": ("guidance/render/collator.py",),
    "pypinyin": ("guidance/render/collate.py",),
    "weasyprint": (
        "guidance/render/pdf.py",
        "guidance/render/pdf_patches.py",
        "guidance/render/pdf_speed.py",
        "guidance/render/pdf_text.py",
        "guidance/render/pdf_boxes.py",
        "guidance/render/pdf_fonts.py",
    ),
    "pydyf": ("guidance/render/pdf_patches.py", "guidance/render/pdf_fonts.py"),
    "fontTools": ("guidance/setup/fonts.py",),
    "click": ("guidance/cli/",),
    "rich": ("guidance/cli/",),
    "cbor2": ("guidance/search.py",),
    "pagefind_bin": ("guidance/search.py",),
    "lxml": ("guidance/links/pages.py", "guidance/render/pdf_source.py"),
    "pikepdf": (
        "guidance/fingerprint.py",
        "guidance/unpacking.py",
        "guidance/links/pdf.py",
        "guidance/proof/document.py",
        "guidance/render/pdf_archive.py",
        "guidance/inspect/reading/",
        "guidance/render/pdf_bind.py",
        "guidance/render/form/",
        "guidance/checklists/form_file.py",
    ),
    "pypdfium2": ("guidance/proof/words.py", "guidance/proof/pictures.py"),
    "PIL": ("guidance/proof/pictures.py",),
    "page": ("guidance/inspect/validator.py",),
    "tinycss2": ("guidance/links/styles.py",),
    "xlsxwriter": ("guidance/render/xlsx/workbook.py", "guidance/render/xlsx/report.py"),
    "docx": ("guidance/render/docx/",),
    "openpyxl": ("guidance/checklists/workbook_file.py",),
}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_module_is_short(path: Path) -> None:
    lines = path.read_text("utf-8").count("\n")
    assert lines <= MAX_MODULE or _name(path) in TABLES, f"{_name(path)} has {lines} lines: split it by purpose"


@pytest.mark.parametrize("path", [*MODULES, *HOOKS], ids=_name)
def test_functions_are_short(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= MAX_FUNCTION, f"{_name(path)}:{node.lineno} {node.name} has {length} lines"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_libraries_come_in_by_their_door(path: Path) -> None:
    for library in _imports(path):
        if library in sys.stdlib_module_names or library == "guidance":
            continue
        assert library in DOORS, f"{_name(path)} imports {library}, which has no door"
        assert _name(path).startswith(DOORS[library]), f"{library} is imported by {DOORS[library]} only"


def test_every_door_is_used() -> None:
    used = {library for path in MODULES for library in _imports(path)}
    assert set(DOORS) <= used


@pytest.mark.parametrize("path", HOOKS, ids=_name)
def test_hooks_are_thin(path: Path) -> None:
    assert path.read_text("utf-8").count("\n") <= MAX_HOOK
    allowed = {"mkdocs", "guidance", "pathlib", "typing", "__future__"}
    assert set(_imports(path)) <= allowed
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("guidance"):
            assert node.module == "guidance.app"


@pytest.mark.parametrize("path", [*MODULES, *HOOKS], ids=_name)
def test_public_names_are_documented(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree), f"{_name(path)} does not say what it is for"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{_name(path)}:{node.lineno} {node.name} has no docstring"


def test_nobody_but_load_reads_content() -> None:
    """Reading files is for the loader, the writer and those who read what is not content."""
    readers = {"guidance/load/sources.py", "guidance/load/cache.py", "guidance/config.py", "guidance/books.py"}
    readers |= {"guidance/shelf.py", "guidance/forms.py", "guidance/load/archive.py", "guidance/load/unpack.py"}
    readers |= {"guidance/proof_chapters.py"}
    readers |= {
        "guidance/epubs.py",
        "guidance/extracts.py",
        "guidance/app/desk.py",
        "guidance/links/tree.py",
        "guidance/search.py",
    }
    readers |= {"guidance/checklists/workbook_file.py", "guidance/checklists/form_file.py"}
    readers |= {"guidance/pack.py", "guidance/lock.py"}
    # A finished book that somebody sent, and the checksums of a release.
    readers |= {
        "guidance/app/verifying.py",
        "guidance/app/inspecting.py",
        "guidance/fingerprint.py",
        "guidance/unpacking.py",
        "guidance/proof/document.py",
    }
    readers |= {"guidance/inspect/validator.py", "guidance/inspect/reading/fonts.py"}
    # The table of the order of characters is pyuca's.
    readers |= {"guidance/render/collator.py"}
    # The scripts of the workbench are the theme's, and no content.
    readers |= {"guidance/app/workbench.py"}
    for path in MODULES:
        text = path.read_text("utf-8")
        if "read_text(" in text or "read_bytes(" in text:
            allowed = readers | {"guidance/write.py", "guidance/i18n/catalog.py", "guidance/render/labels.py"}
            # The set-up, the books and the forms read fonts and templates of the package.
            package_files = _name(path).startswith(
                ("guidance/setup/", "guidance/render/book/", "guidance/render/form/", "guidance/render/pdf")
            )
            assert _name(path) in allowed or package_files, f"{_name(path)} reads files"


def test_no_work_at_import() -> None:
    """Importing the package opens no file but its own code, and no heavy library."""
    import subprocess

    code = "import sys, guidance; print(sorted(m for m in sys.modules if m in ('weasyprint', 'mkdocs', 'yaml')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
