"""Links, bookmarks and fields: what can be clicked or filled says what it is, and leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.inspect.facts import Dict, Json, Pdf
from guidance.inspect.reading.tree import name_tree
from guidance.inspect.rules import Finding, Wanted, rule

_HIDDEN = 2
#: Fields above a field.
_MOST_ABOVE = 20


@rule("G759", "link that says nothing", "tag the link and describe where it leads (Contents)")
def link_words(pdf: Pdf, wanted: Wanted) -> Iterator[Finding]:
    """A screen reader says where a link leads from its description, and reads it where its tag stands."""
    for page, ref, data in pdf.annotations():
        if data.get("/Subtype") != "/Link":
            continue
        if not pdf.words(data.get("/Contents")).strip():
            yield Finding("a link has no words (Contents)", page.number)
        if _tag_of(pdf, ref, data) != "Link":
            yield Finding("a link hangs on no tag Link", page.number)


@rule("G760", "link or bookmark that leads nowhere", "let it lead to a page or a place that is in the file")
def destinations(pdf: Pdf, wanted: Wanted) -> Iterator[Finding]:
    """A printed page number helps on paper; on screen a link that leads nowhere is a dead end."""
    names = dict(name_tree(pdf, pdf.dictionary(pdf.root.get("/Names")).get("/Dests")))
    links = (("a link", data, page.number) for page, _, data in pdf.annotations() if data.get("/Subtype") == "/Link")
    items = ((f"the bookmark “{item.title}”", item.data, 0) for item in pdf.bookmarks)
    for what, data, number in (*links, *items):
        action = pdf.dictionary(data.get("/A"))
        target = data.get("/Dest", action.get("/D"))
        if target is None and action and action.get("/S") != "/GoTo":
            continue
        if not _is_place(pdf, target, names):
            yield Finding(
                f"{what} leads nowhere: “{pdf.words(target)}”" if pdf.words(target) else f"{what} leads nowhere", number
            )


def _is_place(pdf: Pdf, target: Json, names: dict[str, Json]) -> bool:
    if isinstance(target, str) and target.startswith(("u:", "b:")):
        target = names.get(target)
    found = pdf.at(target)
    if isinstance(found, dict):
        found = pdf.at(found.get("/D"))
    return isinstance(found, list) and len(found) > 0 and str(found[0]) in pdf.pages


@rule("G762", "form field without a name or a tag", "name the field, say what to fill in (TU), and tag it Form")
def fields(pdf: Pdf, wanted: Wanted) -> Iterator[Finding]:
    """Who cannot see the label beside a field hears its description, and reaches it by the key Tab in reading order."""
    with_fields: dict[int, Dict] = {}
    for page, ref, data in pdf.annotations():
        if data.get("/Subtype") != "/Widget":
            continue
        with_fields[page.number] = page.data
        name, title = _inherited(pdf, data, "/T"), _inherited(pdf, data, "/TU")
        if not name:
            yield Finding("a field has no name (T)", page.number)
        if not title:
            yield Finding(f"the field “{name}” does not say what it is for (TU)", page.number)
        if not int(data.get("/F", 0)) & _HIDDEN and _tag_of(pdf, ref, data) != "Form":
            yield Finding(f"the field “{name}” hangs on no tag Form", page.number)
    for number, page_data in with_fields.items():
        if page_data.get("/Tabs") != "/S":
            yield Finding("the key Tab does not follow the reading order (Tabs)", number)


def _inherited(pdf: Pdf, data: Dict, key: str) -> str:
    """The words under a key of a field or of those above it."""
    for _ in range(_MOST_ABOVE):
        if found := pdf.words(data.get(key)).strip():
            return found
        data = pdf.dictionary(data.get("/Parent"))
        if not data:
            break
    return ""


def _tag_of(pdf: Pdf, ref: str, data: Dict) -> str:
    """The kind of the tag that an annotation hangs on, where both name each other; empty for none."""
    owner = pdf.parents.get(data.get("/StructParent", -1))
    element = pdf.elements.get(owner) if isinstance(owner, str) else None
    return element.kind if element and ref in element.objects else ""
