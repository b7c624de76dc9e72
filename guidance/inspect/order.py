"""The words of a file as a screen reader says them: in the order of its tags."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.inspect.facts import Element, MarkOf, Pdf


def marks(pdf: Pdf, top: Element) -> Iterator[tuple[Element, MarkOf]]:
    """The marks of a tag and of all below it, in order, with the tag that each hangs on."""
    waiting: list[tuple[Element, Iterator[str | MarkOf]]] = [(top, iter(top.kids))]
    while waiting:
        element, kids = waiting[-1]
        kid = next(kids, None)
        if kid is None:
            waiting.pop()
        elif isinstance(kid, tuple):
            yield element, kid
        elif kid in pdf.elements and pdf.elements[kid].above == element.ref:
            waiting.append((pdf.elements[kid], iter(pdf.elements[kid].kids)))


def spoken(pdf: Pdf, top: Element) -> str:
    """The words of a tag and of all below it; of a mark whose words were not read, none."""
    by_ref = pdf.pages_by_ref
    said: list[str] = []
    for element, (page, number) in marks(pdf, top):
        if "/ActualText" in element.data:
            said.append(pdf.words(element.data["/ActualText"]))
        elif page in by_ref:
            shown = by_ref[page].texts.get(number, ())
            said.append("".join(pdf.fonts[text.font].read(text.codes) for text in shown if text.font in pdf.fonts))
    return " ".join(" ".join(said).split())


def whole_text(pdf: Pdf) -> str:
    """All words in reading order; the file must have been read with ``all_texts``."""
    tops = (element for element in pdf.elements.values() if element.above not in pdf.elements)
    return " ".join(spoken(pdf, top) for top in tops)
