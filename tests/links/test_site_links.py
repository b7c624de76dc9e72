"""The check of a built site: a small whole site, broken one way each, and the real one."""

from __future__ import annotations

import gzip
import json
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from guidance.app.linking import check_built
from guidance.config import Settings
from guidance.diagnostics import Diagnostic, Severity
from guidance.links.addresses import Kind, Resolver
from guidance.links.codes import SITE_CODES
from guidance.links.pages import Damage, read_page
from guidance.links.scripts import named_in
from guidance.links.site import SiteReport, check_site
from guidance.links.styles import loaded_by
from guidance.links.tree import Tree
from guidance.model.corpus import Corpus
from guidance.model.lang import LANGUAGES

URL = "https://law.example.org/"
LANGS = ("en", "fr")
PATHS = ("", "a/", "search/")
PUBLISHED = {"page/home": "", "clause/a": "a/", "clause/a#provision/duty": "a/#p-duty", "clause/old": "old/#p-1"}


def page(lang: str, path: str, body: str) -> str:
    """A page as the site has it: its own address, its versions, a style sheet, a way to the other language."""
    up = "../" * (path.count("/") + 1)
    other = "fr" if lang == "en" else "en"
    return f"""<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{lang} {path}</title>
<link rel="canonical" href="{URL}{lang}/{path}">
<link rel="alternate" hreflang="en" href="{URL}en/{path}">
<link rel="alternate" hreflang="fr" href="{URL}fr/{path}">
<link rel="stylesheet" href="{up}assets/site.css">
<link rel="icon" href="{up}assets/logo.svg" type="image/svg+xml">
</head><body id="top">
<a hreflang="{other}" href="{up}{other}/{path}">other</a> <a href="#top">top</a>
<form action="{up}{lang}/search/" method="get"><input name="q"></form>
{body}
</body></html>
"""


HOME = """<p><a href="./a/">A</a> <a href="a/?x=1#p-duty">duty</a> <a href='%61/'>encoded</a>
<a href="https://law.example.org/en/a/#p-duty">permanent address</a>
<a href="https://elsewhere.example.net/x">another site</a> <a href="mailto:law@example.org?subject=x">write</a>
<a href="../books/guide.pdf">book</a> <a href="../books/guide.pdf#page=2">page</a>
<a href="../books/guide.pdf#duty">place</a> <a href="../data/guide.json" download>data</a>
<img src="../assets/logo.svg" alt="" srcset="../assets/logo.svg 1x, ../assets/logo.svg 2x">
<a
  class="x"
  href="./a/index.html">over three lines</a></p>"""
BODIES = {"": HOME, "a/": '<h1>A</h1>\n<p id="p-duty">Duty. <a href="../">home</a></p>', "search/": "<h1>Search</h1>"}
REDIRECT = f"""<!doctype html>
<html><head><title>moved</title>
<link rel="canonical" href="{URL}en/a/">
<meta http-equiv="refresh" content="0; url=../a/">
</head><body><a href="../a/">moved</a></body></html>
"""


def entry(lang: str, path: str) -> str:
    versions = "".join(
        f'<xhtml:link rel="alternate" hreflang="{name}" href="{URL}{code}/{path}"/>'
        for name, code in (("en", "en"), ("fr", "fr"), ("x-default", "en"))
    )
    return f"<url><loc>{URL}{lang}/{path}</loc>{versions}</url>\n"


def small_site() -> dict[str, str | bytes]:
    """Two languages, three pages each, a redirect, a book, a download and a search index; nothing is wrong."""
    root = "".join(f'<link rel="alternate" hreflang="{lang}" href="{URL}{lang}/">\n' for lang in LANGS)
    ways = " ".join(f'<a href="{lang}/">{lang}</a>' for lang in LANGS)
    files: dict[str, str | bytes] = {
        "index.html": f"<!doctype html>\n<html><head><title>x</title>\n{root}</head><body>{ways}</body></html>\n",
        "404.html": '<!doctype html>\n<html><head><link rel="stylesheet" href="/assets/site.css"></head>\n'
        '<body><a href="/en/">home</a> <a href="#x" id="x">here</a></body></html>\n',
        "robots.txt": f"User-agent: *\nAllow: /\nSitemap: {URL}sitemap.xml\n",
        "assets/site.css": '@import "more.css";\nbody { background: url(logo.svg) }\n',
        "assets/more.css": '@namespace svg url(http://www.w3.org/2000/svg);\np { background: url("data:,x") }\n',
        "assets/app.js": 'import { x } from "./part.js";\n',
        "assets/part.js": "export const x = 1;\n",
        "assets/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg">\n<path id="p"/><use href="#p"/></svg>\n',
        "data/guide.json": '{"a": 1}\n',
        "books/guide.pdf": book(),
        "sitemap.xml": '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        + "".join(entry(lang, path) for path in PATHS for lang in LANGS)
        + "</urlset>\n",
    }
    for lang in LANGS:
        files |= {f"{lang}/{path}index.html": page(lang, path, BODIES[path]) for path in PATHS}
        files[f"{lang}/old/index.html"] = REDIRECT
        found = {"url": "/a/", "anchors": [{"element": "h1", "id": "p-duty", "text": "", "location": 0}]}
        index = {"version": "1.5.2", "languages": {lang: {"hash": f"{lang}_1", "wasm": lang, "page_count": 1}}}
        files |= {
            f"pagefind/{lang}/pagefind.js": "export {};\n",
            f"pagefind/{lang}/pagefind-entry.json": json.dumps(index),
            f"pagefind/{lang}/pagefind.{lang}_1.pf_meta": b"x",
            f"pagefind/{lang}/wasm.{lang}.pagefind": b"x",
            f"pagefind/{lang}/fragment/1.pf_fragment": fragment(found),
        }
    return files


