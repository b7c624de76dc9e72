"""Old and new numbers of clauses and provisions, read from either side."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from guidance.model.revision import Renumbered, Revision
from guidance.model.revision_places import Place
from guidance.render.numbering import path_number
from guidance.render.report.blocks import Block, Heading, Line, Paragraph, Run, Table
from guidance.render.view import View


def number(view: View, place: Place) -> str:
    """A place as a reader of the language sees it, such as ``6.3(2)(a)``."""
    return view.left_to_right(f"{place[0]}.{place[1]}") + path_number(view.lang, tuple(n - 1 for n in place[2:]))


def tables(old: View, new: View, revision: Revision) -> Iterator[Block]:
    """The concordance both ways; provisions that only follow the number of their clause are left out."""
    _ = new.labels.gettext
    rows = [row for row in revision.concordance if _is_told(row, revision)]
    if not rows:
        return
    yield Heading(2, "concordance", (Run(_("Old and new numbers")),))
    yield Paragraph((Run(_("What is not listed has kept its number, or follows that of its clause.")),))
    old_first, new_first = _("Old number"), _("New number")
    yield Heading(3, "old-to-new", (Run(_("From the old numbers to the new ones")),))
    yield _table(old, new, "old-to-new", (old_first, new_first), [r for r in rows if r.old], lambda r: (r.old, r.new))
    yield Heading(3, "new-to-old", (Run(_("From the new numbers to the old ones")),))
    yield _table(old, new, "new-to-old", (new_first, old_first), [r for r in rows if r.new], lambda r: (r.new, r.old))


def _is_told(row: Renumbered, revision: Revision) -> bool:
    if not row.path:
        return True
    if row.old is None or row.new is None:
        whole = next((r for r in revision.concordance if r.clause == row.clause and not r.path), None)
        return whole is None or (whole.old is not None and whole.new is not None)
    return row.old[2:] != row.new[2:]


Sides = Callable[[Renumbered], tuple[Place | None, Place | None]]


def _table(old: View, new: View, label: str, heads: tuple[str, str], rows: list[Renumbered], sides: Sides) -> Table:
    _ = new.labels.gettext
    ordered = sorted(rows, key=lambda row: sides(row)[0] or ())
    lines: list[tuple[Line, ...]] = []
    for row in ordered:
        near, far = sides(row)
        gone = _("none: withdrawn") if far is None and near is row.old else _("none: new")
        cells = (number(new, near) if near else "–", number(new, far) if far else gone)
        lines.append((*((Run(cell),) for cell in cells), _what(old, new, row)))
    return Table(label, (*heads, _("Clause or provision")), tuple(lines), (22, 22, 56))


def _what(old: View, new: View, row: Renumbered) -> Line:
    view = new if row.clause in new.corpus.clauses else old
    clause = view.corpus.clauses[row.clause]
    title = Run(view.words(clause.title), to=("clause", row.clause, "") if view is new else None)
    if not row.path:
        return (title,)
    found = dict(clause.walk()).get(row.path)
    heading = f" – {view.words(found.heading)}" if found and found.heading else f" – {row.path}"
    return title, Run(heading)
