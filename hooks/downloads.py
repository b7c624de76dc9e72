"""A build is made beside the last site and takes its place when all is done; files are copied next to the pages."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from guidance.app import site

NEW = ".new"
#: What comes with the theme and no page loads: its scripts and search, its palettes, its icon (and its source maps).
UNUSED = ("assets/javascripts/", "assets/workbench/", "assets/stylesheets/palette.", "assets/images/favicon.png")
STATE: dict[str, str] = {"command": "build", "new": ""}


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether this is a build or a preview."""
    STATE["command"] = command


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Build beside the last site; the site map is ours, because MkDocs writes today's date into its own."""
    config.theme.static_templates.discard("sitemap.xml")
    if STATE["command"] != "serve":
        STATE["new"] = config.site_dir = config.site_dir + NEW
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out what no page loads."""
    for file in [file for file in files if file.src_uri.startswith(UNUSED) or file.src_uri.endswith(".map")]:
        files.remove(file)
    return files


def on_post_build(config: MkDocsConfig) -> None:
    """Add books, reports and checklists, and put the finished site in its place."""
    preview = STATE["command"] == "serve"
    site.add_files(Path(config.config_file_path).parent, Path(config.site_dir), preview)
    if STATE["new"]:
        config.site_dir = config.site_dir.removesuffix(NEW)
        site.publish(Path(STATE["new"]), Path(config.site_dir))
        STATE["new"] = ""


def on_build_error(error: Exception) -> None:
    """Leave nothing half-written behind."""
    if STATE["new"]:
        site.discard(Path(STATE["new"]))