def fragment(found: object) -> bytes:
    return gzip.compress(b"pagefind_dcd" + json.dumps(found).encode())


def book(change: Callable[[pikepdf.Pdf], None] = lambda pdf: None) -> bytes:
    """Two pages: a named place, bookmarks, links to the place, to a page, to a page of the site and to another site."""
    pdf = pikepdf.new()
    for _ in range(2):
        pdf.add_blank_page()
    first, second = (pdf.pages[number].obj for number in (0, 1))
    there = pikepdf.Array([second, pikepdf.Name.Fit])
    tree = pikepdf.NameTree.new(pdf)
    tree["duty"] = there
    pdf.Root.Names = pikepdf.Dictionary(Dests=tree.obj)
    uris = [f"{URL}en/a/#p-duty", "https://elsewhere.example.net/", "mailto:law@example.org"]
    actions = [pikepdf.Dictionary(S=pikepdf.Name.URI, URI=uri) for uri in uris]
    actions.append(pikepdf.Dictionary(S=pikepdf.Name.GoTo, D="duty"))
    links = [pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=action) for action in actions]
    links += [pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Dest=place) for place in ("duty", there)]
    first.Annots = pikepdf.Array(links)
    item = pdf.make_indirect(pikepdf.Dictionary(Title="Duty", Dest=there))
    pdf.Root.Outlines = pdf.make_indirect(pikepdf.Dictionary(First=item, Last=item, Count=1))
    change(pdf)
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def link(pdf: pikepdf.Pdf, **keys: Any) -> None:
    """Add a link to the second page."""
    made = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, **keys)
    pdf.pages[1].obj.Annots = pikepdf.Array([made])


def check(folder: Path, files: dict[str, str | bytes], published: dict[str, str] | None = None) -> SiteReport:
    """Write a site and check it."""
    site = folder / "site"
    for name, content in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return check_site(site, URL, LANGS, PUBLISHED if published is None else published)


def marked(files: dict[str, str | bytes], found: Diagnostic) -> str:
    """The words in the file that a diagnostic points at; empty for a whole file."""
    if not found.pin.pointer:
        return ""
    _, line, column, width = (int(step) if step != "@line" else 0 for step in found.pin.pointer)
    content = files[found.pin.path.removeprefix("site/")]
    text = content if isinstance(content, str) else content.decode("utf-8", "replace")
    return text.split("\n")[line - 1][column - 1 : column - 1 + width]


def test_a_whole_site_has_no_mistakes(tmp_path: Path) -> None:
    report = check(tmp_path, small_site())
    assert report.diagnostics == ()
    assert report.pages == 10
    assert report.pdf_links == 7
    assert report.downloads == 2
    # Four link tags a page less the canonical of redirects, and the root; then the site map.
    assert report.pairs == 6 * 3 + 2 + 2 + 6 * 3
    assert report.links == 80
    # Twice, in either language: #top on three pages, a/#p-duty relative and absolute, two into the book, one of the
    # search; once the #x of the 404 page, the place in the drawing and the one that the book leads to.
    assert report.anchors == 2 * 8 + 3


@dataclass(frozen=True)
class Break:
    """A text in a file of the site, what takes its place, and the one diagnostic that must come of it.

    It stands in the same file or in ``elsewhere``, where it marks ``marked``.
    """

    path: str
    old: str
    new: str
    code: str
    words: str
    marked: str
    elsewhere: str = ""


