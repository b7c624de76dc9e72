"""A report on paper: its blocks as HTML, laid out and written as tagged PDF by the press of the books."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from guidance.model.lang import LANGUAGES
from guidance.render.address import page_path
from guidance.render.base import environment
from guidance.render.book.pagemap import number_pages
from guidance.render.labels import labels
from guidance.render.pdf import Press, check_process, no_complaints
from guidance.render.report.blocks import Document, Run

#: The press of this process: its fonts and its style sheet are read once.
_PRESSES: dict[Path, Press] = {}


def paper(document: Document, fonts: Path) -> bytes:
    """The PDF of a document; the process must have begun with ``FONTCONFIG_FILE`` set to the prepared fonts."""
    if fonts not in _PRESSES:
        check_process(fonts)
        _PRESSES[fonts] = Press(fonts)
    press = _PRESSES[fonts]
    with no_complaints():
        part = press.make(paper_html(document))
        return press.bind([part], number_pages([part]))


def paper_html(document: Document) -> str:
    """The HTML of a document; its links lead to the website."""
    return (
        environment()
        .get_template("print/report.html.j2")
        .render(
            doc=document,
            direction=LANGUAGES[document.lang].direction,
            href=partial(web_address, document.base),
            _=labels(document.lang).gettext,
        )
    )


def web_address(base: str, run: Run) -> str:
    """Where the link of a run leads on the website."""
    kind, id_, anchor = run.to or ("page", "", "")
    return base + page_path(kind, id_) + (f"#{anchor}" if anchor else "")
