"""Addresses: where every page stands below the root of its language; permanent, ASCII, the same in every language."""

from __future__ import annotations

from collections.abc import Callable

#: The folder of the pages of a kind.
FOLDERS = {
    "page": "pages",
    "pages": "pages",
    "module": "modules",
    "clause": "clauses",
    "target": "targets",
    "instrument": "instruments",
    "law": "laws",
    "country": "countries",
    "report": "reports",
    "term": "terms",
    "resource": "resources",
    "checklist": "checklist",
    "workbench": "workbench",
    "search": "search",
    "compare": "compare",
    "matrix": "matrix",
    "mandate": "mandate",
    "statistics": "statistics",
    "release": "releases",
    "rules": "rules",
    "link-health": "link-health",
}


def page_path(kind: str, id_: str = "") -> str:
    """The path of a page below ``/<lang>/``, with a slash at its end; the list of the kind for an empty id."""
    if kind == "page":
        return "" if id_ in ("", "home") else f"pages/{id_}/"
    folder = FOLDERS[kind]
    return f"{folder}/{id_}/" if id_ else f"{folder}/"


#: The folder of the short links of a kind, below the root of the site: they belong to no language.
SHORT_FOLDERS = {"clause": "c", "module": "m"}


def short_path(kind: str, id_: str) -> str:
    """The path of a short link below the root of the site: permanent, and short enough to be typed from paper."""
    return f"{SHORT_FOLDERS[kind]}/{id_}/"


def relative_addresses(path: str) -> Callable[[str, str, str], str]:
    """Addresses as seen from the page at ``path``, in the same language."""
    root = "../" * path.count("/") or "./"

    def address(kind: str, id_: str, anchor: str) -> str:
        found = root + page_path(kind, id_)
        return f"{found}#{anchor}" if anchor else found

    return address


#: How the anchors of a clause begin, by the first step of the label in the ledger.
_ANCHORS = {"provision": "p", "alternative": "alt", "question": "q"}


def entry_address(entry: str) -> tuple[str, str]:
    """The path below the root of a language, and the anchor, of an entry of the ledger: ``clause/x#question/y``."""
    record, _, label = entry.partition("#")
    kind, _, id_ = record.partition("/")
    first, _, rest = label.partition("/")
    anchor = f"{_ANCHORS[first]}-{rest.replace('/', '-')}" if kind == "clause" and label else label
    return page_path(kind, id_), anchor


def data_path(name: str) -> str:
    """The path of a data file below the root of the site."""
    return f"data/{name}.json"


def released_path(edition: str, name: str) -> str:
    """The path of a file of a release below the root of the site: the same for ever."""
    return f"releases/{edition}/{name}"


def book_path(edition: str, lang: str, with_data: bool = True) -> str:
    """The path of a book below the root of the site: the same for ever for an edition and a language.

    A book without the data inside has another name, for both may lie in one folder.
    """
    return f"books/connectivity-guidance-{edition}-{lang}{'' if with_data else '-no-data'}.pdf"


def epub_path(edition: str, lang: str) -> str:
    """The path of a book for screens below the root of the site."""
    return f"books/connectivity-guidance-{edition}-{lang}.epub"


#: The folder of the extracts of a kind, and how their names begin.
_EXTRACTS = {
    "clause": ("sheets", "connectivity-clause"),
    "module": ("modules", "connectivity-module"),
    "short": ("books", "connectivity-guidance-short"),
}


def extract_path(edition: str, kind: str, id_: str, lang: str) -> str:
    """The path of an extract of the book below the root of the site: the same for ever for an edition and a language.

    The id is empty for an extract of the whole book, its short form.
    """
    folder, name = _EXTRACTS[kind]
    return f"{folder}/{name}-{edition}-{id_}-{lang}.pdf" if id_ else f"{folder}/{name}-{edition}-{lang}.pdf"


def report_path(edition: str, country: str, lang: str, form: str) -> str:
    """The path of a gap report below the root of the site: the same for ever for an edition, a country and a form."""
    return f"reports/{country}/connectivity-gaps-{edition}-{country}-{lang}.{form}"


def checklist_name(edition: str, country: str, lang: str, scope: str, suffix: str) -> str:
    """The name of the file of a checklist, the same for ever; a blank one is of no country."""
    part = "" if scope == "full" else f"-{scope}"
    return f"connectivity-checklist-{edition}-{country or 'blank'}-{lang}{part}.{suffix}"
