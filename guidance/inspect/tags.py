"""Tags: everything drawn hangs on one tag or is decoration, and the tree of tags is whole and in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from guidance.inspect.facts import Element, MarkOf, Pdf
from guidance.inspect.order import marks
from guidance.inspect.reading.tree import HEADINGS, name_tree
from guidance.inspect.rules import Finding, Wanted, rule

#: What may stand in what (ISO 32000-1, 14.8.4.3); all other kinds may stand anywhere.
_INSIDE = {
    "LI": {"L"},
    "LBody": {"LI"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
}
#: The standard kinds of tags (ISO 32000-1, 14.8.4).
_GROUPS = (
    "Document",
    "Part",
    "Art",
    "Sect",
    "Div",
    "BlockQuote",
    "Caption",
    "TOC",
    "TOCI",
    "Index",
    "NonStruct",
    "Private",
)
_BLOCKS = ("P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot")
_WORDS = ("Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Figure", "Formula", "Form")
_EAST_ASIAN = ("Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP")
_KINDS = HEADINGS.union(_GROUPS, _BLOCKS, _WORDS, _EAST_ASIAN)
_ALTERNATIVES = ("/Alt", "/ActualText")


@rule("G754", "content without a tag", "tag what is read, and mark the rest as an artifact")
def untagged(pdf: Pdf, wanted: Wanted) -> Iterator[Finding]:
    """What is neither tagged nor marked as decoration does not exist for a screen reader, or is read at random."""
    if pdf.dictionary(pdf.root.get("/MarkInfo")).get("/Marked") is not True:
        yield Finding("the file does not say that it is tagged (MarkInfo)")
    for page in pdf.pages.values():
        for drawn, count in sorted(Counter(page.loose).items()):
            yield Finding(f"{drawn}: {count:,} times neither tagged nor an artifact", page.number)


@rule("G755", "marked content that no tag owns, or two", "let each piece of content hang on one tag")
def owners(pdf: Pdf, wanted: Wanted) -> Iterator[Finding]:
    """Marked content is read where the tag stands that owns it: without one never, with two twice."""
    owned: dict[MarkOf, list[str]] = {}
    for element in pdf.elements.values():
        for kid in element.kids:
            if isinstance(kid, tuple):
                owned.setdefault(kid, []).append(element.ref)
    for page in pdf.pages.values():
        listed = pdf.array(pdf.parents.get(page.data.get("/StructParents", -1)))
        for mark, count in sorted(Counter(page.marks).items()):
            tags = owned.pop((page.ref, mark), [])
            said = listed[mark] if mark < len(listed) else None
            if len(tags) != 1 or count != 1:
                yield Finding(f"the content {mark} is drawn {count} times and owned by {len(tags)} tags", page.number)
            elif said != tags[0]:
                yield Finding(f"the content {mark} names another owner than the tag that has it", page.number)
    for ref, mark in owned:
        yield Finding(f"a tag owns the content {mark}, which is not drawn", pdf.page_number(ref))


@rule("G756", "headings that skip a level", "begin with level 1 and go down one level at a time")
def headings(pdf: Pdf, wanted: Wanted) -> Iterator[Finding]:
    """Who moves from heading to heading takes a skipped level for a chapter that was left out."""
    before = 0
    for element in pdf.elements.values():
        if element.kind in HEADINGS and element.kind != "H":
            level = int(element.kind[1:])
            if level > before + 1:
                after = f"after one of level {before}" if before else "as the first"
                yield Finding(f"a heading of level {level} comes {after}", pdf.page_of(element))
            before = level


@rule("G761", "figure without an alternative", "say in words what the picture shows, or mark it as an artifact")
def figures(pdf: Pdf, wanted: Wanted) -> Iterator[Finding]:
    """Who does not see a picture needs the words that say what it shows."""
    for element in pdf.elements.values():
        if element.kind in ("Figure", "Formula") and not any(
            pdf.words(element.data.get(a)).strip() for a in _ALTERNATIVES
        ):
            yield Finding(f"a {element.kind.lower()} has no words that stand for it", pdf.page_of(element))


@rule("G763", "IDs that are not unique or not listed", "give each tag an ID of its own and list it in the IDTree")
def identifiers(pdf: Pdf, wanted: Wanted) -> Iterator[Finding]:
    """Cells name their headers by ID and references their notes: an ID that stands twice leads to the wrong one."""
    tree = pdf.dictionary(pdf.root.get("/StructTreeRoot"))
    listed = name_tree(pdf, tree.get("/IDTree"))
    own = Counter(str(element.data["/ID"]) for element in pdf.elements.values() if "/ID" in element.data)
    for name, count in own.items():
        if count > 1:
            yield Finding(f"{count} tags have the ID “{pdf.words(name)}”")
    held = dict(listed)
    if len(held) != len(listed):
        yield Finding("the IDTree lists an ID twice")
    for element in pdf.elements.values():
        own_name = element.data.get("/ID")
        if own_name is not None and held.get(str(own_name)) != element.ref:
            yield Finding(f"the IDTree does not lead from “{pdf.words(own_name)}” to its tag", pdf.page_of(element))
        if element.kind == "Note" and own_name is None:
            yield Finding("a note has no ID", pdf.page_of(element))
    for name in held.keys() - own.keys():
        yield Finding(f"the IDTree lists “{pdf.words(name)}”, which no tag has")


@rule("G764", "tree of tags that is not whole", "write the tree of tags as the standard has it")
def tree(pdf: Pdf, wanted: Wanted) -> Iterator[Finding]:
    """Programs walk the tree both ways and know the standard kinds of tags: one they cannot place, they leave out."""
    if not pdf.elements:
        yield Finding("there are no tags")
    for ref in pdf.twice:
        yield Finding("a tag stands in two places, or in itself", pdf.page_of(pdf.elements[ref]))
    top = pdf.root.get("/StructTreeRoot")
    for element in pdf.elements.values():
        if fault := _fault(pdf, element, top):
            yield Finding(fault, pdf.page_of(element))
    lost = sum(
        isinstance(data, dict) and data.get("/Type") == "/StructElem" and ref not in pdf.elements
        for ref, data in pdf.objects.items()
    )
    if lost:
        yield Finding(f"{lost:,} tags hang on no other")


def _fault(pdf: Pdf, element: Element, top: object) -> str:
    if element.kind not in _KINDS:
        return f"“{element.kind}” is no standard kind of tag, and stands for none"
    above = pdf.elements.get(element.above)
    kind = above.kind if above else ""
    if element.kind in _INSIDE and kind not in _INSIDE[element.kind]:
        return f"a tag {element.kind} stands in {kind or 'nothing'}"
    if kind in ("L", "TR") and element.kind not in {"L": ("LI", "Caption", "L"), "TR": ("TH", "TD")}[kind]:
        return f"a tag {element.kind} stands in {kind}"
    if element.kind in HEADINGS and kind in HEADINGS:
        return "a heading stands in another"
    if element.data.get("/P") != (above.ref if above else top):
        return f"a tag {element.kind} does not know the tag it stands in"
    return ""


@rule("G765", "reading order that is not the order on the page", "put the tags into the order of the text")
def reading_order(pdf: Pdf, wanted: Wanted) -> Iterator[Finding]:
    """A screen reader follows the tags, and other programs what is drawn first: both have to tell the text alike.

    Notes, labels of lists and pictures are drawn after the text that they belong to.
    """
    places = {(page.ref, mark): place for page in pdf.pages.values() for place, mark in enumerate(page.marks)}
    last: dict[str, int] = {}
    apart: set[str] = set()
    for ref, element in pdf.elements.items():
        if element.kind in ("Note", "Lbl", "Figure") or element.above in apart:
            apart.add(ref)
    told: set[str] = set()
    for page, mark in _in_order(pdf, apart):
        place = places.get((page, mark), -1)
        if place < last.get(page, -1) and page not in told:
            told.add(page)
            yield Finding(f"the content {mark} is read later than it is drawn", pdf.page_number(page))
        last[page] = max(place, last.get(page, -1))


def _in_order(pdf: Pdf, without: set[str]) -> Iterator[MarkOf]:
    for top in pdf.elements.values():
        if top.above not in pdf.elements:
            yield from (mark for element, mark in marks(pdf, top) if element.ref not in without)