A, HOME_PAGE, OLD = "en/a/index.html", "en/index.html", "en/old/index.html"
BREAKS = (
    # G801
    Break(A, '"../"', '"../b/"', "G801", "en/b/, which does not exist", "../b/"),
    Break(A, '"../"', '"../A/"', "G801", "en/A/, which does not exist", "../A/"),
    Break(A, '"../"', '"../../../en/"', "G801", "leads out of the site", "../../../en/"),
    Break(A, '"../"', '"javascript:alert(1)"', "G801", "runs a script", "javascript:alert(1)"),
    Break(A, '"../"', '" java&#10;script:x"', "G801", "runs a script", " java&#10;script:x"),
    Break(A, '"../"', '"htp://example.org/"', "G801", 'begins with "htp:"', "htp://example.org/"),
    Break(A, '"../"', '"https:///en/"', "G801", "names no host", "https:///en/"),
    Break(A, '"../"', '"http://[bad/"', "G801", "names no host", "http://[bad/"),
    Break(A, '"../"', '"mailto:nobody"', "G801", "is not an address for mail", "mailto:nobody"),
    Break(A, '"../"', '"mailto:?subject=x"', "G801", "is not an address for mail", "mailto:?subject=x"),
    Break(A, '"../"', '"%zz/"', "G801", "is not encoded", "%zz/"),
    Break(A, '"../"', '"%ff/"', "G801", "is not encoded", "%ff/"),
    Break(A, '"../"', '"%2e%2e/%2E%2E/%2e%2e/"', "G801", "leads out of the site", "%2e%2e/%2E%2E/%2e%2e/"),
    Break(A, '<a href="../"', '<area href="../b/"', "G801", "en/b/", "../b/"),
    Break(A, '<a href="../"', "<a id=x href = ../b/", "G801", "en/b/", "../b/"),
    Break(A, '<a href="../"', '<q cite="../b/"', "G801", "en/b/", "../b/"),
    Break(A, "</head>", '<link rel="next" href="../b/"></head>', "G801", "en/b/", "../b/"),
    Break(HOME_PAGE, "./a/index.html", "./b/index.html", "G801", "en/b/", "./b/index.html"),
    Break("404.html", '"/en/"', '"en/"', "G801", "leads elsewhere from each address", "en/"),
    Break("404.html", '"/en/"', '"/de/"', "G801", "de/, which does not exist", "/de/"),
    Break("index.html", '<a href="fr/"', '<a href="de/"', "G801", "de/", "de/"),
    Break("assets/logo.svg", '<path id="p"/>', '<path id="p"/><a href="/de/"></a>', "G801", "de/", "/de/"),
    # G802
    Break(A, '"../"', '"../#duty"', "G802", 'en/, which has no anchor "duty"', "../#duty"),
    Break(A, '"#top"', '"#to%70x"', "G802", 'no anchor "topx"', "#to%70x"),
    Break(HOME_PAGE, "a/?x=1#p-duty", "a/?x=1#P-duty", "G802", 'no anchor "P-duty"', "a/?x=1#P-duty"),
    # G803
    Break(A, f'<link rel="canonical" href="{URL}en/a/">', "", "G803", "does not say which its own address is", "<"),
    Break(A, f'"canonical" href="{URL}en/a/"', f'"canonical" href="{URL}en/"', "G803", "own address", f"{URL}en/"),
    Break(A, f'"fr" href="{URL}fr/a/"', f'"fr" href="{URL}fr/"', "G803", 'the version in "fr" is not', f"{URL}fr/"),
    Break(A, f'"fr" href="{URL}fr/a/"', '"fr" href="../../fr/a/"', "G803", 'the version in "fr"', "../../fr/a/"),
    Break(A, f'"fr" href="{URL}fr/a/"', f'"fr" href="{URL}fr/a"', "G803", 'the version in "fr"', f"{URL}fr/a"),
    Break(A, 'hreflang="fr"', 'hreflang="de"', "G803", "", f"{URL}fr/a/"),
    Break(
        A, "</head>", f'<link rel="alternate" hreflang="fr" href="{URL}fr/a/"></head>', "G803", "twice", f"{URL}fr/a/"
    ),
    Break(
        A,
        "</head>",
        f'<link rel="alternate" hreflang="x-default" href="{URL}fr/a/"></head>',
        "G803",
        '"x-default" is not',
        f"{URL}fr/a/",
    ),
    Break(A, f'<link rel="alternate" hreflang="fr" href="{URL}fr/a/">', "", "G803", "its version in fr", f"{URL}en/a/"),
    Break(A, '<a hreflang="fr"', '<a hreflang="en"', "G803", "says that it leads to en", "../../fr/a/"),
    Break("index.html", f'"fr" href="{URL}fr/"', f'"fr" href="{URL}en/"', "G803", '"fr" is not', f"{URL}en/"),
    Break("sitemap.xml", entry("fr", "a/"), "", "G803", "fr/a/ is not in the site map", "<", "fr/a/index.html"),
    Break("sitemap.xml", entry("fr", "a/"), entry("fr", "a/") * 2, "G803", "twice", f"{URL}fr/a/"),
    Break("sitemap.xml", f"<loc>{URL}fr/a/", f"<loc>{URL}fr/a", "G803", "the address of that page is", f"{URL}fr/a"),
    Break("sitemap.xml", f"<loc>{URL}fr/a/", "<loc>https://other.example/", "G803", "", "https://other.example/"),
    Break("sitemap.xml", "</urlset>", f"<url><loc>{URL}fr/b/</loc></url></urlset>", "G803", "fr/b/", f"{URL}fr/b/"),
    Break("sitemap.xml", "</urlset>", f"<url><loc>{URL}fr/old/</loc></url></urlset>", "G803", "", f"{URL}fr/old/"),
    Break("sitemap.xml", f'"x-default" href="{URL}en/a/"', f'"x-default" href="{URL}fr/a/"', "G803", "x-default", ""),
    Break("sitemap.xml", f'<xhtml:link rel="alternate" hreflang="x-default" href="{URL}en/a/"/>', "", "G803", "", ""),
    Break("sitemap.xml", "</urlset>", "", "G803", "not well-formed", ""),
    Break("robots.txt", f"Sitemap: {URL}sitemap.xml", "", "G803", "does not name the site map", ""),
    Break("robots.txt", f"{URL}sitemap.xml", f"{URL}map.xml", "G803", "map.xml", f"{URL}map.xml"),
    Break("robots.txt", f"{URL}sitemap.xml", "/sitemap.xml", "G803", "no full address", "/sitemap.xml"),
    # G804
    Break(HOME_PAGE, "guide.pdf#page=2", "guide.pdf#page=3", "G804", "no page 3", "../books/guide.pdf#page=3"),
    Break(HOME_PAGE, "guide.pdf#page=2", "guide.pdf#page=0", "G804", "no page 0", "../books/guide.pdf#page=0"),
    Break(HOME_PAGE, "guide.pdf#page=2", f"guide.pdf#page={'9' * 5000}", "G804", "no page 999", "../books/guide.pdf"),
    Break(HOME_PAGE, "guide.pdf#duty", "guide.pdf#rights", "G804", "named", "../books/guide.pdf#rights"),
    Break(HOME_PAGE, "pdf#duty", "pdf#zoom=9&amp;nameddest=x", "G804", 'named "x"', "pdf#zoom=9&amp;nameddest=x"),
    # G805
    Break(HOME_PAGE, '"../books/guide.pdf"', '"../books/guid.pdf"', "G805", "books/guid.pdf", "../books/guid.pdf"),
    Break(HOME_PAGE, "../data/guide.json", "../data/guide.csv", "G805", "data/guide.csv", "../data/guide.csv"),
    Break("data/guide.json", "{", "", "G805", "is not JSON", ""),
    Break("data/guide.json", '{"a": 1}\n', "", "G805", "it is empty", ""),
    # G806
    Break(OLD, "url=../a/", "url=../b/", "G806", "en/b/", "../b/"),
    Break(OLD, "url=../a/", "url=../a/#x", "G806", 'no anchor "x"', "../a/#x"),
    Break(OLD, "0; url=../a/", "5", "G806", "in a circle", "5"),
    Break(OLD, "url=../a/", "url=../old/", "G806", "in a circle: en/old/ → en/old/", "../old/"),
    Break(OLD, "url=../a/", "url=../../fr/old/", "G806", "another redirect, fr/old/", "../../fr/old/"),
    # G807
    Break(A, "<h1>", '<h1 id="p-duty">', "G807", 'the id "p-duty" stands twice', "p-duty"),
    Break("assets/logo.svg", "<use ", '<g id="p"/><use ', "G807", 'the id "p" stands twice', "p"),
    # G808
    Break(A, 'id="p-duty"', 'id="p-duties"', "G808", "en/a/#p-duty is gone (clause/a#provision/duty)", ""),
    # G809
    Break(A, "</body>", '<img src="x.png"></body>', "G809", "en/a/x.png", "x.png"),
    Break(A, "</body>", '<img srcset="../../assets/logo.svg, x.png 2x"></body>', "G809", "en/a/x.png", "x.png"),
    Break(A, "</body>", '<img src=""></body>', "G809", 'the attribute "src" is empty', '"'),
    Break(
        A,
        "</body>",
        '<script src="//cdn.example.net/x.js"></script></body>',
        "G809",
        "on another site",
        "//cdn.example.net/x.js",
    ),
    Break(
        A, "</body>", '<iframe src="https://a.example/"></iframe></body>', "G809", "another site", "https://a.example/"
    ),
    Break(A, "</body>", '<video poster="x.png"></video></body>', "G809", "en/a/x.png", "x.png"),
    Break(A, "</body>", '<object data="x.png"></object></body>', "G809", "en/a/x.png", "x.png"),
    Break(A, "</body>", '<svg><use xlink:href="x.svg#a"/></svg></body>', "G809", "en/a/x.svg", "x.svg#a"),
    Break(A, "</body>", '<svg><use href="#a"/></svg></body>', "G809", 'no anchor "a"', "#a"),
    Break(A, "</body>", '<p style="background:url(x.png)"></p></body>', "G809", "en/a/x.png", "x.png"),
    Break(A, "</head>", "<style>\np { background: url('x.png') }</style></head>", "G809", "en/a/x.png", "x.png"),
    Break(
        A, "</head>", '<base href="https://other.example/"></head>', "G809", "start outside", "https://other.example/"
    ),
    Break(A, "/search/", "/find/", "G809", "a form is sent to en/find/", "../../en/find/"),
    Break(
        A,
        "../../en/search/",
        "https://find.example/",
        "G809",
        "a form is sent to https://find.example/",
        "https://find.example/",
    ),
    Break(
        A, '"stylesheet" href="../../assets/site.css', '"stylesheet" href="../../assets/Site.css', "G809", "letters", ""
    ),
    Break(A, '"icon" href="../../', '"icon" href="https://law.example.net/', "G809", "another site", ""),
    Break("assets/site.css", "url(logo.svg)", "url( 'log.svg' )", "G809", "assets/log.svg", "log.svg"),
    Break("assets/site.css", '"more.css"', "url(../x.css)", "G809", "x.css", "../x.css"),
    Break("assets/site.css", "logo.svg", "https://a.example/x.png", "G809", "on another site", ""),
    Break("assets/site.css", "url(logo.svg)", "url(a'b)", "G809", "empty or broken", "u"),
    Break("assets/app.js", "./part.js", "./party.js", "G809", "assets/party.js", "./party.js"),
    Break("assets/app.js", "\n", "\n//# sourceMappingURL=app.js.map\n", "G809", "assets/app.js.map", "app.js.map"),
    Break("pagefind/fr/pagefind-entry.json", '"hash"', '"hush"', "G809", "the search in fr does not work", ""),
    Break("pagefind/fr/pagefind-entry.json", "1}", "2}", "G809", "knows 2 pages, but 1", ""),
    Break("pagefind/fr/pagefind-entry.json", "{", "[", "G809", "cannot be read", ""),
    # G810
    Break(HOME_PAGE, f'"{URL}en/a/#p-duty"', f'"{URL}en/b/"', "G810", "en/b/", f"{URL}en/b/"),
    Break(HOME_PAGE, f'"{URL}en/a/#p-duty"', f'"{URL}en/a/#q"', "G810", 'no anchor "q"', f"{URL}en/a/#q"),
    Break(HOME_PAGE, f'"{URL}en/a/', '"http://law.example.org/en/a/', "G810", "by http, not by https", ""),
    # G811
    Break(A, "</body></html>", "", "G811", "breaks off", ""),
    Break(A, "<h1>", "<h1>\0", "G811", "holds a NUL", ""),
    Break(A, "<h1>", "<div>" * 300, "G811", "cannot be read from here on", ""),
    Break("assets/logo.svg", "</svg>", "", "G811", "not well-formed", ""),
)


