"""What changed since the edition before, as a list for readers: each record by its name, with what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidance.model.revision import KINDS, Change, RecordChange, Revision
from guidance.render.address import page_path
from guidance.render.release.names import has_page, record_name
from guidance.render.view import View

#: What would be read as a mark, a link, HTML or an entity.
_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~]")


def changes_markdown(view: View, revision: Revision) -> bytes:
    """The list in the words of a language, as Markdown; a record says how many of its texts changed."""
    return ("\n".join(_markdown(view, revision)) + "\n").encode()


def _markdown(view: View, revision: Revision) -> Iterator[str]:
    _ = view.labels.gettext
    publication = view.corpus.publication
    yield f"# {_words(view.words(publication.title))}"
    yield ""
    between = _("What changed between the editions {old} and {new}")
    yield f"## {between.format(old=revision.old_edition, new=revision.new_edition)}"
    yield ""
    if not revision.records:
        yield _("Nothing changed.")
    for kind in KINDS:
        found = [record for record in revision.records if record.kind == kind]
        if found:
            yield f"### {view.labels.word('text-kind', kind)}"
            yield ""
            yield from (_line(view, record) for record in found)
            yield ""


def _line(view: View, record: RecordChange) -> str:
    name = f"{record.kind}/{record.id}"
    title = _words(record_name(view, name)[0])
    if has_page(view, name):
        site = view.corpus.publication.site_url
        title = f"[{title}]({site}{view.lang}/{page_path(record.kind, record.id)})"
    change = record.change or Change.MOVED
    said = view.labels.word("revision", str(change))
    texts = len(record.in_language(view.lang))
    words = f"{view.labels.gettext('{label}:').format(label=title)} {said}"
    if record.change is Change.CHANGED and texts:
        words += f" ({view.labels.ngettext('{count} text', '{count} texts', texts)})"
    return f"- {words}"


def _words(text: str) -> str:
    """A text as words on one line of Markdown, and nothing else."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))
