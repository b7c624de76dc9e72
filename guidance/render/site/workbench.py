"""The page of the workbench: a shell that its scripts fill, and what a reader without JavaScript can do instead."""

from __future__ import annotations

from typing import Any

from guidance.render.address import page_path
from guidance.render.site.page import PageMaker, SitePage


def workbench_page(maker: PageMaker) -> SitePage:
    """The page on which checklists are filled in the browser."""
    _ = maker.view.labels.gettext
    lead = _("Fill in the checklist here, without a connection if need be. What you type stays in this browser.")
    context: dict[str, Any] = {"root": "../" * (page_path("workbench").count("/") + 1)}
    return maker.make("workbench", "", "workbench", _("Workbench"), context, description=lead, group="checklist")