@pytest.mark.parametrize("case", BREAKS, ids=lambda case: f"{case.code}-{case.path}-{case.new[:40]}")
def test_one_mistake_gives_one_diagnostic_at_its_place(tmp_path: Path, case: Break) -> None:
    files = small_site()
    before = files[case.path]
    assert isinstance(before, str) and case.old in before
    files[case.path] = before.replace(case.old, case.new, 1)
    found = check(tmp_path, files).diagnostics
    assert [(d.code, d.pin.path) for d in found] == [(case.code, f"site/{case.elsewhere or case.path}")], found
    assert case.words in f"{found[0].message} {found[0].hint}"
    if case.marked:
        assert case.marked in marked(files, found[0])


#: A file, its new bytes (none: it is deleted), and the code, place and words of the one diagnostic.
FILES: dict[str, tuple[str, str | bytes | None, str, str, str]] = {
    "page of one language": ("fr/a/index.html", None, "G803", "en/a/index.html", "fr/a/ is named as a version"),
    "first page": ("index.html", None, "G801", "index.html", "index.html is missing"),
    "site map": ("sitemap.xml", None, "G803", "sitemap.xml", "sitemap.xml is missing"),
    "another map": ("sitemap.xml", "<a/>", "G803", "sitemap.xml", "not a site map"),
    "robots": ("robots.txt", None, "G803", "robots.txt", "does not name the site map"),
    "style": ("assets/site.css", None, "G809", "404.html", "assets/site.css, which does not exist (and 6 more places)"),
    "picture": ("assets/logo.svg", None, "G809", "en/a/index.html", "assets/logo.svg"),
    "book": ("books/guide.pdf", None, "G805", "en/index.html", "(and 5 more places)"),
    "book that is text": ("books/guide.pdf", "a book", "G805", "books/guide.pdf", "does not begin with %PDF-"),
    "book cut off": ("books/guide.pdf", book()[:-40], "G805", "books/guide.pdf", "breaks off"),
    "book without pages": ("books/guide.pdf", b"%PDF-1.7\n%%EOF\n", "G805", "books/guide.pdf", "cannot be opened"),
    "book to be mended": (
        "books/guide.pdf", book().replace(b"startxref\n", b"startxref\n9"), "G805", "books/guide.pdf", "be opened"
    ),
    "empty book": ("books/guide.pdf", b"", "G805", "books/guide.pdf", "it is empty"),
    "workbook": ("data/guide.xlsx", b"PK\3\4", "G805", "data/guide.xlsx", "is not a zip archive"),
    "document": ("data/guide.docx", b"x", "G805", "data/guide.docx", "is not a zip archive"),
    "archive": ("data/guide.zip", b"<html>", "G805", "data/guide.zip", "is not a zip archive"),
    "document data": ("data/guide.xml", "<a><b></a>", "G805", "data/guide.xml", "not well-formed"),
    "table": ("data/guide.csv", b"a,\xff", "G805", "data/guide.csv", "not UTF-8"),
    "page not in UTF-8": ("fr/a/index.html", b"<html>\n \xe9</html>", "G811", "fr/a/index.html", "not UTF-8"),
    "empty page": ("fr/a/index.html", b" ", "G811", "fr/a/index.html", "the file is empty"),
    "style not in UTF-8": ("assets/site.css", b"a{}\xff", "G811", "assets/site.css", "not UTF-8"),
    "search": ("pagefind/fr/pagefind.js", None, "G809", "pagefind/fr/pagefind.js", "the search in fr does not work"),
    "search data": ("pagefind/en/wasm.en.pagefind", None, "G809", "pagefind/en/pagefind-entry.json", "wasm.en"),
    "search result": (
        "pagefind/en/fragment/1.pf_fragment", b"x", "G809", "pagefind/en/fragment/1.pf_fragment", "cannot be read"
    ),
    "search result that is gone": (
        "pagefind/en/fragment/1.pf_fragment",
        fragment({"url": "/b/", "anchors": []}),
        "G801",
        "pagefind/en/fragment/1.pf_fragment",
        "en/b/, which does not exist (a result of the search)",
    ),
    "anchor of a search result that is gone": (
        "pagefind/en/fragment/1.pf_fragment",
        fragment({"url": "/a/", "anchors": [{"id": "q"}]}),
        "G802",
        "pagefind/en/fragment/1.pf_fragment",
        'no anchor "q"',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_missing_or_damaged_file_is_one_mistake(tmp_path: Path, name: str) -> None:
    path, content, code, place, words = FILES[name]
    files = small_site()
    if content is None:
        del files[path]
    else:
        files[path] = content
    found = check(tmp_path, files, {}).diagnostics
    assert [(d.code, d.pin.path) for d in found] == [(code, f"site/{place}")], found
    assert words in found[0].message


def archive(*names: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, "x" * 100)
    return out.getvalue()


def test_downloads_that_are_what_their_names_say(tmp_path: Path) -> None:
    files = small_site() | {
        "data/a.xlsx": archive("[Content_Types].xml", "xl/workbook.xml"),
        "data/a.docx": archive("[Content_Types].xml", "word/document.xml"),
        "data/a.zip": archive("a"),
        "data/a.csv": "a,b\n",
        "data/a.xml": "<a/>",
    }
    report = check(tmp_path, files)
    assert report.diagnostics == ()
    assert report.downloads == 7


def test_a_workbook_is_not_a_document_and_a_damaged_archive_is_none(tmp_path: Path) -> None:
    damaged = archive("a").replace(b"x" * 100, b"y" * 100)
    files = small_site() | {"data/a.docx": archive("[Content_Types].xml", "xl/workbook.xml"), "data/b.zip": damaged}
    messages = [d.message for d in check(tmp_path, files).diagnostics]
    assert messages == [
        "data/a.docx is damaged: word/document.xml is not in it",
        "data/b.zip is damaged: a in it is damaged",
    ]


Change = Callable[[pikepdf.Pdf], None]


def bookmark(pdf: pikepdf.Pdf, place: object) -> None:
    pdf.Root.Outlines.First.Dest = place


def foreign(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """A page that is not among the pages of the book."""
    return pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Page))


def action(kind: str, **keys: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), **keys)


