"""What belongs to no language: the page that offers them, the site map, robots and the page of problems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from guidance.artifact import Artifact
from guidance.model.corpus import Corpus
from guidance.model.lang import LANGUAGES, SOURCE
from guidance.render.address import entry_address
from guidance.render.data import data_artifacts
from guidance.render.labels import labels
from guidance.render.site.comparison import comparison_artifacts
from guidance.render.site.page import SitePage
from guidance.render.site.short import short_artifacts

_ROOT = Markup(
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width,initial-scale=1">\n<title>{title}</title>\n'
    '<meta name="description" content="{description}">\n{alternates}'
    '<link rel="stylesheet" href="assets/root.css">\n'
    '<link rel="icon" href="assets/guidance.svg" type="image/svg+xml">\n'
    "</head>\n<body>\n<main>\n<h1>{title}</h1>\n<ul>\n{items}</ul>\n</main>\n</body>\n</html>\n"
)


def root_artifacts(corpus: Corpus, pages: Iterable[SitePage], langs: tuple[str, ...]) -> Iterator[Artifact]:
    """The root page, short links, the site map with ``hreflang``, the data files and robots.txt."""
    base = corpus.publication.site_url
    yield Artifact("index.html", _root_page(corpus, langs).encode(), "text/html")
    yield Artifact("sitemap.xml", _sitemap(base, pages).encode(), "application/xml")
    yield from _redirects(corpus, langs)
    yield from short_artifacts(corpus, langs)
    yield from data_artifacts(corpus)
    yield from comparison_artifacts(corpus, langs)
    yield Artifact("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n".encode(), "text/plain")


#: A page without script or style of its own: the policy of the site allows neither, and it is left at once.
_MOVED = Markup(
    '<!doctype html>\n<html lang="{0}" dir="{1}">\n<head>\n<meta charset="utf-8">\n<title>{2}</title>\n'
    '<meta name="robots" content="noindex">\n<meta http-equiv="refresh" content="0; url={3}">\n</head>\n'
    '<body><p><a href="{3}">{2}</a></p></body>\n</html>\n'
)


def _redirects(corpus: Corpus, langs: tuple[str, ...]) -> Iterator[Artifact]:
    """A page at every published address that moved, in each language, that leads to what took its place."""
    for line in corpus.ledger:
        if line.entry and line.successor and "#" not in line.entry:
            (path, _), (target, anchor) = entry_address(line.entry), entry_address(line.successor)
            address = "../" * path.count("/") + target + (f"#{anchor}" if anchor else "")
            for code in langs:
                words = labels(code).gettext("This page has moved.")
                page = _MOVED.format(code, LANGUAGES[code].direction, words, address)
                yield Artifact(f"{code}/{path}index.html", str(page).encode(), "text/html")


def _root_page(corpus: Corpus, langs: tuple[str, ...]) -> str:
    publication = corpus.publication
    items, alternates = Markup(""), Markup("")
    for code in langs:
        language = LANGUAGES[code]
        title = publication.title.in_language(code).text
        items += Markup('<li><a href="{0}/" lang="{0}" hreflang="{0}" dir="{1}">{2} — {3}</a></li>\n').format(
            code, language.direction, language.name, title
        )
        alternates += Markup('<link rel="alternate" hreflang="{0}" href="{1}{0}/">\n').format(
            code, publication.site_url
        )
    title = publication.title.source
    description = publication.subtitle.source
    return str(_ROOT.format(title=title, description=description, items=items, alternates=alternates))


def _sitemap(base: str, pages: Iterable[SitePage]) -> str:
    by_path: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        by_path[page.path].append(page.lang)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for path, langs in by_path.items():
        links = "".join(f'<xhtml:link rel="alternate" hreflang="{lang}" href="{base}{lang}/{path}"/>' for lang in langs)
        default = SOURCE if SOURCE in langs else langs[0]
        links += f'<xhtml:link rel="alternate" hreflang="x-default" href="{base}{default}/{path}"/>'
        lines += [f"<url><loc>{base}{lang}/{path}</loc>{links}</url>" for lang in langs]
    return "\n".join([*lines, "</urlset>", ""])


def not_found(langs: tuple[str, ...]) -> str:
    """The body of the page for addresses that do not exist: one line in each language."""
    items = Markup("").join(
        Markup('<li><a href="/{0}/" lang="{0}" hreflang="{0}" dir="{1}">{2}</a></li>').format(
            code, LANGUAGES[code].direction, labels(code).gettext("This page does not exist. Go to the home page.")
        )
        for code in langs
    )
    return str(Markup("<h1>404</h1><ul>{}</ul>").format(items))


def problems_body(report: str) -> str:
    """The body of the page an author sees while the content has mistakes."""
    return str(
        Markup("<h1>The content has mistakes</h1><p>Mend them and save; this page reloads.</p><pre>{}</pre>").format(
            escape(report)
        )
    )


def problems_page(report: str) -> str:
    """The whole page of problems, for the root of the site in preview."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Problems</title>'
        f'<link rel="stylesheet" href="/assets/root.css"></head>'
        f"<body><main>{problems_body(report)}</main></body></html>"
    )
