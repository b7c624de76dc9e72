"""Whatever stands in the HTML that reaches the press: it fetches nothing, reads no other file and runs nothing."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pypdfium2
import pytest

from tests.pdf.conftest import Work, inspected

pytestmark = pytest.mark.pdf

#: What stands in files that nobody may read.
SECRET = "CANARY-7f3a"
NAMES = "xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'"


@dataclass
class Bait:
    """A server that should not be asked, and files that should not be read."""

    web: str
    text: Path
    picture: Path
    asked: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def bait(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bait]:
    folder = tmp_path_factory.mktemp("bait")
    (folder / "a.txt").write_text(SECRET, "utf-8")
    (folder / "a.svg").write_text(f"<svg {NAMES} width='99' height='9'><text y='9'>{SECRET}</text></svg>", "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = Bait(f"http://127.0.0.1:{server.getsockname()[1]}", folder / "a.txt", folder / "a.svg")
        threading.Thread(target=listen, args=(server, found), daemon=True).start()
        yield found


def listen(server: socket.socket, found: Bait) -> None:
    while True:
        try:
            asking, _address = server.accept()
        except OSError:
            return
        with asking:
            asking.settimeout(1)
            found.asked.append(asking.recv(200).decode("latin-1"))


def svg(inner: str, before: str = "") -> str:
    return f"{before}<svg {NAMES} width='99' height='9'>{inner}</svg>"


def picture(inner: str, before: str = "") -> str:
    return f'<img alt="x" src="data:image/svg+xml,{quote(svg(inner, before))}">'


def refused(bait: Bait) -> dict[str, tuple[str, str]]:
    """What stops a book, with the words that are said."""
    web, text, drawing = bait.web, bait.text.as_uri(), bait.picture.as_uri()
    entity = f"<!DOCTYPE svg [<!ENTITY x SYSTEM '{text}'>]>"
    laughs = "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in pairwise("abcdefghij"))
    copies = "".join(f"<g id='a{n}'>" + f"<use href='#a{n - 1}'/>" * 10 + "</g>" for n in range(1, 9))
    fetched = {
        "picture of the web": f'<img alt="x" src="{web}/a.png">',
        "picture by FTP": '<img alt="x" src="ftp://127.0.0.1/a.png">',
        "file": f'<img alt="x" src="{drawing}">',
        "file of another host": f'<img alt="x" src="file://localhost.example{bait.picture}">',
        "picture in an address": picture("<rect/>"),
        "picture in a picture": picture(f"<image href='{web}/a.png' width='9' height='9'/>"),
        "entity in a picture": picture("<text>&x;</text>", entity),
        "entities without end": picture("<text>&j;</text>", f"<!DOCTYPE svg [<!ENTITY a 'ha'>{laughs}]>"),
        "imported style": f"<style>@import url({web}/a.css);</style>",
        "background": f'<p style="background: url({web}/a.png)">x</p>',
        "font": f"<style>@font-face {{ font-family: Evil; src: url({web}/a.ttf) }}</style>",
        "bullet": f'<ul style="list-style-image: url({web}/a.png)"><li>x</li></ul>',
        "content": f"<style>p::before {{ content: url({web}/a.png) }}</style><p>x</p>",
        "style sheet": f'<link rel="stylesheet" href="{web}/a.css">',
        "style sheet of a file": f'<link rel="stylesheet" href="{text}">',
        "object": f'<object data="{web}/a.svg">x</object>',
        "embedded": f'<embed src="{web}/a.svg">',
        "another base": f'<base href="{web}/"><img alt="x" src="a.png">',
    }
    linked = {
        "script": "javascript:alert(1)",
        "script with a tab": "java&#9;script:alert(1)",
        "script with a space": " JaVaScript:alert(1)",
        "file of the reader": text,
        "page in an address": "data:text/html,x",
        "share": "smb://evil.example/x",
        "way out": "../../x",
        "host without a scheme": "//evil.example/",
    }
    attached = {
        "attached file": f'<link rel="attachment" href="{text}">',
        "attached words": '<link rel="attachment" href="data:text/plain,x">',
        "attached by a link": f'<p><a rel="attachment" href="{text}">x</a></p>',
    }
    sizes = {
        "lists without end": ("<ul><li>" * 500, "60 levels deep"),
        "a cell without end": ("<table><tr><td colspan=100000000>x</table>", "more than 200"),
        "rows without end": ("<table><tr><td rowspan=1000>x</table>", "more than 200"),
        "copies of copies": (svg(f"<g id='a0'><rect/></g>{copies}"), "draw it out"),
        "elements without end": ("<i></i>" * 200_001, "divide it"),
    }
    return (
        {f"fetched: {name}": (body, "only the project's own files") for name, body in fetched.items()}
        | {f"link: {name}": (f'<p><a href="{to}">x</a></p>', "websites only") for name, to in linked.items()}
        | {f"attached: {name}": (body, "") for name, body in attached.items()}
        | {f"size: {name}": case for name, case in sizes.items()}
        | {"a picture without a scheme": (f'<img alt="x" src="//{web[7:]}/a.png">', "without a base")}
        | {"drawn": (svg(f"<image href='{web}/a.png' width='9' height='9'/>"), "Failed to render SVG")}
    )


def passed_over(bait: Bait) -> dict[str, str]:
    """What a book passes over, and does not obey."""
    web, text = bait.web, bait.text.as_uri()
    include = f"<text y='9'><xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{text}' parse='text'/></text>"
    return {
        "script": f'<script src="{web}/a.js"></script><script>fetch("{web}")</script><p onclick="fetch()">x</p>',
        "frame": f'<iframe src="{web}/a"></iframe>',
        "refresh": f'<meta http-equiv="refresh" content="0;url={web}">',
        "film": f'<video src="{web}/a.mp4" poster="{web}/a.png">x</video>',
        "source set": f'<picture><source srcset="{web}/a.png 2x"></picture>',
        "drawn script": svg(f"<script href='{web}/a.js'>x</script><rect onload='x()' fill='url({web}/a.svg#g)'/>"),
        "drawn inclusion": svg(include),
        "drawn page": svg("<foreignObject><p>x</p></foreignObject>"),
        "one long word": f"<p>{'x' * 20_000}</p>",
        "one long address": f'<p><a href="https://laws.example.org/{"x" * 20_000}">x</a></p>',
        "turned address": '<p><a href="https://laws.example.org/&#x202e;fdp.exe">x</a></p>',
    }


def document(body: str) -> str:
    return f'<!doctype html><html lang="en" dir="ltr"><head><title>A</title></head><body><h1>A</h1>{body}</body></html>'


def test_what_stands_in_the_text_reaches_nothing_outside(bait: Bait, work: Work, tmp_path: Path) -> None:
    bad, ignored = refused(bait), passed_over(bait)
    for name, body in {**{name: body for name, (body, _said) in bad.items()}, **ignored}.items():
        (tmp_path / f"{slug(name)}.html").write_text(document(body), "utf-8")
    done = work("each", tmp_path)
    assert done.returncode == 0, done.stderr
    for name, (_body, said) in bad.items():
        path = tmp_path / f"{slug(name)}.txt"
        assert path.is_file(), f"{name}: a book was made of it"
        told = path.read_text("utf-8")
        assert said in told and SECRET not in told and len(told) < 1000, f"{name}: {told[:2000]}"
    for name in ignored:
        path = tmp_path / f"{slug(name)}.pdf"
        assert path.is_file(), (name, path.with_suffix(".txt").read_text("utf-8"))
        # Drawings in the text have no words that stand for them here: that is not what this test is about.
        assert {line.split()[0] for line in inspected(path.read_bytes())} <= {"G761"}, name
        assert SECRET not in everything(path), name
    assert bait.asked == []


def slug(name: str) -> str:
    return re.sub(r"\W+", "-", name)


def everything(path: Path) -> str:
    """The words on the pages of a file, and all that its objects hold."""
    with pikepdf.open(path) as pdf:
        streams = [thing.read_bytes() for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
    pages = pypdfium2.PdfDocument(path)
    return b"".join(streams).decode("latin-1") + "".join(page.get_textpage().get_text_range() for page in pages)
