"""Reporting: the catalogue of codes, and a report in the form that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from guidance import __version__
from guidance.app.checking import Checked
from guidance.app.gate import RELEASE_CODES
from guidance.app.revisions import REVISION_CODES
from guidance.changes import place_in_repository
from guidance.check.rules import all_rules
from guidance.checklists.codes import CHECKLIST_CODES
from guidance.checklists.form_codes import FORM_CODES
from guidance.checklists.workbook_codes import WORKBOOK_CODES
from guidance.config import SETTINGS_CODES, Settings
from guidance.diagnostics import Code, Report
from guidance.inspect.rules import inspect_codes
from guidance.links.codes import SITE_CODES
from guidance.links.problems import EXTERNAL_CODES
from guidance.load.codes import LOAD_CODES
from guidance.proof.codes import PROOF_CODES
from guidance.render.address import page_path
from guidance.report import data, github, gitlab, human, sarif
from guidance.report.context import Context
from guidance.write import write_file

FORMATS: dict[str, Callable[[Report, Context], str]] = {
    "text": human.render,
    "github": github.render,
    "gitlab": gitlab.render,
    "sarif": sarif.render,
    "json": data.render,
}


def catalogue() -> dict[str, Code]:
    """Every code there is, in order."""
    codes = [*LOAD_CODES, *(rule.code for rule in all_rules()), *SITE_CODES, *EXTERNAL_CODES, *SETTINGS_CODES]
    codes += PROOF_CODES
    codes += (*CHECKLIST_CODES, *WORKBOOK_CODES, *FORM_CODES, *REVISION_CODES)
    codes += RELEASE_CODES
    codes += inspect_codes()
    return {code.code: code for code in sorted(codes, key=lambda code: code.code)}


def rendered(settings: Settings, checked: Checked, form: str) -> str:
    """The report of a check in one of the ``FORMATS``."""
    site = checked.corpus.publication.site_url if checked.corpus else ""
    context = Context(
        texts=checked.texts,
        # What a person reads names no more than the code, and a check should not wait for all of them.
        codes={} if form == "text" else catalogue(),
        rules_url=f"{site}en/{page_path('rules')}" if site else "",
        prefix=place_in_repository(settings.root) if form in ("github", "gitlab", "sarif") else "",
        version=__version__,
    )
    return FORMATS[form](checked.report, context)


def write_report(path: Path, text: str) -> None:
    """Write a report to a file, whole or not at all."""
    write_file(path, text.encode())


def summary(checked: Checked) -> str:
    """One line that counts what a check found."""
    return human.summary(checked.report)


def explained(code: Code) -> str:
    """What a code stands for, as a person reads it in a terminal."""
    parts = [f"{code.code} {code.title} ({code.severity})", "", code.why]
    for title, example in (("Fails", code.fails), ("Passes", code.passes)):
        if example:
            parts += ["", f"{title}:", "", *(f"    {line}".rstrip() for line in example.split("\n"))]
    return "\n".join(parts) + "\n"
