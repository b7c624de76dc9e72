"""Time the making of one checklist, in a process that is ready for it, as the workers of a batch are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

#: Runs with the prepared fonts in the folder of a project; prints seconds of wall clock and of processor by name.
CODE = """
import json, pathlib, sys, time
from guidance.app.filling import questions
from guidance.checklists.published import blank, published
from guidance.config import read_settings
from guidance.forms import Desk, Order
from guidance.setup.fonts import fonts_dir

root = pathlib.Path.cwd()
corpus = questions(read_settings(root))
desk = Desk(corpus, root / ".cache" / "bench", fonts_dir(root))
desk.templates.mkdir(parents=True, exist_ok=True)
desk.workers(1, desk.templates).begin()
rows = {}

def make(name, product):
    wall, cpu = time.perf_counter(), time.process_time()
    content = product.make()
    rows[name] = [time.perf_counter() - wall, time.process_time() - cpu, len(content)]
    return content

for scope in ("core", "full"):
    empty = Order(blank(corpus, "en", scope))
    [template] = desk.template_products([empty])
    (desk.templates / template.path).write_bytes(make(f"empty form, {scope}, laid out once", template))
    # The first file brings the fonts and the corpus into the process; each of the next ones costs this much.
    for product in desk.products([empty], ["pdf", "xlsx"]):
        product.make()
    for code in ("ke", "de"):
        order = Order(published(corpus, corpus.countries[code], "en", scope))
        for suffix in ("pdf", "xlsx"):
            make(f"checklist of {code}, {scope}, {suffix}", desk.products([order], [suffix])[0])
print(json.dumps(rows))
"""


def checklist_times(folder: Path) -> dict[str, tuple[float, float, int]]:
    """Seconds of wall clock and of processor, and bytes, of each thing that is made."""
    conf = folder / ".cache" / "fonts" / "fonts.conf"
    environment = os.environ | {"FONTCONFIG_FILE": str(conf.resolve()), "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        [sys.executable, "-c", CODE], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    found: dict[str, tuple[float, float, int]] = {name: tuple(row) for name, row in json.loads(done.stdout).items()}
    return found
