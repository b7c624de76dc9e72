"""The gap report of a country as a page, and the list of all reports."""

from __future__ import annotations

from functools import partial

from guidance.model.countries import Country
from guidance.model.gaps import GapReport, published_report
from guidance.render.address import page_path, report_path
from guidance.render.html import Writer
from guidance.render.report.blocks import Block, Run
from guidance.render.report.compose import blocks
from guidance.render.report.files import MEDIA_TYPES
from guidance.render.report.wording import Wording
from guidance.render.site.page import PageMaker, SitePage


def report_page(maker: PageMaker, country: Country, offered: bool) -> SitePage:
    """The page of a report; ``offered`` says that its files stand beside the pages."""
    report, view = published_report(maker.corpus, country), maker.view
    path = page_path("report", country.code)
    root = "../" * (path.count("/") + 1)
    edition = maker.corpus.publication.edition
    files = [
        (word, root + report_path(edition, country.code, view.lang, form), MEDIA_TYPES[form])
        for form, word in (("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel"))
    ]
    return maker.make(
        "report",
        country.code,
        "report",
        Wording(view, view.unit).title(report),
        {
            "country": country,
            "compose": partial(_composed, maker, report),
            "href": partial(_href, path),
            "files": files if offered else (),
        },
        description=view.labels.gettext("Gaps, the clause for each, precedents, what asks for it and who funds it."),
        group="report",
        source=country.pin.path,
        facets={"country": (country.code,)},
    )


def _composed(maker: PageMaker, report: GapReport, writer: Writer) -> list[Block]:
    return blocks(maker.view, report, Wording(maker.view, writer.unit, deep=True))


def _href(path: str, run: Run) -> str:
    kind, id_, anchor = run.to or ("page", "", "")
    found = "../" * path.count("/") + page_path(kind, id_)
    return f"{found}#{anchor}" if anchor else found


def reports_page(maker: PageMaker) -> SitePage:
    """The list of the countries that have a report."""
    view = maker.view
    rows = [
        (f"../{page_path('report', country.code)}", view.words(country.name), "")
        for country in view.countries
        if country.assessment
    ]
    _ = view.labels.gettext
    lead = _("What the answers of each assessed country leave open. No country is ranked or scored.")
    title = _("Gap reports")
    context = {
        "title": title,
        "lead": lead,
        "groups": [("reports", "", rows)],
        "css": "columns",
        "closing": (),
        "beside": (),
    }
    return maker.make("report", "", "index", title, context, description=lead, group="report")