#: What is done to the book, and the words of the one diagnostic that comes of it.
BOOKS: dict[str, tuple[Change, str]] = {
    "named place": (lambda pdf: link(pdf, Dest="rights"), 'to "rights" nowhere: no place in the book has this name'),
    "older name": (lambda pdf: link(pdf, Dest=pikepdf.Name.rights), 'leads to "rights" nowhere'),
    "name of an action": (lambda pdf: link(pdf, A=action("GoTo", D="rights")), "(page 2)"),
    "page": (lambda pdf: link(pdf, Dest=[foreign(pdf), pikepdf.Name.Fit]), "its page is not in the book (page 2)"),
    "number of a page": (lambda pdf: link(pdf, Dest=[2, pikepdf.Name.Fit]), "there is no page 3 (page 2)"),
    "no destination": (lambda pdf: link(pdf), "it has no destination (page 2)"),
    "not a destination": (lambda pdf: link(pdf, Dest=7), "it is not a destination"),
    "another program": (lambda pdf: link(pdf, A=action("Launch", F="x.exe")), "it starts Launch"),
    "script": (lambda pdf: link(pdf, A=action("JavaScript", JS="x")), "it starts JavaScript"),
    "bookmark to a name": (lambda pdf: bookmark(pdf, "rights"), 'the bookmark "Duty"'),
    "bookmark to a page": (lambda pdf: bookmark(pdf, [foreign(pdf), pikepdf.Name.Fit]), "its page is not in the book"),
    "opening": (lambda pdf: setattr(pdf.Root, "OpenAction", action("GoTo", D="rights")), "(opening)"),
    "page of the site": (lambda pdf: link(pdf, A=action("URI", URI=f"{URL}en/b/")), "en/b/, which does not exist"),
    "anchor of the site": (lambda pdf: link(pdf, A=action("URI", URI=f"{URL}en/a/#q")), 'which has no anchor "q"'),
    "page of a book": (lambda pdf: link(pdf, A=action("URI", URI=f"{URL}books/guide.pdf#page=9")), "no page 9"),
    "relative address": (lambda pdf: link(pdf, A=action("URI", URI="en/a/")), "is not a full one"),
    "address that runs": (lambda pdf: link(pdf, A=action("URI", URI="javascript:x")), "runs a script"),
    "mail": (lambda pdf: link(pdf, A=action("URI", URI="mailto:nobody")), "is not an address for mail"),
    "second action": (
        lambda pdf: link(pdf, A=action("URI", URI=f"{URL}en/", Next=action("GoTo", D="rights"))),
        'leads to "rights" nowhere',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BOOKS)
def test_books_lead_to_their_pages_and_to_the_site(tmp_path: Path, name: str) -> None:
    change, words = BOOKS[name]
    found = check(tmp_path, small_site() | {"books/guide.pdf": book(change)}).diagnostics
    assert [(d.code, d.pin.path) for d in found] == [("G804", "site/books/guide.pdf")], found
    assert words in found[0].message


def test_bookmarks_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    def circle(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Outlines.First.Next = pdf.Root.Outlines.First

    assert check(tmp_path, small_site() | {"books/guide.pdf": book(circle)}).diagnostics == ()


def test_a_locked_book_is_damaged(tmp_path: Path) -> None:
    with pikepdf.open(BytesIO(book())) as pdf:
        out = BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="x", user="y"))
    (found,) = check(tmp_path, small_site() | {"books/guide.pdf": out.getvalue()}).diagnostics
    assert (found.code, "a password is needed" in found.message) == ("G805", True)


