"""The pages as files for another engine: front matter and ready HTML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from guidance.artifact import Artifact
from guidance.render.site.page import SitePage


def staged_files(pages: Iterable[SitePage]) -> Iterator[Artifact]:
    """One Markdown file a page that holds HTML only, with title, description and language in its front matter."""
    for page in pages:
        front = {"title": page.title, "description": page.description, "lang": page.lang, "source": page.source}
        # JSON is YAML: every engine reads it, and nothing has to be escaped twice.
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items()]
        text = "\n".join(["---", *lines, "---", "", _one_block(page.html), ""])
        yield Artifact(page.src_uri, text.encode(), "text/markdown")


def _one_block(html: str) -> str:
    """HTML without blank lines: a blank line would end the block for a Markdown parser."""
    return "\n".join(line for line in html.split("\n") if line.strip())
