"""The search index, made by Pagefind's command line; the only door to it.

Its Python API waits a tenth of a second for every page, so the pages are written to a folder of their own and the
program reads that.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from guidance.errors import ToldError


class SearchError(ToldError):
    """The search index could not be made; the message holds what the program said."""


def build_index(feed: Path, output: Path) -> None:
    """Index the HTML of one language, below ``feed``, into ``output``."""
    output.parent.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "pagefind",
        "--site",
        str(feed),
        "--output-path",
        str(output),
        "--silent",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SearchError(f"Pagefind failed:\n{done.stdout}{done.stderr}".rstrip())
    for name in _UNUSED:
        for path in output.glob(name):
            path.unlink()


#: Pagefind's own interfaces; the site has its own.
_UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")
