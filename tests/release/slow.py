"""The command line with a workshop that makes small files, and waits at the first of them until it is told to go on.

python -m tests.release.slow VERB …    in a project; it goes on when the file ``go`` stands there
"""

from __future__ import annotations

import time
from dataclasses import replace

from guidance.app import release
from guidance.app.release import Done
from guidance.cli import main
from guidance.config import Settings
from guidance.model.corpus import Corpus
from tests.release.shop import SHOP


def _make(settings: Settings, corpus: Corpus, kind: str, done: Done) -> None:
    (settings.root / "begun").touch()
    while not (settings.root / "go").exists():
        time.sleep(0.05)
    SHOP.make(settings, corpus, kind, done)


if __name__ == "__main__":
    release.WORKSHOP = replace(SHOP, make=_make)
    main()