def test_a_page_that_everything_leads_to_is_one_mistake_with_three_more_places(tmp_path: Path) -> None:
    files = small_site()
    for lang in LANGS:
        del files[f"{lang}/search/index.html"]
    files["sitemap.xml"] = (
        str(files["sitemap.xml"]).replace(entry("en", "search/"), "").replace(entry("fr", "search/"), "")
    )
    (found,) = check(tmp_path, files).diagnostics
    assert found.code == "G809"
    assert found.message == "a form is sent to search/ (in every language), which does not exist (and 3 more places)"
    assert marked(files, found) == "../../en/search/"
    assert len(found.related) == 3


def test_related_places_are_three_at_most_and_all_are_counted(tmp_path: Path) -> None:
    files = small_site()
    for number in range(2000):
        line = f'<a href="../gone/">{number}</a>\n'
        files[A] = str(files[A]).replace("</body>", f"{line}</body>")
    (found,) = check(tmp_path, files).diagnostics
    assert found.message == "a link leads to en/gone/, which does not exist (and 1,999 more places)"
    lines = [found.pin.pointer[1], *(related.pin.pointer[1] for related in found.related)]
    assert lines == [13, 14, 15, 16]


def test_a_language_without_pages_is_one_mistake(tmp_path: Path) -> None:
    files = {path: content for path, content in small_site().items() if "fr/" not in path}
    (found,) = check(tmp_path, files).diagnostics
    assert (found.code, found.pin.path) == ("G803", "site/fr/index.html")
    assert found.message.startswith("there is no page in fr (and ")


