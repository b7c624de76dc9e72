"""Whether the language versions of every page name each other, in the pages and in the site map."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from guidance.links.addresses import Address, Kind, Resolver
from guidance.links.findings import Findings, Target
from guidance.links.pages import Entry, Markup
from guidance.links.places import Place
from guidance.links.tree import INDEX, address_of
from guidance.model.lang import SOURCE

CODE = "G803"
SITEMAP = "sitemap.xml"
#: The name of the version for readers whose language there is none in.
_DEFAULT = "x-default"


class Version(NamedTuple):
    """A version of a page as a page or the site map names it, and where; ``lang`` may be ``x-default``."""

    lang: str
    address: str
    place: Place


class Languages:
    """Compares how pages name each other with where they stand; ``pairs`` counts what was compared."""

    def __init__(self, resolver: Resolver, findings: Findings, langs: tuple[str, ...]) -> None:
        """Take a site in ``langs``."""
        self._resolver, self._findings, self._langs = resolver, findings, langs
        self._default = SOURCE if SOURCE in langs else langs[0]
        self.pairs = 0

    def check_pages(self, markup: Mapping[str, Markup]) -> None:
        """What each page says of itself and its versions. A redirect only has to say nothing wrong."""
        for path, page in markup.items():
            named = [Version(p.lang, p.value, Place(path, p.value, "href", p.line)) for p in page.pairs]
            lang, rest = self._findings.split(address_of(path))
            own = [version for version in named if not version.lang]
            others = [version for version in named if version.lang]
            if page.refresh is not None or not (lang or (others and path == INDEX)):
                self._exist(named, path)
                continue
            if lang:
                self._own_address(own, path)
            head = named[0].place if named else Place(path)
            self._versions(others, rest if lang else "", head, wants_default=False)

    def check_complete(self, markup: Mapping[str, Markup], damaged: Iterable[str]) -> None:
        """Whether every page stands in every language, and is a redirect in all of them or in none."""
        kinds: dict[str, dict[str, bool | None]] = defaultdict(dict)
        for path in (*markup, *damaged):
            lang, rest = self._findings.split(address_of(path))
            if lang and path.endswith(".html"):
                page = markup.get(path)
                kinds[rest][lang] = None if page is None else page.refresh is not None
        for rest, found in sorted(kinds.items()):
            for lang in self._langs:
                if lang not in found:
                    address = f"{lang}/{rest}"
                    place = Place(address + INDEX if address.endswith("/") else address)
                    self._findings.add_missing(CODE, address, "{} is missing, but stands in another language", place)
            if {True, False} <= set(found.values()):
                lang = next(lang for lang, redirect in found.items() if redirect)
                message = "{} is a redirect, but a page in another language"
                page_path = f"{lang}/{rest}" + (INDEX if rest.endswith("/") or not rest else "")
                self._findings.add(CODE, Target("page", rest), message, Place(page_path), lang=lang)

    def check_sitemap(self, entries: Iterable[Entry], markup: Mapping[str, Markup]) -> None:
        """Whether the site map lists every page of every language once, with its versions, and nothing else."""
        listed: Counter[str] = Counter()
        for entry in entries:
            place = Place(SITEMAP, entry.address, line=entry.line)
            path = self._listed(entry, markup, place)
            listed[path] += 1
            if path and listed[path] == 2:
                self._findings.add(CODE, Target("listed twice", path), f"the site map lists {path} twice", place)
            lang, rest = self._findings.split(address_of(path))
            if lang:
                named = [Version(v.lang, v.value, Place(SITEMAP, v.value, line=v.line)) for v in entry.versions]
                self._versions(named, rest, place, wants_default=True)
        pages = (path for path, page in markup.items() if page.refresh is None and path not in listed)
        unlisted = [path for path in pages if self._findings.split(address_of(path))[0]]
        # An entry that lists nothing is meant for some page: that it is not listed is the same mistake.
        for path in unlisted if len(unlisted) > listed[""] else ():
            message = f"{address_of(path)} is not in the site map"
            self._findings.add(CODE, Target("unlisted"), message, Place(path, line=1))

    def _listed(self, entry: Entry, markup: Mapping[str, Markup], place: Place) -> str:
        """The page that an entry of the site map lists; empty if it lists none that is its own."""
        found = self._resolver.resolve(SITEMAP, entry.address)
        target = Target("entry", entry.address)
        if found.kind is Kind.MISSING and found.absolute:
            message = "the site map lists {}, which does not exist"
            self._findings.add_missing(CODE, found.path, message, place)
        elif found.kind is not Kind.FILE or not found.absolute:
            message = f'the site map lists "{entry.address}", which is no full address of this site'
            self._findings.add(CODE, target, message, place)
        elif found.path in markup and markup[found.path].refresh is not None:
            message = f"the site map lists {address_of(found.path)}, which is a redirect"
            self._findings.add(CODE, target, message, place)
            return ""
        elif not self._same(entry.address, address_of(found.path)):
            message = f'the site map lists "{entry.address}"; the address of that page is {self._full(found.path)}'
            self._findings.add(CODE, target, message, place)
        return found.path if found.kind is Kind.FILE else ""

    def _own_address(self, own: list[Version], path: str) -> None:
        self.pairs += 1
        if not own:
            message = f"{address_of(path)} does not say which its own address is (canonical)"
            self._findings.add(CODE, Target("no canonical"), message, Place(path, line=1))
        for version in own:
            if not self._same(version.address, address_of(path)):
                message = f'the page says that its own address is "{version.address}", not {self._full(path)}'
                self._findings.add(CODE, Target("canonical"), message, version.place)

    def _versions(self, named: list[Version], rest: str, head: Place, wants_default: bool) -> None:
        """Whether the versions of the page at ``rest`` are named, each once and by its address, and are there."""
        wanted = {lang: f"{lang}/{rest}" for lang in self._langs}
        defaults = {_DEFAULT: f"{self._default}/{rest}"}
        seen: set[str] = set()
        misnamed = False
        for version in named:
            self.pairs += 1
            address = (wanted | defaults).get(version.lang)
            if address is None or version.lang in seen:
                misnamed = True
                fault = "twice" if address else "but the site has no such language"
                message = f'a version in "{version.lang}" is named {fault}'
                self._findings.add(CODE, Target("version", version.lang, fault), message, version.place)
            elif not self._same(version.address, address):
                message = f'the version in "{version.lang}" is not "{version.address}", but {self._full(address)}'
                self._findings.add(CODE, Target("version", version.lang), message, version.place)
            else:
                self._exists(self._resolver.below(address), version.place)
            seen.add(version.lang)
        missing = [lang for lang in (wanted | defaults if wants_default else wanted) if lang not in seen]
        if missing and not misnamed:
            message = f"the page does not name its version in {', '.join(missing)}"
            self._findings.add(CODE, Target("unnamed", ", ".join(missing)), message, head)

    def _exists(self, found: Address, place: Place) -> None:
        if found.kind is Kind.MISSING:
            self._findings.add_missing(CODE, found.path, "{} is named as a version and does not exist", place)

    def _exist(self, named: list[Version], path: str) -> None:
        """Whether the pages that are named exist, whatever they are to the page."""
        for version in named:
            self.pairs += 1
            found = self._resolver.resolve(path, version.address)
            self._exists(found, version.place)
            if found.kind is not Kind.MISSING and not found.absolute:
                message = f'"{version.address}" is named as a version and is no full address of this site'
                self._findings.add(CODE, Target("version", version.address), message, version.place)

    def _same(self, written: str, address: str) -> bool:
        return unquote(written) == self._full(address)

    def _full(self, path: str) -> str:
        return self._resolver.site_url + address_of(path)
