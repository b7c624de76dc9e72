"""MkDocs builds the site from pages that `guidance` makes; nothing here thinks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from guidance.app import site

STATE: dict[str, Any] = {"command": "build", "dirty": False}


class GuidanceFile(File):
    """A page that exists in memory only."""

    def is_modified(self) -> bool:
        """Yes: with `serve --dirty`, MkDocs is told of no other pages."""
        return True


class GuidancePage(Page):
    """A page whose HTML is ready: the theme takes it from where it is."""

    def read_source(self, config: MkDocsConfig) -> None:
        """There is no Markdown to read."""
        self.markdown, self.meta = "", {}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """There is nothing to render."""
        self.content = ""
        self.toc = TableOfContents([AnchorLink(str(self.title), "top", 1)])
        self.present_anchor_ids, self.links_to_anchors = set(), None


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether this is a build or a preview, and whether the preview writes only what changed."""
    STATE["command"], STATE["dirty"] = command, dirty


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the content; stop before anything is touched if it has errors."""
    preview = STATE["command"] == "serve"
    opened = STATE["site"] = site.open_site(Path(config.config_file_path).parent, preview)
    if opened.broken and not preview:
        raise Abort(opened.report)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of every language that are to be written."""
    for uri, made in STATE["site"].to_write(STATE["dirty"]).items():
        files.append(file := GuidanceFile.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        GuidancePage(made.title, file, config)
    return files


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Give the theme the page, its language and what its frame shows."""
    made = STATE["site"].pages[page.file.src_uri]
    config.theme["language"] = made.lang
    context["guidance"] = STATE["site"].context(made)
    return context


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Give the page for unknown addresses its lines."""
    context["guidance"] = STATE["site"].not_found()
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Add the root page, the site map and the search index."""
    site.finish_site(STATE["site"], Path(config.site_dir))
