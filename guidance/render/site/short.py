"""Short links: permanent pages below the root that lead to a clause or module in the language of the reader.

Who types one from paper may read any language. The page lists them all and works without scripts; a small script goes
on to the language that the browser asks for. What was published once keeps its short link: it leads to the successor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from guidance.artifact import Artifact
from guidance.model.clause import Clause, Module
from guidance.model.corpus import Corpus
from guidance.model.lang import LANGUAGES
from guidance.model.text import Text
from guidance.render.address import SHORT_FOLDERS, entry_address, short_path
from guidance.render.site.frame import POLICY

_PAGE = Markup(
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    '<meta name="viewport" content="width=device-width,initial-scale=1">\n<title>{title}</title>\n'
    '<meta name="robots" content="noindex">\n{alternates}'
    '<link rel="stylesheet" href="../../assets/root.css">\n'
    '<link rel="icon" href="../../assets/guidance.svg" type="image/svg+xml">\n'
    '<script src="../../assets/short.js" type="module"></script>\n'
    "</head>\n<body>\n<main>\n<h1>{title}</h1>\n<ul>\n{items}</ul>\n</main>\n</body>\n</html>\n"
)


def short_artifacts(corpus: Corpus, langs: tuple[str, ...]) -> Iterator[Artifact]:
    """A page for every clause and module of this edition, and for those of earlier ones that the ledger knows."""
    for kind, id_, leads_to in _links(corpus):
        yield Artifact(f"{short_path(kind, id_)}index.html", _page(corpus, leads_to, langs).encode(), "text/html")


def _links(corpus: Corpus) -> Iterator[tuple[str, str, str]]:
    """The kind and id of each short link, with the entry of the ledger that it leads to."""
    present = _present(corpus)
    for kind in SHORT_FOLDERS:
        for id_ in present[kind]:
            yield kind, id_, f"{kind}/{id_}"
    for line in corpus.ledger:
        kind, _, id_ = (line.entry or "").partition("/")
        if line.successor and kind in SHORT_FOLDERS and "#" not in id_ and id_ not in present[kind]:
            yield kind, id_, line.successor


def _page(corpus: Corpus, leads_to: str, langs: tuple[str, ...]) -> str:
    path, anchor = entry_address(leads_to)
    address = f"{path}#{anchor}" if anchor else path
    name = _title(corpus, leads_to)
    items, alternates = Markup(""), Markup("")
    for code in langs:
        language, unit = LANGUAGES[code], name.in_language(code)
        title = Markup('<span lang="{}" dir="auto">{}</span>').format(unit.lang, unit.text)
        items += Markup('<li><a href="../../{0}/{1}" lang="{0}" hreflang="{0}" dir="{2}">{3} — {4}</a></li>\n').format(
            code, address, language.direction, language.name, title
        )
        alternates += Markup('<link rel="alternate" hreflang="{}" href="{}{}/{}">\n').format(
            code, corpus.publication.site_url, code, path
        )
    return str(_PAGE.format(policy=POLICY, title=name.source, alternates=alternates, items=items))


def _title(corpus: Corpus, entry: str) -> Text:
    """The title of a clause or module; that of the guidance for what has another kind."""
    kind, _, id_ = entry.partition("#")[0].partition("/")
    found = _present(corpus).get(kind, {}).get(id_)
    return found.title if found else corpus.publication.title


def _present(corpus: Corpus) -> dict[str, Mapping[str, Clause | Module]]:
    return {"clause": corpus.clauses, "module": corpus.modules}
