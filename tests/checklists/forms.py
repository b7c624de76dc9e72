"""Forms for tests, made as users get them: by a process that began with the prepared fonts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from unittest.mock import patch

from guidance.forms import Desk, Order
from guidance.model.checklists import FilledChecklist
from guidance.model.corpus import Corpus
from guidance.setup.fonts import ensure_fonts
from tests.conftest import ROOT


class Maker:
    """Makes forms of one corpus; the empty form of a language and a scope is laid out when it is first needed."""

    def __init__(self, corpus: Corpus, folder: Path, pool: ProcessPoolExecutor) -> None:
        self.corpus = corpus
        self._desk = Desk(corpus, folder, ensure_fonts(ROOT))
        self._pool = pool

    def __call__(self, checklist: FilledChecklist) -> bytes:
        """The form of a checklist."""
        orders = [Order(checklist)]
        for product in self._desk.template_products(orders):
            path = self._desk.templates / product.path
            if not path.exists():
                path.write_bytes(self._pool.submit(product.make).result())
        [product] = self._desk.products(orders, ["pdf"])
        return self._pool.submit(product.make).result()


@contextmanager
def maker(corpus: Corpus, folder: Path) -> Iterator[Maker]:
    """A maker with a process of its own."""
    workers = Desk(corpus, folder, ensure_fonts(ROOT)).workers(1, folder)
    with (
        patch.dict(os.environ, workers.environment),
        ProcessPoolExecutor(1, get_context("spawn"), workers.begin) as pool,
    ):
        yield Maker(corpus, folder, pool)
