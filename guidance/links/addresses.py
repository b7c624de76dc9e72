"""What an address written in a file of the site leads to, by the rules that browsers and web servers follow."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from guidance.links.tree import INDEX, Tree

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_MAIL = re.compile(r"[^@\s,<>\"]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
#: Browsers take these out of an address wherever they stand, so ``java<tab>script:`` is a script.
_IGNORED = dict.fromkeys(map(ord, "\t\n\r"))
_BLANK = "".join(map(chr, range(0x21)))
#: What opens without a page: a telephone, and data that stands in the address itself.
_HARMLESS = ("tel", "data")


class Kind(Enum):
    """What an address leads to."""

    FILE = auto()
    MISSING = auto()
    WRONG = auto()
    OTHER_SITE = auto()
    NO_PAGE = auto()


@dataclass(frozen=True, slots=True)
class Address:
    """An address that was followed.

    ``path`` is the file below the site for FILE, and the address that was looked for, below the site, for MISSING;
    ``fragment`` is what follows ``#``, still encoded; ``why`` says in a few words what is WRONG. ``absolute`` tells a
    full address of this site, ``rooted`` one that reads the same on every page.
    """

    kind: Kind
    path: str = ""
    fragment: str = ""
    why: str = ""
    absolute: bool = False
    rooted: bool = False


class Resolver:
    """Follows addresses in the files of one site.

    Each page stands in a folder of its own, so hardly an address is asked for twice, and none is remembered.
    """

    def __init__(self, tree: Tree, site_url: str) -> None:
        """Take the site's files and the address it is published at."""
        self.site_url = site_url.rstrip("/") + "/"
        self._tree = tree
        split = urlsplit(self.site_url)
        self._scheme, self._host, self._prefix = split.scheme.lower(), split.netloc.lower(), split.path

    def resolve(self, base: str, raw: str) -> Address:
        """Follow an address written in the file ``base``."""
        written = raw.translate(_IGNORED).strip(_BLANK)
        if written[:1] in ("", "#", "?"):
            return Address(Kind.FILE, base, written.partition("#")[2], rooted=True)
        return self._follow(base[: base.rfind("/") + 1], written)

    def below(self, address: str) -> Address:
        """Follow an address below the root of the site."""
        return self._in_site("", address)

    def _follow(self, folder: str, written: str) -> Address:
        scheme = _SCHEME.match(written)
        if scheme is None and not written.startswith("//"):
            return self._relative(folder, written)
        name = scheme[1].lower() if scheme else self._scheme
        if name in ("http", "https"):
            return self._web(name, written)
        if name == "mailto":
            return _mail(written)
        if name in _HARMLESS:
            return Address(Kind.NO_PAGE, rooted=True)
        why = "runs a script" if name in ("javascript", "vbscript") else f'begins with "{name}:", which opens no page'
        return Address(Kind.WRONG, why=why, rooted=True)

    def _web(self, scheme: str, written: str) -> Address:
        try:
            split = urlsplit(written)
            host, has_host = split.netloc.lower(), bool(split.hostname)
        except ValueError:
            host, has_host = "", False
        if not has_host:
            return Address(Kind.WRONG, why="names no host", rooted=True)
        # The path as written: urlsplit drops an empty query and more.
        rest = written.partition("//")[2]
        path = rest[len(split.netloc) :]
        path = path if path.startswith("/") else f"/{path}"
        if host != self._host or not (path + "/").startswith(self._prefix):
            return Address(Kind.OTHER_SITE, rooted=True)
        if scheme != self._scheme:
            why = f"names this site by {scheme}, not by {self._scheme}"
            return Address(Kind.WRONG, why=why, absolute=True, rooted=True)
        return replace(self._in_site("", path[len(self._prefix) :]), absolute=True, rooted=True)

    def _relative(self, folder: str, written: str) -> Address:
        if not written.startswith("/"):
            return self._in_site(folder, written)
        if not (written + "/").startswith(self._prefix):
            return Address(Kind.WRONG, why="leads out of the site", rooted=True)
        return replace(self._in_site("", written[len(self._prefix) :]), rooted=True)

    def _in_site(self, folder: str, written: str) -> Address:
        address, _, fragment = written.partition("#")
        encoded = address.partition("?")[0]
        decoded = _decoded(encoded)
        if decoded is None:
            return Address(Kind.WRONG, why="is not encoded as an address is")
        path = _normal(folder, decoded)
        if path is None:
            return Address(Kind.WRONG, why="leads out of the site")
        file = self._file(path)
        if file is None:
            return Address(Kind.MISSING, path.removesuffix(INDEX) if path.endswith(f"/{INDEX}") else path, fragment)
        return Address(Kind.FILE, file, fragment)

    def _file(self, path: str) -> str | None:
        if path.endswith("/") or not path:
            index = path + INDEX
        elif path in self._tree.files:
            return path
        else:
            # Web servers send a reader who forgot the slash to the page of the folder.
            index = f"{path}/{INDEX}" if path in self._tree.folders else ""
        return index if index in self._tree.files else None


def anchors_of(fragment: str) -> tuple[str, ...]:
    """The ids a browser looks for: the fragment as written, then decoded; none for the top of a page."""
    name = fragment.partition(":~:")[0]
    return (name, unquote(name)) if name else ()


def _normal(folder: str, path: str) -> str | None:
    """The path from the root of the site without ``.`` and ``..``; none if it climbs out of it."""
    if "." not in path:
        return folder + path
    steps = folder.split("/")[:-1]
    *names, last = path.split("/")
    for name in [*names, *([last] if last in (".", "..") else [])]:
        if name == "..":
            if not steps:
                return None
            steps.pop()
        elif name != ".":
            steps.append(name)
    return "/".join([*steps, "" if last in (".", "..") else last])


def _decoded(encoded: str) -> str | None:
    if "%" not in encoded:
        return encoded
    if _BAD_PERCENT.search(encoded):
        return None
    try:
        return unquote_to_bytes(encoded).decode("utf-8")
    except UnicodeError:
        return None


def _mail(written: str) -> Address:
    names = unquote(written.partition(":")[2].partition("?")[0]).split(",")
    if all(_MAIL.fullmatch(name.strip()) for name in names):
        return Address(Kind.NO_PAGE, rooted=True)
    return Address(Kind.WRONG, why="is not an address for mail", rooted=True)
