"""Safety: a file does nothing but show itself, and brings and fetches nothing."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from guidance.inspect.facts import Dict, Json, Pdf
from guidance.inspect.rules import Finding, Wanted, rule

#: What a link may do: go to a place in the file, to a website, or turn a page.
_ALLOWED = frozenset({"/GoTo", "/URI", "/Named"})
_SCHEMES = frozenset({"http", "https", "mailto"})
#: Annotations that play, run or unpack something.
_ACTIVE = frozenset({"/FileAttachment", "/Sound", "/Movie", "/Screen", "/3D", "/RichMedia"})
#: What an attached file may be to its document (ISO 19005-3, 6.8).
_RELATIONS = frozenset({"/Source", "/Data", "/Alternative", "/Supplement"})
#: Actions that follow each other.
_MOST_ACTIONS = 20


@rule("G769", "locked PDF", "save the file without encryption")
def locked(pdf: Pdf, wanted: Wanted) -> Iterator[Finding]:
    """Encryption keeps screen readers, archives and translators out, and nothing in the guidance is secret."""
    if pdf.encrypted:
        yield Finding("the file is encrypted")


@rule("G770", "PDF with a script", "take the script out")
def scripts(pdf: Pdf, wanted: Wanted) -> Iterator[Finding]:
    """A script runs on the machine of whoever opens the file; ministries rightly refuse such files."""
    for ref, data in pdf.dictionaries():
        if data.get("/S") == "/JavaScript" or "/JS" in data:
            yield Finding(f"the object {ref} holds a script")
    names = pdf.dictionary(pdf.root.get("/Names"))
    if "/JavaScript" in names:
        yield Finding("the file lists scripts that run when it is opened")
    if "/XFA" in pdf.dictionary(pdf.root.get("/AcroForm")):
        yield Finding("the file holds an XFA form, which is a program")


@rule("G771", "PDF that starts something", "let links go to places in the file and to websites only")
def actions(pdf: Pdf, wanted: Wanted) -> Iterator[Finding]:
    """A file that starts programs, sends forms or opens other files does more than its reader asked for."""
    if "/AA" in pdf.root:
        yield Finding("the file does something when it is opened, closed or printed")
    holders: list[tuple[int, Dict]] = [(page.number, data) for page, _, data in pdf.annotations()]
    holders += [(page.number, page.data) for page in pdf.pages.values()]
    holders += [(0, item.data) for item in pdf.bookmarks]
    opening = pdf.at(pdf.root.get("/OpenAction"))
    found = [(0, opening)] if isinstance(opening, dict) else []
    for number, data in holders:
        if "/AA" in data:
            yield Finding("something happens when the pointer or the page comes and goes", number)
        if "/A" in data:
            found.append((number, pdf.at(data["/A"])))
    for number, action in found:
        if fault := _fault(pdf, action):
            yield Finding(fault, number)


def _fault(pdf: Pdf, action: Json) -> str:
    for _ in range(_MOST_ACTIONS):
        if not isinstance(action, dict):
            return ""
        kind = str(action.get("/S"))
        if kind not in _ALLOWED:
            return f"a link or bookmark starts {kind.removeprefix('/')}"
        address = pdf.words(action.get("/URI"))
        if kind == "/URI" and urlsplit(address).scheme.lower() not in _SCHEMES:
            return f"a link leads to “{address}”, which is no website"
        action = pdf.at(action.get("/Next"))
    return "actions follow each other without end"


@rule("G772", "PDF that brings or fetches other files", "embed what is shown, and attach files as associated ones only")
def other_files(pdf: Pdf, wanted: Wanted) -> Iterator[Finding]:
    """What is fetched may be gone or tell who reads; what is attached unseen may be anything."""
    associated = {str(value) for value in pdf.array(pdf.root.get("/AF"))}
    for ref, data in pdf.dictionaries():
        if "/Length" in data and "/F" in data:
            yield Finding(f"the content of the object {ref} is in another file")
        if data.get("/Type") == "/XObject" and "/Ref" in data:
            yield Finding(f"the picture {ref} is a page of another file")
        if data.get("/Type") == "/Filespec":
            name = pdf.words(data.get("/UF", data.get("/F")))
            if "/EF" not in data:
                yield Finding(f"the file “{name}” is named, but is not in this one")
            elif ref not in associated or data.get("/AFRelationship") not in _RELATIONS:
                yield Finding(f"the file “{name}” is attached without a word on what it is to the document")
    for page, _, data in pdf.annotations():
        if data.get("/Subtype") in _ACTIVE:
            yield Finding(f"there is a {str(data['/Subtype']).removeprefix('/')} on the page", page.number)
