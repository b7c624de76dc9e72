"""Follow what stands in a file: in a page or a drawing, in CSS or a script, and in a book."""

from __future__ import annotations

from itertools import chain

from guidance.links.addresses import Kind
from guidance.links.findings import Findings, Target
from guidance.links.follow import BOOK_LINK, FORM, LINK, LOAD, Follower
from guidance.links.pages import Link, Markup, Role
from guidance.links.pdf import Book
from guidance.links.places import Place
from guidance.links.scripts import named_in, source_maps
from guidance.links.styles import loaded_by

#: The page a server shows at any address that does not exist, however deep.
NOT_FOUND = "404.html"
#: An empty address in these is the page itself, which is no picture and no script.
_NEVER_EMPTY = ("src", "srcset", "poster", "data", "xlink:href")
_USES = {Role.LINK: LINK, Role.LOAD: LOAD, Role.FORM: FORM}


def check_markup(path: str, markup: Markup, follower: Follower, findings: Findings) -> None:
    """Follow every address in a page or a drawing, and see that no id stands there twice."""
    base = _base(path, markup, follower, findings)
    for link in markup.links:
        _check_link(path, base, link, follower, findings)
    for style in markup.styles:
        for found in loaded_by(style.text):
            line = style.line if style.attribute else style.line + found.line - 1
            _load(base, found.value, Place(path, found.value, style.attribute, line), follower, findings)
    for id_, line in markup.doubled.items():
        place = Place(path, id_, "id", line)
        findings.add("G807", Target("id", id_), f'the id "{id_}" stands twice in the page', place)


def check_text(path: str, text: str, follower: Follower, findings: Findings) -> None:
    """Follow every address in CSS, or those in a script that can be known."""
    css = path.lower().endswith(".css")
    for found in chain(loaded_by(text), source_maps(text)) if css else named_in(text):
        place = Place(path, found.value, line=found.line, column=found.column)
        _load(path, found.value, place, follower, findings)


def check_book(path: str, book: Book, follower: Follower, findings: Findings) -> None:
    """See that bookmarks and links of a book lead to its own pages, and its links to the site to pages there."""
    for jump in book.broken:
        named = f' to "{jump.name}"' if jump.name else ""
        place = Place(path, inside=jump.where)
        message = f"a link or bookmark in {path} leads{named} nowhere: {jump.why}"
        findings.add("G804", Target("jump", jump.name, jump.why), message, place)
    for link in book.outside:
        place = Place(path, link.value, inside=link.where)
        found = follower.resolver.resolve("", link.value)
        if found.kind in (Kind.FILE, Kind.MISSING) and not found.absolute:
            message = f'the address "{link.value}" in {path} is not a full one: a book does not know where it is'
            findings.add("G804", Target("wrong", link.value), message, place)
        else:
            follower.follow(BOOK_LINK, "", link.value, place)


def _base(path: str, markup: Markup, follower: Follower, findings: Findings) -> str:
    """The file that relative addresses in a page start from: the page, unless ``<base>`` names another place here."""
    if markup.base is None:
        return path
    value = markup.base.value
    found = follower.resolver.resolve(path, value)
    if found.kind in (Kind.FILE, Kind.MISSING):
        return found.path
    place = Place(path, value, "href", markup.base.line)
    message = f'the addresses of a page start outside of the site, at "{value}"'
    findings.add("G809", Target("base", value), message, place)
    return path


def _check_link(path: str, base: str, link: Link, follower: Follower, findings: Findings) -> None:
    place = Place(path, link.value, link.attribute, link.line)
    use = _USES[link.role]
    if link.attribute in _NEVER_EMPTY and not link.value.strip():
        findings.add(use.code, Target("empty", link.attribute), f'the attribute "{link.attribute}" is empty', place)
        return
    if path == NOT_FOUND and not follower.resolver.resolve(base, link.value).rooted:
        message = f'"{link.value}" leads elsewhere from each address: this page is shown at any depth'
        hint = 'begin the address with "/"'
        findings.add(use.code, Target("not rooted", link.value), message, place, hint=hint)
        return
    found = follower.follow(use, base, link.value, place)
    if link.hreflang and found.kind is Kind.FILE:
        lang, _ = findings.split(found.path)
        if lang and lang != link.hreflang.lower():
            message = f"a link says that it leads to {link.hreflang}, and leads to {found.path}"
            findings.add("G803", Target("hreflang", link.hreflang, lang), message, place)


def _load(base: str, value: str, place: Place, follower: Follower, findings: Findings) -> None:
    """Follow an address in CSS or a script."""
    if value:
        follower.follow(LOAD, base, value, place)
    else:
        findings.add(LOAD.code, Target("empty", "url"), "an address in CSS is empty or broken", place)