def test_a_published_page_is_gone_in_every_language(tmp_path: Path) -> None:
    found = check(tmp_path, small_site(), {"clause/b": "b/", "clause/b#question/x": "b/#q-x"}).diagnostics
    assert [d.message for d in found] == ["the published address b/ (in every language) is gone (clause/b)"]
    assert found[0].pin.path == "site/en/b/index.html"
    assert [r.pin.path for r in found[0].related] == ["site/fr/b/index.html"]


def test_a_published_page_explains_the_links_to_it(tmp_path: Path) -> None:
    files = small_site()
    for lang in LANGS:
        del files[f"{lang}/a/index.html"]
    (found,) = check(tmp_path, files).diagnostics
    assert found.code == "G808"
    assert "the published address a/ (in every language) is gone (clause/a)" in found.message
    assert "more places)" in found.message and found.hint


def test_redirects_in_a_circle_are_one_mistake(tmp_path: Path) -> None:
    files = small_site()
    for lang, other in (("en", "fr"), ("fr", "en")):
        path = f"{lang}/old/index.html"
        files[path] = str(files[path]).replace("url=../a/", f"url=../../{other}/old/")
    (found,) = check(tmp_path, files).diagnostics
    assert (found.code, found.pin.path) == ("G806", "site/en/old/index.html")
    assert found.message == "a redirect leads in a circle: en/old/ → fr/old/ → en/old/ (and 1 more place)"


def test_a_chain_of_redirects_says_where_it_ends(tmp_path: Path) -> None:
    files = small_site()
    files["en/old/index.html"] = REDIRECT.replace("url=../a/", "url='../../fr/old/'")
    (found,) = check(tmp_path, files).diagnostics
    assert (found.code, found.hint) == ("G806", "lead to fr/a/")


def test_a_page_that_is_a_redirect_in_one_language_only(tmp_path: Path) -> None:
    files = small_site()
    files["fr/search/index.html"] = REDIRECT
    files["sitemap.xml"] = str(files["sitemap.xml"]).replace(entry("fr", "search/"), "")
    (found,) = check(tmp_path, files).diagnostics
    assert (found.code, found.pin.path) == ("G803", "site/fr/search/index.html")
    assert found.message.startswith("fr/search/ is a redirect, but a page in another language")


def test_addresses_start_from_base(tmp_path: Path) -> None:
    files = small_site()
    text = page("en", "a/", '<p id="p-duty"><a href="b/">b</a></p>').replace("../../", "../").replace("#top", "#p-duty")
    files["en/a/index.html"] = text.replace("<head>", '<head><base href="../">')
    messages = {d.message for d in check(tmp_path, files).diagnostics}
    assert messages == {
        "a link leads to en/b/, which does not exist",
        'a link leads to en/, which has no anchor "p-duty"',
    }


def test_nothing_is_said_of_what_leads_into_a_damaged_page(tmp_path: Path) -> None:
    files = small_site()
    files["en/a/index.html"] = str(files["en/a/index.html"])[:200]
    assert [d.code for d in check(tmp_path, files).diagnostics] == ["G811"]


def test_there_is_no_site(tmp_path: Path) -> None:
    (found,) = check_site(tmp_path / "site", URL, LANGS, {}).diagnostics
    assert (found.code, found.pin.path, found.hint) == ("G801", "site/", "build it first")


def test_a_site_below_a_folder_of_its_host(tmp_path: Path) -> None:
    """The address of the site has a path: an address that begins with a slash must have it too."""
    files: dict[str, str | bytes] = {}
    for path, content in small_site().items():
        text = content.decode("latin-1") if isinstance(content, bytes) else content
        files[path] = text.replace(URL, f"{URL}guide/") if isinstance(content, str) else content
    files["books/guide.pdf"] = book(lambda pdf: link(pdf, A=action("URI", URI=f"{URL}guide/en/")))
    for path, content in files.items():
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_bytes(content.encode() if isinstance(content, str) else content)
    found = check_site(tmp_path / "site", f"{URL}guide", LANGS, PUBLISHED).diagnostics
    assert {(d.code, d.message) for d in found} == {
        ("G809", 'the address "/assets/site.css" leads out of the site'),
        ("G801", 'the address "/en/" leads out of the site'),
    }


@pytest.mark.parametrize(
    ("base", "raw", "kind", "path"),
    [
        ("en/a/index.html", "", Kind.FILE, "en/a/index.html"),
        ("en/a/index.html", "?q=1", Kind.FILE, "en/a/index.html"),
        ("en/a/index.html", " ../\n", Kind.FILE, "en/index.html"),
        ("en/a/index.html", "..", Kind.FILE, "en/index.html"),
        ("en/a/index.html", ".", Kind.FILE, "en/a/index.html"),
        ("en/a/index.html", "../../en", Kind.FILE, "en/index.html"),
        ("en/a/index.html", "../a/../a/./index.html?x#y", Kind.FILE, "en/a/index.html"),
        ("en/a/index.html", "//LAW.example.org/en/", Kind.FILE, "en/index.html"),
        ("en/a/index.html", "https://law.example.org", Kind.FILE, "index.html"),
        ("en/a/index.html", "https://law.example.org?x=1", Kind.FILE, "index.html"),
        ("en/a/index.html", "../../é%20.txt", Kind.FILE, "é .txt"),
        ("en/a/index.html", "../../%C3%A9%20.txt", Kind.FILE, "é .txt"),
        ("en/a/index.html", "index.html/", Kind.MISSING, "en/a/index.html/"),
        ("en/a/index.html", "..//a/", Kind.MISSING, "en//a/"),
        ("en/a/index.html", "https://law.example.org.evil.example/en/", Kind.OTHER_SITE, ""),
        ("en/a/index.html", "tel:+254", Kind.NO_PAGE, ""),
        ("en/a/index.html", "mailto:a@example.org,b@example.org", Kind.NO_PAGE, ""),
        ("en/a/index.html", "https://law.example.org/../x", Kind.WRONG, ""),
    ],
)
def test_addresses_lead_where_browsers_go(tmp_path: Path, base: str, raw: str, kind: Kind, path: str) -> None:
    files = frozenset(("index.html", "en/index.html", "en/a/index.html", "é .txt"))
    found = Resolver(Tree(tmp_path, files, frozenset(("en", "en/a"))), URL).resolve(base, raw)
    assert (found.kind, found.path) == (kind, path)


