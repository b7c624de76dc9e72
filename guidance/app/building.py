"""Running MkDocs, which makes the site through the hooks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from guidance.config import Settings


def run_mkdocs(settings: Settings, arguments: Sequence[str], books: bool) -> int:
    """Run MkDocs in the project for the languages of the settings; returns its exit code."""
    environment = os.environ | {
        "GUIDANCE_LANGS": ",".join(settings.langs),
        "GUIDANCE_BOOKS": "1" if books else "0",
        "GUIDANCE_RELEASING": "1" if settings.releasing else "0",
        # MkDocs Material announces its end of life on every build; the engine seam is decided (design, section 6).
        "NO_MKDOCS_2_WARNING": "1",
    }
    command = [sys.executable, "-m", "mkdocs", *arguments]
    return subprocess.run(command, cwd=settings.root, env=environment, check=False).returncode
