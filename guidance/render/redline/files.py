"""A redline as files: a page that works from the disk, a PDF, a Word file with tracked changes, data for programs."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from guidance.model.lang import LANGUAGES
from guidance.render.base import environment
from guidance.render.labels import labels
from guidance.render.report.blocks import Document
from guidance.render.report.files import report_file
from guidance.render.report.paper import web_address

#: The forms that are made from the document; ``json`` holds all languages and is made from the revision.
DOCUMENT_FORMS = ("html", "pdf", "docx")


def redline_file(document: Document, form: str, fonts: Path) -> bytes:
    """The file of a form; a PDF only in a process that began with ``FONTCONFIG_FILE`` set to the prepared fonts."""
    return page(document).encode() if form == "html" else report_file(document, form, fonts)


def page(document: Document) -> str:
    """The redline as one HTML file that needs nothing else; its links lead to the website."""
    template = environment().get_template("redline.html.j2")
    return template.render(
        doc=document,
        direction=LANGUAGES[document.lang].direction,
        href=partial(web_address, document.base),
        _=labels(document.lang).gettext,
    )