def test_what_css_loads() -> None:
    css = """@charset "utf-8"; @import "a.css" layer("no"); @import url(b.css) screen;
    @namespace svg url(http://www.w3.org/2000/svg);
    @font-face { src: url("c.woff") format("no"), src("d.woff") }
    @media print { p { background: image-set("e.png" 1x, url( 'f.png' ) 2x) ; content: "no.png"; fill: url(#no) } }
    /* url(no.png) */ p { background: url(g.png"""
    assert sorted(found.value for found in loaded_by(css)) == [
        "a.css", "b.css", "c.woff", "d.woff", "e.png", "f.png", "g.png"
    ]  # fmt: skip


def test_what_scripts_load() -> None:
    script = """import "./a.js"; import {b} from '../b.js'; const c = await import(`./c.js`);
    import x from "bare"; import(`./${no}.js`); const text = "from here";
    //# sourceMappingURL=d.js.map"""
    assert [found.value for found in named_in(script)] == ["./a.js", "../b.js", "./c.js", "d.js.map"]


def test_every_attribute_that_holds_an_address_is_read() -> None:
    made = read_page(
        b"""<html><head><link rel=manifest href=l1><link rel=preload imagesrcset="l2 1x,l3 2x"><meta property=og:image
        content=l4><meta http-equiv=Refresh content="1;URL='l5'"></head><body background=l6><a ping="l7 l8" href=l9>
        <form action=l10><button formaction=l11></button></form><audio src=l12></audio><embed src=l13><input src=l14>
        <track src=l15><q cite=l16></q><img longdesc=l17><source srcset="l18, l19"><template><a href=l20></a></template>
        <noscript><img src=l21></noscript><object data=l22></object><script>"<a href=no>"</script><!-- <a href=no> -->
        <svg><image href=l23 /><a xlink:href=l24></a></svg><ins cite=l25></ins></body></html>"""
    )
    assert not isinstance(made, Damage) and made.refresh
    found = {link.value for link in made.links} | {made.refresh.value}
    assert found == {f"l{number}" for number in range(1, 26)}


@pytest.mark.parametrize("seed", range(20))
def test_damage_never_crashes(tmp_path: Path, seed: int) -> None:
    """Files cut, turned around and overwritten at random: there are diagnostics, and no traceback."""
    chance = random.Random(seed)
    files = small_site()
    for path in sorted(files):
        content = files[path]
        data = bytearray(content.encode() if isinstance(content, str) else content)
        for _ in range(chance.randrange(1, 8)):
            at = chance.randrange(len(data) + 1)
            junk = chance.choice(
                (b"<", b'"', b"\0", b"\xff", b"%", b"&#0;", b"]]>", b"<![", b"../" * 9, b"{", b"\\", b"#")
            )
            data[at : at + chance.randrange(12)] = junk * chance.randrange(1, 4)
        files[path] = bytes(data)
    report = check(tmp_path, files)
    assert report.diagnostics
    assert all(d.message.isprintable() and d.pin.path.startswith("site/") for d in report.diagnostics)


def test_names_that_cannot_be_printed_are_escaped(tmp_path: Path) -> None:
    files = small_site()
    files["en/a/index.html"] = str(files["en/a/index.html"]).replace('"../"', '"../\x1b[31m\u202e/"')
    (found,) = check(tmp_path, files | {"data/\x1b.json": "{"}).diagnostics[1:]
    assert found.message == "a link leads to en/\\u001b[31m\\u202e/, which does not exist"


def test_every_code_has_a_reason_and_is_found_by_a_test() -> None:
    codes = [code.code for code in SITE_CODES]
    assert codes == sorted(set(codes))
    assert all(code.severity is Severity.ERROR and code.title and code.why for code in SITE_CODES)
    assert set(codes) == {case.code for case in BREAKS}


def test_a_published_address_may_belong_to_no_language(tmp_path: Path) -> None:
    short = {"short link of clause/a": "/c/a/"}
    (found,) = check(tmp_path / "without", small_site(), short).diagnostics
    assert found.code == "G808" and "c/a/" in found.message and "short link of clause/a" in found.message
    page = '<!doctype html><html lang="en"><head><title>a</title></head><body><a href="../../en/a/">a</a></body></html>'
    assert check(tmp_path / "with", small_site() | {"c/a/index.html": page}, short).diagnostics == ()


@pytest.mark.build
def test_the_real_site_has_no_mistakes(site: Path, corpus: Corpus) -> None:
    checked, report = check_built(Settings(site.parent))
    assert checked.report.diagnostics == ()
    assert report.pages > len(LANGUAGES) * (len(corpus.clauses) + len(corpus.laws) + len(corpus.countries))
    assert report.links > 50 * report.pages
    # A short link names the languages that it leads to, and the site map does not name it.
    short = len(corpus.clauses) + len(corpus.modules)
    assert report.pairs >= 2 * (len(LANGUAGES) + 1) * (report.pages - 2 - short) + len(LANGUAGES) * short
